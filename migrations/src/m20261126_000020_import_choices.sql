ALTER TABLE import ADD COLUMN choices {text} NOT NULL DEFAULT '';
ALTER TABLE import ADD COLUMN file_report {text} NOT NULL DEFAULT '';
-- What was checked before was read with its hidden rows, and is imported with them.
UPDATE import SET choices = '{"sheets":[],"hidden_rows":true}';
