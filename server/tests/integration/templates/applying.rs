//! What a customer got from its template, and how it deviates.

use app::{
    customers::form::request::UpdateRequest,
    error::AppError,
    integrations::{AppliedTemplate, CustomerSettings, Link},
};
use domain::{
    details::CustomerDetails,
    integrations::Integration,
    permissions::BuiltIn,
    templates::{Content, LinkSettings},
};
use entity::{change, customer_integration};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        TestApp,
        cards::{filled, update},
        customers::assigned,
        templates::{customer, on_customer, record, save, settings, tab, writes},
    },
};

both!(
    a_customer_deviates_and_goes_back,
    links_go_by_the_reference_on_the_card,
    links_are_changed_by_one_at_a_time,
    customers_of_another_firm_are_not_found,
    somebody_with_assigned_customers_only_can_take_itself_off,
);

async fn a_customer_deviates_and_goes_back(app: TestApp) {
    let an = app.firm("Peeters").await;
    let client = app.signed_in(&an).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let codabox: &[(&str, &str)] = &[("statements", "yes")];
    let wanted = record(
        "Vennootschap",
        &[bo.user_id],
        &[(Integration::Codabox, codabox), (Integration::Octopus, &[]), (Integration::Peppol, &[])],
    );
    let id = save(&client, &wanted).await.unwrap();
    let customer_id = customer(&app, &an, wanted.details.content.clone(), Some(id)).await;
    let shown = tab(&client, customer_id).await;
    assert!(shown.template.as_ref().unwrap().deviation.is_empty());
    assert_eq!(shown.external_reference, "P-7");
    assert!(shown.links.iter().all(|link| link.external_reference.is_empty()), "they go by the reference on the card");

    let user = |user_id: Uuid| json!({ "user_id": user_id });
    on_customer::<()>(&client, "assign", customer_id, user(an.user_id)).await.unwrap();
    on_customer::<()>(&client, "assign", customer_id, user(an.user_id)).await.expect("twice is once");
    on_customer::<()>(&client, "unassign", customer_id, user(bo.user_id)).await.unwrap();
    on_customer::<()>(&client, "unlink", customer_id, json!({ "integration": "peppol" })).await.unwrap();
    for (integration, own) in [(Integration::Codabox, ("payslips", "yes")), (Integration::Octopus, ("dossier", "13"))] {
        let link = Link { settings: settings(&[own]), ..link_of(&shown, integration) };
        on_customer::<()>(&client, "link", customer_id, json!({ "link": link })).await.unwrap();
    }
    let yuki = Link {
        integration: Integration::Yuki,
        version: 0,
        external_reference: "Y1".into(),
        settings: LinkSettings::new(),
    };
    on_customer::<()>(&client, "link", customer_id, json!({ "link": yuki })).await.unwrap();

    let AppliedTemplate { deviation, .. } = tab(&client, customer_id).await.template.unwrap();
    assert_eq!(deviation.added_users, [an.user_id].into());
    assert_eq!(deviation.missing_users, [bo.user_id].into());
    assert_eq!(deviation.added_integrations, [Integration::Yuki].into());
    assert_eq!(deviation.missing_integrations, [Integration::Peppol].into());
    assert_eq!(deviation.changed_integrations, [Integration::Codabox].into(), "its file number is the customer's own");
    assert_eq!(on_customer(&client, "compare", customer_id, json!({ "template_id": id })).await, Ok(deviation));

    on_customer::<()>(&client, "apply_template", customer_id, json!({ "template_id": id })).await.unwrap();
    let back = tab(&client, customer_id).await;
    assert!(back.template.as_ref().unwrap().deviation.is_empty());
    assert_eq!(back.links.len(), 3);
    assert_eq!(link_of(&back, Integration::Codabox).settings, settings(&[("statements", "yes")]));
    assert_eq!(link_of(&back, Integration::Octopus).settings, settings(&[("dossier", "13")]), "and stays");

    let other =
        save(&client, &record("Eenmanszaak", &[], &[(Integration::Codabox, &[("payslips", "yes")])])).await.unwrap();
    on_customer::<()>(&client, "apply_template", customer_id, json!({ "template_id": other })).await.unwrap();
    let applied = tab(&client, customer_id).await;
    assert_eq!(applied.template.unwrap().id, other);
    assert!(applied.assigned.is_empty());

    let of_customer = change::Entity::find()
        .filter(change::Column::CustomerId.eq(customer_id))
        .filter(change::Column::Source.eq("card"));
    let lines = of_customer.all(&app.context.db.read).await.unwrap();
    let kinds = |kind: &str| lines.iter().filter(|line| line.record_kind == kind).count();
    assert!(
        kinds("assignment") >= 5 && kinds("integration") >= 8 && kinds("customer") == 1,
        "all of it is in the history"
    );
    app.checked().await;
}

fn link_of(settings: &CustomerSettings, integration: Integration) -> Link {
    settings.links.iter().find(|link| link.integration == integration).expect("it is linked").clone()
}

async fn links_go_by_the_reference_on_the_card(app: TestApp) {
    let an = app.firm("Referentie").await;
    let client = app.signed_in(&an).await;
    let id = customer(&app, &an, Content::default(), None).await;
    let link = |integration, external_reference: &str| {
        json!({ "link": Link {
            integration, version: 0, external_reference: external_reference.into(), settings: LinkSettings::new(),
        } })
    };
    for (integration, reference) in
        [(Integration::Yuki, ""), (Integration::Octopus, " P-7"), (Integration::Peppol, "9")]
    {
        on_customer::<()>(&client, "link", id, link(integration, reference)).await.unwrap();
    }
    // One of an earlier version holds a copy.
    let mut log = app.log(an.firm_id).await;
    let copy = customer_integration::Model {
        firm_id: an.firm_id,
        customer_id: id,
        integration: Integration::Codabox.key().into(),
        version: 1,
        external_reference: "P-7".into(),
        settings: "{}".into(),
    };
    log.insert(copy).await.unwrap();
    log.finish().await.unwrap();
    let references = async || {
        let links = tab(&client, id).await.links.into_iter();
        links.map(|link| (link.integration, link.external_reference)).collect::<Vec<_>>()
    };
    let of = |codabox: &str| {
        [
            (Integration::Peppol, "9"),
            (Integration::Octopus, ""),
            (Integration::Yuki, ""),
            (Integration::Codabox, codabox),
        ]
        .map(|(integration, reference)| (integration, reference.to_owned()))
    };
    assert_eq!(references().await, of("P-7"));
    let page = client.get(&format!("/klanten/{id}/instellingen")).await.text().await.unwrap();
    assert!(page.contains("zoals op de kaart"), "{page}");
    // The card changes, and they with it: none says what it was.
    let filled = filled(&client, id).await;
    let customer = CustomerDetails { external_reference: "P-8".into(), ..filled.details };
    update(&client, &UpdateRequest::of(id, filled.version, customer)).await.unwrap();
    assert_eq!(references().await, of(""));
    app.checked().await;
}

async fn links_are_changed_by_one_at_a_time(app: TestApp) {
    let an = app.firm("Peeters").await;
    let client = app.signed_in(&an).await;
    let customer_id = customer(&app, &an, Content::default(), None).await;
    let mut link = Link {
        integration: Integration::EmailImport,
        version: 0,
        external_reference: String::new(),
        settings: settings(&[("mailbox", "nowhere")]),
    };
    let Err(AppError::Invalid(fields)) = on_customer::<()>(&client, "link", customer_id, json!({ "link": link })).await
    else {
        panic!("no mailbox")
    };
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["mailbox"]);
    link.settings = settings(&[("mailbox", "facturen@peeters.be")]);
    on_customer::<()>(&client, "link", customer_id, json!({ "link": link })).await.unwrap();
    let again = on_customer::<()>(
        &client,
        "link",
        customer_id,
        json!({ "link": Link { external_reference: "x".into(), ..link.clone() } }),
    )
    .await;
    let Err(AppError::Conflict(now)) = again else { panic!("somebody linked it meanwhile: {again:?}") };
    assert_eq!(serde_json::from_str::<Link>(&now).unwrap().version, 1);
    on_customer::<()>(&client, "unlink", customer_id, json!({ "integration": "email_import" })).await.unwrap();
    let gone = on_customer::<()>(&client, "link", customer_id, json!({ "link": Link { version: 1, ..link } })).await;
    assert_eq!(gone, Err(AppError::NotFound));
    app.checked().await;
}

async fn customers_of_another_firm_are_not_found(app: TestApp) {
    let (an, other) = (app.firm("Peeters").await, app.firm("Janssens").await);
    let (mine, theirs) = (app.signed_in(&an).await, app.signed_in(&other).await);
    let my_template = save(&mine, &record("Mijn", &[], &[])).await.unwrap();
    let their_template = save(&theirs, &record("Hun", &[], &[])).await.unwrap();
    let my_customer = customer(&app, &an, Content::default(), None).await;
    let their_customer = customer(&app, &other, assigned(&[other.user_id]), None).await;

    assert_eq!(
        on_customer::<CustomerSettings>(&mine, "settings", their_customer, json!({})).await,
        Err(AppError::NotFound)
    );
    for (verb, more) in writes(an.user_id, my_template) {
        assert_eq!(on_customer::<()>(&mine, verb, their_customer, more).await, Err(AppError::NotFound), "{verb}");
    }
    for (customer, template) in [(their_customer, my_template), (my_customer, their_template)] {
        let more = json!({ "template_id": template });
        let compared = on_customer::<domain::templates::Deviation>(&mine, "compare", customer, more.clone()).await;
        assert_eq!(compared, Err(AppError::NotFound));
        assert_eq!(on_customer::<()>(&mine, "apply_template", customer, more).await, Err(AppError::NotFound));
    }
    for verb in ["assign", "unassign"] {
        let stranger = json!({ "user_id": other.user_id });
        assert_eq!(on_customer::<()>(&mine, verb, my_customer, stranger).await, Err(AppError::NotFound));
    }
}

async fn somebody_with_assigned_customers_only_can_take_itself_off(app: TestApp) {
    let an = app.firm("Peeters").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let client = app.signed_in(&bo).await;
    let customer_id = customer(&app, &an, assigned(&[bo.user_id]), None).await;
    on_customer::<()>(&client, "unassign", customer_id, json!({ "user_id": bo.user_id })).await.unwrap();
    assert_eq!(
        on_customer::<CustomerSettings>(&client, "settings", customer_id, json!({})).await,
        Err(AppError::NotFound)
    );
}
