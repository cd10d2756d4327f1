//! What was filled in but not saved, kept by the browser tab: a reload loses nothing.

use gloo::storage::{SessionStorage, Storage};

use super::super::TemplateRecord;

/// What was kept under this key.
pub fn read(key: &str) -> Option<TemplateRecord> {
    SessionStorage::get(key).ok()
}

/// Keeps it. A browser without room for it loses no more than the reload would have.
pub fn write(key: &str, record: &TemplateRecord) {
    let _ = SessionStorage::set(key, record);
}

/// Forgets it.
pub fn forget(key: &str) {
    SessionStorage::delete(key);
}
