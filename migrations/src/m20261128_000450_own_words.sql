-- What customers have in own fields belongs to what they are found by: it is filled in when the product starts.
UPDATE upkeep SET firm_id = NULL, record_id = NULL, done = FALSE WHERE name = 'customer_keys';
