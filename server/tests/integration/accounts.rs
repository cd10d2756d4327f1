//! Accounts: the first run, signing in and out, passwords, colleagues who join, and who may change whom.

use std::collections::BTreeMap;

use app::{
    error::{AppError, FieldError, Refusal},
    session::{Account, links, links::Purpose},
    settings::{Office, Profile, Unit, Users},
};
use chrono::Utc;
use domain::permissions::{Area, BuiltIn, Level, Rights, Scope};
use entity::{change, firm, outbox, session, user};
use reqwest::{Method, Response, header};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{Client, PASSWORD, TestApp},
};

both!(
    the_first_run_works_once,
    a_password_opens_a_session_and_signing_out_ends_it,
    guessing_slows_down_and_locks_nobody_out,
    only_own_pages_are_gone_back_to,
    a_refused_form_comes_back_with_what_was_typed,
    a_forgotten_password_is_replaced_by_a_link,
    an_answer_does_not_tell_whether_an_account_exists,
    a_colleague_joins_by_a_link_once,
    an_account_is_changed_and_conflicts_are_told,
    another_password_ends_other_sessions,
    signing_out_everywhere_ends_all_sessions,
    the_firm_is_changed_and_checked,
    business_units_are_kept_while_in_use,
    nobody_gives_more_than_it_has,
    an_administrator_stays,
    who_left_is_out_at_once,
    profiles_are_made_changed_and_removed,
    another_firm_is_not_found,
);

const GOOD: &str = "zeven-paarden grazen stil";

fn location(response: &Response) -> String {
    assert_eq!(response.status(), 302, "{response:?}");
    response.headers()[header::LOCATION].to_str().unwrap().to_owned()
}

fn session_cookie(response: &Response) -> Option<String> {
    let mut cookies = response.headers().get_all(header::SET_COOKIE).into_iter().map(|value| value.to_str().unwrap());
    let cookie = cookies.rfind(|cookie| cookie.starts_with(app::session::cookie::NAME))?;
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let value = cookie.split(['=', ';']).nth(1)?;
    (!value.is_empty()).then(|| value.to_owned())
}

async fn sign_in(client: &Client, email: &str, password: &str) -> Response {
    client.form("/api/session/sign_in", &[("email", email), ("password", password), ("terug", "")]).await
}

async fn guess_from(client: &Client, address: &str, email: &str, password: &str) -> String {
    let request = client.request(Method::POST, "/api/session/sign_in").header(header::ACCEPT, "text/html");
    let fields = [("email", email), ("password", password), ("terug", "")];
    location(&request.header("x-forwarded-for", address).form(&fields).send().await.unwrap())
}

async fn knows(client: &Client) -> bool {
    client.call::<Account>("/api/session/account", &json!({})).await.is_ok()
}

async fn link_for(app: &TestApp, purpose: Purpose, user: &user::Model) -> String {
    links::make(app.context.db.writer(), purpose, Some(user.firm_id), user.id, Utc::now()).await.unwrap()
}

async fn stored(app: &TestApp, id: Uuid) -> user::Model {
    user::Entity::find().filter(user::Column::Id.eq(id)).one(&app.context.db.read).await.unwrap().unwrap()
}

/// Who chose a password for a user since it was made, and by which way. No line of the log holds anything of a password.
async fn password_changes(app: &TestApp, user_id: Uuid) -> Vec<(Uuid, String)> {
    let of_user = change::Entity::find().filter(change::Column::RecordId.eq(user_id));
    let lines = of_user.order_by_asc(change::Column::Id).all(&app.context.db.read).await.unwrap();
    assert!(lines.iter().all(|line| line.record_kind == "user" && !line.fields.contains("argon2")), "{lines:?}");
    let changes = lines.into_iter().filter(|line| line.action == "update" && line.fields.contains("password_set_at"));
    changes.map(|line| (line.actor_id.unwrap(), line.source)).collect()
}

async fn mails_to(app: &TestApp, kind: &str) -> u64 {
    outbox::Entity::find().filter(outbox::Column::Kind.eq(kind)).count(&app.context.db.read).await.unwrap()
}

async fn the_first_run_works_once(app: TestApp) {
    let fields =
        |name| [("firm", name), ("name", "An"), ("email", "An@Eerste.be"), ("password", GOOD), ("locale", "fr")];
    let weak = app
        .client()
        .form(
            "/api/session/begin",
            &[("firm", "A"), ("name", ""), ("email", "x"), ("password", "kort"), ("locale", "nl")],
        )
        .await;
    assert_eq!(location(&weak), "/begin?fout=email.form-name.required");

    let (one, other) = (app.client(), app.client());
    let (one, other) = tokio::join!(async { one.form("/api/session/begin", &fields("Eerste")).await }, async {
        other.form("/api/session/begin", &fields("Tweede")).await
    });
    let mut ends = [location(&one), location(&other)];
    ends.sort();
    assert_eq!(ends, ["/begin?fout=bestaat", "/klanten"]);
    let token = session_cookie(&one).or_else(|| session_cookie(&other)).expect("one of them is signed in");
    let account: Account = app.client().with_session(&token).call("/api/session/account", &json!({})).await.unwrap();
    assert_eq!((account.email.as_str(), account.locale.as_str()), ("an@eerste.be", "fr"));
    let later = app.client().form("/api/session/begin", &fields("Derde")).await;
    assert_eq!(location(&later), "/begin?fout=bestaat");
    assert_eq!(firm::Entity::find().count(&app.context.db.read).await.unwrap(), 1);
}

async fn a_password_opens_a_session_and_signing_out_ends_it(app: TestApp) {
    let an = app.firm("Open").await;
    let client = app.client();
    assert_eq!(
        location(&sign_in(&client, &an.email, "iets anders helemaal").await),
        "/aanmelden?terug=/klanten&fout=aanmelden"
    );
    let wanted = [("email", &*an.email.to_uppercase()), ("password", PASSWORD), ("terug", "/imports?x=1")];
    let answer = client.form("/api/session/sign_in", &wanted).await;
    assert_eq!(location(&answer), "/imports?x=1");
    let cookies: Vec<_> =
        answer.headers().get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
    assert!(cookies.iter().any(|cookie| cookie.starts_with("i18n_pref_locale=nl;")), "{cookies:?}");
    let first = session_cookie(&answer).expect("a session");

    let again = client.clone().with_session(&first);
    let second = session_cookie(&sign_in(&again, &an.email, PASSWORD).await).expect("a session");
    assert_ne!(first, second);
    assert!(!knows(&again).await, "the session from before signing in has ended");
    let signed_in = client.with_session(&second);
    assert!(knows(&signed_in).await);
    assert_eq!(location(&signed_in.form("/api/session/sign_out", &[]).await), "/aanmelden?gedaan=afgemeld");
    assert!(!knows(&signed_in).await);
}

async fn guessing_slows_down_and_locks_nobody_out(app: TestApp) {
    let an = app.firm("Traag").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let working = app.signed_in(&an).await;
    let client = app.client();
    let wrong = "/aanmelden?terug=/klanten&fout=aanmelden";
    for _ in 0..5 {
        assert_eq!(guess_from(&client, "198.51.100.1", &an.email, "fout gegokt woord").await, wrong);
    }
    for password in ["fout gegokt woord", PASSWORD] {
        let answer = guess_from(&client, "198.51.100.1", &an.email, password).await;
        let seconds: u32 = answer.rsplit('.').next().unwrap().parse().expect(&answer);
        assert!((25..=30).contains(&seconds), "{answer}");
    }
    assert!(knows(&working).await, "who works goes on working");
    assert_eq!(
        guess_from(&client, "198.51.100.2", &an.email, PASSWORD).await,
        "/klanten",
        "from elsewhere the owner comes in"
    );
    assert_eq!(
        guess_from(&client, "198.51.100.1", &bo.email, PASSWORD).await,
        "/klanten",
        "so does a colleague next to it"
    );
    for guess in 0..40 {
        guess_from(&client, "198.51.100.3", &format!("iemand{guess}@nergens.be"), "fout gegokt woord").await;
    }
    let answer = guess_from(&client, "198.51.100.3", &an.email, PASSWORD).await;
    assert!(answer.contains("fout=wacht."), "many accounts from one address: {answer}");
}

async fn only_own_pages_are_gone_back_to(app: TestApp) {
    let an = app.firm("Terug").await;
    for foreign in ["//evil.example/", "https://evil.example", "/\\evil.example"] {
        let fields = [("email", an.email.as_str()), ("password", PASSWORD), ("terug", foreign)];
        assert_eq!(location(&app.client().form("/api/session/sign_in", &fields).await), "/klanten");
    }
}

async fn a_refused_form_comes_back_with_what_was_typed(app: TestApp) {
    let visitor = app.client();
    let comes_back = async |path: &str, fields: &[(&str, &str)], typed: &[&str]| {
        let answer = visitor.form(path, fields).await;
        let to = location(&answer);
        assert!(typed.iter().all(|typed| !to.contains(typed)), "nothing personal stands in an address: {to}");
        let again = visitor.follow(&answer).await;
        let set = again.headers().get_all(header::SET_COOKIE).iter();
        let set: Vec<_> = set.map(|cookie| cookie.to_str().unwrap()).collect();
        assert!(set.iter().any(|cookie| cookie.starts_with("kantoor_typed=;")), "shown once: {set:?}");
        let page = again.text().await.unwrap();
        for typed in typed {
            assert!(page.contains(&format!(r#"value="{typed}""#)), "{typed} of {path} in {page}");
        }
        assert!(!page.contains("geheim"), "a password does not come back");
    };
    let begin = [("firm", "Zaak"), ("name", "An"), ("email", "an@zaak"), ("password", "geheim"), ("locale", "nl")];
    comes_back("/api/session/begin", &begin, &["Zaak", "An", "an@zaak"]).await;
    let an = app.firm("Terug").await;
    comes_back("/api/session/sign_in", &[("email", "an@terug.bee"), ("password", "geheim")], &["an@terug.bee"]).await;
    comes_back("/api/portal/sign_in", &[("email", "jan@bakker.bee"), ("password", "geheim")], &["jan@bakker.bee"])
        .await;
    let token = link_for(&app, Purpose::Colleague, &stored(&app, an.user_id).await).await;
    let join = [("token", token.as_str()), ("name", "An Nieuw"), ("password", "geheim")];
    comes_back("/api/session/join", &join, &["An Nieuw"]).await;
    for _ in 0..20 {
        visitor.form("/api/session/forgot_password", &[("email", "niemand@nergens.be")]).await;
    }
    comes_back("/api/session/forgot_password", &[("email", "an@terug.be")], &["an@terug.be"]).await;

    let elsewhere = visitor.form("/api/session/sign_in", &[("email", "an@terug.bee"), ("password", "x")]).await;
    let cookie = elsewhere.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let other = visitor.request(Method::GET, "/wachtwoord").header(header::COOKIE, cookie).send().await.unwrap();
    assert!(!other.text().await.unwrap().contains("an@terug.bee"), "another form does not show it");
}

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

async fn a_colleague_joins_by_a_link_once(app: TestApp) {
    let an = app.firm("Samen").await;
    let client = app.signed_in(&an).await;
    let users: Users = client.call("/api/settings/users", &json!({})).await.unwrap();
    let staff = users.profiles.iter().find(|profile| profile.builtin == "staff").unwrap();
    let invite = |email: &str| json!({ "request": { "name": "Bo", "email": email, "locale": "fr", "profile_id": staff.id, "unit_id": null } });
    let id: Uuid = client.call("/api/settings/invite", &invite("Bo@Samen.be")).await.unwrap();
    let twice = client.call::<Uuid>("/api/settings/invite", &invite("bo@samen.be")).await;
    assert_eq!(twice, Err(AppError::field("email", FieldError::Taken)));
    client.call::<()>("/api/settings/resend", &json!({ "request": { "id": id } })).await.unwrap();
    assert_eq!(mails_to(&app, "colleague").await, 2);
    let users: Users = client.call("/api/settings/users", &json!({})).await.unwrap();
    let bo = users.users.iter().find(|user| user.id == id).unwrap();
    assert!(!bo.joined && bo.mail.as_ref().is_some_and(|mail| mail.status == "queued"), "{bo:?}");

    let token = link_for(&app, Purpose::Colleague, &stored(&app, id).await).await;
    let visitor = app.client();
    assert_eq!(location(&sign_in(&visitor, "bo@samen.be", "").await), "/aanmelden?terug=/klanten&fout=aanmelden");
    for _ in 0..2 {
        assert_eq!(visitor.get(&format!("/collega/{token}")).await.status(), 200);
    }
    let join = async || {
        visitor.form("/api/session/join", &[("token", &token), ("name", "Bo Janssens"), ("password", GOOD)]).await
    };
    let joined = join().await;
    assert_eq!(location(&joined), "/klanten");
    let bo = visitor.clone().with_session(&session_cookie(&joined).expect("a session"));
    let account: Account = bo.call("/api/session/account", &json!({})).await.unwrap();
    assert_eq!((account.name.as_str(), account.locale.as_str()), ("Bo Janssens", "fr"));
    assert_eq!(bo.call::<Users>("/api/settings/users", &json!({})).await, Err(AppError::Forbidden));
    assert_eq!(location(&join().await), format!("/collega/{token}?fout=link"));
    let late = client.call::<()>("/api/settings/resend", &json!({ "request": { "id": id } })).await;
    assert_eq!(late, Err(AppError::Refused(Refusal::LinkInvalid)));
}

async fn an_account_is_changed_and_conflicts_are_told(app: TestApp) {
    let client = app.signed_in(&app.firm("Eigen").await).await;
    let change = |version, name, locale| json!({ "request": { "version": version, "name": name, "locale": locale } });
    let account: Account = client.call("/api/session/change_account", &change(1, "An Nieuw", "en")).await.unwrap();
    assert_eq!((account.version, account.name.as_str(), account.locale.as_str()), (2, "An Nieuw", "en"));
    let late = client.call::<Account>("/api/session/change_account", &change(1, "An Laat", "nl")).await;
    assert_eq!(late, Err(AppError::Conflict(json!(account).to_string())));
    let wrong = client.call::<Account>("/api/session/change_account", &change(2, " ", "de")).await;
    let Err(AppError::Invalid(fields)) = wrong else { panic!("{wrong:?}") };
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["locale", "name"]);
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

async fn signing_out_everywhere_ends_all_sessions(app: TestApp) {
    let an = app.firm("Overal").await;
    let bo = app.signed_in(&app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await).await;
    let (here, there) = (app.signed_in(&an).await, app.signed_in(&an).await);
    assert_eq!(location(&here.form("/api/session/sign_out_everywhere", &[]).await), "/aanmelden?gedaan=overal");
    assert!(!knows(&here).await && !knows(&there).await && knows(&bo).await);
    assert_eq!(session::Entity::find().count(&app.context.db.read).await.unwrap(), 1);
}

async fn the_firm_is_changed_and_checked(app: TestApp) {
    let client = app.signed_in(&app.firm("Zaak").await).await;
    let office: Office = client.call("/api/settings/office", &json!({})).await.unwrap();
    let wrong = Office { vat: "BE0123456789".into(), country: "XX".into(), ..office.clone() };
    let wrong = client.call::<Office>("/api/settings/change_office", &json!({ "request": wrong })).await;
    let Err(AppError::Invalid(fields)) = wrong else { panic!("{wrong:?}") };
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["country", "vat"]);
    let good = Office { vat: "be 0477.472.701".into(), name: "Zaak & Zonen".into(), ..office.clone() };
    let changed: Office = client.call("/api/settings/change_office", &json!({ "request": good })).await.unwrap();
    assert_eq!((changed.version, changed.vat.as_str()), (2, "BE0477472701"));
    let late = client.call::<Office>("/api/settings/change_office", &json!({ "request": office })).await;
    assert_eq!(late, Err(AppError::Conflict(json!(changed).to_string())));
}

async fn business_units_are_kept_while_in_use(app: TestApp) {
    let an = app.firm("Delen").await;
    let client = app.signed_in(&an).await;
    let save = |name| json!({ "request": { "id": null, "version": 0, "name": name } });
    client.call::<()>("/api/settings/save_unit", &save("Gent")).await.unwrap();
    let twice = client.call::<()>("/api/settings/save_unit", &save("Gent")).await;
    assert_eq!(twice, Err(AppError::field("name", FieldError::Taken)));
    let units: Vec<Unit> = client.call("/api/settings/units", &json!({})).await.unwrap();
    let gent = &units[0];
    let renamed = json!({ "request": { "id": gent.id, "version": 1, "name": "Gent-Zuid" } });
    client.call::<()>("/api/settings/save_unit", &renamed).await.unwrap();
    assert!(matches!(client.call::<()>("/api/settings/save_unit", &renamed).await, Err(AppError::Conflict(_))));

    let me = user(&client, an.user_id).await;
    let move_to = |version, unit: Option<Uuid>| json!({ "request": { "id": an.user_id, "version": version, "profile_id": me.profile_id, "unit_id": unit, "active": true } });
    client.call::<()>("/api/settings/change_user", &move_to(1, Some(gent.id))).await.unwrap();
    let delete = json!({ "request": { "id": gent.id, "version": 2 } });
    let used = client.call::<()>("/api/settings/delete_unit", &delete).await;
    assert_eq!(used, Err(AppError::Refused(Refusal::InUse)));
    client.call::<()>("/api/settings/change_user", &move_to(2, None)).await.unwrap();
    client.call::<()>("/api/settings/delete_unit", &delete).await.unwrap();
}

async fn user(client: &Client, id: Uuid) -> app::settings::User {
    let users: Users = client.call("/api/settings/users", &json!({})).await.unwrap();
    users.users.into_iter().find(|user| user.id == id).unwrap()
}

async fn profile(client: &Client, key: &str) -> Profile {
    let profiles: Vec<Profile> = client.call("/api/settings/profiles", &json!({})).await.unwrap();
    profiles.into_iter().find(|profile| profile.builtin == key || profile.name == key).unwrap()
}

/// A profile for somebody who keeps the accounts of colleagues, and sees only the customers it is assigned to.
fn personnel() -> Rights {
    let levels =
        BTreeMap::from([(Area::Users, Level::Delete), (Area::Customers, Level::Edit), (Area::Settings, Level::Read)]);
    Rights { scope: Scope::Assigned, levels }
}

fn save_profile(id: Option<Uuid>, version: i32, name: &str, rights: &Rights) -> serde_json::Value {
    json!({ "request": { "id": id, "version": version, "name": name, "rights": rights } })
}

async fn nobody_gives_more_than_it_has(app: TestApp) {
    let an = app.firm("Macht").await;
    let administrator = app.signed_in(&an).await;
    let id: Uuid = administrator
        .call("/api/settings/save_profile", &save_profile(None, 0, "Personeel", &personnel()))
        .await
        .unwrap();
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Reader).await;
    let change = |user: &app::settings::User, profile_id: Uuid| json!({ "request": { "id": user.id, "version": user.version, "profile_id": profile_id, "unit_id": null, "active": true } });
    let before = user(&administrator, bo.user_id).await;
    administrator.call::<()>("/api/settings/change_user", &change(&before, id)).await.unwrap();

    let client = app.signed_in(&bo).await;
    let me = user(&client, bo.user_id).await;
    let chief = user(&client, an.user_id).await;
    let (whole, staff) = (profile(&client, "administrator").await, profile(&client, "staff").await);
    assert!(!whole.within_reach && !staff.within_reach);
    for (who, what) in [(&me, whole.id), (&me, staff.id), (&chief, id)] {
        let answer = client.call::<()>("/api/settings/change_user", &change(who, what)).await;
        assert_eq!(answer, Err(AppError::Forbidden));
    }
    let wider = Rights { scope: Scope::All, ..personnel() };
    let stronger = Rights { levels: BTreeMap::from([(Area::Settings, Level::Edit)]), ..personnel() };
    for rights in [wider, stronger] {
        let own =
            client.call::<Uuid>("/api/settings/save_profile", &save_profile(Some(id), 1, "Personeel", &rights)).await;
        let new = client.call::<Uuid>("/api/settings/save_profile", &save_profile(None, 0, "Meer", &rights)).await;
        assert_eq!((own, new), (Err(AppError::Forbidden), Err(AppError::Forbidden)));
    }
    let invite = json!({ "request": { "name": "Cé", "email": "ce@macht.be", "locale": "nl", "profile_id": whole.id, "unit_id": null } });
    assert_eq!(client.call::<Uuid>("/api/settings/invite", &invite).await, Err(AppError::Forbidden));
}

async fn an_administrator_stays(app: TestApp) {
    let an = app.firm("Blijf").await;
    let client = app.signed_in(&an).await;
    let me = user(&client, an.user_id).await;
    let reader = profile(&client, "reader").await;
    let change = |profile_id: Uuid, active: bool| json!({ "request": { "id": me.id, "version": me.version, "profile_id": profile_id, "unit_id": null, "active": active } });
    for request in [change(reader.id, true), change(me.profile_id, false)] {
        let answer = client.call::<()>("/api/settings/change_user", &request).await;
        assert_eq!(answer, Err(AppError::Refused(Refusal::LastAdministrator)));
    }
    app.colleague(an.firm_id, "Bo", BuiltIn::Administrator).await;
    client.call::<()>("/api/settings/change_user", &change(reader.id, true)).await.unwrap();
}

async fn who_left_is_out_at_once(app: TestApp) {
    let an = app.firm("Weg").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let (client, leaving) = (app.signed_in(&an).await, app.signed_in(&bo).await);
    let token = link_for(&app, Purpose::Password, &stored(&app, bo.user_id).await).await;
    let set = async |active: bool| {
        let now = user(&client, bo.user_id).await;
        let request = json!({ "request": { "id": now.id, "version": now.version, "profile_id": now.profile_id, "unit_id": null, "active": active } });
        client.call::<()>("/api/settings/change_user", &request).await.unwrap();
    };
    set(false).await;
    assert!(!knows(&leaving).await);
    assert_eq!(
        location(&sign_in(&app.client(), &bo.email, PASSWORD).await),
        "/aanmelden?terug=/klanten&fout=aanmelden"
    );
    let choose = app.client().form("/api/session/choose_password", &[("token", &token), ("password", GOOD)]).await;
    assert_eq!(location(&choose), format!("/wachtwoord/{token}?fout=link"));
    let colleagues: Vec<app::settings::Colleague> = client.call("/api/settings/colleagues", &json!({})).await.unwrap();
    assert_eq!(colleagues.len(), 1);
    set(true).await;
    assert_eq!(location(&sign_in(&app.client(), &bo.email, PASSWORD).await), "/klanten");
}

async fn profiles_are_made_changed_and_removed(app: TestApp) {
    let client = app.signed_in(&app.firm("Rol").await).await;
    let save = async |request| client.call::<Uuid>("/api/settings/save_profile", &request).await;
    let id = save(save_profile(None, 0, "Stage", &Rights::default())).await.unwrap();
    assert_eq!(
        save(save_profile(None, 0, "Stage", &Rights::default())).await,
        Err(AppError::field("name", FieldError::Taken))
    );
    assert_eq!(save(save_profile(Some(id), 1, "Stagiair", &personnel())).await, Ok(id));
    assert!(matches!(save(save_profile(Some(id), 1, "Te laat", &personnel())).await, Err(AppError::Conflict(_))));
    let staff = profile(&client, "staff").await;
    let builtin = save(save_profile(Some(staff.id), 1, "Anders", &Rights::default())).await;
    assert_eq!(builtin, Err(AppError::Refused(Refusal::BuiltIn)));
    let order: Vec<Profile> = client.call("/api/settings/profiles", &json!({})).await.unwrap();
    let order: Vec<_> = order.iter().map(|profile| profile.name.as_str()).collect();
    assert_eq!(order, ["administrator", "client_manager", "staff", "reader", "Stagiair"]);

    let delete = |id: Uuid, version: i32| json!({ "request": { "id": id, "version": version } });
    let used = profile(&client, "administrator").await;
    assert_eq!(
        client.call::<()>("/api/settings/delete_profile", &delete(used.id, 1)).await,
        Err(AppError::Refused(Refusal::BuiltIn))
    );
    client.call::<()>("/api/settings/delete_profile", &delete(id, 2)).await.unwrap();
    assert_eq!(
        client.call::<Profile>("/api/settings/profile", &json!({ "request": { "id": id } })).await,
        Err(AppError::NotFound)
    );
}

async fn another_firm_is_not_found(app: TestApp) {
    let (ours, theirs) = (app.firm("Wij").await, app.firm("Zij").await);
    let (client, other) = (app.signed_in(&ours).await, app.signed_in(&theirs).await);
    let save = json!({ "request": { "id": null, "version": 0, "name": "Hun team" } });
    other.call::<()>("/api/settings/save_unit", &save).await.unwrap();
    let units: Vec<Unit> = other.call("/api/settings/units", &json!({})).await.unwrap();
    let (unit, profile_id) = (units[0].id, profile(&other, "staff").await.id);
    let me = user(&client, ours.user_id).await;
    let seen = |id: Uuid| json!({ "request": { "id": id, "version": 1 } });
    let place = |id: Uuid, profile_id: Uuid, unit_id: Option<Uuid>| {
        json!({ "request": { "id": id, "version": 1, "profile_id": profile_id, "unit_id": unit_id, "active": true,
            "name": "Cé", "email": "ce@wij.be", "locale": "nl" } })
    };
    for (path, request) in [
        ("profile", seen(profile_id)),
        ("delete_profile", seen(profile_id)),
        ("save_profile", save_profile(Some(profile_id), 1, "Van ons", &Rights::default())),
        ("delete_unit", seen(unit)),
        ("save_unit", json!({ "request": { "id": unit, "version": 1, "name": "Van ons" } })),
        ("resend", seen(theirs.user_id)),
        ("change_user", place(theirs.user_id, me.profile_id, None)),
        ("change_user", place(me.id, profile_id, None)),
        ("change_user", place(me.id, me.profile_id, Some(unit))),
        ("invite", place(me.id, profile_id, None)),
        ("invite", place(me.id, me.profile_id, Some(unit))),
    ] {
        let answer = client.call::<serde_json::Value>(&format!("/api/settings/{path}"), &request).await;
        assert_eq!(answer, Err(AppError::NotFound), "{path} {request}");
    }
}
