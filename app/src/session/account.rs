//! What a person sees of its own account.

use serde::{Deserialize, Serialize};

/// The cookie that remembers which language was chosen.
pub const LANGUAGE_COOKIE: &str = "i18n_pref_locale";

/// A colleague's own account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Counts the changes: who saves tells which one it saw.
    pub version: i32,
    pub name: String,
    pub email: String,
    /// The key of a language that pages are written in.
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
