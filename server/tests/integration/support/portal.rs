//! A customer's own person, as the tests of more than one feature need it.

use app::session::Viewer;
use uuid::Uuid;

use super::{
    Client, PASSWORD, Smtp, TestApp,
    answers::session_of,
    invitations::{customer, invited},
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
