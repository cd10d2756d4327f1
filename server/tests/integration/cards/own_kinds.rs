//! A field of the firm's own gets another kind: what is shown before, what becomes of its values, how that stops and goes on, and the way
//! back.

use app::{
    audit::history::{Event, RecordKind, Shown},
    customers::{
        form::request::{Filled, UpdateRequest},
        store,
    },
    error::{AppError, Refusal},
    jobs::JobState,
    own_fields::{Back, KindStep, KindView, Misfit, OwnField, OwnPatch},
};
use domain::{
    Language,
    own_fields::{OwnKind, Sharing, sort_key},
    permissions::{Area, Level, Rights, Scope},
};
use entity::{change, job, own_value};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::{added, card, filled, history, kind_at_rest, kind_of, own_field, own_fields, update},
        customers::{self, Said},
    },
};

both!(
    values_become_days_and_are_put_back,
    a_change_stops_and_goes_on,
    a_job_that_is_done_again_changes_nothing,
    words_become_options,
    a_kind_changes_by_a_plain_form,
    who_may_not_change_the_values_may_not_change_their_kind,
    no_customer_changes_a_field_of_colleagues,
    a_field_is_explained
);

const CHANGE: &str = "/api/own_fields/change_kind";

async fn step(client: &Client, field: Uuid, version: i32, step: KindStep) -> Result<(), AppError> {
    client.call(CHANGE, &json!({ "request": { "id": field, "version": version, "step": step } })).await
}

/// A worker, until it is stopped.
struct Worker(CancellationToken, JoinHandle<()>);

impl Worker {
    fn start(app: &TestApp) -> Self {
        let stop = app.context.stop.child_token();
        let work = tokio::spawn(app::jobs::work(app.context.clone(), stop.clone()));
        Self(stop, work)
    }

    async fn stop(self) {
        self.0.cancel();
        self.1.await.unwrap();
    }
}

/// Customers who have these texts in a field, as if each had been saved with it.
async fn with_texts(app: &TestApp, firm_id: Uuid, field: &OwnField, texts: &[&str]) -> Vec<Uuid> {
    let names: Vec<String> = (0..texts.len()).map(|number| format!("Klant {number:03}")).collect();
    let all: Vec<Said<'_>> = names.iter().map(|name| Said { name, ..Said::default() }).collect();
    let ids = customers::add(app, firm_id, &all).await;
    let rows: Vec<own_value::Model> =
        ids.iter().zip(texts).map(|(id, text)| value(firm_id, *id, field.id, text)).collect();
    let mut log = app.log(firm_id).await;
    log.insert_many(&rows).await.unwrap();
    store::refind(&log.tx, firm_id, &ids).await.unwrap();
    log.finish().await.unwrap();
    ids
}

fn value(firm_id: Uuid, customer_id: Uuid, field_id: Uuid, text: &str) -> own_value::Model {
    let (value, value_key) = (text.to_owned(), sort_key(OwnKind::Text, text));
    own_value::Model { firm_id, customer_id, field_id, version: 1, value, value_key, kind: String::new() }
}

/// What the card says of the one field that there is.
async fn said(client: &Client, id: Uuid) -> String {
    let own = card(client, id).await.own;
    assert_eq!(own.len(), 1, "{own:?}");
    own[0].value.clone()
}

async fn all_said(client: &Client, ids: &[Uuid]) -> Vec<String> {
    let mut all = Vec::new();
    for id in ids {
        all.push(said(client, *id).await);
    }
    all
}

/// The values of a field as they are stored, with the keys of their kinds.
async fn stored(app: &TestApp, field: Uuid) -> Vec<(String, String)> {
    let rows = own_value::Entity::find().filter(own_value::Column::FieldId.eq(field)).all(&app.context.db.read).await;
    let mut rows: Vec<(String, String)> = rows.unwrap().into_iter().map(|row| (row.value, row.kind)).collect();
    rows.sort();
    rows
}

async fn last_event(client: &Client, id: Uuid) -> Event {
    let moments = history(client, id).await.moments;
    let mut events = moments.into_iter().flat_map(|moment| moment.events);
    events.find(|event| event.kind == RecordKind::OwnValue).expect("an own value")
}

fn shown_change(event: &Event) -> (Shown, Shown) {
    let change = event.fields.iter().find(|change| change.field == "value").expect("a value");
    (change.before.clone(), change.after.clone())
}

async fn values_become_days_and_are_put_back(app: TestApp) {
    let an = app.firm("Dagen").await;
    let client = app.signed_in(&an).await;
    let field = own_field(&client, "Afspraak", json!({})).await.unwrap();
    let ids = with_texts(&app, an.firm_id, &field, &["28/11/2026", "volgende week", "1/2/2027"]).await;
    let peeters = added(&client).await;
    fill_in(&client, peeters, field.id, ("", "ooit")).await.unwrap();
    let all = [ids.clone(), vec![peeters]].concat();

    let ahead = kind_of(&client, field.id, Some(OwnKind::Date)).await.unwrap().ahead.expect("a preview");
    let misfit = |customer_id, customer: &str, value: &str| Misfit {
        customer_id,
        customer: customer.into(),
        value: value.into(),
    };
    assert_eq!((ahead.all, ahead.misfits), (4, 2));
    assert_eq!(
        ahead.first,
        [misfit(peeters, "Bakkerij Peeters BV", "ooit"), misfit(ids[1], "Klant 001", "volgende week")]
    );
    assert_eq!(
        all_said(&client, &all).await,
        ["28/11/2026", "volgende week", "1/2/2027", "ooit"],
        "nothing is done yet"
    );

    let to_days = |misfits| KindStep::Change { to: OwnKind::Date, misfits };
    let other = step(&client, field.id, 1, to_days(1)).await;
    assert!(matches!(other, Err(AppError::Conflict(_))), "what is left empty was not shown: {other:?}");
    step(&client, field.id, 1, to_days(2)).await.unwrap();
    // Nothing works yet, and everybody sees days already.
    assert_eq!(all_said(&client, &all).await, ["2026-11-28", "", "2027-02-01", ""]);
    app.checked().await;
    let going = Err(AppError::Refused(Refusal::KindChanging));
    assert_eq!(step(&client, field.id, 2, KindStep::Back).await, going);
    fill_in(&client, peeters, field.id, ("", "24/12/2026")).await.unwrap();

    let _worker = Worker::start(&app);
    let done = kind_at_rest(&client, field.id).await;
    let last = done.last.expect("a way back");
    assert_eq!(
        (done.field.kind, last.from, last.to, last.left, last.returning),
        (OwnKind::Date, OwnKind::Text, OwnKind::Date, 0, false)
    );
    let days = ["2026-11-28", "2026-12-24", "2027-02-01"].map(|day| (day.to_owned(), "date".to_owned()));
    assert_eq!(stored(&app, field.id).await, days);
    let (text, day) = (Shown::Own(OwnKind::Text, "28/11/2026".into()), Shown::Own(OwnKind::Date, "2026-11-28".into()));
    assert_eq!(shown_change(&last_event(&client, ids[0]).await), (text.clone(), day.clone()));
    assert_eq!(
        shown_change(&last_event(&client, ids[1]).await),
        (Shown::Own(OwnKind::Text, "volgende week".into()), Shown::Nothing),
        "what was left empty stays in the history"
    );
    app.checked().await;

    let asked = json!({ "request": { "id": field.id, "back": true } });
    let view: KindView = client.call("/api/own_fields/kind", &asked).await.unwrap();
    assert_eq!(view.back, Some(Back { restored: 3, kept: 1, misfits: 0 }));
    step(&client, field.id, 2, KindStep::Back).await.unwrap();
    let back = kind_at_rest(&client, field.id).await;
    assert_eq!((back.field.kind, back.last), (OwnKind::Text, None));
    assert_eq!(
        all_said(&client, &all).await,
        ["28/11/2026", "volgende week", "1/2/2027", "24/12/2026"],
        "as they were, but for the one that somebody changed"
    );
    assert_eq!(shown_change(&last_event(&client, ids[0]).await), (day, text));
    assert!(stored(&app, field.id).await.iter().all(|(_, kind)| kind.is_empty()));
}

/// Changes one field of a customer that holds `was`.
async fn fill_in(client: &Client, id: Uuid, field: Uuid, (was, value): (&str, &str)) -> Result<(), AppError> {
    let Filled { version, details, own, .. } = filled(client, id).await;
    assert_eq!(own.values.get(&field).map(String::as_str), Some(was), "the form has what the card says");
    let own = OwnPatch { seen: own.values, new: [(field, value.to_owned())].into(), added: None };
    update(client, &UpdateRequest { own, ..UpdateRequest::of(id, version, details) }).await
}

async fn a_change_stops_and_goes_on(app: TestApp) {
    let an = app.firm("Gestopt").await;
    let client = app.signed_in(&an).await;
    let field = own_field(&client, "Aantal", json!({})).await.unwrap();
    let texts: Vec<String> = (0..250).map(|number| format!("{number},5")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let ids = with_texts(&app, an.firm_id, &field, &texts).await;
    step(&client, field.id, 1, KindStep::Change { to: OwnKind::Number, misfits: 0 }).await.unwrap();
    let job = kind_of(&client, field.id, None).await.unwrap().last.unwrap().job.expect("a job").id;
    // Asked before it begins, it stops after its first piece.
    client.call::<()>("/api/jobs/cancel", &json!({ "request": { "id": job } })).await.unwrap();
    let worker = Worker::start(&app);
    let last = kind_at_rest(&client, field.id).await.last.expect("a way back");
    assert_eq!((last.job.map(|job| job.state), last.left), (Some(JobState::Cancelled), 150));
    app.checked().await;
    for (place, number) in [(0, "0.5"), (249, "249.5")] {
        assert_eq!(said(&client, ids[place]).await, number, "read alike, written or not");
    }
    step(&client, field.id, 2, KindStep::GoOn).await.unwrap();
    let last = kind_at_rest(&client, field.id).await.last.expect("a way back");
    assert_eq!((last.job.map(|job| job.state), last.left), (Some(JobState::Done), 0));
    let lines = change::Entity::find().filter(change::Column::RecordKind.eq("own_value"));
    let lines = lines.filter(change::Column::Action.eq("update")).count(&app.context.db.read).await.unwrap();
    assert_eq!(lines, 250, "one line for each value");

    // Putting it back stops and goes on too, and nothing else is done with the field meanwhile.
    worker.stop().await;
    step(&client, field.id, 2, KindStep::Back).await.unwrap();
    let job = kind_of(&client, field.id, None).await.unwrap().last.unwrap().job.expect("a job").id;
    client.call::<()>("/api/jobs/cancel", &json!({ "request": { "id": job } })).await.unwrap();
    let _worker = Worker::start(&app);
    let last = kind_at_rest(&client, field.id).await.last.expect("it is not done");
    assert_eq!((last.job.map(|job| job.state), last.returning, last.left), (Some(JobState::Cancelled), true, 150));
    app.checked().await;
    let other = step(&client, field.id, 3, KindStep::Change { to: OwnKind::Money, misfits: 0 }).await;
    assert_eq!(other, Err(AppError::Refused(Refusal::KindChanging)));
    step(&client, field.id, 3, KindStep::GoOn).await.unwrap();
    assert_eq!(kind_at_rest(&client, field.id).await.last, None);
    let mut expected: Vec<(String, String)> = texts.iter().map(|text| ((*text).to_owned(), String::new())).collect();
    expected.sort();
    assert_eq!(stored(&app, field.id).await, expected);
}

async fn a_job_that_is_done_again_changes_nothing(app: TestApp) {
    let an = app.firm("Nog eens").await;
    let client = app.signed_in(&an).await;
    let field = own_field(&client, "Aantal", json!({})).await.unwrap();
    with_texts(&app, an.firm_id, &field, &["1", "2", "veel"]).await;
    step(&client, field.id, 1, KindStep::Change { to: OwnKind::Number, misfits: 1 }).await.unwrap();
    let queued = job::Entity::find().one(&app.context.db.read).await.unwrap().expect("a job");
    let _worker = Worker::start(&app);
    kind_at_rest(&client, field.id).await;
    let lines = async || change::Entity::find().count(&app.context.db.read).await.unwrap();
    let before = (stored(&app, field.id).await, lines().await);
    // As a server that ended between its last piece and the word that it was done would leave it.
    let again = job::ActiveModel { done: Set(3), ..queued.into_active_model().reset_all() };
    again.update(app.context.db.writer()).await.unwrap();
    kind_at_rest(&client, field.id).await;
    assert_eq!((stored(&app, field.id).await, lines().await), before);
}

async fn words_become_options(app: TestApp) {
    let an = app.firm("Keuzes").await;
    let client = app.signed_in(&an).await;
    let field = own_field(&client, "Streek", json!({})).await.unwrap();
    let ids = with_texts(&app, an.firm_id, &field, &["Noord", "noord", "Zuid"]).await;
    let ahead = kind_of(&client, field.id, Some(OwnKind::Choice)).await.unwrap().ahead.expect("a preview");
    assert_eq!((ahead.misfits, ahead.options.len()), (0, 2), "{:?}", ahead.options);
    let _worker = Worker::start(&app);
    step(&client, field.id, 1, KindStep::Change { to: OwnKind::Choice, misfits: 0 }).await.unwrap();
    let now = kind_at_rest(&client, field.id).await.field;
    let offered: Vec<String> = now.options.offered().map(|option| option.label.to_lowercase()).collect();
    assert_eq!(offered, ["noord", "zuid"]);
    let words = all_said(&client, &ids).await;
    assert_eq!((words[0] == words[1], words[2].as_str()), (true, "Zuid"));
    // The history names the options of a field in which nothing is chosen any more.
    step(&client, field.id, 2, KindStep::Back).await.unwrap();
    let back = kind_at_rest(&client, field.id).await.field;
    assert_eq!((back.kind, back.options.offered().count()), (OwnKind::Text, 0));
    assert_eq!(all_said(&client, &ids).await, ["Noord", "noord", "Zuid"]);
    assert_eq!(shown_change(&last_event(&client, ids[2]).await).0, Shown::Own(OwnKind::Choice, "Zuid".into()));
}

async fn a_kind_changes_by_a_plain_form(app: TestApp) {
    let client = app.signed_in(&app.firm("Formulier").await).await;
    let field = own_field(&client, "Kast", json!({})).await.unwrap();
    let _worker = Worker::start(&app);
    let id = field.id.to_string();
    let fields = [("id", id.as_str()), ("version", "1"), ("step", "change"), ("kind", "number"), ("misfits", "0")];
    let answer = client.form("/api/own_fields/change_kind_form", &fields).await;
    assert_eq!(location(&answer), format!("/instellingen/velden/{id}/soort"));
    assert_eq!(kind_at_rest(&client, field.id).await.field.kind, OwnKind::Number);
    let page = client.get(&format!("/instellingen/velden/{id}/soort?naar=date")).await.text().await.unwrap();
    assert!(page.contains("Soort van Kast") && page.contains("0 van 0 waarden gaan mee"), "{page}");
}

async fn who_may_not_change_the_values_may_not_change_their_kind(app: TestApp) {
    let an = app.firm("Bewaakte soort").await;
    let client = app.signed_in(&an).await;
    let field = own_field(&client, "Score", json!({ "area": "financial" })).await.unwrap();
    let levels = Area::ALL.map(|area| (area, if area == Area::Financial { Level::Read } else { Level::Delete }));
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    let bo = app.signed_in(&app.colleague_with(an.firm_id, &rights).await).await;
    assert_eq!(kind_of(&bo, field.id, Some(OwnKind::Number)).await.unwrap_err(), AppError::Forbidden);
    let other = step(&bo, field.id, 1, KindStep::Change { to: OwnKind::Number, misfits: 0 }).await;
    assert_eq!(other, Err(AppError::Forbidden));
}

async fn no_customer_changes_a_field_of_colleagues(app: TestApp) {
    let client = app.signed_in(&app.firm("Gedeelde soort").await).await;
    let field = own_field(&client, "Wie", json!({ "sharing": "changeable" })).await.unwrap();
    step(&client, field.id, 1, KindStep::Change { to: OwnKind::Colleague, misfits: 0 }).await.unwrap();
    assert_eq!(own_fields(&client).await.fields[0].sharing, Sharing::Shown);
}

async fn a_field_is_explained(app: TestApp) {
    let client = app.signed_in(&app.firm("Uitleg").await).await;
    let help = json!({ "nl": "  Het nummer  op de kast. ", "fr": "" });
    let field = own_field(&client, "Kast", json!({ "help": help })).await.unwrap();
    assert_eq!(field.help.own(Language::Nl), "Het nummer op de kast.");
    let id = added(&client).await;
    let page = client.get(&format!("/klanten/{id}/bewerken")).await.text().await.unwrap();
    assert!(page.contains("Het nummer op de kast."), "{page}");
    // A page that does not know of it wipes nothing.
    let request =
        json!({ "id": field.id, "version": 1, "labels": { "nl": "Kast" }, "kind": "text", "required_from": "active" });
    client.call::<()>("/api/own_fields/save", &json!({ "request": request })).await.unwrap();
    assert_eq!(own_fields(&client).await.fields[0].help, field.help);
    let long = json!({ "help": { "fr": "é".repeat(301) } });
    let Err(AppError::Invalid(wrong)) = own_field(&client, "Lade", long).await else { panic!("refused") };
    assert_eq!(wrong.keys().collect::<Vec<_>>(), ["help_fr"]);
}
