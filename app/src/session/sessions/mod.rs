//! Where somebody is signed in: listed on the own page of colleagues and customers, ended one by one or all others.

pub mod api;
#[cfg(feature = "ssr")]
pub(crate) mod list;
mod view;

pub use api::OpenSession;
pub use view::Sessions;
