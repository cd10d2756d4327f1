//! Adding, changing and deleting customers, their addresses and contacts, and the history of it.

mod activity;
mod adding;
mod categories;
mod changing;
mod duplicates;
mod fields;
mod financial;
mod free_fields;
mod legal_form;
mod notes;
mod numbers;
mod own_definitions;
mod own_fields;
mod own_hostile;
mod own_kinds;
mod parts;
mod persons;
mod readable;
mod rights;
mod tabs;
mod text;
mod traces;
