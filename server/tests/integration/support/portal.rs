//! A customer's own person, as the tests of more than one feature need it.

use app::{
    error::AppError,
    portal::records::{Company, Overview},
    session::{
        Viewer,
        links::{self, Purpose},
    },
};
use chrono::Utc;
use entity::portal_account;
use reqwest::Response;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Client, PASSWORD, Smtp, TestApp,
    answers::session_of,
    invitations::{customer, invited, send},
};

/// A customer that has accepted, with the firm's administrator and the session of its own person.
pub struct Portal {
    pub viewer: Viewer,
    pub id: Uuid,
    pub client: Client,
}

impl Portal {
    /// Makes a firm with one customer, whose person accepts by a password.
    pub async fn of(app: &TestApp, smtp: &Smtp, firm: &str, email: &str) -> Self {
        let viewer = app.firm(firm).await;
        let id = customer(app, &viewer, "Bakkerij Jan", email).await;
        let mail = invited(app, smtp, &app.signed_in(&viewer).await, id, email).await;
        let token = mail.token("uitnodiging");
        let form = [("token", token.as_str()), ("way", "password"), ("password", PASSWORD)];
        let answer = app.client().form("/api/invitations/accept", &form).await;
        let client = session_of(app, &answer).expect("a session");
        Self { viewer, id, client }
    }
}

/// Invites somebody for a customer, and gives the token of the mail.
pub async fn invitation(app: &TestApp, smtp: &Smtp, viewer: &Viewer, customer_id: Uuid, email: &str) -> String {
    let before = smtp.links("uitnodiging").len();
    send(&app.signed_in(viewer).await, customer_id, email).await.unwrap();
    smtp.wait_for_link("uitnodiging", before).await
}

/// Accepts with a form that holds this besides the token.
pub async fn accept(client: &Client, token: &str, more: &[(&str, &str)]) -> Response {
    let form: Vec<_> = [("token", token)].into_iter().chain(more.iter().copied()).collect();
    client.form("/api/invitations/accept", &form).await
}

/// What a customer's person sees of a company.
pub async fn overview(client: &Client, id: Uuid) -> Result<Overview, AppError> {
    client.call("/api/portal/company", &json!({ "request": { "id": id } })).await
}

/// The companies that a session opens.
pub async fn companies(client: &Client) -> Vec<Uuid> {
    let companies: Vec<Company> = client.call("/api/portal/companies", &json!({})).await.unwrap();
    companies.into_iter().map(|company| company.id).collect()
}

/// The one account of a customer's person at this address.
pub async fn account(app: &TestApp, email: &str) -> portal_account::Model {
    let found = portal_account::Entity::find().filter(portal_account::Column::Email.eq(email));
    found.one(&app.context.db.read).await.unwrap().expect("an account")
}

/// The token of a link to sign in, for this account.
pub async fn link_to_sign_in(app: &TestApp, account: &portal_account::Model) -> String {
    links::make(app.context.db.writer(), Purpose::Portal, None, account.id, Utc::now()).await.unwrap()
}
