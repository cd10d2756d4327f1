//! What was filled in but not saved, kept by the browser tab: neither a reload nor a step back loses it.

#[cfg(feature = "hydrate")]
mod storage;
#[cfg(not(feature = "hydrate"))]
#[path = "storage_server.rs"]
mod storage;

use leptos::{ev, prelude::*, web_sys::MouseEvent};
use leptos_router::hooks::use_navigate;
use serde::{Serialize, de::DeserializeOwned};

use super::is_page_of_a_form_that_came_back;
use crate::{
    i18n::*,
    session::{Visitor, use_visitor},
    ui::{Button, Icon, Leave},
};

/// What the browser tab keeps of a form.
#[derive(Clone, Copy)]
pub struct Kept {
    /// Whether the form shows what was kept.
    restored: RwSignal<bool>,
    unsaved: Signal<bool>,
    key: StoredValue<String>,
}

impl Kept {
    /// Throws it away: it is not wanted.
    pub fn forget(self) {
        self.forgetting()();
    }

    /// What throws it away once it was stored, also when the form is no longer shown by then.
    pub fn forgetting(self) -> impl FnOnce() + 'static {
        let key = self.key.get_value();
        move || storage::forget(&key)
    }
}

/// Restores under this name what this person did not save, after hydration, and keeps it from then on. A form that came back
/// is newer than what was kept. What `is_saved` is not
/// kept: that is what the form begins with, and anything once it was stored. Closing the tab would lose it, so that asks first.
pub fn use_draft_storage<T>(
    name: &str,
    read: impl Fn() -> T + Copy + Send + Sync + 'static,
    write: impl Fn(&T) + 'static,
    is_saved: impl Fn(&T) -> bool + Copy + Send + Sync + 'static,
) -> Kept
where
    T: Serialize + DeserializeOwned + 'static,
{
    let whose = use_visitor().with_untracked(|visitor| match visitor {
        Visitor::Colleague(viewer) => viewer.user_id.simple().to_string(),
        Visitor::SettingUp(_) | Visitor::Customer(_) | Visitor::Nobody => String::new(),
    });
    let key = StoredValue::new(format!("{name}:{whose}"));
    let unsaved = Signal::derive(move || !is_saved(&read()));
    let kept = Kept { restored: RwSignal::new(false), unsaved, key };
    ask_before_closing(unsaved);
    let newer = is_page_of_a_form_that_came_back();
    Effect::new(move |hydrated: Option<()>| {
        let now = read();
        let saved = is_saved(&now);
        key.with_value(|key| {
            if hydrated.is_none() {
                if let Some(before) = storage::read(key).filter(|before| !newer && !is_saved(before)) {
                    write(&before);
                    kept.restored.set(true);
                }
            } else if saved {
                storage::forget(key);
            } else {
                storage::write(key, &now);
            }
        });
    });
    kept
}

/// What this browser tab remembers under a name, once the page is hydrated.
pub fn recall<T: DeserializeOwned>(name: &str) -> Option<T> {
    storage::read(name)
}

/// Lets this browser tab remember something until it is closed or somebody signs out.
pub fn remember(name: &str, value: &impl Serialize) {
    storage::write(name, value);
}

/// Throws away all that this browser tab keeps, after hydration: whoever signed out leaves nothing to who comes next.
pub fn forget_all_kept(left: bool) {
    Effect::new(move || {
        if left {
            storage::clear();
        }
    });
}

fn ask_before_closing(unsaved: Signal<bool>) {
    Effect::new(move || {
        let closing = window_event_listener(ev::beforeunload, move |event| {
            if unsaved.try_get_untracked() == Some(true) {
                event.prevent_default();
            }
        });
        on_cleanup(move || closing.remove());
    });
}

/// Says that what stands in the form is not what is saved, and offers to throw it away. That is known only after hydration, so
/// the room for it is there from the start; `children` is what else may come in that room later.
#[component]
pub fn Restored(kept: Kept, on_discard: Callback<()>, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let i18n = use_i18n();
    let discard = move || {
        on_discard.run(());
        kept.restored.set(false);
    };
    let note = move || {
        view! {
            <div class="note info" role="status">
                <Icon name="info" />
                <p>{t!(i18n, ui.kept.restored)}</p>
                <Button icon="rotate-ccw" on_click=move |_| discard()>{t!(i18n, ui.kept.discard)}</Button>
            </div>
        }
    };
    view! { <div class="notes">{move || kept.restored.get().then(note)} {children.map(|children| children())}</div> }
}

/// The way out of a form that throws away what was typed, which asks first. Other ways out keep it.
#[component]
pub fn Cancel(kept: Kept, #[prop(into)] href: String) -> impl IntoView {
    let (i18n, navigate, leaving) = (use_i18n(), use_navigate(), RwSignal::new(false));
    let ask = move |event: MouseEvent| {
        if kept.unsaved.get_untracked() {
            event.prevent_default();
            leaving.set(true);
        }
    };
    let to = href.clone();
    let leave = Callback::new(move |()| {
        leaving.set(false);
        kept.forget();
        navigate(&to, Default::default());
    });
    view! {
        <a class="button secondary" href=href on:click=ask>
            <span class="button-text">{t!(i18n, ui.cancel)}</span>
        </a>
        <Leave open=leaving on_leave=leave />
    }
}
