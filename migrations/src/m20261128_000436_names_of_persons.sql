-- A private person proposes another first and last name; its name follows from them.
ALTER TABLE proposal ADD COLUMN given_name {text};
ALTER TABLE proposal ADD COLUMN family_name {text};
