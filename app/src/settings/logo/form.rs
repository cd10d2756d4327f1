//! The logo on the page of the firm's data. A plain form, so that it works before the page is awake.

use leptos::{ev, prelude::*, web_sys::HtmlFormElement};

use super::{LogoRequest, MAX_BYTES, UPLOAD};
use crate::{
    i18n::*,
    settings::{api, pages::use_saving},
    ui::{Button, Field, Kind, late, sending, use_query, use_toaster},
};

/// Shows the logo, takes another one, or takes it away.
#[component]
pub fn LogoForm(
    readonly: bool,
    /// Hears the version that the firm's data have after it.
    on_change: Callback<i32>,
) -> impl IntoView {
    let (i18n, toaster, query) = (use_i18n(), use_toaster(), use_query());
    let stored = Resource::new(|| (), |()| api::logo());
    let now = move || stored.get().and_then(Result::ok);
    let said = RwSignal::new(None::<String>);
    let under_way = RwSignal::new(false);
    let changed = move || {
        toaster.say(t_string!(i18n, ui.saved));
        stored.refetch();
    };
    Effect::new(move |before: Option<Option<i32>>| {
        let version = now().map(|logo| logo.version);
        if let Some(version) = version.filter(|_| before.flatten().is_some_and(|before| Some(before) != version)) {
            on_change.run(version);
        }
        version
    });
    let putting_back = use_saving(api::set_logo, move |_| changed());
    let removed = StoredValue::new(None);
    let removing = use_saving(api::set_logo, move |_| {
        stored.refetch();
        toaster.say_with_undo(t_string!(i18n, settings.logo.removed), move || {
            putting_back.send(LogoRequest { id: removed.get_value() });
        });
    });
    let remove = move |event: ev::SubmitEvent| {
        event.prevent_default();
        removed.set_value(now().and_then(|logo| logo.id));
        removing.send(LogoRequest { id: None });
    };
    let answer = Callback::new(move |address: Option<String>| {
        under_way.set(false);
        let why = address.as_ref().map(|address| address.split_once("logo=").map(|(_, why)| why.to_owned()));
        match why {
            Some(None) => changed(),
            Some(Some(why)) => said.set(Some(why)),
            None => said.set(Some("afgebroken".to_owned())),
        }
    });
    let send = move |event: ev::SubmitEvent| {
        said.set(None);
        let form: HtmlFormElement = event_target(&event);
        if sending::send(&form, Callback::new(|_| ()), answer).is_some() {
            under_way.set(true);
            event.prevent_default();
        }
    };
    let error = Signal::derive(move || {
        said.get().or_else(|| query.read().get("logo")).map(|why| {
            match why.as_str() {
                "geen-bestand" => t_string!(i18n, settings.logo.no_file),
                "te-groot" => t_string!(i18n, settings.logo.too_large),
                "geen-beeld" => t_string!(i18n, settings.logo.no_picture),
                _ => t_string!(i18n, settings.logo.broken),
            }
            .to_owned()
        })
    });
    let label = Signal::derive(move || t_string!(i18n, settings.logo.file).to_owned());
    let help = Signal::derive(move || t_string!(i18n, settings.logo.help, megabytes = MAX_BYTES / 1024 / 1024));
    let taking_away = move || {
        view! {
            <form method="post" novalidate action=UPLOAD enctype="multipart/form-data" on:submit=remove>
                <input type="hidden" name="remove" value="ja" />
                <Button kind=Kind::Quiet submit=true icon="trash-2" pending=removing.pending>
                    {t!(i18n, settings.logo.remove)}
                </Button>
            </form>
        }
    };
    let upload = move || {
        view! {
            <form class="form" method="post" novalidate action=UPLOAD enctype="multipart/form-data" on:submit=send>
                <Field name="file" label help error>
                    <input
                        type="file"
                        id="field-file"
                        name="file"
                        accept="image/png,image/jpeg"
                        aria-describedby="field-file-help field-file-error"
                        aria-invalid=move || error.read().is_some().then_some("true")
                    />
                </Field>
                <div class="form-foot">
                    <Button submit=true icon="upload" pending=under_way>
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
