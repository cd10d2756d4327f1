//! What was filled in but not saved, kept by the browser tab: neither a reload nor a step back loses it.

#[cfg(feature = "hydrate")]
mod storage;
#[cfg(not(feature = "hydrate"))]
#[path = "storage_server.rs"]
mod storage;

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::{Button, Icon};
use crate::i18n::*;

pub use storage::forget as forget_kept;

/// Restores under this key what was not saved, once the page is awake, and keeps it from then on. Gives whether something was
/// restored. What `is_saved` is not kept: that is what the form begins with, and anything once it was stored.
pub fn use_kept<T>(
    key: String,
    read: impl Fn() -> T + 'static,
    write: impl Fn(&T) + 'static,
    is_saved: impl Fn(&T) -> bool + 'static,
) -> RwSignal<bool>
where
    T: Serialize + DeserializeOwned + 'static,
{
    let restored = RwSignal::new(false);
    Effect::new(move |awake: Option<()>| {
        let now = read();
        let saved = is_saved(&now);
        if awake.is_none() {
            if let Some(kept) = storage::read(&key).filter(|kept| !is_saved(kept)) {
                write(&kept);
                restored.set(true);
            }
        } else if saved {
            storage::forget(&key);
        } else {
            storage::write(&key, &now);
        }
    });
    restored
}

/// Says that what stands in the form is not what is saved, and offers to throw it away.
#[component]
pub fn Restored(restored: RwSignal<bool>, on_discard: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let discard = move || {
        on_discard.run(());
        restored.set(false);
    };
    let notice = move || {
        view! {
            <div class="notice info" role="status">
                <Icon name="info" />
                <div>
                    <p>{t!(i18n, ui.kept.restored)}</p>
                    <Button icon="rotate-ccw" on_click=move |_| discard()>{t!(i18n, ui.kept.discard)}</Button>
                </div>
            </div>
        }
    };
    move || restored.get().then(notice)
}
