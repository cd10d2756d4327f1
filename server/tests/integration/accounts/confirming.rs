//! The password again, before what an unattended screen must not allow.

use std::collections::BTreeSet;

use app::error::{AppError, FieldError};
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    security::{
        call,
        requests::{body, form},
        table::TABLE,
    },
    support::{
        Client, PASSWORD, TestApp,
        answers::location,
        factors::{let_confirmation_pass, set_up_app},
    },
};

both!(
    what_matters_asks_for_the_password_again,
    nothing_else_asks_for_it,
    a_file_of_all_customers_comes_after_the_password,
    all_customers_are_printed_after_the_password
);

/// What a session must have been confirmed for lately.
const GUARDED: [&str; 14] = [
    "/api/customers/printed",
    "/api/session/add_passkey",
    "/api/session/passkey_add_options",
    "/api/session/remove_passkey",
    "/api/session/app_setup",
    "/api/session/new_codes",
    "/api/session/remove_app",
    "/api/settings/change_user",
    "/api/settings/delete_profile",
    "/api/settings/invite",
    "/api/settings/require_second_factor",
    "/api/settings/resend",
    "/api/settings/reset_second_factor",
    "/api/settings/save_profile",
];

/// The same by a plain form.
const GUARDED_FORMS: [&str; 10] = [
    "/api/session/new_codes_form",
    "/api/session/remove_app_form",
    "/api/session/remove_passkey_form",
    "/api/settings/delete_profile_form",
    "/api/settings/invite_form",
    "/api/settings/profile_form",
    "/api/settings/require_form",
    "/api/settings/resend_form",
    "/api/settings/reset_second_factor_form",
    "/api/settings/user_form",
];

async fn error_of(client: &Client, path: &str) -> Option<AppError> {
    client.call::<Value>(path, &body(path, Uuid::now_v7())).await.err()
}

async fn confirm(client: &Client, password: &str) -> Result<(), AppError> {
    client.call("/api/session/confirm", &json!({ "request": { "password": password } })).await
}

async fn what_matters_asks_for_the_password_again(app: TestApp) {
    let an = app.firm("Zeker").await;
    let (client, other) = (app.signed_in(&an).await, app.signed_in(&an).await);
    for _ in 0..2 {
        let_confirmation_pass(&app, &an).await;
        for path in GUARDED {
            assert_eq!(error_of(&client, path).await, Some(AppError::Unconfirmed), "{path}");
            assert_eq!(call(&client, path, Uuid::now_v7()).await.0, StatusCode::FORBIDDEN, "{path}");
        }
        assert!(client.call::<Value>("/api/settings/users", &json!({})).await.is_ok(), "reading is not asked about");
        let wrong = confirm(&client, "iets anders helemaal").await;
        assert_eq!(wrong, Err(AppError::field("password", FieldError::WrongPassword)));
        assert_eq!(error_of(&client, "/api/settings/change_user").await, Some(AppError::Unconfirmed));
        confirm(&client, PASSWORD).await.unwrap();
        for path in GUARDED {
            assert_ne!(error_of(&client, path).await, Some(AppError::Unconfirmed), "{path}");
        }
        assert_eq!(
            error_of(&other, "/api/settings/change_user").await,
            Some(AppError::Unconfirmed),
            "it holds in one session"
        );
    }
    let_confirmation_pass(&app, &an).await;
    for path in GUARDED_FORMS {
        let fields = form(path, Uuid::now_v7()).expect("a form");
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let asked = location(&client.form(path, &fields).await);
        assert!(asked.contains("bevestigen"), "{path} leads to {asked}");
    }
    let setup = client.form("/api/session/set_up_app", &[("sealed", "x"), ("code", "000000")]).await;
    assert_eq!(location(&setup), "/tweestaps?terug=/profiel&fout=bevestigen");
    let asked = client.get("/tweestaps?terug=/profiel").await.text().await.unwrap();
    assert!(asked.contains("/api/session/confirm_and_return"), "{asked}");
    for _ in 0..4 {
        confirm(&client, "iets anders helemaal").await.unwrap_err();
    }
    assert!(confirm(&client, "iets anders helemaal").await.is_err());
    assert!(matches!(confirm(&client, PASSWORD).await, Err(AppError::TooOften(_))), "guessing slows down");
}

/// A function that comes to ask is one to think about: it belongs in the lists above.
async fn nothing_else_asks_for_it(app: TestApp) {
    let an = app.firm("Genoeg").await;
    let mut asking = (BTreeSet::new(), BTreeSet::new());
    for (path, _) in TABLE {
        // Some end the session that they are asked by.
        let client = app.signed_in(&an).await;
        let_confirmation_pass(&app, &an).await;
        if let Some(fields) = form(path, Uuid::now_v7()) {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = client.form(path, &fields).await;
            if answer.status().is_redirection() && location(&answer).contains("bevestigen") {
                asking.1.insert(*path);
            }
        } else if error_of(&client, path).await == Some(AppError::Unconfirmed) {
            asking.0.insert(*path);
        }
    }
    // One asks where the app is set up, the other is how the answer is given.
    for known in ["/api/session/set_up_app", "/api/session/confirm_and_return"] {
        assert!(asking.1.remove(known), "{known}");
    }
    assert_eq!(asking, (GUARDED.into(), GUARDED_FORMS.into()));
}

async fn all_customers_are_printed_after_the_password(app: TestApp) {
    let an = app.firm("Papier").await;
    let client = app.signed_in(&an).await;
    let list = "/klanten/afdrukken?weergave=met-btw";
    assert_eq!(client.get(list).await.status(), StatusCode::OK);
    let_confirmation_pass(&app, &an).await;
    assert!(matches!(error_of(&client, "/api/customers/printed").await, Some(AppError::Unconfirmed)));
    let asked = location(&client.get(list).await);
    assert!(
        asked.starts_with("/bevestigen?terug=%2Fklanten%2Fafdrukken")
            || asked.starts_with("/bevestigen?terug=/klanten/afdrukken"),
        "{asked}"
    );
    let right = [("password", PASSWORD), ("terug", list)];
    assert_eq!(location(&client.form("/api/session/confirm_and_return", &right).await), list);
    assert_eq!(client.get(list).await.status(), StatusCode::OK);
}

async fn a_file_of_all_customers_comes_after_the_password(app: TestApp) {
    let an = app.firm("Bestand").await;
    let client = app.signed_in(&an).await;
    set_up_app(&client).await;
    let file = "/api/customers/export?view=vat";
    assert_eq!(client.get(file).await.status(), StatusCode::OK);
    let_confirmation_pass(&app, &an).await;
    let asked = client.get(file).await;
    assert_eq!(location(&asked), "/bevestigen?terug=/api/customers/export%3Fview%3Dvat");
    assert_eq!(client.get(&location(&asked)).await.status(), StatusCode::OK);
    let wrong = [("password", "iets anders helemaal"), ("terug", file)];
    let refused = location(&client.form("/api/session/confirm_and_return", &wrong).await);
    assert_eq!(refused, "/bevestigen?terug=/api/customers/export%3Fview%3Dvat&fout=password.wrong");
    let right = [("password", PASSWORD), ("terug", file)];
    let on = location(&client.form("/api/session/confirm_and_return", &right).await);
    assert_eq!(on, "/bevestigen?bestand=/api/customers/export%3Fview%3Dvat");
    let page = client.get(&on).await.text().await.unwrap();
    assert!(page.contains("content=\"0; url=/api/customers/export?view=vat\""), "{page}");
    assert_eq!(client.get(file).await.status(), StatusCode::OK);
    let foreign = [("password", PASSWORD), ("terug", "//evil.example")];
    assert_eq!(location(&client.form("/api/session/confirm_and_return", &foreign).await), "/klanten");
}
