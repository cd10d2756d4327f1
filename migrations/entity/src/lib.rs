//! The tables, as SeaORM models: a file a table. The migrations make them; nothing here decides anything.

pub mod address;
pub mod attempt;
pub mod business_unit;
pub mod category;
pub mod change;
pub mod contact;
pub mod customer;
pub mod customer_category;
pub mod customer_integration;
pub mod customer_tally;
pub mod customer_user;
pub mod firm;
pub mod import;
pub mod import_problem;
pub mod invitation;
pub mod job;
pub mod known_browser;
pub mod link;
pub mod outbox;
pub mod portal_account;
pub mod portal_customer;
pub mod profile;
pub mod session;
pub mod sign_in;
pub mod template;
pub mod user;
