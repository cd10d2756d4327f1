-- Whether somebody has signed in before is asked at each sign-in. Some databases have the index already.
CREATE INDEX IF NOT EXISTS sign_in_of_account ON sign_in (portal_account_id, id);
