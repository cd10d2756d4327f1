//! Tab *Notities*: what colleagues write down about a customer.

pub mod api;
mod edit;
mod item;
#[cfg(feature = "ssr")]
mod sent;
#[cfg(feature = "ssr")]
pub mod store;
mod tab;

pub use tab::NotesTab;
