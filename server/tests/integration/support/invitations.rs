//! What the tests of invitations and of the customer's own pages share.

use super::{
    Client, Mail, Smtp, TestApp,
    customers::{Said, add_one},
};
use app::{
    error::AppError,
    invitations::records::{Opened, State},
    mail::Mailer,
    session::Viewer,
};
use domain::{customers::Status, details::ContactDetails};
use entity::customer;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

/// A customer with one contact, unless `email` is empty.
pub async fn customer(app: &TestApp, viewer: &Viewer, name: &str, email: &str) -> Uuid {
    let jan = ContactDetails {
        first_name: "Jan".into(),
        email: email.into(),
        locale: "fr-BE".into(),
        ..ContactDetails::default()
    };
    let contact = Some(jan).filter(|jan| !jan.email.is_empty());
    add_one(app, viewer.firm_id, Said { name, contact, ..Default::default() }).await
}

/// Sends what waits, to this mail server, for as long as the test runs.
pub fn post(app: &TestApp, url: &str) {
    let mailer = Mailer::new(Some(url), "kantoor@localhost").unwrap();
    tokio::spawn(app::mail::work(app.context.clone(), mailer, app.context.stop.clone()));
}

/// A mail server, and who posts to it.
pub async fn posted(app: &TestApp) -> Smtp {
    let smtp = Smtp::start().await;
    post(app, &smtp.url());
    smtp
}

pub async fn send(client: &Client, customer_id: Uuid, email: &str) -> Result<(), AppError> {
    let recipient = json!({ "contact_id": null, "name": "Jan", "email": email, "locale": "fr" });
    let request = json!({ "request": { "customer_id": customer_id, "recipient": recipient, "note": "Tot gauw" } });
    client.call("/api/invitations/send", &request).await
}

pub async fn state(client: &Client, customer_id: Uuid) -> Option<State> {
    client.call("/api/invitations/state", &json!({ "request": { "customer_id": customer_id } })).await.unwrap()
}

pub async fn opened(app: &TestApp, token: &str) -> Opened {
    app.client().call("/api/invitations/open", &json!({ "request": { "token": token } })).await.unwrap()
}

pub async fn status(app: &TestApp, id: Uuid) -> Status {
    let found = customer::Entity::find().filter(customer::Column::Id.eq(id)).one(&app.context.db.read).await.unwrap();
    Status::from_ordinal(found.unwrap().status).unwrap()
}

pub async fn invited(app: &TestApp, smtp: &Smtp, client: &Client, id: Uuid, email: &str) -> Mail {
    let before = smtp.mails().len();
    send(client, id, email).await.unwrap();
    assert_eq!(status(app, id).await, Status::Invited);
    smtp.wait_for(before + 1).await.pop().unwrap()
}
