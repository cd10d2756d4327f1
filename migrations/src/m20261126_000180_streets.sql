-- Customers are found by the streets of their addresses too: what they are found by is made anew.
UPDATE upkeep SET firm_id = NULL, record_id = NULL, done = FALSE WHERE name = 'customer_keys';
