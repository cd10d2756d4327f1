//! The customer's own pages: only its own company, by the rules of the firm, and seen by the firm at once.

mod access;
mod changes;
mod digests;
mod ended;
mod kept;
mod names;
mod own_fields;
mod replaced;
mod scope;

use app::{error::AppError, portal::records::Access};
use entity::{change, customer};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::{
    both,
    support::{
        PASSWORD, TestApp,
        answers::{location, session_of},
        invitations::{customer, posted},
        portal::{Portal, overview},
    },
};

both!(
    what_the_customer_changes_is_in_its_card_as_its_own,
    wrong_input_comes_back_with_what_was_typed,
    a_name_that_is_far_too_long_costs_nothing_else,
    numbers_that_contradict_each_other_come_back_with_what_was_meant,
    the_own_account_comes_back_with_what_was_typed,
    the_second_of_two_editors_is_told,
    the_second_of_two_windows_on_the_own_account_is_told,
    a_customer_reaches_nothing_but_its_own,
    a_link_or_a_password_signs_in,
);

async fn save(portal: &Portal, version: i32, fields: &[(&str, &str)]) -> reqwest::Response {
    let (id, version) = (portal.id.to_string(), version.to_string());
    let mut form = vec![("customer_id", id.as_str()), ("version", version.as_str())];
    form.extend_from_slice(fields);
    portal.client.form("/api/portal/save_details", &form).await
}

const GOOD: [(&str, &str); 4] = [
    ("details[name]", "Bakkerij Jan"),
    ("details[country]", "BE"),
    ("details[vat]", "0477.472.701"),
    ("details[phone]", "09 123 45 67"),
];

async fn what_the_customer_changes_is_in_its_card_as_its_own(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Door", "jan@bakkerij.be").await;
    let db = &app.context.db.read;
    let find = || customer::Entity::find().filter(customer::Column::Id.eq(portal.id)).one(db);
    let before = find().await.unwrap().unwrap();
    let answer = save(&portal, before.version, &GOOD).await;
    assert!(location(&answer).starts_with(&format!("/mijn-bedrijf/{}?bewaard=ja", portal.id)), "{answer:?}");
    let after = find().await.unwrap().unwrap();
    assert_eq!((after.phone.as_str(), after.number), ("09 123 45 67", before.number));
    assert_eq!((after.vat.as_str(), after.name.as_str()), ("", before.name.as_str()), "what the firm approves waits");
    let line = change::Entity::find()
        .filter(change::Column::CustomerId.eq(portal.id))
        .order_by_desc(change::Column::Id)
        .one(db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((line.actor_kind.as_str(), line.source.as_str()), ("customer", "portal"));

    let id = portal.id.to_string();
    for (path, fields) in [
        ("save_address", vec![("details[street]", "Markt"), ("details[city]", "Gent"), ("details[country]", "BE")]),
        ("save_contact", vec![("details[first_name]", "An"), ("details[email]", "an@bakkerij.be")]),
    ] {
        let mut form = vec![("customer_id", id.as_str())];
        form.extend(fields);
        let answer = portal.client.form(&format!("/api/portal/{path}"), &form).await;
        assert!(location(&answer).contains("bewaard=ja"), "{path} {answer:?}");
        let (address, place) = location(&answer).split_once('#').map(|(a, p)| (a.to_owned(), p.to_owned())).unwrap();
        let page = portal.client.get(&address).await.text().await.unwrap();
        let (_, there) = page.split_once(&format!("id=\"{place}\"")).expect("the form");
        let (before, _) = there.split_once("ziet het meteen").expect("it is said at the form");
        assert!(!before.contains("<details"), "and above it");
        assert_eq!(page.matches("ziet het meteen").count(), 1);
    }
    let shown = overview(&portal.client, portal.id).await.unwrap();
    assert!(shown.addresses[0].first && shown.addresses[0].details.city == "Gent");
    assert_eq!(shown.contacts.len(), 2);
    assert_eq!(find().await.unwrap().unwrap().city, "Gent");
    app.checked().await;
}

async fn wrong_input_comes_back_with_what_was_typed(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Fout", "jan@bakkerij.be").await;
    let version = overview(&portal.client, portal.id).await.unwrap().version;
    let mut wrong = GOOD;
    wrong[2].1 = "BE0123456789";
    let answer = save(&portal, version, &wrong).await;
    assert!(location(&answer).contains("fout=invoer"), "{answer:?}");
    assert!(!location(&answer).contains("0123456789"), "nothing that was typed stands in an address");
    let page = portal.client.follow(&answer).await.text().await.unwrap();
    assert!(
        page.contains(r#"value="BE0123456789""#) && page.contains("49"),
        "what was typed, and what is wrong with it"
    );
    assert!(page.contains("Bedoelt u BE 0123.452.789 of BE 0123.456.749?"), "and what was probably meant: {page}");
}

async fn a_name_that_is_far_too_long_costs_nothing_else(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Lang", "jan@bakkerij.be").await;
    let version = overview(&portal.client, portal.id).await.unwrap().version;
    let name = "x".repeat(10_000);
    let mut long = GOOD.to_vec();
    long[0].1 = &name;
    long.push(("details[website]", "bakkerijjan.be"));
    let answer = save(&portal, version, &long).await;
    assert!(location(&answer).ends_with("?fout=invoer&formulier=gegevens#gegevens"), "{answer:?}");
    let page = portal.client.follow(&answer).await.text().await.unwrap();
    assert!(page.contains(r#"value="bakkerijjan.be""#) && page.contains(r#"value="09 123 45 67""#), "the rest: {page}");
    assert!(page.contains("hoogstens 250 tekens"), "why: {page}");
    assert!(page.contains("Nog niet bewaard: kijk na wat hieronder aangeduid staat."), "{page}");

    // What was typed is shown once; that it was not saved is said for as long as the address says so.
    let path = format!("/mijn-bedrijf/{}?fout=invoer&formulier=gegevens", portal.id);
    let page = portal.client.get(&path).await.text().await.unwrap();
    assert!(page.contains("wat u invulde is niet teruggekomen"), "{page}");
    let (_, form) = page.split_once(r#"id="gegevens""#).unwrap();
    let opening = form.split("<details").nth(1).unwrap().split('>').next().unwrap();
    assert!(opening.contains("open"), "the form stands open: {opening}");
}

async fn numbers_that_contradict_each_other_come_back_with_what_was_meant(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Tegenspraak", "jan@bakkerij.be").await;
    let version = overview(&portal.client, portal.id).await.unwrap().version;
    let mut differing = GOOD.to_vec();
    differing.push(("details[company_number]", "0244142664"));
    let answer = save(&portal, version, &differing).await;
    assert!(location(&answer).contains("fout=invoer"), "{answer:?}");
    let page = portal.client.follow(&answer).await.text().await.unwrap();
    assert!(page.contains("Bedoelt u BE 0244.142.664?") && page.contains("Bedoelt u 0477.472.701?"), "{page}");
}

async fn the_own_account_comes_back_with_what_was_typed(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Eigen", "jan@bakkerij.be").await;
    let name = "x".repeat(300);
    let answer =
        portal.client.form("/api/portal/save_account", &[("version", "1"), ("name", &name), ("locale", "fr")]).await;
    assert_eq!(location(&answer), "/mijn-bedrijf?fout=name.long250#toegang");
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    // Its only company stands there instead.
    let path = format!("/mijn-bedrijf/{}?fout=name.long250", portal.id);
    let page = portal.client.request(reqwest::Method::GET, &path).header("cookie", cookie).send().await.unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains(&format!(r#"value="{name}""#)) && page.contains(r#"value="fr" selected"#), "{page}");
}

async fn the_second_of_two_editors_is_told(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Botsing", "jan@bakkerij.be").await;
    let version = overview(&portal.client, portal.id).await.unwrap().version;
    save(&portal, version, &GOOD).await;
    let answer = save(&portal, version, &[("details[name]", "Anders"), ("details[country]", "BE")]).await;
    assert!(location(&answer).contains("fout=invoer"), "{answer:?}");
    let now = overview(&portal.client, portal.id).await.unwrap();
    assert_eq!(now.details.name, "Bakkerij Jan");
}

async fn the_second_of_two_windows_on_the_own_account_is_told(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Vensters", "jan@bakkerij.be").await;
    let access = async || portal.client.call::<Access>("/api/portal/access", &json!({})).await.unwrap();
    let save = async |version: i32, name: &str| {
        let version = version.to_string();
        let form = [("version", version.as_str()), ("name", name), ("locale", "nl")];
        portal.client.form("/api/portal/save_account", &form).await
    };
    let seen = access().await.version;
    assert_eq!(location(&save(seen, "Eerste").await), "/mijn-bedrijf?bewaard=toegang#toegang");
    let second = save(seen, "Tweede").await;
    assert_eq!(location(&second), "/mijn-bedrijf?fout=gewijzigd#toegang");
    let now = access().await;
    assert_eq!((now.version, now.name.as_str()), (seen + 1, "Eerste"));
    // What was typed stands there still, to be saved over what is there now.
    let cookie = second.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let path = format!("/mijn-bedrijf/{}?fout=gewijzigd", portal.id);
    let page = portal.client.request(reqwest::Method::GET, &path).header("cookie", cookie).send().await.unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains("intussen ook ergens anders gewijzigd") && page.contains(r#"value="Tweede""#), "{page}");
    assert_eq!(location(&save(now.version, "Tweede").await), "/mijn-bedrijf?bewaard=toegang#toegang");
}

async fn a_customer_reaches_nothing_but_its_own(app: TestApp) {
    let smtp = posted(&app).await;
    let ours = Portal::of(&app, &smtp, "Eigen", "jan@bakkerij.be").await;
    let theirs = Portal::of(&app, &smtp, "Vreemd", "an@slagerij.be").await;
    let beside = customer(&app, &ours.viewer, "Buur", "buur@zaak.be").await;
    for id in [theirs.id, beside] {
        assert_eq!(overview(&ours.client, id).await, Err(AppError::NotFound));
        let id = id.to_string();
        for path in ["save_details", "save_address", "save_contact"] {
            let mut form = vec![("customer_id", id.as_str()), ("version", "1"), ("details[first_name]", "X")];
            form.extend_from_slice(&GOOD);
            let answer = ours.client.form(&format!("/api/portal/{path}"), &form).await;
            assert!(!location(&answer).contains("bewaard"), "{path} {answer:?}");
        }
        let page = ours.client.get(&format!("/mijn-bedrijf/{id}")).await;
        assert_eq!(page.status(), 404);
    }
    // What is the firm's alone is not in it.
    let whole = json!(overview(&ours.client, ours.id).await.unwrap().details);
    assert_eq!((&whole["number"], &whole["description"], &whole["manager_id"]), (&json!(""), &json!(""), &Value::Null));

    // A customer's session reaches no colleague's function, and the other way round.
    let state = json!({ "request": { "customer_id": ours.id } });
    assert_eq!(ours.client.call::<Value>("/api/invitations/state", &state).await, Err(AppError::Unauthenticated));
    assert_eq!(ours.client.call::<Value>("/api/templates/choices", &json!({})).await, Err(AppError::Unauthenticated));
    let colleague = app.signed_in(&ours.viewer).await;
    assert_eq!(overview(&colleague, ours.id).await, Err(AppError::Unauthenticated));
    assert_eq!(colleague.call::<Value>("/api/portal/companies", &json!({})).await, Err(AppError::Unauthenticated));
    assert_eq!(location(&ours.client.get("/klanten").await), "/mijn-bedrijf");
    assert_eq!(location(&colleague.get("/mijn-bedrijf").await), "/klanten");
}

async fn a_link_or_a_password_signs_in(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Ingang", "jan@bakkerij.be").await;
    let form = [("email", "Jan@Bakkerij.be"), ("password", PASSWORD)];
    let answer = app.client().form("/api/portal/sign_in", &form).await;
    assert!(session_of(&app, &answer).is_some() && location(&answer) == "/mijn-bedrijf", "{answer:?}");
    let wrong = app.client().form("/api/portal/sign_in", &[("email", "jan@bakkerij.be"), ("password", "x")]).await;
    let unknown = app.client().form("/api/portal/sign_in", &[("email", "niemand@zaak.be"), ("password", "x")]).await;
    assert_eq!(location(&wrong), location(&unknown));
    assert!(session_of(&app, &wrong).is_none());

    let asked = app.client().form("/api/portal/ask_link", &[("email", "jan@bakkerij.be")]).await;
    let nobody = app.client().form("/api/portal/ask_link", &[("email", "niemand@zaak.be")]).await;
    assert_eq!(location(&asked), location(&nobody), "the answer tells nobody who is known");
    // The invitation, the browser that is new, and the link.
    let mails = smtp.wait_for(3).await;
    assert_eq!(mails.len(), 3);
    let token = mails.iter().find(|mail| mail.text.contains("/toegang/")).expect("the link").token("toegang");
    for _ in 0..2 {
        let page = app.client().get(&format!("/toegang/{token}")).await;
        assert_eq!(page.status(), 200);
        assert!(session_of(&app, &page).is_none(), "opening the link signs nobody in");
    }
    let answer = app.client().form("/api/portal/enter", &[("token", &token)]).await;
    let client = session_of(&app, &answer).expect("a session");
    assert!(overview(&client, portal.id).await.is_ok());
    let again = app.client().form("/api/portal/enter", &[("token", &token)]).await;
    assert!(session_of(&app, &again).is_none(), "a link signs in once");
    let only = client.get("/mijn-bedrijf").await;
    assert_eq!(location(&only), format!("/mijn-bedrijf/{}", portal.id));
    client.form("/api/portal/sign_out", &[]).await;
    assert_eq!(overview(&client, portal.id).await, Err(AppError::Unauthenticated));
}
