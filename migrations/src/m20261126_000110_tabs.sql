DROP INDEX customer_by_number;
DROP INDEX customer_by_name;
DROP INDEX customer_by_vat;
DROP INDEX customer_by_city;
DROP INDEX customer_by_status;
DROP INDEX customer_by_manager;
-- domain::customers::Tab: 0 is Niet actief, 1 Actief, 2 Concept.
ALTER TABLE customer ADD COLUMN tab smallint NOT NULL DEFAULT 2;
UPDATE customer SET tab = CASE WHEN active THEN 1 ELSE 0 END WHERE status <> 0;
ALTER TABLE customer DROP COLUMN active;
CREATE INDEX customer_by_number ON customer (firm_id, tab, number, id);
CREATE INDEX customer_by_name ON customer (firm_id, tab, name_key, id);
CREATE INDEX customer_by_vat ON customer (firm_id, tab, vat, name_key, id);
CREATE INDEX customer_by_city ON customer (firm_id, tab, city_key, name_key, id);
CREATE INDEX customer_by_status ON customer (firm_id, tab, status, name_key, id);
CREATE INDEX customer_by_manager ON customer (firm_id, tab, manager_key, name_key, id);

DROP TABLE customer_tally;
CREATE TABLE customer_tally (
  firm_id {uuid} NOT NULL REFERENCES firm (id), tab smallint NOT NULL, has_vat boolean NOT NULL, customers bigint NOT NULL,
  PRIMARY KEY (firm_id, tab, has_vat)
){key};
INSERT INTO customer_tally (firm_id, tab, has_vat, customers)
  SELECT firm_id, tab, vat <> '', count(*) FROM customer GROUP BY firm_id, tab, vat <> '';

--sqlite
-- The full-text index knows the tab by a word. Those of Concept have another now: what differs is indexed anew when the product starts.
UPDATE customer SET search = '' WHERE tab = 2;
UPDATE upkeep SET firm_id = NULL, record_id = NULL, done = FALSE WHERE name = 'customer_keys';
