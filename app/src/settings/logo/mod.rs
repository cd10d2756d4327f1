//! The firm's logo: in its mails, on its customers' pages and on paper.

mod form;
#[cfg(feature = "ssr")]
pub mod picture;
#[cfg(feature = "ssr")]
pub(crate) mod routes;
#[cfg(feature = "ssr")]
pub(crate) mod store;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use form::LogoForm;

/// The largest file that is taken for a logo, in bytes.
pub const MAX_BYTES: u64 = 5 * 1024 * 1024;
/// Where a logo is sent to.
pub const UPLOAD: &str = "/api/settings/logo";
/// The function that takes it away by a plain form.
const SET: &str = "/api/settings/set_logo_form";

/// What the address of the answer says: that it was taken, or the beginning of why not.
pub const SAVED: &str = "bewaard=ja";
pub const REFUSED: &str = "logo=";

/// The logo that a firm has now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// Counts the changes of the firm.
    pub version: i32,
    pub id: Option<Uuid>,
    /// Where it is.
    pub path: Option<String>,
}

/// The picture that becomes the firm's logo; none takes the logo away.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct LogoRequest {
    pub id: Option<Uuid>,
}
