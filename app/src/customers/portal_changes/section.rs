//! Above the card: what the customer changed itself, and what waits for approval.

use std::collections::BTreeSet;

use domain::permissions::{Area, Level};
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;
use uuid::Uuid;

use super::{DecideRequest, News, Proposed, SeenRequest, Waiting, api};
use crate::{
    audit::ByWhom,
    customers::{
        fields,
        form::{
            duplicates_notice::{DuplicatesNote, DuplicatesNotice},
            request::ALTHOUGH_DUPLICATE,
        },
        records::Duplicates,
    },
    error::{AppError, Refusal},
    i18n::*,
    ui::{self, Button, CameBack, Icon, PostForm, came_back, came_back_fields, use_toaster},
};

/// Both notices, where there is something to say. `changed` reads the card again.
#[component]
pub fn PortalChanges(
    id: Uuid,
    country: String,
    news: Option<News>,
    waiting: Option<Waiting>,
    changed: Callback<()>,
) -> impl IntoView {
    view! {
        {waiting.map(|waiting| view! { <Approval id country waiting changed /> })}
        {news.map(|news| view! { <Unseen id news changed /> })}
    }
}

#[component]
fn Unseen(id: Uuid, news: News, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let News { stamp, fields, own, records } = news;
    let until = stamp.at;
    let what = move || {
        let records = (!records.is_empty()).then(|| t_string!(i18n, card.changes.records).to_owned());
        let named = fields.iter().filter_map(|field| fields::label(i18n, field)).map(str::to_owned);
        let own = own.values().map(|labels| labels.of(ui::lang(i18n.get_locale())).to_owned());
        named.chain(own).chain(records).collect::<Vec<_>>().join(", ")
    };
    let send = move || {
        spawn_local(async move {
            if let Err(error) = api::seen(SeenRequest { id, until }).await {
                toaster.failed(error);
            }
            changed.try_run(());
        });
    };
    let may_edit = ui::allowed(Area::Customers, Level::Edit);
    view! {
        <div class="notice info portal-changes">
            <Icon name="building-2" />
            <div>
                <p><strong>{t!(i18n, card.changes.title)}</strong> " " {what}</p>
                <p class="soft small"><ByWhom stamp /></p>
                {may_edit
                    .then(|| {
                        view! {
                            <PostForm
                                action="/api/customers/changes_seen_form"
                                along=vec![("id", id.to_string()), ("until", until.to_rfc3339())]
                                class="row"
                                send
                            >
                                <Button submit=true icon="check">{t!(i18n, card.changes.seen)}</Button>
                            </PostForm>
                        }
                    })}
            </div>
        </div>
    }
}

/// What the customer wants changed beside what it is now, each with a box.
#[component]
fn Approval(id: Uuid, country: String, waiting: Waiting, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let country = StoredValue::new(country);
    let toaster = use_toaster();
    let Waiting { version, stamp, fields, duplicates } = waiting;
    let may = |field: &str| {
        ui::allowed(Area::Customers, Level::Edit) && (field != "iban" || ui::allowed(Area::Financial, Level::Edit))
    };
    let may_any = fields.iter().any(|proposed| may(&proposed.field));
    let chosen: BTreeSet<String> =
        fields.iter().map(|proposed| proposed.field.clone()).filter(|field| may(field)).collect();
    let chosen = RwSignal::new(chosen);
    let proposals = StoredValue::new(fields.clone());
    let none_ticked = move || chosen.read().is_empty();
    let (approve, although_duplicate) = (RwSignal::new(true), RwSignal::new(false));
    let wrong = RwSignal::new(None::<AppError>);
    let (noted, has_duplicates) = (!duplicates.is_none(), !duplicates.found.is_empty());
    let duplicates = StoredValue::new(duplicates);
    let stopped = RwSignal::new(false);
    // Before the form is sent: which of its buttons sends it.
    let press = move |approves: bool, although: bool| {
        move |event: ev::MouseEvent| {
            if untrack(none_ticked) {
                event.prevent_default();
            }
            approve.set(approves);
            although_duplicate.set(although);
        }
    };
    let send = move || {
        let (fields, approve) = (chosen.get_untracked(), approve.get_untracked());
        let although_duplicate = although_duplicate.get_untracked();
        spawn_local(async move {
            match api::decide(DecideRequest { id, version, fields, approve, although_duplicate }).await {
                Ok(()) if approve => toaster.say(t_string!(i18n, card.changes.approved)),
                Ok(()) => toaster.say(t_string!(i18n, card.changes.refused)),
                Err(error @ AppError::Invalid(_)) => {
                    let _ = wrong.try_set(Some(error));
                    return;
                }
                Err(AppError::Taken(_)) if has_duplicates => {
                    let _ = stopped.try_set(true);
                    return;
                }
                Err(error) => toaster.failed(error),
            }
            changed.try_run(());
        });
    };
    let row = move |proposed: Proposed| {
        let may = may(&proposed.field);
        view! { <Row proposed country chosen may /> }
    };
    let refusal = move || match wrong.get() {
        Some(AppError::Invalid(fields)) => Some(proposals.with_value(|proposals| refusals(i18n, &fields, proposals))),
        _ => None,
    };
    view! {
        <section class="notice warning portal-changes" aria-labelledby="approval-title">
            <Icon name="triangle-alert" />
            <div>
                <h2 id="approval-title">{t!(i18n, card.changes.waits)}</h2>
                {stamp.map(|stamp| view! { <p class="soft small"><ByWhom stamp /></p> })}
                <PostForm
                    action="/api/customers/decide_form"
                    along=vec![("id", id.to_string()), ("version", version.to_string())]
                    class="stack"
                    send
                >
                    {came_back_fields().map(|fields| wrong.set(Some(AppError::Invalid(fields))))}
                    {came_back().as_ref().is_some_and(CameBack::is_taken).then(|| stopped.set(noted))}
                    {move || (noted && !stopped.get()).then(|| view! { <DuplicatesNote duplicates=duplicates.get_value() /> })}
                    {move || refusal().map(|words| view! { <p class="field-error" role="alert">{words}</p> })}
                    <div class="table-box" tabindex="0" role="group" aria-labelledby="approval-title">
                        <table class="diff proposal">
                            <thead>
                                <tr>
                                    <th scope="col">{t!(i18n, audit.field)}</th>
                                    <th scope="col">{t!(i18n, card.changes.now)}</th>
                                    <th scope="col">{t!(i18n, card.changes.proposed)}</th>
                                </tr>
                            </thead>
                            <tbody>{fields.into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                    {may_any
                        .then(|| {
                            view! {
                                <div class="row">
                                    <button
                                        type="submit"
                                        class="button primary"
                                        name="decision"
                                        value="approve"
                                        aria-disabled=move || none_ticked().then_some("true")
                                        aria-describedby="approval-reason"
                                        on:click=press(true, false)
                                    >
                                        <Icon name="check" />
                                        {t!(i18n, card.changes.approve)}
                                    </button>
                                    <button
                                        type="submit"
                                        class="button"
                                        name="decision"
                                        value="refuse"
                                        aria-disabled=move || none_ticked().then_some("true")
                                        aria-describedby="approval-reason"
                                        on:click=press(false, false)
                                    >
                                        <Icon name="x" />
                                        {t!(i18n, card.changes.refuse)}
                                    </button>
                                </div>
                                <p class="soft small" id="approval-reason">
                                    {move || none_ticked().then(|| ui::message(i18n, &AppError::Refused(Refusal::NothingTicked)))}
                                </p>
                            }
                        })}
                    // Behind the other buttons: Enter presses the first.
                    {move || {
                        stopped
                            .get()
                            .then(|| view! { <Holders duplicates=duplicates.get_value() press=Callback::new(press(true, true)) /> })
                    }}
                </PostForm>
            </div>
        </section>
    }
}

/// Who else has a number that was approved, with the way on.
#[component]
fn Holders(duplicates: Duplicates, press: Callback<ev::MouseEvent>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <DuplicatesNotice duplicates>
            <button type="submit" class="button secondary" name=ALTHOUGH_DUPLICATE value="true" on:click=move |event| { press.try_run(event); }>
                <span class="button-text">{t!(i18n, card.duplicates.approve_anyway)}</span>
            </button>
        </DuplicatesNotice>
    }
}

/// One field, by its label, with what it is now and what it would be.
#[component]
fn Row(
    proposed: Proposed,
    country: StoredValue<String>,
    chosen: RwSignal<BTreeSet<String>>,
    may: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let Proposed { field, now, proposed } = proposed;
    let box_id = format!("approve-{field}");
    let name = format!("field_{field}");
    // A form that came back shows the ticks with which it was sent.
    let is_ticked = came_back().is_none_or(|came_back| came_back.texts.contains_key(&name));
    if !is_ticked {
        chosen.update(|chosen| {
            chosen.remove(&field);
        });
    }
    let label = {
        let field = field.clone();
        move || fields::label(i18n, &field)
    };
    let side = |value: String| {
        let field = field.clone();
        move || match field.as_str() {
            _ if value.is_empty() => "–".to_owned(),
            "country" => fields::country_name(i18n.get_locale(), &value),
            field => country.with_value(|country| fields::readable_in(country, field, &value)),
        }
    };
    let (before, after) = (side(now), side(proposed));
    let toggle = move |on: bool| {
        chosen.update(|chosen| {
            if on {
                chosen.insert(field.clone())
            } else {
                chosen.remove(&field)
            };
        });
    };
    view! {
        <tr>
            <th scope="row">
                {may
                    .then(|| {
                        view! {
                            <input type="checkbox" id=box_id.clone() name=name value="true" checked=is_ticked on:change=move |event| toggle(event_target_checked(&event)) />
                        }
                    })}
                <label for=box_id>{label}</label>
            </th>
            <td class="before">{before}</td>
            <td class="after">{after}</td>
        </tr>
    }
}

/// What is wrong with what was approved, a sentence a field.
fn refusals(i18n: I18nContext<Locale>, wrong: &crate::error::Fields, proposed: &[Proposed]) -> String {
    let sentence = |(field, error): (&String, &crate::error::FieldError)| {
        let value = proposed.iter().find(|one| one.field == *field).map_or("", |one| one.proposed.as_str());
        ui::field_message(i18n, error, fields::label(i18n, field).unwrap_or(field), &fields::readable(field, value))
    };
    wrong.iter().map(sentence).collect::<Vec<_>>().join(" ")
}
