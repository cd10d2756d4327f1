//! A file field that a file can be dropped on. Its words are ours: a browser's own field speaks the language of the browser.

#[cfg(not(feature = "hydrate"))]
mod chosen;
#[cfg(feature = "hydrate")]
#[path = "chosen_browser.rs"]
mod chosen;

use leptos::{ev, html, prelude::*};

use super::{Field, Icon};
use crate::i18n::*;

/// The field `file` of a form. It says by its name which file was chosen.
#[component]
pub fn Dropzone(
    #[prop(into)] label: Signal<String>,
    /// What a file may be.
    #[prop(into)]
    limits: Signal<String>,
    icon: &'static str,
    /// For the browser's own window of files.
    accept: &'static str,
    /// The largest file, in bytes.
    most: u64,
    /// Whether the chosen file is larger.
    too_large: RwSignal<bool>,
    error: Signal<Option<String>>,
    /// The form makes no sense without one.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let input = NodeRef::<html::Input>::new();
    let name = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let look = move || {
        let file = input.get_untracked().and_then(|input| chosen::file(&input));
        too_large.set(file.as_ref().is_some_and(|(_, size)| *size > most as f64));
        name.set(file.map(|(name, _)| name));
    };
    // The browser keeps a choice made before the page woke.
    Effect::new(move || {
        if input.get().is_some() {
            look();
        }
    });
    let take = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(input) = input.get_untracked() {
            chosen::take_dropped(&event, &input);
            look();
        }
    };
    let said = move || name.get().unwrap_or_else(|| t_string!(i18n, ui.drop).to_owned());
    view! {
        <Field name="file" label error required>
            <div
                class="dropzone"
                class:over=move || over.get()
                on:dragover=move |event| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=take
            >
                <Icon name=icon />
                <strong aria-live="polite">{said}</strong>
                <small id="field-file-limits">{limits}</small>
                <input
                    type="file"
                    id="field-file"
                    name="file"
                    title=said
                    accept=accept
                    required=required
                    aria-describedby="field-file-limits field-file-error"
                    aria-invalid=move || error.read().is_some().then_some("true")
                    node_ref=input
                    on:change=move |_| look()
                />
            </div>
        </Field>
    }
}
