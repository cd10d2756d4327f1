-- The product fills the keys of customers that are there already when it starts: see upkeep.
ALTER TABLE customer ADD COLUMN match_key {text} NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN reference_key {text} NOT NULL DEFAULT '';
DROP INDEX customer_by_reference;
CREATE INDEX customer_by_match ON customer (firm_id, match_key);
CREATE INDEX customer_by_reference ON customer (firm_id, reference_key) WHERE reference_key <> '';

-- Work over many records that a new version of the product does once when it starts, and how far it is.
CREATE TABLE upkeep (
  name {text} PRIMARY KEY, firm_id {uuid}, record_id {uuid}, done boolean NOT NULL
){key};
INSERT INTO upkeep (name, firm_id, record_id, done) VALUES ('customer_keys', NULL, NULL, FALSE);
