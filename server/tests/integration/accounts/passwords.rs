//! Another password: by a link, or by knowing the old one.

use app::{
    error::{AppError, FieldError, Guessable},
    session::links::Purpose,
};
use reqwest::Method;
use serde_json::json;

use crate::{
    both,
    support::{
        PASSWORD, TestApp,
        accounts::{GOOD, knows, link_for, mails_to, password_changes, sign_in, stored},
        answers::{location, session_cookie},
    },
};

both!(
    a_forgotten_password_is_replaced_by_a_link,
    an_answer_does_not_tell_whether_an_account_exists,
    a_password_that_is_tried_first_is_refused_everywhere,
    another_password_ends_other_sessions,
);

async fn a_forgotten_password_is_replaced_by_a_link(app: TestApp) {
    let an = app.firm("Vergeten").await;
    let (client, before) = (app.client(), app.signed_in(&an).await);
    client.form("/api/session/forgot_password", &[("email", &an.email)]).await;
    assert_eq!(mails_to(&app, "password").await, 1);
    let token = link_for(&app, Purpose::Password, &stored(&app, an.user_id).await).await;
    assert_eq!(client.get(&format!("/wachtwoord/{token}")).await.status(), 200);

    let choose = async |token: &str, password: &str| {
        location(&client.form("/api/session/choose_password", &[("token", token), ("password", password)]).await)
    };
    assert_eq!(choose(&token, "kort").await, format!("/wachtwoord/{token}?fout=password.weak"));
    assert!(knows(&before).await, "looking at the link and a weak password change nothing");
    assert_eq!(choose(&token, GOOD).await, "/aanmelden?gedaan=wachtwoord");
    assert_eq!(password_changes(&app, an.user_id).await, [(an.user_id, "password_link".to_owned())]);
    assert!(!knows(&before).await, "earlier sessions have ended");
    assert_eq!(choose(&token, GOOD).await, format!("/wachtwoord/{token}?fout=link"), "a link works once");
    assert_eq!(location(&sign_in(&client, &an.email, PASSWORD).await), "/aanmelden?terug=/klanten&fout=aanmelden");
    assert_eq!(location(&sign_in(&client, &an.email, GOOD).await), "/klanten");
}

async fn an_answer_does_not_tell_whether_an_account_exists(app: TestApp) {
    let an = app.firm("Stil").await;
    let client = app.client();
    let ask = async |email: &str| location(&client.form("/api/session/forgot_password", &[("email", email)]).await);
    for email in [an.email.as_str(), "niemand@nergens.be", "geen adres"] {
        assert_eq!(ask(email).await, "/wachtwoord?gedaan=verstuurd");
    }
    for _ in 0..5 {
        assert_eq!(ask(&an.email).await, "/wachtwoord?gedaan=verstuurd");
    }
    assert_eq!(mails_to(&app, "password").await, 3, "an account gets few mails, whoever asks");
    for _ in 0..20 {
        ask("niemand@nergens.be").await;
    }
    assert!(ask("iemand@nergens.be").await.contains("fout=wacht."), "one address asks only so often");
}

async fn a_password_that_is_tried_first_is_refused_everywhere(app: TestApp) {
    let an = app.firm("Broeckx").await;
    let (client, visitor) = (app.signed_in(&an).await, app.client());
    let user = stored(&app, an.user_id).await;
    for (password, word, reason) in [
        ("Welkom2026!", "word", Guessable::Word),
        ("Broeckx2026!", "name", Guessable::Name),
        ("aqwzsxedcrfv", "keys", Guessable::Keys),
    ] {
        let change = json!({ "request": { "current": PASSWORD, "password": password } });
        let changed = client.call::<()>("/api/session/change_password", &change).await;
        assert_eq!(changed, Err(AppError::field("password", FieldError::Guessable(reason))), "{password}");
        let token = link_for(&app, Purpose::Password, &user).await;
        let chosen = visitor.form("/api/session/choose_password", &[("token", &token), ("password", password)]).await;
        assert_eq!(location(&chosen), format!("/wachtwoord/{token}?fout=password.{word}"));
        let page = visitor.get(&location(&chosen)).await.text().await.unwrap();
        assert!(page.contains("zin van vier woorden"), "the way out is said: {page}");
        let token = link_for(&app, Purpose::Colleague, &user).await;
        let join = [("token", token.as_str()), ("name", "An"), ("password", password)];
        assert_eq!(
            location(&visitor.form("/api/session/join", &join).await),
            format!("/collega/{token}?fout=password.{word}")
        );
    }
}

async fn another_password_ends_other_sessions(app: TestApp) {
    let an = app.firm("Wissel").await;
    let (here, there) = (app.signed_in(&an).await, app.signed_in(&an).await);
    let change = |current, new| json!({ "request": { "current": current, "password": new } });
    let wrong = here.call::<()>("/api/session/change_password", &change("niet dit wachtwoord", GOOD)).await;
    assert_eq!(wrong, Err(AppError::field("current", FieldError::WrongPassword)));
    let weak = here.call::<()>("/api/session/change_password", &change(PASSWORD, "kort")).await;
    assert_eq!(weak, Err(AppError::field("password", FieldError::WeakPassword)));
    let request = here.request(Method::POST, "/api/session/change_password").json(&change(PASSWORD, GOOD));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(!knows(&there).await);
    assert!(!knows(&here).await, "the cookie was exchanged");
    assert!(knows(&app.client().with_session(&session_cookie(&answer).expect("a session"))).await);
    assert_eq!(password_changes(&app, an.user_id).await, [(an.user_id, "profile".to_owned())]);
}
