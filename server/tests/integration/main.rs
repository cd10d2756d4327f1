//! The product over HTTP and through its queries, on SQLite and on PostgreSQL: one binary, a module a feature.

// One request that holds what any function asks for is a long `json!`.
#![recursion_limit = "256"]

mod accounts;
mod audit;
mod burden;
mod caps;
mod cards;
mod demo;
mod fuzz;
mod hostile;
mod housekeeping;
mod imports;
mod invitations;
mod lists;
mod pages;
mod portal;
mod process;
mod reading;
mod security;
mod serving;
mod support;
mod templates;
