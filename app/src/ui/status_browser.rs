//! In the browser a page has no status.

/// Does nothing.
pub fn set(_status: u16) {}
