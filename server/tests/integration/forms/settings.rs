//! The settings, and what a colleague keeps of itself.

use app::settings::{Group, Profile};
use domain::permissions::{Area, BuiltIn, Level};
use serde_json::json;

use crate::{
    both,
    support::{
        PASSWORD, TestApp,
        accounts::{GOOD, profile, sign_in, stored},
        answers::{location, session_of},
        factors::let_confirmation_pass,
        forms::{came_back, post, send, shows},
        invitations::posted,
    },
};

both!(
    the_firms_data_are_saved,
    groups_are_named,
    a_profile_is_made_and_changed,
    a_colleague_is_invited_and_changed,
    an_own_account_is_saved,
    the_password_comes_first_and_nothing_is_lost,
);

async fn the_firms_data_are_saved(app: TestApp) {
    let client = app.signed_in(&app.firm("Kantoor").await).await;
    let (page, action) = ("/instellingen", "/api/settings/office_form");
    let wrong = [("name", ""), ("email", "geen adres")];
    let html = came_back(&client, &send(&client, page, action, &wrong).await, page, &wrong).await;
    assert!(html.contains("ontbreekt. Vul dit in."), "{html}");
    let answer = post(&client, &html, action, &[("name", "Nieuw kantoor"), ("email", "info@kantoor.be")]).await;
    assert_eq!(location(&answer), "/instellingen?bewaard=ja");
    let page = client.follow(&answer).await.text().await.unwrap();
    assert!(shows(&page, "name", "Nieuw kantoor") && page.contains("Bewaard."), "{page}");
}

async fn groups_are_named(app: TestApp) {
    let client = app.signed_in(&app.firm("Groepen").await).await;
    for (tab, action, list) in
        [("units", "/api/settings/unit_form", "units"), ("categorieen", "/api/settings/category_form", "categories")]
    {
        let page = format!("/instellingen/{tab}");
        let html = came_back(&client, &send(&client, &page, action, &[("group", " ")]).await, &page, &[]).await;
        assert!(html.contains("Naam ontbreekt. Vul dit in."), "{html}");
        let answer = post(&client, &html, action, &[("group", "Horeca")]).await;
        assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
        let groups: Vec<Group> = client.call(&format!("/api/settings/{list}"), &json!({})).await.unwrap();
        let (id, version) = (groups[0].id.to_string(), groups[0].version.to_string());
        let renamed = [("page", page.as_str()), ("id", &id), ("version", &version), ("group", "Bouw")];
        assert_eq!(location(&client.form(action, &renamed).await), format!("{page}?bewaard=ja"));
        let groups: Vec<Group> = client.call(&format!("/api/settings/{list}"), &json!({})).await.unwrap();
        assert_eq!(groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["Bouw"]);
    }
}

async fn a_profile_is_made_and_changed(app: TestApp) {
    let client = app.signed_in(&app.firm("Profiel").await).await;
    let (page, action) = ("/instellingen/profielen/nieuw", "/api/settings/profile_form");
    let wrong = [("name", ""), ("Customers", "Edit"), ("scope", "all")];
    let html = came_back(&client, &send(&client, page, action, &wrong).await, page, &wrong).await;
    let answer = post(&client, &html, action, &[("name", "Boekhouders")]).await;
    let made = location(&answer);
    let id = made.strip_prefix("/instellingen/profielen/").and_then(|rest| rest.strip_suffix("?bewaard=ja")).unwrap();
    let profile: Profile = client.call("/api/settings/profile", &json!({ "request": { "id": id } })).await.unwrap();
    assert_eq!((profile.name.as_str(), profile.rights.level(Area::Customers)), ("Boekhouders", Level::Edit));
    let page = format!("/instellingen/profielen/{id}");
    send(&client, &page, "/api/settings/require_form", &[("requires_second_factor", "true")]).await;
    send(&client, &page, action, &[("Customers", "Read")]).await;
    let profile: Profile = client.call("/api/settings/profile", &json!({ "request": { "id": id } })).await.unwrap();
    assert!(profile.requires_second_factor);
    assert_eq!((profile.name.as_str(), profile.rights.level(Area::Customers)), ("Boekhouders", Level::Read));
}

async fn a_colleague_is_invited_and_changed(app: TestApp) {
    let smtp = posted(&app).await;
    let viewer = app.firm("Collega").await;
    let client = app.signed_in(&viewer).await;
    let staff = profile(&client, BuiltIn::Staff.key()).await.id.to_string();
    let of_page = [("page", "/instellingen/gebruikers"), ("profile", staff.as_str()), ("locale", "nl")];
    let invite = "/api/settings/invite_form";
    let wrong = [("name", "Bo"), ("email", "geen adres")];
    assert_eq!(
        location(&client.form(invite, &[of_page.as_slice(), &wrong].concat()).await),
        "/instellingen/gebruikers"
    );
    let right = [("name", "Bo"), ("email", "bo@collega.be")];
    let answer = client.form(invite, &[of_page.as_slice(), &right].concat()).await;
    assert_eq!(location(&answer), "/instellingen/gebruikers?bewaard=ja");
    assert_eq!(smtp.wait_for(1).await.len(), 1);
    let other = app.colleague(viewer.firm_id, "Cas", BuiltIn::Administrator).await;
    let (id, version) = (other.user_id.to_string(), stored(&app, other.user_id).await.version.to_string());
    let of_user = [("id", id.as_str()), ("version", &version), ("active", "true")];
    let answer = client.form("/api/settings/user_form", &[of_page.as_slice(), &of_user].concat()).await;
    assert_eq!(location(&answer), "/instellingen/gebruikers?bewaard=ja");
    let user = stored(&app, other.user_id).await;
    assert!(user.active && user.profile_id.to_string() == staff);
}

async fn an_own_account_is_saved(app: TestApp) {
    let viewer = app.firm("Eigen").await;
    let client = app.signed_in(&viewer).await;
    let (page, action) = ("/profiel", "/api/session/account_form");
    came_back(&client, &send(&client, page, action, &[("name", "")]).await, page, &[]).await;
    assert_eq!(location(&send(&client, page, action, &[("name", "An Nieuw")]).await), "/profiel?bewaard=ja");
    assert_eq!(stored(&app, viewer.user_id).await.name, "An Nieuw");
    let action = "/api/session/password_form";
    let wrong = [("current", "niet juist"), ("password", GOOD)];
    let html = came_back(&client, &send(&client, page, action, &wrong).await, page, &[]).await;
    assert!(!html.contains("niet juist") && !html.contains(GOOD), "a password never comes back");
    let answer = post(&client, &html, action, &[("current", PASSWORD), ("password", GOOD)]).await;
    assert_eq!(location(&answer), "/profiel?bewaard=ja");
    assert!(session_of(&app, &answer).is_some(), "this session stays");
    let email = stored(&app, viewer.user_id).await.email;
    assert!(session_of(&app, &sign_in(&app.client(), &email, GOOD).await).is_some());
}

async fn the_password_comes_first_and_nothing_is_lost(app: TestApp) {
    let viewer = app.firm("Eerst").await;
    let client = app.signed_in(&viewer).await;
    let (page, action) = ("/instellingen/profielen/nieuw", "/api/settings/profile_form");
    let html = client.get(page).await.text().await.unwrap();
    let_confirmation_pass(&app, &viewer).await;
    let answer = post(&client, &html, action, &[("name", "Boekhouders"), ("Customers", "Edit")]).await;
    assert_eq!(location(&answer), format!("/bevestigen?terug={page}"));
    let kept = crate::support::answers::set_cookie(&answer, "kantoor_unsaved").unwrap();
    let confirmed = client.form("/api/session/confirm_and_return", &[("password", PASSWORD), ("terug", page)]).await;
    assert_eq!(location(&confirmed), page);
    let html = client.clone().with_cookie("kantoor_unsaved", &kept).get(page).await.text().await.unwrap();
    assert!(shows(&html, "name", "Boekhouders") && shows(&html, "Customers", "Edit"), "{html}");
    assert!(location(&post(&client, &html, action, &[]).await).ends_with("?bewaard=ja"));
}
