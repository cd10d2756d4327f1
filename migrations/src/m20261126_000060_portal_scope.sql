ALTER TABLE session ADD COLUMN only_firm {uuid};
ALTER TABLE session ADD COLUMN only_customer {uuid};

ALTER TABLE link ADD COLUMN revoked_at {time};

ALTER TABLE portal_customer ADD COLUMN since {time};
ALTER TABLE portal_customer ADD COLUMN seen_at {time};
