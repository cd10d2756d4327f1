//! The tabs of a card: to whom each is open, in which order a colleague has them, and which of them a firm has.

use app::{
    customers::card::tabs::{CardTab, FREE_FIELDS, NOTES, TABS, TabDef},
    error::AppError,
    settings::CardTabSwitch,
};
use domain::permissions::{Area, BuiltIn, Level, Rights, Scope};
use entity::tab_order;
use reqwest::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::{add_note, added, card, history, notes, switch_tab},
        forms::{attribute, post, press, tags},
    },
};

both!(
    a_right_opens_a_tab_or_closes_it,
    a_tab_that_is_not_switched_on_is_not_there,
    each_colleague_has_its_own_order,
    tabs_are_arranged_without_javascript,
    a_tab_is_switched_on_without_javascript,
);

const ARRANGE: &str = "/api/customers/arrange_tabs_form";

/// A firm whose cards have every tab, and a customer with a note.
async fn firm(app: &TestApp, name: &str) -> (app::session::Viewer, Client, Uuid) {
    let viewer = app.firm(name).await;
    let client = app.signed_in(&viewer).await;
    for tab in TABS.iter().filter(|tab| tab.optional.is_some()) {
        switch_tab(&client, tab.slug, true).await.unwrap();
    }
    let id = added(&client).await;
    add_note(&client, id, "Betaalt traag").await.unwrap();
    (viewer, client, id)
}

/// A colleague who may do everything but this much of one area.
pub(super) async fn with(app: &TestApp, firm_id: Uuid, area: Area, level: Level) -> Client {
    let levels = Area::ALL.map(|each| (each, if each == area { level } else { Level::Delete }));
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    app.signed_in(&app.colleague_with(firm_id, &rights).await).await
}

async fn page(client: &Client, address: &str) -> (StatusCode, String) {
    let answer = client.get(address).await;
    (answer.status(), answer.text().await.unwrap())
}

fn slugs(tabs: &[CardTab]) -> Vec<String> {
    let word = |tab: &CardTab| format!("{}{}", if tab.hidden { "-" } else { "" }, tab.slug);
    tabs.iter().map(word).collect()
}

/// What the settings say of the tabs that a firm may do without.
fn switches(notes: bool, free_fields: bool) -> [CardTabSwitch; 2] {
    [(NOTES, notes), (FREE_FIELDS, free_fields)].map(|(slug, on)| CardTabSwitch { slug: slug.into(), on })
}

async fn tabs(client: &Client, id: Uuid) -> Vec<String> {
    slugs(&card(client, id).await.tabs)
}

async fn arrange(client: &Client, slugs: &[&str], hidden: &[&str]) {
    let request = json!({ "request": { "slugs": slugs, "hidden": hidden } });
    client.call::<()>("/api/customers/arrange_tabs", &request).await.unwrap();
}

async fn a_right_opens_a_tab_or_closes_it(app: TestApp) {
    let (viewer, _, id) = firm(&app, "Rechten").await;
    for tab in &TABS {
        for level in Level::ALL {
            let client = with(&app, viewer.firm_id, tab.area, level).await;
            let may_read = level >= Level::Read;
            let (status, html) = page(&client, &tab.href(id)).await;
            let expected = if may_read { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(status, expected, "{} with {level:?} in {:?}", tab.slug, tab.area);
            let link = format!(r#"href="{}""#, tab.href(id));
            assert_eq!(html.contains(&link), may_read, "the tab {} with {level:?}", tab.slug);
        }
    }
    for level in Level::ALL {
        let client = with(&app, viewer.firm_id, Area::Notes, level).await;
        let answers = [
            (Level::Read, notes(&client, id).await.map(|_| ())),
            (Level::Edit, add_note(&client, id, "Nog een").await),
            (Level::Delete, delete_first(&app, &viewer, &client, id).await),
        ];
        for (asked, answer) in answers {
            let expected = if level >= asked { Ok(()) } else { Err(AppError::Forbidden) };
            assert_eq!(answer, expected, "{asked:?} with {level:?}");
        }
        let (_, html) = page(&client, &format!("/klanten/{id}/{NOTES}")).await;
        assert_eq!(html.contains("Betaalt traag"), level >= Level::Read, "the notes with {level:?}");
        assert_eq!(html.contains("/api/notes/save_form"), level >= Level::Edit, "the form with {level:?}");
        let told = format!("{:?}", history(&client, id).await);
        assert_eq!(told.contains("Betaalt traag"), level >= Level::Read, "the history with {level:?}");
    }
}

/// Adds a note as somebody who may, and has the other delete it.
async fn delete_first(app: &TestApp, an: &app::session::Viewer, client: &Client, id: Uuid) -> Result<(), AppError> {
    let an = app.signed_in(an).await;
    add_note(&an, id, "Mag weg").await.unwrap();
    let note = notes(&an, id).await.unwrap().remove(0);
    let request = json!({ "request": { "customer_id": id, "id": note.id, "version": note.version } });
    client.call("/api/notes/delete", &request).await
}

async fn a_tab_that_is_not_switched_on_is_not_there(app: TestApp) {
    let (viewer, client, id) = firm(&app, "Schakelaar").await;
    let list = async || -> Vec<CardTabSwitch> { client.call("/api/settings/card_tabs", &json!({})).await.unwrap() };
    assert_eq!(list().await, switches(true, true));
    switch_tab(&client, NOTES, false).await.unwrap();
    assert_eq!(list().await, switches(false, true));
    assert_eq!(tabs(&client, id).await, ["contact", "instellingen", "historiek", FREE_FIELDS]);
    assert_eq!(page(&client, &format!("/klanten/{id}/{NOTES}")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(notes(&client, id).await, Err(AppError::NotFound));
    assert_eq!(add_note(&client, id, "Nog een").await, Err(AppError::NotFound));
    switch_tab(&client, NOTES, true).await.unwrap();
    assert_eq!(notes(&client, id).await.unwrap()[0].text, "Betaalt traag", "what was on it is kept");

    // Only what is optional is switched, and only by whom it is given to.
    for slug in ["contact", "historiek", "weg", ""] {
        assert_eq!(switch_tab(&client, slug, false).await, Err(AppError::NotFound), "{slug}");
    }
    let manager = app.signed_in(&app.colleague(viewer.firm_id, "Bo", BuiltIn::ClientManager).await).await;
    assert_eq!(switch_tab(&manager, NOTES, false).await, Err(AppError::Forbidden));
    let other = app.signed_in(&app.firm("Elders").await).await;
    let theirs: Vec<CardTabSwitch> = other.call("/api/settings/card_tabs", &json!({})).await.unwrap();
    assert_eq!(theirs, switches(false, false), "another firm has its own");
    app.checked().await;
}

async fn each_colleague_has_its_own_order(app: TestApp) {
    let (viewer, client, id) = firm(&app, "Volgorde").await;
    let bo = app.signed_in(&app.colleague(viewer.firm_id, "Bo", BuiltIn::Administrator).await).await;
    let as_they_come = ["contact", "instellingen", "historiek", NOTES, FREE_FIELDS];
    assert_eq!(tabs(&client, id).await, as_they_come);
    arrange(&client, &[NOTES, "historiek", "contact", "instellingen"], &["instellingen"]).await;
    assert_eq!(tabs(&client, id).await, [NOTES, "historiek", "contact", "-instellingen", FREE_FIELDS]);
    assert_eq!(tabs(&bo, id).await, as_they_come, "nobody else's");
    let (_, html) = page(&client, &format!("/klanten/{id}")).await;
    let links: Vec<_> = tags(&html, "a")
        .into_iter()
        .filter(|(_, tag)| attribute(tag, "class").as_deref() == Some("tab"))
        .filter_map(|(_, tag)| attribute(tag, "href"))
        .collect();
    assert_eq!(links, [NOTES, "historiek", "contact", FREE_FIELDS].map(|slug| TabDef::of(slug).unwrap().href(id)));
    assert_eq!(page(&client, &format!("/klanten/{id}/instellingen")).await.0, StatusCode::OK, "and still there");

    // What is not known is left out, what is missing comes behind, and the card itself stays.
    arrange(&client, &["weg", "historiek", "historiek"], &["contact", "weg", NOTES]).await;
    assert_eq!(tabs(&client, id).await, ["historiek", "contact", "instellingen", "-notities", FREE_FIELDS]);
    let long = json!({ "request": { "slugs": vec!["x"; 2_000], "hidden": [] } });
    assert!(client.call::<Value>("/api/customers/arrange_tabs", &long).await.is_err());

    arrange(&client, &[], &[]).await;
    assert_eq!(tabs(&client, id).await, as_they_come);
    let kept = tab_order::Entity::find().count(&app.context.db.read).await.unwrap();
    assert_eq!(kept, 0, "as they come, nothing is kept");
    app.checked().await;
}

async fn tabs_are_arranged_without_javascript(app: TestApp) {
    let (_, client, id) = firm(&app, "Formulier").await;
    let (_, html) = page(&client, &format!("/klanten/{id}")).await;
    let asked = format!("/klanten/{id}?tabbladen=ja");
    assert!(html.contains(&format!(r#"href="{asked}""#)), "the icon leads there: {html}");
    let (_, html) = page(&client, &asked).await;
    let answer = press(&client, &html, ARRANGE, ("move", "up notities"), &[]).await;
    assert_eq!(location(&answer), asked, "there may be more to move");
    assert_eq!(tabs(&client, id).await, ["contact", "instellingen", NOTES, "historiek", FREE_FIELDS]);
    let html = client.follow(&answer).await.text().await.unwrap();
    let answer = press(&client, &html, ARRANGE, ("move", "down contact"), &[]).await;
    assert_eq!(tabs(&client, id).await, ["instellingen", "contact", NOTES, "historiek", FREE_FIELDS]);
    let html = client.follow(&answer).await.text().await.unwrap();
    // A box that is not ticked is sent as nothing.
    let answer = post(&client, &html, ARRANGE, &[("show_historiek", "")]).await;
    assert_eq!(location(&answer), format!("/klanten/{id}?bewaard=ja"), "Enter saves");
    assert_eq!(tabs(&client, id).await, ["instellingen", "contact", NOTES, "-historiek", FREE_FIELDS]);
    let (_, html) = page(&client, &asked).await;
    press(&client, &html, ARRANGE, ("reset", "ja"), &[]).await;
    assert_eq!(tabs(&client, id).await, ["contact", "instellingen", "historiek", NOTES, FREE_FIELDS]);
}

async fn a_tab_is_switched_on_without_javascript(app: TestApp) {
    let client = app.signed_in(&app.firm("Instellen").await).await;
    let (address, action) = ("/instellingen/klantkaart", "/api/settings/card_tab_form");
    for (button, on) in [("Notities aanzetten", true), ("Notities uitzetten", false)] {
        let (_, html) = page(&client, address).await;
        assert!(html.contains(button), "{html}");
        let answer = post(&client, &html, action, &[]).await;
        assert_eq!(location(&answer), format!("{address}?bewaard=ja"));
        let now: Vec<CardTabSwitch> = client.call("/api/settings/card_tabs", &json!({})).await.unwrap();
        assert_eq!(now, switches(on, false));
    }
}
