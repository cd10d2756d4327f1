//! Printing the card, whichever of its tabs is open.

use leptos::prelude::*;

use crate::ui;

/// How the open tab prints itself; one that says nothing of it is printed as it stands. Copy it into event handlers.
#[derive(Clone, Copy, Default)]
pub struct Printing(StoredValue<Option<Callback<()>>>);

impl Printing {
    /// A tab that first fetches what is not on the page yet. It holds as long as that tab is open.
    pub fn by(self, print: Callback<()>) {
        self.0.set_value(Some(print));
    }

    /// Prints what is open.
    pub fn now(self) {
        // The way of a tab that was left is gone with it.
        if self.0.try_get_value().flatten().and_then(|print| print.try_run(())).is_none() {
            ui::print();
        }
    }
}
