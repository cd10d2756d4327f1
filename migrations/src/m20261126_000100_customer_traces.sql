-- Undoing a deactivation queues again what it took back, and nothing that was taken back before.
ALTER TABLE outbox ADD COLUMN withdrawn_at {time};
CREATE INDEX outbox_of_customer ON outbox (firm_id, customer_id) WHERE customer_id IS NOT NULL;

-- What customers left behind that were deleted before all of it went with them.
DELETE FROM outbox WHERE customer_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM customer AS c WHERE c.firm_id = outbox.firm_id AND c.id = outbox.customer_id);
DELETE FROM link WHERE purpose = 'invitation'
  AND NOT EXISTS (SELECT 1 FROM invitation AS i WHERE i.firm_id = link.firm_id AND i.id = link.subject_id);
DELETE FROM session WHERE only_customer IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM customer AS c WHERE c.firm_id = session.only_firm AND c.id = session.only_customer);
