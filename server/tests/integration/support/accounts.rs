//! What the tests of accounts share.

use super::{Client, TestApp, answers::location};
use app::{
    session::{Account, links, links::Purpose},
    settings::{Profile, Users},
};
use chrono::Utc;
use domain::permissions::{Area, Level, Rights, Scope};
use entity::{change, outbox, user};
use reqwest::{Method, Response, header};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

pub const GOOD: &str = "zeven-paarden grazen stil";

pub async fn sign_in(client: &Client, email: &str, password: &str) -> Response {
    client.form("/api/session/sign_in", &[("email", email), ("password", password), ("terug", "")]).await
}

pub async fn guess_from(client: &Client, address: &str, email: &str, password: &str) -> String {
    let request = client.request(Method::POST, "/api/session/sign_in").header(header::ACCEPT, "text/html");
    let fields = [("email", email), ("password", password), ("terug", "")];
    location(&request.header("x-forwarded-for", address).form(&fields).send().await.unwrap())
}

pub async fn knows(client: &Client) -> bool {
    client.call::<Account>("/api/session/account", &json!({})).await.is_ok()
}

pub async fn link_for(app: &TestApp, purpose: Purpose, user: &user::Model) -> String {
    links::make(app.context.db.writer(), purpose, Some(user.firm_id), user.id, Utc::now()).await.unwrap()
}

pub async fn stored(app: &TestApp, id: Uuid) -> user::Model {
    user::Entity::find().filter(user::Column::Id.eq(id)).one(&app.context.db.read).await.unwrap().unwrap()
}

/// Who chose a password for a user since it was made, and by which way. No line of the log holds anything of a password.
pub async fn password_changes(app: &TestApp, user_id: Uuid) -> Vec<(Uuid, String)> {
    let of_user = change::Entity::find().filter(change::Column::RecordId.eq(user_id));
    let lines = of_user.order_by_asc(change::Column::Id).all(&app.context.db.read).await.unwrap();
    assert!(lines.iter().all(|line| line.record_kind == "user" && !line.fields.contains("argon2")), "{lines:?}");
    let changes = lines.into_iter().filter(|line| line.action == "update" && line.fields.contains("password_set_at"));
    changes.map(|line| (line.actor_id.unwrap(), line.source)).collect()
}

pub async fn mails_to(app: &TestApp, kind: &str) -> u64 {
    outbox::Entity::find().filter(outbox::Column::Kind.eq(kind)).count(&app.context.db.read).await.unwrap()
}

pub async fn user(client: &Client, id: Uuid) -> app::settings::User {
    let users: Users = client.call("/api/settings/users", &json!({})).await.unwrap();
    users.users.into_iter().find(|user| user.id == id).unwrap()
}

pub async fn profile(client: &Client, key: &str) -> Profile {
    let profiles: Vec<Profile> = client.call("/api/settings/profiles", &json!({})).await.unwrap();
    profiles.into_iter().find(|profile| profile.builtin == key || profile.name == key).unwrap()
}

/// A profile for somebody who keeps the accounts of colleagues, and sees only the customers it is assigned to.
pub fn personnel() -> Rights {
    let levels =
        BTreeMap::from([(Area::Users, Level::Delete), (Area::Customers, Level::Edit), (Area::Settings, Level::Read)]);
    Rights { scope: Scope::Assigned, levels }
}

pub fn save_profile(id: Option<Uuid>, version: i32, name: &str, rights: &Rights) -> serde_json::Value {
    json!({ "request": { "id": id, "version": version, "name": name, "rights": rights } })
}
