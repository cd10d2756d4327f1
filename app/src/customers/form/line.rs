//! One field of the form: its label by its name, its judgement by the form's checks.

use std::time::Duration;

use leptos::prelude::*;

use super::names::label;
use crate::{
    customers::fields,
    error::FieldError,
    i18n::*,
    ui::{Checks, Size, TextArea, TextField},
};

/// A line to type in.
#[component]
pub fn Line(
    checks: Checks,
    #[prop(into)] name: String,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] size: Size,
    /// The customer's, where that calls the field by a name of its own.
    #[prop(into, optional)]
    country: Signal<String>,
    #[prop(into, optional)] help: Signal<String>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] inputmode: &'static str,
    #[prop(optional)] autofocus: bool,
    /// Called after the field was judged.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = StoredValue::new(name);
    let of_country = move |name: &String| country.with(|country| fields::label_for(i18n, country, name));
    let words = Signal::derive(move || {
        name.with_value(|name| of_country(name).unwrap_or_else(|| label(i18n, name)).to_owned())
    });
    let error = name.with_value(|name| checks.line(name, words, value.into()));
    let repairs = move || match name.with_value(|name| checks.error(name)) {
        Some(FieldError::Rejected(rejection)) => rejection.repairs,
        _ => Vec::new(),
    };
    // A field that goes away with its page while it has the focus is left too. By the time the clock runs the form is gone
    // then, and nobody judges it.
    let leave = move |()| {
        let judge = move || {
            if name.try_with_value(|name| checks.leave(name)).is_some() {
                on_leave.iter().for_each(|then| then.run(()));
            }
        };
        set_timeout(judge, Duration::ZERO);
    };
    view! {
        <TextField
            name=name.get_value()
            label=words
            value
            kind
            size
            help
            error
            repairs=Signal::derive(repairs)
            hint
            required
            autocomplete
            inputmode
            autofocus
            on_leave=Callback::new(leave)
        />
    }
}

/// An amount to type in. It is shown as the reader's language writes it, and kept in its one form.
#[component]
pub fn Amount(checks: Checks, #[prop(into)] name: String, value: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let written = move |kept: &str| fields::amount(i18n.get_locale_untracked(), kept);
    let shown = RwSignal::new(written(&value.get_untracked()));
    Effect::new(move || {
        let kept = fields::plain_amount(&shown.read());
        if *value.read_untracked() != kept {
            value.set(kept);
        }
    });
    // What came back, or was chosen, is shown too.
    Effect::new(move || {
        let kept = value.get();
        if fields::plain_amount(&shown.read_untracked()) != kept {
            shown.set(written(&kept));
        }
    });
    let left = move |()| {
        let as_written = written(&value.read_untracked());
        if *shown.read_untracked() != as_written {
            shown.set(as_written);
        }
    };
    view! { <Line checks name value=shown size=Size::Small inputmode="decimal" autocomplete="off" on_leave=Callback::new(left) /> }
}

/// Several lines to type in.
#[component]
pub fn Paragraph(checks: Checks, #[prop(into)] name: String, value: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let known = name.clone();
    let words = Signal::derive(move || label(i18n, &known).to_owned());
    let error = checks.line(&name, words, value.into());
    view! { <TextArea name label=words value error /> }
}
