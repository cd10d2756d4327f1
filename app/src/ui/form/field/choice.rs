//! Fields to choose in.

use leptos::{html, prelude::*};

use super::{
    super::came_back::{Around, flag_of_form, text_of_form},
    Demand, Field, Help, Size, Wrong, described_by, id_of,
    typed::follow,
};
use crate::ui::pressed::steady;

/// What can be chosen: the value that is sent, and the words that are shown.
pub type Choices = Vec<(String, String)>;

/// One of a list. `empty` is shown for "nothing chosen"; without it something is always chosen.
#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Choices>,
    #[prop(into, optional)] empty: Signal<Option<String>>,
    #[prop(optional)] size: Size,
    #[prop(into, optional)] help: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
) -> impl IntoView {
    let Around { error, .. } =
        text_of_form(&name, label, value, Around { help, error, repairs: Signal::stored(Vec::new()) });
    let select = NodeRef::<html::Select>::new();
    follow(
        value,
        move || select.get().map(|select| select.value()),
        move |choice| {
            if let Some(select) = select.get_untracked() {
                select.set_value(choice);
            }
        },
    );
    let id = id_of(&name);
    let described = described_by(&id, help, error);
    let option = move |(choice, words): (String, String)| {
        let selected = value.with_untracked(|value| *value == choice);
        view! { <option value=choice selected=selected>{words}</option> }
    };
    view! {
        <Field name=name.clone() label help error required optional>
            <select
                class=size.class()
                id=id
                name=name
                required=required
                disabled=move || disabled.get()
                aria-describedby=described
                aria-invalid=move || error.read().is_some().then_some("true")
                node_ref=select
                on:change=move |event| value.set(event_target_value(&event))
            >
                {move || empty.get().map(|words| option((String::new(), words)))}
                {move || choices.get().into_iter().map(option).collect_view()}
            </select>
        </Field>
    }
}

/// Yes or no. In a plain form it sends `true`, or nothing.
#[component]
pub fn CheckField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<bool>,
    #[prop(into, optional)] help: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] disabled: Signal<bool>,
) -> impl IntoView {
    flag_of_form(&name, value);
    let error = steady(error);
    let input = NodeRef::<html::Input>::new();
    follow(
        value,
        move || input.get().map(|input| input.checked()),
        move |checked| {
            if let Some(input) = input.get_untracked() {
                input.set_checked(*checked);
            }
        },
    );
    let id = id_of(&name);
    let described = described_by(&id, help, error);
    view! {
        <div class="field check-field" class:wrong=move || error.read().is_some()>
            <label class="check">
                <input
                    type="checkbox"
                    id=id.clone()
                    name=name
                    value="true"
                    checked=value.get_untracked()
                    disabled=move || disabled.get()
                    aria-describedby=described
                    node_ref=input
                    on:change=move |event| value.set(event_target_checked(&event))
                />
                <span>{label}</span>
            </label>
            <Help id=id.clone() help />
            <Wrong id error on_repair=None />
        </div>
    }
}

/// One of a few, all in view.
#[component]
pub fn RadioGroup(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Choices>,
    #[prop(into, optional)] help: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
) -> impl IntoView {
    let Around { error, .. } =
        text_of_form(&name, label, value, Around { help, error, repairs: Signal::stored(Vec::new()) });
    let error = steady(error);
    let id = id_of(&name);
    let described = described_by(&id, help, error);
    let (help_id, error_id, group) = (id.clone(), id.clone(), name);
    let radio = move |(choice, words): (String, String)| {
        let (mine, sent) = (choice.clone(), choice.clone());
        view! {
            <label class="check">
                <input
                    type="radio"
                    name=group.clone()
                    value=sent
                    checked=value.with_untracked(|value| *value == choice)
                    prop:checked=move || *value.read() == mine
                    disabled=move || disabled.get()
                    on:change=move |_| value.set(choice.clone())
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field radio-group" id=id tabindex="-1" class:wrong=move || error.read().is_some() aria-describedby=described>
            <legend class="field-label">
                {label}
                <Demand required optional />
            </legend>
            <Help id=help_id help />
            <div class="radio-choices">{move || choices.get().into_iter().map(&radio).collect_view()}</div>
            <Wrong id=error_id error on_repair=None />
        </fieldset>
    }
}
