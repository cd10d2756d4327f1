//! Where the server asks for the password again before it does something: a small dialog, after which the same is asked once more.
//! What was typed stays where it is.

use leptos::{context::Provider, prelude::*, task::spawn_local};
use leptos_router::hooks::use_url;

use super::{PasskeyButton, use_passkey};
use crate::{
    i18n::*,
    session::second_factor::{
        api::{ConfirmRequest, confirm, factors},
        browser,
        passkey_api::{PasskeyAnswer, passkey_confirm, passkey_confirm_options},
    },
    ui::{self, Confirmation, FormDialog, Size, opened, use_saving},
};

/// Stands around a page that asks for what must be confirmed.
#[component]
pub fn Confirming(children: Children) -> impl IntoView {
    let asked = RwSignal::new(None);
    let done = Callback::new(move |()| asked.set(None));
    view! {
        <Provider value=Confirmation(asked)>{children()}</Provider>
        {move || asked.get().map(|again| view! { <ConfirmDialog again done /> })}
    }
}

#[component]
fn ConfirmDialog(again: Callback<()>, done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let open = opened(done);
    let password = RwSignal::new(String::new());
    let go_on = move |()| {
        open.set(false);
        again.run(());
    };
    let saving = use_saving(confirm, go_on);
    let label = move || t_string!(i18n, session.confirm.password).to_owned();
    view! {
        <FormDialog
            open
            plain="/api/session/confirm_and_return"
            along=vec![("terug", use_url().with_untracked(|url| url.path().to_owned()))]
            title=move || t_string!(i18n, session.confirm.title).to_owned()
            action=move || t_string!(i18n, session.confirm.submit).to_owned()
            pending=saving.pending
            save=move || saving.send(ConfirmRequest { password: password.get_untracked() })
        >
            <p>{t!(i18n, session.confirm.text)}</p>
            <ByPasskey done=Callback::new(go_on) />
            // Its name is its own: the page under it may ask for a password too.
            <ui::TextField
                name="confirm_password"
                label
                kind="password"
                autocomplete="current-password"
                size=Size::Full
                required=true
                value=password
                error=saving.wrong("password", label, RwSignal::default())
            />
        </FormDialog>
    }
}

/// A passkey in place of the password, for whoever has one.
#[component]
fn ByPasskey(done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let has_one = RwSignal::new(false);
    let confirming = use_saving(passkey_confirm, move |()| done.run(()));
    let asking = use_passkey(
        |()| passkey_confirm_options(),
        browser::ask,
        move |credential| confirming.send(PasskeyAnswer { credential }),
    );
    Effect::new(move || {
        spawn_local(async move {
            // The dialog may be gone by now.
            has_one.try_set(factors().await.is_ok_and(|factors| !factors.passkeys.is_empty()));
        });
    });
    let button = move || {
        view! {
            <div class="row">
                <PasskeyButton asking words=move || t_string!(i18n, session.passkey.confirm).to_owned() />
            </div>
        }
    };
    move || has_one.get().then(button)
}
