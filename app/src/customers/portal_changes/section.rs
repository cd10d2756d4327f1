//! Above the card: what the customer changed itself, and what waits for approval.

use std::collections::BTreeSet;

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;
use uuid::Uuid;

use super::{DecideRequest, News, Proposed, SeenRequest, Waiting, api};
use crate::{
    audit::ByWhom,
    customers::fields,
    error::AppError,
    i18n::*,
    ui::{self, Button, Icon, PostForm, use_toaster},
};

/// Both notices, where there is something to say. `changed` reads the card again.
#[component]
pub fn PortalChanges(id: Uuid, news: Option<News>, waiting: Option<Waiting>, changed: Callback<()>) -> impl IntoView {
    view! {
        {waiting.map(|waiting| view! { <Approval id waiting changed /> })}
        {news.map(|news| view! { <Unseen id news changed /> })}
    }
}

#[component]
fn Unseen(id: Uuid, news: News, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let News { stamp, fields, records } = news;
    let until = stamp.at;
    let what = move || {
        let records = (!records.is_empty()).then(|| t_string!(i18n, card.changes.records).to_owned());
        let named = fields.iter().filter_map(|field| fields::label(i18n, field)).map(str::to_owned);
        named.chain(records).collect::<Vec<_>>().join(", ")
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
fn Approval(id: Uuid, waiting: Waiting, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let Waiting { version, stamp, fields } = waiting;
    let may = |field: &str| {
        ui::allowed(Area::Customers, Level::Edit) && (field != "iban" || ui::allowed(Area::Financial, Level::Edit))
    };
    let may_any = fields.iter().any(|proposed| may(&proposed.field));
    let chosen: BTreeSet<String> =
        fields.iter().map(|proposed| proposed.field.clone()).filter(|field| may(field)).collect();
    let chosen = RwSignal::new(chosen);
    let proposals = StoredValue::new(fields.clone());
    let approve = RwSignal::new(true);
    let wrong = RwSignal::new(None::<AppError>);
    let send = move || {
        let (fields, approve) = (chosen.get_untracked(), approve.get_untracked());
        spawn_local(async move {
            match api::decide(DecideRequest { id, version, fields, approve }).await {
                Ok(()) if approve => toaster.say(t_string!(i18n, card.changes.approved)),
                Ok(()) => toaster.say(t_string!(i18n, card.changes.refused)),
                Err(error @ AppError::Invalid(_)) => {
                    let _ = wrong.try_set(Some(error));
                    return;
                }
                Err(error) => toaster.failed(error),
            }
            changed.try_run(());
        });
    };
    let row = move |proposed: Proposed| {
        let may = may(&proposed.field);
        view! { <Row proposed chosen may /> }
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
                                    <button type="submit" class="button primary" name="decision" value="approve" on:click=move |_| approve.set(true)>
                                        <Icon name="check" />
                                        {t!(i18n, card.changes.approve)}
                                    </button>
                                    <button type="submit" class="button" name="decision" value="refuse" on:click=move |_| approve.set(false)>
                                        <Icon name="x" />
                                        {t!(i18n, card.changes.refuse)}
                                    </button>
                                </div>
                            }
                        })}
                </PostForm>
            </div>
        </section>
    }
}

/// One field, by its label, with what it is now and what it would be.
#[component]
fn Row(proposed: Proposed, chosen: RwSignal<BTreeSet<String>>, may: bool) -> impl IntoView {
    let i18n = use_i18n();
    let Proposed { field, now, proposed } = proposed;
    let box_id = format!("approve-{field}");
    let name = format!("field_{field}");
    let label = {
        let field = field.clone();
        move || fields::label(i18n, &field)
    };
    let side = |value: String| {
        let field = field.clone();
        move || match field.as_str() {
            _ if value.is_empty() => "–".to_owned(),
            "country" => fields::country_name(i18n.get_locale(), &value),
            field => fields::readable(field, &value),
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
                            <input type="checkbox" id=box_id.clone() name=name value="true" checked=true on:change=move |event| toggle(event_target_checked(&event)) />
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
