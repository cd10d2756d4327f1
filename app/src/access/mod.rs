//! Who of a customer has access to its own page: the firm sees them on the card, and ends it.

pub mod api;
pub mod records;
mod section;
#[cfg(feature = "ssr")]
pub mod store;

pub use section::AccessSection;
