//! What the tests of templates share.

use super::{
    Client, TestApp,
    customers::{Said, add_one},
};
use app::{
    error::AppError,
    integrations::{CustomerSettings, Link},
    session::Viewer,
    templates::{TemplateRecord, TemplateRow},
};
use domain::{
    integrations::Integration,
    templates::{Content, LinkSettings, TemplateDetails},
};
use serde_json::{Value, json};
use uuid::Uuid;

pub fn settings(pairs: &[(&str, &str)]) -> LinkSettings {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

pub fn record(name: &str, users: &[Uuid], integrations: &[(Integration, &[(&str, &str)])]) -> TemplateRecord {
    let integrations = integrations.iter().map(|(integration, pairs)| (*integration, settings(pairs))).collect();
    let content = Content { users: users.iter().copied().collect(), integrations, ..Content::default() };
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

/// A customer that keeps this, from a template or from none.
pub async fn customer(app: &TestApp, viewer: &Viewer, content: Content, template: Option<Uuid>) -> Uuid {
    let said = Said { name: "Bakkerij Peeters", reference: "P-7", template, content, ..Default::default() };
    add_one(app, viewer.firm_id, said).await
}

/// Every function that changes what a customer keeps.
pub fn writes(user_id: Uuid, template_id: Uuid) -> [(&'static str, Value); 6] {
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
        ("fill_in", json!({ "field": "manager" })),
    ]
}
