ALTER TABLE customer ADD COLUMN legal_form {text} NOT NULL DEFAULT '';
