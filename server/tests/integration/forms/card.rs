//! What a card asks beside its own data, without JavaScript: colleagues, categories, a template, a link, and an invitation again.

use app::session::Viewer;
use domain::{
    integrations::Integration,
    permissions::{Area, BuiltIn, Level, Rights, Scope},
    templates::Content,
};
use entity::invitation;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::{added, card, category},
        customers::assigned,
        forms::{came_back, post, send, shows},
        invitations::{self, posted},
        templates::{customer, record, save, settings, tab},
    },
};

both!(
    a_colleague_is_assigned,
    a_customer_is_put_in_a_category,
    a_template_is_applied_after_it_said_what_it_changes,
    who_is_taken_off_by_a_template_is_led_to_the_list,
    an_integration_is_chosen_and_linked,
    an_invitation_is_sent_again,
    another_address_is_invited_at_once,
    only_who_may_edits_does_so,
    contacts_who_left_are_in_the_page,
);

const ASSIGN: &str = "/api/integrations/assign_form";
const CATEGORISE: &str = "/api/integrations/categorise_form";
const APPLY: &str = "/api/integrations/apply_template_form";
const LINK: &str = "/api/integrations/link_form";
const RESEND: &str = "/api/invitations/resend_form";

/// A firm, its administrator, a customer and the address of its settings.
async fn firm(app: &TestApp, name: &str) -> (Viewer, Client, Uuid, String) {
    let viewer = app.firm(name).await;
    let client = app.signed_in(&viewer).await;
    let id = customer(app, &viewer, Content::default(), None).await;
    (viewer, client, id, format!("/klanten/{id}/instellingen"))
}

async fn a_colleague_is_assigned(app: TestApp) {
    let (an, client, id, page) = firm(&app, "Toewijzen").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await.user_id;
    let html = came_back(&client, &send(&client, &page, ASSIGN, &[]).await, &page, &[]).await;
    assert!(html.contains(r#"id="field-colleague-error""#), "{html}");
    assert!(tab(&client, id).await.assigned.is_empty());
    let answer = post(&client, &html, ASSIGN, &[("colleague", &bo.to_string())]).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    assert_eq!(tab(&client, id).await.assigned.iter().map(|one| one.id).collect::<Vec<_>>(), [bo]);
    // Who is no colleague cannot be, and that is said.
    let nobody = Uuid::now_v7().to_string();
    came_back(&client, &post(&client, &html, ASSIGN, &[("colleague", &nobody)]).await, &page, &[]).await;
    assert_eq!(tab(&client, id).await.assigned.len(), 1);
    app.checked().await;
}

async fn a_customer_is_put_in_a_category(app: TestApp) {
    let (_, client, id, page) = firm(&app, "Indelen").await;
    let horeca = category(&client, "Horeca").await;
    let html = came_back(&client, &send(&client, &page, CATEGORISE, &[]).await, &page, &[]).await;
    assert!(html.contains(r#"id="field-category-error""#), "{html}");
    let answer = post(&client, &html, CATEGORISE, &[("category", &horeca.to_string())]).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    assert_eq!(tab(&client, id).await.categories.iter().map(|one| one.id).collect::<Vec<_>>(), [horeca]);
    app.checked().await;
}

async fn a_template_is_applied_after_it_said_what_it_changes(app: TestApp) {
    let (an, client, id, page) = firm(&app, "Toepassen").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await.user_id;
    let template = save(&client, &record("Vennootschap", &[bo], &[(Integration::Yuki, &[])])).await.unwrap();
    came_back(&client, &send(&client, &page, APPLY, &[]).await, &page, &[]).await;
    let answer = send(&client, &page, APPLY, &[("template", &template.to_string())]).await;
    assert_eq!(location(&answer), format!("{page}?sjabloon={template}"));
    let html = client.follow(&answer).await.text().await.unwrap();
    for said in ["Sjabloon Vennootschap toepassen?", "Bo wordt toegewezen.", "Yuki wordt gekoppeld."] {
        assert!(html.contains(said), "{said}: {html}");
    }
    assert!(tab(&client, id).await.template.is_none(), "nothing is done before it is answered");
    let answer = post(&client, &html, APPLY, &[]).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    let now = tab(&client, id).await;
    assert!(now.template.is_some_and(|applied| applied.id == template && applied.deviation.is_empty()));
    app.checked().await;
}

async fn who_is_taken_off_by_a_template_is_led_to_the_list(app: TestApp) {
    let an = app.firm("Weg").await;
    let template = save(&app.signed_in(&an).await, &record("Leeg", &[], &[])).await.unwrap();
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let id = customer(&app, &an, assigned(&[bo.user_id]), None).await;
    let client = app.signed_in(&bo).await;
    let page = format!("/klanten/{id}/instellingen");
    let answer = send(&client, &page, APPLY, &[("template", &template.to_string())]).await;
    let html = client.follow(&answer).await.text().await.unwrap();
    assert!(html.contains("Daarna vindt u deze klant niet meer terug"), "{html}");
    assert_eq!(location(&post(&client, &html, APPLY, &[]).await), "/klanten?bewaard=ja");
    app.checked().await;
}

async fn an_integration_is_chosen_and_linked(app: TestApp) {
    let (_, client, id, page) = firm(&app, "Koppelen").await;
    came_back(&client, &send(&client, &page, LINK, &[]).await, &page, &[]).await;
    let answer = send(&client, &page, LINK, &[("integration", "email_import")]).await;
    let open = format!("{page}?koppeling=email_import");
    assert_eq!(location(&answer), open);
    let html = client.follow(&answer).await.text().await.unwrap();
    let wrong = [("external_reference", "K-12"), ("mailbox", "geen adres")];
    let html = came_back(&client, &post(&client, &html, LINK, &wrong).await, &open, &wrong).await;
    let answer = post(&client, &html, LINK, &[("mailbox", "facturen@peeters.be")]).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    let links = tab(&client, id).await.links;
    assert_eq!(links[0].external_reference, "K-12");
    assert_eq!(links[0].settings, settings(&[("mailbox", "facturen@peeters.be")]));
    app.checked().await;
}

async fn an_invitation_is_sent_again(app: TestApp) {
    let smtp = posted(&app).await;
    let viewer = app.firm("Nog eens").await;
    let client = app.signed_in(&viewer).await;
    let id = invitations::customer(&app, &viewer, "Slagerij An", "an@slagerij.be").await;
    invitations::invited(&app, &smtp, &client, id, "an@slagerij.be").await;
    let page = format!("/klanten/{id}");
    let html = client.get(&page).await.text().await.unwrap();
    assert_eq!(location(&post(&client, &html, RESEND, &[]).await), format!("{page}?bewaard=ja"));
    assert_eq!(smtp.wait_for(2).await.len(), 2);
    app.checked().await;
}

async fn another_address_is_invited_at_once(app: TestApp) {
    let smtp = posted(&app).await;
    let viewer = app.firm("Ander adres").await;
    let client = app.signed_in(&viewer).await;
    let id = invitations::customer(&app, &viewer, "Slagerij An", "an@slagerij.be").await;
    let (page, action) = (format!("/klanten/{id}/uitnodigen"), "/api/invitations/send_form");
    let html = client.get(&page).await.text().await.unwrap();
    assert!(shows(&html, "email", "") && html.contains("other-address"), "{html}");
    let typed = [("recipient", "other"), ("email", "piet@slagerij.be"), ("name", "Piet")];
    let answer = post(&client, &html, action, &typed).await;
    assert_eq!(location(&answer), format!("/klanten/{id}?bewaard=ja"));
    assert_eq!(smtp.wait_for(1).await.len(), 1);
    let invited = invitation::Entity::find().one(&app.context.db.read).await.unwrap().unwrap();
    assert_eq!((invited.email.as_str(), invited.name.as_str()), ("piet@slagerij.be", "Piet"));
    app.checked().await;
}

async fn only_who_may_edits_does_so(app: TestApp) {
    let (an, client, id, page) = firm(&app, "Lezen").await;
    let horeca = category(&client, "Horeca").await.to_string();
    let html = client.get(&page).await.text().await.unwrap().replace(&an.user_id.to_string(), "");
    let reader = Rights { scope: Scope::All, levels: [(Area::Customers, Level::Read)].into() };
    let reader = app.signed_in(&app.colleague_with(an.firm_id, &reader).await).await;
    let stranger = app.signed_in(&app.firm("Ander").await).await;
    for client in [&reader, &stranger] {
        assert_eq!(location(&post(client, &html, CATEGORISE, &[("category", &horeca)]).await), page);
    }
    let read = reader.get(&page).await.text().await.unwrap();
    assert!(!read.contains(CATEGORISE) && !read.contains(ASSIGN) && !read.contains(APPLY), "{read}");
    assert!(tab(&client, id).await.categories.is_empty());
    app.checked().await;
}

/// A box of the style's own shows them.
async fn contacts_who_left_are_in_the_page(app: TestApp) {
    let client = app.signed_in(&app.firm("Vertrokken").await).await;
    let id = added(&client).await;
    let contact = card(&client, id).await.contacts.unwrap().remove(0);
    let request =
        json!({ "request": { "customer_id": id, "id": contact.id, "version": contact.version, "end_access": false } });
    client.call::<()>("/api/contacts/deactivate", &request).await.unwrap();
    let html = client.get(&format!("/klanten/{id}")).await.text().await.unwrap();
    let (_, after) = html.split_once("all-contacts").expect("a box");
    assert!(after.contains("record inactive") && after.contains(&contact.details.last_name), "{html}");
    app.checked().await;
}
