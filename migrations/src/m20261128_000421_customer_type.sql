ALTER TABLE customer ADD COLUMN customer_type {text} NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN given_name {text} NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN family_name {text} NOT NULL DEFAULT '';
