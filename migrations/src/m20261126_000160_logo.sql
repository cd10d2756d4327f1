-- Base64: backups carry rows as JSON. Pictures are kept when they are replaced, since the change log speaks of them.
CREATE TABLE picture (
  firm_id {uuid} NOT NULL REFERENCES firm (id), id {uuid} NOT NULL, png {text} NOT NULL, created_at {time} NOT NULL,
  PRIMARY KEY (firm_id, id)
);
ALTER TABLE firm ADD COLUMN logo_id {uuid};
