ALTER TABLE outbox ADD COLUMN sender_id {uuid};
CREATE INDEX outbox_of_sender ON outbox (sender_id, created_at);
CREATE INDEX outbox_to ON outbox (recipient, created_at);
CREATE INDEX outbox_waiting ON outbox (firm_id, status, next_attempt_at);
