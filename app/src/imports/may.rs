//! Whether the colleague at the screen may import; `rights` asks the same on the server.

use domain::permissions::{Area, IMPORTING, Level};

use crate::ui::allowed;

/// A right that it lacks for that.
pub fn missing_right() -> Option<Area> {
    IMPORTING.into_iter().find(|area| !allowed(*area, Level::Edit))
}

/// Whether it may.
pub fn may_import() -> bool {
    missing_right().is_none()
}
