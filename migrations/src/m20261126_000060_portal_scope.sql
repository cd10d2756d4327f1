ALTER TABLE session ADD COLUMN only_firm {uuid};
ALTER TABLE session ADD COLUMN only_customer {uuid};

ALTER TABLE link ADD COLUMN revoked_at {time};

ALTER TABLE portal_customer ADD COLUMN since {time};
ALTER TABLE portal_customer ADD COLUMN seen_at {time};
UPDATE portal_customer SET since = (SELECT created_at FROM portal_account WHERE portal_account.id = portal_customer.account_id);
