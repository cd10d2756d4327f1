//! Fields of the firm's own on the customer's own page: shown where the firm shows them, changed where it lets them be changed.

use std::collections::BTreeSet;

use app::own_fields::{OWN_SEEN, name_of};
use domain::{Language, permissions::BuiltIn};
use entity::change;
use reqwest::Response;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::changes::{JAN, seen};
use crate::{
    both,
    support::{
        TestApp,
        answers::location,
        cards::{card, fill_in_own, own_field},
        invitations::posted,
        portal::{Portal, overview},
    },
};

both!(
    a_customer_sees_what_is_shown_and_nothing_else,
    a_customer_changes_what_it_may_and_is_marked,
    what_is_wrong_or_was_overtaken_comes_back,
    a_mark_is_kept_from_who_may_not_see_the_field,
);

/// Sends the form of the details with these own fields: what was seen of each, and what was typed.
async fn send(portal: &Portal, own: &[(Uuid, &str, &str)]) -> Response {
    let (id, version) = (portal.id.to_string(), overview(&portal.client, portal.id).await.unwrap().version.to_string());
    let mut form = vec![("customer_id".to_owned(), id), ("version".to_owned(), version)];
    for (field, seen, typed) in own {
        form.push((format!("details[{OWN_SEEN}{}]", field.simple()), (*seen).to_owned()));
        form.push((format!("details[{}]", name_of(*field)), (*typed).to_owned()));
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    portal.client.form("/api/portal/save_details", &form).await
}

async fn a_customer_sees_what_is_shown_and_nothing_else(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Tonen", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let internal = own_field(&an, "Intern veld", json!({})).await.unwrap();
    let shown = own_field(&an, "Kastnummer", json!({ "sharing": "shown" })).await.unwrap();
    let open = own_field(&an, "Leverdag", json!({ "sharing": "changeable" })).await.unwrap();
    let manager = json!({ "sharing": "changeable", "kind": "colleague" });
    assert!(own_field(&an, "Wie", manager).await.is_err(), "no customer chooses a colleague");
    let values = [(internal.id, "geheim"), (shown.id, "K-12"), (open.id, "maandag")];
    fill_in_own(&an, portal.id, &values).await.unwrap();

    let own = overview(&portal.client, portal.id).await.unwrap();
    let facts: Vec<_> = own.facts.iter().map(|fact| (fact.labels.of(Language::Nl), fact.value.as_str())).collect();
    assert_eq!(facts, [("Kastnummer", "K-12"), ("Leverdag", "maandag")]);
    assert_eq!(own.own.fields.iter().map(|field| field.id).collect::<Vec<_>>(), [open.id]);
    let page = portal.client.get(&format!("/mijn-bedrijf/{}", portal.id)).await.text().await.unwrap();
    assert!(page.contains("Kastnummer") && page.contains(&name_of(open.id)), "{page}");
    assert!(!page.contains("geheim") && !page.contains("Intern veld") && !page.contains(&name_of(shown.id)), "{page}");
}

async fn a_customer_changes_what_it_may_and_is_marked(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Wijzigen", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let shown = own_field(&an, "Kastnummer", json!({ "sharing": "shown" })).await.unwrap();
    let open = own_field(&an, "Leverdag", json!({ "sharing": "changeable" })).await.unwrap();
    let cars = own_field(&an, "Wagens", json!({ "sharing": "changeable", "kind": "number" })).await.unwrap();
    fill_in_own(&an, portal.id, &[(shown.id, "K-12"), (open.id, "maandag")]).await.unwrap();
    let sent = [(shown.id, "K-12", "Gekaapt"), (open.id, "maandag", "=cmd|'😀"), (cars.id, "", "1.234,5")];
    let answer = send(&portal, &sent).await;
    assert!(location(&answer).contains("bewaard=ja"), "{answer:?}");

    let shown = card(&an, portal.id).await;
    let told: Vec<_> = shown.own.iter().map(|fact| (fact.value.as_str(), fact.by_customer)).collect();
    assert_eq!(told, [("K-12", false), ("=cmd|'😀", true), ("1234.5", true)]);
    let lines = change::Entity::find().filter(change::Column::CustomerId.eq(portal.id));
    let lines =
        lines.filter(change::Column::RecordKind.eq("own_value")).filter(change::Column::ActorKind.eq("customer"));
    let lines = lines.all(&app.context.db.read).await.unwrap();
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.source == "portal"));
    let news = shown.news.expect("it is marked");
    let named: BTreeSet<&str> = news.own.values().map(|labels| labels.of(Language::Nl)).collect();
    assert_eq!((named, news.records.len()), (["Leverdag", "Wagens"].into(), 0), "and no address or contact");
    let page = an.get(&format!("/klanten/{}", portal.id)).await.text().await.unwrap();
    assert!(page.contains("Leverdag, Wagens"), "{page}");
    seen(&an, portal.id, news.stamp.at).await.unwrap();
    assert!(card(&an, portal.id).await.own.iter().all(|fact| !fact.by_customer));
}

async fn what_is_wrong_or_was_overtaken_comes_back(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Terug", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let cars = own_field(&an, "Wagens", json!({ "sharing": "changeable", "kind": "number" })).await.unwrap();
    fill_in_own(&an, portal.id, &[(cars.id, "3")]).await.unwrap();
    for (seen, typed, words) in [("3", "veel", "Wagens veel"), ("2", "4", "intussen ook gewijzigd")] {
        let answer = send(&portal, &[(cars.id, seen, typed)]).await;
        assert!(location(&answer).contains("fout=invoer"), "{answer:?}");
        let shown = portal.client.follow(&answer).await.text().await.unwrap();
        assert!(shown.contains(&format!("value=\"{typed}\"")) && shown.contains(words), "{words}: {shown}");
    }
    assert_eq!(card(&an, portal.id).await.own[0].value, "3");
}

async fn a_mark_is_kept_from_who_may_not_see_the_field(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Gesloten", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let guarded = json!({ "sharing": "changeable", "area": "financial" });
    let margin = own_field(&an, "Marge", guarded).await.unwrap();
    let answer = send(&portal, &[(margin.id, "", "hoog")]).await;
    assert!(location(&answer).contains("bewaard=ja"), "{answer:?}");
    assert!(card(&an, portal.id).await.news.is_some());
    let reader = app.signed_in(&app.colleague(portal.viewer.firm_id, "Lezer", BuiltIn::Reader).await).await;
    let shown = card(&reader, portal.id).await;
    assert_eq!((shown.news, shown.own), (None, vec![]));
}
