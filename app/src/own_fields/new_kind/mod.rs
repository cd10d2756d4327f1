//! Giving a field another kind: what becomes of its values is shown first, a job writes them anew, and it can be put back.

#[cfg(feature = "ssr")]
mod going_back;
#[cfg(feature = "ssr")]
mod last;
#[cfg(feature = "ssr")]
pub(super) mod plain;
#[cfg(feature = "ssr")]
pub(super) mod queries;
mod record;
#[cfg(feature = "ssr")]
mod scan;
#[cfg(feature = "ssr")]
pub(super) mod store;
#[cfg(feature = "ssr")]
pub mod work;

pub use record::{Ahead, Back, KindAsked, KindRequest, KindStep, KindView, LastChange, Misfit};
