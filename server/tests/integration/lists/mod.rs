//! The list of customers: every order and view pages through all of them once; the search finds what it should, and nobody
//! else's.

mod address;
mod categories;
mod columns;
mod counts;
mod export;
mod layout;
mod ordering;
mod own_bounds;
mod own_fields;
mod own_words;
mod paging;
mod searching;
mod seen;
