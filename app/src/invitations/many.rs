//! `/klanten/uitnodigen`: inviting many customers at once: `?ids=` some, `?import=` all that an import made, `?job=` while it runs.

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;

use super::{
    api::{self, SelectionRequest, SendManyRequest, SendRequest},
    outcome::Running,
    preview::MailPreview,
    records::{Kept, PreparedMany, Ready, Selection},
    words,
};
use crate::{
    error::{AppError, Fields},
    i18n::*,
    limits::MAILS_AT_ONCE,
    ui::{
        Button, Empty, ErrorState, Icon, Kind, LinkButton, NoPermission, PageHead, Skeleton, TextArea, allowed,
        field_error, grouped, use_query, use_toaster,
    },
};

/// First who will be invited and who not, then the progress, then the result.
#[component]
pub fn InviteManyPage() -> impl IntoView {
    if !allowed(Area::Invitations, Level::Edit) {
        return view! { <NoPermission area=Area::Invitations /> }.into_any();
    }
    let query = use_query();
    let id = |text: &str| Uuid::parse_str(text).ok();
    let job = Memo::new(move |_| query.read().get_str("job").and_then(id));
    let selection = Memo::new(move |_| {
        let query = query.read();
        let ids = query.get_str("ids").unwrap_or_default().split(',').filter_map(id).collect();
        Selection { ids, import: query.get_str("import").and_then(id) }
    });
    let shown = move || match job.get() {
        Some(job_id) => view! { <Head /> <Running job_id /> }.into_any(),
        None => view! { <Choosing selection=selection.get() /> }.into_any(),
    };
    shown.into_any()
}

#[component]
fn Head(#[prop(into, optional)] primary: ViewFn) -> impl IntoView {
    let i18n = use_i18n();
    let lead = move || {
        view! {
            <a class="button quiet icon-only" href="/klanten" aria-label=move || t_string!(i18n, ui.back) title=move || t_string!(i18n, ui.back)>
                <Icon name="chevron-left" />
            </a>
        }
    };
    view! { <PageHead title=Signal::derive(move || t_string!(i18n, invitations.invite_many).to_owned()) lead primary /> }
}

/// What would happen.
#[component]
fn Choosing(selection: Selection) -> impl IntoView {
    let selection = StoredValue::new(selection);
    let prepared =
        Resource::new(|| (), move |()| api::prepare_many(SelectionRequest { selection: selection.get_value() }));
    view! {
        <Suspense fallback=|| view! { <Skeleton /> }>
            {move || Suspend::new(async move {
                match prepared.await {
                    Ok(prepared) => view! { <Chosen selection=selection.get_value() prepared /> }.into_any(),
                    Err(error) => view! { <ErrorState error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Chosen(selection: Selection, prepared: PreparedMany) -> impl IntoView {
    let i18n = use_i18n();
    let PreparedMany { ready_count, ready, kept_count, kept } = prepared;
    let toaster = use_toaster();
    let navigate = use_navigate();
    let note = RwSignal::new(String::new());
    let wrong = RwSignal::new(Fields::new());
    let pending = RwSignal::new(false);
    let first = ready.first().cloned();
    let Some(first) = first else {
        return view! {
            <Head />
            <div class="page-body">
                <Empty
                    icon="mail"
                    title=Signal::derive(move || t_string!(i18n, invitations.nobody).to_owned())
                    text=Signal::derive(move || t_string!(i18n, invitations.nobody_text).to_owned())
                >
                    <LinkButton href="/klanten" kind=Kind::Primary>{t!(i18n, invitations.to_customers)}</LinkButton>
                </Empty>
                <KeptList count=kept_count kept />
            </div>
        }
        .into_any();
    };
    let shown = RwSignal::new(String::new());
    let show = leptos_use::use_debounce_fn(move || shown.set(note.get_untracked()), 250.0);
    Effect::new(move |before: Option<()>| {
        note.track();
        if before.is_some() {
            show();
        }
    });
    let request = Signal::derive(move || {
        Some(SendRequest { customer_id: first.id, recipient: first.recipient.clone(), note: shown.get() })
    });
    let send = Callback::new(move |()| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        wrong.set(Fields::new());
        let (navigate, selection) = (navigate.clone(), selection.clone());
        spawn_local(async move {
            match api::send_many(SendManyRequest { selection, note: note.get_untracked() }).await {
                Ok(job) => navigate(
                    &format!("/klanten/uitnodigen?job={job}"),
                    NavigateOptions { replace: true, ..Default::default() },
                ),
                Err(AppError::Invalid(fields)) => wrong.set(fields),
                Err(error) => toaster.failed(error),
            }
            pending.set(false);
        });
    });
    let count = move || grouped(i18n.get_locale(), ready_count as u64);
    let label = move || t_string!(i18n, invitations.note);
    let error = move || wrong.with(|wrong| field_error(i18n, wrong, "note", label(), &note.read()));
    let primary = move || {
        view! {
            <Button kind=Kind::Primary icon="send" pending on_click=move |_| send.run(())>
                {move || t_string!(i18n, invitations.send_many, count = count())}
            </Button>
        }
    };
    view! {
        <Head primary />
        <div class="page-body">
            <div class="beside">
                <div class="form">
                    <TextArea
                        name="note"
                        label=Signal::derive(move || label().to_owned())
                        help=Signal::derive(move || t_string!(i18n, invitations.note_help_many).to_owned())
                        value=note
                        optional=true
                        error=Signal::derive(error)
                    />
                    {(ready_count > MAILS_AT_ONCE).then(|| view! { <p class="soft">{t!(i18n, invitations.spread)}</p> })}
                    <ReadyList count=ready_count ready />
                    <KeptList count=kept_count kept />
                </div>
                <MailPreview request />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn ReadyList(count: usize, ready: Vec<Ready>) -> impl IntoView {
    let i18n = use_i18n();
    let rest = count - ready.len();
    let row = |Ready { id, customer, recipient }: Ready| {
        view! { <tr><th scope="row"><a href=format!("/klanten/{id}")>{customer}</a></th><td>{recipient.email}</td></tr> }
    };
    view! {
        <section class="stack">
            <h2>{move || t_string!(i18n, invitations.ready, count = grouped(i18n.get_locale(), count as u64))}</h2>
            <table class="list compact wrap">
                <thead><tr><th scope="col">{t!(i18n, invitations.customer)}</th><th scope="col">{t!(i18n, invitations.email)}</th></tr></thead>
                <tbody>{ready.into_iter().map(row).collect_view()}</tbody>
            </table>
            <Rest rest />
        </section>
    }
}

#[component]
fn KeptList(count: usize, kept: Vec<Kept>) -> impl IntoView {
    let i18n = use_i18n();
    let rest = count - kept.len();
    let row = move |Kept { id, customer, obstacle }: Kept| {
        view! {
            <tr>
                <th scope="row"><a href=format!("/klanten/{id}")>{customer}</a></th>
                <td>{move || words::obstacle(i18n, obstacle)}</td>
            </tr>
        }
    };
    (count > 0).then(|| {
        view! {
            <section class="stack">
                <h2>{move || t_string!(i18n, invitations.kept, count = grouped(i18n.get_locale(), count as u64))}</h2>
                <table class="list compact wrap">
                    <thead><tr><th scope="col">{t!(i18n, invitations.customer)}</th><th scope="col">{t!(i18n, invitations.why_not)}</th></tr></thead>
                    <tbody>{kept.into_iter().map(row).collect_view()}</tbody>
                </table>
                <Rest rest />
            </section>
        }
    })
}

/// How many more there are than are shown.
#[component]
fn Rest(rest: usize) -> impl IntoView {
    let i18n = use_i18n();
    (rest > 0).then(|| {
        view! { <p class="soft">{move || t_string!(i18n, invitations.and_more, count = grouped(i18n.get_locale(), rest as u64))}</p> }
    })
}
