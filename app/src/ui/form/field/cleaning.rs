//! Puts right what nobody can see in a text, when its field is left, and says so.

use domain::clean::Cleaned;
use leptos::prelude::*;

use crate::{i18n::*, ui::pressed::steady};

/// The cleaning of one field.
#[derive(Clone, Copy)]
pub struct Cleaning {
    value: RwSignal<String>,
    clean: fn(&str) -> Cleaned,
    cleaned: RwSignal<bool>,
}

impl Cleaning {
    /// A field that has not been left yet.
    pub fn new(value: RwSignal<String>, clean: fn(&str) -> Cleaned) -> Self {
        Self { value, clean, cleaned: RwSignal::new(false) }
    }

    /// The field is left. An input that is removed with its form loses the focus too: there is nothing left to clean then.
    pub fn leave(self) {
        let Some(typed) = self.value.try_get_untracked() else { return };
        let Cleaned { text, repaired } = (self.clean)(&typed);
        if self.cleaned.try_get_untracked() == Some(repaired.is_none()) {
            self.cleaned.set(repaired.is_some());
        }
        if repaired.is_some() {
            self.value.set(text);
        }
    }

    /// What is said under the field.
    pub fn notice(self) -> impl IntoView {
        let i18n = use_i18n();
        let cleaned = steady::<bool>(self.cleaned.into());
        let said = move || cleaned.try_get().unwrap_or_default();
        view! {
            <div class="field-wrong" aria-live="polite">
                {move || said().then(|| view! { <p class="field-help">{t!(i18n, ui.field.cleaned)}</p> })}
            </div>
        }
    }
}
