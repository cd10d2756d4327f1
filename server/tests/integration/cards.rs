//! Adding, changing and deleting customers, their addresses and contacts, and the history of it.

use app::{
    audit::{
        Who,
        history::{Action, HistoryPage, HistoryRequest, RecordKind, Shown},
    },
    customers::{
        api::StepRequest,
        card::{
            addresses::api::{AddressRequest, SaveAddressRequest},
            contacts::api::{ContactRequest, SaveContactRequest},
        },
        form::request::{Blank, CreateRequest, DoublesRequest, Filled, UpdateRequest},
        records::{Card, Current, Double, Stepped},
    },
    error::{AppError, FieldError, Refusal},
};
use domain::{
    Reason,
    customers::Status,
    details::{AddressDetails, ContactDetails, CustomerDetails},
    permissions::BuiltIn,
};
use entity::{customer, customer_integration, customer_user, template};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{Client, TestApp},
};

both!(
    a_template_is_applied_in_the_same_transaction,
    the_same_form_sent_twice_makes_one_customer,
    wrong_fields_are_named_and_nothing_is_stored,
    any_script_is_a_name,
    likely_doubles_are_found,
    the_second_editor_is_told_what_changed,
    a_customer_steps_through_its_statuses_and_back,
    only_a_concept_is_deleted,
    the_first_address_is_the_head_office_and_it_moves,
    contacts_come_and_go,
    history_tells_who_did_what,
    another_firm_finds_nothing,
    a_reader_changes_nothing,
);

fn peeters(id: Uuid) -> CreateRequest {
    CreateRequest {
        id,
        template_id: None,
        customer: CustomerDetails {
            name: "Bakkerij Peeters BV".into(),
            vat: "0477.472.701".into(),
            company_number: "0477472701".into(),
            country: "BE".into(),
            locale: "nl-BE".into(),
            ..CustomerDetails::default()
        },
        address: AddressDetails {
            street: "Veldstraat".into(),
            house_number: "12".into(),
            postcode: "9000".into(),
            city: "Gent".into(),
            country: "BE".into(),
            ..AddressDetails::default()
        },
        contact: ContactDetails {
            first_name: "Jan".into(),
            last_name: "Peeters".into(),
            email: "jan@peeters.be".into(),
            ..ContactDetails::default()
        },
    }
}

async fn blank(client: &Client) -> Blank {
    client.call("/api/customers/blank", &json!({})).await.unwrap()
}

async fn create(client: &Client, request: &CreateRequest) -> Result<Uuid, AppError> {
    client.call("/api/customers/create", &json!({ "request": request })).await
}

async fn added(client: &Client) -> Uuid {
    create(client, &peeters(blank(client).await.id)).await.unwrap()
}

async fn card(client: &Client, id: Uuid) -> Card {
    client.call("/api/customers/card", &json!({ "id": id })).await.unwrap()
}

async fn history(client: &Client, customer_id: Uuid) -> HistoryPage {
    let request = HistoryRequest { customer_id, before: None };
    client.call("/api/audit/history", &json!({ "request": request })).await.unwrap()
}

async fn step(client: &Client, verb: &str, id: Uuid, version: i32) -> Result<Stepped, AppError> {
    client.call(&format!("/api/customers/{verb}"), &json!({ "request": StepRequest { id, version } })).await
}

async fn delete(client: &Client, id: Uuid, version: i32) -> Result<(), AppError> {
    client.call("/api/customers/delete", &json!({ "request": StepRequest { id, version } })).await
}

async fn update(client: &Client, request: &UpdateRequest) -> Result<(), AppError> {
    client.call("/api/customers/update", &json!({ "request": request })).await
}

async fn a_template_is_applied_in_the_same_transaction(app: TestApp) {
    let viewer = app.firm("Sjabloon").await;
    let colleague = app.colleague(viewer.firm_id, "Bert", BuiltIn::Staff).await;
    let template_id = Uuid::now_v7();
    let row = template::ActiveModel {
        firm_id: Set(viewer.firm_id),
        id: Set(template_id),
        version: Set(1),
        name: Set("Standaard".into()),
        description: Set(String::new()),
        archived: Set(false),
        users: Set(json!([colleague.user_id]).to_string()),
        integrations: Set(json!({ "peppol": { "direction": "both" } }).to_string()),
    };
    template::Entity::insert(row).exec_without_returning(app.context.db.writer()).await.unwrap();
    let client = app.signed_in(&viewer).await;
    let blank = blank(&client).await;
    assert_eq!(blank.templates.len(), 1);

    let id = create(&client, &CreateRequest { template_id: Some(template_id), ..peeters(blank.id) }).await.unwrap();

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
    let kinds: Vec<_> = page.moments[0].events.iter().map(|event| (event.kind, event.subject.as_deref())).collect();
    assert_eq!(
        kinds,
        [
            (RecordKind::Customer, None),
            (RecordKind::Address, Some("Veldstraat 12, Gent")),
            (RecordKind::Contact, Some("Jan Peeters")),
            (RecordKind::Assignment, Some("Bert")),
            (RecordKind::Integration, Some("Peppol")),
        ]
    );
}

async fn the_same_form_sent_twice_makes_one_customer(app: TestApp) {
    let viewer = app.firm("Dubbelklik").await;
    let client = app.signed_in(&viewer).await;
    let request = peeters(blank(&client).await.id);
    let (first, second) = tokio::join!(create(&client, &request), create(&client, &request));
    assert_eq!((first.clone(), second), (Ok(request.id), Ok(request.id)));
    assert_eq!(create(&client, &request).await, first);
    let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(viewer.firm_id));
    assert_eq!(of_firm.count(&app.context.db.read).await.unwrap(), 1);
}

async fn wrong_fields_are_named_and_nothing_is_stored(app: TestApp) {
    let client = app.signed_in(&app.firm("Fout").await).await;
    let mut request = peeters(blank(&client).await.id);
    request.customer.name = "x".repeat(10_000);
    request.customer.vat = "BE0123456789".into();
    request.address.country = "UK".into();
    request.contact.email = "jan".into();
    let Err(AppError::Invalid(fields)) = create(&client, &request).await else { panic!("refused by field") };
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["address_country", "contact_email", "name", "vat"]);
    assert_eq!(fields["name"], FieldError::Rejected(Reason::TooLong { max: 250 }.into()));
    let gone = client.call::<Card>("/api/customers/card", &json!({ "id": request.id })).await;
    assert_eq!(gone, Err(AppError::NotFound));

    let first = added(&client).await;
    let mut same_number = peeters(Uuid::now_v7());
    same_number.customer.number = card(&client, first).await.details.number;
    let taken = create(&client, &same_number).await;
    assert_eq!(taken, Err(AppError::field("number", FieldError::Taken)));
}

async fn any_script_is_a_name(app: TestApp) {
    let client = app.signed_in(&app.firm("Schrift").await).await;
    for name in ["🥐", "مخبز", "Ægir & Þór ehf."] {
        let mut request = peeters(blank(&client).await.id);
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
    let find = async |sought: DoublesRequest| -> Vec<(Uuid, bool)> {
        let found: Vec<Double> = client.call("/api/customers/doubles", &json!({ "request": sought })).await.unwrap();
        found.into_iter().map(|double| (double.id, double.same_number)).collect()
    };
    let of = |name: &str, vat: &str, company_number: &str, postcode: &str| DoublesRequest {
        name: name.into(),
        vat: vat.into(),
        company_number: company_number.into(),
        country: "BE".into(),
        postcode: postcode.into(),
    };
    assert_eq!(find(of("Iets anders", "BE 0477.472.701", "", "")).await, [(id, true)]);
    assert_eq!(find(of("", "", "477472701", "")).await, [(id, true)], "also without the zero in front");
    assert_eq!(find(of("bakkerij peters bvba", "", "", "9000")).await, [(id, false)]);
    assert_eq!(find(of("Bakkerij Peeters", "", "", "2000")).await, []);
    assert_eq!(find(of("Slagerij Peeters", "", "", "9000")).await, []);
}

async fn the_second_editor_is_told_what_changed(app: TestApp) {
    let viewer = app.firm("Twee").await;
    let colleague = app.colleague(viewer.firm_id, "Bert", BuiltIn::Administrator).await;
    let (mine, theirs) = (app.signed_in(&viewer).await, app.signed_in(&colleague).await);
    let id = added(&mine).await;
    let read: Filled = mine.call("/api/customers/filled", &json!({ "id": id })).await.unwrap();
    let changed = |details: CustomerDetails| UpdateRequest { id, version: read.version, customer: details };

    let phoned = CustomerDetails { phone: "09 123 45 67".into(), ..read.details.clone() };
    update(&theirs, &changed(phoned.clone())).await.unwrap();
    let renamed = CustomerDetails { name: "Bakkerij Peeters & Zonen".into(), ..read.details.clone() };
    let Err(AppError::Conflict(now)) = update(&mine, &changed(renamed.clone())).await else { panic!("a conflict") };
    let now: Current<CustomerDetails> = serde_json::from_str(&now).unwrap();
    assert_eq!(now.details, phoned);
    assert_eq!(now.changed.keys().collect::<Vec<_>>(), ["phone"]);
    assert_eq!(now.changed["phone"].who, Who::Colleague("Bert".into()));

    let both = CustomerDetails { phone: phoned.phone.clone(), ..renamed };
    update(&mine, &UpdateRequest { id, version: now.version, customer: both.clone() }).await.unwrap();
    assert_eq!(card(&mine, id).await.details, both);
}

async fn a_customer_steps_through_its_statuses_and_back(app: TestApp) {
    let client = app.signed_in(&app.firm("Stap").await).await;
    let id = added(&client).await;
    let away = step(&client, "deactivate", id, 1).await.unwrap();
    assert_eq!(away, Stepped { version: 2, status: Status::Archived });
    let refused = step(&client, "deactivate", id, 2).await;
    assert_eq!(refused, Err(AppError::Refused(Refusal::StatusDoesNotAllow)));
    let stale = step(&client, "activate", id, 1).await;
    assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
    let back = step(&client, "undo_step", id, 2).await.unwrap();
    assert_eq!(back, Stepped { version: 3, status: Status::Draft });
    let active = step(&client, "activate", id, 3).await.unwrap();
    assert_eq!(active.status, Status::Active);
    let tally: Vec<(bool, i64)> = entity::customer_tally::Entity::find()
        .all(&app.context.db.read)
        .await
        .unwrap()
        .into_iter()
        .filter(|row| row.customers != 0)
        .map(|row| (row.active, row.customers))
        .collect();
    assert_eq!(tally, [(true, 1)]);
}

async fn only_a_concept_is_deleted(app: TestApp) {
    let viewer = app.firm("Weg").await;
    let client = app.signed_in(&viewer).await;
    let id = added(&client).await;
    let active = step(&client, "activate", id, 1).await.unwrap();
    let refused = delete(&client, id, active.version).await;
    assert_eq!(refused, Err(AppError::Refused(Refusal::DeleteOnlyDraft)));

    let mut other = peeters(blank(&client).await.id);
    other.customer.vat = String::new();
    let concept = create(&client, &other).await.unwrap();
    let staff = app.colleague(viewer.firm_id, "Bert", BuiltIn::Staff).await;
    let forbidden = delete(&app.signed_in(&staff).await, concept, 1).await;
    assert_eq!(forbidden, Err(AppError::Forbidden));
    delete(&client, concept, 1).await.unwrap();
    let gone = client.call::<Card>("/api/customers/card", &json!({ "id": concept })).await;
    assert_eq!(gone, Err(AppError::NotFound));
}

async fn the_first_address_is_the_head_office_and_it_moves(app: TestApp) {
    let client = app.signed_in(&app.firm("Adres").await).await;
    let id = added(&client).await;
    let details = AddressDetails { city: "Brugge".into(), country: "BE".into(), ..AddressDetails::default() };
    let save = SaveAddressRequest { customer_id: id, id: None, version: 0, details: details.clone() };
    client.call::<()>("/api/addresses/save", &json!({ "request": save })).await.unwrap();
    let before = card(&client, id).await;
    let offices: Vec<_> = before.addresses.iter().map(|one| (one.details.city.as_str(), one.head_office)).collect();
    assert_eq!((before.city.as_str(), offices), ("Gent", vec![("Gent", true), ("Brugge", false)]));

    let second = &before.addresses[1];
    let moved = AddressRequest { customer_id: id, id: second.id, version: second.version };
    client.call::<()>("/api/addresses/make_head_office", &json!({ "request": moved })).await.unwrap();
    let after = card(&client, id).await;
    assert_eq!((after.city.as_str(), after.addresses[0].details.city.as_str()), ("Brugge", "Brugge"));
    assert!(after.addresses[0].trail.changed.is_some());

    let stale = SaveAddressRequest { id: Some(second.id), version: second.version, details, ..save };
    let conflict = client.call::<()>("/api/addresses/save", &json!({ "request": stale })).await;
    assert!(matches!(conflict, Err(AppError::Conflict(_))), "{conflict:?}");

    let gone = AddressRequest { customer_id: id, id: second.id, version: after.addresses[0].version };
    client.call::<()>("/api/addresses/delete", &json!({ "request": gone })).await.unwrap();
    let last = card(&client, id).await;
    assert_eq!((last.city.as_str(), last.addresses.len(), last.addresses[0].head_office), ("Gent", 1, true));
}

async fn contacts_come_and_go(app: TestApp) {
    let client = app.signed_in(&app.firm("Contact").await).await;
    let id = added(&client).await;
    let save = async |save: SaveContactRequest| -> Result<(), AppError> {
        client.call("/api/contacts/save", &json!({ "request": save })).await
    };
    let details = ContactDetails { first_name: "Mia".into(), ..ContactDetails::default() };
    save(SaveContactRequest { customer_id: id, id: None, version: 0, details }).await.unwrap();
    let nobody = SaveContactRequest { customer_id: id, id: None, version: 0, details: ContactDetails::default() };
    assert!(matches!(save(nobody).await, Err(AppError::Invalid(fields)) if fields.contains_key("contact_last_name")));

    let contacts = async || card(&client, id).await.contacts.unwrap();
    let states = |contacts: &[app::customers::records::Contact]| -> Vec<(String, bool, bool)> {
        contacts.iter().map(|one| (one.details.first_name.clone(), one.main, one.active)).collect()
    };
    let both = contacts().await;
    assert_eq!(states(&both), [("Jan".into(), true, true), ("Mia".into(), false, true)]);

    let of = |contact: &app::customers::records::Contact| json!({ "request": ContactRequest { customer_id: id, id: contact.id, version: contact.version } });
    client.call::<()>("/api/contacts/deactivate", &of(&both[0])).await.unwrap();
    let left = contacts().await;
    assert_eq!(states(&left), [("Mia".into(), true, true), ("Jan".into(), false, false)]);

    let jan = &left[1];
    save(SaveContactRequest { customer_id: id, id: Some(jan.id), version: jan.version, details: jan.details.clone() })
        .await
        .unwrap();
    let back = contacts().await;
    assert_eq!(states(&back), [("Mia".into(), true, true), ("Jan".into(), false, true)]);
    client.call::<()>("/api/contacts/make_main", &of(&back[1])).await.unwrap();
    let main = contacts().await;
    assert_eq!(states(&main), [("Jan".into(), true, true), ("Mia".into(), false, true)]);
    client.call::<()>("/api/contacts/delete", &of(&main[0])).await.unwrap();
    assert_eq!(states(&contacts().await), [("Mia".into(), true, true)]);
}

async fn history_tells_who_did_what(app: TestApp) {
    let viewer = app.firm("Verleden").await;
    let client = app.signed_in(&viewer).await;
    let id = added(&client).await;
    let read: Filled = client.call("/api/customers/filled", &json!({ "id": id })).await.unwrap();
    let manager_id = Some(viewer.user_id);
    let managed = CustomerDetails { manager_id, mandate: true, ..read.details };
    update(&client, &UpdateRequest { id, version: read.version, customer: managed }).await.unwrap();
    step(&client, "activate", id, 2).await.unwrap();

    let page = history(&client, id).await;
    assert_eq!(page.next, None);
    let told: Vec<_> = page.moments.iter().map(|moment| (moment.source.as_str(), moment.events[0].action)).collect();
    assert_eq!(told, [("card", Action::Update), ("form", Action::Update), ("form", Action::Create)]);
    assert_eq!(page.moments[0].who, Who::Colleague("An Beheerder".into()));
    let status = &page.moments[0].events[0].fields[0];
    assert_eq!((&status.before, &status.after), (&Shown::Status(Status::Draft), &Shown::Status(Status::Active)));
    let fields = &page.moments[1].events[0].fields;
    let after: Vec<_> = fields.iter().map(|change| (change.field.as_str(), change.after.clone())).collect();
    assert_eq!(after, [("manager_id", Shown::Text("An Beheerder".into())), ("mandate", Shown::YesNo(true))]);

    for _ in 0..30 {
        let version = card(&client, id).await.version;
        step(&client, "deactivate", id, version).await.unwrap();
        step(&client, "activate", id, version + 1).await.unwrap();
    }
    let (mut seen, mut before) = (0, None);
    loop {
        let request = HistoryRequest { customer_id: id, before };
        let page: HistoryPage = client.call("/api/audit/history", &json!({ "request": request })).await.unwrap();
        seen += page.moments.iter().map(|moment| moment.events.len()).sum::<usize>();
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(seen, 3 + 2 + 60, "every event is on one page, once");
    let trail = card(&client, id).await.trail;
    assert!(trail.entered.is_some_and(|entered| trail.changed.is_some_and(|changed| changed.at > entered.at)));
}

async fn another_firm_finds_nothing(app: TestApp) {
    let (ours, theirs) = (app.firm("Ons").await, app.firm("Hun").await);
    let (us, them) = (app.signed_in(&ours).await, app.signed_in(&theirs).await);
    let id = added(&us).await;
    let before = card(&us, id).await;
    let details = AddressDetails { country: "BE".into(), ..AddressDetails::default() };
    let person = ContactDetails { last_name: "Peeters".into(), ..ContactDetails::default() };
    let step = json!({ "request": StepRequest { id, version: 1 } });
    let address = AddressRequest { customer_id: id, id: before.addresses[0].id, version: 1 };
    let contact = ContactRequest { customer_id: id, id: before.contacts.as_ref().unwrap()[0].id, version: 1 };
    let save_address = SaveAddressRequest { customer_id: id, id: None, version: 0, details: details.clone() };
    let save_contact = SaveContactRequest { customer_id: id, id: None, version: 0, details: person.clone() };
    let update = UpdateRequest { id, version: 1, customer: before.details.clone() };
    let own = added(&them).await;
    let other_manager = CustomerDetails { manager_id: Some(ours.user_id), ..before.details.clone() };
    let other_address = AddressRequest { customer_id: own, ..address };
    let other_contact = ContactRequest { customer_id: own, ..contact };
    let attempts = [
        ("customers/card", json!({ "id": id })),
        ("customers/filled", json!({ "id": id })),
        ("customers/deactivate", step.clone()),
        ("customers/activate", step.clone()),
        ("customers/undo_step", step.clone()),
        ("customers/delete", step),
        ("customers/update", json!({ "request": update })),
        ("customers/update", json!({ "request": UpdateRequest { id: own, version: 1, customer: other_manager } })),
        (
            "customers/create",
            json!({ "request": CreateRequest { template_id: Some(Uuid::now_v7()), ..peeters(Uuid::now_v7()) } }),
        ),
        ("audit/history", json!({ "request": HistoryRequest { customer_id: id, before: None } })),
        ("addresses/save", json!({ "request": save_address })),
        ("addresses/delete", json!({ "request": address })),
        ("addresses/delete", json!({ "request": other_address })),
        ("addresses/make_head_office", json!({ "request": address })),
        ("addresses/make_head_office", json!({ "request": other_address })),
        ("contacts/save", json!({ "request": save_contact })),
        ("contacts/deactivate", json!({ "request": contact })),
        ("contacts/deactivate", json!({ "request": other_contact })),
        ("contacts/make_main", json!({ "request": contact })),
        ("contacts/delete", json!({ "request": contact })),
        ("contacts/delete", json!({ "request": other_contact })),
    ];
    for (path, arguments) in attempts {
        let answer = them.call::<serde_json::Value>(&format!("/api/{path}"), &arguments).await;
        assert_eq!(answer, Err(AppError::NotFound), "{path}");
    }
    let sought = DoublesRequest { vat: "BE0477472701".into(), country: "BE".into(), ..DoublesRequest::default() };
    let doubles: Vec<Double> = them.call("/api/customers/doubles", &json!({ "request": sought })).await.unwrap();
    assert_eq!(doubles.iter().map(|double| double.id).collect::<Vec<_>>(), [own], "only its own");
    // The id of another firm's customer makes a customer of its own.
    assert_eq!(create(&them, &peeters(id)).await, Ok(id));
    assert_eq!(card(&us, id).await, before);
}

async fn a_reader_changes_nothing(app: TestApp) {
    let viewer = app.firm("Lezer").await;
    let reader = app.colleague(viewer.firm_id, "Lies", BuiltIn::Reader).await;
    let (us, them) = (app.signed_in(&viewer).await, app.signed_in(&reader).await);
    let id = added(&us).await;
    let seen = card(&them, id).await;
    history(&them, id).await;
    let step = json!({ "request": StepRequest { id, version: 1 } });
    let address = json!({ "request": AddressRequest { customer_id: id, id: seen.addresses[0].id, version: 1 } });
    let contact =
        json!({ "request": ContactRequest { customer_id: id, id: seen.contacts.unwrap()[0].id, version: 1 } });
    let details = AddressDetails { country: "BE".into(), ..AddressDetails::default() };
    let save_address = SaveAddressRequest { customer_id: id, id: None, version: 0, details };
    let person = ContactDetails { last_name: "Peeters".into(), ..ContactDetails::default() };
    let save_contact = SaveContactRequest { customer_id: id, id: None, version: 0, details: person };
    let attempts = [
        ("customers/blank", json!({})),
        ("customers/filled", json!({ "id": id })),
        ("customers/create", json!({ "request": peeters(Uuid::now_v7()) })),
        ("customers/update", json!({ "request": UpdateRequest { id, version: 1, customer: seen.details } })),
        ("customers/deactivate", step.clone()),
        ("customers/activate", step.clone()),
        ("customers/undo_step", step.clone()),
        ("customers/delete", step),
        ("addresses/save", json!({ "request": save_address })),
        ("addresses/delete", address.clone()),
        ("addresses/make_head_office", address),
        ("contacts/save", json!({ "request": save_contact })),
        ("contacts/deactivate", contact.clone()),
        ("contacts/make_main", contact.clone()),
        ("contacts/delete", contact),
    ];
    for (path, arguments) in attempts {
        let answer = them.call::<serde_json::Value>(&format!("/api/{path}"), &arguments).await;
        assert_eq!(answer, Err(AppError::Forbidden), "{path}");
        let nobody = app.client().call::<serde_json::Value>(&format!("/api/{path}"), &arguments).await;
        assert_eq!(nobody, Err(AppError::Unauthenticated), "{path}");
    }
}
