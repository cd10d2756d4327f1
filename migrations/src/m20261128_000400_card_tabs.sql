-- Which of the tabs that a firm may do without its cards have: their slugs, with a space between.
ALTER TABLE firm ADD COLUMN card_tabs {text} NOT NULL DEFAULT '';

-- How a colleague wants the tabs of a card, where that is not as they come: slugs in their order, and those that are not shown.
CREATE TABLE tab_order (
  firm_id {uuid} NOT NULL REFERENCES firm (id), user_id {uuid} NOT NULL, slugs {text} NOT NULL, hidden {text} NOT NULL,
  PRIMARY KEY (firm_id, user_id)
){key};
