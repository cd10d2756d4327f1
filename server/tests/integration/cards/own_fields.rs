//! Fields that a firm makes itself: who defines them, who fills them in, what the card and the history say of them.

use std::io::Cursor;

use app::{
    audit::history::{Action, Event, RecordKind, Shown},
    customers::form::request::{CreateRequest, Filled, UpdateRequest},
    error::{AppError, FieldError, Refusal},
    own_fields::{AddedField, OwnFact, OwnField, OwnPatch, name_of},
    patch::Current,
};
use calamine::{Reader, Xlsx};
use domain::{
    Reason,
    own_fields::{Labels, OwnKind},
    permissions::{Area, BuiltIn, Level, Rights, Scope},
};
use entity::own_value;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::{
            added, blank, card, create, fill_in_own, filled, history, own_field, own_fields, peeters, step, update,
        },
        forms::{came_back, send, shows},
    },
};

both!(
    a_field_is_defined_and_filled_in,
    each_kind_takes_its_values_and_no_others,
    values_are_stored_in_their_order,
    a_field_is_guarded_by_its_area,
    two_people_change_own_fields_at_once,
    a_plain_form_fills_own_fields_in,
    a_field_that_must_be_filled_in_holds_a_form_up,
    an_archived_field_keeps_what_it_holds,
    a_customer_gets_a_field_alone,
    the_file_of_the_list_has_a_column_for_each
);

const SAVE: &str = "/api/own_fields/save";
const LIST: &str = "/instellingen/velden";

async fn a_field_is_defined_and_filled_in(app: TestApp) {
    let an = app.firm("Kenmerken").await;
    let client = app.signed_in(&an).await;
    let size = own_field(&client, "Omvang", json!({ "kind": "choice", "more_options": "Klein\n\n Groot \nklein" }));
    let size = size.await.unwrap();
    let offered: Vec<(u16, &str)> = size.options.offered().map(|option| (option.key, option.label.as_str())).collect();
    assert_eq!(offered, [(1, "Klein"), (2, "Groot")]);
    let taken = own_field(&client, " OMVANG ", json!({})).await;
    assert_eq!(taken.unwrap_err(), AppError::field("label_nl", FieldError::Taken));

    let id = added(&client).await;
    assert_eq!(card(&client, id).await.own, [fact(&size, "")]);
    fill_in_own(&client, id, &[(size.id, "2")]).await.unwrap();
    assert_eq!(card(&client, id).await.own, [fact(&size, "Groot")]);
    // Another label changes no value.
    let renamed = json!({ "id": size.id, "version": 1, "labels": { "nl": "Omvang", "fr": "Taille" }, "kind": "number", "options": { "2": "Reus" } });
    client.call::<()>(SAVE, &json!({ "request": renamed })).await.unwrap();
    let now = own_fields(&client).await.fields[0].clone();
    assert_eq!(
        (now.kind, now.labels.own(domain::Language::Fr)),
        (OwnKind::Choice, "Taille"),
        "a kind stays what it is"
    );
    assert_eq!(card(&client, id).await.own, [fact(&now, "Reus")]);
    // Who saw an older state is told what it is now.
    let late = client.call::<()>(SAVE, &json!({ "request": renamed })).await;
    assert_eq!(late, Err(AppError::conflict(&now)));

    fill_in_own_from(&client, id, (size.id, "2"), "1").await.unwrap();
    fill_in_own_from(&client, id, (size.id, "1"), "").await.unwrap();
    let said = of_own(&client, id).await;
    let shown = |value: &str| Shown::Own(OwnKind::Choice, value.into());
    let told: Vec<_> = said.iter().map(|event| (event.action, value_of(event))).collect();
    assert_eq!(
        told,
        [
            (Action::Delete, (shown("Klein"), Shown::Nothing)),
            (Action::Update, (shown("Reus"), shown("Klein"))),
            (Action::Create, (Shown::Nothing, shown("Reus"))),
        ]
    );
    assert!(said.iter().all(|event| event.subject == Some(Shown::Labels(now.labels.clone()))), "{said:?}");
    assert!(!format!("{said:?}").contains(&size.id.to_string()), "an id says nothing to anybody: {said:?}");
    let page = client.get(&format!("/klanten/{id}/historiek")).await.text().await.unwrap();
    assert!(page.contains("Eigen veld gewijzigd") && page.contains("Omvang"), "{page}");
}

fn fact(field: &OwnField, value: &str) -> OwnFact {
    OwnFact { field: field.id, labels: field.labels.clone(), kind: field.kind, value: value.into(), by_customer: false }
}

/// Changes one field that holds `was`.
async fn fill_in_own_from(client: &Client, id: Uuid, (field, was): (Uuid, &str), value: &str) -> Result<(), AppError> {
    let Filled { version, details, .. } = filled(client, id).await;
    let own = OwnPatch { seen: [(field, was.into())].into(), new: [(field, value.into())].into(), added: None };
    update(client, &UpdateRequest { own, ..UpdateRequest::of(id, version, details) }).await
}

async fn of_own(client: &Client, id: Uuid) -> Vec<Event> {
    let moments = history(client, id).await.moments;
    moments.into_iter().flat_map(|moment| moment.events).filter(|event| event.kind == RecordKind::OwnValue).collect()
}

fn value_of(event: &Event) -> (Shown, Shown) {
    let value = event.fields.iter().find(|change| change.field == "value").expect("a value");
    (value.before.clone(), value.after.clone())
}

async fn each_kind_takes_its_values_and_no_others(app: TestApp) {
    let an = app.firm("Soorten").await;
    let client = app.signed_in(&an).await;
    let bert = app.colleague(an.firm_id, "Bert", BuiltIn::Staff).await;
    let stranger = app.firm("Buren").await;
    let id = added(&client).await;
    let (bert, stranger) = (bert.user_id.to_string(), stranger.user_id.to_string());
    let long = "x".repeat(10_000);
    let form = |reason: Reason| FieldError::Rejected(reason.into());
    let not_listed = || form(Reason::Format { example: None });
    for (kind, right, shown, wrong, why) in [
        ("text", "\u{202e}=cmd 😀", "=cmd 😀", long.as_str(), form(Reason::TooLong { max: 250 })),
        ("long_text", "een\r\ntwee", "een\ntwee", long.as_str(), form(Reason::TooLong { max: 4_000 })),
        ("number", "-1.234,50", "-1234.5", "veel", form(Reason::NumberForm)),
        ("money", "€ 1.234,5", "1234.50", "-1", form(Reason::AmountForm)),
        ("date", "28/11/2026", "2026-11-28", "2026-02-30", form(Reason::DateForm)),
        ("yes_no", "true", "true", "misschien", not_listed()),
        ("choice", "2", "Groot", "3", not_listed()),
        ("several", "2,1", "Klein, Groot", "1,3", not_listed()),
        ("link", "voorbeeld.be", "https://voorbeeld.be", "javascript:alert(1)", form(Reason::WebsiteForm)),
        ("colleague", bert.as_str(), "Bert", "Bert", not_listed()),
    ] {
        let more = json!({ "kind": kind, "more_options": "Klein\nGroot" });
        let field = own_field(&client, &format!("Veld {kind}"), more).await.unwrap();
        let refused = fill_in_own(&client, id, &[(field.id, wrong)]).await.unwrap_err();
        assert_eq!(refused, AppError::field(&name_of(field.id), why), "{kind}");
        fill_in_own(&client, id, &[(field.id, right)]).await.unwrap();
        let facts = card(&client, id).await.own;
        assert_eq!(facts.last(), Some(&fact(&field, shown)), "{kind}");
        if kind == "colleague" {
            assert_eq!(fill_in_own_from(&client, id, (field.id, &bert), &stranger).await, Err(AppError::NotFound));
        }
    }
}

async fn values_are_stored_in_their_order(app: TestApp) {
    let client = app.signed_in(&app.firm("Volgorde").await).await;
    let field = own_field(&client, "Getal", json!({ "kind": "number" })).await.unwrap();
    for value in ["10", "-2,5", "9", "-10", "0"] {
        let request = peeters(blank(&client).await.form_id);
        let mut request = CreateRequest { own: OwnPatch::default(), ..request };
        (request.customer.vat, request.customer.company_number) = Default::default();
        request.customer.name = format!("Klant {value}");
        request.own.new = [(field.id, value.to_owned())].into();
        create(&client, &request).await.unwrap();
    }
    let stored = own_value::Entity::find().filter(own_value::Column::FieldId.eq(field.id));
    let stored = stored.order_by_asc(own_value::Column::ValueKey).all(&app.context.db.read).await.unwrap();
    let values: Vec<&str> = stored.iter().map(|row| row.value.as_str()).collect();
    assert_eq!(values, ["-10", "-2.5", "0", "9", "10"]);
}

/// A colleague who may do everything but this much of *Financial*.
async fn with_financial(app: &TestApp, firm_id: Uuid, level: Level) -> Client {
    let levels = Area::ALL.map(|area| (area, if area == Area::Financial { level } else { Level::Delete }));
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    app.signed_in(&app.colleague_with(firm_id, &rights).await).await
}

async fn a_field_is_guarded_by_its_area(app: TestApp) {
    let an = app.firm("Bewaakt").await;
    let client = app.signed_in(&an).await;
    let rating = own_field(&client, "Kredietscore", json!({ "area": "financial" })).await.unwrap();
    let unguarded = own_field(&client, "Kast", json!({ "area": "imports" })).await.unwrap_err();
    assert!(matches!(unguarded, AppError::Invalid(_)), "{unguarded:?}");
    let id = added(&client).await;
    fill_in_own(&client, id, &[(rating.id, "Vertrouwelijk AAA")]).await.unwrap();
    for (level, sees) in [(Level::None, false), (Level::Read, true)] {
        let other = with_financial(&app, an.firm_id, level).await;
        let shown = [
            ("the card", format!("{:?}", card(&other, id).await)),
            ("the history", format!("{:?}", history(&other, id).await)),
            ("the card's page", other.get(&format!("/klanten/{id}")).await.text().await.unwrap()),
            ("the history's page", other.get(&format!("/klanten/{id}/historiek")).await.text().await.unwrap()),
        ];
        for (place, text) in shown {
            assert_eq!(text.contains("Vertrouwelijk AAA"), sees, "{place}: {text}");
            assert_eq!(text.contains("Kredietscore"), sees, "{place}: {text}");
        }
        let form = filled(&other, id).await.own;
        assert_eq!((form.fields.len(), form.values.len()), (0, 0), "it is not offered to who may not change it");
        let written = fill_in_own_from(&other, id, (rating.id, "Vertrouwelijk AAA"), "B").await;
        assert_eq!(written, Err(AppError::Forbidden));
        let request = peeters(blank(&other).await.form_id);
        let own = OwnPatch { new: [(rating.id, "B".into())].into(), ..OwnPatch::default() };
        assert_eq!(create(&other, &CreateRequest { own, ..request }).await, Err(AppError::Forbidden));
    }
    assert_eq!(card(&client, id).await.own, [fact(&rating, "Vertrouwelijk AAA")]);

    // The field of another firm is not found, and neither is one that nobody has.
    let stranger = app.signed_in(&app.firm("Vreemd").await).await;
    let theirs = added(&stranger).await;
    for field in [rating.id, Uuid::now_v7()] {
        assert_eq!(fill_in_own(&stranger, theirs, &[(field, "x")]).await, Err(AppError::NotFound));
    }
}

async fn two_people_change_own_fields_at_once(app: TestApp) {
    let client = app.signed_in(&app.firm("Samen").await).await;
    let (shelf, key) = (own_field(&client, "Kast", json!({})), own_field(&client, "Sleutel", json!({})));
    let (shelf, key) = (shelf.await.unwrap(), key.await.unwrap());
    let id = added(&client).await;
    let read = filled(&client, id).await;
    let patch = |field: Uuid, value: &str| UpdateRequest {
        own: OwnPatch { seen: read.own.values.clone(), new: [(field, value.to_owned())].into(), added: None },
        ..UpdateRequest::of(id, read.version, read.details.clone())
    };
    update(&client, &patch(shelf.id, "Kast 1")).await.unwrap();
    update(&client, &patch(key.id, "Onder de mat")).await.unwrap();
    assert_eq!(card(&client, id).await.own, [fact(&shelf, "Kast 1"), fact(&key, "Onder de mat")], "both are kept");
    update(&client, &patch(shelf.id, "Kast 1")).await.unwrap();

    let Err(AppError::Conflict(now)) = update(&client, &patch(shelf.id, "Kast 2")).await else { panic!("a conflict") };
    let now: Current<Value, Value> = serde_json::from_str(&now).unwrap();
    assert_eq!(now.details[name_of(shelf.id)], "Kast 1");
    assert_eq!(card(&client, id).await.own[0].value, "Kast 1", "nothing was written");
}

async fn a_plain_form_fills_own_fields_in(app: TestApp) {
    const FORM: &str = "/api/customers/save_form";
    let client = app.signed_in(&app.firm("Gewone velden").await).await;
    let number = own_field(&client, "Aantal", json!({ "kind": "number" })).await.unwrap();
    let tags = own_field(&client, "Soort", json!({ "kind": "several", "more_options": "A\nB\nC" })).await.unwrap();
    let (aantal, soort) = (name_of(number.id), name_of(tags.id));
    let (first, third) = (format!("{soort}_1"), format!("{soort}_3"));
    let typed = [("name", "Bakkerij Gewoon"), (&aantal, "1.234,5"), (&first, "true"), (&third, "true")];
    let answer = send(&client, "/klanten/nieuw?sjabloon=geen", FORM, &typed).await;
    let id: Uuid = location(&answer)["/klanten/".len()..][..36].parse().unwrap();
    assert_eq!(card(&client, id).await.own, [fact(&number, "1234.5"), fact(&tags, "A, C")]);

    let page = format!("/klanten/{id}/bewerken");
    let html = client.get(&page).await.text().await.unwrap();
    assert!(shows(&html, &aantal, "1234,5"), "as its reader writes it: {html}");
    let wrong = [(aantal.as_str(), "veel"), ("ownadded_value", "Onder de mat")];
    let back = came_back(&client, &send(&client, &page, FORM, &wrong).await, &page, &wrong).await;
    assert!(back.contains("Aantal veel kan niet kloppen"), "{back}");
    assert_eq!(card(&client, id).await.own[0].value, "1234.5");

    let right = [(aantal.as_str(), "7"), ("ownadded_label", "Sleutel"), ("ownadded_value", "Onder de mat")];
    assert_eq!(location(&send(&client, &page, FORM, &right).await), format!("/klanten/{id}?bewaard=ja"));
    let now: Vec<String> = card(&client, id).await.own.into_iter().map(|fact| fact.value).collect();
    assert_eq!(now, ["7", "A, C", "Onder de mat"]);

    // A field is defined by a plain form too.
    let answer = send(&client, LIST, "/api/own_fields/save_form", &[("label_nl", "Gewoon")]).await;
    assert_eq!(location(&answer), format!("{LIST}?bewaard=ja"));
    assert!(own_fields(&client).await.fields.iter().any(|field| field.labels.own(domain::Language::Nl) == "Gewoon"));
    let nameless = [("label_fr", ""), ("more_options", "Een")];
    let answer = send(&client, LIST, "/api/own_fields/save_form", &nameless).await;
    came_back(&client, &answer, LIST, &[("more_options", "Een")]).await;
}

async fn a_field_that_must_be_filled_in_holds_a_form_up(app: TestApp) {
    let client = app.signed_in(&app.firm("Verplicht").await).await;
    let always = own_field(&client, "Kast", json!({ "required_from": "draft" })).await.unwrap();
    let later = own_field(&client, "Boekjaar", json!({ "required_from": "active" })).await.unwrap();
    let request = peeters(blank(&client).await.form_id);
    let empty = || AppError::field(&name_of(always.id), FieldError::Rejected(Reason::Empty.into()));
    assert_eq!(create(&client, &request).await, Err(empty()));
    let own = OwnPatch { new: [(always.id, "Kast 1".into())].into(), ..OwnPatch::default() };
    let id = create(&client, &CreateRequest { own, ..request }).await.unwrap();
    assert_eq!(fill_in_own_from(&client, id, (always.id, "Kast 1"), " ").await, Err(empty()));
    assert_eq!(card(&client, id).await.own[0].value, "Kast 1");

    // A step to the status waits for it too.
    let version = card(&client, id).await.version;
    let missing = AppError::Refused(Refusal::OwnFieldMissing);
    assert_eq!(step(&client, "activate", id, version).await, Err(missing));
    fill_in_own(&client, id, &[(later.id, "2026")]).await.unwrap();
    step(&client, "activate", id, version).await.unwrap();
    let emptied = fill_in_own_from(&client, id, (later.id, "2026"), "").await;
    assert_eq!(emptied, Err(AppError::field(&name_of(later.id), FieldError::Rejected(Reason::Empty.into()))));
}

async fn an_archived_field_keeps_what_it_holds(app: TestApp) {
    let client = app.signed_in(&app.firm("Archief").await).await;
    let field = own_field(&client, "Kast", json!({})).await.unwrap();
    let (with, without) = (added(&client).await, {
        let mut request = peeters(blank(&client).await.form_id);
        (request.customer.vat, request.customer.company_number) = Default::default();
        request.customer.name = "Slagerij".into();
        create(&client, &request).await.unwrap()
    });
    fill_in_own(&client, with, &[(field.id, "Kast 1")]).await.unwrap();
    let archive = |version: i32, archived: bool| json!({ "request": { "id": field.id, "version": version, "archived": archived } });
    client.call::<()>("/api/own_fields/archive", &archive(1, true)).await.unwrap();
    assert_eq!(card(&client, with).await.own, [fact(&field, "Kast 1")]);
    assert_eq!(card(&client, without).await.own, []);
    assert_eq!(filled(&client, with).await.own.fields, [], "it is offered no more");
    // A form that was open meanwhile is saved without it.
    fill_in_own_from(&client, with, (field.id, "Kast 1"), "Kast 2").await.unwrap();
    assert_eq!(card(&client, with).await.own, [fact(&field, "Kast 1")]);
    client.call::<()>("/api/own_fields/archive", &archive(2, false)).await.unwrap();
    assert_eq!(filled(&client, with).await.own.values[&field.id], "Kast 1");
}

async fn a_customer_gets_a_field_alone(app: TestApp) {
    let an = app.firm("Alleen").await;
    let admin = app.signed_in(&an).await;
    own_field(&admin, "Kast", json!({})).await.unwrap();
    // Whoever may change customers adds one; the settings are not for them.
    let staff = app.signed_in(&app.colleague(an.firm_id, "Bo", BuiltIn::ClientManager).await).await;
    let id = added(&staff).await;
    let mut request = peeters(blank(&staff).await.form_id);
    (request.customer.vat, request.customer.company_number) = Default::default();
    request.customer.name = "Slagerij".into();
    let other = create(&staff, &request).await.unwrap();
    let add = async |label: &str, value: &str| {
        let Filled { version, details, .. } = filled(&staff, id).await;
        let own =
            OwnPatch { added: Some(AddedField { label: label.into(), value: value.into() }), ..OwnPatch::default() };
        update(&staff, &UpdateRequest { own, ..UpdateRequest::of(id, version, details) }).await
    };
    add("Sleutel", "Onder de mat").await.unwrap();
    let facts = card(&staff, id).await.own;
    assert_eq!(facts.len(), 2, "behind those of the firm: {facts:?}");
    let key = &facts[1];
    assert_eq!((&key.labels, key.value.as_str()), (&Labels::one(domain::Language::Nl, "Sleutel"), "Onder de mat"));
    assert_eq!(card(&staff, other).await.own.len(), 1, "another customer does not have it");
    assert_eq!(own_fields(&admin).await.fields.len(), 1, "neither has the firm");
    for label in ["sleutel", "Kast"] {
        assert_eq!(add(label, "x").await, Err(AppError::field("ownadded_label", FieldError::Taken)));
    }
    let Err(AppError::Invalid(wrong)) = add("", "x").await else { panic!("refused") };
    assert_eq!(wrong.keys().collect::<Vec<_>>(), ["ownadded_label"]);
    assert_eq!(fill_in_own(&staff, other, &[(key.field, "x")]).await, Err(AppError::NotFound));

    // Emptied, it goes; its history stays, and its name brings it back.
    fill_in_own_from(&staff, id, (key.field, "Onder de mat"), "").await.unwrap();
    assert_eq!(card(&staff, id).await.own.len(), 1);
    add("Sleutel", "Bij de buren").await.unwrap();
    assert_eq!(card(&staff, id).await.own[1].field, key.field);
    let told: Vec<Action> = of_own(&staff, id).await.iter().map(|event| event.action).collect();
    assert_eq!(told, [Action::Create, Action::Delete, Action::Create]);
}

async fn the_file_of_the_list_has_a_column_for_each(app: TestApp) {
    let an = app.firm("Kolommen").await;
    let client = app.signed_in(&an).await;
    let size = json!({ "kind": "choice", "more_options": "Klein\nGroot" });
    let size = own_field(&client, "Omvang", size).await.unwrap();
    let score = own_field(&client, "Score", json!({ "kind": "number", "area": "financial" })).await.unwrap();
    let id = added(&client).await;
    fill_in_own(&client, id, &[(size.id, "2"), (score.id, "12.5")]).await.unwrap();
    let without = with_financial(&app, an.firm_id, Level::None).await;
    for (client, columns) in
        [(&client, &[("Omvang", "Groot"), ("Score", "12,5")][..]), (&without, &[("Omvang", "Groot")])]
    {
        let file = client.get("/api/customers/export?tab=concept").await.bytes().await.unwrap();
        let mut workbook = Xlsx::new(Cursor::new(file)).unwrap();
        let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
        let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        let at = rows[0].iter().position(|title| title == "Categorieën").expect("the last column of every firm") + 1;
        let found: Vec<(&str, &str)> =
            rows[0][at..].iter().zip(&rows[1][at..]).map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, columns);
    }
}
