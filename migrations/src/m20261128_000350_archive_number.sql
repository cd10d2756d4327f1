ALTER TABLE customer ADD COLUMN archive_number {text} NOT NULL DEFAULT '';
