ALTER TABLE customer ADD COLUMN mailing_code {text} NOT NULL DEFAULT '';
