//! Customers: the list, the search, the form, the card, and the one way by which a customer is written.

pub mod api;
pub mod card;
#[cfg(feature = "ssr")]
pub mod details;
#[cfg(feature = "ssr")]
pub mod duplicates;
pub mod fields;
#[cfg(feature = "ssr")]
pub mod financial;
pub mod form;
#[cfg(feature = "ssr")]
pub mod kinds;
pub mod list;
#[cfg(feature = "ssr")]
mod phone;
pub mod portal_changes;
pub mod records;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
mod sent;
#[cfg(feature = "ssr")]
pub mod status;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod terms;
#[cfg(feature = "ssr")]
mod undo;
#[cfg(feature = "ssr")]
pub mod visible;
