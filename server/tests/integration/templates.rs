//! Templates, and what a customer keeps of them: only of one's own firm, only with the right, and remembered.

use app::{
    audit::{Actor, Log, Origin},
    customers::store::{self, NewCustomer},
    error::{AppError, FieldError},
    integrations::{AppliedTemplate, CustomerSettings, Link},
    session::Viewer,
    templates::{TemplateChoice, TemplateRecord, TemplateRow, queries},
};
use domain::{
    integrations::Integration,
    permissions::BuiltIn,
    templates::{Content, LinkSettings, TemplateDetails},
};
use entity::{change, customer, user};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Client, TestApp},
};

both!(
    a_template_is_made_changed_and_put_away,
    a_name_is_taken_in_any_spelling,
    what_the_catalogue_does_not_know_is_refused,
    the_second_of_two_colleagues_sees_what_it_is_now,
    who_left_is_no_longer_in_a_template,
    templates_of_another_firm_are_not_found,
    a_reader_changes_nothing,
    a_customer_deviates_and_goes_back,
    links_are_changed_by_one_at_a_time,
    customers_of_another_firm_are_not_found,
    somebody_with_assigned_customers_only_can_take_itself_off,
);

fn settings(pairs: &[(&str, &str)]) -> LinkSettings {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn record(name: &str, users: &[Uuid], integrations: &[(Integration, &[(&str, &str)])]) -> TemplateRecord {
    let integrations = integrations.iter().map(|(integration, pairs)| (*integration, settings(pairs))).collect();
    let content = Content { users: users.iter().copied().collect(), integrations };
    TemplateRecord {
        details: TemplateDetails { name: name.into(), content, ..TemplateDetails::default() },
        ..TemplateRecord::default()
    }
}

async fn save(client: &Client, record: &TemplateRecord) -> Result<Uuid, AppError> {
    client.call("/api/templates/save", &json!({ "request": record })).await
}

async fn on_template<T: serde::de::DeserializeOwned>(client: &Client, verb: &str, id: Uuid) -> Result<T, AppError> {
    client.call(&format!("/api/templates/{verb}"), &json!({ "request": { "id": id } })).await
}

async fn list(client: &Client) -> Vec<TemplateRow> {
    client.call("/api/templates/list", &json!({})).await.unwrap()
}

async fn on_customer<T: serde::de::DeserializeOwned>(
    client: &Client,
    verb: &str,
    id: Uuid,
    mut more: Value,
) -> Result<T, AppError> {
    more["customer_id"] = json!(id);
    client.call(&format!("/api/integrations/{verb}"), &json!({ "request": more })).await
}

async fn tab(client: &Client, id: Uuid) -> CustomerSettings {
    on_customer(client, "settings", id, json!({})).await.unwrap()
}

async fn customer(app: &TestApp, viewer: &Viewer, content: Content, template_id: Option<Uuid>) -> Uuid {
    let firm_id = viewer.firm_id;
    let origin = Origin { firm_id, actor: Actor::User(viewer.user_id), source: "form", batch_id: None };
    let mut log = Log::new(app.context.db.begin().await.unwrap(), origin);
    let (id, text, now) = (Uuid::now_v7(), String::new, log.at());
    let customer = customer::Model {
        firm_id,
        id,
        version: 1,
        number: 0,
        name: "Bakkerij Peeters".into(),
        name_key: text(),
        status: 0,
        active: false,
        vat: text(),
        company_number: text(),
        external_reference: "P-7".into(),
        country: "BE".into(),
        locale: text(),
        iban: text(),
        email: text(),
        phone: text(),
        mobile: text(),
        website: text(),
        description: text(),
        mandate: false,
        manager_id: None,
        manager_key: text(),
        business_unit_id: None,
        template_id,
        postcode: text(),
        city: text(),
        city_key: text(),
        search: text(),
        created_at: now,
        updated_at: now,
    };
    let new = NewCustomer { customer, addresses: vec![], contacts: vec![], content };
    store::insert(&mut log, vec![new]).await.unwrap();
    log.finish().await.unwrap();
    id
}

async fn a_template_is_made_changed_and_put_away(app: TestApp) {
    let an = app.firm("Peeters").await;
    let client = app.signed_in(&an).await;
    let peppol: &[(&str, &str)] = &[("direction", "both"), ("mandate", "yes")];
    let wanted = record(" Vennootschap ", &[an.user_id], &[(Integration::Peppol, peppol)]);
    let id = save(&client, &wanted).await.unwrap();

    let read: TemplateRecord = on_template(&client, "get", id).await.unwrap();
    assert_eq!((read.id, read.version, read.details.name.as_str()), (Some(id), 1, "Vennootschap"));
    assert_eq!(read.details.content, wanted.details.content);
    customer(&app, &an, read.details.content.clone(), Some(id)).await;
    let row = list(&client).await.remove(0);
    assert_eq!((row.users, row.integrations, row.customers, row.archived), (1, vec![Integration::Peppol], 1, false));

    let mut changed = read.clone();
    changed.details.description = "Voor nieuwe bv's".into();
    assert_eq!(save(&client, &changed).await, Ok(id));
    let copy: Uuid = on_template(&client, "duplicate", id).await.unwrap();
    let second: Uuid = on_template(&client, "duplicate", id).await.unwrap();
    let names: Vec<String> = list(&client).await.into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Kopie van Vennootschap", "Kopie van Vennootschap 2", "Vennootschap"]);
    let copied: TemplateRecord = on_template(&client, "get", copy).await.unwrap();
    assert_eq!(copied.details.content, wanted.details.content);
    assert_ne!(copy, second);

    on_template::<()>(&client, "archive", id).await.unwrap();
    let choices: Vec<TemplateChoice> = client.call("/api/templates/choices", &json!({})).await.unwrap();
    assert!(choices.iter().all(|choice| choice.id != id) && choices.len() == 2);
    on_template::<()>(&client, "unarchive", id).await.unwrap();

    let of_template = change::Entity::find().filter(change::Column::RecordId.eq(id)).order_by_asc(change::Column::Id);
    let lines = of_template.all(&app.context.db.read).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.version).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(lines.iter().all(|line| line.source == "templates" && line.actor_id == Some(an.user_id)));
}

async fn a_name_is_taken_in_any_spelling(app: TestApp) {
    let client = app.signed_in(&app.firm("Peeters").await).await;
    save(&client, &record("Éénmanszaak", &[], &[])).await.unwrap();
    let taken = Err(AppError::field("name", FieldError::Taken));
    assert_eq!(save(&client, &record("eenmanszaak", &[], &[])).await, taken);
    assert_eq!(save(&client, &record("Éénmanszaak", &[], &[])).await, taken);
    let Err(AppError::Invalid(fields)) = save(&client, &record(" ", &[], &[])).await else {
        panic!("a template has a name")
    };
    assert!(fields.contains_key("name"));
}

async fn what_the_catalogue_does_not_know_is_refused(app: TestApp) {
    let client = app.signed_in(&app.firm("Peeters").await).await;
    for (integration, key, value) in [
        (Integration::EmailImport, "mailbox", "nowhere"),
        (Integration::Yuki, "dossier", "7"),
        (Integration::Peppol, "direction", "up"),
    ] {
        let Err(AppError::Invalid(fields)) =
            save(&client, &record("Vennootschap", &[], &[(integration, &[(key, value)])])).await
        else {
            panic!("{key} = {value} is wrong")
        };
        assert_eq!(fields.keys().collect::<Vec<_>>(), [&format!("{}.{key}", integration.key())]);
    }
    let mut unknown = json!(record("Vennootschap", &[], &[]));
    unknown["details"]["content"]["integrations"] = json!({ "winbooks": {} });
    let answer = client.call::<Uuid>("/api/templates/save", &json!({ "request": unknown })).await;
    assert!(matches!(answer, Err(AppError::Invalid(_))), "{answer:?}");
    assert!(list(&client).await.is_empty());
}

async fn the_second_of_two_colleagues_sees_what_it_is_now(app: TestApp) {
    let client = app.signed_in(&app.firm("Peeters").await).await;
    let id = save(&client, &record("Vennootschap", &[], &[])).await.unwrap();
    let read: TemplateRecord = on_template(&client, "get", id).await.unwrap();
    let renamed = |name: &str| TemplateRecord {
        details: TemplateDetails { name: name.into(), ..read.details.clone() },
        ..read.clone()
    };
    save(&client, &renamed("Eerste")).await.unwrap();
    let Err(AppError::Conflict(now)) = save(&client, &renamed("Tweede")).await else { panic!("the second is told") };
    let now: TemplateRecord = serde_json::from_str(&now).unwrap();
    assert_eq!((now.details.name.as_str(), now.version), ("Eerste", 2));
    let chosen = TemplateRecord { version: now.version, ..renamed("Tweede") };
    assert_eq!(save(&client, &chosen).await, Ok(id));
}

async fn who_left_is_no_longer_in_a_template(app: TestApp) {
    let an = app.firm("Peeters").await;
    let client = app.signed_in(&an).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let id = save(&client, &record("Vennootschap", &[an.user_id, bo.user_id], &[])).await.unwrap();
    let customer_id =
        customer(&app, &an, Content { users: [an.user_id, bo.user_id].into(), ..Content::default() }, Some(id)).await;

    let stored = user::Entity::find_by_id((an.firm_id, bo.user_id)).one(&app.context.db.read).await.unwrap().unwrap();
    let mut leaving = stored.into_active_model();
    leaving.active = Set(false);
    leaving.update(app.context.db.writer()).await.unwrap();

    let content = queries::content(&app.context.db.read, an.firm_id, id).await.unwrap();
    assert_eq!(content.users, [an.user_id].into());
    assert_eq!(list(&client).await[0].users, 1);
    // The wizard stood open with both: it is saved, without who left.
    let other = save(&client, &record("Ander", &[an.user_id, bo.user_id], &[])).await.unwrap();
    let other: TemplateRecord = on_template(&client, "get", other).await.unwrap();
    assert_eq!(other.content().users, [an.user_id].into());
    assert!(tab(&client, customer_id).await.template.unwrap().deviation.is_empty());
}

async fn templates_of_another_firm_are_not_found(app: TestApp) {
    let (an, other) = (app.firm("Peeters").await, app.firm("Janssens").await);
    let (mine, theirs) = (app.signed_in(&an).await, app.signed_in(&other).await);
    let id = save(&theirs, &record("Vennootschap", &[], &[])).await.unwrap();
    assert_eq!(on_template::<TemplateRecord>(&mine, "get", id).await, Err(AppError::NotFound));
    assert_eq!(on_template::<Uuid>(&mine, "duplicate", id).await, Err(AppError::NotFound));
    for verb in ["archive", "unarchive"] {
        assert_eq!(on_template::<()>(&mine, verb, id).await, Err(AppError::NotFound));
    }
    let over = TemplateRecord { id: Some(id), version: 1, ..record("Gekaapt", &[], &[]) };
    assert_eq!(save(&mine, &over).await, Err(AppError::NotFound));
    assert_eq!(save(&mine, &record("Nieuw", &[other.user_id], &[])).await, Err(AppError::NotFound));
    assert!(list(&mine).await.is_empty());
    save(&mine, &record("Vennootschap", &[], &[])).await.expect("a name is taken in its own firm only");
    let nobody = app.client();
    assert_eq!(
        nobody.call::<Vec<TemplateRow>>("/api/templates/list", &json!({})).await,
        Err(AppError::Unauthenticated)
    );
}

async fn a_reader_changes_nothing(app: TestApp) {
    let an = app.firm("Peeters").await;
    let id = save(&app.signed_in(&an).await, &record("Vennootschap", &[], &[])).await.unwrap();
    let customer_id = customer(&app, &an, Content::default(), None).await;
    let reader = app.signed_in(&app.colleague(an.firm_id, "Lezer", BuiltIn::Reader).await).await;
    assert_eq!(list(&reader).await.len(), 1);
    tab(&reader, customer_id).await;
    assert_eq!(save(&reader, &record("Ander", &[], &[])).await, Err(AppError::Forbidden));
    assert_eq!(on_template::<Uuid>(&reader, "duplicate", id).await, Err(AppError::Forbidden));
    for verb in ["archive", "unarchive"] {
        assert_eq!(on_template::<()>(&reader, verb, id).await, Err(AppError::Forbidden));
    }
    for (verb, more) in writes(an.user_id, id) {
        assert_eq!(on_customer::<()>(&reader, verb, customer_id, more).await, Err(AppError::Forbidden), "{verb}");
    }
}

/// Every function that changes what a customer keeps.
fn writes(user_id: Uuid, template_id: Uuid) -> [(&'static str, Value); 5] {
    let link = Link {
        integration: Integration::Yuki,
        version: 0,
        external_reference: String::new(),
        settings: LinkSettings::new(),
    };
    [
        ("assign", json!({ "user_id": user_id })),
        ("unassign", json!({ "user_id": user_id })),
        ("link", json!({ "link": link })),
        ("unlink", json!({ "integration": "yuki" })),
        ("apply_template", json!({ "template_id": template_id })),
    ]
}

async fn a_customer_deviates_and_goes_back(app: TestApp) {
    let an = app.firm("Peeters").await;
    let client = app.signed_in(&an).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let wanted = record(
        "Vennootschap",
        &[bo.user_id],
        &[(Integration::Octopus, &[("dossier", "12")]), (Integration::Peppol, &[])],
    );
    let id = save(&client, &wanted).await.unwrap();
    let customer_id = customer(&app, &an, wanted.details.content.clone(), Some(id)).await;
    let shown = tab(&client, customer_id).await;
    assert!(shown.template.unwrap().deviation.is_empty());
    assert_eq!(shown.links[0].external_reference, "P-7", "a link begins with the customer's own reference");

    let user = |user_id: Uuid| json!({ "user_id": user_id });
    on_customer::<()>(&client, "assign", customer_id, user(an.user_id)).await.unwrap();
    on_customer::<()>(&client, "assign", customer_id, user(an.user_id)).await.expect("twice is once");
    on_customer::<()>(&client, "unassign", customer_id, user(bo.user_id)).await.unwrap();
    on_customer::<()>(&client, "unlink", customer_id, json!({ "integration": "peppol" })).await.unwrap();
    let octopus = Link {
        settings: settings(&[("dossier", "13")]),
        ..shown.links.iter().find(|link| link.integration == Integration::Octopus).unwrap().clone()
    };
    on_customer::<()>(&client, "link", customer_id, json!({ "link": octopus })).await.unwrap();
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
    assert_eq!(deviation.changed_integrations, [Integration::Octopus].into());
    assert_eq!(on_customer(&client, "compare", customer_id, json!({ "template_id": id })).await, Ok(deviation));

    on_customer::<()>(&client, "apply_template", customer_id, json!({ "template_id": id })).await.unwrap();
    let back = tab(&client, customer_id).await;
    assert!(back.template.as_ref().unwrap().deviation.is_empty());
    assert_eq!(back.links.len(), 2);

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
}

async fn customers_of_another_firm_are_not_found(app: TestApp) {
    let (an, other) = (app.firm("Peeters").await, app.firm("Janssens").await);
    let (mine, theirs) = (app.signed_in(&an).await, app.signed_in(&other).await);
    let my_template = save(&mine, &record("Mijn", &[], &[])).await.unwrap();
    let their_template = save(&theirs, &record("Hun", &[], &[])).await.unwrap();
    let my_customer = customer(&app, &an, Content::default(), None).await;
    let their_customer =
        customer(&app, &other, Content { users: [other.user_id].into(), ..Content::default() }, None).await;

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
    let customer_id = customer(&app, &an, Content { users: [bo.user_id].into(), ..Content::default() }, None).await;
    on_customer::<()>(&client, "unassign", customer_id, json!({ "user_id": bo.user_id })).await.unwrap();
    assert_eq!(
        on_customer::<CustomerSettings>(&client, "settings", customer_id, json!({})).await,
        Err(AppError::NotFound)
    );
}
