//! The change log: every write of what has a history goes through `AuditedTransaction`, which stores who, when, by which way, from what to what.
//! Provenance and history are views of it.

#[cfg(feature = "ssr")]
mod actors;
#[cfg(feature = "ssr")]
mod entries;
pub mod history;
#[cfg(feature = "ssr")]
mod names;
#[cfg(feature = "ssr")]
pub mod rate;
#[cfg(feature = "ssr")]
mod read;
#[cfg(feature = "ssr")]
mod tracked;
mod trail;
#[cfg(feature = "ssr")]
pub mod trails;
#[cfg(feature = "ssr")]
mod transaction;
pub mod words;

#[cfg(feature = "ssr")]
pub use actors::Actors;
#[cfg(feature = "ssr")]
pub use entries::Entries;
#[cfg(feature = "ssr")]
pub use tracked::Tracked;
#[cfg(feature = "ssr")]
pub(crate) use tracked::{EntityOf, to_microseconds};
pub use trail::{Stamp, Trail, Who};
#[cfg(feature = "ssr")]
pub use transaction::{Actor, AuditedTransaction, Origin};
pub use words::ByWhom;
