//! Addresses and contacts of a card, without JavaScript: their menus lead to a form or to a question in the page.

use app::customers::records::{Address, Contact};
use domain::permissions::{Area, Level, Rights, Scope};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::{card, with_card},
        forms::{came_back, is_asked, page, post, post_with, send, shows},
        invitations::posted,
        portal::{Portal, overview},
    },
};

both!(
    an_address_is_added_and_changed_on_the_page,
    what_was_changed_meanwhile_comes_back,
    an_address_is_deleted_after_the_question,
    the_head_office_moves,
    a_contact_is_added_and_changed_on_the_page,
    a_contact_leaves_and_comes_back,
    another_contact_becomes_the_main_one,
    access_ends_with_a_contact_where_that_is_ticked,
    only_who_may_is_asked,
);

const SAVE_ADDRESS: &str = "/api/addresses/save_form";
const DELETE_ADDRESS: &str = "/api/addresses/delete_form";
const HEAD_OFFICE: &str = "/api/addresses/make_head_office_form";
const SAVE_CONTACT: &str = "/api/contacts/save_form";
const DEACTIVATE: &str = "/api/contacts/deactivate_form";
const ACTIVATE: &str = "/api/contacts/activate_form";
const DELETE: &str = "/api/contacts/delete_form";
const MAKE_MAIN: &str = "/api/contacts/make_main_form";

async fn addresses(client: &Client, id: Uuid) -> Vec<Address> {
    card(client, id).await.addresses
}

async fn contacts(client: &Client, id: Uuid) -> Vec<Contact> {
    card(client, id).await.contacts.unwrap()
}

/// Whether the page leads there.
fn leads(html: &str, address: &str) -> bool {
    html.contains(&format!(r#"href="{}#vraag""#, address.replace('&', "&amp;")))
}

/// Adds one by the function that a hydrated page calls.
async fn add(client: &Client, id: Uuid, kind: &str, details: serde_json::Value) {
    let request = json!({ "customer_id": id, "id": null, "version": 0, "details": { "new": details } });
    client.call::<()>(&format!("/api/{kind}/save"), &json!({ "request": request })).await.unwrap();
}

async fn an_address_is_added_and_changed_on_the_page(app: TestApp) {
    let (_, client, id, card) = with_card(&app, "Adressen").await;
    let answer = send(&client, &card, SAVE_ADDRESS, &[]).await;
    assert_eq!(location(&answer), format!("{card}?adres=nieuw#vraag"), "Adres toevoegen");
    let html = client.follow(&answer).await.text().await.unwrap();
    let wrong = [("address_label", "Magazijn"), ("address_street", " ")];
    let answer = post_with(&client, &html, SAVE_ADDRESS, "address_street", &wrong).await;
    let html = came_back(&client, &answer, &format!("{card}?adres=nieuw"), &wrong).await;
    assert_eq!(addresses(&client, id).await.len(), 1);
    let typed = [("address_street", "Kaai"), ("address_city", "Gent")];
    let answer = post_with(&client, &html, SAVE_ADDRESS, "address_street", &typed).await;
    assert_eq!(location(&answer), format!("{card}?bewaard=ja"));
    let added = addresses(&client, id).await.pop().unwrap();
    assert_eq!((added.details.label.as_str(), added.details.street.as_str()), ("Magazijn", "Kaai"));

    let editing = format!("{card}?adres={}", added.id);
    let html = page(&client, &card).await;
    assert!(leads(&html, &editing) && !shows(&html, "address_street", "Kaai"), "{html}");
    let html = page(&client, &editing).await;
    assert!(shows(&html, "address_street", "Kaai") && html.contains(&format!(r#"href="{card}""#)), "{html}");
    let answer = post_with(&client, &html, SAVE_ADDRESS, "address_street", &[("address_street", "Kaai 2")]).await;
    assert_eq!(location(&answer), format!("{card}?bewaard=ja"));
    let changed = addresses(&client, id).await.pop().unwrap();
    assert_eq!((changed.id, changed.details.street.as_str()), (added.id, "Kaai 2"));
    let nobody = page(&client, &format!("{card}?adres={}", Uuid::now_v7())).await;
    assert!(!nobody.contains(r#"name="address_street""#), "{nobody}");
    app.checked().await;
}

async fn what_was_changed_meanwhile_comes_back(app: TestApp) {
    let (_, client, id, card) = with_card(&app, "Intussen").await;
    let address = addresses(&client, id).await.remove(0);
    let editing = format!("{card}?adres={}", address.id);
    let html = page(&client, &editing).await;
    let first = post_with(&client, &html, SAVE_ADDRESS, "address_street", &[("address_street", "Markt")]).await;
    assert_eq!(location(&first), format!("{card}?bewaard=ja"));
    let typed = [("address_street", "Kouter")];
    let answer = post_with(&client, &html, SAVE_ADDRESS, "address_street", &typed).await;
    let html = came_back(&client, &answer, &editing, &typed).await;
    assert!(html.contains("een collega heeft dit intussen gewijzigd"), "{html}");
    assert!(html.contains("Staat nu opgeslagen: Markt"), "{html}");
    let answer = post_with(&client, &html, SAVE_ADDRESS, "address_street", &[]).await;
    assert_eq!(location(&answer), format!("{card}?bewaard=ja"));
    assert_eq!(addresses(&client, id).await[0].details.street, "Kouter");
    // The address has gone: the page has no form of it, and says so.
    let html = page(&client, &editing).await;
    let question = page(&client, &format!("{editing}&vraag=verwijderen")).await;
    post(&client, &question, DELETE_ADDRESS, &[]).await;
    let answer = post_with(&client, &html, SAVE_ADDRESS, "address_street", &typed).await;
    let html = came_back(&client, &answer, &editing, &[]).await;
    assert!(!html.contains(r#"name="address_street""#), "{html}");
    app.checked().await;
}

async fn an_address_is_deleted_after_the_question(app: TestApp) {
    let (_, client, id, card) = with_card(&app, "Adres weg").await;
    let address = addresses(&client, id).await.remove(0);
    let asking = format!("{card}?adres={}&vraag=verwijderen", address.id);
    let html = page(&client, &card).await;
    assert!(leads(&html, &asking) && !is_asked(&html, DELETE_ADDRESS), "{html}");
    let question = page(&client, &asking).await;
    assert!(question.contains("Dit adres verwijderen?") && is_asked(&question, DELETE_ADDRESS), "{question}");
    assert!(!question.contains(r#"name="address_street""#), "nothing is filled in: {question}");
    let answer = post(&client, &question, DELETE_ADDRESS, &[("version", "7")]).await;
    let question = came_back(&client, &answer, &asking, &[]).await;
    assert_eq!(addresses(&client, id).await.len(), 1);
    let answer = post(&client, &question, DELETE_ADDRESS, &[]).await;
    assert_eq!(location(&answer), format!("{card}?bewaard=ja"));
    assert!(addresses(&client, id).await.is_empty());
    // Once more: it is gone, and that is said.
    let html = came_back(&client, &post(&client, &question, DELETE_ADDRESS, &[]).await, &asking, &[]).await;
    assert!(!is_asked(&html, DELETE_ADDRESS), "{html}");
    app.checked().await;
}

async fn the_head_office_moves(app: TestApp) {
    let (_, client, id, card) = with_card(&app, "Zetel").await;
    assert!(!page(&client, &card).await.contains(HEAD_OFFICE), "there is one address");
    add(&client, id, "addresses", json!({ "street": "Kaai", "city": "Gent", "country": "BE" })).await;
    let answer = send(&client, &card, HEAD_OFFICE, &[]).await;
    assert_eq!(location(&answer), format!("{card}?vraag=hoofdkantoor#vraag"));
    let html = client.follow(&answer).await.text().await.unwrap();
    assert!(html.contains("Welk adres is het hoofdkantoor?"), "{html}");
    let [first, second] = <[Address; 2]>::try_from(addresses(&client, id).await).unwrap();
    assert!(first.head_office && shows(&html, "head_office", &first.id.to_string()), "{html}");
    let chosen = second.id.to_string();
    let stale = format!("version_{}", second.id.simple());
    let asking = format!("{card}?vraag=hoofdkantoor");
    let typed = [("head_office", chosen.as_str())];
    let answer = post(&client, &html, HEAD_OFFICE, &[typed.as_slice(), &[(stale.as_str(), "7")]].concat()).await;
    let html = came_back(&client, &answer, &asking, &typed).await;
    assert!(addresses(&client, id).await[0].id == first.id);
    let answer = post(&client, &html, HEAD_OFFICE, &[]).await;
    assert_eq!(location(&answer), format!("{card}?bewaard=ja"));
    let now = addresses(&client, id).await;
    assert_eq!((now[0].id, now[0].head_office, now[1].head_office), (second.id, true, false));
    app.checked().await;
}

async fn a_contact_is_added_and_changed_on_the_page(app: TestApp) {
    let (_, client, id, card) = with_card(&app, "Mensen").await;
    let answer = send(&client, &card, SAVE_CONTACT, &[]).await;
    assert_eq!(location(&answer), format!("{card}?contact=nieuw#vraag"), "Contactpersoon toevoegen");
    let html = client.follow(&answer).await.text().await.unwrap();
    let wrong = [("contact_first_name", "An"), ("contact_email", "geen adres")];
    let answer = post_with(&client, &html, SAVE_CONTACT, "contact_email", &wrong).await;
    let html = came_back(&client, &answer, &format!("{card}?contact=nieuw"), &wrong).await;
    assert_eq!(contacts(&client, id).await.len(), 1);
    let answer = post_with(&client, &html, SAVE_CONTACT, "contact_email", &[("contact_email", "an@peeters.be")]).await;
    assert_eq!(location(&answer), format!("{card}?bewaard=ja"));
    let added = contacts(&client, id).await.into_iter().find(|contact| !contact.main).unwrap();
    assert_eq!((added.details.first_name.as_str(), added.details.email.as_str()), ("An", "an@peeters.be"));
    let editing = format!("{card}?contact={}", added.id);
    assert!(leads(&page(&client, &card).await, &editing));
    let html = page(&client, &editing).await;
    assert!(shows(&html, "contact_email", "an@peeters.be"), "{html}");
    let answer = post_with(&client, &html, SAVE_CONTACT, "contact_email", &[("contact_first_name", "Annie")]).await;
    assert_eq!(location(&answer), format!("{card}?bewaard=ja"));
    assert!(contacts(&client, id).await.iter().any(|contact| contact.details.first_name == "Annie"));
    app.checked().await;
}

async fn a_contact_leaves_and_comes_back(app: TestApp) {
    let (_, client, id, card) = with_card(&app, "Komen en gaan").await;
    let jan = contacts(&client, id).await.remove(0);
    let asking = |word: &str| format!("{card}?contact={}&vraag={word}", jan.id);
    for (word, action, title, active) in [
        ("deactiveren", DEACTIVATE, "Jan Peeters deactiveren?", false),
        ("activeren", ACTIVATE, "Jan Peeters weer activeren?", true),
    ] {
        let html = page(&client, &card).await;
        assert!(leads(&html, &asking(word)) && !is_asked(&html, action), "{word}: {html}");
        let question = page(&client, &asking(word)).await;
        assert!(question.contains(title) && is_asked(&question, action), "{question}");
        assert!(!question.contains(r#"name="end_access""#), "nobody has access: {question}");
        let answer = post(&client, &question, action, &[]).await;
        assert_eq!(location(&answer), format!("{card}?bewaard=ja"));
        assert_eq!(contacts(&client, id).await[0].active, active);
        // It is done already: there is no question any more, and what was answered again is told.
        let html = came_back(&client, &post(&client, &question, action, &[]).await, &asking(word), &[]).await;
        assert!(!is_asked(&html, action), "{html}");
    }
    let question = page(&client, &asking("verwijderen")).await;
    assert!(question.contains("Jan Peeters verwijderen?"), "{question}");
    let answer = post(&client, &question, DELETE, &[]).await;
    assert_eq!(location(&answer), format!("{card}?bewaard=ja"));
    assert!(contacts(&client, id).await.is_empty());
    app.checked().await;
}

async fn another_contact_becomes_the_main_one(app: TestApp) {
    let (_, client, id, card) = with_card(&app, "Hoofd").await;
    add(&client, id, "contacts", json!({ "first_name": "An" })).await;
    let all = contacts(&client, id).await;
    let (jan, an) = (all.iter().find(|one| one.main).unwrap(), all.iter().find(|one| !one.main).unwrap());
    let asking = |id: Uuid| format!("{card}?contact={id}&vraag=hoofdcontact");
    let html = page(&client, &card).await;
    assert!(leads(&html, &asking(an.id)) && !leads(&html, &asking(jan.id)), "{html}");
    assert!(!is_asked(&page(&client, &asking(jan.id)).await, MAKE_MAIN), "Jan is it already");
    let question = page(&client, &asking(an.id)).await;
    assert!(question.contains("An als hoofdcontact instellen?"), "{question}");
    let answer = post(&client, &question, MAKE_MAIN, &[]).await;
    assert_eq!(location(&answer), format!("{card}?bewaard=ja"));
    let main = contacts(&client, id).await.into_iter().find(|one| one.main).unwrap();
    assert_eq!(main.id, an.id);
    app.checked().await;
}

async fn access_ends_with_a_contact_where_that_is_ticked(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Toegang", "jan@bakkerij.be").await;
    let client = app.signed_in(&portal.viewer).await;
    let jan = contacts(&client, portal.id).await.into_iter().find(|contact| contact.has_access).unwrap();
    let asking = format!("/klanten/{}?contact={}&vraag=deactiveren", portal.id, jan.id);
    let question = page(&client, &asking).await;
    assert!(!shows(&question, "end_access", "true"), "it is not ticked: {question}");
    // What was ticked comes back.
    let ticked = [("end_access", "true")];
    let answer = post(&client, &question, DEACTIVATE, &[ticked.as_slice(), &[("version", "77")]].concat()).await;
    let question = came_back(&client, &answer, &asking, &ticked).await;
    overview(&portal.client, portal.id).await.unwrap();
    post(&client, &question, DEACTIVATE, &[]).await;
    assert!(overview(&portal.client, portal.id).await.is_err());
    let gone = contacts(&client, portal.id).await.into_iter().find(|contact| contact.id == jan.id).unwrap();
    assert!(!gone.active && !gone.has_access);
    app.checked().await;
}

async fn only_who_may_is_asked(app: TestApp) {
    let (an, client, id, card_of) = with_card(&app, "Rechten").await;
    add(&client, id, "addresses", json!({ "street": "Kaai", "city": "Gent", "country": "BE" })).await;
    add(&client, id, "contacts", json!({ "first_name": "An" })).await;
    let before = card(&client, id).await;
    let address = before.addresses[0].id;
    let contact = before.contacts.as_ref().unwrap().iter().find(|contact| !contact.main).unwrap().id;
    let asked = [
        (SAVE_ADDRESS, format!("{card_of}?adres=nieuw")),
        (DELETE_ADDRESS, format!("{card_of}?adres={address}&vraag=verwijderen")),
        (HEAD_OFFICE, format!("{card_of}?vraag=hoofdkantoor")),
        (SAVE_CONTACT, format!("{card_of}?contact=nieuw")),
        (DEACTIVATE, format!("{card_of}?contact={contact}&vraag=deactiveren")),
        (DELETE, format!("{card_of}?contact={contact}&vraag=verwijderen")),
        (MAKE_MAIN, format!("{card_of}?contact={contact}&vraag=hoofdcontact")),
    ];
    let levels = [(Area::Customers, Level::Read), (Area::Contacts, Level::Read)];
    let reader = Rights { scope: Scope::All, levels: levels.into() };
    let reader = app.signed_in(&app.colleague_with(an.firm_id, &reader).await).await;
    let levels = [(Area::Customers, Level::Edit), (Area::Contacts, Level::Edit)];
    let editor = Rights { scope: Scope::All, levels: levels.into() };
    let editor = app.signed_in(&app.colleague_with(an.firm_id, &editor).await).await;
    let stranger = app.signed_in(&app.firm("Ander").await).await;
    let typed = [("address_street", "Markt"), ("contact_first_name", "Bo")];
    for (action, address) in &asked {
        let html = page(&client, address).await.replace(&an.user_id.to_string(), "");
        assert!(html.contains(action), "{address}: {html}");
        assert!(!page(&reader, address).await.contains(action), "{address}");
        let for_editor = page(&editor, address).await;
        assert_eq!(for_editor.contains(action), *action != DELETE, "{address}");
        for client in [&reader, &stranger] {
            let answer = post(client, &html, action, &typed).await;
            assert!(!location(&answer).contains("bewaard"), "{action}: {answer:?}");
        }
        if *action == DELETE {
            assert!(!location(&post(&editor, &html, action, &[]).await).contains("bewaard"));
        }
    }
    assert_eq!(card(&client, id).await, before);
    app.checked().await;
}
