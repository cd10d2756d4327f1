ALTER TABLE job ADD COLUMN worker integer;
