//! A private person changes its own name on its page, by its first and its last name.

use domain::details::CustomerDetails;
use serde_json::json;

use super::changes::{JAN, save};
use crate::{
    both,
    support::{
        TestApp,
        answers::location,
        cards::card,
        invitations::posted,
        portal::{Portal, overview},
    },
};

both!(a_private_person_proposes_its_own_name);

async fn a_private_person_proposes_its_own_name(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Persoon", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let shown = card(&an, portal.id).await;
    let person = CustomerDetails {
        customer_type: "individual".into(),
        given_name: "Jan".into(),
        family_name: "Maes".into(),
        ..shown.details
    };
    let update = json!({ "request": { "id": portal.id, "version": shown.version, "customer": { "new": person } } });
    an.call::<()>("/api/customers/update", &update).await.unwrap();
    let page = portal.client.get(&format!("/mijn-bedrijf/{}", portal.id)).await.text().await.unwrap();
    let has = |field: &str| page.contains(&format!("name=\"details[{field}]\""));
    assert_eq!([has("given_name"), has("family_name"), has("name")], [true, true, false], "{page}");

    let named = [("details[given_name]", " Johan "), ("details[family_name]", "Maes")];
    save(&portal, "Wie dan ook", &named).await;
    let shown = card(&an, portal.id).await;
    assert_eq!((shown.details.name.as_str(), shown.details.given_name.as_str()), ("Jan Maes", "Jan"));
    let waiting = shown.waiting.expect("it waits");
    let told: Vec<_> = waiting.fields.iter().map(|one| (one.field.as_str(), one.proposed.as_str())).collect();
    assert_eq!(told, [("given_name", "Johan")]);
    let own = overview(&portal.client, portal.id).await.unwrap();
    assert_eq!((own.name.as_str(), own.details.given_name.as_str()), ("Jan Maes", "Johan"));

    let decision = json!({ "id": portal.id, "version": waiting.version, "fields": ["given_name"], "approve": true });
    an.call::<()>("/api/customers/decide", &json!({ "request": decision })).await.unwrap();
    let shown = card(&an, portal.id).await;
    assert_eq!((shown.details.name.as_str(), shown.waiting), ("Johan Maes", None));
    // A person has both.
    let (id, version) = (portal.id.to_string(), shown.version.to_string());
    let form = [("customer_id", id.as_str()), ("version", &version), ("details[given_name]", " ")];
    let answer = portal.client.form("/api/portal/save_details", &form).await;
    assert!(location(&answer).contains("fout=invoer"), "{answer:?}");
}
