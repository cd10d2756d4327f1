//! Customers: the list, the search, the form, the card, and the one way by which a customer is written.

pub mod card;
pub mod form;
pub mod list;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod visible;
