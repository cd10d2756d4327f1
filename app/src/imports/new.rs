//! `/imports/nieuw`: the empty workbook down, the filled-in one up. A plain form, so that it works before hydration.

use domain::imports::MAX_FILE_BYTES;
use leptos::{ev, prelude::*, web_sys::HtmlFormElement};
use leptos_i18n::I18nContext;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::may::missing_right;
use crate::{
    i18n::*,
    templates,
    ui::{
        BackLink, Button, Choices, Dropzone, Kind, LinkButton, NoPermission, PageHead, Progress, SelectField, late,
        sending::{self, Request},
        use_query,
    },
};

/// Two steps on one page.
#[component]
pub fn NewImportPage() -> impl IntoView {
    let i18n = use_i18n();
    if let Some(area) = missing_right() {
        return view! { <NoPermission area /> }.into_any();
    }
    let lead = move || {
        view! {
            <BackLink href="/imports" />
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
                    <LinkButton href=empty_workbook icon="download" file=true>{t!(i18n, imports.upload.download)}</LinkButton>
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
    let query = use_query();
    let template = RwSignal::new(String::new());
    let known = Resource::new(|| (), |()| templates::api::choices());
    let choices = Signal::derive(move || -> Choices {
        let known = known.get().and_then(Result::ok).unwrap_or_default();
        known.into_iter().map(|choice| (choice.id.to_string(), choice.name)).collect()
    });
    // What it is for, until one is chosen: then what that gives.
    let template_help = move || {
        let chosen = template.read().parse::<Uuid>().ok();
        let known = known.get().and_then(Result::ok).unwrap_or_default();
        match known.iter().find(|choice| Some(choice.id) == chosen) {
            Some(choice) => templates::gives(i18n, &choice.gives),
            None => t_string!(i18n, imports.upload.template_help).to_owned(),
        }
    };
    let too_large = RwSignal::new(false);
    let sending = Sending::new();
    let refused = move || match (too_large.get(), sending.outcome.get()) {
        (true, _) => Some("te-groot".to_owned()),
        (_, Some(Outcome::Broken)) => Some("afgebroken".to_owned()),
        (_, Some(Outcome::Cancelled)) => None,
        _ => query.read().get("fout"),
    };
    let error = Signal::derive(move || refused().map(|reason| sentence(i18n, &reason).to_owned()));
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Outcome::Answered(address)) = sending.outcome.get() {
            let origin = window().location().origin().unwrap_or_default();
            navigate(address.strip_prefix(&origin).unwrap_or(&address), Default::default());
        }
    });
    let send = move |event: ev::SubmitEvent| {
        if sending.begin(event_target(&event)) {
            event.prevent_default();
        }
    };
    view! {
        <form class="form" method="post" novalidate action="/api/imports/upload" enctype="multipart/form-data" on:submit=send>
            <Transition>
                {move || late(async move {
                    known.await.ok().filter(|known| !known.is_empty()).map(|_| view! {
                        <SelectField
                            name="template"
                            label=Signal::derive(move || t_string!(i18n, imports.upload.template).to_owned())
                            help=Signal::derive(template_help)
                            empty=Signal::derive(move || Some(t_string!(i18n, imports.upload.no_template).to_owned()))
                            value=template
                            choices
                        />
                    })
                })}
            </Transition>
            <Dropzone
                label=Signal::derive(move || t_string!(i18n, imports.upload.file).to_owned())
                limits=Signal::derive(move || t_string!(i18n, imports.upload.limits).to_owned())
                icon="file-spreadsheet"
                accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                most=MAX_FILE_BYTES
                too_large
                error
                required=true
            />
            <div class="form-foot">
                <Button kind=Kind::Primary submit=true icon="upload" pending=sending.under_way() disabled=too_large>{t!(i18n, imports.upload.check)}</Button>
                {move || {
                    sending
                        .under_way()
                        .get()
                        .then(|| view! { <Button on_click=move |_| sending.cancel()>{t!(i18n, ui.cancel)}</Button> })
                }}
            </div>
            {move || sending.under_way().get().then(|| view! { <SendingProgress sending /> })}
        </form>
    }
}

/// What became of sending the file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    /// The server took it in or says why not, at this address.
    Answered(String),
    Broken,
    Cancelled,
}

/// A file on its way to the server.
#[derive(Clone, Copy)]
struct Sending {
    request: StoredValue<Option<Request>>,
    /// Bytes sent, and bytes in all; none while nothing is on its way.
    reached: RwSignal<Option<(u64, u64)>>,
    outcome: RwSignal<Option<Outcome>>,
}

impl Sending {
    fn new() -> Self {
        let sending =
            Self { request: StoredValue::new(None), reached: RwSignal::new(None), outcome: RwSignal::new(None) };
        // Who leaves the page does not wait for the file.
        on_cleanup(move || sending.cancel());
        sending
    }

    /// Sends the form; false where the browser has to do so itself.
    fn begin(self, form: HtmlFormElement) -> bool {
        self.outcome.set(None);
        let progress = Callback::new(move |reached| self.reached.set(Some(reached)));
        let answer = Callback::new(move |address: Option<String>| {
            self.reached.set(None);
            // Who broke it off knows.
            self.outcome.update(|outcome| {
                outcome.get_or_insert(address.map_or(Outcome::Broken, Outcome::Answered));
            });
        });
        let request = sending::send(&form, progress, answer);
        let begun = request.is_some();
        self.reached.set(begun.then_some((0, 0)));
        self.request.set_value(request);
        begun
    }

    fn under_way(self) -> Signal<bool> {
        Signal::derive(move || self.reached.read().is_some())
    }

    fn cancel(self) {
        if let Some(request) = self.request.try_update_value(Option::take).flatten() {
            self.outcome.try_set(Some(Outcome::Cancelled));
            request.abort();
        }
    }
}

/// How much of the file has left, in kB.
#[component]
fn SendingProgress(sending: Sending) -> impl IntoView {
    const KB: u64 = 1_000;
    let i18n = use_i18n();
    let reached = move || sending.reached.get().unwrap_or_default();
    view! {
        <p role="status">{t!(i18n, imports.upload.sending)}</p>
        <Progress
            done=Signal::derive(move || reached().0 / KB)
            total=Signal::derive(move || reached().1 / KB)
            label=Signal::derive(move || t_string!(i18n, imports.upload.sending).to_owned())
        />
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
