//! Two people changed the same record: what the second of them is told, and the choice between both.

mod notice;

pub use notice::{ChangedTo, ConflictNotice};
