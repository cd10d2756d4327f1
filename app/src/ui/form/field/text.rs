//! Fields to type in.

use domain::clean;
use leptos::{html, prelude::*};

use super::{
    super::came_back::{Around, text_of_form},
    Field, Size,
    cleaning::Cleaning,
    described_by, id_of,
    typed::follow_typing,
};
use crate::ui::{Icon, pressed::steady, raw_text};

/// One line. `on_leave` is called when the focus leaves it: the moment to judge what was typed.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    /// The type of the input: email, password, tel, url, search, number.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] size: Size,
    #[prop(into, optional)] help: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] repairs: Signal<Vec<String>>,
    /// Something to look at, in a value that is taken as it is.
    #[prop(into, optional)]
    hint: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional: bool,
    #[prop(into, optional)] readonly: Signal<bool>,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] inputmode: &'static str,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let Around { help, error, repairs } = text_of_form(&name, label, value, Around { help, error, repairs });
    let input = NodeRef::<html::Input>::new();
    follow_typing(value, input);
    let cleaning = (kind != "password").then(|| Cleaning::new(value, clean::line));
    let leave = move || {
        cleaning.into_iter().for_each(Cleaning::leave);
        // An input that is removed with its form loses the focus too: whoever was to be told is gone then.
        if let Some(leave) = on_leave {
            leave.try_run(());
        }
    };
    let id = id_of(&name);
    let described = described_by(&id, help, error);
    let hint = steady(hint);
    view! {
        <Field name=name.clone() label help error repairs on_repair=Callback::new(move |text| value.set(text)) required optional>
            <input
                class=size.class()
                type=kind
                id=id
                name=name
                value=value.get_untracked()
                required=required
                readonly=move || readonly.get()
                autofocus=autofocus
                autocomplete=(!autocomplete.is_empty()).then_some(autocomplete)
                inputmode=(!inputmode.is_empty()).then_some(inputmode)
                aria-describedby=described
                aria-invalid=move || error.read().is_some().then_some("true")
                node_ref=input
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| leave()
            />
            {cleaning.map(Cleaning::notice)}
            <div class="field-wrong" aria-live="polite">
                {move || hint.get().map(|hint| view! { <p class="field-hint"><Icon name="circle-alert" /> <span>{hint}</span></p> })}
            </div>
        </Field>
    }
}

/// Several lines.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(default = 4)] rows: u32,
    #[prop(into, optional)] help: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional: bool,
    #[prop(into, optional)] readonly: Signal<bool>,
) -> impl IntoView {
    let Around { help, error, .. } =
        text_of_form(&name, label, value, Around { help, error, repairs: Signal::stored(Vec::new()) });
    let input = NodeRef::<html::Textarea>::new();
    follow_typing(value, input);
    let cleaning = Cleaning::new(value, clean::paragraph);
    let id = id_of(&name);
    let described = described_by(&id, help, error);
    view! {
        <Field name=name.clone() label help error required optional>
            <textarea
                class="input size-full"
                id=id
                name=name
                rows=rows
                required=required
                readonly=move || readonly.get()
                aria-describedby=described
                aria-invalid=move || error.read().is_some().then_some("true")
                node_ref=input
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| cleaning.leave()
            >
                {raw_text(value.get_untracked())}
            </textarea>
            {cleaning.notice()}
        </Field>
    }
}
