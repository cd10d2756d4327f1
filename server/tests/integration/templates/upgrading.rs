//! What earlier versions kept of a customer's own facts: in links beside the card, and in templates.

use app::{
    audit::history::Shown,
    integrations::forget_mandates_of_links,
    templates::{TemplateRecord, forget_own_facts},
};
use domain::integrations::Integration;
use entity::{change, customer_integration, template};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        TestApp,
        cards::{card, history},
        customers::{Said, add},
        templates::{on_template, settings, tab},
    },
};

both!(a_mandate_in_a_link_goes_and_the_card_stands, what_is_a_customers_own_goes_out_of_templates);

/// Has the work of a new version done, as when the server starts.
async fn upgraded(app: &TestApp) {
    forget_mandates_of_links(&app.context.db).await.unwrap();
    forget_own_facts(&app.context.db).await.unwrap();
}

async fn not_done_yet(app: &TestApp) {
    let forget = "UPDATE upkeep SET done = FALSE, firm_id = NULL, record_id = NULL";
    app.context.db.writer().execute_unprepared(forget).await.unwrap();
}

async fn lines(app: &TestApp) -> Vec<change::Model> {
    let of_upgrade = change::Entity::find().filter(change::Column::Source.eq("upgrade"));
    of_upgrade.order_by_asc(change::Column::Id).all(&app.context.db.read).await.unwrap()
}

/// A link as earlier versions stored it.
fn link(firm_id: Uuid, customer_id: Uuid, integration: Integration, stored: &str) -> customer_integration::Model {
    customer_integration::Model {
        firm_id,
        customer_id,
        integration: integration.key().into(),
        version: 3,
        external_reference: "P-7".into(),
        settings: stored.into(),
    }
}

/// Stores so many customers, each linked to Peppol with these settings, and gives the first.
async fn linked(app: &TestApp, firm_id: Uuid, customers: usize, stored: &str) -> Uuid {
    let ids = add(app, firm_id, &vec![Said { name: "Bakkerij", ..Said::default() }; customers]).await;
    let links: Vec<_> = ids.iter().map(|id| link(firm_id, *id, Integration::Peppol, stored)).collect();
    let mut log = app.log(firm_id).await;
    log.insert_many(&links).await.unwrap();
    log.finish().await.unwrap();
    ids[0]
}

async fn a_mandate_in_a_link_goes_and_the_card_stands(app: TestApp) {
    let (an, other) = (app.firm("Mandaat").await, app.firm("Ander").await);
    let client = app.signed_in(&an).await;
    // More than one batch, of two firms; some links have nothing to lose.
    let (both, with_mandate) = (r#"{"direction":"both"}"#, r#"{"direction":"both","mandate":"yes"}"#);
    let first = linked(&app, an.firm_id, 520, with_mandate).await;
    linked(&app, an.firm_id, 30, both).await;
    linked(&app, other.firm_id, 80, with_mandate).await;
    let mut log = app.log(an.firm_id).await;
    log.insert(link(an.firm_id, first, Integration::Octopus, r#"{"dossier":"13"}"#)).await.unwrap();
    log.finish().await.unwrap();
    not_done_yet(&app).await;
    upgraded(&app).await;

    let links = customer_integration::Entity::find().all(&app.context.db.read).await.unwrap();
    let of_peppol = || links.iter().filter(|link| link.integration == "peppol");
    assert!(of_peppol().all(|link| link.settings == r#"{"direction":"both"}"#));
    assert_eq!(of_peppol().filter(|link| link.version == 4).count(), 600);
    let logged = lines(&app).await;
    assert_eq!(logged.len(), 600);
    assert!(logged.iter().all(|line| line.record_kind == "integration" && line.actor_kind == "system"));
    assert!(!card(&client, first).await.details.mandate, "a link proves no signature: the card stands");
    let shown = tab(&client, first).await;
    assert!(!shown.mandate);
    assert_eq!(shown.links[1].settings, settings(&[("dossier", "13")]));
    let newest = history(&client, first).await.moments.remove(0);
    let [told] = newest.events.as_slice() else { panic!("one line: {newest:?}") };
    let was = settings(&[("direction", "both"), ("mandate", "yes")]);
    assert_eq!(told.fields[0].before, Shown::Settings(Integration::Peppol, was));
    let page = client.get(&format!("/klanten/{first}/historiek")).await.text().await.unwrap();
    assert!(page.contains("Mandaat getekend: Ja"), "the history still tells what the link said: {page}");
    let page = client.get(&format!("/klanten/{first}/instellingen")).await.text().await.unwrap();
    assert!(page.contains("Peppol-mandaat getekend") && !page.contains("Mandaat getekend"), "one truth: {page}");

    // Again, from the beginning or from where it was: nothing is done twice.
    upgraded(&app).await;
    not_done_yet(&app).await;
    upgraded(&app).await;
    assert_eq!(lines(&app).await.len(), 600);
    app.checked().await;
}

async fn what_is_a_customers_own_goes_out_of_templates(app: TestApp) {
    let an = app.firm("Sjablonen").await;
    let client = app.signed_in(&an).await;
    let old = |name: &str, integrations: Value| template::Model {
        firm_id: an.firm_id,
        id: Uuid::now_v7(),
        version: 1,
        name: name.into(),
        description: String::new(),
        archived: name == "Archief",
        users: "[]".into(),
        integrations: integrations.to_string(),
        manager_id: None,
        business_unit_id: None,
        categories: String::new(),
    };
    let own = json!({
        "peppol": { "direction": "both", "mandate": "yes" }, "octopus": { "dossier": "12" }, "yuki": { "division": "7" },
        "email_import": { "mailbox": "facturen@peeters.be" }, "codabox": { "statements": "yes" },
    });
    let stored =
        [old("Alles", own.clone()), old("Archief", own), old("Niets", json!({ "codabox": { "payslips": "yes" } }))];
    let mut log = app.log(an.firm_id).await;
    log.insert_many(&stored).await.unwrap();
    log.finish().await.unwrap();
    not_done_yet(&app).await;
    for _ in 0..2 {
        upgraded(&app).await;
        not_done_yet(&app).await;
    }
    for template in &stored[..2] {
        let read: TemplateRecord = on_template(&client, "get", template.id).await.unwrap();
        let codabox = settings(&[("statements", "yes")]);
        let given = [
            (Integration::Peppol, settings(&[("direction", "both")])),
            (Integration::Octopus, settings(&[])),
            (Integration::Yuki, settings(&[])),
            (Integration::Codabox, codabox),
            (Integration::EmailImport, settings(&[])),
        ];
        assert_eq!((read.version, &read.content().integrations), (2, &given.into()));
    }
    let logged = lines(&app).await;
    assert_eq!(logged.iter().map(|line| line.record_id).collect::<Vec<_>>(), [stored[0].id, stored[1].id]);
    app.checked().await;
}
