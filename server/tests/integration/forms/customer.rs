//! Adding and changing a customer without JavaScript.

use app::session::Viewer;
use domain::{
    details::{AddressDetails, CustomerDetails},
    permissions::{Area, BuiltIn, Level, Rights, Scope},
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::{location, set_cookie},
        cards::{added, blank, card, category, create, peeters},
        forms::{came_back, post, press, send, shows},
        templates::{record, save},
    },
};

both!(
    a_customer_is_added,
    another_template_keeps_what_was_typed,
    what_is_wrong_comes_back_with_its_reason,
    a_customer_that_may_be_there_is_asked_about,
    a_number_of_another_is_asked_about_when_it_is_given,
    a_number_of_an_unseen_customer_has_no_way_on,
    a_customer_is_changed,
    a_form_of_yesterday_wipes_nothing,
    who_was_quicker_is_told,
    what_was_typed_of_one_contact_never_becomes_another_s,
    what_was_typed_waits_for_who_signs_in_again,
    only_who_may_saves,
);

const FORM: &str = "/api/customers/save_form";
const NEW: &str = "/klanten/nieuw?sjabloon=geen";

fn id_of(address: &str) -> Uuid {
    let rest = address.strip_prefix("/klanten/").unwrap_or_else(|| panic!("{address} is no card"));
    rest.strip_suffix("?bewaard=ja").unwrap_or_else(|| panic!("{address} says nothing")).parse().unwrap()
}

async fn a_customer_is_added(app: TestApp) {
    let client = app.signed_in(&app.firm("Gewoon").await).await;
    let template = save(&client, &record("Vennootschap", &[], &[])).await.unwrap();
    let typed = [
        ("name", "Bakkerij Peeters"),
        ("iban", "BE68 5390 0754 7034"),
        ("mandate", "true"),
        ("address_street", "Kerkstraat"),
        ("address_city", "Gent"),
        ("contact_last_name", "Peeters"),
    ];
    let answer = send(&client, &format!("/klanten/nieuw?sjabloon={template}"), FORM, &typed).await;
    let id = id_of(&location(&answer));
    let card = card(&client, id).await;
    assert_eq!((card.details.name.as_str(), card.details.iban.as_str()), ("Bakkerij Peeters", "BE68539007547034"));
    assert!(card.details.mandate);
    assert_eq!(card.template.as_deref(), Some("Vennootschap"));
    assert_eq!((card.addresses.len(), card.addresses[0].details.city.as_str()), (1, "Gent"));
    assert_eq!(card.contacts.unwrap()[0].details.last_name, "Peeters");
    let page = client.follow(&answer).await.text().await.unwrap();
    assert!(page.contains("Bewaard."), "{page}");
}

/// Back to the templates and on with another: what the first gave goes, what was typed and chosen stays.
async fn another_template_keeps_what_was_typed(app: TestApp) {
    let viewer = app.firm("Ander sjabloon").await;
    let client = app.signed_in(&viewer).await;
    let bo = app.colleague(viewer.firm_id, "Bo", BuiltIn::Staff).await.user_id;
    let [horeca, bouw] = [category(&client, "Horeca").await, category(&client, "Bouw").await];
    let giving = |name: &str, manager_id: Uuid, categories: &[Uuid]| {
        let mut record = record(name, &[], &[]);
        record.details.content.manager_id = Some(manager_id);
        record.details.content.categories = categories.iter().copied().collect();
        record
    };
    let first = save(&client, &giving("Eerste", viewer.user_id, &[horeca])).await.unwrap();
    let second = save(&client, &giving("Tweede", bo, &[])).await.unwrap();
    let box_of = |id: Uuid| format!("category_{}", id.simple());
    let (horeca, bouw) = (box_of(horeca), box_of(bouw));

    let form = client.get(&format!("/klanten/nieuw?sjabloon={first}")).await.text().await.unwrap();
    assert!(shows(&form, "manager_id", &viewer.user_id.to_string()) && shows(&form, &horeca, "true"), "{form}");
    let typed = [
        ("name", "Bakkerij Geheim"),
        ("description", "Twee\nregels"),
        ("address_city", "Gent"),
        (bouw.as_str(), "true"),
    ];
    let answer = press(&client, &form, FORM, ("to", "1"), &typed).await;
    assert_eq!(location(&answer), "/klanten/nieuw", "nothing that was typed stands in an address");
    let templates = client.follow(&answer).await.text().await.unwrap();
    assert!(templates.contains("Eerste") && shows(&templates, "name", "Bakkerij Geheim"), "{templates}");

    let answer = press(&client, &templates, FORM, ("choose_template", &second.to_string()), &[]).await;
    assert_eq!(location(&answer), format!("/klanten/nieuw?sjabloon={second}"));
    let form = client.follow(&answer).await.text().await.unwrap();
    for (name, value) in typed {
        assert!(shows(&form, name, value), "{name}: {form}");
    }
    assert!(shows(&form, "manager_id", &bo.to_string()), "the other manager: {form}");
    assert!(!shows(&form, &horeca, "true"), "what the first template gave is gone: {form}");
    let card = card(&client, id_of(&location(&post(&client, &form, FORM, &[]).await))).await;
    assert_eq!((card.details.name.as_str(), card.template.as_deref()), ("Bakkerij Geheim", Some("Tweede")));
    assert_eq!((card.manager.as_deref(), card.categories), (Some("Bo"), vec!["Bouw".to_owned()]));
    // Without a template, from a page that nobody typed in: links.
    let plain = client.get("/klanten/nieuw").await.text().await.unwrap();
    assert!(plain.contains(r#"href="/klanten/nieuw?sjabloon=geen""#) && !plain.contains("choose_template"), "{plain}");
    app.checked().await;
}

async fn what_is_wrong_comes_back_with_its_reason(app: TestApp) {
    let client = app.signed_in(&app.firm("Fout").await).await;
    let typed = [
        ("name", ""),
        ("iban", "BE68 5390 0754 7035"),
        ("email", "geen adres"),
        ("description", "Twee\nregels & \"meer\""),
        ("address_country", "FR"),
        ("contact_phone", "x"),
    ];
    let answer = send(&client, NEW, FORM, &typed).await;
    assert!(!location(&answer).contains("BE68"), "nothing that was typed stands in an address");
    let page = came_back(&client, &answer, NEW, &typed).await;
    for reason in ["Naam ontbreekt. Vul dit in.", "BE68 5390 0754 7035", "geen adres", "error-summary"] {
        assert!(page.contains(reason), "{reason}: {page}");
    }
    // It is shown once.
    let again = client.get(NEW).await.text().await.unwrap();
    assert!(!shows(&again, "email", "geen adres"));
    // What came back is put right and sent again.
    let right = [("name", "Peeters"), ("iban", ""), ("email", ""), ("contact_phone", "")];
    let answer = post(&client, &page, FORM, &right).await;
    let card = card(&client, id_of(&location(&answer))).await;
    assert_eq!((card.details.name.as_str(), card.details.description.as_str()), ("Peeters", "Twee\nregels & \"meer\""));
    assert!(card.addresses.is_empty() && card.contacts.unwrap().is_empty(), "only a country says nothing");
}

async fn a_customer_that_may_be_there_is_asked_about(app: TestApp) {
    let client = app.signed_in(&app.firm("Dubbel").await).await;
    let id = added(&client).await;
    let before = peeters(Uuid::now_v7()).customer;
    let typed = [("name", before.name.as_str()), ("vat", &before.vat)];
    let page = came_back(&client, &send(&client, NEW, FORM, &typed).await, NEW, &typed).await;
    assert!(page.contains(r#"name="although_duplicate""#), "{page}");
    let number = card(&client, id).await.details.number;
    for said in [format!("bestaat al ({})", number), format!("href=\"/klanten/{id}\""), "Naar de kaart".into()] {
        assert!(page.contains(&said), "{said}: {page}");
    }
    let answer = post(&client, &page, FORM, &[("although_duplicate", "true")]).await;
    assert_eq!(card(&client, id_of(&location(&answer))).await.details.name, before.name);
}

async fn a_number_of_another_is_asked_about_when_it_is_given(app: TestApp) {
    let client = app.signed_in(&app.firm("Gegeven").await).await;
    let first = added(&client).await;
    let id = id_of(&location(&send(&client, NEW, FORM, &[("name", "Nogmaals")]).await));
    let page = format!("/klanten/{id}/bewerken");
    let typed = [("vat", "0477.472.701"), ("description", "Zelfde zaak")];
    let html = came_back(&client, &send(&client, &page, FORM, &typed).await, &page, &typed).await;
    assert!(html.contains(r#"name="although_duplicate""#) && html.contains("Toch opslaan"), "{html}");
    let number = card(&client, first).await.details.number;
    for said in [format!("bestaat al ({number})"), format!("href=\"/klanten/{first}\""), "Naar de kaart".into()] {
        assert!(html.contains(&said), "{said}: {html}");
    }
    assert_eq!(card(&client, id).await.details.vat, "", "nothing is saved before it is answered");
    let answer = post(&client, &html, FORM, &[("although_duplicate", "true")]).await;
    assert_eq!(id_of(&location(&answer)), id);
    let now = card(&client, id).await.details;
    assert_eq!((now.vat.as_str(), now.description.as_str()), ("BE0477472701", "Zelfde zaak"));
    // Numbers that it shares already are asked about no more, and neither is a like name.
    let again = [("phone", "09 123 45 67"), ("name", "Bakkerij Peeters BV"), ("address_postcode", "9000")];
    let answer = send(&client, &page, FORM, &[&again[..], &[("address_city", "Gent")]].concat()).await;
    assert_eq!(id_of(&location(&answer)), id);
}

async fn a_number_of_an_unseen_customer_has_no_way_on(app: TestApp) {
    let an = app.firm("Afgeschermd").await;
    let hidden = added(&app.signed_in(&an).await).await;
    let bram = app.signed_in(&app.colleague(an.firm_id, "Bram", BuiltIn::Staff).await).await;
    let id = id_of(&location(&send(&bram, NEW, FORM, &[("name", "Eigen")]).await));
    let page = format!("/klanten/{id}/bewerken");
    let typed = [("vat", "0477.472.701")];
    let html = came_back(&bram, &send(&bram, &page, FORM, &typed).await, &page, &typed).await;
    assert!(html.contains("Dit nummer is al in gebruik; vraag een beheerder."), "{html}");
    assert!(!html.contains(r#"name="although_duplicate""#) && !html.contains(&hidden.to_string()), "{html}");
    let answer = post(&bram, &html, FORM, &[("although_duplicate", "true")]).await;
    came_back(&bram, &answer, &page, &typed).await;
    assert_eq!(card(&bram, id).await.details.vat, "");
}

async fn a_customer_is_changed(app: TestApp) {
    let client = app.signed_in(&app.firm("Wijzig").await).await;
    let id = added(&client).await;
    let page = format!("/klanten/{id}/bewerken");
    let before = card(&client, id).await.details;
    let wrong = [("name", "Peeters en zoon"), ("email", "geen adres")];
    let html = came_back(&client, &send(&client, &page, FORM, &wrong).await, &page, &wrong).await;
    let answer = post(&client, &html, FORM, &[("email", "info@peeters.be")]).await;
    assert_eq!(id_of(&location(&answer)), id);
    let after = card(&client, id).await.details;
    assert_eq!((after.name.as_str(), after.email.as_str()), ("Peeters en zoon", "info@peeters.be"));
    assert_eq!((after.iban, after.number), (before.iban, before.number), "the rest stays");
}

/// A form that was opened before an update has fewer fields: what it does not send stays.
async fn a_form_of_yesterday_wipes_nothing(app: TestApp) {
    let client = app.signed_in(&app.firm("Gisteren").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    let customer = &mut request.customer;
    (customer.region, customer.seller) = ("Waasland".into(), "Els Claes".into());
    (customer.credit_limit, customer.opening_hours) = ("1234.50".into(), "ma–vr 9–17 u.".into());
    request.address.addition = "Gebouw C".into();
    let id = create(&client, &request).await.unwrap();
    let (before, page) = (card(&client, id).await, format!("/klanten/{id}/bewerken"));
    let (customer, address) = (id.to_string(), before.addresses[0].id.to_string());
    let typed = [
        ("page", page.as_str()),
        ("id", &customer),
        ("version", "1"),
        ("name", "Peeters en zoon"),
        ("vat", "BE0477472701"),
        ("address_id", &address),
        ("address_version", "1"),
        ("address_city", "Aalst"),
    ];
    assert_eq!(id_of(&location(&client.form(FORM, &typed).await)), id);
    let now = card(&client, id).await;
    assert_eq!(now.details, CustomerDetails { name: "Peeters en zoon".into(), ..before.details });
    let address = AddressDetails { city: "Aalst".into(), ..before.addresses[0].details.clone() };
    assert_eq!(now.addresses[0].details, address);
}

async fn who_was_quicker_is_told(app: TestApp) {
    let client = app.signed_in(&app.firm("Tegelijk").await).await;
    let id = added(&client).await;
    let page = format!("/klanten/{id}/bewerken");
    let old = client.get(&page).await.text().await.unwrap();
    send(&client, &page, FORM, &[("name", "Van de collega")]).await;
    let answer = post(&client, &old, FORM, &[("name", "Van mij")]).await;
    let html = came_back(&client, &answer, &page, &[("name", "Van mij")]).await;
    assert!(html.contains("Staat nu opgeslagen: Van de collega"), "{html}");
    assert_eq!(card(&client, id).await.details.name, "Van de collega");
    post(&client, &html, FORM, &[]).await;
    assert_eq!(card(&client, id).await.details.name, "Van mij", "who has seen it decides");
}

async fn what_was_typed_of_one_contact_never_becomes_another_s(app: TestApp) {
    let client = app.signed_in(&app.firm("Twee contacten").await).await;
    let id = added(&client).await;
    let page = format!("/klanten/{id}/bewerken");
    let old = client.get(&page).await.text().await.unwrap();
    let els = json!({ "customer_id": id, "id": null, "version": 0, "details": { "new": { "first_name": "Els" } } });
    client.call::<()>("/api/contacts/save", &json!({ "request": els })).await.unwrap();
    let els = card(&client, id).await.contacts.unwrap()[1].id;
    let main = json!({ "request": { "customer_id": id, "id": els, "version": 1, "end_access": false } });
    client.call::<()>("/api/contacts/make_main", &main).await.unwrap();

    let typed = [("phone", "09 123 45 67"), ("contact_last_name", "Verwisseld")];
    let answer = post(&client, &old, FORM, &typed).await;
    let html = came_back(&client, &answer, &page, &typed[..1]).await;
    assert!(shows(&html, "contact_first_name", "Els") && !html.contains("Verwisseld"), "{html}");
    post(&client, &html, FORM, &[]).await;
    let now = card(&client, id).await;
    assert_eq!(now.details.phone, "09 123 45 67", "what was typed of the customer itself comes back");
    assert!(now.contacts.unwrap().iter().all(|contact| contact.details.last_name != "Verwisseld"));
}

/// A browser whose session ended while somebody typed.
async fn typed_too_late(app: &TestApp, viewer: &Viewer) -> (Client, String, reqwest::Response) {
    let client = app.signed_in(viewer).await;
    let id = added(&client).await;
    let page = format!("/klanten/{id}/bewerken");
    let html = client.get(&page).await.text().await.unwrap();
    let answer = post(&app.client(), &html, FORM, &[("name", "Te laat")]).await;
    (client, page, answer)
}

async fn what_was_typed_waits_for_who_signs_in_again(app: TestApp) {
    let viewer = app.firm("Afgemeld").await;
    let (client, page, answer) = typed_too_late(&app, &viewer).await;
    assert_eq!(location(&answer), format!("/aanmelden?terug={page}"));
    let kept = set_cookie(&answer, "kantoor_unsaved").unwrap();
    let other = app.signed_in(&app.colleague(viewer.firm_id, "Bo", BuiltIn::Administrator).await).await;
    let html = other.with_cookie("kantoor_unsaved", &kept).get(&page).await.text().await.unwrap();
    assert!(!shows(&html, "name", "Te laat"), "somebody else does not see it");
    let html = client.with_cookie("kantoor_unsaved", &kept).get(&page).await.text().await.unwrap();
    assert!(shows(&html, "name", "Te laat") && html.contains("Nog niet opgeslagen"), "{html}");
}

async fn only_who_may_saves(app: TestApp) {
    let viewer = app.firm("Recht").await;
    let client = app.signed_in(&viewer).await;
    let id = added(&client).await;
    let page = format!("/klanten/{id}/bewerken");
    let before = card(&client, id).await.details;
    let html = client.get(&page).await.text().await.unwrap();
    let html = html.replace(&viewer.user_id.to_string(), "");
    let reader = Rights { scope: Scope::All, levels: [(Area::Customers, Level::Read)].into() };
    let reader = app.signed_in(&app.colleague_with(viewer.firm_id, &reader).await).await;
    assert_eq!(location(&post(&reader, &html, FORM, &[("name", "Gekaapt")]).await), page);
    let stranger = app.signed_in(&app.firm("Ander").await).await;
    post(&stranger, &html, FORM, &[("name", "Gekaapt")]).await;
    assert_eq!(card(&client, id).await.details, before);
    // Whoever may not see financial data does not empty them either.
    let levels = [(Area::Customers, Level::Edit), (Area::Contacts, Level::Edit)];
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    let without = app.signed_in(&app.colleague_with(viewer.firm_id, &rights).await).await;
    send(&without, &page, FORM, &[("phone", "09 123 45 67")]).await;
    let after = card(&client, id).await.details;
    assert_eq!((after.iban, after.phone.is_empty()), (before.iban, false));
}
