ALTER TABLE customer ADD COLUMN seller {text} NOT NULL DEFAULT '';
