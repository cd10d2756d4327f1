//! What a person sees of its own account.

use serde::{Deserialize, Serialize};

/// The cookie that remembers which language was chosen.
pub const LANGUAGE_COOKIE: &str = "i18n_pref_locale";

/// The languages of the interface.
pub const LANGUAGES: [&str; 3] = ["nl", "fr", "en"];

/// A colleague's own account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Counts the changes: who saves tells which one it saw.
    pub version: i32,
    pub name: String,
    pub email: String,
    /// nl, fr or en.
    pub locale: String,
    /// Whether it gets the daily mail about what customers changed.
    pub digest: bool,
}

/// Whom a link in a mail is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    pub firm: String,
    pub name: String,
    pub email: String,
}
