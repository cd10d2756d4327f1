-- The window settings of a colleague's list of customers, where they are not those of the list as it comes.
CREATE TABLE list_layout (
  firm_id {uuid} NOT NULL REFERENCES firm (id), user_id {uuid} NOT NULL, columns {text} NOT NULL, compact boolean NOT NULL,
  PRIMARY KEY (firm_id, user_id)
){key};
