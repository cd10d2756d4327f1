//! An e-mail address is replaced by another: the access of the old one is not forgotten.

use app::{customers::records::Contact, error::AppError, invitations::records::Standing};
use domain::customers::Status;
use entity::portal_customer;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        cards::card,
        invitations::{customer, posted, send, state},
        portal::{Portal, overview},
    },
};

both!(
    a_contact_that_is_renamed_and_goes_takes_its_old_access_along,
    an_invitation_to_the_old_address_goes_with_it,
    an_address_that_another_contact_has_by_now_is_that_one_s,
    what_the_customer_renames_itself_is_known_when_the_contact_goes,
);

const JAN: &str = "jan@bakkerij.be";

async fn contacts(client: &Client, id: Uuid) -> Vec<Contact> {
    card(client, id).await.contacts.unwrap()
}

/// Replaces the address of a customer's first contact.
async fn rename(client: &Client, customer_id: Uuid, email: &str) {
    let contact = contacts(client, customer_id).await.remove(0);
    let details = json!({ "new": { "email": email } });
    let request =
        json!({ "customer_id": customer_id, "id": contact.id, "version": contact.version, "details": details });
    client.call::<()>("/api/contacts/save", &json!({ "request": request })).await.unwrap();
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

async fn a_contact_that_is_renamed_and_goes_takes_its_old_access_along(app: TestApp) {
    let smtp = posted(&app).await;
    for (firm, verb, email) in [("Weg", "delete", JAN), ("Verborgen", "deactivate", "jan@slagerij.be")] {
        let portal = Portal::of(&app, &smtp, firm, email).await;
        let an = app.signed_in(&portal.viewer).await;
        for email in ["jan@elders.be", ""] {
            rename(&an, portal.id, email).await;
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
    for (name, goes) in [("Later verborgen", "deactivate"), ("Later weg", "delete")] {
        let id = customer(&app, &an, name, JAN).await;
        send(&client, id, JAN).await.unwrap();
        rename(&client, id, "jan@elders.be").await;
        assert_eq!(standing(id).await, open, "{name}: it was not asked");
        assert!(contacts(&client, id).await[0].has_access, "{name}: the invitation would give it");
        go(&client, goes, id).await;
        assert_eq!(standing(id).await, withdrawn, "{name}");
    }
}

async fn an_address_that_another_contact_has_by_now_is_that_one_s(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Doorgegeven", JAN).await;
    let an = app.signed_in(&portal.viewer).await;
    rename(&an, portal.id, "piet@bakkerij.be").await;
    let details = json!({ "new": { "first_name": "Jan", "email": "Jan@Bakkerij.be" } });
    let jan = json!({ "customer_id": portal.id, "id": Value::Null, "version": 0, "details": details });
    an.call::<()>("/api/contacts/save", &json!({ "request": jan })).await.unwrap();
    let access: Vec<_> =
        contacts(&an, portal.id).await.into_iter().map(|one| (one.details.email, one.has_access)).collect();
    assert_eq!(access, [("piet@bakkerij.be".to_owned(), false), ("Jan@bakkerij.be".to_owned(), true)]);
    go(&an, "delete", portal.id).await;
    assert!(overview(&portal.client, portal.id).await.is_ok(), "Jan stays");
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
