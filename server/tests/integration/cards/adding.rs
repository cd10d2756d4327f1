//! A customer is added by the form.

use app::{
    audit::history::{RecordKind, Shown},
    customers::{
        form::request::{CreateRequest, DuplicatesRequest, UpdateRequest},
        records::Duplicates,
    },
    error::{AppError, FieldError},
};
use domain::{Reason, Rejection, customers::Status, integrations::Integration, permissions::BuiltIn};
use entity::{customer, customer_integration, customer_user};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        TestApp,
        cards::{added, blank, card, create, history, peeters, step, update},
        templates::{record, save},
    },
};

both!(
    a_template_is_applied_in_the_same_transaction,
    the_history_groups_a_number_as_its_country_does,
    the_same_form_sent_twice_makes_one_customer,
    wrong_fields_are_named_and_nothing_is_stored,
    a_wrong_form_is_refused_with_that_of_the_country,
    numbers_that_contradict_each_other_are_refused,
    any_script_is_a_name,
    likely_doubles_are_found,
);

async fn a_template_is_applied_in_the_same_transaction(app: TestApp) {
    let viewer = app.firm("Sjabloon").await;
    let colleague = app.colleague(viewer.firm_id, "Bert", BuiltIn::Staff).await;
    let client = app.signed_in(&viewer).await;
    let standard = record("Standaard", &[colleague.user_id], &[(Integration::Peppol, &[("direction", "both")])]);
    let template_id = save(&client, &standard).await.unwrap();
    let blank = blank(&client).await;
    assert_eq!(blank.templates.len(), 1);

    let id =
        create(&client, &CreateRequest { template_id: Some(template_id), ..peeters(blank.form_id) }).await.unwrap();

    let db = &app.context.db.read;
    let users = customer_user::Entity::find().filter(customer_user::Column::CustomerId.eq(id)).all(db).await.unwrap();
    assert_eq!(users.iter().map(|one| one.user_id).collect::<Vec<_>>(), [colleague.user_id]);
    let of_customer = customer_integration::Column::CustomerId.eq(id);
    let links = customer_integration::Entity::find().filter(of_customer).all(db).await.unwrap();
    assert_eq!(links[0].settings, r#"{"direction":"both"}"#);
    let card = card(&client, id).await;
    assert_eq!(
        (card.template.as_deref(), card.status, card.details.number.as_str()),
        (Some("Standaard"), Status::Draft, "1")
    );
    let page = history(&client, id).await;
    assert_eq!(page.moments.len(), 1, "one transaction is one moment");
    let kinds: Vec<_> = page.moments[0].events.iter().map(|event| (event.kind, event.subject.clone())).collect();
    let named = |name: &str| Some(Shown::Text(name.to_owned()));
    assert_eq!(
        kinds,
        [
            (RecordKind::Customer, None),
            (RecordKind::Address, named("Veldstraat 12, Gent")),
            (RecordKind::Contact, named("Jan Peeters")),
            (RecordKind::Assignment, named("Bert")),
            (RecordKind::Integration, named("Peppol")),
        ]
    );
}

async fn the_history_groups_a_number_as_its_country_does(app: TestApp) {
    let client = app.signed_in(&app.firm("Sirene").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    request.customer.vat = String::new();
    request.customer.vat_applied_for = true;
    request.customer.country = "FR".into();
    request.customer.company_number = "73282932000074".into();
    let id = create(&client, &request).await.unwrap();
    let page = history(&client, id).await;
    let fields = page.moments.iter().flat_map(|moment| &moment.events).flat_map(|event| &event.fields);
    let number = fields.clone().find(|change| change.field == "company_number").map(|change| change.after.clone());
    assert_eq!(number, Some(Shown::Text("732 829 320 00074".to_owned())));
}

async fn the_same_form_sent_twice_makes_one_customer(app: TestApp) {
    let viewer = app.firm("Dubbelklik").await;
    let client = app.signed_in(&viewer).await;
    let request = peeters(blank(&client).await.form_id);
    let (first, second) = tokio::join!(create(&client, &request), create(&client, &request));
    assert_eq!(first, second);
    assert_ne!(first.clone().ok(), request.form_id, "the id is the server's");
    assert_eq!(create(&client, &request).await, first);
    let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(viewer.firm_id));
    assert_eq!(of_firm.count(&app.context.db.read).await.unwrap(), 1);
}

async fn wrong_fields_are_named_and_nothing_is_stored(app: TestApp) {
    let client = app.signed_in(&app.firm("Fout").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    request.customer.name = "x".repeat(10_000);
    request.customer.vat = "BE0123456789".into();
    request.address.country = "UK".into();
    request.contact.email = "jan".into();
    let Err(AppError::Invalid(fields)) = create(&client, &request).await else { panic!("refused by field") };
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["address_country", "contact_email", "name", "vat"]);
    assert_eq!(fields["name"], FieldError::Rejected(Reason::TooLong { max: 250 }.into()));
    let stored = customer::Entity::find().count(&app.context.db.read).await.unwrap();
    assert_eq!(stored, 0);

    let first = added(&client).await;
    let mut same_number = peeters(Uuid::now_v7());
    same_number.customer.number = card(&client, first).await.details.number;
    let taken = create(&client, &same_number).await;
    assert_eq!(taken, Err(AppError::field("number", FieldError::Taken)));
}

async fn a_wrong_form_is_refused_with_that_of_the_country(app: TestApp) {
    let client = app.signed_in(&app.firm("Vormen").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    for (country, vat, example) in [("AT", "13585627", "ATU13585627"), ("NL", "004495445X01", "NL 004495445B01")] {
        (request.customer.country, request.customer.vat) = (country.into(), vat.into());
        request.customer.company_number = String::new();
        let Err(AppError::Invalid(fields)) = create(&client, &request).await else { panic!("refused by field") };
        let Some(FieldError::Rejected(rejection)) = fields.get("vat") else { panic!("{fields:?}") };
        assert_eq!(rejection.reason.example(), Some(example), "{country}");
    }
}

async fn numbers_that_contradict_each_other_are_refused(app: TestApp) {
    let client = app.signed_in(&app.firm("Tegenspraak").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    request.customer.vat = "BE0244142664".into();
    let Err(AppError::Invalid(fields)) = create(&client, &request).await else { panic!("refused by field") };
    let meant = |number: &str| FieldError::Rejected(Rejection::from(Reason::NumbersDiffer).or_try([number.to_owned()]));
    assert_eq!(
        fields.into_iter().collect::<Vec<_>>(),
        [("company_number".to_owned(), meant("0244142664")), ("vat".to_owned(), meant("BE0477472701"))]
    );
    // Changing is judged by the same rule.
    let id = added(&client).await;
    let changed = UpdateRequest::of(id, 1, request.customer);
    assert!(matches!(update(&client, &changed).await, Err(AppError::Invalid(_))));
}

async fn any_script_is_a_name(app: TestApp) {
    let client = app.signed_in(&app.firm("Schrift").await).await;
    for name in ["🥐", "مخبز", "Ægir & Þór ehf."] {
        let mut request = peeters(blank(&client).await.form_id);
        request.customer.name = name.into();
        let id = create(&client, &request).await.unwrap();
        assert_eq!(card(&client, id).await.details.name, name);
    }
}

async fn likely_doubles_are_found(app: TestApp) {
    let client = app.signed_in(&app.firm("Dubbel").await).await;
    let id = added(&client).await;
    let archived = step(&client, "deactivate", id, 1).await.unwrap();
    assert_eq!(archived.status, Status::Archived);
    let find = async |sought: DuplicatesRequest| -> Vec<(Uuid, bool)> {
        let found: Duplicates = client.call("/api/customers/duplicates", &json!({ "request": sought })).await.unwrap();
        found.found.into_iter().map(|double| (double.id, double.same_number)).collect()
    };
    let of = |name: &str, vat: &str, company_number: &str, postcode: &str| DuplicatesRequest {
        name: name.into(),
        vat: vat.into(),
        company_number: company_number.into(),
        country: "BE".into(),
        postcode: postcode.into(),
        except: None,
    };
    assert_eq!(find(of("Iets anders", "BE 0477.472.701", "", "")).await, [(id, true)]);
    assert_eq!(find(of("", "", "477472701", "")).await, [(id, true)], "also without the zero in front");
    assert_eq!(find(of("bakkerij peters bvba", "", "", "9000")).await, [(id, false)]);
    assert_eq!(find(of("Bakkerij Peeters", "", "", "2000")).await, []);
    assert_eq!(find(of("Slagerij Peeters", "", "", "9000")).await, []);
    let itself = DuplicatesRequest { except: Some(id), ..of("Bakkerij Peeters", "BE 0477.472.701", "", "9000") };
    assert_eq!(find(itself).await, [], "a customer that is changed is no duplicate of itself");
}
