//! Passkeys on a page: asking one to sign in, making one, and the button for both.

use leptos::{prelude::*, task::spawn_local};

use super::parts::OtherSignedIn;
use crate::{
    error::AppError,
    i18n::*,
    session::{
        Visitor,
        second_factor::{
            browser,
            passkey_api::{
                AddPasskeyRequest, PasskeySignInRequest, add_passkey, passkey_add_options, passkey_options,
                passkey_sign_in,
            },
        },
        use_visitor,
    },
    ui::{self, Kind, Saving, Size, use_saving, use_toaster},
};

/// Sends for a question, has the browser answer it by `act`, and gives the answer to `done`.
pub fn use_passkey<Q, A>(
    question: fn(()) -> Q,
    act: fn(String) -> A,
    done: impl Fn(String) + Copy + Send + Sync + 'static,
) -> Saving<()>
where
    Q: Future<Output = Result<String, AppError>> + 'static,
    A: Future<Output = Option<String>> + 'static,
{
    let (i18n, toaster) = (use_i18n(), use_toaster());
    use_saving(question, move |question: String| {
        spawn_local(async move {
            match act(question).await {
                Some(answer) => done(answer),
                None => toaster.problem(t_string!(i18n, session.passkey.cancelled)),
            }
        });
    })
}

/// A button that asks the browser for a passkey. Where it knows none, it says so.
#[component]
pub fn PasskeyButton(
    #[prop(into)] words: Signal<String>,
    asking: Saving<()>,
    #[prop(optional)] kind: Kind,
) -> impl IntoView {
    let i18n = use_i18n();
    // Not known before the page is hydrated: the button waits until then.
    let supported = RwSignal::new(None::<bool>);
    Effect::new(move || supported.set(Some(browser::supported())));
    view! {
        <ui::Button
            kind
            icon="lock"
            pending=asking.pending
            disabled=move || supported.get() != Some(true)
            on_click=move |_| asking.send(())
        >
            {words}
        </ui::Button>
        <p class="without-script soft small">{t!(i18n, session.passkey.by_script)}</p>
        {move || (supported.get() == Some(false)).then(|| view! { <p class="soft small">{t!(i18n, session.passkey.unsupported)}</p> })}
    }
}

/// Signs in by a passkey, and goes on to the page that was wanted.
#[component]
pub fn PasskeySignIn(#[prop(optional)] kind: Kind) -> impl IntoView {
    let i18n = use_i18n();
    let wanted = ui::use_query().with_untracked(|query| query.get("terug").unwrap_or_default());
    let wanted = StoredValue::new(wanted);
    // The page has told who is signed out.
    let switch = !use_visitor().with_untracked(|visitor| *visitor == Visitor::Nobody || visitor.is_colleague());
    let sign_in = use_saving(passkey_sign_in, |on: String| drop(window().location().set_href(&on)));
    let asking = use_passkey(
        |()| passkey_options(),
        browser::ask,
        move |credential| sign_in.send(PasskeySignInRequest { credential, terug: wanted.get_value(), switch }),
    );
    view! { <PasskeyButton kind asking words=move || t_string!(i18n, session.passkey.sign_in).to_owned() /> }
}

/// Signing in without an address and a password.
#[component]
pub fn PasskeyPage() -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, session.passkey.sign_in).to_owned());
    view! {
        <ui::PlainFrame>
            <ui::TabTitle title />
            <h1>{title}</h1>
            <p>{t!(i18n, session.step.passkey_text)}</p>
            <OtherSignedIn is_same=|visitor, _| visitor.is_colleague() />
            <div class="row"><PasskeySignIn kind=Kind::Primary /></div>
            <p><a href="/aanmelden">{t!(i18n, session.password.back)}</a></p>
        </ui::PlainFrame>
    }
}

/// Makes a passkey under a name, and goes on to the recovery codes that may come with it.
#[component]
pub fn AddPasskey(wanted: String) -> impl IntoView {
    let i18n = use_i18n();
    let name = RwSignal::new(String::new());
    let label = move || t_string!(i18n, session.factors.passkey_name).to_owned();
    let wanted = StoredValue::new(wanted);
    let add = use_saving(add_passkey, move |on: String| drop(window().location().set_href(&on)));
    let asking = use_passkey(
        |()| passkey_add_options(),
        browser::create,
        move |credential| {
            let name = name.get_untracked();
            add.send(AddPasskeyRequest { name, credential, terug: wanted.get_value() });
        },
    );
    view! {
        <div class="stack">
            <ui::TextField
                name="passkey_name"
                label
                size=Size::Large
                required=true
                value=name
                help=move || t_string!(i18n, session.factors.passkey_name_help).to_owned()
                error=add.wrong("passkey_name", label, name)
            />
            <div class="row">
                <PasskeyButton asking words=move || t_string!(i18n, session.factors.passkey_add).to_owned() />
            </div>
        </div>
    }
}
