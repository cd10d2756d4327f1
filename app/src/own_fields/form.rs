//! The own fields in the form of a customer.

use domain::own_fields::OwnKind;
use leptos::prelude::*;

use super::{ADDED_LABEL, ADDED_VALUE, AddedField, OWN_SEEN, OwnField, OwnForm, OwnValues, name_of, words};
use crate::{
    error::Fields,
    i18n::*,
    settings::Colleague,
    ui::{CheckField, Checks, Choices, SelectField, Size, TextArea, TextField, lang},
};

/// Where a field is typed or ticked.
#[derive(Clone)]
enum Typed {
    Text(RwSignal<String>),
    /// The options by their keys.
    Ticks(Vec<(u16, RwSignal<bool>)>),
}

/// Own fields while somebody types them.
#[derive(Clone, Copy)]
pub struct OwnDraft {
    form: StoredValue<OwnForm>,
    typed: StoredValue<Vec<Typed>>,
    locale: Locale,
}

impl OwnDraft {
    /// Begins with what the form was read with.
    pub fn of(form: &OwnForm, locale: Locale) -> Self {
        let typed = |field: &OwnField| match field.kind {
            OwnKind::Several => {
                let options = field.options.offered().chain(field.options.of_value(value_of(&form.values, field)));
                let keys: std::collections::BTreeSet<u16> = options.map(|option| option.key).collect();
                Typed::Ticks(keys.into_iter().map(|key| (key, RwSignal::new(false))).collect())
            }
            _ => Typed::Text(RwSignal::default()),
        };
        let typed = form.fields.iter().map(typed).collect();
        let draft = Self { form: StoredValue::new(form.clone()), typed: StoredValue::new(typed), locale };
        draft.write(&form.values);
        draft
    }

    /// What is typed now, in its one form; what is wrong as it was typed.
    pub fn read(self) -> OwnValues {
        self.form.with_value(|form| self.typed.with_value(|typed| form.tidied(&texts(form, typed))))
    }

    /// Shows other values. One of a field that the form does not have is left out.
    pub fn write(self, values: &OwnValues) {
        self.form.with_value(|form| {
            self.typed.with_value(|typed| {
                for (field, typed) in form.fields.iter().zip(typed) {
                    show(self.locale, field, typed, value_of(values, field));
                }
            });
        });
    }

    /// What is wrong with what is typed now.
    pub fn wrong(self) -> Fields {
        let values = self.read();
        self.form.with_value(|form| form.wrong(&values))
    }
}

fn value_of<'a>(values: &'a OwnValues, field: &OwnField) -> &'a str {
    values.get(&field.id).map(String::as_str).unwrap_or_default()
}

fn texts(form: &OwnForm, typed: &[Typed]) -> OwnValues {
    let text = |typed: &Typed| match typed {
        Typed::Text(text) => text.get(),
        Typed::Ticks(ticks) => {
            let ticked = ticks.iter().filter(|(_, ticked)| ticked.get());
            ticked.map(|(key, _)| key.to_string()).collect::<Vec<_>>().join(",")
        }
    };
    form.fields.iter().zip(typed).map(|(field, typed)| (field.id, text(typed))).collect()
}

fn show(locale: Locale, field: &OwnField, typed: &Typed, value: &str) {
    match typed {
        Typed::Text(text) => text.set(words::to_type(locale, field.kind, value)),
        Typed::Ticks(ticks) => {
            let chosen: Vec<u16> = field.options.of_value(value).map(|option| option.key).collect();
            ticks.iter().for_each(|(key, ticked)| ticked.set(chosen.contains(key)));
        }
    }
}

/// A field that the customer alone gets, while somebody types it.
#[derive(Clone, Copy, Default)]
pub struct AddedDraft {
    label: RwSignal<String>,
    value: RwSignal<String>,
}

impl AddedDraft {
    /// What is typed now.
    pub fn read(self) -> Option<AddedField> {
        AddedField::typed(&self.label.get(), &self.value.get())
    }
}

/// The section of own fields. Whoever may adds one for this customer.
#[component]
pub fn OwnPart(draft: OwnDraft, checks: Checks, colleagues: Vec<Colleague>, added: AddedDraft) -> impl IntoView {
    let i18n = use_i18n();
    let form = draft.form.get_value();
    let mut people: Choices = colleagues.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    for one in form.people {
        if !people.iter().any(|(id, _)| *id == one.id.to_string()) {
            people.push((one.id.to_string(), one.name));
        }
    }
    let (fields, typed) = (form.fields, draft.typed.get_value());
    let inputs = fields.into_iter().zip(typed).map(|(field, typed)| {
        let seen = value_of(&form.values, &field).to_owned();
        let name = format!("{OWN_SEEN}{}", field.id.simple());
        view! {
            <input type="hidden" name=name value=seen.clone() />
            {input(checks, field, typed, &seen, &people)}
        }
    });
    let inputs = inputs.collect_view();
    let is_there = form.may_add || !inputs.is_empty();
    is_there.then(|| {
        view! {
            <section class="section">
                <h2>{t!(i18n, own_fields.section)}</h2>
                <div class="form">
                    <div class="form-grid">{inputs}</div>
                    {form.may_add.then(|| view! { <Added added checks /> })}
                </div>
            </section>
        }
    })
}

/// The input of a field by its kind.
fn input(checks: Checks, field: OwnField, typed: Typed, seen: &str, people: &Choices) -> AnyView {
    let i18n = use_i18n();
    let (name, kind, labels, help) = (name_of(field.id), field.kind, field.labels, field.help);
    let label = Signal::derive(move || labels.of(lang(i18n.get_locale())).to_owned());
    let help = Signal::derive(move || help.of(lang(i18n.get_locale())).to_owned());
    let value = match typed {
        Typed::Ticks(ticks) => return ticked(&name, (label, help), &field.options, ticks),
        Typed::Text(value) => value,
    };
    let error = checks.line(&name, label, value.into());
    let known = StoredValue::new(name.clone());
    let left = Callback::new(move |()| known.with_value(|name| checks.leave(name)));
    let nothing = Signal::derive(move || Some(t_string!(i18n, ui.none).to_owned()));
    match kind {
        OwnKind::LongText => view! { <TextArea name label value help error /> }.into_any(),
        // Not the browser's own field of days: it speaks the browser's language, and sends nothing for a day that is none.
        OwnKind::Date => {
            view! { <TextField name label value autocomplete="off" size=Size::Small help error on_leave=left /> }.into_any()
        }
        OwnKind::Number | OwnKind::Money => {
            view! { <TextField name label value inputmode="decimal" autocomplete="off" size=Size::Small help error on_leave=left /> }
                .into_any()
        }
        OwnKind::YesNo => {
            let choices = move || {
                let words = [("true", t_string!(i18n, ui.yes)), ("false", t_string!(i18n, ui.no))];
                words.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec()
            };
            view! { <SelectField name label value choices=Signal::derive(choices) empty=nothing help error /> }.into_any()
        }
        OwnKind::Choice => {
            let chosen = field.options.of_value(seen).filter(|option| option.gone);
            let options = field.options.offered().chain(chosen);
            let choices: Choices = options.map(|option| (option.key.to_string(), option.label.clone())).collect();
            view! { <SelectField name label value choices empty=nothing help error /> }.into_any()
        }
        OwnKind::Colleague => {
            view! { <SelectField name label value choices=people.clone() empty=nothing help error size=Size::Large /> }.into_any()
        }
        OwnKind::Link => {
            view! { <TextField name label value inputmode="url" autocomplete="off" size=Size::Large help error on_leave=left /> }
                .into_any()
        }
        OwnKind::Text | OwnKind::Several => {
            view! { <TextField name label value autocomplete="off" help error on_leave=left /> }.into_any()
        }
    }
}

/// A tick for each option.
fn ticked(
    name: &str,
    (label, help): (Signal<String>, Signal<String>),
    options: &domain::own_fields::Options,
    ticks: Vec<(u16, RwSignal<bool>)>,
) -> AnyView {
    let tick = |(key, value): (u16, RwSignal<bool>)| {
        let words = options.in_words(&key.to_string());
        view! { <CheckField name=format!("{name}_{key}") label=Signal::stored(words) value /> }
    };
    let help_id = format!("field-{name}-help");
    let described = help_id.clone();
    view! {
        <fieldset
            class="field radio-group"
            aria-describedby=move || (!help.read().is_empty()).then(|| described.clone())
        >
            <legend class="field-label">{label}</legend>
            {move || (!help.read().is_empty()).then(|| view! { <p class="field-help" id=help_id.clone()>{help}</p> })}
            {ticks.into_iter().map(tick).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// A field for this customer alone: its label, and what is in it.
#[component]
fn Added(added: AddedDraft, checks: Checks) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || t_string!(i18n, own_fields.new_label).to_owned());
    let content = Signal::derive(move || t_string!(i18n, own_fields.new_value).to_owned());
    let of_label = checks.line(ADDED_LABEL, label, added.label.into());
    let of_value = checks.line(ADDED_VALUE, content, added.value.into());
    view! {
        <details class="behind" open=move || of_label.read().is_some() || of_value.read().is_some()>
            <summary>"+ " {t!(i18n, own_fields.add_to_customer)}</summary>
            <div class="form-grid">
                <TextField name=ADDED_LABEL label value=added.label autocomplete="off" error=of_label />
                <TextField name=ADDED_VALUE label=content value=added.value autocomplete="off" error=of_value />
            </div>
        </details>
    }
}
