//! Colleagues join, change, leave; and who may change whom.

use app::{
    customers::list::address::{ListQuery, Sort, Tab},
    error::{AppError, FieldError, Refusal},
    session::{Account, links::Purpose},
    settings::Users,
};
use domain::permissions::{Area, BuiltIn, Level, Rights, Scope};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::{
    both,
    support::{
        PASSWORD, TestApp,
        accounts::{GOOD, knows, link_for, mails_to, personnel, profile, save_profile, sign_in, stored, user},
        answers::{location, session_cookie},
        customers::{Said, add},
        lists::list,
    },
};

both!(
    a_colleague_joins_by_a_link_once,
    an_account_is_changed_and_conflicts_are_told,
    nobody_gives_more_than_it_has,
    an_administrator_stays,
    who_left_is_out_at_once,
);

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

    // Who manages a customer before it joins may then give another name.
    let said =
        [("Zon", id), ("Maan", an.user_id)].map(|(name, id)| Said { name, manager: Some(id), ..Said::default() });
    add(&app, an.firm_id, &said).await;
    let token = link_for(&app, Purpose::Colleague, &stored(&app, id).await).await;
    let visitor = app.client();
    assert_eq!(location(&sign_in(&visitor, "bo@samen.be", "").await), "/aanmelden?terug=/klanten&fout=aanmelden");
    for _ in 0..2 {
        assert_eq!(visitor.get(&format!("/collega/{token}")).await.status(), 200);
    }
    let join = async || {
        visitor.form("/api/session/join", &[("token", &token), ("name", "Aad Janssens"), ("password", GOOD)]).await
    };
    let joined = join().await;
    assert_eq!(location(&joined), "/klanten");
    let bo = visitor.clone().with_session(&session_cookie(&joined).expect("a session"));
    let account: Account = bo.call("/api/session/account", &json!({})).await.unwrap();
    assert_eq!((account.name.as_str(), account.locale.as_str()), ("Aad Janssens", "fr"));
    assert_eq!(bo.call::<Users>("/api/settings/users", &json!({})).await, Err(AppError::Forbidden));
    assert_eq!(location(&join().await), format!("/collega/{token}?fout=link"));
    let late = client.call::<()>("/api/settings/resend", &json!({ "request": { "id": id } })).await;
    assert_eq!(late, Err(AppError::Refused(Refusal::LinkInvalid)));
    let by_manager = ListQuery { tab: Tab::Draft, sort: Some(Sort::Manager), ..ListQuery::default() };
    let managed = list(&client, &by_manager).await.rows;
    let managed: Vec<_> = managed.iter().map(|row| (row.name.as_str(), row.manager.as_deref())).collect();
    assert_eq!(managed, [("Zon", Some("Aad Janssens")), ("Maan", Some("An Beheerder"))]);
    app.checked().await;
}

async fn an_account_is_changed_and_conflicts_are_told(app: TestApp) {
    let client = app.signed_in(&app.firm("Eigen").await).await;
    let change = |version, name, locale| json!({ "request": { "version": version, "name": name, "locale": locale, "digest": true } });
    let account: Account = client.call("/api/session/change_account", &change(1, "An Nieuw", "en")).await.unwrap();
    assert_eq!((account.version, account.name.as_str(), account.locale.as_str()), (2, "An Nieuw", "en"));
    let late = client.call::<Account>("/api/session/change_account", &change(1, "An Laat", "nl")).await;
    assert_eq!(late, Err(AppError::Conflict(json!(account).to_string())));
    let wrong = client.call::<Account>("/api/session/change_account", &change(2, " ", "it")).await;
    let Err(AppError::Invalid(fields)) = wrong else { panic!("{wrong:?}") };
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["locale", "name"]);
    app.checked().await;
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
    app.checked().await;
}
