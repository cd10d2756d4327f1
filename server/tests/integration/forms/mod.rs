//! Forms before their page is hydrated, and without JavaScript: every one is posted, saved by the same rules, and never loses what was
//! typed.

mod card;
mod customer;
mod customer_menus;
mod every;
mod factors;
mod imports;
mod menus;
mod parts;
mod reading;
mod records;
mod settings;
mod steps;
mod taking_off;
mod undo;
