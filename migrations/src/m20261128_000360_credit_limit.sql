ALTER TABLE customer ADD COLUMN credit_limit bigint;
