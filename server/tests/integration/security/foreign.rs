//! Every id inside a request: one of another firm, or of another customer of the same firm, is not found, and nothing is written.

use std::collections::BTreeSet;

use entity::{change, invitation, job, outbox, portal_account, portal_customer, session};
use reqwest::{Method, StatusCode, header};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    requests::{self, body},
    table::TABLE,
    tenant_isolation::{card, records, store},
};
use crate::{
    both,
    support::{Client, TestApp},
};

both!(spoilt:
    an_id_of_another_firm_is_not_found_in_any_field,
    a_plain_form_does_nothing_with_an_id_of_another_firm,
    a_part_of_another_customer_is_not_found_in_any_field,
);

/// Where the ids stand in the requests of the functions that are about records.
#[rustfmt::skip]
const IDS: &[(&str, &[&str])] = &[
    ("/api/access/list", &["/request/customer_id"]),
    ("/api/access/withdraw", &["/request/customer_id", "/request/account_id"]),
    ("/api/addresses/delete", &["/request/customer_id", "/request/id"]),
    ("/api/addresses/make_head_office", &["/request/customer_id", "/request/id"]),
    ("/api/addresses/save", &["/request/customer_id", "/request/id"]),
    ("/api/audit/history", &["/request/customer_id", "/request/before"]),
    ("/api/contacts/activate", &["/request/customer_id", "/request/id"]),
    ("/api/contacts/deactivate", &["/request/customer_id", "/request/id"]),
    ("/api/contacts/delete", &["/request/customer_id", "/request/id"]),
    ("/api/contacts/make_main", &["/request/customer_id", "/request/id"]),
    ("/api/contacts/save", &["/request/customer_id", "/request/id"]),
    ("/api/customers/activate", &["/request/id"]),
    ("/api/customers/card", &["/id"]),
    ("/api/customers/changes_seen", &["/request/id"]),
    ("/api/customers/create", &["/request/template_id", "/request/customer/manager_id", "/request/customer/business_unit_id", "/request/categories/0"]),
    ("/api/customers/deactivate", &["/request/id"]),
    ("/api/customers/decide", &["/request/id"]),
    ("/api/customers/delete", &["/request/id"]),
    ("/api/customers/filled", &["/id"]),
    ("/api/customers/neighbours", &["/request/id"]),
    ("/api/customers/undo_step", &["/request/id"]),
    ("/api/customers/update", &["/request/id", "/request/customer/new/manager_id", "/request/customer/new/business_unit_id", "/request/address/id", "/request/contact/id"]),
    ("/api/free_fields/read", &["/request/customer_id"]),
    ("/api/free_fields/save", &["/request/customer_id"]),
    ("/api/imports/created", &["/request/id", "/request/after"]),
    ("/api/imports/get", &["/request/id"]),
    ("/api/imports/list", &["/request/before"]),
    ("/api/imports/problems", &["/request/id"]),
    ("/api/integrations/apply_template", &["/request/customer_id", "/request/template_id"]),
    ("/api/integrations/assign", &["/request/customer_id", "/request/user_id"]),
    ("/api/integrations/categorise", &["/request/customer_id", "/request/category_id"]),
    ("/api/integrations/compare", &["/request/customer_id", "/request/template_id"]),
    ("/api/integrations/fill_in", &["/request/customer_id"]),
    ("/api/integrations/link", &["/request/customer_id"]),
    ("/api/integrations/settings", &["/request/customer_id", "/request/compare"]),
    ("/api/integrations/unassign", &["/request/customer_id", "/request/user_id"]),
    ("/api/integrations/uncategorise", &["/request/customer_id", "/request/category_id"]),
    ("/api/integrations/unlink", &["/request/customer_id"]),
    ("/api/invitations/outcome", &["/request/job_id"]),
    ("/api/invitations/prepare", &["/request/customer_id"]),
    ("/api/invitations/prepare_many", &["/request/selection/ids/0", "/request/selection/import", "/request/after"]),
    ("/api/invitations/preview", &["/request/customer_id", "/request/recipient/contact_id"]),
    ("/api/invitations/resend", &["/request/id"]),
    ("/api/invitations/send", &["/request/customer_id", "/request/recipient/contact_id"]),
    ("/api/invitations/send_many", &["/request/selection/ids/0", "/request/selection/import"]),
    ("/api/invitations/state", &["/request/customer_id"]),
    ("/api/invitations/withdraw", &["/request/id"]),
    ("/api/jobs/cancel", &["/request/id"]),
    ("/api/jobs/get", &["/request/id"]),
    ("/api/notes/delete", &["/request/customer_id", "/request/id"]),
    ("/api/notes/list", &["/request/customer_id"]),
    ("/api/notes/restore", &["/request/customer_id", "/request/id"]),
    ("/api/notes/save", &["/request/customer_id", "/request/id"]),
    ("/api/own_fields/archive", &["/request/id"]),
    ("/api/own_fields/change_kind", &["/request/id"]),
    ("/api/own_fields/kind", &["/request/id"]),
    ("/api/own_fields/save", &["/request/id"]),
    ("/api/own_fields/shift", &["/request/id"]),
    ("/api/settings/change_user", &["/request/id", "/request/profile_id", "/request/unit_id"]),
    ("/api/settings/delete_category", &["/request/id"]),
    ("/api/settings/delete_profile", &["/request/id"]),
    ("/api/settings/delete_unit", &["/request/id"]),
    ("/api/settings/end_sessions", &["/request/id"]),
    ("/api/settings/invite", &["/request/profile_id", "/request/unit_id"]),
    ("/api/settings/profile", &["/request/id"]),
    ("/api/settings/require_second_factor", &["/request/id"]),
    ("/api/settings/resend", &["/request/id"]),
    ("/api/settings/reset_second_factor", &["/request/id"]),
    ("/api/settings/save_category", &["/request/id"]),
    ("/api/settings/save_profile", &["/request/id"]),
    ("/api/settings/save_unit", &["/request/id"]),
    ("/api/settings/set_logo", &["/request/id"]),
    ("/api/templates/archive", &["/request/id"]),
    ("/api/templates/duplicate", &["/request/id"]),
    ("/api/templates/get", &["/request/id"]),
    ("/api/templates/save", &["/request/id", "/request/details/content/users/0", "/request/details/content/manager_id", "/request/details/content/business_unit_id", "/request/details/content/categories/0"]),
    ("/api/templates/unarchive", &["/request/id"]),
];

/// The fields that name a part of a customer, beside the customer itself.
const PARTS: [&str; 6] = [
    "/request/id",
    "/request/before",
    "/request/account_id",
    "/request/recipient/contact_id",
    "/request/address/id",
    "/request/contact/id",
];

/// Fields of plain forms that name a record, beside those that each form has in `requests::form`.
const OF_FORMS: &[(&str, &[&str])] = &[
    ("/api/customers/save_form", &["manager_id", "business_unit_id", "address_id", "contact_id"]),
    ("/api/templates/save_form", &["manager_id", "business_unit_id", "user_{}", "category_{}"]),
];

/// What is written somewhere when a request does something. Sessions are left out where they are only used.
async fn written(app: &TestApp) -> Vec<u64> {
    let db = &app.context.db.read;
    vec![
        change::Entity::find().count(db).await.unwrap(),
        outbox::Entity::find().count(db).await.unwrap(),
        job::Entity::find().count(db).await.unwrap(),
        invitation::Entity::find().count(db).await.unwrap(),
        portal_customer::Entity::find().count(db).await.unwrap(),
        session::Entity::find().count(db).await.unwrap(),
    ]
}

/// A record of each kind with one id, and somebody with access whose account has it too.
async fn all_records(app: &TestApp, owner: &app::session::Viewer, client: &Client) -> Uuid {
    let id = records(app, owner, client).await;
    let (firm_id, now) = (owner.firm_id, chrono::Utc::now());
    let account = portal_account::Model {
        id,
        version: 1,
        email: format!("{id}@klant.be"),
        name: "Vreemd".into(),
        locale: "nl".into(),
        password_hash: None,
        created_at: now,
    };
    store(app, account).await;
    let access = portal_customer::Model { firm_id, customer_id: id, account_id: id, since: Some(now), seen_at: None };
    store(app, access).await;
    id
}

/// A request in which all ids are `own`, but for the one at `place`.
fn request(path: &str, own: Uuid, place: &str, foreign: &Value) -> Value {
    let mut request = body(path, own);
    let inner = &mut request["request"];
    let customer = if path == "/api/customers/update" { &mut inner["customer"]["new"] } else { &mut inner["customer"] };
    customer["manager_id"] = Value::Null;
    customer["business_unit_id"] = Value::Null;
    if path == "/api/templates/save" {
        let content = &mut inner["details"]["content"];
        content["users"] = json!([own]);
        (content["manager_id"], content["business_unit_id"]) = (json!(own), json!(own));
        content["categories"] = json!([own]);
    }
    if path == "/api/customers/update" {
        inner["address"] =
            json!({ "id": own, "version": 1, "details": { "new": { "city": "Gent", "country": "BE" } } });
        inner["contact"] = json!({ "id": own, "version": 1, "details": { "new": { "first_name": "Bo" } } });
    }
    inner["categories"] = match path {
        "/api/customers/update" => json!({ "ticked": [own] }),
        _ => json!([own]),
    };
    // None of these is asked for unless it is what is tried.
    for optional in ["template_id", "before", "after"] {
        if path.ends_with("create") || optional != "template_id" {
            inner[optional] = Value::Null;
        }
    }
    *request.pointer_mut(place).unwrap_or_else(|| panic!("{path} has no {place}")) = foreign.clone();
    request
}

async fn status(client: &Client, path: &str, request: &Value) -> (StatusCode, String) {
    let answer = client.request(Method::POST, path).json(request).send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

async fn an_id_of_another_firm_is_not_found_in_any_field(app: TestApp) {
    let listed: BTreeSet<&str> = IDS.iter().map(|(path, _)| *path).collect();
    let forms = |path: &str| requests::form(path, Uuid::nil()).is_some();
    let named = TABLE.iter().map(|(path, _)| *path).filter(|path| requests::names_a_record(path) && !forms(path));
    let missing: Vec<_> = named.filter(|path| !listed.contains(path)).collect();
    assert!(missing.is_empty(), "say in security/foreign.rs where the ids stand: {missing:?}");

    let (ours, theirs) = (app.firm("Wij").await, app.firm("Zij").await);
    let (client, other) = (app.signed_in(&ours).await, app.signed_in(&theirs).await);
    let own = all_records(&app, &ours, &client).await;
    let foreign = all_records(&app, &theirs, &other).await;
    let seen = (card(&client, own).await, card(&other, foreign).await, written(&app).await);
    let mut wrong = Vec::new();
    for (path, places) in IDS {
        for place in *places {
            let (status, text) = status(&client, path, &request(path, own, place, &json!(foreign))).await;
            if status != StatusCode::NOT_FOUND {
                wrong.push(format!("{path} {place} answered {status}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let after = (card(&client, own).await, card(&other, foreign).await, written(&app).await);
    assert_eq!(after, seen, "and nothing was written");
}

async fn a_plain_form_does_nothing_with_an_id_of_another_firm(app: TestApp) {
    let (ours, theirs) = (app.firm("Wij").await, app.firm("Zij").await);
    let (client, other) = (app.signed_in(&ours).await, app.signed_in(&theirs).await);
    let own = all_records(&app, &ours, &client).await;
    let foreign = all_records(&app, &theirs, &other).await;
    let seen = (card(&client, own).await, card(&other, foreign).await, written(&app).await);
    let mut tried = 0;
    for (path, who) in TABLE {
        let Some(fields) = requests::form(path, own).filter(|_| who.rights().is_some()) else { continue };
        let more = OF_FORMS.iter().filter(|(of, _)| of == path).flat_map(|(_, more)| more.iter().copied());
        let named = fields.iter().filter(|(_, value)| *value == own.to_string()).map(|(name, _)| *name);
        for place in named.chain(more) {
            let mut sent: Vec<(String, String)> = fields
                .iter()
                .filter(|(name, _)| *name != place)
                .map(|(name, value)| ((*name).into(), value.clone()))
                .collect();
            // What else the record asks for is right, and whatever is not shown in a form is not in it.
            sent.push((place.replace("{}", &foreign.to_string()), foreign.to_string()));
            sent.extend(["address_version", "contact_version"].map(|name| (name.to_owned(), "1".to_owned())));
            let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let answer = client.form(path, &sent).await;
            let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
            assert!(!to.as_ref().is_some_and(|to| to.contains("bewaard")), "{path} {place} leads to {to:?}");
            let after = (card(&client, own).await, card(&other, foreign).await, written(&app).await);
            assert_eq!(after, seen, "{path} {place}: nothing was written");
            tried += 1;
        }
    }
    assert!(tried >= 31, "{tried} fields were tried");
}

async fn a_part_of_another_customer_is_not_found_in_any_field(app: TestApp) {
    let ours = app.firm("Wij").await;
    let client = app.signed_in(&ours).await;
    let own = all_records(&app, &ours, &client).await;
    let beside = all_records(&app, &ours, &client).await;
    let line =
        change::Entity::find().order_by_desc(change::Column::Id).one(&app.context.db.read).await.unwrap().unwrap();
    assert_eq!(line.customer_id, Some(beside));
    let seen = (card(&client, own).await, card(&client, beside).await, written(&app).await);
    let (mut wrong, mut tried) = (Vec::new(), 0);
    let of_customer =
        |path: &str, places: &[&str]| path == "/api/customers/update" || places.contains(&"/request/customer_id");
    for (path, places) in IDS.iter().filter(|(path, places)| of_customer(path, places)) {
        let is_update = *path == "/api/customers/update";
        for place in places.iter().filter(|place| PARTS.contains(place) && !(is_update && **place == "/request/id")) {
            let part = if *place == "/request/before" { line.id } else { beside };
            let (status, text) = status(&client, path, &request(path, own, place, &json!(part))).await;
            tried += 1;
            if status != StatusCode::NOT_FOUND {
                wrong.push(format!("{path} {place} answered {status}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(tried, 17);
    let after = (card(&client, own).await, card(&client, beside).await, written(&app).await);
    assert_eq!(after, seen, "and nothing was written");
    // With its own parts the same requests are answered.
    for path in [
        "/api/addresses/save",
        "/api/contacts/save",
        "/api/contacts/make_main",
        "/api/notes/save",
        "/api/invitations/preview",
    ] {
        let place = "/request/customer_id";
        let mut own_parts = request(path, own, place, &json!(own));
        own_parts["request"]["recipient"]["contact_id"] = json!(own);
        let (status, text) = status(&client, path, &own_parts).await;
        assert_ne!(status, StatusCode::NOT_FOUND, "{path}: {text}");
    }
}
