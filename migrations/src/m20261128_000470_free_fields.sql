-- Whether a field of the firm's own stands on the tab of free fields.
ALTER TABLE own_field ADD COLUMN on_tab boolean NOT NULL DEFAULT FALSE;
