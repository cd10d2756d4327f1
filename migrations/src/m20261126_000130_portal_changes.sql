-- Customers with changes of their own that no colleague has marked as seen. `since` is the first line of the change log of them,
-- `digest` the daily mail that told of all of them.
CREATE TABLE portal_news (
  firm_id {uuid} NOT NULL REFERENCES firm (id), customer_id {uuid} NOT NULL, since {uuid} NOT NULL, changed_at {time} NOT NULL,
  digest {uuid},
  PRIMARY KEY (firm_id, customer_id)
){key};

-- What a customer wants changed of what its firm approves. A column that is NULL is not to be changed.
CREATE TABLE proposal (
  firm_id {uuid} NOT NULL REFERENCES firm (id), customer_id {uuid} NOT NULL, version integer NOT NULL,
  name {text}, vat {text}, company_number {text}, country {text}, iban {text},
  PRIMARY KEY (firm_id, customer_id)
){key};

-- Whether a colleague does without the daily mail about what customers changed.
ALTER TABLE "user" ADD COLUMN no_digest boolean NOT NULL DEFAULT FALSE;
