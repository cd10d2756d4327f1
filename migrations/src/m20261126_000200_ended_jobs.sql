-- Whom a job was about and what was written to them are needed no more once it has ended.
UPDATE job SET payload = 'null' WHERE finished_at IS NOT NULL;
