//! The change log: every write of what has a history goes through `AuditedTransaction`, which stores who, when, by which way, from what to what.
//! Provenance and history are views of it.

#[cfg(feature = "ssr")]
mod actors;
mod by_whom;
#[cfg(feature = "ssr")]
mod entries;
pub mod history;
#[cfg(feature = "ssr")]
pub mod kind;
#[cfg(feature = "ssr")]
pub mod names;
#[cfg(feature = "ssr")]
pub mod rate;
#[cfg(feature = "ssr")]
pub mod read;
#[cfg(feature = "ssr")]
mod tracked;
mod trail;
#[cfg(feature = "ssr")]
pub mod trails;
#[cfg(feature = "ssr")]
mod transaction;

#[cfg(feature = "ssr")]
pub use actors::{Actors, COLLEAGUES, PERSONS};
pub use by_whom::{ByWhom, who};
#[cfg(feature = "ssr")]
pub use entries::Entries;
#[cfg(feature = "ssr")]
pub use tracked::Tracked;
#[cfg(feature = "ssr")]
pub(crate) use tracked::{EntityOf, to_microseconds};
pub use trail::{Stamp, Trail, Who};
#[cfg(feature = "ssr")]
pub use transaction::{Actor, AuditedTransaction, Origin};
