//! Panics anywhere in the process. A page may have been sent in part before one, and a task of its own may panic after: no answer
//! tells of either. Each test is a process, as cargo-nextest runs them.

use std::{panic, sync::Mutex};

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Remembers every panic from here on.
pub fn watch() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        SEEN.lock().expect("whole").push(panic.to_string());
        usual(panic);
    }));
}

/// What was remembered.
pub fn seen() -> Vec<String> {
    SEEN.lock().expect("whole").clone()
}
