//! Who is asking: signing in, the session, passwords, and the links in mails that stand in for one.

mod account;
#[cfg(feature = "ssr")]
pub mod address;
pub mod api;
#[cfg(feature = "ssr")]
pub(crate) mod attempts;
#[cfg(feature = "ssr")]
pub mod back;
#[cfg(feature = "ssr")]
pub mod begin_code;
#[cfg(feature = "ssr")]
pub mod caller;
#[cfg(feature = "ssr")]
pub mod confirm;
#[cfg(feature = "ssr")]
pub mod cookie;
mod device;
#[cfg(feature = "ssr")]
mod expiry;
pub mod fault;
#[cfg(feature = "ssr")]
mod guessable;
#[cfg(feature = "ssr")]
mod hashing;
#[cfg(feature = "ssr")]
pub mod links;
#[cfg(feature = "ssr")]
mod own;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod password;
#[cfg(feature = "ssr")]
pub(crate) mod passwords;
#[cfg(feature = "ssr")]
pub mod plain;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(not(feature = "ssr"))]
#[path = "request_browser.rs"]
pub mod request;
pub mod second_factor;
#[cfg(feature = "ssr")]
pub mod secret;
pub mod sessions;
#[cfg(feature = "ssr")]
pub(crate) mod sign_in;
pub mod sign_ins;
mod switching;
#[cfg(feature = "ssr")]
pub(crate) mod typed;
#[cfg(not(feature = "ssr"))]
#[path = "typed_browser.rs"]
pub(crate) mod typed;
mod viewer;
#[cfg(feature = "ssr")]
pub mod viewer_of;
pub mod wanted;

pub use account::{Account, Invited, LANGUAGE_COOKIE};
pub use device::device_name;
#[cfg(feature = "ssr")]
pub(crate) use expiry::ForgetExpiredAccess;
#[cfg(feature = "ssr")]
pub use request::{confirmed, portal_viewer, viewer, viewer_setting_up};
pub use switching::{SWITCH, agrees};
pub use viewer::{OneCompany, PortalViewer, Viewer, Visitor, reached, use_visitor};

/// The texts of a plain form by the names of their fields.
pub type Texts = std::collections::BTreeMap<String, String>;

/// A plain form that came back to its page.
pub struct KeptForm<A> {
    /// Its name on the page.
    pub form: String,
    /// What was said of it.
    pub about: A,
    /// What was typed in it.
    pub texts: Texts,
    /// The fields whose text was too long to come back whole.
    pub cut: Vec<String>,
}
