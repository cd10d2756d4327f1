//! The tab of the firm's own fields that stand there, and of those that one customer alone has.

use app::{
    customers::{
        card::{free_fields::api::FreeFields, tabs::FREE_FIELDS},
        form::request::{CreateRequest, Filled, UpdateRequest},
    },
    error::{AppError, FieldError},
    own_fields::{AddedField, OwnFact, OwnField, OwnPatch, name_of},
    patch::Current,
};
use domain::{
    Reason,
    permissions::{Area, BuiltIn, Level, Rights, Scope},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::tabs::with;
use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::{
            added, blank, card, create, filled, free_fields, history, own_field, own_fields, peeters, save_free,
            switch_tab, update,
        },
        forms::{came_back, send, shows},
    },
};

both!(
    fields_stand_on_the_tab_while_the_card_has_it,
    a_right_hides_the_tab_or_makes_it_read_only,
    the_tab_changes_what_stands_there_and_nothing_else,
    two_people_change_the_tab_at_once,
    the_tab_is_filled_in_without_javascript,
    an_empty_tab_says_what_to_do_next,
    a_definition_keeps_its_place,
);

const FORM: &str = "/api/free_fields/save_form";

/// A field that stands on the tab.
async fn on_tab(client: &Client, label: &str, more: Value) -> OwnField {
    let mut more = more;
    more["on_tab"] = json!(true);
    own_field(client, label, more).await.unwrap()
}

/// A firm whose cards have the tab, and a customer.
async fn firm(app: &TestApp, name: &str) -> (app::session::Viewer, Client, Uuid) {
    let viewer = app.firm(name).await;
    let client = app.signed_in(&viewer).await;
    switch_tab(&client, FREE_FIELDS, true).await.unwrap();
    let id = added(&client).await;
    (viewer, client, id)
}

/// Changes a field from what it was.
fn patch(field: Uuid, was: &str, value: &str) -> OwnPatch {
    OwnPatch { seen: [(field, was.to_owned())].into(), new: [(field, value.to_owned())].into(), added: None }
}

fn alone(label: &str, value: &str) -> OwnPatch {
    OwnPatch { added: AddedField::typed(label, value), ..OwnPatch::default() }
}

/// Changes it by the form of the customer.
async fn by_form(client: &Client, id: Uuid, own: OwnPatch) -> Result<(), AppError> {
    let Filled { version, details, .. } = filled(client, id).await;
    update(client, &UpdateRequest { own, ..UpdateRequest::of(id, version, details) }).await
}

fn told(facts: &[OwnFact]) -> Vec<(&str, &str)> {
    facts.iter().map(|fact| (fact.labels.own(domain::Language::Nl), fact.value.as_str())).collect()
}

/// What the tab offers to be changed, as its labels and values.
fn offered(fields: &FreeFields) -> Vec<(&str, &str)> {
    let of = |field: &'_ OwnField| fields.form.values[&field.id].as_str();
    fields.form.fields.iter().map(|field| (field.labels.own(domain::Language::Nl), of(field))).collect()
}

async fn fields_stand_on_the_tab_while_the_card_has_it(app: TestApp) {
    let client = app.signed_in(&app.firm("Plaats").await).await;
    let shelf = own_field(&client, "Kast", json!({})).await.unwrap();
    let score = on_tab(&client, "Score", json!({ "kind": "number" })).await;
    assert_eq!((shelf.on_tab, score.on_tab), (false, true));
    // A new customer has no tab yet: its form has them all.
    let new = blank(&client).await;
    assert_eq!(new.own.fields, [shelf.clone(), score.clone()]);
    let own = OwnPatch { new: [(shelf.id, "Kast 3".into()), (score.id, "7,5".into())].into(), ..Default::default() };
    let id = create(&client, &CreateRequest { own, ..peeters(new.form_id) }).await.unwrap();
    by_form(&client, id, alone("Sleutel", "Onder de mat")).await.unwrap();

    // Without the tab nothing vanishes.
    let all = [("Kast", "Kast 3"), ("Score", "7.5"), ("Sleutel", "Onder de mat")];
    assert_eq!(told(&card(&client, id).await.own), all);
    assert_eq!(free_fields(&client, id).await, Err(AppError::NotFound));
    assert_eq!(save_free(&client, id, &patch(score.id, "7.5", "8")).await, Err(AppError::NotFound));
    let edit = format!("/klanten/{id}/bewerken");
    let html = client.get(&edit).await.text().await.unwrap();
    assert!(shows(&html, &name_of(score.id), "7,5") && html.contains("ownadded_label"), "{html}");

    switch_tab(&client, FREE_FIELDS, true).await.unwrap();
    assert_eq!(told(&card(&client, id).await.own), all[..1]);
    let tab = free_fields(&client, id).await.unwrap();
    assert_eq!((offered(&tab), told(&tab.facts)), (all[1..].to_vec(), vec![]));
    assert!(tab.form.may_add && tab.colleagues.is_empty());
    let html = client.get(&edit).await.text().await.unwrap();
    assert!(shows(&html, &name_of(shelf.id), "Kast 3"), "{html}");
    assert!(!html.contains(&name_of(score.id)) && !html.contains("ownadded_label"), "{html}");
    save_free(&client, id, &patch(score.id, "7.5", "8")).await.unwrap();
    // A form that was opened before the tab was switched on loses nothing.
    by_form(&client, id, patch(score.id, "8", "9")).await.unwrap();

    // What is offered no more stands there as long as it holds something.
    let archive = json!({ "request": { "id": score.id, "version": 1, "archived": true } });
    client.call::<()>("/api/own_fields/archive", &archive).await.unwrap();
    let tab = free_fields(&client, id).await.unwrap();
    assert_eq!((offered(&tab), told(&tab.facts)), (all[2..].to_vec(), vec![("Score", "9")]));
    assert_eq!(save_free(&client, id, &patch(score.id, "9", "10")).await, Err(AppError::NotFound));

    switch_tab(&client, FREE_FIELDS, false).await.unwrap();
    assert_eq!(told(&card(&client, id).await.own), [all[0], ("Score", "9"), all[2]]);
    app.checked().await;
}

async fn a_right_hides_the_tab_or_makes_it_read_only(app: TestApp) {
    let (an, client, id) = firm(&app, "Recht").await;
    let score = on_tab(&client, "Betaalscore", json!({})).await;
    let fee = on_tab(&client, "Tarief", json!({ "area": "financial" })).await;
    let values = OwnPatch {
        new: [(score.id, "Vertrouwelijk B".into()), (fee.id, "Dubbel".into())].into(),
        ..alone("Alarmcode", "Vertrouwelijk 4711")
    };
    save_free(&client, id, &values).await.unwrap();
    let secrets = ["Betaalscore", "Vertrouwelijk B", "Alarmcode", "Vertrouwelijk 4711"];
    let page = format!("/klanten/{id}/{FREE_FIELDS}");
    for level in Level::ALL {
        let other = with(&app, an.firm_id, Area::FreeFields, level).await;
        let (reads, edits) = (level >= Level::Read, level >= Level::Edit);
        let read = free_fields(&other, id).await;
        assert_eq!(read.is_ok(), reads, "{level:?}: {read:?}");
        // The level before added one.
        let there = if level == Level::Delete { 4 } else { 3 };
        let expected = if edits { (true, there, 0) } else { (false, 0, there) };
        match read {
            Ok(tab) => assert_eq!((tab.form.may_add, tab.form.fields.len(), tab.facts.len()), expected, "{level:?}"),
            Err(error) => assert_eq!(error, AppError::Forbidden),
        }
        for on in [true, false] {
            // Where the cards do not have the tab, its right holds all the same.
            switch_tab(&client, FREE_FIELDS, on).await.unwrap();
            let text = async |page: &str| other.get(page).await.text().await.unwrap();
            let places = [
                ("the card", format!("{:?}", card(&other, id).await), !on),
                ("the card's page", text(&format!("/klanten/{id}")).await, !on),
                ("the history", format!("{:?}", history(&other, id).await), true),
                ("the history's page", text(&format!("/klanten/{id}/historiek")).await, true),
            ];
            for (place, html, stands) in places {
                for secret in secrets {
                    assert_eq!(html.contains(secret), reads && stands, "{place} with {level:?}, on: {on}: {html}");
                }
            }
            let html = text(&page).await;
            assert_eq!(html.contains(FORM), edits && on, "the form with {level:?}, on: {on}");
            for secret in secrets.into_iter().filter(|_| on) {
                assert_eq!(html.contains(secret), reads, "the tab's page with {level:?}: {html}");
            }
        }
        switch_tab(&client, FREE_FIELDS, true).await.unwrap();
        let wanted = |ok: bool| if ok { Ok(()) } else { Err(AppError::Forbidden) };
        let same = patch(score.id, "Vertrouwelijk B", "Vertrouwelijk B");
        assert_eq!(save_free(&other, id, &same).await, wanted(edits), "{level:?}");
        assert_eq!(by_form(&other, id, same).await, wanted(edits), "the form of the customer with {level:?}");
        let one = alone(&format!("Van {level:?}"), "x");
        assert_eq!(by_form(&other, id, one).await, wanted(edits), "a field of the customer alone with {level:?}");
        let columns = format!("{:?}", filled(&other, id).await.own);
        assert_eq!(columns.contains("Betaalscore"), edits, "what the form is read with, with {level:?}");
    }

    // A field there may be guarded by another area as well.
    let other = with(&app, an.firm_id, Area::Financial, Level::Read).await;
    let tab = free_fields(&other, id).await.unwrap();
    assert_eq!(told(&tab.facts), [("Tarief", "Dubbel")]);
    assert_eq!(save_free(&other, id, &patch(fee.id, "Dubbel", "Enkel")).await, Err(AppError::Forbidden));
    let other = with(&app, an.firm_id, Area::Financial, Level::None).await;
    assert!(!format!("{:?}", free_fields(&other, id).await).contains("Tarief"));
    app.checked().await;
}

async fn the_tab_changes_what_stands_there_and_nothing_else(app: TestApp) {
    let (an, client, id) = firm(&app, "Enkel hier").await;
    let shelf = own_field(&client, "Kast", json!({})).await.unwrap();
    let score = on_tab(&client, "Score", json!({ "required_from": "draft" })).await;
    // Who may fill in the tab and only read customers.
    let levels = [(Area::Customers, Level::Read), (Area::FreeFields, Level::Edit)];
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    let other = app.signed_in(&app.colleague_with(an.firm_id, &rights).await).await;
    save_free(&other, id, &patch(score.id, "", "8")).await.unwrap();
    save_free(&other, id, &alone("Sleutel", "Onder de mat")).await.unwrap();
    assert_eq!(by_form_of(&other, id, patch(score.id, "8", "9")).await, Err(AppError::Forbidden));
    for field in [shelf.id, Uuid::now_v7()] {
        assert_eq!(save_free(&other, id, &patch(field, "", "x")).await, Err(AppError::NotFound));
    }
    let empty = AppError::field(&name_of(score.id), FieldError::Rejected(Reason::Empty.into()));
    assert_eq!(save_free(&other, id, &patch(score.id, "8", " ")).await, Err(empty));
    for label in ["Score", "kast", "SLEUTEL"] {
        let taken = AppError::field("ownadded_label", FieldError::Taken);
        assert_eq!(save_free(&other, id, &alone(label, "x")).await, Err(taken));
    }
    let tab = free_fields(&client, id).await.unwrap();
    assert_eq!(offered(&tab), [("Score", "8"), ("Sleutel", "Onder de mat")]);
    assert_eq!(told(&card(&client, id).await.own), [("Kast", "")]);

    // Emptied, a field of the customer alone goes.
    save_free(&other, id, &patch(tab.form.fields[1].id, "Onder de mat", "")).await.unwrap();
    assert_eq!(offered(&free_fields(&client, id).await.unwrap()), [("Score", "8")]);

    let stranger = app.signed_in(&app.firm("Vreemd").await).await;
    switch_tab(&stranger, FREE_FIELDS, true).await.unwrap();
    assert_eq!(free_fields(&stranger, id).await, Err(AppError::NotFound));
    assert_eq!(save_free(&stranger, id, &patch(score.id, "8", "9")).await, Err(AppError::NotFound));
    let theirs = added(&stranger).await;
    assert_eq!(save_free(&stranger, theirs, &patch(score.id, "", "9")).await, Err(AppError::NotFound));
    app.checked().await;
}

/// The same as somebody who may not even read the form.
async fn by_form_of(client: &Client, id: Uuid, own: OwnPatch) -> Result<(), AppError> {
    let request = UpdateRequest { own, ..UpdateRequest::of(id, 1, Default::default()) };
    update(client, &request).await
}

async fn two_people_change_the_tab_at_once(app: TestApp) {
    let (_, client, id) = firm(&app, "Samen").await;
    let (score, fee) = (on_tab(&client, "Score", json!({})).await, on_tab(&client, "Tarief", json!({})).await);
    save_free(&client, id, &patch(score.id, "", "A")).await.unwrap();
    save_free(&client, id, &patch(fee.id, "", "Dubbel")).await.unwrap();
    save_free(&client, id, &patch(score.id, "", "A")).await.unwrap();
    let Err(AppError::Conflict(now)) = save_free(&client, id, &patch(score.id, "", "B")).await else {
        panic!("a conflict")
    };
    let now: Current<Value, Value> = serde_json::from_str(&now).unwrap();
    assert_eq!((&now.details[name_of(score.id)], &now.details[name_of(fee.id)]), (&json!("A"), &json!("Dubbel")));
    assert_eq!(offered(&free_fields(&client, id).await.unwrap()), [("Score", "A"), ("Tarief", "Dubbel")]);
    app.checked().await;
}

async fn the_tab_is_filled_in_without_javascript(app: TestApp) {
    let (_, client, id) = firm(&app, "Zonder").await;
    let number = on_tab(&client, "Aantal", json!({ "kind": "number" })).await;
    let tags = on_tab(&client, "Soort", json!({ "kind": "several", "more_options": "A\nB\nC" })).await;
    let (aantal, soort) = (name_of(number.id), name_of(tags.id));
    let (first, third) = (format!("{soort}_1"), format!("{soort}_3"));
    let page = format!("/klanten/{id}/{FREE_FIELDS}");
    let wrong = [(aantal.as_str(), "veel"), ("ownadded_value", "Onder de mat")];
    let back = came_back(&client, &send(&client, &page, FORM, &wrong).await, &page, &wrong).await;
    assert!(back.contains("Aantal veel kan niet kloppen"), "{back}");
    let right = [
        (aantal.as_str(), "1.234,5"),
        (&first, "true"),
        (&third, "true"),
        ("ownadded_label", "Sleutel"),
        ("ownadded_value", "Onder de mat"),
    ];
    let answer = send(&client, &page, FORM, &right).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    let expected = [("Aantal", "1234.5"), ("Soort", "1,3"), ("Sleutel", "Onder de mat")];
    assert_eq!(offered(&free_fields(&client, id).await.unwrap()), expected);
    let html = client.follow(&answer).await.text().await.unwrap();
    assert!(shows(&html, &aantal, "1234,5") && shows(&html, "ownadded_label", ""), "{html}");

    // A colleague was quicker: the page comes back with what was typed, and says what it is now.
    save_free(&client, id, &patch(number.id, "1234.5", "5")).await.unwrap();
    let seen = format!("ownseen_{}", number.id.simple());
    let late = [(seen.as_str(), "1234.5"), (aantal.as_str(), "6")];
    let back = came_back(&client, &send(&client, &page, FORM, &late).await, &page, &late[1..]).await;
    assert!(shows(&back, &seen, "5"), "the next try is over what it is now: {back}");
    assert_eq!(offered(&free_fields(&client, id).await.unwrap())[0], ("Aantal", "5"));
    app.checked().await;
}

async fn an_empty_tab_says_what_to_do_next(app: TestApp) {
    let (an, client, id) = firm(&app, "Leeg").await;
    let page = format!("/klanten/{id}/{FREE_FIELDS}");
    let (empty, link) = ("Nog geen vrije kenmerken", r#"href="/instellingen/velden""#);
    let reader = app.signed_in(&app.colleague(an.firm_id, "Rik", BuiltIn::Reader).await).await;
    let manager = app.signed_in(&app.colleague(an.firm_id, "Bo", BuiltIn::ClientManager).await).await;
    for (client, defines, adds) in [(&client, true, true), (&manager, false, true), (&reader, false, false)] {
        let html = client.get(&page).await.text().await.unwrap();
        assert!(html.contains(empty), "{html}");
        assert_eq!((html.contains(link), html.contains("ownadded_label")), (defines, adds), "{html}");
    }
    on_tab(&client, "Score", json!({})).await;
    assert!(!client.get(&page).await.text().await.unwrap().contains(empty));
}

async fn a_definition_keeps_its_place(app: TestApp) {
    let client = app.signed_in(&app.firm("Bepaald").await).await;
    let score = on_tab(&client, "Score", json!({})).await;
    // A page of yesterday does not say where the field stands.
    let renamed = json!({ "id": score.id, "version": 1, "labels": { "nl": "Betaalscore" }, "kind": "text" });
    client.call::<()>("/api/own_fields/save", &json!({ "request": renamed })).await.unwrap();
    assert!(own_fields(&client).await.fields[0].on_tab);
    let (form, list) = ("/api/own_fields/save_form", "/instellingen/velden");
    let (id, label) = (score.id.to_string(), ("label_nl", "Betaalscore"));
    for (version, place, stands) in [("2", "", false), ("3", "tab", true)] {
        let fields = [("page", list), ("id", &id), ("version", version), label, ("place", place)];
        assert_eq!(location(&client.form(form, &fields).await), format!("{list}?bewaard=ja"));
        assert_eq!(own_fields(&client).await.fields[0].on_tab, stands);
    }
    app.checked().await;
}
