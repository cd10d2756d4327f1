-- A session as people see it: a name that is no secret, the browser, and where it is.
ALTER TABLE session ADD COLUMN id {uuid} NOT NULL
--sqlite
  DEFAULT x'00000000000000000000000000000000'
--postgres
  DEFAULT gen_random_uuid()
--both
;
--sqlite
UPDATE session SET id = randomblob(16);
--both
ALTER TABLE session ADD COLUMN device {text} NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN address {text} NOT NULL DEFAULT '';
CREATE UNIQUE INDEX session_id ON session (id);

-- Browsers that somebody has signed in with before.
CREATE TABLE known_browser (
  token_hash {text} NOT NULL, account_id {uuid} NOT NULL, seen_at {time} NOT NULL,
  PRIMARY KEY (token_hash, account_id)
){key};
CREATE INDEX known_browser_of_account ON known_browser (account_id, seen_at);

-- Who came in, and who was refused. firm_id is empty where no firm is known to be meant.
CREATE TABLE sign_in (
  id {uuid} PRIMARY KEY, firm_id {uuid}, at {time} NOT NULL, last_at {time} NOT NULL, times integer NOT NULL, user_id {uuid},
  portal_account_id {uuid}, typed {text} NOT NULL, portal boolean NOT NULL, address {text} NOT NULL, device {text} NOT NULL,
  result {text} NOT NULL, session_id {uuid}
);
CREATE INDEX sign_in_of_firm ON sign_in (firm_id, id);
CREATE INDEX sign_in_of_user ON sign_in (firm_id, user_id, id);
CREATE INDEX sign_in_of_result ON sign_in (firm_id, result, id);
CREATE INDEX sign_in_from ON sign_in (address, id);
