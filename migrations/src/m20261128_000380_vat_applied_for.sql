ALTER TABLE customer ADD COLUMN vat_applied_for boolean NOT NULL DEFAULT FALSE;
