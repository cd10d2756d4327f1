//! Form fields: label above, help under it, the error in words under the input. They work in a plain form too.

mod choice;
mod cleaning;
mod text;
mod typed;

use domain::{numbers, words};
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{Icon, lang, pressed::steady},
};

pub use choice::{CheckField, Choices, RadioGroup, SelectField};
pub use text::{TextArea, TextField};

/// How wide a field is: as wide as what belongs in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// A house number, a country code.
    Tiny,
    /// A postcode, a date.
    Small,
    /// A VAT number, a phone number, a city.
    #[default]
    Medium,
    /// A name, an e-mail address, an IBAN.
    Large,
    /// As wide as the form.
    Full,
}

impl Size {
    /// The classes of an input of this size.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Tiny => "input size-tiny",
            Self::Small => "input size-small",
            Self::Medium => "input size-medium",
            Self::Large => "input size-large",
            Self::Full => "input size-full",
        }
    }
}

/// The id of the field of this name: a summary of errors links to it.
pub(super) fn id_of(name: &str) -> String {
    format!("field-{name}")
}

/// The ids that describe an input: its help while it has one, its error while there is one.
fn described_by(
    id: &str,
    help: Signal<String>,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    move || {
        let help = (!help.read().is_empty()).then_some(help_id.as_str());
        let error = error.read().is_some().then_some(error_id.as_str());
        match (help, error) {
            (Some(help), Some(error)) => Some(format!("{help} {error}")),
            (one, other) => one.or(other).map(str::to_owned),
        }
    }
}

/// What stands around an input. Use it for an input of your own: give that the id `field-{name}`.
#[component]
pub fn Field(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] help: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    /// What was probably meant: one value, or a few to choose from.
    #[prop(into, optional)]
    repairs: Signal<Vec<String>>,
    /// Takes one of them over.
    #[prop(optional, into)]
    on_repair: Option<Callback<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional: bool,
    children: Children,
) -> impl IntoView {
    let id = id_of(&name);
    let (error, repairs) = (steady(error), steady(repairs));
    view! {
        <div class="field" class:wrong=move || error.read().is_some()>
            <label class="field-label" for=id.clone()>
                {label}
                <Demand required optional />
            </label>
            <Help id=id.clone() help />
            {children()}
            <Wrong id error repairs on_repair />
        </div>
    }
}

/// Whether a field must be filled in, in words.
#[component]
fn Demand(required: bool, optional: bool) -> impl IntoView {
    let i18n = use_i18n();
    let word = move || match (required, optional) {
        (true, _) => Some(t_string!(i18n, ui.field.required)),
        (_, true) => Some(t_string!(i18n, ui.field.optional)),
        _ => None,
    };
    move || word().map(|word| view! { <span class="field-demand">" " {word}</span> })
}

#[component]
fn Help(id: String, help: Signal<String>) -> impl IntoView {
    let id = format!("{id}-help");
    move || (!help.read().is_empty()).then(|| view! { <p class="field-help" id=id.clone()>{help}</p> })
}

#[component]
fn Wrong(
    id: String,
    error: Signal<Option<String>>,
    #[prop(into, optional)] repairs: Signal<Vec<String>>,
    on_repair: Option<Callback<String>>,
) -> impl IntoView {
    let id = format!("{id}-error");
    let offer = move || {
        let values = repairs.get();
        (!values.is_empty()).then(|| view! { <Offer values on_repair /> })
    };
    view! {
        <div class="field-wrong" aria-live="polite">
            {move || {
                error.get().map(|error| view! { <p class="field-error" id=id.clone()><Icon name="circle-alert" /> <span>{error}</span></p> })
            }}
            {offer}
        </div>
    }
}

/// "Bedoelt u A?" as one button, or "Bedoelt u A, B of C?" with a button for each value.
#[component]
fn Offer(values: Vec<String>, on_repair: Option<Callback<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let question = move || words::question(lang(i18n.get_locale()));
    let asked = move |value: &String| words::repairs(std::slice::from_ref(value), lang(i18n.get_locale()));
    let take = move |value: String| {
        if let Some(repair) = on_repair {
            repair.try_run(value);
        }
    };
    if let [value] = values.as_slice() {
        let (value, taken) = (value.clone(), value.clone());
        return view! {
            <button type="button" class="field-repair" on:click=move |_| take(taken.clone())>{move || asked(&value)}</button>
        }
        .into_any();
    }
    let last = values.len() - 1;
    let choice = move |(at, value): (usize, String)| {
        let (name, taken) = (value.clone(), value.clone());
        let between = move || match at {
            0 => "",
            _ if at == last => question().or,
            _ => ", ",
        };
        view! {
            {between}
            <button type="button" class="field-repair" aria-label=move || asked(&name) on:click=move |_| take(taken.clone())>
                {numbers::readable(&value)}
            </button>
        }
    };
    view! {
        <p class="field-choice">
            {move || question().opening} {values.into_iter().enumerate().map(choice).collect_view()} {move || question().ending}
        </p>
    }
    .into_any()
}
