//! Tab *Vrije kenmerken*: the firm's own fields that stand there, and those that the customer alone has.

pub mod api;
#[cfg(feature = "ssr")]
mod store;
mod tab;

pub use tab::FreeFieldsTab;
