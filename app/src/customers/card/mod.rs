//! One customer on one card with tabs.

pub mod addresses;
pub mod api;
pub mod asked;
mod contact_tab;
pub mod contacts;
mod dialog_form;
mod duplicates;
mod facts;
pub mod free_fields;
mod header;
mod history;
mod menu;
mod neighbours;
pub mod notes;
mod page;
mod printing;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod record;
mod reload;
mod section;
mod steps;
pub mod tabs;
mod timeline;

pub use page::CardPage;
