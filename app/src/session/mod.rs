//! Who is asking: signing in, the session, passwords, and the links in mails that stand in for one.

#[cfg(feature = "ssr")]
pub mod cookie;
#[cfg(feature = "ssr")]
pub mod links;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod password;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod secret;
mod viewer;

#[cfg(feature = "ssr")]
pub use request::{portal_viewer, viewer, viewer_who_may};
pub use viewer::{PortalViewer, Viewer, Visitor, use_visitor};
