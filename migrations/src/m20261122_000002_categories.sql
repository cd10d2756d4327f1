CREATE TABLE category (
  firm_id {uuid} NOT NULL REFERENCES firm (id), id {uuid} NOT NULL, version integer NOT NULL, name {text} NOT NULL,
  PRIMARY KEY (firm_id, id)
);
CREATE UNIQUE INDEX category_name ON category (firm_id, name);

CREATE TABLE customer_category (
  firm_id {uuid} NOT NULL REFERENCES firm (id), customer_id {uuid} NOT NULL, category_id {uuid} NOT NULL,
  PRIMARY KEY (firm_id, customer_id, category_id)
){key};
CREATE INDEX customer_of_category ON customer_category (firm_id, category_id, customer_id);
