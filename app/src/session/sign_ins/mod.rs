//! Who came in and who was refused: what the administrator reads of it, and the mail that tells somebody of a new browser.

pub mod api;
#[cfg(feature = "ssr")]
pub(crate) mod browsers;
mod line;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
pub(crate) mod notice;
#[cfg(feature = "ssr")]
pub mod record;

#[cfg(feature = "ssr")]
pub use browsers::is_known as is_known_browser;
pub use line::{SignInLine, SignInResult, SignIns, SignInsRequest, Whose};
#[cfg(feature = "ssr")]
pub use list::page as list_sign_ins;
