-- Who manages the customers that a template is chosen for, their business unit and their categories. Empty says nothing, as in the
-- change log of the templates that are there already.
ALTER TABLE template ADD COLUMN manager_id {uuid};
ALTER TABLE template ADD COLUMN business_unit_id {uuid};
ALTER TABLE template ADD COLUMN categories {text} NOT NULL DEFAULT '';

-- When it starts, the product takes out of links what is a field of the customer itself, and out of templates what is each
-- customer's own, with a line in the change log for each.
INSERT INTO upkeep (name, firm_id, record_id, done) VALUES ('link_mandates', NULL, NULL, FALSE);
INSERT INTO upkeep (name, firm_id, record_id, done) VALUES ('template_own_facts', NULL, NULL, FALSE);
