-- The product writes anew what customers are found by when it starts: see upkeep.
UPDATE upkeep SET firm_id = NULL, record_id = NULL, done = FALSE WHERE name = 'customer_keys';
