//! What the plain forms share.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::hooks::use_params_map;

use crate::{
    error::{AppError, Fields, Refusal},
    i18n::*,
    session::{
        Invited, SWITCH, Visitor,
        api::{LinkRequest, invited},
        fault, typed, use_visitor,
    },
    ui::{self, Kind, Size, use_query},
};

/// A plain form that was refused and came back: what was wrong with it, and what was typed in it.
#[derive(Clone, Copy)]
pub struct Returned {
    fault: Memo<Option<AppError>>,
    typed: StoredValue<BTreeMap<String, String>>,
}

/// Reads `fout` from the address, and what was typed in the form of this name. Once for each form, outside of what waits.
pub fn use_returned(form: &'static str) -> Returned {
    let query = use_query();
    let typed = SharedValue::new(move || typed::take::<()>(form).map(|kept| kept.texts).unwrap_or_default());
    Returned {
        fault: Memo::new(move |_| query.read().get("fout").map(|word| fault::from_word(&word))),
        typed: StoredValue::new(typed.into_inner()),
    }
}

impl Returned {
    /// The sentence for one field, or nothing when it was right.
    pub fn wrong(
        self,
        name: &'static str,
        label: impl Fn() -> String + Copy + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        let i18n = use_i18n();
        Signal::derive(move || {
            let fields = self.fault.with(|error| match error {
                Some(AppError::Invalid(fields)) => fields.clone(),
                _ => Fields::new(),
            });
            ui::field_error(i18n, &fields, name, &label(), "")
        })
    }

    /// Whether one of these fields was wrong.
    pub fn concerns(self, names: &[&str]) -> bool {
        self.fault.with(|error| match error {
            Some(AppError::Invalid(fields)) => names.iter().any(|name| fields.contains_key(*name)),
            _ => false,
        })
    }

    /// Whether too many tries were made.
    pub fn must_wait(self) -> bool {
        self.fault.with(|error| matches!(error, Some(AppError::TooOften(_))))
    }

    /// Whether it was sent by a link that does not work.
    pub fn is_link(self) -> bool {
        self.fault.with(|error| matches!(error, Some(AppError::Refused(Refusal::LinkInvalid))))
    }

    /// Whether somebody else saved first.
    pub fn is_conflict(self) -> bool {
        self.fault.with(|error| matches!(error, Some(AppError::Conflict(_))))
    }

    /// What was wrong with the form as a whole, in words.
    pub fn sentence(self, i18n: I18nContext<Locale>) -> Option<String> {
        self.fault.get().map(|error| match error {
            AppError::Unauthenticated => t_string!(i18n, session.sign_in.wrong).to_owned(),
            error => ui::message(i18n, &error),
        })
    }

    /// What was typed in a field, else what it begins with.
    pub fn value(self, name: &str, otherwise: &str) -> RwSignal<String> {
        let typed = self.typed.with_value(|typed| typed.get(name).cloned());
        RwSignal::new(typed.unwrap_or_else(|| otherwise.to_owned()))
    }
}

/// Stands in a form that signs in. Where somebody else is signed in to this browser, it says who, that going on signs them out, and
/// the way back. `is_same` tells whether that is whom the form is for.
#[component]
pub fn OtherSignedIn(is_same: fn(&Visitor, &str) -> bool, #[prop(into, optional)] email: String) -> impl IntoView {
    let i18n = use_i18n();
    let visitor = use_visitor().get_untracked();
    let (back, firm) = match &visitor {
        Visitor::Nobody => return ().into_any(),
        visitor if is_same(visitor, &email) => return ().into_any(),
        Visitor::Colleague(viewer) | Visitor::SettingUp(viewer) => ("/klanten", Some(viewer.firm_name.clone())),
        Visitor::Customer(_) => ("/mijn-bedrijf", None),
    };
    let name = match visitor.called() {
        ("", email) => email.to_owned(),
        (name, _) => name.to_owned(),
    };
    let words = move || match firm.clone() {
        Some(firm) => t_string!(i18n, session.other.colleague, name = name.clone(), firm = firm),
        None => t_string!(i18n, session.other.customer, name = name.clone()),
    };
    view! {
        <div class="notice warning">
            <ui::Icon name="triangle-alert" />
            <div>
                <p>{words}</p>
                <p><a href=back rel="external">{t!(i18n, session.other.back)}</a></p>
            </div>
        </div>
        <input type="hidden" name="switch" value=SWITCH />
    }
    .into_any()
}

/// Whether a colleague with this address is signed in.
pub fn is_colleague(visitor: &Visitor, email: &str) -> bool {
    matches!(visitor, Visitor::Colleague(viewer) | Visitor::SettingUp(viewer) if same_address(&viewer.email, email))
}

/// Whether a customer's person with this address is signed in.
pub fn is_customer(visitor: &Visitor, email: &str) -> bool {
    matches!(visitor, Visitor::Customer(viewer) if same_address(&viewer.email, email))
}

fn same_address(one: &str, other: &str) -> bool {
    let key = |email: &str| email.parse::<domain::Email>().map(|email| email.key()).ok();
    key(one).is_some() && key(one) == key(other)
}

/// The title of the page, and above the form what was wrong or what was done.
#[component]
pub fn PlainHead(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] done: Signal<Option<String>>,
    form: Returned,
) -> impl IntoView {
    let i18n = use_i18n();
    let notice = |tone: &'static str, icon: &'static str, text: String| {
        view! {
            <div class=format!("notice {tone}") role="alert">
                <ui::Icon name=icon />
                <div>{text}</div>
            </div>
        }
    };
    view! {
        <ui::TabTitle title />
        <h1>{title}</h1>
        {move || form.sentence(i18n).map(|text| notice("danger", "circle-alert", text))}
        {move || done.get().filter(|_| form.fault.read().is_none()).map(|text| notice("success", "check", text))}
    }
}

/// A form that is sent as it is, and the button under it.
#[component]
pub fn PlainForm(action: &'static str, #[prop(into)] submit: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <form class="form" method="post" novalidate action=action>
            {children()}
            <div class="form-foot">
                <ui::Button kind=Kind::Primary submit=true>
                    {submit}
                </ui::Button>
            </div>
        </form>
    }
}

/// A line that must be filled in, with what was typed in it before.
#[component]
pub fn PlainField<L>(
    form: Returned,
    name: &'static str,
    label: L,
    autocomplete: &'static str,
    #[prop(default = "text")] kind: &'static str,
    /// What it begins with.
    #[prop(into, optional)]
    value: String,
    #[prop(into, optional)] help: Signal<String>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView
where
    L: Fn() -> String + Copy + Send + Sync + 'static,
{
    view! {
        <ui::TextField
            name=name
            label
            kind
            autocomplete
            autofocus
            size=Size::Full
            required=true
            value=form.value(name, &value)
            help
            error=form.wrong(name, label)
        />
    }
}

/// The address that somebody signs in with.
#[component]
pub fn AccountField(form: Returned, #[prop(optional)] autofocus: bool) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || t_string!(i18n, session.sign_in.email).to_owned();
    view! { <PlainField form name="email" label kind="email" autocomplete="username" autofocus /> }
}

/// A new password, with what makes a good one.
#[component]
pub fn NewPassword(form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PlainField
            form
            name="password"
            label=move || t_string!(i18n, session.password.new).to_owned()
            kind="password"
            autocomplete="new-password"
            help=move || t_string!(i18n, session.password.help).to_owned()
        />
    }
}

/// The page that the link of a mail opens: a form for whom it was sent to, with the link's token; or why it no longer works, and
/// where a new one is asked for. Opening it changes nothing: mail scanners do it too.
#[component]
pub fn LinkPage(
    /// The link was sent to join, not to choose a new password.
    joining: bool,
    form: Returned,
    shown: fn(Invited, String, Returned) -> AnyView,
    way_out: fn() -> AnyView,
) -> impl IntoView {
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let who = Resource::new(token, move |token| invited(LinkRequest { joining, token }));
    view! {
        <ui::PlainFrame>
            <Suspense>
                {move || ui::late(async move {
                    match who.await {
                        Ok(who) => shown(who, token(), form),
                        Err(error) => view! { <DeadLink error>{way_out()}</DeadLink> }.into_any(),
                    }
                })}
            </Suspense>
        </ui::PlainFrame>
    }
}

/// Instead of a form: the link of a mail that was used, withdrawn or has run out.
#[component]
pub fn DeadLink(error: AppError, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ui::TabTitle title=Signal::derive(move || t_string!(i18n, session.link.title).to_owned()) />
        <h1>{t!(i18n, session.link.title)}</h1>
        <p>{move || ui::message(i18n, &error)}</p>
        {children()}
    }
}
