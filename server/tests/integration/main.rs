//! The product over HTTP and through its queries, on SQLite and on PostgreSQL: one binary, a module a feature.

// One request that holds what any function asks for is a long `json!`.
#![recursion_limit = "256"]

mod accounts;
mod audit;
mod backup;
mod caps;
mod cards;
mod demo;
mod forms;
mod fuzz;
mod hostile;
mod imports;
mod integrity;
mod invitations;
mod jobs;
mod lists;
mod load;
mod names;
mod operations;
mod pages;
mod portal;
mod processes;
mod reading;
mod registers;
mod retention;
mod security;
mod serving;
mod storage;
mod support;
mod templates;
mod upgrades;
