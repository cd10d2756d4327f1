//! What colleagues write down about a customer.

use app::{
    audit::{
        Who,
        history::{Action, RecordKind, Shown},
    },
    customers::card::{
        notes::api::{Note, NoteRequest, RestoreRequest, SaveNoteRequest},
        tabs::NOTES,
    },
    error::{AppError, FieldError, Refusal},
    limits::Counted,
};
use domain::permissions::BuiltIn;
use entity::note;
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::{add_note, added, history, notes, switch_tab},
        forms::{came_back, send, shows},
    },
};

both!(
    notes_come_change_and_go_and_come_back,
    who_was_quicker_is_told,
    a_note_is_written_without_javascript,
    a_note_that_was_not_deleted_is_not_put_back,
    a_customer_has_so_many_notes,
);

async fn firm(app: &TestApp, name: &str) -> (Client, Uuid) {
    let client = app.signed_in(&app.firm(name).await).await;
    switch_tab(&client, NOTES, true).await.unwrap();
    let id = added(&client).await;
    (client, id)
}

async fn change(client: &Client, customer_id: Uuid, note: &Note, text: &str) -> Result<(), AppError> {
    let request = SaveNoteRequest { customer_id, id: Some(note.id), version: note.version, text: text.to_owned() };
    client.call("/api/notes/save", &json!({ "request": request })).await
}

async fn delete(client: &Client, customer_id: Uuid, note: &Note) -> Result<(), AppError> {
    let request = NoteRequest { customer_id, id: note.id, version: note.version };
    client.call("/api/notes/delete", &json!({ "request": request })).await
}

async fn restore(client: &Client, customer_id: Uuid, id: Uuid) -> Result<(), AppError> {
    client.call("/api/notes/restore", &json!({ "request": RestoreRequest { customer_id, id } })).await
}

fn texts(notes: &[Note]) -> Vec<&str> {
    notes.iter().map(|note| note.text.as_str()).collect()
}

async fn notes_come_change_and_go_and_come_back(app: TestApp) {
    let an = app.firm("Notities").await;
    let (client, bea) = (app.signed_in(&an).await, app.colleague(an.firm_id, "Bea", BuiltIn::Staff).await);
    switch_tab(&client, NOTES, true).await.unwrap();
    let id = added(&client).await;
    add_note(&client, id, "  Belt liever\r\nna de middag ").await.unwrap();
    add_note(&client, id, "Komt op dinsdag").await.unwrap();
    let there = notes(&client, id).await.unwrap();
    assert_eq!(texts(&there), ["Komt op dinsdag", "Belt liever\nna de middag"], "the newest first");
    assert!(there.iter().all(|note| note.version == 1 && note.trail.changed.is_none()));
    assert_eq!(there[0].trail.entered.as_ref().unwrap().who, Who::Colleague(an.name.clone()));

    let assign = json!({ "request": { "customer_id": id, "user_id": bea.user_id } });
    client.call::<()>("/api/integrations/assign", &assign).await.unwrap();
    let other = app.signed_in(&bea).await;
    change(&other, id, &there[1], "Belt liever na vieren").await.unwrap();
    let changed = notes(&client, id).await.unwrap();
    assert_eq!(texts(&changed), ["Komt op dinsdag", "Belt liever na vieren"]);
    assert_eq!(changed[1].trail.entered, there[1].trail.entered, "whoever wrote it stays its author");
    assert_eq!(changed[1].trail.changed.as_ref().unwrap().who, Who::Colleague("Bea".into()));

    assert_eq!(delete(&other, id, &changed[1]).await, Err(AppError::Forbidden), "staff deletes nothing");
    delete(&client, id, &changed[1]).await.unwrap();
    assert_eq!(texts(&notes(&client, id).await.unwrap()), ["Komt op dinsdag"]);
    restore(&client, id, changed[1].id).await.unwrap();
    let back = notes(&client, id).await.unwrap();
    assert_eq!(texts(&back), texts(&changed));
    assert_eq!((back[1].id, &back[1].trail.entered), (changed[1].id, &changed[1].trail.entered));
    change(&client, id, &back[1], "Belt liever niet").await.unwrap();

    let told: Vec<_> = history(&client, id)
        .await
        .moments
        .into_iter()
        .flat_map(|moment| moment.events)
        .filter(|event| event.kind == RecordKind::Note)
        .map(|event| (event.action, event.fields[0].before.clone(), event.fields[0].after.clone()))
        .collect();
    let said = |text: &str| Shown::Text(text.to_owned());
    let (after_four, first) = (said("Belt liever na vieren"), said("Belt liever\nna de middag"));
    assert_eq!(
        told,
        [
            (Action::Update, after_four.clone(), said("Belt liever niet")),
            (Action::Create, Shown::Nothing, after_four.clone()),
            (Action::Delete, after_four.clone(), Shown::Nothing),
            (Action::Update, first.clone(), after_four),
            (Action::Create, Shown::Nothing, said("Komt op dinsdag")),
            (Action::Create, Shown::Nothing, first),
        ]
    );
    app.checked().await;
}

async fn who_was_quicker_is_told(app: TestApp) {
    let (client, id) = firm(&app, "Sneller").await;
    add_note(&client, id, "Eerst").await.unwrap();
    let seen = notes(&client, id).await.unwrap().remove(0);
    change(&client, id, &seen, "Van de ander").await.unwrap();
    let Err(AppError::Conflict(now)) = change(&client, id, &seen, "Van mij").await else { panic!("a conflict") };
    let now: Note = serde_json::from_str(&now).unwrap();
    assert_eq!((now.version, now.text.as_str()), (2, "Van de ander"));
    assert!(matches!(delete(&client, id, &seen).await, Err(AppError::Conflict(_))));
    assert_eq!(change(&client, id, &seen, "Van de ander").await, Ok(()), "both wrote the same");
    change(&client, id, &now, "Van mij").await.unwrap();
    assert_eq!(texts(&notes(&client, id).await.unwrap()), ["Van mij"]);
    for (text, wrong) in
        [(" \n ".to_owned(), Some(FieldError::Required)), ("x".repeat(4_000), None), ("x".repeat(4_001), None)]
    {
        let saved = add_note(&client, id, &text).await;
        match (wrong, text.len()) {
            (Some(wrong), _) => assert_eq!(saved, Err(AppError::field("text", wrong))),
            (None, 4_000) => assert_eq!(saved, Ok(())),
            _ => assert!(matches!(saved, Err(AppError::Invalid(fields)) if fields.contains_key("text"))),
        }
    }
    app.checked().await;
}

async fn a_note_is_written_without_javascript(app: TestApp) {
    let (client, id) = firm(&app, "Zonder").await;
    let (page, action) = (format!("/klanten/{id}/{NOTES}"), "/api/notes/save_form");
    came_back(&client, &send(&client, &page, action, &[("text", " ")]).await, &page, &[]).await;
    let answer = send(&client, &page, action, &[("text", "Belt liever")]).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    let shown = client.follow(&answer).await.text().await.unwrap();
    assert!(shown.contains("Belt liever") && !shows(&shown, "text", "Belt liever"), "it is a note now: {shown}");
    let note = notes(&client, id).await.unwrap().remove(0);
    let (customer, note_id) = (id.to_string(), note.id.to_string());
    let fields = [("page", page.as_str()), ("customer_id", &customer), ("id", &note_id), ("version", "1")];
    let answer = client.form(action, &[&fields[..], &[("changed_text", "Belt niet")]].concat()).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    assert_eq!(texts(&notes(&client, id).await.unwrap()), ["Belt niet"]);
    app.checked().await;
}

async fn a_note_that_was_not_deleted_is_not_put_back(app: TestApp) {
    let (client, id) = firm(&app, "Terug").await;
    add_note(&client, id, "Blijft").await.unwrap();
    let note = notes(&client, id).await.unwrap().remove(0);
    assert_eq!(restore(&client, id, note.id).await, Err(AppError::NotFound));
    assert_eq!(restore(&client, id, id).await, Err(AppError::NotFound), "the customer is no note");
    delete(&client, id, &note).await.unwrap();
    let beside = added(&client).await;
    assert_eq!(restore(&client, beside, note.id).await, Err(AppError::NotFound), "of another customer");
    restore(&client, id, note.id).await.unwrap();
    assert_eq!(restore(&client, id, note.id).await, Err(AppError::NotFound), "only once");
    assert_eq!(texts(&notes(&client, id).await.unwrap()), ["Blijft"]);
    app.checked().await;
}

async fn a_customer_has_so_many_notes(app: TestApp) {
    let viewer = app.firm("Vol").await;
    let client = app.signed_in(&viewer).await;
    switch_tab(&client, NOTES, true).await.unwrap();
    let id = added(&client).await;
    let firm_id = viewer.firm_id;
    let note = |_| note::Model { firm_id, id: Uuid::now_v7(), customer_id: id, version: 1, text: "Belt liever".into() };
    let mut log = app.log(firm_id).await;
    log.insert_many(&(1..Counted::Notes.most()).map(note).collect::<Vec<_>>()).await.unwrap();
    log.finish().await.unwrap();
    let full = Err(AppError::Refused(Refusal::Full(Counted::Notes)));
    assert_eq!(add_note(&client, id, "De laatste").await, Ok(()), "there is room for one");
    assert_eq!(add_note(&client, id, "Te veel").await, full);
    let last = notes(&client, id).await.unwrap().remove(0);
    assert_eq!(last.text, "De laatste");
    delete(&client, id, &last).await.unwrap();
    assert_eq!(add_note(&client, id, "In zijn plaats").await, Ok(()));
    assert_eq!(restore(&client, id, last.id).await, full, "nothing is put back beyond that");
    app.checked().await;
}
