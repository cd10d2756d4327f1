//! Reading the card again after something was written.

use leptos::prelude::*;

/// Each turn reads the card once. Copy it into event handlers; a card that is gone is not read.
#[derive(Clone, Copy, Default)]
pub struct Reload(RwSignal<u32>);

impl Reload {
    /// Reads the card again.
    pub fn now(self) {
        self.0.try_update(|turn| *turn += 1);
    }

    /// Changes with every turn.
    pub fn turn(self) -> u32 {
        self.0.get()
    }
}
