ALTER TABLE address ADD COLUMN addition {text} NOT NULL DEFAULT '';
