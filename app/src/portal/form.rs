//! The fields of the plain forms: a label, what is known or was typed, and what is wrong with it.

use domain::{Line, own_fields::Labels, words};
use leptos::{html, prelude::*};
use leptos_i18n::I18nContext;

use super::draft::{Draft, Form, Values};
use crate::{
    customers::fields,
    error::{AppError, FieldError, Fields},
    i18n::*,
    ui::{Choices, Field, Size, field_error, lang, use_query},
};

/// What a form shows.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Before the names of its fields on the page, where other forms have fields of the same name.
    key: String,
    values: Values,
    wrong: Fields,
    /// What the firm has now, where it changed the same record meanwhile.
    now: Option<Values>,
    /// It could not be saved, and what was typed in it did not come back.
    lost: bool,
    /// It was sent after the session had ended.
    signed_out: bool,
    refused: Option<AppError>,
    /// The fields whose text came back without its end.
    cut: Vec<String>,
    /// Its fields, as they stand on the page; one of the firm's own with its labels.
    order: Vec<(String, Option<Labels>)>,
}

/// What stands above a form that could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// Something in it is wrong.
    Wrong,
    /// The firm changed the same record meanwhile.
    Conflict,
    /// What was typed in it did not come back.
    Lost,
    /// The session had ended; nothing else is wrong with it.
    SignedOut,
    /// Nothing in it is wrong: it could not be saved for another reason.
    Refused(AppError),
}

impl Shown {
    /// A form with these values, or with what was typed in it when it could not be saved. Where that did not come back, the
    /// address still tells which form it was.
    pub fn new(form: Form, stored: Values, draft: Option<&Draft>) -> Self {
        let key = form.anchor();
        match draft.filter(|draft| draft.form == form) {
            None => {
                let said = |name: &str| use_query().with_untracked(|query| query.get(name)).unwrap_or_default();
                let lost = matches!(said("fout").as_str(), "invoer" | "afgemeld") && said("formulier") == key;
                Self {
                    key,
                    values: stored,
                    wrong: Fields::new(),
                    now: None,
                    lost,
                    signed_out: false,
                    refused: None,
                    cut: Vec::new(),
                    order: Vec::new(),
                }
            }
            Some(draft) => Self {
                key,
                values: draft.values.clone(),
                wrong: draft.wrong.clone(),
                now: draft.conflict.then_some(stored),
                lost: false,
                signed_out: draft.signed_out,
                refused: draft.refused.clone(),
                cut: draft.cut.clone(),
                order: Vec::new(),
            },
        }
    }

    /// Why it could not be saved, if it was tried.
    pub fn outcome(&self) -> Option<SaveOutcome> {
        match self {
            Self { lost: true, .. } => Some(SaveOutcome::Lost),
            Self { now: Some(_), .. } => Some(SaveOutcome::Conflict),
            Self { refused: Some(error), .. } => Some(SaveOutcome::Refused(error.clone())),
            Self { wrong, .. } if !wrong.is_empty() => Some(SaveOutcome::Wrong),
            Self { signed_out, .. } => signed_out.then_some(SaveOutcome::SignedOut),
        }
    }

    /// What is wrong, in the order of the form: the id of each field, and a sentence that names it.
    pub fn problems(&self, i18n: I18nContext<Locale>) -> Vec<(String, String)> {
        let problem = |(field, own): &(String, Option<Labels>)| {
            let label = match own {
                Some(labels) => labels.of(lang(i18n.get_locale())),
                None => fields::label(i18n, field).unwrap_or_default(),
            };
            let text = field_error(i18n, &self.wrong, field, label, &self.value(field))?;
            Some((id_of(&self.key, field), text))
        };
        self.order.iter().filter_map(problem).collect()
    }

    /// What was probably meant in a field that is wrong.
    fn repairs(&self, field: &str) -> Vec<String> {
        match self.wrong.get(field) {
            Some(FieldError::Rejected(rejection)) => rejection.repairs.clone(),
            _ => Vec::new(),
        }
    }

    /// What was typed in a field, or stands there.
    pub fn value(&self, field: &str) -> String {
        self.values.get(field).cloned().unwrap_or_default()
    }
}

/// The place of a form's field on the page.
pub fn field_id(form: Form, field: &str) -> String {
    id_of(&form.anchor(), field)
}

fn id_of(key: &str, field: &str) -> String {
    format!("field-{key}-{field}")
}

/// A field's words, with what is wrong and what the firm has now. The fields of a form ask for them in their order.
fn around(shown: StoredValue<Shown>, field: &'static str) -> (Signal<String>, Signal<String>, Signal<Option<String>>) {
    let i18n = use_i18n();
    shown.update_value(|shown| shown.order.push((field.to_owned(), None)));
    let shown = shown.get_value();
    let country = StoredValue::new(shown.value("country"));
    let label =
        move || country.with_value(|country| fields::label_for(i18n, country, field)).unwrap_or_default().to_owned();
    let (value, wrong) = (shown.value(field), shown.wrong.clone());
    let now = shown.now.as_ref().and_then(|now| now.get(field)).filter(|now| **now != value).cloned();
    let account = (field == "iban").then(|| value.clone());
    let help = move || match (&now, &account) {
        (Some(now), _) => t_string!(i18n, portal.now, value = in_words(i18n, &country.get_value(), field, now)),
        (None, Some(iban)) => fields::bank_hint(i18n, iban).unwrap_or_default(),
        (None, None) => String::new(),
    };
    let is_cut = shown.cut.iter().any(|name| name == field);
    let cut = move || is_cut.then(|| t_string!(i18n, ui.came_back.cut).to_owned());
    let error = move || field_error(i18n, &wrong, field, &label(), &value).or_else(cut);
    (Signal::derive(label), Signal::derive(help), Signal::derive(error))
}

/// The same of a field of the firm's own, with what stands in it.
pub struct AroundOwn {
    /// By which the page knows it: that of the form, and its own.
    pub field: String,
    pub id: String,
    pub value: String,
    pub label: Signal<String>,
    pub help: Signal<String>,
    pub error: Signal<Option<String>>,
}

/// The words of a field of the firm's own, in its order among the others.
pub fn around_own(shown: StoredValue<Shown>, name: &str, labels: Labels) -> AroundOwn {
    let i18n = use_i18n();
    shown.update_value(|shown| shown.order.push((name.to_owned(), Some(labels.clone()))));
    let shown = shown.get_value();
    let (field, id, value) = (format!("{}-{name}", shown.key), id_of(&shown.key, name), shown.value(name));
    let label = Signal::derive(move || labels.of(lang(i18n.get_locale())).to_owned());
    let now = shown.now.as_ref().and_then(|now| now.get(name)).filter(|now| **now != value).cloned();
    let help = move || now.as_ref().map(|now| t_string!(i18n, portal.now, value = now.clone())).unwrap_or_default();
    let (wrong, typed, name) = (shown.wrong.clone(), value.clone(), name.to_owned());
    let is_cut = shown.cut.contains(&name);
    let cut = move || is_cut.then(|| t_string!(i18n, ui.came_back.cut).to_owned());
    let error = move || field_error(i18n, &wrong, &name, &label.get(), &typed).or_else(cut);
    AroundOwn { field, id, value, label, help: Signal::derive(help), error: Signal::derive(error) }
}

/// A value of a customer of this country, as people read it.
fn in_words(i18n: I18nContext<Locale>, country: &str, field: &str, value: &str) -> String {
    match field {
        "country" => fields::country_name(i18n.get_locale(), value),
        "locale" => fields::language_name(i18n, value),
        _ => fields::readable_in(country, field, value),
    }
}

/// One line of a form, no longer than a line may be. It is sent as `details[field]`.
#[component]
pub fn Input(
    shown: StoredValue<Shown>,
    field: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = Size::Large)] size: Size,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (label, help, error) = around(shown, field);
    let (key, value) = shown.with_value(|shown| (shown.key.clone(), shown.value(field)));
    let name = format!("{key}-{field}");
    let id = id_of(&key, field);
    let described = format!("{id}-help {id}-error");
    // Without JavaScript nobody can take an offer by a click: it is said, until the page is hydrated.
    let hydrated = RwSignal::new(false);
    Effect::new(move || hydrated.set(true));
    let repairs = shown.with_value(|shown| shown.repairs(field));
    let offered = repairs.clone();
    let error = Signal::derive(move || {
        let error = error.get()?;
        let said = !hydrated.get() && !offered.is_empty();
        Some(if said { format!("{error} {}", words::repairs(&offered, lang(i18n.get_locale()))) } else { error })
    });
    let input = NodeRef::<html::Input>::new();
    let take = move |text: String| input.get().iter().for_each(|input| input.set_value(&text));
    view! {
        <Field
            name
            label
            help
            error
            repairs=Signal::derive(move || if hydrated.get() { repairs.clone() } else { Vec::new() })
            on_repair=Callback::new(take)
            required
        >
            <input
                node_ref=input
                id=id
                class=size.class()
                type=kind
                name=format!("details[{field}]")
                value=value
                autocomplete=autocomplete
                maxlength=Line::MAX
                required=required
                aria-describedby=described
                aria-invalid=move || error.read().is_some().then_some("true")
            />
        </Field>
    }
}

/// One of a list.
#[component]
pub fn Select(
    shown: StoredValue<Shown>,
    field: &'static str,
    #[prop(into)] choices: Signal<Choices>,
    /// Nothing can be chosen too.
    #[prop(optional)]
    empty: bool,
) -> impl IntoView {
    let (label, help, error) = around(shown, field);
    let (key, value) = shown.with_value(|shown| (shown.key.clone(), shown.value(field)));
    let name = format!("{key}-{field}");
    let id = id_of(&key, field);
    let described = format!("{id}-help {id}-error");
    let option = move |(choice, words): (String, String)| {
        let selected = choice == value;
        view! { <option value=choice selected=selected>{words}</option> }
    };
    let nothing = option.clone();
    view! {
        <Field name label help error>
            <select id=id class=Size::Medium.class() name=format!("details[{field}]") aria-describedby=described>
                {empty.then(|| nothing((String::new(), "–".to_owned())))}
                {move || choices.get().into_iter().map(option.clone()).collect_view()}
            </select>
        </Field>
    }
}
