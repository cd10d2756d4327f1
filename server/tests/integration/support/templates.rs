//! What the tests of templates share.

use super::{Client, TestApp};
use app::{
    audit::{Actor, Log, Origin},
    customers::store::{self, NewCustomer},
    error::AppError,
    integrations::{CustomerSettings, Link},
    session::Viewer,
    templates::{TemplateRecord, TemplateRow},
};
use domain::{
    integrations::Integration,
    templates::{Content, LinkSettings, TemplateDetails},
};
use entity::customer;
use serde_json::{Value, json};
use uuid::Uuid;

pub fn settings(pairs: &[(&str, &str)]) -> LinkSettings {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

pub fn record(name: &str, users: &[Uuid], integrations: &[(Integration, &[(&str, &str)])]) -> TemplateRecord {
    let integrations = integrations.iter().map(|(integration, pairs)| (*integration, settings(pairs))).collect();
    let content = Content { users: users.iter().copied().collect(), integrations };
    TemplateRecord {
        details: TemplateDetails { name: name.into(), content, ..TemplateDetails::default() },
        ..TemplateRecord::default()
    }
}

pub async fn save(client: &Client, record: &TemplateRecord) -> Result<Uuid, AppError> {
    client.call("/api/templates/save", &json!({ "request": record })).await
}

pub async fn on_template<T: serde::de::DeserializeOwned>(client: &Client, verb: &str, id: Uuid) -> Result<T, AppError> {
    client.call(&format!("/api/templates/{verb}"), &json!({ "request": { "id": id } })).await
}

pub async fn list(client: &Client) -> Vec<TemplateRow> {
    client.call("/api/templates/list", &json!({})).await.unwrap()
}

pub async fn on_customer<T: serde::de::DeserializeOwned>(
    client: &Client,
    verb: &str,
    id: Uuid,
    mut more: Value,
) -> Result<T, AppError> {
    more["customer_id"] = json!(id);
    client.call(&format!("/api/integrations/{verb}"), &json!({ "request": more })).await
}

pub async fn tab(client: &Client, id: Uuid) -> CustomerSettings {
    on_customer(client, "settings", id, json!({})).await.unwrap()
}

pub async fn customer(app: &TestApp, viewer: &Viewer, content: Content, template_id: Option<Uuid>) -> Uuid {
    let firm_id = viewer.firm_id;
    let origin = Origin { firm_id, actor: Actor::User(viewer.user_id), source: "form", batch_id: None };
    let mut log = Log::new(app.context.db.begin().await.unwrap(), origin);
    let (id, text, now) = (Uuid::now_v7(), String::new, log.at());
    let customer = customer::Model {
        firm_id,
        id,
        version: 1,
        number: 0,
        name: "Bakkerij Peeters".into(),
        name_key: text(),
        status: 0,
        active: false,
        vat: text(),
        company_number: text(),
        external_reference: "P-7".into(),
        country: "BE".into(),
        locale: text(),
        iban: text(),
        email: text(),
        phone: text(),
        mobile: text(),
        website: text(),
        description: text(),
        mandate: false,
        manager_id: None,
        manager_key: text(),
        business_unit_id: None,
        template_id,
        postcode: text(),
        city: text(),
        city_key: text(),
        search: text(),
        created_at: now,
        updated_at: now,
    };
    let new = NewCustomer { customer, addresses: vec![], contacts: vec![], content };
    store::insert(&mut log, vec![new]).await.unwrap();
    log.finish().await.unwrap();
    id
}

/// Every function that changes what a customer keeps.
pub fn writes(user_id: Uuid, template_id: Uuid) -> [(&'static str, Value); 5] {
    let link = Link {
        integration: Integration::Yuki,
        version: 0,
        external_reference: String::new(),
        settings: LinkSettings::new(),
    };
    [
        ("assign", json!({ "user_id": user_id })),
        ("unassign", json!({ "user_id": user_id })),
        ("link", json!({ "link": link })),
        ("unlink", json!({ "integration": "yuki" })),
        ("apply_template", json!({ "template_id": template_id })),
    ]
}
