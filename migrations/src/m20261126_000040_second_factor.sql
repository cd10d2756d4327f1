-- When whoever holds the session last gave the password or a passkey.
ALTER TABLE session ADD COLUMN confirmed_at {time};

ALTER TABLE profile ADD COLUMN requires_second_factor boolean NOT NULL DEFAULT false;

-- One row for a user who has a second factor; id is the user's. app_secret is sealed with the key in the data folder.
CREATE TABLE second_factor (
  firm_id {uuid} NOT NULL REFERENCES firm (id), id {uuid} NOT NULL, version integer NOT NULL, app_secret {text}, app_set_at {time},
  codes_set_at {time} NOT NULL, last_step bigint NOT NULL,
  PRIMARY KEY (firm_id, id)
);

CREATE TABLE passkey (
  firm_id {uuid} NOT NULL REFERENCES firm (id), id {uuid} NOT NULL, version integer NOT NULL, user_id {uuid} NOT NULL,
  credential_id {text} NOT NULL, name {text} NOT NULL, credential {text} NOT NULL, created_at {time} NOT NULL, used_at {time},
  PRIMARY KEY (firm_id, id)
);
CREATE INDEX passkey_of_user ON passkey (firm_id, user_id, id);
CREATE UNIQUE INDEX passkey_credential ON passkey (credential_id);

CREATE TABLE recovery_code (
  firm_id {uuid} NOT NULL REFERENCES firm (id), user_id {uuid} NOT NULL, code_hash {text} NOT NULL,
  PRIMARY KEY (firm_id, user_id, code_hash)
){key};

-- Whoever gave the right password and still has to give the second factor.
CREATE TABLE sign_in_step (
  token_hash {text} PRIMARY KEY, firm_id {uuid} NOT NULL, user_id {uuid} NOT NULL, expires_at {time} NOT NULL
);
CREATE INDEX sign_in_step_of_user ON sign_in_step (user_id);
CREATE INDEX sign_in_step_expiry ON sign_in_step (expires_at);

-- A question to a passkey that waits for its answer.
CREATE TABLE passkey_challenge (
  token_hash {text} PRIMARY KEY, purpose {text} NOT NULL, user_id {uuid}, state {text} NOT NULL, expires_at {time} NOT NULL
);
CREATE INDEX passkey_challenge_expiry ON passkey_challenge (expires_at);
