//! Two people changed the same record: what the second of them is told, and the choice between both.

mod differences;
mod notice;
mod table;

pub use differences::{Difference, RecordWords, Side, differences, merged};
pub use notice::{ChangedTo, ConflictNotice};
pub use table::{ConflictRow, ConflictTable};
