//! Addresses and contacts.

use app::{
    customers::card::{
        addresses::api::{AddressRequest, SaveAddressRequest},
        contacts::api::{ContactRequest, SaveContactRequest},
    },
    error::AppError,
    patch::Patch,
};
use domain::details::{AddressDetails, ContactDetails};
use entity::contact;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::{
    both,
    support::{
        TestApp,
        cards::{added, card},
    },
};

both!(the_first_address_is_the_head_office_and_it_moves, contacts_come_and_go,);

async fn the_first_address_is_the_head_office_and_it_moves(app: TestApp) {
    let client = app.signed_in(&app.firm("Adres").await).await;
    let id = added(&client).await;
    let details = AddressDetails { city: "Brugge".into(), country: "BE".into(), ..AddressDetails::default() };
    let save = SaveAddressRequest { customer_id: id, id: None, version: 0, details: Patch::whole(&details) };
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

    let other = Patch::whole(&AddressDetails { city: "Genk".into(), ..details });
    let stale = SaveAddressRequest { id: Some(second.id), version: second.version, details: other, ..save };
    let conflict = client.call::<()>("/api/addresses/save", &json!({ "request": stale })).await;
    assert!(matches!(conflict, Err(AppError::Conflict(_))), "{conflict:?}");

    let gone = AddressRequest { customer_id: id, id: second.id, version: after.addresses[0].version };
    client.call::<()>("/api/addresses/delete", &json!({ "request": gone })).await.unwrap();
    let last = card(&client, id).await;
    assert_eq!((last.city.as_str(), last.addresses.len(), last.addresses[0].head_office), ("Gent", 1, true));
    app.checked().await;
}

async fn contacts_come_and_go(app: TestApp) {
    let client = app.signed_in(&app.firm("Contact").await).await;
    let id = added(&client).await;
    let save = async |save: SaveContactRequest| -> Result<(), AppError> {
        client.call("/api/contacts/save", &json!({ "request": save })).await
    };
    let details = ContactDetails { first_name: "Mia".into(), ..ContactDetails::default() };
    save(SaveContactRequest {
        customer_id: id,
        id: None,
        version: 0,
        details: Patch::whole(&details),
        end_access: false,
    })
    .await
    .unwrap();
    let nobody =
        SaveContactRequest { customer_id: id, id: None, version: 0, details: Patch::default(), end_access: false };
    assert!(matches!(save(nobody).await, Err(AppError::Invalid(fields)) if fields.contains_key("contact_last_name")));

    let contacts = async || card(&client, id).await.contacts.unwrap();
    let states = |contacts: &[app::customers::records::Contact]| -> Vec<(String, bool, bool)> {
        contacts.iter().map(|one| (one.details.first_name.clone(), one.main, one.active)).collect()
    };
    let both = contacts().await;
    assert_eq!(states(&both), [("Jan".into(), true, true), ("Mia".into(), false, true)]);

    let of = |contact: &app::customers::records::Contact| json!({ "request": ContactRequest { customer_id: id, id: contact.id, version: contact.version, end_access: false } });
    client.call::<()>("/api/contacts/deactivate", &of(&both[0])).await.unwrap();
    let left = contacts().await;
    assert_eq!(states(&left), [("Mia".into(), true, true), ("Jan".into(), false, false)]);

    let jan = &left[1];
    save(SaveContactRequest {
        customer_id: id,
        id: Some(jan.id),
        version: jan.version,
        details: Patch::whole(&jan.details),
        end_access: false,
    })
    .await
    .unwrap();
    let back = contacts().await;
    assert_eq!(states(&back), [("Mia".into(), true, true), ("Jan".into(), false, true)]);
    client.call::<()>("/api/contacts/make_main", &of(&back[1])).await.unwrap();
    let main = contacts().await;
    assert_eq!(states(&main), [("Jan".into(), true, true), ("Mia".into(), false, true)]);

    // As *Ongedaan maken* does it: the contact that was the main one before is that again.
    client.call::<()>("/api/contacts/deactivate", &of(&main[0])).await.unwrap();
    let undo = ContactRequest { customer_id: id, id: main[0].id, version: main[0].version + 1, end_access: false };
    client.call::<()>("/api/contacts/make_main", &json!({ "request": undo })).await.unwrap();
    let main = contacts().await;
    assert_eq!(states(&main), [("Jan".into(), true, true), ("Mia".into(), false, true)]);
    // The same for one that was not, as it was: what would be refused of it today stays.
    let odd = contact::ActiveModel { email: Set("mia zonder adres".into()), ..Default::default() };
    let of_mia = contact::Entity::update_many().set(odd).filter(contact::Column::Id.eq(main[1].id));
    of_mia.exec(app.context.db.writer()).await.unwrap();
    client.call::<()>("/api/contacts/deactivate", &of(&main[1])).await.unwrap();
    let undo = ContactRequest { customer_id: id, id: main[1].id, version: main[1].version + 1, end_access: false };
    client.call::<()>("/api/contacts/activate", &json!({ "request": undo })).await.unwrap();
    let back = contacts().await;
    assert_eq!(states(&back), states(&main));
    assert_eq!(back[1].details.email, "mia zonder adres");
    let as_before = contact::ActiveModel { email: Set(main[1].details.email.clone()), ..Default::default() };
    let of_mia = contact::Entity::update_many().set(as_before).filter(contact::Column::Id.eq(main[1].id));
    of_mia.exec(app.context.db.writer()).await.unwrap();
    client.call::<()>("/api/contacts/delete", &of(&back[0])).await.unwrap();
    assert_eq!(states(&contacts().await), [("Mia".into(), true, true)]);
    app.checked().await;
}
