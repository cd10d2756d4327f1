//! The focus is the browser's: on the server nothing has it.

/// Does nothing.
pub fn keep() {}

/// Does nothing.
pub fn arrive() {}
