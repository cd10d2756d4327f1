//! `/klanten/uitnodigen`: inviting many customers at once: `?ids=` some, `?import=` all that an import made,
//! `?alle=` all that the list of the address shows, `?job=` while it runs.

use std::collections::BTreeSet;

use domain::{
    Language,
    permissions::{Area, Level},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use uuid::Uuid;

use super::{
    api::{self, SelectionRequest, SendManyRequest, SendRequest},
    notes::{Note, NoteField},
    outcome::Running,
    preview::MailPreview,
    records::{Kept, PreparedMany, Ready, Selection},
    words,
};
use crate::{
    customers::list::address::{self, ListQuery},
    error::AppError,
    i18n::*,
    limits::{MAILS_A_DAY, MAILS_A_DAY_OF_FIRM, MAILS_AT_ONCE},
    paths,
    ui::{
        BackLink, Button, Checks, Empty, ErrorState, ErrorSummary, Kind, LinkButton, MailLink, NoPermission, PageHead,
        PostForm, Shape, Skeleton, allowed, grouped, late, use_lead_on, use_query, use_toaster,
    },
};

/// The id of the form.
const FORM: &str = "invitations";

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
        Selection {
            ids: address::ids_in(&query),
            import: query.get_str("import").and_then(id),
            list: query.get_str(address::ALL).map(|_| ListQuery::read(&query)),
        }
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
            <BackLink href="/klanten" />
        }
    };
    view! { <PageHead title=Signal::derive(move || t_string!(i18n, invitations.invite_many).to_owned()) lead primary /> }
}

/// What would happen.
#[component]
fn Choosing(selection: Selection) -> impl IntoView {
    let selection = StoredValue::new(selection);
    let prepared = Resource::new(
        || (),
        move |()| api::prepare_many(SelectionRequest { selection: selection.get_value(), after: None }),
    );
    view! {
        <Suspense fallback=|| view! { <Skeleton shape=Shape::Form /> }>
            {move || late(async move {
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
    let PreparedMany { ready_count, languages, days, ready, next, kept_count, kept } = prepared;
    let toaster = use_toaster();
    let lead_on = use_lead_on();
    let notes: Vec<Note> = languages.into_iter().map(|(language, count)| Note::of(language, count)).collect();
    let notes = StoredValue::new(notes);
    let checks = Checks::of_server();
    let pending = RwSignal::new(false);
    if ready.is_empty() {
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
    }
    // What goes along is what a plain form has of the page.
    let along = vec![("selection", serde_json::to_string(&selection).unwrap_or_default())];
    let of = StoredValue::new(selection.clone());
    let send = Callback::new(move |()| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        checks.forget();
        let (lead_on, selection) = (lead_on.clone(), selection.clone());
        let notes = notes
            .with_value(|notes| notes.iter().map(|note| (note.language.clone(), note.text.get_untracked())).collect());
        spawn_local(async move {
            match api::send_many(SendManyRequest { selection, note: String::new(), notes }).await {
                Ok(job) => lead_on(
                    &format!("{}?job={job}", address::INVITE),
                    NavigateOptions { replace: true, ..Default::default() },
                ),
                Err(AppError::Invalid(fields)) => checks.refuse(fields),
                Err(error) => toaster.failed(error),
            }
            pending.set(false);
        });
    });
    let count = move || grouped(i18n.get_locale(), ready_count as u64);
    let words = move || match ready_count {
        1 => t_string!(i18n, invitations.send_one).to_owned(),
        _ => t_string!(i18n, invitations.send_many, count = count()),
    };
    let primary = move || {
        view! {
            <Button kind=Kind::Primary icon="send" pending submit=true form=FORM>
                {words}
            </Button>
        }
    };
    let several = notes.with_value(Vec::len) > 1;
    let field = move |note: Note| view! { <NoteField note several checks /> };
    let summary = move || {
        view! { <ErrorSummary summary=checks.summary() /> }
    };
    view! {
        <Head primary />
        <div class="page-body">
            <div class="beside">
                <div class="form">
                    <PostForm form_id=FORM action="/api/invitations/send_many_form" along send=move || send.run(())>
                        {several.then(summary)}
                        {notes.get_value().into_iter().map(field).collect_view()}
                    </PostForm>
                    {(ready_count > MAILS_AT_ONCE).then(|| view! { <p class="soft">{t!(i18n, invitations.spread)}</p> })}
                    {(days > 1).then(|| view! { <p class="soft">{move || over_days(i18n, days)}</p> })}
                    <ReadyList count=ready_count ready=ready.clone() />
                    <KeptList count=kept_count kept />
                </div>
                <Previews of ready next total=ready_count notes />
            </div>
        </div>
    }
    .into_any()
}

/// Says that more leave than in one day may.
fn over_days(i18n: I18nContext<Locale>, days: u64) -> String {
    let number = |number: u64| grouped(i18n.get_locale(), number);
    let (most, most_of_firm) = (number(MAILS_A_DAY), number(MAILS_A_DAY_OF_FIRM));
    t_string!(i18n, invitations.over_days, most = most, firm = most_of_firm, days = number(days))
}

/// The mails of those who are invited, one after another.
#[component]
fn Previews(
    /// Who is invited.
    of: StoredValue<Selection>,
    /// The first of them.
    ready: Vec<Ready>,
    /// After whom the others are read, if there are more.
    next: Option<Uuid>,
    /// How many mails there are.
    total: usize,
    notes: StoredValue<Vec<Note>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let place = RwSignal::new(0_usize);
    let (ready, next, pending) = (RwSignal::new(ready), RwSignal::new(next), RwSignal::new(false));
    let is_last = Signal::derive(move || next.read().is_none() && place.get() + 1 >= ready.read().len());
    let forward = move |_| {
        if place.get_untracked() + 1 < ready.read_untracked().len() {
            place.update(|place| *place += 1);
            return;
        }
        let after = next.get_untracked();
        pending.set(true);
        spawn_local(async move {
            match api::prepare_many(SelectionRequest { selection: of.get_value(), after }).await {
                Ok(page) => {
                    next.set(page.next);
                    if ready.try_update(|ready| add(ready, page.ready)) == Some(true) {
                        place.update(|place| *place += 1);
                    }
                }
                Err(error) => toaster.failed(error),
            }
            pending.set(false);
        });
    };
    let request = Signal::derive(move || {
        ready.with(|ready| {
            let Ready { id, recipient, .. } = ready[place.get()].clone();
            let language = Language::written_to(&recipient.locale).to_string();
            let note = notes.with_value(|notes| {
                notes.iter().find(|note| note.language == language).map(|note| note.shown.get()).unwrap_or_default()
            });
            Some(SendRequest { customer_id: id, recipient, note })
        })
    });
    let where_one_is = move || {
        let customer = ready.with(|ready| ready[place.get()].customer.clone());
        // Somebody may be invited or removed while one reads: in the end as many count as were shown.
        let all = if next.read().is_some() { total } else { ready.read().len() };
        let (here, all) = (place.get() as u64 + 1, all as u64);
        let number = |number: u64| grouped(i18n.get_locale(), number);
        t_string!(i18n, invitations.preview_of, customer = customer, place = number(here), count = number(all))
    };
    view! {
        <div class="stack">
            <MailPreview request />
            {(total > 1)
                .then(|| {
                    view! {
                        <div class="mail-pager by-script">
                            <Button
                                kind=Kind::Quiet
                                icon="chevron-left"
                                disabled=Signal::derive(move || place.get() == 0)
                                on_click=move |_| place.update(|place| *place = place.saturating_sub(1))
                            >
                                {t!(i18n, invitations.preview_previous)}
                            </Button>
                            <span class="soft small" role="status">{where_one_is}</span>
                            <Button
                                kind=Kind::Quiet
                                icon="chevron-right"
                                disabled=is_last
                                pending
                                on_click=forward
                            >
                                {t!(i18n, invitations.preview_next)}
                            </Button>
                        </div>
                    }
                })}
        </div>
    }
}

/// Adds those of the next page that are not there yet: the first of each language is. Says whether there were any.
fn add(ready: &mut Vec<Ready>, page: Vec<Ready>) -> bool {
    let before = ready.len();
    let known: BTreeSet<Uuid> = ready.iter().map(|one| one.id).collect();
    ready.extend(page.into_iter().filter(|one| !known.contains(&one.id)));
    ready.len() > before
}

#[component]
fn ReadyList(count: usize, ready: Vec<Ready>) -> impl IntoView {
    let i18n = use_i18n();
    let rest = count - ready.len();
    let row = |Ready { id, customer, recipient }: Ready| {
        view! {
            <tr>
                <th scope="row"><a href=paths::card(id)>{customer}</a></th>
                <td data-title=move || t_string!(i18n, invitations.email)><MailLink email=recipient.email /></td>
            </tr>
        }
    };
    view! {
        <section class="stack">
            <h2>{move || t_string!(i18n, invitations.ready, count = grouped(i18n.get_locale(), count as u64))}</h2>
            <table class="list compact fixed wrap stacked">
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
                <th scope="row"><a href=paths::card(id)>{customer}</a></th>
                <td data-title=move || t_string!(i18n, invitations.why_not)>{move || words::obstacle(i18n, obstacle)}</td>
            </tr>
        }
    };
    (count > 0).then(|| {
        view! {
            <section class="stack">
                <h2>{move || t_string!(i18n, invitations.kept, count = grouped(i18n.get_locale(), count as u64))}</h2>
                <table class="list compact fixed wrap stacked">
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
