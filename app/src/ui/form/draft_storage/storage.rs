//! The storage of the browser tab.

use gloo::storage::{SessionStorage, Storage};
use serde::{Serialize, de::DeserializeOwned};

/// What was kept under this key.
pub fn read<T: DeserializeOwned>(key: &str) -> Option<T> {
    SessionStorage::get(key).ok()
}

/// Keeps it. A browser without room for it loses no more than the reload would have.
pub fn write(key: &str, typed: &impl Serialize) {
    let _ = SessionStorage::set(key, typed);
}

/// Forgets it.
pub fn forget(key: &str) {
    SessionStorage::delete(key);
}

/// Forgets everything.
pub fn clear() {
    SessionStorage::clear();
}
