//! The tabs of a customer's card: what they are, in which order a colleague has them, and which of them a firm has.

pub mod api;
mod arrange;
mod opened;
mod order;
#[cfg(feature = "ssr")]
pub mod store;
mod table;

pub use arrange::{ArrangeHere, ArrangeTabs};
pub use opened::Opened;
pub use order::{CardTab, TabOrder};
pub use table::{FREE_FIELDS, NOTES, SETTINGS, TABS, TabDef};
