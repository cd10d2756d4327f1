//! Who may do what over HTTP, and what guards every answer.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::{both, support::TestApp};

both!(an_error_has_its_status);

async fn an_error_has_its_status(app: TestApp) {
    let an = app.firm("Status").await;
    let client = app.signed_in(&an).await;
    let status = async |client: &crate::support::Client, body: &str| {
        let request = client.request(Method::POST, "/api/settings/colleagues").header("content-type", "application/json");
        request.body(body.to_owned()).send().await.expect("an answer").status()
    };
    assert_eq!(status(&app.client(), "{}").await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&client, "{}").await, StatusCode::OK);
    assert_eq!(status(&client, "no json").await, StatusCode::UNPROCESSABLE_ENTITY);
    let colleagues: Vec<app::settings::Colleague> = client.call("/api/settings/colleagues", &json!({})).await.unwrap();
    assert_eq!(colleagues.iter().map(|colleague| colleague.name.as_str()).collect::<Vec<_>>(), ["An Beheerder"]);
}
