//! Whether the pointer is pressed. What is told of a field when it is left waits for the pointer to be let go: a button that is
//! being pressed would move away from under it, and the press would be lost.

use std::time::Duration;

use leptos::{ev, prelude::*};

#[derive(Clone, Copy)]
struct Pressed(RwSignal<bool>);

/// Watches the pointer, for the whole page.
pub fn provide_pressed() {
    let pressed = RwSignal::new(false);
    provide_context(Pressed(pressed));
    Effect::new(move || {
        // The click comes right after the pointer is let go, and before what was put off until then.
        let release = move || {
            set_timeout(
                move || {
                    pressed.try_set(false);
                },
                Duration::ZERO,
            );
        };
        let down = window_event_listener(ev::pointerdown, move |_| pressed.set(true));
        let up = window_event_listener(ev::pointerup, move |_| release());
        let cancelled = window_event_listener(ev::pointercancel, move |_| release());
        on_cleanup(move || {
            down.remove();
            up.remove();
            cancelled.remove();
        });
    });
}

/// The same, but as it was for as long as the pointer is pressed.
pub fn steady<T: Clone + PartialEq + Send + Sync + 'static>(signal: Signal<T>) -> Signal<T> {
    let Some(Pressed(pressed)) = use_context() else { return signal };
    Memo::new(move |before: Option<&T>| match before {
        Some(before) if pressed.get() => before.clone(),
        _ => signal.get(),
    })
    .into()
}
