//! What time it is, by the clock of the reader's own machine.

use chrono::{DateTime, Utc};
use js_sys::Date;

/// Now, to the millisecond.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(Date::now() as i64).unwrap_or_default()
}
