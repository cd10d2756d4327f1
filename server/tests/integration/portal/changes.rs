//! What a customer changes itself: marked until it is seen, and held back where the firm approves it.

use app::{
    audit::{Who, history::RecordKind},
    clock,
    customers::{
        list::{
            address::{ListQuery, Tab, View},
            records::Count,
        },
        portal_changes::Waiting,
        records::{Card, Duplicates},
    },
    error::{AppError, FieldError, Refusal},
    session::Viewer,
};
use chrono::{DateTime, Utc};
use domain::permissions::BuiltIn;
use reqwest::Response;
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::{added, card, history},
        forms::{came_back, post, shows},
        invitations::posted,
        lists::{found, list},
        portal::{Portal, overview},
    },
};

both!(
    what_the_firm_approves_waits_for_it,
    a_save_says_what_waits_in_every_language,
    what_was_seen_is_marked_no_longer,
    account_numbers_are_decided_by_who_may_write_them,
    what_is_approved_is_checked_again,
    a_number_of_another_is_approved_knowingly,
    plain_forms_approve_knowingly_too,
    what_decides_nothing_is_refused,
    only_the_own_firm_decides_and_the_second_is_told,
    a_customer_takes_back_what_waits,
    plain_forms_decide_too,
);

pub(super) const JAN: &str = "jan@bakkerij.be";
const IBAN: &str = "BE68539007547034";

/// Saves the company's details as its own person.
pub(super) async fn save(portal: &Portal, name: &str, fields: &[(&str, &str)]) -> Response {
    let (id, version) = (portal.id.to_string(), overview(&portal.client, portal.id).await.unwrap().version.to_string());
    let own = [
        ("customer_id", id.as_str()),
        ("version", version.as_str()),
        ("details[name]", name),
        ("details[locale]", "nl-BE"),
        ("details[country]", "BE"),
    ];
    let answer = portal.client.form("/api/portal/save_details", &[&own[..], fields].concat()).await;
    assert!(location(&answer).contains("bewaard=ja"), "{answer:?}");
    answer
}

async fn decide(client: &Client, id: Uuid, version: i32, fields: &[&str], approve: bool) -> Result<(), AppError> {
    let decision = json!({ "id": id, "version": version, "fields": fields, "approve": approve });
    client.call("/api/customers/decide", &json!({ "request": decision })).await
}

/// Approves also what another customer has.
async fn approve_anyway(client: &Client, id: Uuid, version: i32, fields: &[&str]) -> Result<(), AppError> {
    let decision =
        json!({ "id": id, "version": version, "fields": fields, "approve": true, "although_duplicate": true });
    client.call("/api/customers/decide", &json!({ "request": decision })).await
}

/// Makes a colleague the manager of the customer.
pub(super) async fn manage(app: &TestApp, portal: &Portal, manager: &Viewer) {
    let an = app.signed_in(&portal.viewer).await;
    let shown = card(&an, portal.id).await;
    let managed = domain::details::CustomerDetails { manager_id: Some(manager.user_id), ..shown.details };
    let update = json!({ "request": { "id": portal.id, "version": shown.version, "customer": { "new": managed } } });
    an.call::<()>("/api/customers/update", &update).await.unwrap();
}

pub(super) async fn seen(client: &Client, id: Uuid, until: DateTime<Utc>) -> Result<(), AppError> {
    client.call("/api/customers/changes_seen", &json!({ "request": { "id": id, "until": until } })).await
}

fn fields(waiting: &Waiting) -> Vec<(&str, &str, &str)> {
    waiting.fields.iter().map(|one| (one.field.as_str(), one.now.as_str(), one.proposed.as_str())).collect()
}

fn waiting(card: &Card) -> &Waiting {
    card.waiting.as_ref().expect("something waits")
}

/// The customers in the view of what they changed themselves.
async fn changed(client: &Client, search: &str) -> Vec<String> {
    let query = ListQuery { view: View::ByCustomer, tab: Tab::Active, search: search.into(), ..Default::default() };
    let page = list(client, &query).await;
    assert_eq!(page.counts.active, Count::Exactly(page.rows.len() as u64));
    page.rows.into_iter().map(|row| row.name).collect()
}

async fn what_the_firm_approves_waits_for_it(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Wachten", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    assert_eq!(changed(&an, "").await, [""; 0]);
    save(
        &portal,
        "Broodhuis Jan",
        &[("details[vat]", "0477.472.701"), ("details[iban]", IBAN), ("details[phone]", "09 123 45 67")],
    )
    .await;

    let shown = card(&an, portal.id).await;
    let now = &shown.details;
    assert_eq!((now.name.as_str(), now.vat.as_str(), now.iban.as_str()), ("Bakkerij Jan", "", ""));
    assert_eq!(now.phone, "09 123 45 67", "what needs no approval holds at once");
    let expected = [("name", "Bakkerij Jan", "Broodhuis Jan"), ("vat", "", "BE0477472701"), ("iban", "", IBAN)];
    assert_eq!(fields(waiting(&shown)), expected);
    assert!(matches!(&waiting(&shown).stamp.as_ref().unwrap().who, Who::Customer(_)));
    assert_eq!(changed(&an, "").await, ["Bakkerij Jan"]);
    assert_eq!(changed(&an, "bakk").await, ["Bakkerij Jan"]);
    assert_eq!(changed(&an, "slager").await, [""; 0]);

    // The customer sees what it sent, what is so still, and is not asked for it again.
    let own = overview(&portal.client, portal.id).await.unwrap();
    assert_eq!((own.name.as_str(), own.details.name.as_str()), ("Bakkerij Jan", "Broodhuis Jan"));
    assert_eq!((own.waiting.len(), own.details.iban.as_str()), (3, IBAN));
    // Another change leaves what waits as it is, also by a form that shows what is so now.
    save(&portal, "Bakkerij Jan", &[("details[phone]", "09 765 43 21")]).await;
    assert_eq!(fields(waiting(&card(&an, portal.id).await)), expected);

    let version = waiting(&card(&an, portal.id).await).version;
    decide(&an, portal.id, version, &["name"], true).await.unwrap();
    let shown = card(&an, portal.id).await;
    assert_eq!(shown.details.name, "Broodhuis Jan");
    assert_eq!(fields(waiting(&shown)), expected[1..]);
    assert_eq!(found(&an, "broodhuis").await, ["Broodhuis Jan"]);
    decide(&an, portal.id, waiting(&shown).version, &["vat", "iban"], false).await.unwrap();
    let shown = card(&an, portal.id).await;
    assert_eq!((shown.waiting, shown.details.vat.as_str(), shown.details.iban.as_str()), (None, "", ""));

    // All of it is told, and by whom.
    let told: Vec<(RecordKind, bool)> = history(&an, portal.id)
        .await
        .moments
        .iter()
        .flat_map(|moment| moment.events.iter().map(|event| (event.kind, matches!(moment.who, Who::Customer(_)))))
        .filter(|(kind, _)| *kind == RecordKind::Proposal)
        .collect();
    assert_eq!(told.iter().filter(|(_, by_customer)| *by_customer).count(), 1, "{told:?}");
    assert_eq!(told.len(), 3, "{told:?}");
    app.checked().await;
}

async fn a_save_says_what_waits_in_every_language(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Gezegd", JAN).await;
    let languages = [
        ("nl", "Bewaard. Gezegd ziet het meteen.", "geldt pas als Gezegd het goedkeurt; de rest is bewaard."),
        ("fr", "Enregistré. Gezegd le voit aussitôt.", "qu’une fois approuvé par Gezegd ; le reste est enregistré."),
        ("en", "Saved. Gezegd sees it straight away.", "takes effect once Gezegd approves it; the rest is saved."),
        (
            "de",
            "Gespeichert. Gezegd sieht es sofort.",
            "gilt erst, wenn Gezegd es genehmigt; der Rest ist gespeichert.",
        ),
    ];
    for proposes in [false, true] {
        let iban: &[_] = if proposes { &[("details[iban]", IBAN)] } else { &[] };
        let phone = [("details[phone]", "09 123 45 67")];
        let answer = save(&portal, "Bakkerij Jan", &[&phone[..], iban].concat()).await;
        let to = location(&answer);
        let (address, _) = to.split_once('#').unwrap();
        for (language, saved, waits) in languages {
            let reader = portal.client.clone().with_cookie("i18n_pref_locale", language);
            let page = reader.get(address).await.text().await.unwrap();
            assert_eq!((page.contains(saved), page.contains(waits)), (!proposes, proposes), "{language}: {page}");
        }
    }
}

async fn what_was_seen_is_marked_no_longer(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Gezien", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    save(&portal, "Bakkerij Jan", &[("details[phone]", "09 123 45 67")]).await;
    let id = portal.id.to_string();
    let address = [("customer_id", id.as_str()), ("details[city]", "Gent"), ("details[country]", "BE")];
    portal.client.form("/api/portal/save_address", &address).await;
    let shown = card(&an, portal.id).await;
    let news = shown.news.clone().expect("marks");
    assert!(news.fields.contains("phone") && !news.fields.contains("name"), "{news:?}");
    assert!(shown.addresses[0].by_customer && !shown.contacts.as_ref().unwrap()[0].by_customer);

    // What a colleague changes marks nothing, and what comes after the look stays marked.
    let page = an.get(&format!("/klanten/{}", portal.id)).await.text().await.unwrap();
    assert_eq!(page.matches("gewijzigd door klant").count(), 2, "the phone and the address");
    save(&portal, "Bakkerij Jan", &[("details[website]", "bakkerijjan.be")]).await;
    seen(&an, portal.id, news.stamp.at).await.unwrap();
    let news = card(&an, portal.id).await.news.expect("newer marks");
    seen(&an, portal.id, news.stamp.at).await.unwrap();
    let shown = card(&an, portal.id).await;
    assert_eq!((shown.news, shown.addresses[0].by_customer), (None, false));
    assert_eq!(changed(&an, "").await, [""; 0]);
    let page = an.get(&format!("/klanten/{}", portal.id)).await.text().await.unwrap();
    assert!(!page.contains("gewijzigd door klant"));

    // Another firm's customer is not found.
    let stranger = app.signed_in(&app.firm("Vreemd").await).await;
    assert_eq!(seen(&stranger, portal.id, clock::now()).await, Err(AppError::NotFound));
    let long_ago = seen(&an, portal.id, DateTime::<Utc>::MIN_UTC).await;
    assert!(matches!(long_ago, Err(AppError::Invalid(_))), "{long_ago:?}");
}

async fn account_numbers_are_decided_by_who_may_write_them(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Rekening", JAN).await;
    save(&portal, "Broodhuis", &[("details[iban]", IBAN)]).await;
    // The built-in profile of staff sees no account numbers.
    let staff = app.colleague(portal.viewer.firm_id, "Bo", BuiltIn::Staff).await;
    manage(&app, &portal, &staff).await;
    let bo = app.signed_in(&staff).await;
    let shown = card(&bo, portal.id).await;
    assert_eq!(fields(waiting(&shown)), [("name", "Bakkerij Jan", "Broodhuis")]);
    let version = waiting(&shown).version;
    assert_eq!(decide(&bo, portal.id, version, &["iban"], true).await, Err(AppError::Forbidden));
    decide(&bo, portal.id, version, &["name"], true).await.unwrap();
    let events = history(&bo, portal.id).await.moments;
    assert!(!json!(events).to_string().contains(IBAN), "nor in the history");
    let an = app.signed_in(&portal.viewer).await;
    assert_eq!(fields(waiting(&card(&an, portal.id).await)), [("iban", "", IBAN)]);
}

async fn what_is_approved_is_checked_again(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Controle", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    save(&portal, "Bakkerij Jan", &[("details[vat]", "0477.472.701")]).await;
    let shown = card(&an, portal.id).await;
    let moved = domain::details::CustomerDetails { company_number: "0403.170.701".into(), ..shown.details.clone() };
    let update = json!({ "request": { "id": portal.id, "version": shown.version, "customer": { "new": moved } } });
    an.call::<()>("/api/customers/update", &update).await.unwrap();
    let refused = decide(&an, portal.id, waiting(&shown).version, &["vat"], true).await;
    assert!(matches!(&refused, Err(AppError::Invalid(fields)) if fields.contains_key("vat")), "{refused:?}");
    let now = card(&an, portal.id).await;
    assert_eq!((now.details.vat.as_str(), fields(waiting(&now)).len()), ("", 1));
}

async fn a_number_of_another_is_approved_knowingly(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Tweemaal", JAN).await;
    let staff = app.colleague(portal.viewer.firm_id, "Bo", BuiltIn::Staff).await;
    manage(&app, &portal, &staff).await;
    let (an, bo) = (app.signed_in(&portal.viewer).await, app.signed_in(&staff).await);
    let other = added(&an).await;
    save(&portal, "Broodhuis", &[("details[vat]", "0477.472.701")]).await;
    let page = format!("/klanten/{}", portal.id);

    // Who does not see the other learns only that the number is in use, and cannot approve it.
    let shown = card(&bo, portal.id).await;
    assert_eq!(waiting(&shown).duplicates, Duplicates { found: vec![], in_use: true });
    let html = bo.get(&page).await.text().await.unwrap();
    assert!(html.contains("Dit nummer is al in gebruik") && !html.contains(&other.to_string()), "{html}");
    let (version, in_use) = (waiting(&shown).version, Err(AppError::field("vat", FieldError::InUse)));
    assert_eq!(decide(&bo, portal.id, version, &["vat"], true).await, in_use);
    assert_eq!(approve_anyway(&bo, portal.id, version, &["vat"]).await, in_use);
    decide(&bo, portal.id, version, &["name"], true).await.expect("another field");

    let shown = card(&an, portal.id).await;
    let Duplicates { found, in_use } = &waiting(&shown).duplicates;
    let told: Vec<_> = found.iter().map(|found| (found.id, found.same_number)).collect();
    assert_eq!((told, *in_use), (vec![(other, true)], false));
    let html = an.get(&page).await.text().await.unwrap();
    for said in [format!("bestaat al ({})", found[0].number), "Naar de kaart".into()] {
        assert!(html.contains(&said), "{said}: {html}");
    }
    let version = waiting(&shown).version;
    let asked = decide(&an, portal.id, version, &["vat"], true).await;
    assert_eq!(asked, Err(AppError::Taken(String::new())));
    assert_eq!(card(&an, portal.id).await.details.vat, "");
    approve_anyway(&an, portal.id, version, &["vat"]).await.unwrap();
    let shown = card(&an, portal.id).await;
    assert_eq!((shown.details.vat.as_str(), shown.waiting), ("BE0477472701", None));
    assert_eq!(shown.duplicates.iter().map(|found| found.id).collect::<Vec<_>>(), [other]);

    // A number that it shares already stops nothing, and neither does one that is refused.
    save(&portal, "Broodjeshuis", &[("details[vat]", "0477.472.701")]).await;
    let shown = card(&an, portal.id).await;
    assert_eq!(waiting(&shown).duplicates, Duplicates::default());
    decide(&an, portal.id, waiting(&shown).version, &["name"], true).await.unwrap();
    app.checked().await;
}

const DECIDE: &str = "/api/customers/decide_form";

async fn plain_forms_approve_knowingly_too(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Zonder script", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    added(&an).await;
    save(&portal, "Broodhuis", &[("details[vat]", "0477.472.701")]).await;
    let version = waiting(&card(&an, portal.id).await).version.to_string();
    let (id, page) = (portal.id.to_string(), format!("/klanten/{}", portal.id));
    let form = [("page", page.as_str()), ("id", &id), ("version", &version), ("decision", "approve")];
    let ticked = [("field_vat", "true")];
    let answer = an.form(DECIDE, &[&form[..], &ticked].concat()).await;
    let html = came_back(&an, &answer, &page, &ticked).await;
    assert!(html.contains("Toch goedkeuren"), "{html}");
    assert!(!shows(&html, "field_name", "true"), "only what was ticked is ticked again: {html}");
    assert_eq!(card(&an, portal.id).await.details.vat, "");
    let answer = post(&an, &html, DECIDE, &[("although_duplicate", "true")]).await;
    assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    let shown = card(&an, portal.id).await;
    assert_eq!((shown.details.vat.as_str(), shown.details.name.as_str()), ("BE0477472701", "Bakkerij Jan"));
    assert_eq!(fields(waiting(&shown)), [("name", "Bakkerij Jan", "Broodhuis")]);
}

async fn what_decides_nothing_is_refused(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Niets", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    save(&portal, "Broodhuis", &[]).await;
    let version = waiting(&card(&an, portal.id).await).version;
    for (ticked, approve) in [(&[][..], true), (&[], false), (&["phone"], true)] {
        let refused = decide(&an, portal.id, version, ticked, approve).await;
        assert_eq!(refused, Err(AppError::Refused(Refusal::NothingTicked)), "{ticked:?} {approve}");
    }
    let (id, version, page) = (portal.id.to_string(), version.to_string(), format!("/klanten/{}", portal.id));
    let form = [("page", page.as_str()), ("id", &id), ("version", &version), ("decision", "approve")];
    let html = came_back(&an, &an.form(DECIDE, &form).await, &page, &[]).await;
    assert!(html.contains("Vink minstens één wijziging aan."), "{html}");
    assert_eq!(fields(waiting(&card(&an, portal.id).await)), [("name", "Bakkerij Jan", "Broodhuis")]);
}

async fn only_the_own_firm_decides_and_the_second_is_told(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Eigen", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    save(&portal, "Broodhuis", &[]).await;
    let version = waiting(&card(&an, portal.id).await).version;
    let stranger = app.signed_in(&app.firm("Vreemd").await).await;
    assert_eq!(decide(&stranger, portal.id, version, &["name"], true).await, Err(AppError::NotFound));
    save(&portal, "Broodjeshuis", &[]).await;
    let late = decide(&an, portal.id, version, &["name"], true).await;
    assert_eq!(late, Err(AppError::Conflict(String::new())), "another name than the one that was seen");
    let version = waiting(&card(&an, portal.id).await).version;
    decide(&an, portal.id, version, &["name"], true).await.unwrap();
    assert!(decide(&an, portal.id, version, &["name"], true).await.is_err(), "it is decided");
    assert_eq!(card(&an, portal.id).await.details.name, "Broodjeshuis");
    app.checked().await;
}

async fn a_customer_takes_back_what_waits(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Terug", JAN).await;
    save(&portal, "Broodhuis", &[]).await;
    let page = portal.client.get(&format!("/mijn-bedrijf/{}", portal.id)).await.text().await.unwrap();
    assert!(page.contains("keurt dit eerst goed") && page.contains("Broodhuis (nu: Bakkerij Jan)"), "{page}");
    let answer = portal.client.form("/api/portal/withdraw", &[("customer_id", &portal.id.to_string())]).await;
    assert!(location(&answer).starts_with(&format!("/mijn-bedrijf/{}", portal.id)), "{answer:?}");
    let own = overview(&portal.client, portal.id).await.unwrap();
    assert_eq!((own.waiting, own.details.name.as_str()), (vec![], "Bakkerij Jan"));
    let an = app.signed_in(&portal.viewer).await;
    assert_eq!(card(&an, portal.id).await.waiting, None);
    assert_eq!(changed(&an, "").await, [""; 0], "nothing is left to be seen");
    app.checked().await;
}

async fn plain_forms_decide_too(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Formulier", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    save(&portal, "Broodhuis", &[("details[iban]", IBAN), ("details[phone]", "09 123 45 67")]).await;
    let shown = card(&an, portal.id).await;
    let (id, version) = (portal.id.to_string(), waiting(&shown).version.to_string());
    let page = format!("/klanten/{id}");
    let form = [
        ("page", page.as_str()),
        ("id", id.as_str()),
        ("version", version.as_str()),
        ("field_name", "true"),
        ("decision", "approve"),
    ];
    let answer = an.form(DECIDE, &form).await;
    assert!(location(&answer).starts_with(&page), "{answer:?}");
    let shown = card(&an, portal.id).await;
    assert_eq!((shown.details.name.as_str(), fields(waiting(&shown)).len()), ("Broodhuis", 1));
    let until = shown.news.unwrap().stamp.at.to_rfc3339();
    an.form("/api/customers/changes_seen_form", &[("page", &page), ("id", &id), ("until", &until)]).await;
    assert_eq!(card(&an, portal.id).await.news, None);
}
