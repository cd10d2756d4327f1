//! Passkeys: added, signing in alone and after a password, confirming, taken away.

use app::{
    error::{AppError, Refusal},
    session::{
        Viewer,
        second_factor::{Factors, SecondStep},
        sign_ins::{SignInResult, SignIns},
    },
};
use domain::permissions::BuiltIn;
use entity::{change, user};
use reqwest::{Method, Response, StatusCode};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::{
    both,
    support::{
        Client, TestApp,
        accounts::{knows, mails_to},
        answers::{session_of, set_cookie},
        authenticator::Authenticator,
        factors::{halfway, let_confirmation_pass},
        invitations::posted,
        portal::Portal,
    },
};

both!(
    a_passkey_signs_in_alone,
    an_answer_that_does_not_fit_is_refused,
    a_passkey_is_asked_after_the_password,
    a_passkey_confirms_in_place_of_the_password,
    a_passkey_replaces_a_customers_person_only_when_told,
);
both!(spoilt: a_refused_passkey_is_in_the_log_of_sign_ins, a_passkey_that_was_taken_away_opens_nothing);

const COOKIE: &str = "kantoor_passkey";

/// A question, and the browser that was asked.
pub async fn asked(client: &Client, path: &str) -> (String, Client) {
    let answer = client.request(Method::POST, path).json(&json!({})).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    let cookie = set_cookie(&answer, COOKIE).expect("what the answer is known by");
    (answer.json().await.unwrap(), client.clone().with_cookie(COOKIE, &cookie))
}

async fn add(app: &TestApp, client: &Client) -> Authenticator {
    let (question, browser) = asked(client, "/api/session/passkey_add_options").await;
    let (device, credential) = Authenticator::create(&app.context.public_url, &question);
    let request = json!({ "request": { "name": "Laptop", "credential": credential, "terug": "/profiel" } });
    let on: String = browser.call("/api/session/add_passkey", &request).await.unwrap();
    assert_eq!(on, "/tweestaps/codes?terug=/profiel");
    device
}

async fn give(browser: &Client, path: &str, credential: &str) -> Response {
    let request = json!({ "request": { "credential": credential, "terug": "/imports" } });
    browser.request(Method::POST, path).json(&request).send().await.unwrap()
}

async fn sign_in(app: &TestApp, device: &mut Authenticator) -> Response {
    let (question, browser) = asked(&app.client(), "/api/session/passkey_options").await;
    give(&browser, "/api/session/passkey_sign_in", &device.answer(&question)).await
}

async fn a_passkey_signs_in_alone(app: TestApp) {
    let an = app.firm("Sleutel").await;
    let client = app.signed_in(&an).await;
    let mut device = add(&app, &client).await;
    assert_eq!(mails_to(&app, "factor_passkey_added").await, 1);
    let factors: Factors = client.call("/api/session/factors", &json!({})).await.unwrap();
    assert!(factors.codes_left == 10 && factors.app_set_at.is_none(), "{factors:?}");
    assert_eq!((factors.passkeys[0].name.as_str(), factors.passkeys[0].used_at), ("Laptop", None));
    let lines = change::Entity::find().filter(change::Column::RecordKind.eq("passkey"));
    let lines = lines.all(&app.context.db.read).await.unwrap();
    assert!(lines.len() == 1 && !lines[0].fields.contains("credential"), "{lines:?}");

    let (question, browser) = asked(&app.client(), "/api/session/passkey_options").await;
    let credential = device.answer(&question);
    let answer = give(&browser, "/api/session/passkey_sign_in", &credential).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(knows(&session_of(&app, &answer).expect("a session")).await);
    assert_eq!(answer.json::<String>().await.unwrap(), "/imports");
    let replayed = give(&browser, "/api/session/passkey_sign_in", &credential).await;
    assert_eq!(replayed.status(), StatusCode::UNPROCESSABLE_ENTITY, "a question has one answer");
    let factors: Factors = client.call("/api/session/factors", &json!({})).await.unwrap();
    assert!(factors.passkeys[0].used_at.is_some(), "{factors:?}");
}

async fn an_answer_that_does_not_fit_is_refused(app: TestApp) {
    let an = app.firm("Past").await;
    let client = app.signed_in(&an).await;
    let mut device = add(&app, &client).await;
    let here = device.origin.clone();
    let bend: [fn(&mut Authenticator); 3] = [
        |device| device.origin = "http://elders.example".into(),
        |device| device.verified = false,
        |device| device.counter = 0,
    ];
    assert_eq!(sign_in(&app, &mut device).await.status(), StatusCode::OK);
    for (index, bend) in bend.into_iter().enumerate() {
        bend(&mut device);
        let answer = sign_in(&app, &mut device).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "bent in way {index}");
        assert!(session_of(&app, &answer).is_none());
        (device.origin, device.verified, device.counter) = (here.clone(), true, 10);
    }
    assert_eq!(sign_in(&app, &mut device).await.status(), StatusCode::OK);

    // Made for another question, or by a browser that was not asked.
    let (question, _) = asked(&app.client(), "/api/session/passkey_options").await;
    let (_, other) = asked(&app.client(), "/api/session/passkey_options").await;
    let crossed = give(&other, "/api/session/passkey_sign_in", &device.answer(&question)).await;
    assert_eq!(crossed.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let (question, _) = asked(&app.client(), "/api/session/passkey_options").await;
    let unasked = give(&app.client(), "/api/session/passkey_sign_in", &device.answer(&question)).await;
    assert_eq!(unasked.status(), StatusCode::UNPROCESSABLE_ENTITY);
    for nonsense in ["", "{}", "[]"] {
        let (_, browser) = asked(&app.client(), "/api/session/passkey_options").await;
        let answer = give(&browser, "/api/session/passkey_sign_in", nonsense).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{nonsense}");
    }
}

async fn a_passkey_is_asked_after_the_password(app: TestApp) {
    let an = app.firm("Daarna").await;
    let mut device = add(&app, &app.signed_in(&an).await).await;
    let half = halfway(&app, &an).await;
    let step: SecondStep = half.call("/api/session/second_step", &json!({})).await.unwrap();
    assert_eq!(step, SecondStep { app: false, passkey: true });
    let (question, browser) = asked(&half, "/api/session/passkey_options").await;
    let named: Value = serde_json::from_str(&question).unwrap();
    assert_eq!(named["publicKey"]["allowCredentials"].as_array().map(Vec::len), Some(1), "{named}");
    let answer = give(&browser, "/api/session/passkey_sign_in", &device.answer(&question)).await;
    assert!(knows(&session_of(&app, &answer).expect("a session")).await);

    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let mut of_bo = add(&app, &app.signed_in(&bo).await).await;
    let (question, browser) = asked(&halfway(&app, &an).await, "/api/session/passkey_options").await;
    let foreign = give(&browser, "/api/session/passkey_sign_in", &of_bo.answer(&question)).await;
    assert_eq!(foreign.status(), StatusCode::UNPROCESSABLE_ENTITY, "another's passkey after one's own password");
}

async fn a_refused_passkey_is_in_the_log_of_sign_ins(app: TestApp) {
    let an = app.firm("Geweigerd").await;
    let admin = app.signed_in(&an).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let mut device = add(&app, &app.signed_in(&bo).await).await;
    let results = async || {
        let log: SignIns = admin.call("/api/settings/sign_ins", &json!({ "request": {} })).await.unwrap();
        log.lines.iter().map(|line| line.result).collect::<Vec<_>>()
    };
    let here = std::mem::replace(&mut device.origin, "http://elders.example".into());
    sign_in(&app, &mut device).await;
    assert_eq!(results().await, [SignInResult::WrongPasskey]);
    device.origin = here;
    let inactive = user::ActiveModel { active: Set(false), ..Default::default() };
    user::Entity::update_many()
        .set(inactive)
        .filter(user::Column::Id.eq(bo.user_id))
        .exec(app.context.db.writer())
        .await
        .unwrap();
    let answer = sign_in(&app, &mut device).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(results().await, [SignInResult::Deactivated, SignInResult::WrongPasskey]);
}

async fn a_passkey_replaces_a_customers_person_only_when_told(app: TestApp) {
    let smtp = posted(&app).await;
    let kept = Portal::of(&app, &smtp, "Wissel", "jan@bakkerij.example").await;
    let mut device = add(&app, &app.signed_in(&kept.viewer).await).await;
    let page = kept.client.get("/aanmelden/passkey").await.text().await.unwrap();
    assert!(page.contains(r#"name="switch""#), "{page}");
    for (switch, status) in [(false, StatusCode::UNPROCESSABLE_ENTITY), (true, StatusCode::OK)] {
        let (question, browser) = asked(&kept.client, "/api/session/passkey_options").await;
        let request = json!({ "request": { "credential": device.answer(&question), "terug": "", "switch": switch } });
        let answer = browser.request(Method::POST, "/api/session/passkey_sign_in").json(&request).send().await.unwrap();
        assert_eq!((answer.status(), session_of(&app, &answer).is_some()), (status, switch));
    }
}

async fn a_passkey_confirms_in_place_of_the_password(app: TestApp) {
    let an = app.firm("Bevestig").await;
    let client = app.signed_in(&an).await;
    let mut device = add(&app, &client).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Administrator).await;
    let mut of_bo = add(&app, &app.signed_in(&bo).await).await;
    let unconfirmed =
        async || client.call::<()>("/api/session/new_codes", &json!({})).await == Err(AppError::Unconfirmed);
    let_confirmation_pass(&app, &an).await;
    assert!(unconfirmed().await);
    let (question, browser) = asked(&client, "/api/session/passkey_confirm_options").await;
    let foreign = give(&browser, "/api/session/passkey_confirm", &of_bo.answer(&question)).await;
    assert_eq!(foreign.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unconfirmed().await);
    let (question, browser) = asked(&client, "/api/session/passkey_options").await;
    let for_another_end = give(&browser, "/api/session/passkey_confirm", &device.answer(&question)).await;
    assert_eq!(for_another_end.status(), StatusCode::UNPROCESSABLE_ENTITY, "it was asked to sign in");
    let (question, browser) = asked(&client, "/api/session/passkey_confirm_options").await;
    let answer = give(&browser, "/api/session/passkey_confirm", &device.answer(&question)).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(!unconfirmed().await);
}

async fn a_passkey_that_was_taken_away_opens_nothing(app: TestApp) {
    let an = app.firm("Weggehaald").await;
    let client = app.signed_in(&an).await;
    let mut device = add(&app, &client).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let id = async |client: &Client| {
        let factors: Factors = client.call("/api/session/factors", &json!({})).await.unwrap();
        factors.passkeys.first().map(|passkey| passkey.id)
    };
    let remove = json!({ "request": { "id": id(&client).await } });
    let others = app.signed_in(&bo).await.call::<()>("/api/session/remove_passkey", &remove).await;
    assert_eq!(others, Err(AppError::NotFound), "a colleague's is not one's own to take away");
    client.call::<()>("/api/session/remove_passkey", &remove).await.unwrap();
    assert_eq!(mails_to(&app, "factor_passkey_removed").await, 1);
    let answer = sign_in(&app, &mut device).await;
    assert_eq!(answer.json::<AppError>().await.unwrap(), AppError::Refused(Refusal::PasskeyRefused));

    let mut of_bo = add(&app, &app.signed_in(&bo).await).await;
    leave(&app, &bo).await;
    assert_eq!(sign_in(&app, &mut of_bo).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "who left stays out");
}

async fn leave(app: &TestApp, who: &Viewer) {
    let left = user::ActiveModel { active: Set(false), ..Default::default() };
    let of_id = user::Column::Id.eq(who.user_id);
    user::Entity::update_many().set(left).filter(of_id).exec(app.context.db.writer()).await.unwrap();
}
