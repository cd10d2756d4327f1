//! Keeps a signal and an input alike, in both directions.

use leptos::prelude::*;

/// Follows the signal with the input. What somebody typed before the page was awake wins over what the server sent.
pub fn follow<T>(value: RwSignal<T>, read: impl Fn() -> Option<T> + 'static, write: impl Fn(&T) + 'static)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let sent = value.get_untracked();
    Effect::new(move |woken: Option<()>| {
        let wanted = value.get();
        let Some(shown) = read() else { return };
        if woken.is_none() && shown != sent {
            value.set(shown);
        } else if shown != wanted {
            write(&wanted);
        }
    });
}
