//! The words of own fields by which the search finds customers.

use app::{
    customers::{
        form::request::{Filled, UpdateRequest},
        list::{
            address::{ListQuery, OwnChoice},
            records::Count,
        },
        store,
    },
    own_fields::{AddedField, OwnPatch},
};
use domain::{details::CustomerDetails, permissions::Area};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::layout::without;
use crate::{
    both,
    support::{
        Client, Engine, TestApp,
        cards::{added, fill_in_own, filled, kind_at_rest, own_field, own_fields, update},
        lists::{list, suggest},
    },
};

both!(
    words_of_texts_are_found,
    a_guard_takes_the_words_of_its_field_away,
    another_kind_is_found_as_its_values_are_written,
    what_an_earlier_version_stored_is_found_too,
);

const SAVE: &str = "/api/own_fields/save";
const ARCHIVE: &str = "/api/own_fields/archive";

/// How many drafts a search finds.
async fn drafts(client: &Client, search: &str) -> Count {
    list(client, &ListQuery { search: search.into(), ..Default::default() }).await.counts.draft
}

const NONE: Count = Count::Exactly(0);
const ONE: Count = Count::Exactly(1);

async fn words_of_texts_are_found(app: TestApp) {
    let an = app.firm("Woorden").await;
    let client = app.signed_in(&an).await;
    let shelf = own_field(&client, "Kast", json!({})).await.unwrap();
    let story = own_field(&client, "Verhaal", json!({ "kind": "long_text" })).await.unwrap();
    let number = own_field(&client, "Getal", json!({ "kind": "number" })).await.unwrap();
    let secret = own_field(&client, "Geheim", json!({ "area": "financial" })).await.unwrap();
    let id = added(&client).await;
    let values = [
        (shelf.id, "Zolder-Kast É7"),
        (story.id, "Begonnen in\nTorhout"),
        (number.id, "774411"),
        (secret.id, "Vertrouwelijk"),
    ];
    fill_in_own(&client, id, &values).await.unwrap();
    for client in [&client, &without(&app, &an, Area::Contacts).await, &without(&app, &an, Area::Financial).await] {
        for (search, expected) in [
            ("zolder", ONE),
            ("zolderkast e7", ONE),
            ("torh", ONE),
            ("peeters torhout", ONE),
            ("774411", NONE),
            ("vertrouw", NONE),
        ] {
            assert_eq!(drafts(client, search).await, expected, "{search}");
        }
        assert_eq!(suggest(client, "vertrouwelik").await, Vec::<String>::new());
        assert_eq!(suggest(client, "torhut").await, ["torhout"]);
    }
    // A change of the customer itself leaves its words, and emptying a field takes them away.
    let Filled { version, details, own, .. } = filled(&client, id).await;
    let details = CustomerDetails { name: "Slagerij Peeters".into(), ..details };
    let new = [(shelf.id, String::new())].into();
    let own = OwnPatch { seen: own.values, new, added: AddedField::typed("Hond", "Bello") };
    update(&client, &UpdateRequest { own, ..UpdateRequest::of(id, version, details) }).await.unwrap();
    // A field of this customer alone is guarded by the right to free fields.
    for (search, expected) in [("zolder", NONE), ("torhout slagerij", ONE), ("bello", NONE)] {
        assert_eq!(drafts(&client, search).await, expected, "{search}");
    }
    // What a field that is offered no more holds stays on the card, and is found.
    let archived = json!({ "id": story.id, "version": 1, "archived": true });
    client.call::<()>(ARCHIVE, &json!({ "request": archived })).await.unwrap();
    assert_eq!(drafts(&client, "torhout").await, ONE);
}

async fn a_guard_takes_the_words_of_its_field_away(app: TestApp) {
    let client = app.signed_in(&app.firm("Afgeschermd").await).await;
    let shelf = own_field(&client, "Kast", json!({})).await.unwrap();
    let id = added(&client).await;
    fill_in_own(&client, id, &[(shelf.id, "Zolderkast")]).await.unwrap();
    assert_eq!(drafts(&client, "zolderkast").await, ONE);
    for (area, expected) in [(json!("financial"), NONE), (json!("contacts"), NONE), (json!(null), ONE)] {
        let version = own_fields(&client).await.fields[0].version;
        let request =
            json!({ "id": shelf.id, "version": version, "labels": { "nl": "Kast" }, "kind": "text", "area": area });
        client.call::<()>(SAVE, &json!({ "request": request })).await.unwrap();
        assert_eq!(drafts(&client, "zolderkast").await, expected, "guarded by {area}");
        app.checked().await;
    }
}

async fn another_kind_is_found_as_its_values_are_written(app: TestApp) {
    let client = app.signed_in(&app.firm("Streken").await).await;
    let field = own_field(&client, "Streek", json!({})).await.unwrap();
    let id = added(&client).await;
    fill_in_own(&client, id, &[(field.id, "Noordwest")]).await.unwrap();
    let found = async |words, narrowed| {
        assert_eq!(drafts(&client, "noordwest").await, words, "by its words");
        let own = Some(OwnChoice { field: field.id, value: "1".into() });
        assert_eq!(
            list(&client, &ListQuery { own, ..Default::default() }).await.counts.draft,
            narrowed,
            "by an option"
        );
        app.checked().await;
    };
    let step = async |step: Value| {
        let version = own_fields(&client).await.fields[0].version;
        let request = json!({ "id": field.id, "version": version, "step": step });
        client.call::<()>("/api/own_fields/change_kind", &json!({ "request": request })).await.unwrap();
    };
    let guard = async |area: Value| {
        let version = own_fields(&client).await.fields[0].version;
        let request =
            json!({ "id": field.id, "version": version, "labels": { "nl": "Streek" }, "kind": "text", "area": area });
        client.call::<()>(SAVE, &json!({ "request": request })).await.unwrap();
    };
    step(json!({ "change": { "to": "choice", "misfits": 0 } })).await;
    // No job works yet.
    found(ONE, NONE).await;
    guard(json!("financial")).await;
    found(NONE, NONE).await;
    guard(json!(null)).await;
    found(ONE, NONE).await;
    tokio::spawn(app::jobs::work(app.context.clone(), app.context.stop.clone()));
    kind_at_rest(&client, field.id).await;
    found(NONE, ONE).await;
    step(json!("back")).await;
    kind_at_rest(&client, field.id).await;
    found(ONE, NONE).await;
}

async fn what_an_earlier_version_stored_is_found_too(app: TestApp) {
    let client = app.signed_in(&app.firm("Vroeger").await).await;
    let shelf = own_field(&client, "Kast", json!({})).await.unwrap();
    let size = own_field(&client, "Omvang", json!({ "kind": "choice", "more_options": "Klein" })).await.unwrap();
    let id = added(&client).await;
    fill_in_own(&client, id, &[(shelf.id, "Zolderkast"), (size.id, "1")]).await.unwrap();
    let db = &app.context.db;
    for statement in
        ["UPDATE customer SET search = ' peeters'", "UPDATE upkeep SET done = FALSE, firm_id = NULL, record_id = NULL"]
    {
        db.writer().execute_unprepared(statement).await.unwrap();
    }
    if app.engine == Engine::Sqlite {
        let empty = "DELETE FROM customer_search WHERE rowid IN (SELECT seq FROM customer)";
        db.writer().execute_unprepared(empty).await.unwrap();
    }
    assert_eq!(drafts(&client, "zolderkast").await, NONE);
    store::rekey(db).await.unwrap();
    assert_eq!(drafts(&client, "zolderkast").await, ONE);
    let small = OwnChoice { field: size.id, value: "1".into() };
    let narrowed = list(&client, &ListQuery { own: Some(small), ..Default::default() }).await;
    assert_eq!(narrowed.counts.draft, ONE);
}
