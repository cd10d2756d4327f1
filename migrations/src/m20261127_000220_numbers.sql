-- Customers are found by numbers with letters in them, and by an account number without its country: what they are found by is made anew.
UPDATE upkeep SET firm_id = NULL, record_id = NULL, done = FALSE WHERE name = 'customer_keys';
