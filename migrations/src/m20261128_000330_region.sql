ALTER TABLE customer ADD COLUMN region {text} NOT NULL DEFAULT '';
