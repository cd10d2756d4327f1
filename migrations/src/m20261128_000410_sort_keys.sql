ALTER TABLE customer ADD COLUMN street_key {text} NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN contact_key {text} NOT NULL DEFAULT '';
CREATE INDEX customer_by_country ON customer (firm_id, tab, country, name_key, id);
CREATE INDEX customer_by_phone ON customer (firm_id, tab, phone, name_key, id);
CREATE INDEX customer_by_street ON customer (firm_id, tab, street_key, name_key, id);
CREATE INDEX customer_by_contact ON customer (firm_id, tab, contact_key, name_key, id);
-- The two keys are filled when the product starts.
UPDATE upkeep SET firm_id = NULL, record_id = NULL, done = FALSE WHERE name = 'customer_keys';
