//! The fields of the firm's own that a customer may change, in the form of its details.

use domain::{Line, own_fields::OwnKind};
use leptos::prelude::*;

use super::{
    draft::{Draft, Values},
    form::{Shown, around_own},
};
use crate::{
    i18n::*,
    own_fields::{OWN_SEEN, OwnField, OwnForm, name_of, words},
    ui::{Field, Size},
};

/// What stands in their inputs before anything is typed.
pub fn values_of(own: &OwnForm, locale: Locale) -> Values {
    let mut values = Values::new();
    for field in &own.fields {
        let (name, value) = (name_of(field.id), own.values.get(&field.id).cloned().unwrap_or_default());
        match field.kind {
            OwnKind::Several => {
                let chosen = field.options.of_value(&value);
                values.extend(chosen.map(|option| (format!("{name}_{}", option.key), "on".to_owned())));
            }
            kind => drop(values.insert(name, words::to_type(locale, kind, &value))),
        }
    }
    values
}

/// A form that came back, with what stands in fields that it did not have: they may be changed by now.
pub fn completed(mut draft: Draft, own: &OwnForm, locale: Locale) -> Draft {
    let had = |field: &&OwnField| draft.values.contains_key(&format!("{OWN_SEEN}{}", field.id.simple()));
    let fields = own.fields.iter().filter(|field| !had(field)).cloned().collect();
    let missed = OwnForm { fields, values: own.values.clone(), ..OwnForm::default() };
    draft.values.extend(values_of(&missed, locale));
    draft
}

/// Their inputs, each with what was seen of its field.
#[component]
pub fn OwnInputs(shown: StoredValue<Shown>, own: OwnForm) -> impl IntoView {
    let OwnForm { fields, values, .. } = own;
    let input = move |field: OwnField| {
        let seen = values.get(&field.id).cloned().unwrap_or_default();
        let name = format!("details[{OWN_SEEN}{}]", field.id.simple());
        view! {
            <input type="hidden" name=name value=seen />
            <OwnInput shown field />
        }
    };
    fields.into_iter().map(input).collect_view()
}

#[component]
fn OwnInput(shown: StoredValue<Shown>, field: OwnField) -> impl IntoView {
    let i18n = use_i18n();
    let own = name_of(field.id);
    let around = around_own(shown, &own, field.labels.clone());
    let (id, value) = (around.id, around.value);
    let (label, help, error) = (around.label, around.help, around.error);
    let name = format!("details[{own}]");
    let described = format!("{id}-help {id}-error");
    let option = |(choice, words): (String, Signal<String>)| {
        let selected = choice == value;
        view! { <option value=choice selected=selected>{words}</option> }
    };
    let input = match field.kind {
        OwnKind::Several => {
            let tick = |option: &domain::own_fields::OwnOption| {
                let part = format!("{own}_{}", option.key);
                let checked = shown.with_value(|shown| !shown.value(&part).is_empty());
                let label = option.label.clone();
                view! {
                    <label class="check">
                        <input type="checkbox" name=format!("details[{part}]") checked=checked />
                        <span>{label}</span>
                    </label>
                }
            };
            let ticks = field.options.offered().map(tick).collect_view();
            return view! {
                <fieldset class="field radio-group">
                    <legend class="field-label">{label}</legend>
                    {ticks}
                </fieldset>
            }
            .into_any();
        }
        OwnKind::YesNo => {
            let yes = ("true".to_owned(), Signal::derive(move || t_string!(i18n, ui.yes).to_owned()));
            let no = ("false".to_owned(), Signal::derive(move || t_string!(i18n, ui.no).to_owned()));
            let nothing = (String::new(), Signal::stored("–".to_owned()));
            let options = [nothing, yes, no].into_iter().map(option).collect_view();
            view! { <select id=id class=Size::Medium.class() name=name aria-describedby=described>{options}</select> }.into_any()
        }
        OwnKind::Choice => {
            let gone = field.options.of_value(&value).filter(|option| option.gone);
            let offered = field.options.offered().chain(gone);
            let choices = offered.map(|option| (option.key.to_string(), Signal::stored(option.label.clone())));
            let options = std::iter::once((String::new(), Signal::stored("–".to_owned()))).chain(choices).map(option);
            let options = options.collect_view();
            view! { <select id=id class=Size::Medium.class() name=name aria-describedby=described>{options}</select> }.into_any()
        }
        OwnKind::LongText => {
            view! { <textarea id=id class="input size-full" name=name rows="4" aria-describedby=described>{value}</textarea> }.into_any()
        }
        kind => {
            let size = match kind {
                OwnKind::Date | OwnKind::Number | OwnKind::Money => Size::Small,
                _ => Size::Large,
            };
            view! {
                <input
                    id=id
                    class=size.class()
                    type="text"
                    name=name
                    value=value
                    autocomplete="off"
                    maxlength=Line::MAX
                    aria-describedby=described
                    aria-invalid=move || error.read().is_some().then_some("true")
                />
            }
            .into_any()
        }
    };
    view! { <Field name=around.field label help error>{input}</Field> }.into_any()
}
