ALTER TABLE customer ADD COLUMN opening_hours {text} NOT NULL DEFAULT '';
