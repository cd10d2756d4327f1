//! What the tests of the card share.

use std::{collections::BTreeSet, time::Duration};

use super::{Client, TestApp};
use app::{
    audit::history::{HistoryPage, HistoryRequest},
    customers::{
        api::StepRequest,
        card::{
            free_fields::api::{FreeFields, SaveFreeFieldsRequest},
            notes::api::{Note, SaveNoteRequest},
        },
        form::request::{Blank, CreateRequest, Filled, UpdateRequest},
        records::{Card, StatusChange},
    },
    error::AppError,
    own_fields::{Fields, KindView, LastChange, OwnField, OwnPatch},
    session::Viewer,
    settings::Group,
};
use domain::{
    details::{AddressDetails, ContactDetails, CustomerDetails},
    own_fields::OwnKind,
};
use serde_json::{Value, json};
use uuid::Uuid;

pub fn peeters(form_id: Uuid) -> CreateRequest {
    CreateRequest {
        form_id: Some(form_id),
        template_id: None,
        customer: CustomerDetails {
            name: "Bakkerij Peeters BV".into(),
            vat: "0477.472.701".into(),
            company_number: "0477472701".into(),
            country: "BE".into(),
            locale: "nl-BE".into(),
            ..CustomerDetails::default()
        },
        address: AddressDetails {
            street: "Veldstraat".into(),
            house_number: "12".into(),
            postcode: "9000".into(),
            city: "Gent".into(),
            country: "BE".into(),
            ..AddressDetails::default()
        },
        contact: ContactDetails {
            first_name: "Jan".into(),
            last_name: "Peeters".into(),
            email: "jan@peeters.be".into(),
            ..ContactDetails::default()
        },
        categories: BTreeSet::new(),
        own: OwnPatch::default(),
    }
}

/// Makes a field of the firm's own.
pub async fn own_field(client: &Client, label: &str, more: Value) -> Result<OwnField, AppError> {
    let mut request = json!({ "id": null, "version": 0, "labels": { "nl": label }, "kind": "text" });
    if let (Some(request), Value::Object(more)) = (request.as_object_mut(), more) {
        request.extend(more);
    }
    client.call::<()>("/api/own_fields/save", &json!({ "request": request })).await?;
    let of_label = |field: &OwnField| field.labels.all().any(|one| one == label);
    Ok(own_fields(client).await.fields.into_iter().find(of_label).unwrap())
}

pub async fn own_fields(client: &Client) -> Fields {
    client.call("/api/own_fields/list", &json!({})).await.unwrap()
}

/// The kind of a field, and what would become of its values as another.
pub async fn kind_of(client: &Client, id: Uuid, to: Option<OwnKind>) -> Result<KindView, AppError> {
    client.call("/api/own_fields/kind", &json!({ "request": { "id": id, "to": to } })).await
}

/// The same once no job works on it.
pub async fn kind_at_rest(client: &Client, id: Uuid) -> KindView {
    for _ in 0..600 {
        let view = kind_of(client, id, None).await.unwrap();
        if !view.last.as_ref().is_some_and(LastChange::is_going) {
            return view;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the job comes to its end")
}

/// Fills own fields in of a customer that has nothing in them.
pub async fn fill_in_own(client: &Client, id: Uuid, values: &[(Uuid, &str)]) -> Result<(), AppError> {
    let Filled { version, details, own, .. } = filled(client, id).await;
    let new = values.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
    let patch = OwnPatch { seen: own.values, new, added: None };
    update(client, &UpdateRequest { own: patch, ..UpdateRequest::of(id, version, details) }).await
}

pub async fn blank(client: &Client) -> Blank {
    client.call("/api/customers/blank", &json!({})).await.unwrap()
}

pub async fn create(client: &Client, request: &CreateRequest) -> Result<Uuid, AppError> {
    client.call("/api/customers/create", &json!({ "request": request })).await
}

pub async fn filled(client: &Client, id: Uuid) -> Filled {
    client.call("/api/customers/filled", &json!({ "id": id })).await.unwrap()
}

pub async fn added(client: &Client) -> Uuid {
    create(client, &peeters(blank(client).await.form_id)).await.unwrap()
}

/// A firm with a customer, who has an address and a contact: its administrator, the customer and the address of its card.
pub async fn with_card(app: &TestApp, name: &str) -> (Viewer, Client, Uuid, String) {
    let viewer = app.firm(name).await;
    let client = app.signed_in(&viewer).await;
    let id = added(&client).await;
    (viewer, client, id, format!("/klanten/{id}"))
}

pub async fn card(client: &Client, id: Uuid) -> Card {
    client.call("/api/customers/card", &json!({ "id": id })).await.unwrap()
}

pub async fn history(client: &Client, customer_id: Uuid) -> HistoryPage {
    let request = HistoryRequest { customer_id, before: None };
    client.call("/api/audit/history", &json!({ "request": request })).await.unwrap()
}

pub async fn step(client: &Client, verb: &str, id: Uuid, version: i32) -> Result<StatusChange, AppError> {
    client.call(&format!("/api/customers/{verb}"), &json!({ "request": StepRequest { id, version } })).await
}

pub async fn delete(client: &Client, id: Uuid, version: i32) -> Result<(), AppError> {
    client.call("/api/customers/delete", &json!({ "request": StepRequest { id, version } })).await
}

pub async fn update(client: &Client, request: &UpdateRequest) -> Result<(), AppError> {
    client.call("/api/customers/update", &json!({ "request": request })).await
}

/// Switches a tab of the card on or off.
pub async fn switch_tab(client: &Client, slug: &str, on: bool) -> Result<(), AppError> {
    client.call("/api/settings/switch_card_tab", &json!({ "request": { "slug": slug, "on": on } })).await
}

/// The notes of a customer.
pub async fn notes(client: &Client, customer_id: Uuid) -> Result<Vec<Note>, AppError> {
    client.call("/api/notes/list", &json!({ "request": { "customer_id": customer_id } })).await
}

/// Adds a note.
pub async fn add_note(client: &Client, customer_id: Uuid, text: &str) -> Result<(), AppError> {
    let request = SaveNoteRequest { customer_id, id: None, version: 0, text: text.to_owned() };
    client.call("/api/notes/save", &json!({ "request": request })).await
}

/// What stands on the tab *Vrije kenmerken* of a customer.
pub async fn free_fields(client: &Client, customer_id: Uuid) -> Result<FreeFields, AppError> {
    client.call("/api/free_fields/read", &json!({ "request": { "customer_id": customer_id } })).await
}

/// Changes it.
pub async fn save_free(client: &Client, customer_id: Uuid, own: &OwnPatch) -> Result<(), AppError> {
    let request = SaveFreeFieldsRequest { customer_id, own: own.clone() };
    client.call("/api/free_fields/save", &json!({ "request": request })).await
}

/// Makes a category of the firm.
pub async fn category(client: &Client, name: &str) -> Uuid {
    let save = json!({ "request": { "id": Value::Null, "version": 0, "name": name } });
    client.call::<()>("/api/settings/save_category", &save).await.unwrap();
    let all: Vec<Group> = client.call("/api/settings/categories", &json!({})).await.unwrap();
    all.into_iter().find(|group| group.name == name).unwrap().id
}

/// Puts a customer in a category.
pub async fn categorise(client: &Client, customer_id: Uuid, category_id: Uuid) -> Result<(), AppError> {
    let request = json!({ "request": { "customer_id": customer_id, "category_id": category_id } });
    client.call("/api/integrations/categorise", &request).await
}

/// Takes a customer out of a category.
pub async fn uncategorise(client: &Client, customer_id: Uuid, category_id: Uuid) -> Result<(), AppError> {
    let request = json!({ "request": { "customer_id": customer_id, "category_id": category_id } });
    client.call("/api/integrations/uncategorise", &request).await
}
