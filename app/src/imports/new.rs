//! `/imports/nieuw`: the empty workbook down, the filled-in one up. A plain form, so that it works before the page is awake.

use domain::{
    imports::MAX_FILE_BYTES,
    permissions::{Area, Level},
};
use leptos::{ev, html, prelude::*};
use leptos_i18n::I18nContext;
use leptos_router::hooks::use_query_map;

use super::chosen;
use crate::{
    i18n::*,
    templates,
    ui::{Button, Choices, Field, Icon, Kind, LinkButton, NoPermission, PageHead, SelectField, allowed},
};

/// Two steps on one page.
#[component]
pub fn NewImportPage() -> impl IntoView {
    let i18n = use_i18n();
    if !allowed(Area::Imports, Level::Edit) {
        return view! { <NoPermission area=Area::Imports /> }.into_any();
    }
    if !allowed(Area::Customers, Level::Edit) {
        return view! { <NoPermission area=Area::Customers /> }.into_any();
    }
    let lead = move || {
        view! {
            <a class="button quiet icon-only" href="/imports" aria-label=move || t_string!(i18n, ui.back) title=move || t_string!(i18n, ui.back)>
                <Icon name="chevron-left" />
            </a>
        }
    };
    let empty_workbook = Signal::derive(move || format!("/api/imports/template?taal={}", i18n.get_locale()));
    view! {
        <PageHead title=Signal::derive(move || t_string!(i18n, imports.new).to_owned()) lead />
        <div class="page-body narrow">
            <section class="section">
                <h2>"1. " {t!(i18n, imports.upload.fill)}</h2>
                <p>{t!(i18n, imports.upload.fill_text)}</p>
                <div class="row">
                    <LinkButton href=empty_workbook icon="download" download=true>{t!(i18n, imports.upload.download)}</LinkButton>
                </div>
            </section>
            <section class="section">
                <h2>"2. " {t!(i18n, imports.upload.send)}</h2>
                <p>{t!(i18n, imports.upload.send_text)}</p>
                <UploadForm />
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn UploadForm() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let template = RwSignal::new(String::new());
    let known = Resource::new(|| (), |()| templates::api::choices());
    let choices = Signal::derive(move || -> Choices {
        let known = known.get().and_then(Result::ok).unwrap_or_default();
        known.into_iter().map(|choice| (choice.id.to_string(), choice.name)).collect()
    });
    let too_large = RwSignal::new(false);
    let refused = move || match too_large.get() {
        true => Some("te-groot".to_owned()),
        false => query.read().get("fout"),
    };
    let error = Signal::derive(move || refused().map(|reason| sentence(i18n, &reason).to_owned()));
    let sending = RwSignal::new(false);
    view! {
        <form class="form" method="post" action="/api/imports/upload" enctype="multipart/form-data" on:submit=move |_| sending.set(true)>
            <Transition>
                {move || Suspend::new(async move {
                    known.await.ok().filter(|known| !known.is_empty()).map(|_| view! {
                        <SelectField
                            name="template"
                            label=Signal::derive(move || t_string!(i18n, imports.upload.template).to_owned())
                            help=Signal::derive(move || t_string!(i18n, imports.upload.template_help).to_owned())
                            empty=Signal::derive(move || Some(t_string!(i18n, imports.upload.no_template).to_owned()))
                            value=template
                            choices
                        />
                    })
                })}
            </Transition>
            <Dropzone error too_large />
            <div class="form-foot">
                <Button kind=Kind::Primary submit=true icon="upload" pending=sending disabled=too_large>{t!(i18n, imports.upload.check)}</Button>
            </div>
        </form>
    }
}

/// A file field that a file can be dropped on.
#[component]
fn Dropzone(error: Signal<Option<String>>, too_large: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let input = NodeRef::<html::Input>::new();
    let name = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let look = move || {
        let file = input.get_untracked().and_then(|input| chosen::file(&input));
        too_large.set(file.as_ref().is_some_and(|(_, size)| *size > MAX_FILE_BYTES as f64));
        name.set(file.map(|(name, _)| name));
    };
    // The browser keeps a choice made before the page woke.
    Effect::new(move || {
        if input.get().is_some() {
            look();
        }
    });
    let take = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(input) = input.get_untracked() {
            chosen::take_dropped(&event, &input);
            look();
        }
    };
    view! {
        <Field name="file" label=Signal::derive(move || t_string!(i18n, imports.upload.file).to_owned()) error required=true>
            <div
                class="dropzone"
                class:over=move || over.get()
                on:dragover=move |event| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=take
            >
                <Icon name="file-spreadsheet" />
                <strong aria-live="polite">{move || name.get().unwrap_or_else(|| t_string!(i18n, imports.upload.drop).to_owned())}</strong>
                <small id="field-file-limits">{t!(i18n, imports.upload.limits)}</small>
                <input
                    type="file"
                    id="field-file"
                    name="file"
                    accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    required
                    aria-describedby="field-file-limits field-file-error"
                    aria-invalid=move || error.read().is_some().then_some("true")
                    node_ref=input
                    on:change=move |_| look()
                />
            </div>
        </Field>
    }
}

/// Why the upload was not taken in.
fn sentence(i18n: I18nContext<Locale>, reason: &str) -> &'static str {
    match reason {
        "geen-bestand" => t_string!(i18n, imports.upload.no_file),
        "te-groot" => t_string!(i18n, imports.upload.too_large),
        _ => t_string!(i18n, imports.upload.broken),
    }
}
