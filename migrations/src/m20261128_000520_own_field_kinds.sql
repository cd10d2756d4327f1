-- What explains a field, as JSON by language; empty where nothing does. `first_kind` is the kind that it was made with, empty where it
-- still is, and `change_id` holds together what its last change of kind wrote.
ALTER TABLE own_field ADD COLUMN help {text} NOT NULL DEFAULT '';
ALTER TABLE own_field ADD COLUMN first_kind {text} NOT NULL DEFAULT '';
ALTER TABLE own_field ADD COLUMN change_id {uuid};

-- The kind that a value was written as, empty for the first kind of its field.
ALTER TABLE own_value ADD COLUMN kind {text} NOT NULL DEFAULT '';
