//! A form comes back with the page that the server sends.

use super::KeptForm;

/// Nothing: what came back stands in the page already.
pub fn take_of_page<A>(_path: &str) -> Option<KeptForm<A>> {
    None
}

/// Nothing: what was typed in this form stands in the page already.
pub fn take<A>(_form: &str) -> Option<KeptForm<A>> {
    None
}
