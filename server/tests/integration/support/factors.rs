//! What the tests of the second factor share.

use app::session::{
    Viewer,
    second_factor::{AppSetup, app_code::code_at, step},
};
use chrono::{Duration, Utc};
use entity::{second_factor, session};
use reqwest::Response;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use totp_rs::Secret;

use super::{
    Client, PASSWORD, TestApp,
    accounts::sign_in,
    answers::{location, set_cookie},
};

/// An authenticator app that was set up, and the recovery codes that came with it.
pub struct App {
    secret: Vec<u8>,
    pub codes: Vec<String>,
}

impl App {
    /// What it shows now.
    pub fn code(&self) -> String {
        code_at(&self.secret, Utc::now()).expect("a code")
    }

    /// A code that it shows neither now nor soon.
    pub fn wrong_code(&self) -> String {
        let soon = [-60, -30, 0, 30, 60].map(|late| code_at(&self.secret, Utc::now() + Duration::seconds(late)));
        let mut codes = (0..6).map(|number| format!("{number:06}"));
        codes.find(|code| !soon.contains(&Some(code.clone()))).expect("five codes of six at most")
    }
}

/// What an app is shown.
pub async fn setup(client: &Client) -> AppSetup {
    client.call("/api/session/app_setup", &json!({ "request": { "sealed": null } })).await.unwrap()
}

/// The secret as the app reads it.
pub fn secret_of(setup: &AppSetup) -> Vec<u8> {
    Secret::try_from_base32(setup.secret.replace(' ', "")).expect("base32").as_bytes().to_vec()
}

/// Gives the first code of an app that is set up.
pub async fn give_first(client: &Client, sealed: &str, code: &str) -> Response {
    client.form("/api/session/set_up_app", &[("sealed", sealed), ("code", code), ("terug", "")]).await
}

/// Sets up an app as its pages do.
pub async fn set_up_app(client: &Client) -> App {
    let setup = setup(client).await;
    let mut app = App { secret: secret_of(&setup), codes: Vec::new() };
    let answer = give_first(client, &setup.sealed, &app.code()).await;
    assert_eq!(location(&answer), "/tweestaps/codes?terug=/profiel");
    app.codes = shown_codes(client.follow(&answer).await).await;
    app
}

/// The recovery codes on a page.
pub async fn shown_codes(page: Response) -> Vec<String> {
    let page = page.text().await.unwrap();
    let codes = page.split("<code>").skip(1).filter_map(|rest| rest.split('<').next());
    codes.map(ToOwned::to_owned).collect()
}

/// A browser that gave the right password, and is asked for the second factor.
pub async fn halfway(app: &TestApp, who: &Viewer) -> Client {
    let answer = sign_in(&app.client(), &who.email, PASSWORD).await;
    assert_eq!(location(&answer), "/aanmelden/code?terug=/klanten");
    app.client().with_cookie(step::COOKIE, &set_cookie(&answer, step::COOKIE).expect("half a session"))
}

/// Gives a code as the page of the second step does.
pub async fn give_code(client: &Client, code: &str) -> Response {
    client.form("/api/session/give_code", &[("code", code), ("terug", "/klanten")]).await
}

/// Lets so much time pass that every code of an app counts anew.
pub async fn let_codes_pass(app: &TestApp) {
    let fresh = second_factor::ActiveModel { last_step: Set(0), ..Default::default() };
    second_factor::Entity::update_many().set(fresh).exec(app.context.db.writer()).await.unwrap();
}

/// Lets so much time pass that the password is asked again in every session of a colleague.
pub async fn let_confirmation_pass(app: &TestApp, who: &Viewer) {
    let long_ago =
        session::ActiveModel { confirmed_at: Set(Some(Utc::now() - Duration::minutes(16))), ..Default::default() };
    let of_user = session::Column::UserId.eq(who.user_id);
    session::Entity::update_many().set(long_ago).filter(of_user).exec(app.context.db.writer()).await.unwrap();
}
