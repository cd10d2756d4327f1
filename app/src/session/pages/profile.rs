//! A colleague's own account: name, language, password, colours, devices.

use leptos::prelude::*;
use std::str::FromStr;

use super::{Confirming, factors::FactorSection};
use crate::{
    i18n::*,
    session::{
        Account, Visitor,
        api::{AccountRequest, PasswordRequest, account, change_account, change_password},
        sessions::Sessions,
        use_visitor,
    },
    settings::language_choices,
    ui::{self, ConflictNotice, Kind, SaveForm, Size, use_saving, use_toaster},
};

#[component]
pub fn ProfilePage() -> impl IntoView {
    let i18n = use_i18n();
    let stored = Resource::new(|| (), |()| account());
    view! {
        <ui::PageHead title=move || t_string!(i18n, session.profile.title).to_owned() />
        <Confirming>
            <div class="page-body narrow">
                <Suspense fallback=|| view! { <ui::Skeleton rows=4 shape=ui::Shape::Form /> }>
                    {move || ui::late(async move {
                        match stored.await {
                            Ok(account) => view! { <About account /> }.into_any(),
                            Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                        }
                    })}
                </Suspense>
                <Password />
                <FactorSection />
                <section class="section by-script">
                    <h2>{t!(i18n, session.profile.colours)}</h2>
                    <ui::SchemeSwitch />
                </section>
                <section class="section" id="toestellen">
                    <h2>{t!(i18n, session.profile.devices)}</h2>
                    <Sessions />
                    <p>{t!(i18n, session.profile.everywhere_text)}</p>
                    <form method="post" novalidate action="/api/session/sign_out_everywhere">
                        <ui::Button kind=Kind::Danger submit=true icon="log-out">
                            {t!(i18n, session.profile.everywhere)}
                        </ui::Button>
                    </form>
                </section>
            </div>
        </Confirming>
    }
}

#[component]
fn About(account: Account) -> impl IntoView {
    let (i18n, toaster, visitor) = (use_i18n(), use_toaster(), use_visitor());
    let (name, email) = (RwSignal::new(account.name), RwSignal::new(account.email));
    let (locale, version) = (RwSignal::new(account.locale), RwSignal::new(account.version));
    let digest = RwSignal::new(account.digest);
    let show = move |account: Account| {
        version.set(account.version);
        name.set(account.name);
        locale.set(account.locale);
        digest.set(account.digest);
    };
    let saving = use_saving(change_account, move |account: Account| {
        if let Ok(chosen) = Locale::from_str(&account.locale) {
            i18n.set_locale(chosen);
        }
        visitor.update(|visitor| {
            if let Visitor::Colleague(me) = visitor {
                me.name = account.name.clone();
                me.locale = account.locale.clone();
            }
        });
        show(account);
        toaster.say(t_string!(i18n, ui.saved));
    });
    let save = move || {
        saving.send(AccountRequest {
            version: version.get_untracked(),
            name: name.get_untracked(),
            locale: locale.get_untracked(),
            digest: digest.get_untracked(),
        });
    };
    let label = move || t_string!(i18n, session.profile.name).to_owned();
    let language = move || t_string!(i18n, session.profile.language).to_owned();
    let conflict = move |now: Account| {
        let theirs = now.clone();
        view! {
            <ConflictNotice
                stored=vec![(label(), now.name.clone()), (language(), now.locale.clone())]
                on_take=move || {
                    show(theirs.clone());
                    saving.clear();
                }
                on_keep=move || {
                    version.set(now.version);
                    save();
                }
            />
        }
    };
    view! {
        <section class="section">
            <h2>{t!(i18n, session.profile.about)}</h2>
            {move || saving.conflict().map(conflict)}
            <SaveForm plain="/api/session/account_form" along=vec![("version", version.get_untracked().to_string())] save pending=saving.pending summary=saving.summary()>
                <ui::TextField
                    name="name"
                    label
                    size=Size::Large
                    autocomplete="name"
                    required=true
                    value=name
                    error=saving.wrong("name", label, name)
                />
                <ui::TextField
                    name="email"
                    label=move || t_string!(i18n, session.profile.email).to_owned()
                    size=Size::Large
                    readonly=true
                    value=email
                />
                <ui::SelectField
                    name="locale"
                    label=language
                    help=move || t_string!(i18n, session.profile.language_help).to_owned()
                    choices=language_choices()
                    value=locale
                    error=saving.wrong("locale", language, locale)
                />
                <ui::CheckField
                    name="digest"
                    label=move || t_string!(i18n, session.profile.digest).to_owned()
                    help=move || t_string!(i18n, session.profile.digest_help).to_owned()
                    value=digest
                />
            </SaveForm>
        </section>
    }
}

#[component]
fn Password() -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let saving = use_saving(change_password, move |()| {
        current.set(String::new());
        new.set(String::new());
        toaster.say(t_string!(i18n, session.profile.password_changed));
    });
    let old_label = move || t_string!(i18n, session.password.current).to_owned();
    let new_label = move || t_string!(i18n, session.password.new).to_owned();
    let save = move || {
        saving.send(PasswordRequest { current: current.get_untracked(), password: new.get_untracked() });
    };
    view! {
        <section class="section">
            <h2>{t!(i18n, session.profile.password)}</h2>
            <p>{t!(i18n, session.profile.password_help)}</p>
            <SaveForm plain="/api/session/password_form" save pending=saving.pending action=move || t_string!(i18n, session.profile.change_password).to_owned()>
                <ui::TextField
                    name="current"
                    label=old_label
                    kind="password"
                    autocomplete="current-password"
                    size=Size::Large
                    required=true
                    value=current
                    error=saving.wrong("current", old_label, RwSignal::default())
                />
                <ui::TextField
                    name="password"
                    label=new_label
                    kind="password"
                    autocomplete="new-password"
                    size=Size::Large
                    required=true
                    value=new
                    help=move || t_string!(i18n, session.password.help).to_owned()
                    error=saving.wrong("password", new_label, RwSignal::default())
                />
            </SaveForm>
        </section>
    }
}
