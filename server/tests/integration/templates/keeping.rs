//! Templates are made, changed and put away.

use app::{
    customers::form::request::{Filled, UpdateRequest},
    error::{AppError, FieldError, Refusal},
    templates::{TemplateChoice, TemplateRecord, TemplateRow, queries},
};
use domain::{
    details::CustomerDetails,
    integrations::Integration,
    permissions::BuiltIn,
    templates::{Content, TemplateDetails},
};
use entity::{change, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    imports::import_client::{ImportClient, PEETERS, workbook},
    support::{
        TestApp,
        cards::{blank, create, peeters, update},
        customers::assigned,
        templates::{customer, list, on_customer, on_template, record, save, tab, writes},
    },
};

both!(
    a_template_is_made_changed_and_put_away,
    a_name_is_taken_in_any_spelling,
    what_the_catalogue_does_not_know_is_refused,
    the_second_of_two_colleagues_sees_what_it_is_now,
    who_left_is_no_longer_in_a_template,
    what_was_put_away_is_not_chosen_anew,
    templates_of_another_firm_are_not_found,
    a_reader_changes_nothing,
    only_customers_that_the_reader_sees_are_counted,
);

async fn a_template_is_made_changed_and_put_away(app: TestApp) {
    let an = app.firm("Peeters").await;
    let client = app.signed_in(&an).await;
    let peppol: &[(&str, &str)] = &[("direction", "both")];
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
    app.checked().await;
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
        (Integration::Yuki, "dossier", "7"),
        (Integration::Peppol, "direction", "up"),
        // What is each customer's own is given by no template.
        (Integration::Peppol, "mandate", "yes"),
        (Integration::EmailImport, "mailbox", "facturen@peeters.be"),
        (Integration::Octopus, "dossier", "12"),
        (Integration::ExactOnline, "division", "7"),
        (Integration::Yuki, "division", "7"),
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
    let customer_id = customer(&app, &an, assigned(&[an.user_id, bo.user_id]), Some(id)).await;

    let stored = user::Entity::find_by_id((an.firm_id, bo.user_id)).one(&app.context.db.read).await.unwrap().unwrap();
    let mut log = app.log(an.firm_id).await;
    log.update(&stored, user::Model { active: false, ..stored.clone() }).await.unwrap();
    log.finish().await.unwrap();

    let content = queries::content(&app.context.db.read, an.firm_id, id).await.unwrap();
    assert_eq!(content.users, [an.user_id].into());
    assert_eq!(list(&client).await[0].users, 1);
    // The wizard stood open with both: it is saved, without who left.
    let other = save(&client, &record("Ander", &[an.user_id, bo.user_id], &[])).await.unwrap();
    let other: TemplateRecord = on_template(&client, "get", other).await.unwrap();
    assert_eq!(other.content().users, [an.user_id].into());
    assert!(tab(&client, customer_id).await.template.unwrap().deviation.is_empty());
    app.checked().await;
}

async fn what_was_put_away_is_not_chosen_anew(app: TestApp) {
    let an = app.firm("Opgeborgen").await;
    let client = app.signed_in(&an).await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let id = save(&client, &record("Vennootschap", &[], &[])).await.unwrap();
    let old = customer(&app, &an, assigned(&[]), Some(id)).await;
    let new = customer(&app, &an, assigned(&[]), None).await;
    on_template::<()>(&client, "archive", id).await.unwrap();
    let archived = Err(AppError::Refused(Refusal::TemplateArchived));

    // A form that stood open, a file, and the tab of a customer.
    let mut form = peeters(blank(&client).await.form_id);
    form.template_id = Some(id);
    assert_eq!(create(&client, &form).await, archived.clone().map(|()| Uuid::nil()));
    let uploaded = ImportClient::of(&app, an.clone()).await.send(workbook(&[PEETERS]), &id.to_string()).await;
    assert_eq!(uploaded.status(), 422, "{uploaded:?}");
    let apply = json!({ "template_id": id });
    assert_eq!(on_customer::<()>(&client, "apply_template", new, apply.clone()).await, archived);
    on_customer::<()>(&client, "apply_template", old, apply).await.expect("what it has can be realigned");

    // Who left stays the manager of the customers that they had, and becomes that of no other.
    let filled = async |id: Uuid| client.call::<Filled>("/api/customers/filled", &json!({ "id": id })).await.unwrap();
    let managed_by_bo = async |id: Uuid| {
        let Filled { version, details, .. } = filled(id).await;
        let customer = CustomerDetails { manager_id: Some(bo.user_id), description: "Nieuw".into(), ..details };
        update(&client, &UpdateRequest::of(id, version, customer)).await
    };
    managed_by_bo(old).await.unwrap();
    let stored = user::Entity::find_by_id((an.firm_id, bo.user_id)).one(&app.context.db.read).await.unwrap().unwrap();
    let mut log = app.log(an.firm_id).await;
    log.update(&stored, user::Model { active: false, ..stored.clone() }).await.unwrap();
    log.finish().await.unwrap();
    assert_eq!(managed_by_bo(new).await, Err(AppError::Refused(Refusal::ManagerLeft)));
    managed_by_bo(old).await.unwrap();
    form.template_id = None;
    form.customer.manager_id = Some(bo.user_id);
    assert_eq!(create(&client, &form).await, Err(AppError::Refused(Refusal::ManagerLeft)));
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

async fn only_customers_that_the_reader_sees_are_counted(app: TestApp) {
    let an = app.firm("Geteld").await;
    let client = app.signed_in(&an).await;
    let staff = app.colleague(an.firm_id, "Bram", BuiltIn::Staff).await;
    let id = save(&client, &record("Vennootschap", &[], &[])).await.unwrap();
    for content in [Content::default(), Content::default(), assigned(&[staff.user_id])] {
        customer(&app, &an, content, Some(id)).await;
    }
    assert_eq!(list(&client).await[0].customers, 3);
    assert_eq!(list(&app.signed_in(&staff).await).await[0].customers, 1);
}
