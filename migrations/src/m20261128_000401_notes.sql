-- What colleagues write down about a customer. Who wrote it and when stands in the change log.
CREATE TABLE note (
  firm_id {uuid} NOT NULL REFERENCES firm (id), id {uuid} NOT NULL, customer_id {uuid} NOT NULL, version integer NOT NULL,
  text {text} NOT NULL,
  PRIMARY KEY (firm_id, id)
){key};
CREATE INDEX note_of_customer ON note (firm_id, customer_id);
