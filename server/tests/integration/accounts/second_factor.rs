//! The second factor: set up, asked when signing in, lost, enforced.

use app::{
    error::{AppError, Refusal},
    session::{
        cookie,
        links::Purpose,
        second_factor::{Factors, SecondStep, step},
    },
};
use chrono::{Duration, Utc};
use domain::permissions::BuiltIn;
use entity::{change, recovery_code, second_factor, sign_in_step};
use reqwest::StatusCode;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    security::{
        call,
        table::{TABLE, Who},
    },
    support::{
        Client, PASSWORD, TestApp,
        accounts::{GOOD, guess_from, knows, link_for, mails_to, profile, sign_in, stored, user},
        answers::{location, session_of},
        factors::{give_code, give_first, halfway, let_codes_pass, secret_of, set_up_app, setup, shown_codes},
    },
};

both!(
    an_app_is_asked_for_its_code_when_its_owner_signs_in,
    an_app_is_set_up_by_its_first_code,
    half_a_session_opens_nothing,
    guessing_codes_slows_down,
    a_recovery_code_counts_once,
    signing_in_is_finished_in_time,
    a_profile_that_asks_for_it_lets_nothing_else_be_done,
    a_lost_second_factor_is_taken_away_by_an_administrator,
    a_link_for_a_password_does_not_pass_the_second_factor,
    the_last_of_it_takes_the_codes_along,
);

const WRONG: &str = "/aanmelden/code?terug=/klanten&fout=code.code";

async fn an_app_is_asked_for_its_code_when_its_owner_signs_in(app: TestApp) {
    let an = app.firm("Twee").await;
    let own = set_up_app(&app.signed_in(&an).await).await;
    let half = halfway(&app, &an).await;
    let step: SecondStep = half.call("/api/session/second_step", &json!({})).await.unwrap();
    assert_eq!(step, SecondStep { app: true, passkey: false });
    let page = half.get("/aanmelden/code?terug=/klanten").await.text().await.unwrap();
    assert!(page.contains("one-time-code") && page.contains("/api/session/give_code"), "{page}");

    // The code that set it up does not count twice.
    assert_eq!(location(&give_code(&half, &own.code()).await), WRONG);
    let_codes_pass(&app).await;
    assert_eq!(location(&give_code(&half, &own.wrong_code()).await), WRONG);
    let code = own.code();
    let answer = give_code(&half, &format!(" {} {}", &code[..3], &code[3..])).await;
    assert_eq!(location(&answer), "/klanten");
    assert!(knows(&session_of(&app, &answer).expect("a session")).await);

    let again = halfway(&app, &an).await;
    let replayed = give_code(&again, &code).await;
    assert_eq!(location(&replayed), WRONG, "a code that was overheard opens nothing");
    assert!(session_of(&app, &replayed).is_none());
    let_codes_pass(&app).await;
    let finished = give_code(&half, &own.code()).await;
    assert_eq!(location(&finished), "/aanmelden?terug=/klanten&fout=verlopen", "it was finished once");
}

async fn an_app_is_set_up_by_its_first_code(app: TestApp) {
    let an = app.firm("Begin").await;
    let client = app.signed_in(&an).await;
    let shown = setup(&client).await;
    let page = client.get("/tweestaps").await.text().await.unwrap();
    assert!(page.contains("class=\"qr\"") && page.contains("name=\"sealed\""), "{page}");
    let refused = give_first(&client, &shown.sealed, "12345").await;
    assert_eq!(location(&refused), "/tweestaps?terug=/profiel&fout=code.code");
    let again = client.follow(&refused).await.text().await.unwrap();
    assert!(again.contains(&shown.secret), "the secret that was scanned is still the one");
    assert_eq!(mails_to(&app, "factor_app_set").await, 0);

    let other = app.signed_in(&app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await).await;
    let code = app::session::second_factor::app_code::code_at(&secret_of(&shown), Utc::now()).unwrap();
    let stolen = give_first(&other, &shown.sealed, &code).await;
    assert_eq!(location(&stolen), "/tweestaps?terug=/profiel&fout=code.code", "it was shown to another");
    let done = give_first(&client, &shown.sealed, &code).await;
    assert_eq!(location(&done), "/tweestaps/codes?terug=/profiel");
    let codes = shown_codes(client.follow(&done).await).await;
    assert_eq!(codes.len(), 10);
    let after = shown_codes(client.get("/tweestaps/codes").await).await;
    assert!(after.is_empty(), "they are shown once");

    let factors: Factors = client.call("/api/session/factors", &json!({})).await.unwrap();
    assert!(factors.app_set_at.is_some() && factors.codes_left == 10, "{factors:?}");
    let row = second_factor::Entity::find_by_id((an.firm_id, an.user_id)).one(&app.context.db.read).await.unwrap();
    let sealed = row.and_then(|row| row.app_secret).unwrap();
    assert!(!sealed.contains(&shown.secret.replace(' ', "")), "no secret lies open");
    let hashes = recovery_code::Entity::find().all(&app.context.db.read).await.unwrap();
    assert!(hashes.iter().all(|row| row.code_hash.len() == 64));
    let lines = change::Entity::find().filter(change::Column::RecordKind.eq("second_factor"));
    let lines = lines.all(&app.context.db.read).await.unwrap();
    assert!(lines.iter().any(|line| line.fields.contains("app_set_at")), "{lines:?}");
    assert!(lines.iter().all(|line| !line.fields.contains("secret")), "{lines:?}");
    assert_eq!(mails_to(&app, "factor_app_set").await, 1);
}

async fn half_a_session_opens_nothing(app: TestApp) {
    let an = app.firm("Half").await;
    set_up_app(&app.signed_in(&an).await).await;
    let half = halfway(&app, &an).await;
    let steps = sign_in_step::Entity::find().all(&app.context.db.read).await.unwrap();
    let as_session = app.client().with_session(&steps[0].token_hash);
    let token = half_token(&app, &an).await;
    let disguised = app.client().with_cookie(cookie::NAME, &token);
    let mut wrong = Vec::new();
    for (client, address) in [(&half, "203.0.113.1"), (&as_session, "203.0.113.2"), (&disguised, "203.0.113.3")] {
        // From an address each: a flood from one is held up.
        let client = &client.clone().from(address);
        for (path, _) in TABLE.iter().filter(|(_, who)| *who != Who::Public) {
            let (status, text) = call(client, path, Uuid::now_v7()).await;
            if status != StatusCode::UNAUTHORIZED {
                wrong.push(format!("{path} answered {status}: {text}"));
            }
        }
        for page in ["/klanten", "/profiel", "/tweestaps", "/instellingen/gebruikers"] {
            let to = location(&client.get(page).await);
            if !to.starts_with("/aanmelden?terug=") {
                wrong.push(format!("{page} led to {to}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The secret of half a session.
async fn half_token(app: &TestApp, who: &app::session::Viewer) -> String {
    let answer = sign_in(&app.client(), &who.email, PASSWORD).await;
    crate::support::answers::set_cookie(&answer, step::COOKIE).expect("half a session")
}

async fn guessing_codes_slows_down(app: TestApp) {
    let an = app.firm("Raad").await;
    let own = set_up_app(&app.signed_in(&an).await).await;
    let_codes_pass(&app).await;
    let half = halfway(&app, &an).await;
    for _ in 0..5 {
        assert_eq!(location(&give_code(&half, &own.wrong_code()).await), WRONG);
    }
    for client in [&half, &halfway(&app, &an).await] {
        let from_elsewhere = client.request(reqwest::Method::POST, "/api/session/give_code");
        let from_elsewhere = from_elsewhere.header("x-forwarded-for", "198.51.100.77").header("accept", "text/html");
        let code = own.code();
        let answer = from_elsewhere.form(&[("code", code.as_str()), ("terug", "")]).send().await.unwrap();
        assert!(location(&answer).contains("fout=wacht."), "{}", location(&answer));
    }
}

async fn a_recovery_code_counts_once(app: TestApp) {
    let an = app.firm("Herstel").await;
    let client = app.signed_in(&an).await;
    let own = set_up_app(&client).await;
    assert_eq!(own.codes.len(), 10);
    let typed = own.codes[3].to_lowercase().replace('-', " ");
    let answer = give_code(&halfway(&app, &an).await, &typed).await;
    assert_eq!(location(&answer), "/klanten");
    let inside = session_of(&app, &answer).expect("a session");
    assert_eq!(mails_to(&app, "factor_code_used").await, 1);
    assert_eq!(location(&give_code(&halfway(&app, &an).await, &own.codes[3]).await), WRONG);
    let factors: Factors = inside.call("/api/session/factors", &json!({})).await.unwrap();
    assert_eq!(factors.codes_left, 9);

    inside.call::<()>("/api/session/new_codes", &json!({})).await.unwrap();
    assert_eq!(mails_to(&app, "factor_codes_made").await, 1);
    assert_eq!(location(&give_code(&halfway(&app, &an).await, &own.codes[4]).await), WRONG, "earlier ones are gone");
    let factors: Factors = inside.call("/api/session/factors", &json!({})).await.unwrap();
    assert_eq!(factors.codes_left, 10);
}

async fn signing_in_is_finished_in_time(app: TestApp) {
    let an = app.firm("Tijd").await;
    let own = set_up_app(&app.signed_in(&an).await).await;
    let_codes_pass(&app).await;
    let half = halfway(&app, &an).await;
    let past = sign_in_step::ActiveModel { expires_at: Set(Utc::now() - Duration::seconds(1)), ..Default::default() };
    sign_in_step::Entity::update_many().set(past).exec(app.context.db.writer()).await.unwrap();
    assert_eq!(location(&give_code(&half, &own.code()).await), "/aanmelden?terug=/klanten&fout=verlopen");
    let step = half.call::<SecondStep>("/api/session/second_step", &json!({})).await;
    assert_eq!(step, Err(AppError::Refused(Refusal::StepExpired)));
    app.run_schedule(Utc::now()).await;
    assert_eq!(sign_in_step::Entity::find().count(&app.context.db.read).await.unwrap(), 0);
}

/// What somebody who must set up a second factor first can call.
const SETTING_UP: [&str; 8] = [
    "/api/session/add_passkey",
    "/api/session/app_setup",
    "/api/session/confirm",
    "/api/session/confirm_and_return",
    "/api/session/passkey_add_options",
    "/api/session/passkey_confirm",
    "/api/session/passkey_confirm_options",
    "/api/session/set_up_app",
];

async fn a_profile_that_asks_for_it_lets_nothing_else_be_done(app: TestApp) {
    let an = app.firm("Moet").await;
    let administrator = app.signed_in(&an).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Administrator).await;
    let client = app.signed_in(&bo).await;
    let other = app.colleague(an.firm_id, "Cé", BuiltIn::Reader).await;
    require(&administrator, "administrator", true).await;
    assert!(knows(&app.signed_in(&other).await).await, "another profile asks for nothing");

    let mut wrong = Vec::new();
    for (path, who) in TABLE.iter().filter(|(path, who)| *who != Who::Public && !SETTING_UP.contains(path)) {
        let expected = if *who == Who::Customer { 401 } else { 403 };
        let (status, text) = call(&client, path, Uuid::now_v7()).await;
        if status != expected {
            wrong.push(format!("{path} answered {status}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(client.call::<Value>("/api/session/account", &json!({})).await, Err(AppError::SecondFactorMissing));
    assert_eq!(client.get("/api/customers/export").await.status(), 403);
    assert_eq!(location(&client.get("/klanten?view=vat").await), "/tweestaps?terug=/klanten%3Fview%3Dvat");
    assert_eq!(location(&client.get("/aanmelden").await), "/tweestaps");
    assert_eq!(location(&sign_in(&app.client(), &bo.email, PASSWORD).await), "/klanten");

    set_up_app(&client).await;
    assert!(knows(&client).await, "and then everything");
    assert!(user(&client, bo.user_id).await.second_factor && !user(&client, an.user_id).await.second_factor);
    let last = client.call::<()>("/api/session/remove_app", &json!({})).await;
    assert_eq!(last, Err(AppError::Refused(Refusal::LastFactor)));
    require(&client, "administrator", false).await;
    assert!(knows(&administrator).await);
    client.call::<()>("/api/session/remove_app", &json!({})).await.unwrap();
}

/// Says whether a built-in profile asks for a second factor.
async fn require(client: &Client, key: &str, required: bool) {
    let seen = profile(client, key).await;
    assert_ne!(seen.requires_second_factor, required);
    let request = json!({ "request": { "id": seen.id, "version": seen.version, "required": required } });
    let now: app::settings::Profile = client.call("/api/settings/require_second_factor", &request).await.unwrap();
    assert_eq!((now.requires_second_factor, now.version), (required, seen.version + 1));
    let late = client.call::<Value>("/api/settings/require_second_factor", &request).await;
    // Whoever asked this of its own profile has to set one up first.
    assert!(matches!(late, Err(AppError::Conflict(_) | AppError::SecondFactorMissing)), "{late:?}");
}

async fn a_lost_second_factor_is_taken_away_by_an_administrator(app: TestApp) {
    let an = app.firm("Kwijt").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Administrator).await;
    let client = app.signed_in(&bo).await;
    set_up_app(&client).await;
    let half = halfway(&app, &bo).await;
    let reset = json!({ "request": { "id": bo.user_id } });
    let personnel = app.colleague_with(an.firm_id, &crate::support::accounts::personnel()).await;
    let refused = app.signed_in(&personnel).await.call::<()>("/api/settings/reset_second_factor", &reset).await;
    assert_eq!(refused, Err(AppError::Forbidden), "whoever may do less takes nothing from who may more");

    app.signed_in(&an).await.call::<()>("/api/settings/reset_second_factor", &reset).await.unwrap();
    assert_eq!(mails_to(&app, "factor_reset").await, 1);
    assert!(!knows(&client).await, "it is signed out");
    let step = half.call::<SecondStep>("/api/session/second_step", &json!({})).await;
    assert_eq!(step, Err(AppError::Refused(Refusal::StepExpired)));
    assert_eq!(recovery_code::Entity::find().count(&app.context.db.read).await.unwrap(), 0);
    assert_eq!(location(&sign_in(&app.client(), &bo.email, PASSWORD).await), "/klanten");
    let lines = change::Entity::find().filter(change::Column::RecordKind.eq("second_factor"));
    let lines = lines.filter(change::Column::Action.eq("delete")).all(&app.context.db.read).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.actor_id).collect::<Vec<_>>(), [Some(an.user_id)]);
}

async fn a_link_for_a_password_does_not_pass_the_second_factor(app: TestApp) {
    let an = app.firm("Link").await;
    let own = set_up_app(&app.signed_in(&an).await).await;
    let_codes_pass(&app).await;
    let half = halfway(&app, &an).await;
    let token = link_for(&app, Purpose::Password, &stored(&app, an.user_id).await).await;
    let choose = app.client().form("/api/session/choose_password", &[("token", &token), ("password", GOOD)]).await;
    assert_eq!(location(&choose), "/aanmelden?gedaan=wachtwoord");
    assert!(session_of(&app, &choose).is_none());
    assert_eq!(location(&give_code(&half, &own.code()).await), "/aanmelden?terug=/klanten&fout=verlopen");
    assert_eq!(location(&sign_in(&app.client(), &an.email, GOOD).await), "/aanmelden/code?terug=/klanten");
    assert_eq!(
        guess_from(&app.client(), "198.51.100.9", &an.email, PASSWORD).await,
        "/aanmelden?terug=/klanten&fout=aanmelden"
    );
    let join = link_for(&app, Purpose::Colleague, &stored(&app, an.user_id).await).await;
    let joined = app.client().form("/api/session/join", &[("token", &join), ("name", "An"), ("password", GOOD)]).await;
    assert!(session_of(&app, &joined).is_none(), "nor does one to join: {}", location(&joined));
}

async fn the_last_of_it_takes_the_codes_along(app: TestApp) {
    let an = app.firm("Laatste").await;
    let client = app.signed_in(&an).await;
    set_up_app(&client).await;
    client.call::<()>("/api/session/remove_app", &json!({})).await.unwrap();
    assert_eq!(mails_to(&app, "factor_app_removed").await, 1);
    assert_eq!(recovery_code::Entity::find().count(&app.context.db.read).await.unwrap(), 0);
    assert_eq!(second_factor::Entity::find().count(&app.context.db.read).await.unwrap(), 0);
    assert_eq!(location(&sign_in(&app.client(), &an.email, PASSWORD).await), "/klanten");
    let gone = client.call::<()>("/api/session/remove_app", &json!({})).await;
    assert_eq!(gone, Err(AppError::NotFound));
}
