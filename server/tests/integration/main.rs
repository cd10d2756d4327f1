//! The product over HTTP and through its queries, on SQLite and on PostgreSQL: one binary, a module a feature.

mod accounts;
mod audit;
mod burden;
mod cards;
mod demo;
mod hostile;
mod housekeeping;
mod imports;
mod invitations;
mod lists;
mod pages;
mod portal;
mod security;
mod support;
mod templates;
