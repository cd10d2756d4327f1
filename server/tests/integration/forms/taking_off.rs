//! What is taken off a customer, without JavaScript: colleagues, categories, links, differences with its template, an invitation,
//! access. What cannot be undone is asked first, in the page.

use std::collections::BTreeSet;

use app::{error::AppError, invitations::records::Standing, session::Viewer};
use domain::{integrations::Integration, permissions::BuiltIn, templates::Content};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::category,
        customers::assigned,
        forms::{came_back, is_asked, page, post, send, shows},
        invitations::{self, posted, state},
        portal::{Portal, overview},
        templates::{customer, on_customer, record, save, settings, tab},
    },
};

both!(
    a_colleague_is_taken_off,
    whoever_would_lose_sight_of_the_customer_is_asked,
    a_customer_is_taken_out_of_a_category,
    a_link_is_changed_and_taken_away,
    each_difference_goes_back_to_the_template,
    an_invitation_is_taken_back_after_the_question,
    what_is_refused_of_a_closed_invitation_is_said,
    access_ends_after_the_question,
);

const ASSIGN: &str = "/api/integrations/assign_form";
const UNASSIGN: &str = "/api/integrations/unassign_form";
const CATEGORISE: &str = "/api/integrations/categorise_form";
const UNCATEGORISE: &str = "/api/integrations/uncategorise_form";
const LINK: &str = "/api/integrations/link_form";
const UNLINK: &str = "/api/integrations/unlink_form";
const FILL_IN: &str = "/api/integrations/fill_in_form";
const RESEND: &str = "/api/invitations/resend_form";
const WITHDRAW: &str = "/api/invitations/withdraw_form";
const END_ACCESS: &str = "/api/access/withdraw_form";

/// A firm, its administrator, and a customer that keeps this.
async fn firm(app: &TestApp, name: &str, content: Content) -> (Viewer, Client, Uuid) {
    let viewer = app.firm(name).await;
    let client = app.signed_in(&viewer).await;
    let id = customer(app, &viewer, content, None).await;
    (viewer, client, id)
}

fn settings_of(id: Uuid) -> String {
    format!("/klanten/{id}/instellingen")
}

async fn a_colleague_is_taken_off(app: TestApp) {
    let (an, client, id) = firm(&app, "Eraf", Content::default()).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await.user_id;
    on_customer::<()>(&client, "assign", id, json!({ "user_id": bo })).await.unwrap();
    let html = page(&client, &settings_of(id)).await;
    let answer = post(&client, &html, UNASSIGN, &[]).await;
    assert_eq!(location(&answer), format!("{}?bewaard=ja", settings_of(id)));
    assert!(tab(&client, id).await.assigned.is_empty());
    // Twice: there is nobody to take off, and that is said.
    assert_eq!(location(&post(&client, &html, UNASSIGN, &[]).await), settings_of(id));
    app.checked().await;
}

async fn whoever_would_lose_sight_of_the_customer_is_asked(app: TestApp) {
    let an = app.firm("Mezelf").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let id = customer(&app, &an, assigned(&[bo.user_id]), None).await;
    let (of_an, of_bo) = (app.signed_in(&an).await, app.signed_in(&bo).await);
    let html = page(&of_bo, &settings_of(id)).await;
    assert!(!is_asked(&html, UNASSIGN), "{html}");
    let answer = post(&of_bo, &html, UNASSIGN, &[]).await;
    assert_eq!(location(&answer), format!("{}?weggaan={}", settings_of(id), bo.user_id));
    let question = of_bo.follow(&answer).await.text().await.unwrap();
    assert!(question.contains("vindt u deze klant niet meer terug") && is_asked(&question, UNASSIGN), "{question}");
    assert_eq!(tab(&of_an, id).await.assigned.len(), 1, "nothing is done before it is answered");
    let answer = post(&of_bo, &question, UNASSIGN, &[("confirmed", "true")]).await;
    assert_eq!(location(&answer), "/klanten?bewaard=ja");
    assert!(tab(&of_an, id).await.assigned.is_empty());
    app.checked().await;
}

async fn a_customer_is_taken_out_of_a_category(app: TestApp) {
    let (_, client, id) = firm(&app, "Uithalen", Content::default()).await;
    let horeca = category(&client, "Horeca").await.to_string();
    send(&client, &settings_of(id), CATEGORISE, &[("category", &horeca)]).await;
    assert_eq!(tab(&client, id).await.categories.len(), 1);
    let answer = send(&client, &settings_of(id), UNCATEGORISE, &[]).await;
    assert_eq!(location(&answer), format!("{}?bewaard=ja", settings_of(id)));
    assert!(tab(&client, id).await.categories.is_empty());
    app.checked().await;
}

async fn a_link_is_changed_and_taken_away(app: TestApp) {
    let (_, client, id) = firm(&app, "Loskoppelen", Content::default()).await;
    let address = settings_of(id);
    let mut link = tab(&client, id).await.link(Integration::Yuki);
    link.external_reference = "Y-1".to_owned();
    on_customer::<()>(&client, "link", id, json!({ "link": link })).await.unwrap();
    let answer = send(&client, &address, LINK, &[]).await;
    assert_eq!(location(&answer), format!("{address}?koppeling=yuki"), "Bewerken");
    let html = client.follow(&answer).await.text().await.unwrap();
    assert!(shows(&html, "external_reference", "Y-1"), "{html}");
    assert!(html.contains(&format!(r#"href="{address}""#)), "the way back: {html}");

    let html = page(&client, &address).await;
    let asking = format!("{address}?ontkoppelen=yuki");
    assert!(html.contains(&format!(r#"href="{asking}""#)) && !is_asked(&html, UNLINK), "{html}");
    let question = page(&client, &asking).await;
    assert!(question.contains("Yuki ontkoppelen?") && is_asked(&question, UNLINK), "{question}");
    let answer = post(&client, &question, UNLINK, &[]).await;
    assert_eq!(location(&answer), format!("{address}?bewaard=ja"));
    assert!(tab(&client, id).await.links.is_empty());
    assert!(!is_asked(&page(&client, &asking).await, UNLINK), "what is not linked is not asked about");
    app.checked().await;
}

async fn each_difference_goes_back_to_the_template(app: TestApp) {
    let (an, client, id) = firm(&app, "Verschil per verschil", Content::default()).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await.user_id;
    let horeca = category(&client, "Horeca").await;
    let peppol: &[(&str, &str)] = &[("direction", "both")];
    let mut template = record("Vennootschap", &[bo], &[(Integration::Yuki, &[]), (Integration::Peppol, peppol)]);
    let template_id = save(&client, &template).await.unwrap();
    on_customer::<()>(&client, "apply_template", id, json!({ "template_id": template_id })).await.unwrap();
    // The customer goes its own way, and the template gives more.
    on_customer::<()>(&client, "unassign", id, json!({ "user_id": bo })).await.unwrap();
    on_customer::<()>(&client, "assign", id, json!({ "user_id": an.user_id })).await.unwrap();
    on_customer::<()>(&client, "unlink", id, json!({ "integration": "yuki" })).await.unwrap();
    let mut codabox = tab(&client, id).await.link(Integration::Codabox);
    codabox.external_reference = "C-1".to_owned();
    let mut peppol = tab(&client, id).await.link(Integration::Peppol);
    peppol.settings = settings(&[("direction", "send")]);
    for link in [codabox, peppol] {
        on_customer::<()>(&client, "link", id, json!({ "link": link })).await.unwrap();
    }
    (template.id, template.version) = (Some(template_id), 1);
    template.details.content.manager_id = Some(bo);
    template.details.content.categories = [horeca].into();
    save(&client, &template).await.unwrap();

    let address = settings_of(id);
    let html = page(&client, &address).await;
    // The differences stand before what the tab is about: theirs are the first forms.
    for action in [FILL_IN, CATEGORISE, ASSIGN, UNASSIGN, LINK, UNLINK] {
        let answer = post(&client, &html, action, &[]).await;
        assert_eq!(location(&answer), format!("{address}?bewaard=ja"), "{action}");
    }
    let now = tab(&client, id).await;
    assert_eq!(now.manager.as_ref().map(|manager| manager.id), Some(bo));
    assert_eq!(now.categories.iter().map(|one| one.id).collect::<Vec<_>>(), [horeca]);
    assert_eq!(now.assigned.iter().map(|one| one.id).collect::<Vec<_>>(), [bo]);
    // One of two links went back; the next page has the form of the other.
    send(&client, &address, LINK, &[]).await;
    let now = tab(&client, id).await;
    assert!(now.template.as_ref().is_some_and(|applied| applied.deviation.is_empty()), "{:?}", now.links);
    let linked: BTreeSet<Integration> = now.links.iter().map(|link| link.integration).collect();
    assert_eq!(linked, [Integration::Peppol, Integration::Yuki].into());
    assert_eq!(now.link(Integration::Peppol).settings, settings(&[("direction", "both")]));
    app.checked().await;
}

async fn an_invitation_is_taken_back_after_the_question(app: TestApp) {
    let viewer = app.firm("Terugnemen").await;
    let client = app.signed_in(&viewer).await;
    let id = invitations::customer(&app, &viewer, "Slagerij An", "an@slagerij.be").await;
    invitations::send(&client, id, "an@slagerij.be").await.unwrap();
    let open = state(&client, id).await.unwrap();
    let answer = send(&client, &format!("/klanten/{id}"), WITHDRAW, &[]).await;
    assert_eq!(location(&answer), format!("/klanten/{id}?intrekken={}", open.id));
    let question = client.follow(&answer).await.text().await.unwrap();
    assert!(question.contains("Uitnodiging intrekken?") && is_asked(&question, WITHDRAW), "{question}");
    assert_eq!(state(&client, id).await.unwrap().standing, Standing::Open);
    let answer = post(&client, &question, WITHDRAW, &[("confirmed", "true")]).await;
    assert_eq!(location(&answer), format!("/klanten/{id}?bewaard=ja"));
    assert_eq!(state(&client, id).await.unwrap().standing, Standing::Withdrawn);
    app.checked().await;
}

/// The page has the form no more that was refused.
async fn what_is_refused_of_a_closed_invitation_is_said(app: TestApp) {
    let viewer = app.firm("Intussen gesloten").await;
    let client = app.signed_in(&viewer).await;
    let id = invitations::customer(&app, &viewer, "Slagerij An", "an@slagerij.be").await;
    invitations::send(&client, id, "an@slagerij.be").await.unwrap();
    let address = format!("/klanten/{id}");
    let html = page(&client, &address).await;
    let first = state(&client, id).await.unwrap().id;
    client.call::<()>("/api/invitations/withdraw", &json!({ "request": { "id": first } })).await.unwrap();
    let answer = post(&client, &html, RESEND, &[]).await;
    came_back(&client, &answer, &address, &[]).await;
    let answer = post(&client, &html, WITHDRAW, &[("confirmed", "true")]).await;
    came_back(&client, &answer, &address, &[]).await;
    assert!(!page(&client, &address).await.contains("notice danger"), "it is said once");
    // Another one is open by now: the page has its form, and says the refusal of the first once.
    invitations::send(&client, id, "an@slagerij.be").await.unwrap();
    let answer = post(&client, &html, RESEND, &[]).await;
    let html = came_back(&client, &answer, &address, &[]).await;
    assert_eq!(html.matches("notice danger").count(), 1, "{html}");
    app.checked().await;
}

async fn access_ends_after_the_question(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Toegang weg", "jan@bakkerij.be").await;
    let client = app.signed_in(&portal.viewer).await;
    let address = format!("/klanten/{}", portal.id);
    let answer = send(&client, &address, END_ACCESS, &[]).await;
    assert!(location(&answer).starts_with(&format!("{address}?toegang=")), "{answer:?}");
    let question = client.follow(&answer).await.text().await.unwrap();
    assert!(is_asked(&question, END_ACCESS), "{question}");
    overview(&portal.client, portal.id).await.unwrap();
    let answer = post(&client, &question, END_ACCESS, &[("confirmed", "true")]).await;
    assert_eq!(location(&answer), format!("{address}?bewaard=ja"));
    assert_eq!(overview(&portal.client, portal.id).await, Err(AppError::Unauthenticated));
    app.checked().await;
}
