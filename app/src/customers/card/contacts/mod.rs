//! The contacts of a customer.

pub mod api;
#[cfg(feature = "ssr")]
pub mod queries;
