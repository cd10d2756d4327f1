//! What stands on a card: addresses, contacts, integrations, and inviting.

use app::{
    error::{AppError, FieldError},
    templates::TemplateRecord,
};
use domain::{Reason, details::AddressDetails, integrations::Integration};
use entity::job;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        TestApp,
        answers::location,
        cards::{added, card, category},
        forms::{came_back, post, send},
        invitations::{customer, posted, state},
        portal::Portal,
        templates::{on_template, record},
    },
};

both!(
    an_address_and_a_contact_are_saved,
    nothing_is_not_saved,
    an_integration_is_recorded,
    a_customer_is_invited,
    many_are_invited_at_once,
    a_template_is_made_in_three_steps,
);

const NOWHERE: [(&str, &str); 2] = [("address_country", "BE"), ("address_street", "  ")];

async fn an_address_and_a_contact_are_saved(app: TestApp) {
    let client = app.signed_in(&app.firm("Delen").await).await;
    let id = added(&client).await.to_string();
    let page = format!("/klanten/{id}");
    let of_card = [("page", page.as_str()), ("customer_id", &id), ("version", "0")];
    let typed = [("address_street", "Veldstraat"), ("address_city", "Gent"), ("address_country", "BE")];
    let answer = client.form("/api/addresses/save_form", &[of_card.as_slice(), &typed].concat()).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    let typed = [("contact_first_name", "An"), ("contact_email", "an@peeters.be")];
    let answer = client.form("/api/contacts/save_form", &[of_card.as_slice(), &typed].concat()).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    let card = card(&client, id.parse().unwrap()).await;
    assert!(card.addresses.iter().any(|address| address.details.street == "Veldstraat"));
    assert!(card.contacts.unwrap().iter().any(|contact| contact.details.email == "an@peeters.be"));
}

async fn nothing_is_not_saved(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Niets", "jan@bakkerij.be").await;
    let client = app.signed_in(&portal.viewer).await;
    let (id, empty) = (portal.id, AddressDetails { country: "BE".into(), ..AddressDetails::default() });
    let before = card(&client, id).await;
    let refused = |field: &str| AppError::field(field, FieldError::Rejected(Reason::Empty.into()));
    for details in [json!(empty), json!(AddressDetails { label: "Magazijn".into(), street: " \t".into(), ..empty })] {
        let request =
            json!({ "request": { "customer_id": id, "id": null, "version": 0, "details": { "new": details } } });
        assert_eq!(client.call::<()>("/api/addresses/save", &request).await, Err(refused("address_street")));
    }
    let nobody = json!({ "request": { "customer_id": id, "id": null, "version": 0, "details": { "new": { "phone": "09 123 45 67" } } } });
    assert_eq!(client.call::<()>("/api/contacts/save", &nobody).await, Err(refused("contact_last_name")));
    let link = json!({ "request": { "customer_id": id, "link":
        { "integration": "yuki", "version": 0, "external_reference": " ", "settings": {} } } });
    let required = AppError::field("external_reference", FieldError::Required);
    assert_eq!(client.call::<()>("/api/integrations/link", &link).await, Err(required));
    // Nor by a plain form, nor by the customer itself.
    let text = id.to_string();
    let of_card = [("page", "/klanten"), ("customer_id", text.as_str())];
    for (action, typed) in [
        ("addresses/save_form", NOWHERE),
        ("contacts/save_form", [("contact_phone", "09 123 45 67"), ("contact_email", "")]),
        ("integrations/link_form", [("id", "yuki"), ("external_reference", "")]),
    ] {
        let answer = client.form(&format!("/api/{action}"), &[of_card.as_slice(), &typed].concat()).await;
        assert_eq!(location(&answer), "/klanten", "{action}");
    }
    let form = [("customer_id", text.as_str()), ("details[country]", "BE")];
    let answer = portal.client.form("/api/portal/save_address", &form).await;
    assert!(location(&answer).contains("fout=invoer"), "{answer:?}");
    let page = portal.client.follow(&answer).await.text().await.unwrap();
    assert!(page.contains("Straat ontbreekt. Vul dit in."), "{page}");
    assert_eq!(card(&client, id).await, before);
}

async fn an_integration_is_recorded(app: TestApp) {
    let client = app.signed_in(&app.firm("Koppel").await).await;
    let id = added(&client).await.to_string();
    let page = format!("/klanten/{id}/instellingen");
    let of_card =
        [("page", page.as_str()), ("customer_id", &id), ("id", Integration::EmailImport.key()), ("version", "0")];
    let typed = [("external_reference", "K-12"), ("mailbox", "Facturen@Peeters.BE")];
    let answer = client.form("/api/integrations/link_form", &[of_card.as_slice(), &typed].concat()).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    let page = client.get(&page).await.text().await.unwrap();
    assert!(page.contains("K-12"), "{page}");
}

async fn a_customer_is_invited(app: TestApp) {
    let smtp = posted(&app).await;
    let viewer = app.firm("Nodig uit").await;
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Slagerij An", "an@slagerij.be").await;
    let page = format!("/klanten/{id}/uitnodigen");
    let action = "/api/invitations/send_form";
    let wrong = [("recipient", "other"), ("note", "Tot binnenkort")];
    let html = came_back(&client, &send(&client, &page, action, &wrong).await, &page, &wrong).await;
    assert!(html.contains("ontbreekt. Vul dit in."), "{html}");
    assert!(state(&client, id).await.is_none());
    let answer = post(&client, &html, action, &[("recipient", "0")]).await;
    assert_eq!(location(&answer), format!("/klanten/{id}?bewaard=ja"));
    assert!(state(&client, id).await.is_some());
    assert_eq!(smtp.wait_for(1).await.len(), 1);
}

async fn many_are_invited_at_once(app: TestApp) {
    let viewer = app.firm("Samen").await;
    let client = app.signed_in(&viewer).await;
    let one = customer(&app, &viewer, "Slagerij An", "an@slagerij.be").await;
    let two = customer(&app, &viewer, "Bakkerij Bo", "bo@bakkerij.be").await;
    let page = format!("/klanten/uitnodigen?ids={one},{two}");
    let action = "/api/invitations/send_many_form";
    let long = "x".repeat(2_001);
    let wrong = [("note", long.as_str())];
    let html = came_back(&client, &send(&client, &page, action, &wrong).await, &page, &wrong).await;
    let answer = post(&client, &html, action, &[("note", "Tot binnenkort")]).await;
    let job = location(&answer).strip_prefix("/klanten/uitnodigen?job=").unwrap().parse::<Uuid>().unwrap();
    let queued =
        job::Entity::find_by_id((viewer.firm_id, job)).one(&app.context.db.read).await.unwrap().expect("a job");
    assert!(queued.payload.contains(&one.to_string()) && queued.payload.contains(&two.to_string()));
    assert!(queued.payload.contains("Tot binnenkort"), "{}", queued.payload);
    let running = client.follow(&answer).await.text().await.unwrap();
    assert!(running.contains("</html>"), "{running}");
}

async fn a_template_is_made_in_three_steps(app: TestApp) {
    let viewer = app.firm("Sjabloon").await;
    let client = app.signed_in(&viewer).await;
    let horeca = category(&client, "Horeca").await;
    let action = "/api/templates/save_form";
    let (first, second, third) = ("/sjablonen/nieuw", "/sjablonen/nieuw?stap=2", "/sjablonen/nieuw?stap=3");
    let wrong = [("name", " "), ("description", "Voor wie begint")];
    let html = came_back(&client, &send(&client, first, action, &wrong).await, "/sjablonen/nieuw?stap=1", &wrong).await;
    assert!(html.contains("Naam ontbreekt. Vul dit in."), "{html}");
    let answer = post(&client, &html, action, &[("name", "Starter")]).await;
    assert_eq!(location(&answer), second);
    let html = client.follow(&answer).await.text().await.unwrap();
    let manager = viewer.user_id.to_string();
    let (user, ticked) = (format!("user_{manager}"), format!("category_{}", horeca.simple()));
    let people = [(user.as_str(), "true"), ("manager_id", manager.as_str()), (ticked.as_str(), "true")];
    let answer = post(&client, &html, action, &people).await;
    assert_eq!(location(&answer), third);
    let html = client.follow(&answer).await.text().await.unwrap();
    let answer = post(&client, &html, action, &[("peppol", "true")]).await;
    assert_eq!(location(&answer), "/sjablonen?bewaard=ja");
    let rows: Vec<app::templates::TemplateRow> = client.call("/api/templates/list", &json!({})).await.unwrap();
    assert_eq!((rows[0].name.as_str(), rows[0].users, rows[0].description.as_str()), ("Starter", 1, "Voor wie begint"));
    assert_eq!(rows[0].integrations, [Integration::Peppol]);
    let kept: TemplateRecord = on_template(&client, "get", rows[0].id).await.unwrap();
    assert_eq!(kept.content().manager_id, Some(viewer.user_id));
    assert_eq!(kept.content().categories, [horeca].into());
    // A name that is taken comes back to its step.
    crate::support::templates::save(&client, &record("Bezet", &[], &[])).await.unwrap();
    let page = format!("/sjablonen/{}", rows[0].id);
    let answer = send(&client, &format!("{page}?stap=3"), action, &[("name", "Bezet")]).await;
    let html = came_back(&client, &answer, &format!("{page}?stap=1"), &[("name", "Bezet")]).await;
    let kept: Uuid = viewer.user_id;
    assert!(html.contains(&format!(r#"name="user_{kept}""#)), "the other steps stay: {html}");
}
