//! The logo on the page of the firm's data, in plain forms, so that they work before hydration.

use leptos::{ev, prelude::*, task::spawn_local, web_sys::HtmlFormElement};
use leptos_router::hooks::use_navigate;

use super::{Logo, LogoRequest, MAX_BYTES, REFUSED, SAVED, SET, UPLOAD};
use crate::{
    error::AppError,
    i18n::*,
    session::{Visitor, use_visitor},
    settings::api,
    ui::{Button, Dropzone, Kind, PostForm, late, sending, use_query, use_toaster},
};

/// Shows the logo, takes another one, or takes it away.
#[component]
pub fn LogoForm(
    readonly: bool,
    /// Hears the version that the firm's data have after it.
    on_change: Callback<i32>,
) -> impl IntoView {
    let (i18n, toaster, query, visitor) = (use_i18n(), use_toaster(), use_query(), use_visitor());
    let stored = Resource::new(|| (), |()| api::logo());
    // Why the last file was not taken; of one that was sent before hydration, the address says so.
    let refused = RwSignal::new(query.with_untracked(|query| query.get("logo")));
    let (under_way, too_large) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |before: Option<Option<Logo>>| {
        let now = stored.get().and_then(Result::ok);
        let before = before.flatten();
        if let (Some(before), Some(now)) = (&before, &now)
            && before != now
        {
            on_change.run(now.version);
            let path = now.path.clone();
            visitor.update(|visitor| {
                if let Visitor::Colleague(viewer) = visitor {
                    viewer.firm_logo = path;
                }
            });
        }
        now.or(before)
    });
    // The page may be gone by the time the server answers, or somebody presses undo.
    let changed = Callback::new(move |()| stored.refetch());
    let done = move |result: Result<Logo, AppError>| match result {
        Ok(_) => {
            changed.try_run(());
            true
        }
        Err(error) => {
            toaster.failed(error);
            false
        }
    };
    let remove = move || {
        let Some(before) = stored.get_untracked().and_then(Result::ok) else { return };
        let said = t_string!(i18n, settings.logo.removed);
        let put_back = move || {
            spawn_local(async move {
                done(api::set_logo(LogoRequest { id: before.id }).await);
            });
        };
        spawn_local(async move {
            if done(api::set_logo(LogoRequest { id: None }).await) {
                toaster.say_with_undo(said, put_back);
            }
        });
    };
    let navigate = use_navigate();
    let answer = Callback::new(move |address: Option<String>| {
        under_way.set(false);
        match address.as_deref().and_then(|address| address.split_once('?')) {
            Some((_, answer)) if answer == SAVED => {
                toaster.say(t_string!(i18n, ui.saved));
                changed.run(());
            }
            Some((_, answer)) if answer.starts_with(REFUSED) => refused.set(Some(answer[REFUSED.len()..].to_owned())),
            // The session has ended: the answer is where somebody signs in.
            _ if address.is_some() => navigate("/aanmelden?terug=/instellingen", Default::default()),
            _ => refused.set(Some("afgebroken".to_owned())),
        }
    });
    let send = move |event: ev::SubmitEvent| {
        refused.set(None);
        let form: HtmlFormElement = event_target(&event);
        if sending::send(&form, Callback::new(|_| ()), answer).is_some() {
            under_way.set(true);
            event.prevent_default();
        }
    };
    let megabytes = MAX_BYTES / 1024 / 1024;
    let error = Signal::derive(move || {
        let why = if too_large.get() { Some("te-groot".to_owned()) } else { refused.get() };
        why.map(|why| match why.as_str() {
            "geen-bestand" => t_string!(i18n, settings.logo.no_file).to_owned(),
            "te-groot" => t_string!(i18n, settings.logo.too_large, megabytes),
            "geen-beeld" => t_string!(i18n, settings.logo.no_picture).to_owned(),
            _ => t_string!(i18n, settings.logo.broken).to_owned(),
        })
    });
    let label = Signal::derive(move || t_string!(i18n, settings.logo.file).to_owned());
    let help = Signal::derive(move || t_string!(i18n, settings.logo.help, megabytes));
    let taking_away = move || {
        view! {
            <PostForm class="" action=SET send=remove>
                <Button kind=Kind::Quiet submit=true icon="trash-2">
                    {t!(i18n, settings.logo.remove)}
                </Button>
            </PostForm>
        }
    };
    let upload = move || {
        view! {
            <form class="form" method="post" novalidate action=UPLOAD enctype="multipart/form-data" on:submit=send>
                <Dropzone
                    label
                    limits=help
                    icon="image"
                    accept="image/png,image/jpeg"
                    most=MAX_BYTES
                    too_large
                    error
                />
                <div class="form-foot">
                    <Button submit=true icon="upload" pending=under_way disabled=too_large>
                        {t!(i18n, settings.logo.upload)}
                    </Button>
                </div>
            </form>
        }
    };
    view! {
        <section class="section logo-form">
            <h2>{t!(i18n, settings.logo.title)}</h2>
            <Transition>
                {move || late(async move {
                    stored.await.ok().and_then(|logo| logo.path).map(|path| {
                        view! {
                            <div class="row">
                                <img class="logo" src=path alt="" />
                                {(!readonly).then(taking_away)}
                            </div>
                        }
                    })
                })}
            </Transition>
            {(!readonly).then(upload)}
        </section>
    }
}
