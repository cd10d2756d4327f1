//! What a customer changes by its own page: marked on its card until a colleague has seen it, told once a day, and held back where
//! the firm approves it first.

pub mod api;
#[cfg(feature = "ssr")]
pub mod digest;
mod mark;
#[cfg(feature = "ssr")]
pub mod news;
#[cfg(feature = "ssr")]
pub mod proposals;
mod records;
mod section;

#[cfg(feature = "ssr")]
pub use self::news::forget;
pub use self::{
    mark::ByCustomer,
    records::{DecideRequest, News, Proposed, SeenRequest, Waiting},
    section::PortalChanges,
};
