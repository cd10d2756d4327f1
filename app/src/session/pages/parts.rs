//! What the plain forms share.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    error::{AppError, Fields},
    i18n::*,
    session::fault,
    ui,
};

/// What was wrong with the form that was sent last, if it came back.
#[derive(Clone, Copy)]
pub struct Fault(Memo<Option<AppError>>);

/// Reads `fout` from the address.
pub fn use_fault() -> Fault {
    let query = use_query_map();
    Fault(Memo::new(move |_| query.read().get("fout").map(|word| fault::from_word(&word))))
}

impl Fault {
    /// The sentence for one field, or nothing when it was right.
    pub fn of(
        self,
        name: &'static str,
        label: impl Fn() -> String + Copy + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        let i18n = use_i18n();
        Signal::derive(move || {
            let fields = self.0.with(|error| match error {
                Some(AppError::Invalid(fields)) => fields.clone(),
                _ => Fields::new(),
            });
            ui::field_error(i18n, &fields, name, &label(), "")
        })
    }
}

/// The title of the page, and above the form what was wrong or what was done.
#[component]
pub fn PlainHead(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] done: Signal<Option<String>>,
    fault: Fault,
) -> impl IntoView {
    let i18n = use_i18n();
    let wrong = move || {
        fault.0.get().map(|error| match error {
            AppError::Unauthenticated => t_string!(i18n, session.sign_in.wrong).to_owned(),
            error => ui::message(i18n, &error),
        })
    };
    let notice = |tone: &'static str, icon: &'static str, text: String| {
        view! {
            <div class=format!("notice {tone}") role="alert">
                <ui::Icon name=icon />
                <div>{text}</div>
            </div>
        }
    };
    view! {
        <Title text=move || format!("{} · Kantoor", title.get()) />
        <h1>{title}</h1>
        {move || wrong().map(|text| notice("danger", "circle-alert", text))}
        {move || done.get().filter(|_| fault.0.read().is_none()).map(|text| notice("success", "check", text))}
    }
}

/// A new password, with what makes a good one.
#[component]
pub fn NewPassword(fault: Fault) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || t_string!(i18n, session.password.new).to_owned();
    view! {
        <ui::TextField
            name="password"
            label
            kind="password"
            autocomplete="new-password"
            size=ui::Size::Full
            required=true
            value=RwSignal::default()
            help=move || t_string!(i18n, session.password.help).to_owned()
            error=fault.of("password", label)
        />
    }
}

/// Instead of a form: the link of a mail that was used, withdrawn or has run out.
#[component]
pub fn DeadLink(error: AppError, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Title text=move || format!("{} · Kantoor", t_string!(i18n, session.link.title)) />
        <h1>{t!(i18n, session.link.title)}</h1>
        <p>{move || ui::message(i18n, &error)}</p>
        {children()}
    }
}
