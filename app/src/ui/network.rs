//! On the server nobody waits for an answer of the network.

/// Does nothing.
pub fn watch() {}

/// Never: nothing is fetched ahead here.
pub const fn is_sparing() -> bool {
    false
}
