//! An e-mail address is replaced by another: the access of the old one ends where that is asked, and is not forgotten where it is not.

use app::{
    audit::history::{Action, RecordKind},
    customers::{form::request::UpdateRequest, records::Contact},
    error::AppError,
    invitations::records::Standing,
    patch::Patch,
    session::Viewer,
};
use domain::{
    customers::Status,
    details::CustomerDetails,
    permissions::{Area, Level, Rights, Scope},
};
use entity::portal_customer;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, Smtp, TestApp,
        answers::{location, session_of},
        cards::{card, filled, history, update},
        customers::{Said, add_one},
        forms,
        invitations::{customer, posted, send, state},
        portal::{Portal, accept, invitation, overview},
    },
};

both!(
    a_contact_with_a_new_address_loses_the_old_access_where_that_is_asked,
    a_contact_that_is_renamed_and_goes_takes_its_old_access_along,
    an_invitation_to_the_old_address_goes_with_it,
    the_plain_forms_end_it_too,
    the_edit_screen_ends_it_of_the_contact_and_of_the_company,
    a_customer_that_was_only_invited_is_changed_and_not_invited_any_more,
    an_address_that_another_contact_has_by_now_is_that_one_s,
    the_same_address_ends_nothing_and_an_earlier_one_that_comes_back_stays,
    what_the_customer_renames_itself_is_known_when_the_contact_goes,
    who_may_not_end_access_is_told_and_refused,
);

const JAN: &str = "jan@bakkerij.be";

async fn contacts(client: &Client, id: Uuid) -> Vec<Contact> {
    card(client, id).await.contacts.unwrap()
}

/// Replaces the address of a customer's first contact.
async fn rename(client: &Client, customer_id: Uuid, email: &str, end_access: bool) -> Result<(), AppError> {
    let contact = contacts(client, customer_id).await.remove(0);
    let details = json!({ "new": { "email": email } });
    let request = json!({ "customer_id": customer_id, "id": contact.id, "version": contact.version, "details": details, "end_access": end_access });
    client.call("/api/contacts/save", &json!({ "request": request })).await
}

/// Deletes or deactivates a customer's first contact with its access.
async fn go(client: &Client, verb: &str, customer_id: Uuid) {
    let contact = contacts(client, customer_id).await.remove(0);
    let request =
        json!({ "customer_id": customer_id, "id": contact.id, "version": contact.version, "end_access": true });
    client.call::<()>(&format!("/api/contacts/{verb}"), &json!({ "request": request })).await.unwrap();
}

async fn people(app: &TestApp, customer_id: Uuid) -> u64 {
    let of_customer = portal_customer::Entity::find().filter(portal_customer::Column::CustomerId.eq(customer_id));
    of_customer.count(&app.context.db.read).await.unwrap()
}

/// A customer with the address of a company and no contact, whose link was accepted at that address.
async fn company(app: &TestApp, smtp: &Smtp, viewer: &Viewer, email: &str) -> (Uuid, Client) {
    let id = add_one(app, viewer.firm_id, Said { name: "Bakkerij", email, ..Default::default() }).await;
    let token = invitation(app, smtp, viewer, id, email).await;
    let answer = accept(&app.client(), &token, &[]).await;
    (id, session_of(app, &answer).expect("a session"))
}

/// What is changed of a customer's own address, with the box of the company.
async fn moved(client: &Client, id: Uuid, email: &str) -> UpdateRequest {
    let read = filled(client, id).await;
    let details = CustomerDetails { email: email.into(), phone: "09 123 45 67".into(), ..read.details.clone() };
    UpdateRequest {
        customer: Patch::between(&read.details, &details),
        end_company_access: true,
        ..UpdateRequest::of(id, read.version, read.details)
    }
}

async fn a_contact_with_a_new_address_loses_the_old_access_where_that_is_asked(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Hernoemd", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    rename(&an, portal.id, "jan@elders.be", false).await.unwrap();
    assert!(overview(&portal.client, portal.id).await.is_ok(), "it was not asked");
    assert!(contacts(&an, portal.id).await[0].has_access, "it is still the contact's");

    rename(&an, portal.id, "jan@nergens.be", true).await.unwrap();
    assert_eq!(overview(&portal.client, portal.id).await, Err(AppError::Unauthenticated));
    assert_eq!(people(&app, portal.id).await, 0);
    let jan = contacts(&an, portal.id).await.remove(0);
    assert_eq!((jan.details.email.as_str(), jan.has_access), ("jan@nergens.be", false));
    let told = history(&an, portal.id).await;
    let kinds: Vec<_> = told.moments[0].events.iter().map(|event| (event.kind, event.action)).collect();
    assert!(kinds.contains(&(RecordKind::Access, Action::Delete)), "{kinds:?}");
    assert!(kinds.contains(&(RecordKind::Contact, Action::Update)), "{kinds:?}");
}

async fn a_contact_that_is_renamed_and_goes_takes_its_old_access_along(app: TestApp) {
    let smtp = posted(&app).await;
    for (firm, verb, email) in [("Weg", "delete", JAN), ("Verborgen", "deactivate", "jan@slagerij.be")] {
        let portal = Portal::of(&app, &smtp, firm, email).await;
        let an = app.signed_in(&portal.viewer).await;
        for email in ["jan@elders.be", ""] {
            rename(&an, portal.id, email, false).await.unwrap();
            assert!(contacts(&an, portal.id).await[0].has_access, "{verb} is offered to end it");
        }
        go(&an, verb, portal.id).await;
        assert_eq!(overview(&portal.client, portal.id).await, Err(AppError::Unauthenticated), "{verb}");
        assert_eq!(people(&app, portal.id).await, 0, "{verb}");
    }
}

async fn an_invitation_to_the_old_address_goes_with_it(app: TestApp) {
    posted(&app).await;
    let an = app.firm("Open").await;
    let client = app.signed_in(&an).await;
    let standing = async |id: Uuid| (state(&client, id).await.unwrap().standing, card(&client, id).await.status);
    let (open, withdrawn) = ((Standing::Open, Status::Invited), (Standing::Withdrawn, Status::Draft));
    for (name, goes) in [("Bij het hernoemen", ""), ("Later verborgen", "deactivate"), ("Later weg", "delete")] {
        let id = customer(&app, &an, name, JAN).await;
        send(&client, id, JAN).await.unwrap();
        rename(&client, id, "jan@elders.be", goes.is_empty()).await.unwrap();
        if !goes.is_empty() {
            assert_eq!(standing(id).await, open, "{name}: it was not asked");
            assert!(contacts(&client, id).await[0].has_access, "{name}: the invitation would give it");
            go(&client, goes, id).await;
        }
        assert_eq!(standing(id).await, withdrawn, "{name}");
    }
}

async fn the_plain_forms_end_it_too(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Gewoon", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let jan = contacts(&an, portal.id).await.remove(0);
    let (id, contact, page) = (portal.id.to_string(), jan.id.to_string(), format!("/klanten/{}", portal.id));
    let save = async |version: &str, email: &str, box_of_form: &[(&str, &str)]| {
        let form = [
            ("page", page.as_str()),
            ("customer_id", id.as_str()),
            ("id", contact.as_str()),
            ("version", version),
            ("contact_email", email),
        ];
        let answer = an.form("/api/contacts/save_form", &[form.as_slice(), box_of_form].concat()).await;
        assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
    };
    save("1", "jan@elders.be", &[]).await;
    assert!(overview(&portal.client, portal.id).await.is_ok(), "the box was not ticked");
    save("2", "jan@nergens.be", &[("contact_end_access", "true")]).await;
    assert_eq!(overview(&portal.client, portal.id).await, Err(AppError::Unauthenticated));

    // The edit screen shows its box to a browser without JavaScript, and takes it.
    let other = Portal::of(&app, &smtp, "Scherm", "jan@slagerij.be").await;
    let an = app.signed_in(&other.viewer).await;
    let page = format!("/klanten/{}/bewerken", other.id);
    let html = an.get(&page).await.text().await.unwrap();
    assert!(html.contains(r#"name="contact_end_access""#), "{html}");
    assert!(!html.contains(r#"name="company_end_access""#), "the company has no access by an address of its own");
    let typed = [("contact_email", "jan@elders.be"), ("contact_end_access", "true")];
    let answer = forms::post(&an, &html, "/api/customers/save_form", &typed).await;
    assert_eq!(location(&answer), format!("/klanten/{}?bewaard=ja", other.id));
    assert_eq!(contacts(&an, other.id).await[0].details.email, "jan@elders.be");
    assert_eq!(overview(&other.client, other.id).await, Err(AppError::Unauthenticated));
    let html = an.get(&page).await.text().await.unwrap();
    assert!(!html.contains("end_access"), "nobody has access any more: {html}");
}

async fn the_edit_screen_ends_it_of_the_contact_and_of_the_company(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Scherm", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let read = filled(&an, portal.id).await;
    assert_eq!((read.company_has_access, read.contact_has_access), (false, true));
    let part = read.contact.clone().unwrap();
    let email = |email: &str| serde_json::from_value(json!({ "new": { "email": email } })).unwrap();
    let request = UpdateRequest {
        contact: Some(part.with(email("jan@elders.be"))),
        end_access: true,
        ..UpdateRequest::of(portal.id, read.version, read.details.clone())
    };
    update(&an, &request).await.unwrap();
    assert_eq!(overview(&portal.client, portal.id).await, Err(AppError::Unauthenticated));
    assert_eq!(contacts(&an, portal.id).await[0].details.email, "jan@elders.be");

    let (id, owner) = company(&app, &smtp, &portal.viewer, "info@bakkerij.be").await;
    let read = filled(&an, id).await;
    assert_eq!((read.company_has_access, read.contact_has_access), (true, false));
    let kept = UpdateRequest { end_company_access: false, ..moved(&an, id, "post@bakkerij.be").await };
    update(&an, &kept).await.unwrap();
    assert!(overview(&owner, id).await.is_ok(), "it was not asked");
    let back = UpdateRequest { end_company_access: false, ..moved(&an, id, "info@bakkerij.be").await };
    update(&an, &back).await.unwrap();
    update(&an, &moved(&an, id, "").await).await.unwrap();
    assert_eq!(overview(&owner, id).await, Err(AppError::Unauthenticated));
    assert_eq!((people(&app, id).await, card(&an, id).await.details.email.as_str()), (0, ""));
}

async fn a_customer_that_was_only_invited_is_changed_and_not_invited_any_more(app: TestApp) {
    posted(&app).await;
    let an = app.firm("Uitgenodigd").await;
    let client = app.signed_in(&an).await;
    let id = add_one(&app, an.firm_id, Said { name: "Bakkerij", email: JAN, ..Default::default() }).await;
    send(&client, id, JAN).await.unwrap();
    assert!(filled(&client, id).await.company_has_access, "the invitation would give it");
    update(&client, &moved(&client, id, "info@bakkerij.be").await).await.unwrap();
    let now = card(&client, id).await;
    assert_eq!((now.details.email.as_str(), now.details.phone.as_str()), ("info@bakkerij.be", "09 123 45 67"));
    assert_eq!((now.status, state(&client, id).await.unwrap().standing), (Status::Draft, Standing::Withdrawn));
    // The same where the contact was invited.
    let id = customer(&app, &an, "Slagerij", "bo@slagerij.be").await;
    send(&client, id, "bo@slagerij.be").await.unwrap();
    let read = filled(&client, id).await;
    let email: Patch<_> = serde_json::from_value(json!({ "new": { "email": "bo@elders.be" } })).unwrap();
    let contact = Some(read.contact.as_ref().unwrap().with(email));
    let details = CustomerDetails { name: "Slagerij Bo".into(), ..read.details };
    let request = UpdateRequest { contact, end_access: true, ..UpdateRequest::of(id, read.version, details) };
    update(&client, &request).await.unwrap();
    let now = card(&client, id).await;
    assert_eq!((now.details.name.as_str(), now.status), ("Slagerij Bo", Status::Draft));
    assert_eq!(now.contacts.unwrap()[0].details.email, "bo@elders.be");
    assert_eq!(state(&client, id).await.unwrap().standing, Standing::Withdrawn);
}

async fn an_address_that_another_contact_has_by_now_is_that_one_s(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Doorgegeven", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    rename(&an, portal.id, "piet@bakkerij.be", false).await.unwrap();
    let details = json!({ "new": { "first_name": "Jan", "email": "Jan@Bakkerij.be" } });
    let jan = json!({ "customer_id": portal.id, "id": Value::Null, "version": 0, "details": details });
    an.call::<()>("/api/contacts/save", &json!({ "request": jan })).await.unwrap();
    let access: Vec<_> =
        contacts(&an, portal.id).await.into_iter().map(|one| (one.details.email, one.has_access)).collect();
    assert_eq!(access, [("piet@bakkerij.be".to_owned(), false), ("Jan@bakkerij.be".to_owned(), true)]);
    go(&an, "delete", portal.id).await;
    assert!(overview(&portal.client, portal.id).await.is_ok(), "Jan stays");
}

async fn the_same_address_ends_nothing_and_an_earlier_one_that_comes_back_stays(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Zelfde", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    rename(&an, portal.id, "JAN@bakkerij.BE", true).await.unwrap();
    assert!(overview(&portal.client, portal.id).await.is_ok(), "it is one address");
    rename(&an, portal.id, "jna@bakkerij.be", false).await.unwrap();
    rename(&an, portal.id, JAN, true).await.unwrap();
    assert!(overview(&portal.client, portal.id).await.is_ok(), "a slip was put right");
    assert_eq!(people(&app, portal.id).await, 1);
}

async fn what_the_customer_renames_itself_is_known_when_the_contact_goes(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Zelf", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    let jan = contacts(&an, portal.id).await.remove(0);
    let (id, contact) = (portal.id.to_string(), jan.id.to_string());
    let form = [
        ("customer_id", id.as_str()),
        ("id", contact.as_str()),
        ("version", "1"),
        ("details[first_name]", "Jan"),
        ("details[email]", "jan@elders.be"),
    ];
    let answer = portal.client.form("/api/portal/save_contact", &form).await;
    assert!(location(&answer).contains("bewaard=ja"), "{answer:?}");
    assert!(overview(&portal.client, portal.id).await.is_ok(), "nobody shuts themselves out");
    assert!(contacts(&an, portal.id).await[0].has_access);
    go(&an, "delete", portal.id).await;
    assert_eq!(overview(&portal.client, portal.id).await, Err(AppError::Unauthenticated));
}

async fn who_may_not_end_access_is_told_and_refused(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Recht", JAN).await;
    let (id, owner) = company(&app, &smtp, &portal.viewer, "info@winkel.be").await;
    let levels = [(Area::Customers, Level::Edit), (Area::Contacts, Level::Edit), (Area::Invitations, Level::Read)];
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    let bo = app.signed_in(&app.colleague_with(portal.viewer.firm_id, &rights).await).await;
    let before = (card(&bo, portal.id).await, card(&bo, id).await);
    assert_eq!(rename(&bo, portal.id, "jan@elders.be", true).await, Err(AppError::Forbidden));
    let read = filled(&bo, portal.id).await;
    let email: Patch<_> = serde_json::from_value(json!({ "new": { "email": "jan@elders.be" } })).unwrap();
    let contact = Some(read.contact.as_ref().unwrap().with(email));
    let request =
        UpdateRequest { contact, end_access: true, ..UpdateRequest::of(portal.id, read.version, read.details.clone()) };
    assert_eq!(update(&bo, &request).await, Err(AppError::Forbidden));
    assert_eq!(update(&bo, &moved(&bo, id, "post@winkel.be").await).await, Err(AppError::Forbidden));
    assert_eq!((card(&bo, portal.id).await, card(&bo, id).await), before, "nothing was written");
    assert!(overview(&portal.client, portal.id).await.is_ok() && overview(&owner, id).await.is_ok());

    let html = bo.get(&format!("/klanten/{}/bewerken", portal.id)).await.text().await.unwrap();
    assert!(html.contains("Vraag een collega met het recht Uitnodigingen") && !html.contains("end_access"), "{html}");
    // Without the box the address itself is theirs to change.
    rename(&bo, portal.id, "jan@elders.be", false).await.unwrap();
    assert!(overview(&portal.client, portal.id).await.is_ok());
    // Who may not see access is not told of it.
    let levels = [(Area::Customers, Level::Edit), (Area::Contacts, Level::Edit)];
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    let blind = app.signed_in(&app.colleague_with(portal.viewer.firm_id, &rights).await).await;
    let (of_contact, of_company) = (filled(&blind, portal.id).await, filled(&blind, id).await);
    assert!(!of_contact.contact_has_access && !of_company.company_has_access);
}
