-- Whether a customer sees a field on its own page, and may change it.
ALTER TABLE own_field ADD COLUMN sharing {text} NOT NULL DEFAULT 'internal';
