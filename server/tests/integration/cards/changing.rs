//! A customer is changed, steps through its statuses and is deleted; its history tells it.

use app::{
    audit::{
        Who,
        history::{Action, HistoryPage, HistoryRequest, Shown},
    },
    customers::{
        card::contacts::api::{ContactRequest, SaveContactRequest},
        form::{
            request::{Filled, Part, UpdateRequest, Versions},
            whole::Whole,
        },
        list::address::{self, ListQuery},
        records::{Card, Contact, StatusChange},
    },
    error::{AppError, Refusal},
    patch::{Current, Patch},
};
use domain::{
    customers::{Status, Tab},
    details::{AddressDetails, ContactDetails, CustomerDetails},
    permissions::{Area, BuiltIn, Level},
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        cards::{added, blank, card, create, delete, history, peeters, step, update},
        lists::list,
    },
};

both!(
    the_second_editor_is_told_what_changed,
    a_page_of_yesterday_wipes_nothing,
    address_and_contact_are_changed_with_the_customer_or_not_at_all,
    a_form_changes_the_contact_that_it_has_read,
    who_may_not_change_contacts_neither_sees_nor_sends_one,
    a_customer_steps_through_its_statuses_and_back,
    only_a_concept_is_deleted,
    history_tells_who_did_what,
);

async fn the_second_editor_is_told_what_changed(app: TestApp) {
    let viewer = app.firm("Twee").await;
    let colleague = app.colleague(viewer.firm_id, "Bert", BuiltIn::Administrator).await;
    let (mine, theirs) = (app.signed_in(&viewer).await, app.signed_in(&colleague).await);
    let id = added(&mine).await;
    let read: Filled = mine.call("/api/customers/filled", &json!({ "id": id })).await.unwrap();
    let changed = |details: &CustomerDetails| UpdateRequest {
        customer: Patch::between(&read.details, details),
        ..UpdateRequest::of(id, read.version, read.details.clone())
    };

    let phoned = CustomerDetails { phone: "09 123 45 67".into(), ..read.details.clone() };
    update(&theirs, &changed(&phoned)).await.unwrap();
    let renamed = CustomerDetails { name: "Bakkerij Peeters & Zonen".into(), ..read.details.clone() };
    update(&mine, &changed(&renamed)).await.unwrap();
    let both = CustomerDetails { phone: phoned.phone.clone(), ..renamed };
    assert_eq!(card(&mine, id).await.details, both, "two changed different fields, and both are kept");

    let other = CustomerDetails { phone: "011 98 76 54".into(), ..read.details.clone() };
    let Err(AppError::Conflict(now)) = update(&mine, &changed(&other)).await else { panic!("a conflict") };
    let now: Current<Whole, Versions> = serde_json::from_str(&now).unwrap();
    assert_eq!(now.details.customer, both);
    assert_eq!(now.changed.keys().collect::<Vec<_>>(), ["name", "phone"]);
    assert_eq!(now.changed["phone"].who, Who::Colleague("Bert".into()));

    let chosen = CustomerDetails { phone: other.phone, ..both };
    update(&mine, &UpdateRequest::of(id, now.version.customer, chosen.clone())).await.unwrap();
    assert_eq!(card(&mine, id).await.details, chosen);
}

/// A page that was opened before an update knows fewer fields: what it does not send stays.
async fn a_page_of_yesterday_wipes_nothing(app: TestApp) {
    let client = app.signed_in(&app.firm("Gisteren").await).await;
    let id = added(&client).await;
    let before = card(&client, id).await;
    let request = json!({ "request": { "id": id, "version": before.version, "customer":
        { "seen": { "name": before.details.name }, "new": { "name": "Peeters en Zonen" } } } });
    client.call::<()>("/api/customers/update", &request).await.unwrap();
    let after = CustomerDetails { name: "Peeters en Zonen".into(), ..before.details };
    assert_eq!(card(&client, id).await.details, after);

    let (address, contacts) = (before.addresses[0].clone(), before.contacts.unwrap());
    let save = |part: Uuid, new: Value| json!({ "request": { "customer_id": id, "id": part, "version": 1, "details": { "new": new } } });
    client.call::<()>("/api/addresses/save", &save(address.id, json!({ "city": "Aalst" }))).await.unwrap();
    client.call::<()>("/api/contacts/save", &save(contacts[0].id, json!({ "role": "Bakker" }))).await.unwrap();
    let now = card(&client, id).await;
    assert_eq!(now.addresses[0].details, AddressDetails { city: "Aalst".into(), ..address.details });
    let contact = ContactDetails { role: "Bakker".into(), ..contacts[0].details.clone() };
    assert_eq!(now.contacts.unwrap()[0].details, contact);

    // A whole record, as an older page sent it, is no patch; nor is a field that nobody knows.
    for customer in [json!(now.details), json!({ "new": { "planet": "Mars" } })] {
        let sent = json!({ "request": { "id": id, "version": now.version, "customer": customer } });
        assert!(client.call::<()>("/api/customers/update", &sent).await.is_err());
    }
    assert_eq!(card(&client, id).await.details, now.details);
}

async fn filled(client: &Client, id: Uuid) -> Filled {
    client.call("/api/customers/filled", &json!({ "id": id })).await.unwrap()
}

async fn address_and_contact_are_changed_with_the_customer_or_not_at_all(app: TestApp) {
    let viewer = app.firm("Alles").await;
    let client = app.signed_in(&viewer).await;
    let id = added(&client).await;
    let read = filled(&client, id).await;
    assert_eq!(read.others, (0, 0));
    let address = AddressDetails { street: "Kouter".into(), city: "Aalst".into(), ..read.address.details.clone() };
    let contact = ContactDetails { first_name: "Els".into(), ..read.contact.clone().unwrap().details };
    let request = UpdateRequest {
        address: Some(read.address.with(Patch::whole(&address))),
        contact: read.contact.as_ref().map(|part| part.with(Patch::whole(&contact))),
        ..UpdateRequest::of(id, read.version, CustomerDetails { phone: "09 123 45 67".into(), ..read.details.clone() })
    };
    let wrong = AddressDetails { country: "XX".into(), ..address.clone() };
    let wrong = UpdateRequest { address: Some(read.address.with(Patch::whole(&wrong))), ..request.clone() };
    let Err(AppError::Invalid(fields)) = update(&client, &wrong).await else { panic!("refused") };
    assert!(fields.keys().all(|name| name.starts_with("address_")), "{fields:?}");
    assert_eq!(filled(&client, id).await, read, "nothing was written");

    update(&client, &request).await.unwrap();
    let now = card(&client, id).await;
    assert_eq!((&now.addresses[0].details, now.addresses.len()), (&address, 1));
    assert_eq!(now.contacts.as_ref().unwrap()[0].details.first_name, "Els");
    assert_eq!(now.details.phone, "09 123 45 67");
    let found =
        list(&client, &ListQuery { search: "aalst".into(), tab: address::Tab::Draft, ..ListQuery::default() }).await;
    assert_eq!(found.rows[0].city, "Aalst", "the list and the search follow");

    // The same again changes nothing. Something else is late for the parts, though nobody changed them but this form.
    update(&client, &request).await.unwrap();
    assert_eq!(card(&client, id).await, now);
    let moved = Patch::whole(&AddressDetails { city: "Ninove".into(), ..address.clone() });
    let late = UpdateRequest { address: Some(read.address.with(moved)), ..request };
    let Err(AppError::Conflict(told)) = update(&client, &late).await else { panic!("a conflict") };
    let told: Current<Whole, Versions> = serde_json::from_str(&told).unwrap();
    assert_eq!(told.details.address, address);
    assert_eq!(
        told.changed.keys().collect::<Vec<_>>(),
        ["address_city", "address_street", "contact_first_name", "phone"]
    );

    // Where there is neither, both are added, and left out when nothing was typed.
    let mut bare = peeters(blank(&client).await.form_id);
    (bare.customer.vat, bare.address, bare.contact) = Default::default();
    let id = create(&client, &bare).await.unwrap();
    let read = filled(&client, id).await;
    assert_eq!((read.address.id, read.contact.as_ref().unwrap().id), (None, None));
    let with = |address: AddressDetails, read: &Filled| UpdateRequest {
        address: Some(read.address.with(Patch::whole(&address))),
        contact: read.contact.as_ref().map(|part| part.with(Patch::whole(&part.details))),
        ..UpdateRequest::of(id, read.version, read.details.clone())
    };
    update(&client, &with(read.address.details.clone(), &read)).await.unwrap();
    assert!(card(&client, id).await.addresses.is_empty(), "only a country says nothing");
    update(&client, &with(address.clone(), &filled(&client, id).await)).await.unwrap();
    let now = card(&client, id).await;
    assert!(now.addresses[0].head_office && now.contacts.unwrap().is_empty());
    app.checked().await;
}

/// A form goes on with the records that it has read, whichever is the first by now, and loses nothing of one that is gone.
async fn a_form_changes_the_contact_that_it_has_read(app: TestApp) {
    let client = app.signed_in(&app.firm("Dezelfde").await).await;
    let id = added(&client).await;
    let read = filled(&client, id).await;
    let jan = read.contact.clone().unwrap();
    let els = ContactDetails { first_name: "Els".into(), ..ContactDetails::default() };
    let els =
        SaveContactRequest { customer_id: id, id: None, version: 0, details: Patch::whole(&els), end_access: false };
    client.call::<()>("/api/contacts/save", &json!({ "request": els })).await.unwrap();
    let els = card(&client, id).await.contacts.unwrap()[1].id;
    let main = ContactRequest { customer_id: id, id: els, version: 1, end_access: false };
    client.call::<()>("/api/contacts/make_main", &json!({ "request": main })).await.unwrap();

    let role = ContactDetails { role: "Zaakvoerder".into(), ..jan.details.clone() };
    let of_jan = async |version| UpdateRequest {
        contact: Some(Part { id: jan.id, version, details: Patch::whole(&role) }),
        ..UpdateRequest::of(id, card(&client, id).await.version, read.details.clone())
    };
    let late = update(&client, &of_jan(jan.version).await).await;
    let Err(AppError::Conflict(told)) = late else { panic!("{late:?}") };
    let told: Current<Whole, Versions> = serde_json::from_str(&told).unwrap();
    assert_eq!(told.details.address, read.address.details, "what was not sent is told as it is");
    assert_eq!(told.version.contact, (jan.id, jan.version + 1), "it is told of Jan, not of Els");
    update(&client, &of_jan(jan.version + 1).await).await.unwrap();
    let roles = |contacts: Vec<Contact>| contacts.into_iter().map(|one| (one.details.first_name, one.details.role));
    let now: Vec<_> = roles(card(&client, id).await.contacts.unwrap()).collect();
    assert_eq!(now, [("Els".into(), String::new()), (jan.details.first_name.clone(), "Zaakvoerder".into())]);

    let gone = ContactRequest { customer_id: id, id: jan.id.unwrap(), version: jan.version + 2, end_access: false };
    client.call::<()>("/api/contacts/delete", &json!({ "request": gone })).await.unwrap();
    update(&client, &of_jan(jan.version + 2).await).await.unwrap();
    assert_eq!(card(&client, id).await.contacts.unwrap().len(), 2, "what was typed for who is gone is kept");
    app.checked().await;
}

async fn who_may_not_change_contacts_neither_sees_nor_sends_one(app: TestApp) {
    let viewer = app.firm("Zonder").await;
    let client = app.signed_in(&viewer).await;
    let id = added(&client).await;
    let mut rights = BuiltIn::Administrator.rights();
    rights.levels.insert(Area::Contacts, Level::None);
    let bert = app.signed_in(&app.colleague_with(viewer.firm_id, &rights).await).await;
    let read = filled(&bert, id).await;
    assert_eq!(read.contact, None);
    let sent =
        UpdateRequest { contact: Some(Part::default()), ..UpdateRequest::of(id, read.version, read.details.clone()) };
    assert_eq!(update(&bert, &sent).await, Err(AppError::Forbidden));
    let other = CustomerDetails { name: "Anders".into(), ..read.details };
    let late = update(&bert, &UpdateRequest::of(id, read.version + 1, other)).await;
    let Err(AppError::Conflict(told)) = late else { panic!("{late:?}") };
    let contact = filled(&client, id).await.contact.unwrap();
    let told: Current<Whole, Versions> = serde_json::from_str(&told).unwrap();
    assert!(!contact.details.first_name.is_empty());
    assert_eq!((told.details.contact, told.version.contact), (ContactDetails::default(), (None, 0)));
}

async fn a_customer_steps_through_its_statuses_and_back(app: TestApp) {
    let client = app.signed_in(&app.firm("Stap").await).await;
    let id = added(&client).await;
    let away = step(&client, "deactivate", id, 1).await.unwrap();
    assert_eq!(away, StatusChange { version: 2, status: Status::Archived });
    let refused = step(&client, "deactivate", id, 2).await;
    assert_eq!(refused, Err(AppError::Refused(Refusal::StatusDoesNotAllow)));
    let stale = step(&client, "activate", id, 1).await;
    assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
    let back = step(&client, "undo_step", id, 2).await.unwrap();
    assert_eq!(back, StatusChange { version: 3, status: Status::Draft });
    let active = step(&client, "activate", id, 3).await.unwrap();
    assert_eq!(active.status, Status::Active);
    let tally: Vec<(i16, i64)> = entity::customer_tally::Entity::find()
        .all(&app.context.db.read)
        .await
        .unwrap()
        .into_iter()
        .filter(|row| row.customers != 0)
        .map(|row| (row.tab, row.customers))
        .collect();
    assert_eq!(tally, [(Tab::Active as i16, 1)]);
    app.checked().await;
}

async fn only_a_concept_is_deleted(app: TestApp) {
    let viewer = app.firm("Weg").await;
    let client = app.signed_in(&viewer).await;
    let id = added(&client).await;
    let active = step(&client, "activate", id, 1).await.unwrap();
    let refused = delete(&client, id, active.version).await;
    assert_eq!(refused, Err(AppError::Refused(Refusal::DeleteOnlyDraft)));

    let away = step(&client, "deactivate", id, active.version).await.unwrap();
    assert_eq!(delete(&client, id, away.version).await, Err(AppError::Refused(Refusal::DeleteArchived)));

    let mut other = peeters(blank(&client).await.form_id);
    other.customer.vat = String::new();
    let concept = create(&client, &other).await.unwrap();
    let staff = app.colleague(viewer.firm_id, "Bert", BuiltIn::Staff).await;
    let forbidden = delete(&app.signed_in(&staff).await, concept, 1).await;
    assert_eq!(forbidden, Err(AppError::Forbidden));
    delete(&client, concept, 1).await.unwrap();
    let gone = client.call::<Card>("/api/customers/card", &json!({ "id": concept })).await;
    assert_eq!(gone, Err(AppError::NotFound));
    app.checked().await;
}

async fn history_tells_who_did_what(app: TestApp) {
    let viewer = app.firm("Verleden").await;
    let client = app.signed_in(&viewer).await;
    let id = added(&client).await;
    let read: Filled = client.call("/api/customers/filled", &json!({ "id": id })).await.unwrap();
    let manager_id = Some(viewer.user_id);
    let managed = CustomerDetails { manager_id, mandate: true, ..read.details };
    update(&client, &UpdateRequest::of(id, read.version, managed)).await.unwrap();
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
    assert_eq!(after, [("mandate", Shown::YesNo(true)), ("manager_id", Shown::Text("An Beheerder".into()))]);

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
