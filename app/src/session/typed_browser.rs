//! A form comes back with the page that the server sends.

use std::collections::BTreeMap;

/// Nothing: what was typed in this form stands in the page already.
pub fn take<A>(_form: &str) -> Option<(A, BTreeMap<String, String>)> {
    None
}
