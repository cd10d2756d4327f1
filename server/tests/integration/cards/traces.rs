//! What a customer leaves behind that is deleted: its history, and nothing else.

use std::collections::BTreeMap;

use app::{
    customers::{
        card::tabs::NOTES,
        form::request::{Filled, UpdateRequest},
        store,
    },
    error::{AppError, Refusal},
    integrity::schema::{self, Kind, Table, quoted},
    mail::{MailKind, NewMail, outbox},
    own_fields::{AddedField, OwnPatch},
};
use domain::{customers::Status, details::AddressDetails};
use entity::{contact, customer, invitation};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Engine, TestApp,
        cards::{add_note, card, categorise, category, delete, filled, switch_tab, update},
        invitations::{posted, send, state},
        portal::{Portal, overview},
        templates::on_customer,
    },
};

both!(a_deleted_customer_leaves_its_history_only);

/// What stands in no other row.
const MAIL: &str = "jan.vandeputte@bakkerijzeldzaam.be";
/// Tables that name a customer, and whether they still may after it was deleted.
const OF_CUSTOMERS: &[(&str, bool)] = &[
    ("address", false),
    // The history.
    ("change", true),
    ("contact", false),
    ("customer", false),
    ("customer_category", false),
    ("customer_integration", false),
    ("customer_user", false),
    ("invitation", false),
    // An order to invite many.
    ("job", false),
    ("link", false),
    ("note", false),
    ("outbox", false),
    // One that it alone has.
    ("own_field", false),
    ("own_value", false),
    // A person's own, who may keep other companies.
    ("portal_account", true),
    ("portal_customer", false),
    ("portal_news", false),
    ("proposal", false),
    ("session", false),
];
/// Tables that name none.
const OF_OTHERS: &[&str] = &[
    "attempt",
    "business_unit",
    "category",
    "customer_tally",
    "firm",
    // An import keeps what the file said, for as long as its file is kept.
    "import",
    "import_problem",
    "known_browser",
    // How a colleague wants the columns of the list.
    "list_layout",
    "passkey",
    "passkey_challenge",
    "picture",
    "profile",
    "recovery_code",
    "schedule",
    "second_factor",
    // Who came in, by account.
    "sign_in",
    "sign_in_step",
    // How a colleague wants the tabs of a card.
    "tab_order",
    "template",
    "upkeep",
    "user",
];

/// How many rows of each table hold one of these ids, within a text too, or a text with this in it.
async fn naming(app: &TestApp, tables: &[Table], ids: &[Uuid], text: &str) -> BTreeMap<String, i64> {
    let db = &app.context.db.read;
    let id = |id: &Uuid| match app.engine {
        Engine::Sqlite => format!("x'{}'", id.simple()),
        Engine::Postgres => format!("'{id}'"),
    };
    let within = |column: &str| {
        let written = ids.iter().map(|id| format!("replace(lower({column}), '-', '') LIKE '%{}%'", id.simple()));
        written.chain([format!("lower({column}) LIKE '%{text}%'")]).collect::<Vec<_>>().join(" OR ")
    };
    let keys = ids.iter().map(id).collect::<Vec<_>>().join(", ");
    let mut counts = BTreeMap::new();
    for table in tables {
        let names = table.columns.iter().filter_map(|column| match column.kind {
            Kind::Uuid => Some(format!("{} IN ({keys})", quoted(&column.name))),
            Kind::Text => Some(within(&quoted(&column.name))),
            _ => None,
        });
        let names = names.collect::<Vec<_>>().join(" OR ");
        let sql = format!(
            "SELECT count(*) AS found FROM {} WHERE {}",
            quoted(&table.name),
            if names.is_empty() { "false" } else { &names }
        );
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
        counts.insert(table.name.clone(), row.try_get("", "found").unwrap());
    }
    counts
}

async fn a_deleted_customer_leaves_its_history_only(app: TestApp) {
    let tables = schema::tables(&app.context.db.read).await.unwrap();
    for table in &tables {
        let known =
            OF_CUSTOMERS.iter().any(|(name, _)| *name == table.name) || OF_OTHERS.contains(&table.name.as_str());
        assert!(known, "say of {} whether it names a customer, and see to it that deleting one removes it", table.name);
    }

    // A customer with all that it can have; its person comes in by the link only.
    let smtp = posted(&app).await;
    let Portal { viewer, id, client: own } = Portal::of(&app, &smtp, "Sporen", MAIL).await;
    let (key, version) = (id.to_string(), overview(&own, id).await.unwrap().version.to_string());
    let renamed =
        [("customer_id", key.as_str()), ("version", &version), ("details[name]", "Anders"), ("details[country]", "BE")];
    own.form("/api/portal/save_details", &renamed).await;
    let client = app.signed_in(&viewer).await;
    let details = AddressDetails { city: "Gent".into(), country: "BE".into(), ..AddressDetails::default() };
    let address = json!({ "request": { "customer_id": id, "id": null, "version": 0, "details": { "new": details } } });
    client.call::<()>("/api/addresses/save", &address).await.unwrap();
    categorise(&client, id, category(&client, "Horeca").await).await.unwrap();
    let Filled { version, details, .. } = filled(&client, id).await;
    let added = Some(AddedField { label: "Sleutel".into(), value: "Onder de mat".into() });
    let own = OwnPatch { added, ..OwnPatch::default() };
    update(&client, &UpdateRequest { own, ..UpdateRequest::of(id, version, details) }).await.unwrap();
    on_customer::<()>(&client, "assign", id, json!({ "user_id": viewer.user_id })).await.unwrap();
    let link = json!({ "integration": "yuki", "version": 0, "external_reference": "8000", "settings": {} });
    on_customer::<()>(&client, "link", id, json!({ "link": link })).await.unwrap();
    switch_tab(&client, NOTES, true).await.unwrap();
    add_note(&client, id, "Belt liever").await.unwrap();
    back_to_draft(&app, viewer.firm_id, id).await;
    send(&client, id, MAIL).await.unwrap();
    let token = smtp.wait_for_link("uitnodiging", 1).await;
    app.client().form("/api/invitations/accept", &[("token", &token), ("way", "link")]).await;
    back_to_draft(&app, viewer.firm_id, id).await;
    send(&client, id, MAIL).await.unwrap();
    smtp.wait_for_link("uitnodiging", 2).await;
    let open = json!({ "request": { "id": state(&client, id).await.unwrap().id } });
    client.call::<()>("/api/invitations/withdraw", &open).await.unwrap();
    let waiting = NewMail {
        kind: MailKind::DataChanged,
        firm_id: Some(viewer.firm_id),
        customer_id: Some(id),
        subject_id: Uuid::now_v7(),
        recipient: MAIL.into(),
        locale: "nl".into(),
    };
    outbox::queue(app.context.db.writer(), waiting).await.unwrap();
    // Nobody works on it yet.
    let many = json!({ "selection": { "ids": [id], "import": null }, "note": "Tot gauw bij bakkerijzeldzaam" });
    client.call::<Uuid>("/api/invitations/send_many", &json!({ "request": many })).await.unwrap();

    let db = &app.context.db.read;
    let mut ids = vec![id];
    let invitations = invitation::Entity::find().filter(invitation::Column::CustomerId.eq(id)).all(db).await.unwrap();
    ids.extend(invitations.into_iter().map(|invitation| invitation.id));
    let contacts = contact::Entity::find().filter(contact::Column::CustomerId.eq(id)).all(db).await.unwrap();
    ids.extend(contacts.into_iter().map(|contact| contact.id));
    let before = naming(&app, &tables, &ids, "bakkerijzeldzaam").await;
    for (table, count) in &before {
        let of_customers = OF_CUSTOMERS.iter().any(|(name, _)| name == table);
        assert_eq!(*count > 0, of_customers, "{table} names the customer in {count} rows");
    }

    delete(&client, id, card(&client, id).await.version).await.unwrap();
    let after = naming(&app, &tables, &ids, "bakkerijzeldzaam").await;
    for (table, may_name) in OF_CUSTOMERS {
        assert!(*may_name || after[*table] == 0, "{table} still names the customer in {} rows", after[*table]);
    }
    app.checked().await;

    // What was sent still counts, and so does what waited.
    let next = crate::support::invitations::customer(&app, &viewer, "Bakkerij", MAIL).await;
    assert_eq!(send(&client, next, MAIL).await, Err(AppError::Refused(Refusal::MailsToAddress)));
}

/// No step leads from *Actief* to *Concept*: what a Concept holds that was one before is put in by hand.
async fn back_to_draft(app: &TestApp, firm_id: Uuid, id: Uuid) {
    let before = customer::Entity::find_by_id((firm_id, id)).one(&app.context.db.read).await.unwrap().unwrap();
    let mut log = app.log(firm_id).await;
    let after = customer::Model { status: Status::Draft as i16, ..before.clone() };
    store::update(&mut log, &before, after).await.unwrap();
    log.finish().await.unwrap();
}
