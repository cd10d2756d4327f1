//! A person's own access: name, language, password, signing out.

use leptos::prelude::*;

use super::{api, records::Access};
use crate::{
    i18n::*,
    invitations::languages,
    session::{
        PortalViewer, Visitor,
        pages::parts::{Returned, use_returned},
        sessions::Sessions,
        use_visitor,
    },
    ui::{Button, ErrorState, Icon, Kind, SelectField, Shape, Size, Skeleton, TextField, late, use_query},
};

/// The name of its forms: what comes back is shown in the one that it was typed in.
pub const FORM: &str = "own_access";

/// Stands under every page of a customer.
#[component]
pub fn OwnAccess() -> impl IntoView {
    let i18n = use_i18n();
    let form = use_returned(FORM);
    let access = Resource::new(|| (), |()| api::access());
    // A link that opened one company tells nothing of the rest of the account.
    let whole =
        use_visitor().with_untracked(|visitor| matches!(visitor, Visitor::Customer(PortalViewer { only: None, .. })));
    view! {
        <section class="section" id="toegang">
            <h2>{t!(i18n, portal.access)}</h2>
            <Suspense fallback=|| view! { <Skeleton rows=4 shape=Shape::Lines /> }>
                {move || late(async move {
                    match access.await {
                        Ok(access) => view! { <Shown access form /> }.into_any(),
                        Err(error) => view! { <ErrorState error /> }.into_any(),
                    }
                })}
            </Suspense>
            {whole.then(|| view! { <h3>{t!(i18n, portal.devices)}</h3> <Sessions /> })}
            <form method="post" novalidate action="/api/portal/sign_out">
                <Button submit=true icon="log-out">{t!(i18n, portal.sign_out)}</Button>
            </form>
        </section>
    }
}

#[component]
fn Shown(access: Access, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query();
    let done = move || match query.read().get_str("bewaard") {
        Some("toegang") => Some(t_string!(i18n, portal.access_saved)),
        Some("wachtwoord") => Some(t_string!(i18n, portal.password_saved)),
        _ => None,
    };
    let Access { account_id, version, name, email, locale, has_password, limited } = access;
    if limited {
        return view! {
            <p>{email}</p>
            <p>{t!(i18n, portal.limited)}</p>
            <p><a href="/toegang" rel="external">{t!(i18n, portal.entry.sign_in)}</a></p>
        }
        .into_any();
    }
    let was_signed_out =
        move || query.read().get_str("fout") == Some("afgemeld") && query.read().get("formulier").is_none();
    // With the name of a form, it is said of that one.
    let must_wait = move || form.must_wait() && query.read().get("formulier").is_none();
    let ways = move || if has_password { t_string!(i18n, portal.by_password) } else { t_string!(i18n, portal.by_link) };
    let (called, current, new) = (
        move || t_string!(i18n, portal.name).to_owned(),
        move || t_string!(i18n, portal.current_password).to_owned(),
        move || t_string!(i18n, portal.new_password).to_owned(),
    );
    view! {
        {move || done().map(|words| view! {
            <div class="notice success" role="status"><Icon name="check" /><div><p>{words}</p></div></div>
        })}
        <p>{email.clone()} <br /> <span class="soft">{ways}</span></p>
        {move || was_signed_out().then(|| view! {
            <div class="notice warning" role="alert"><Icon name="triangle-alert" /><div><p>{t!(i18n, portal.signed_out)}</p></div></div>
        })}
        <details class="behind" open=move || was_signed_out() || form.is_conflict() || form.concerns(&["name", "locale"])>
            <summary>{t!(i18n, portal.name_and_language)}</summary>
            <form class="form" method="post" novalidate action="/api/portal/save_account">
                {move || form.is_conflict().then(|| view! {
                    <div class="notice danger" role="alert"><Icon name="circle-alert" /><div><p>{t!(i18n, portal.access_conflict)}</p></div></div>
                })}
                <input type="hidden" name="account" value=account_id.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <TextField
                    name="name"
                    label=Signal::derive(called)
                    value=form.value("name", &name)
                    error=form.wrong("name", called)
                    size=Size::Large
                    autocomplete="name"
                />
                <SelectField
                    name="locale"
                    label=Signal::derive(move || t_string!(i18n, ui.language).to_owned())
                    value=form.value("locale", &locale)
                    choices=Signal::derive(move || languages(i18n))
                />
                <div class="form-foot"><Button submit=true>{t!(i18n, ui.save)}</Button></div>
            </form>
        </details>
        <details class="behind" open=move || must_wait() || form.concerns(&["current", "password"])>
            <summary>
                {move || if has_password { t_string!(i18n, portal.change_password) } else { t_string!(i18n, portal.choose_password) }}
            </summary>
            <form class="form" method="post" novalidate action="/api/portal/choose_password">
                {move || form.sentence(i18n).filter(|_| must_wait()).map(|words| view! {
                    <div class="notice danger" role="alert"><Icon name="circle-alert" /><div><p>{words}</p></div></div>
                })}
                <input type="hidden" name="account" value=account_id.to_string() />
                <input class="visually-hidden" type="text" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true" />
                {has_password.then(|| view! {
                    <TextField
                        name="current"
                        kind="password"
                        label=Signal::derive(current)
                        value=RwSignal::default()
                        size=Size::Large
                        autocomplete="current-password"
                        required=true
                        error=form.wrong("current", current)
                    />
                })}
                <TextField
                    name="password"
                    kind="password"
                    label=Signal::derive(new)
                    help=Signal::derive(move || t_string!(i18n, portal.password_help).to_owned())
                    value=RwSignal::default()
                    size=Size::Large
                    autocomplete="new-password"
                    required=true
                    error=form.wrong("password", new)
                />
                <div class="form-foot"><Button kind=Kind::Secondary submit=true>{t!(i18n, ui.save)}</Button></div>
            </form>
        </details>
    }
    .into_any()
}
