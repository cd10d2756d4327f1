ALTER TABLE outbox ADD COLUMN batch_id {uuid};
CREATE INDEX outbox_of_firm ON outbox (firm_id, created_at) WHERE sender_id IS NOT NULL;
