//! Who of a customer has access to its own page: the firm sees them on the card, and ends it.

pub mod api;
mod ending;
#[cfg(feature = "ssr")]
pub mod kinds;
pub mod records;
mod section;
#[cfg(feature = "ssr")]
mod sent;
#[cfg(feature = "ssr")]
pub mod store;

pub use ending::{EndAccess, EndOldAccess};
pub use section::AccessSection;
