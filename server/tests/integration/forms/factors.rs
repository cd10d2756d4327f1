//! The second factor on a colleague's own page without JavaScript: what takes it away is asked in the page.

use app::session::second_factor::Factors;
use serde_json::json;

use crate::{
    accounts::passkeys::asked,
    both,
    support::{
        Client, TestApp,
        answers::location,
        authenticator::Authenticator,
        factors::{let_confirmation_pass, set_up_app, shown_codes},
        forms::{is_asked, post, send},
    },
};

both!(an_app_is_taken_away_after_the_question, a_passkey_is_taken_away_after_the_question, new_codes_are_made);

const OPEN: &str = "/api/session/open_form";
const PROFILE: &str = "/profiel";
const SAVED: &str = "/profiel?bewaard=ja";

async fn factors(client: &Client) -> Factors {
    client.call("/api/session/factors", &json!({})).await.unwrap()
}

async fn an_app_is_taken_away_after_the_question(app: TestApp) {
    let an = app.firm("App weg").await;
    let client = app.signed_in(&an).await;
    set_up_app(&client).await;
    let action = "/api/session/remove_app_form";
    let answer = send(&client, PROFILE, OPEN, &[]).await;
    assert_eq!(location(&answer), "/profiel?app-weghalen=ja");
    let question = client.follow(&answer).await.text().await.unwrap();
    assert!(is_asked(&question, action), "{question}");
    let_confirmation_pass(&app, &an).await;
    let first = post(&client, &question, action, &[]).await;
    assert!(location(&first).starts_with("/bevestigen?terug=/profiel"), "{first:?}");
    assert!(factors(&client).await.app_set_at.is_some(), "the password comes first");
    let client = app.signed_in(&an).await;
    assert_eq!(location(&post(&client, &question, action, &[]).await), SAVED);
    assert!(factors(&client).await.app_set_at.is_none());
    let html = client.get("/profiel?app-weghalen=ja").await.text().await.unwrap();
    assert!(!is_asked(&html, action), "what is not there is not asked about: {html}");
    app.checked().await;
}

async fn a_passkey_is_taken_away_after_the_question(app: TestApp) {
    let an = app.firm("Passkey weg").await;
    let client = app.signed_in(&an).await;
    let (question, browser) = asked(&client, "/api/session/passkey_add_options").await;
    let (_, credential) = Authenticator::create(&app.context.public_url, &question);
    let request = json!({ "request": { "name": "Laptop", "credential": credential, "terug": PROFILE } });
    browser.call::<String>("/api/session/add_passkey", &request).await.unwrap();
    let id = factors(&client).await.passkeys[0].id;
    let action = "/api/session/remove_passkey_form";
    let answer = send(&client, PROFILE, OPEN, &[]).await;
    assert_eq!(location(&answer), format!("/profiel?passkey-weghalen={id}"));
    let question = client.follow(&answer).await.text().await.unwrap();
    assert!(question.contains("Laptop") && is_asked(&question, action), "{question}");
    // Of nobody else.
    let other = app.signed_in(&app.firm("Ander").await).await;
    let stolen = other.form(action, &[("page", PROFILE), ("id", &id.to_string())]).await;
    assert_eq!(location(&stolen), PROFILE);
    assert_eq!(factors(&client).await.passkeys.len(), 1);
    assert_eq!(location(&post(&client, &question, action, &[]).await), SAVED);
    assert!(factors(&client).await.passkeys.is_empty());
    app.checked().await;
}

async fn new_codes_are_made(app: TestApp) {
    let client = app.signed_in(&app.firm("Codes").await).await;
    let before = set_up_app(&client).await.codes;
    let (address, action) = ("/profiel?nieuwe-codes=ja", "/api/session/new_codes_form");
    assert!(!is_asked(&client.get(PROFILE).await.text().await.unwrap(), action));
    let answer = send(&client, address, action, &[]).await;
    assert_eq!(location(&answer), "/tweestaps/codes");
    let after = shown_codes(client.follow(&answer).await).await;
    assert_eq!(after.len(), before.len());
    assert!(after.iter().all(|code| !before.contains(code)), "they are new");
    app.checked().await;
}
