-- Base64: backups carry rows as JSON. The last pictures stay when they are replaced, so that one can be put back.
CREATE TABLE picture (
  firm_id {uuid} NOT NULL REFERENCES firm (id), id {uuid} NOT NULL, png {text} NOT NULL, created_at {time} NOT NULL,
  PRIMARY KEY (firm_id, id)
);
ALTER TABLE firm ADD COLUMN logo_id {uuid};
