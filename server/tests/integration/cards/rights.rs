//! Who may see and change a card.

use app::{
    audit::history::HistoryRequest,
    customers::{
        api::StepRequest,
        card::{
            addresses::api::{AddressRequest, SaveAddressRequest},
            contacts::api::{ContactRequest, SaveContactRequest},
        },
        form::request::{CreateRequest, DuplicatesRequest, UpdateRequest},
        records::Duplicates,
    },
    error::AppError,
    patch::Patch,
};
use domain::{
    details::{AddressDetails, ContactDetails, CustomerDetails},
    permissions::BuiltIn,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        TestApp,
        cards::{added, card, history, peeters},
    },
};

both!(another_firm_finds_nothing, a_reader_changes_nothing,);

async fn another_firm_finds_nothing(app: TestApp) {
    let (ours, theirs) = (app.firm("Ons").await, app.firm("Hun").await);
    let (us, them) = (app.signed_in(&ours).await, app.signed_in(&theirs).await);
    let id = added(&us).await;
    let before = card(&us, id).await;
    let details = AddressDetails { city: "Gent".into(), country: "BE".into(), ..AddressDetails::default() };
    let person = ContactDetails { last_name: "Peeters".into(), ..ContactDetails::default() };
    let step = json!({ "request": StepRequest { id, version: 1 } });
    let address = AddressRequest { customer_id: id, id: before.addresses[0].id, version: 1 };
    let contact =
        ContactRequest { customer_id: id, id: before.contacts.as_ref().unwrap()[0].id, version: 1, end_access: false };
    let save_address = SaveAddressRequest { customer_id: id, id: None, version: 0, details: Patch::whole(&details) };
    let save_contact =
        SaveContactRequest { customer_id: id, id: None, version: 0, details: Patch::whole(&person), end_access: false };
    let update = UpdateRequest::of(id, 1, before.details.clone());
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
        ("customers/update", json!({ "request": UpdateRequest::of(own, 1, other_manager) })),
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
        ("contacts/activate", json!({ "request": contact })),
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
    let sought = DuplicatesRequest { vat: "BE0477472701".into(), country: "BE".into(), ..DuplicatesRequest::default() };
    let duplicates: Duplicates = them.call("/api/customers/duplicates", &json!({ "request": sought })).await.unwrap();
    assert_eq!(duplicates.found.iter().map(|double| double.id).collect::<Vec<_>>(), [own], "only its own");
    assert!(!duplicates.in_use, "another firm's number is nobody's business");
    // Nobody chooses the id of a customer, least of all that of another firm's.
    let mut chosen = json!(peeters(id));
    chosen["id"] = json!(id);
    let made: Uuid = them.call("/api/customers/create", &json!({ "request": chosen })).await.unwrap();
    assert_ne!(made, id);
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
    let contact = json!({ "request": ContactRequest { customer_id: id, id: seen.contacts.unwrap()[0].id, version: 1, end_access: false } });
    let details = AddressDetails { city: "Gent".into(), country: "BE".into(), ..AddressDetails::default() };
    let save_address = SaveAddressRequest { customer_id: id, id: None, version: 0, details: Patch::whole(&details) };
    let person = ContactDetails { last_name: "Peeters".into(), ..ContactDetails::default() };
    let save_contact =
        SaveContactRequest { customer_id: id, id: None, version: 0, details: Patch::whole(&person), end_access: false };
    let attempts = [
        ("customers/blank", json!({})),
        ("customers/filled", json!({ "id": id })),
        ("customers/create", json!({ "request": peeters(Uuid::now_v7()) })),
        ("customers/update", json!({ "request": UpdateRequest::of(id, 1, seen.details) })),
        ("customers/deactivate", step.clone()),
        ("customers/activate", step.clone()),
        ("customers/undo_step", step.clone()),
        ("customers/delete", step),
        ("addresses/save", json!({ "request": save_address })),
        ("addresses/delete", address.clone()),
        ("addresses/make_head_office", address),
        ("contacts/save", json!({ "request": save_contact })),
        ("contacts/activate", contact.clone()),
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
