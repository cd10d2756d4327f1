-- Fields that a firm makes itself. `labels` and `options` are JSON. Without a customer it is of all of the firm's customers;
-- `area` is empty where the right to customers is enough.
CREATE TABLE own_field (
  firm_id {uuid} NOT NULL REFERENCES firm (id), id {uuid} NOT NULL, version integer NOT NULL, kind {text} NOT NULL,
  labels {text} NOT NULL, options {text} NOT NULL, required_from {text} NOT NULL, area {text} NOT NULL, place integer NOT NULL,
  origin {text} NOT NULL, archived boolean NOT NULL DEFAULT FALSE, customer_id {uuid},
  PRIMARY KEY (firm_id, id)
);
CREATE INDEX own_field_of_customer ON own_field (firm_id, customer_id, place);

-- What they hold: a row for each customer and field that has a value. `value_key` is what it sorts by.
CREATE TABLE own_value (
  firm_id {uuid} NOT NULL REFERENCES firm (id), customer_id {uuid} NOT NULL, field_id {uuid} NOT NULL, version integer NOT NULL,
  value {text} NOT NULL, value_key {text} NOT NULL,
  PRIMARY KEY (firm_id, customer_id, field_id)
){key};
CREATE INDEX own_value_in_order ON own_value (firm_id, field_id, value_key, customer_id);
