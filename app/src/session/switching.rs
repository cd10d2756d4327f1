//! Signing in to a browser where somebody else is signed in: the form says who it is, and that they are signed out.

/// What the field `switch` of such a form holds.
pub const SWITCH: &str = "ja";

/// Whether a form said so.
pub fn agrees(switch: &str) -> bool {
    switch == SWITCH
}
