//! Somebody whose profile gives nothing of contacts is told of none, and makes none.

use app::{
    error::{AppError, Refusal},
    invitations::records::{Obstacle, Prepared, PreparedMany},
};
use domain::{
    details::ContactDetails,
    permissions::{Area, BuiltIn, Level, Rights, Scope},
};
use entity::{contact, customer};
use reqwest::StatusCode;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    imports::import_client::{ImportClient, PEETERS, take, workbook},
    support::{
        Client, TestApp,
        customers::{Said, add_one, assigned},
        invitations::{posted, state},
    },
};

both!(who_may_not_see_contacts_is_told_of_none, who_may_not_edit_contacts_imports_none,);
both!(spoilt: nobody_invites_themselves_to_what_they_may_not_see);

/// All rights, but this one of contacts.
fn with_contacts(level: Level) -> Rights {
    let mut levels = Area::ALL.map(|area| (area, Level::Delete));
    levels.iter_mut().filter(|(area, _)| *area == Area::Contacts).for_each(|right| right.1 = level);
    Rights { scope: Scope::All, levels: levels.into() }
}

async fn who_may_not_see_contacts_is_told_of_none(app: TestApp) {
    let (viewer, smtp) = (app.firm("Discreet").await, posted(&app).await);
    let admin = app.signed_in(&viewer).await;
    let jan = ContactDetails {
        first_name: "Jan".into(),
        last_name: "Janssens".into(),
        email: "jan@privaat.be".into(),
        ..ContactDetails::default()
    };
    let said = Said { name: "Bakkerij", email: "info@bakkerij.be", contact: Some(jan), ..Default::default() };
    let id = add_one(&app, viewer.firm_id, said.clone()).await;
    let other = add_one(&app, viewer.firm_id, said).await;
    let of_customer = contact::Entity::find().filter(contact::Column::CustomerId.eq(id));
    let jan = of_customer.one(&app.context.db.read).await.unwrap().unwrap();
    let recipient = json!({ "contact_id": jan.id, "name": "Jan Janssens", "email": jan.email, "locale": "nl" });
    let request = json!({ "request": { "customer_id": id, "recipient": recipient, "note": "" } });
    admin.call::<()>("/api/invitations/send", &request).await.unwrap();
    let token = smtp.wait_for(1).await.pop().unwrap().token("uitnodiging");
    app.client().form("/api/invitations/accept", &[("token", &token), ("way", "link")]).await;

    let client = app.signed_in(&app.colleague_with(viewer.firm_id, &with_contacts(Level::None)).await).await;
    let seen = async |client: &Client| {
        let mut seen = String::new();
        for (path, request) in [
            ("customers/card", json!({ "id": id })),
            ("audit/history", json!({ "request": { "customer_id": id, "before": null } })),
            ("invitations/prepare", json!({ "request": { "customer_id": other } })),
            ("invitations/prepare_many", json!({ "request": { "selection": { "ids": [other], "import": null } } })),
            ("invitations/state", json!({ "request": { "customer_id": id } })),
        ] {
            let answer: Value = client.call(&format!("/api/{path}"), &request).await.unwrap();
            let personal = ["Jan", "jan@privaat.be", &jan.id.to_string()].map(|word| answer.to_string().contains(word));
            seen.push_str(&format!("{path} {}, ", personal.contains(&true)));
        }
        seen
    };
    assert!(!seen(&admin).await.contains("false"), "{}", seen(&admin).await);
    assert!(!seen(&client).await.contains("true"), "{}", seen(&client).await);

    let one: Prepared =
        client.call("/api/invitations/prepare", &json!({ "request": { "customer_id": other } })).await.unwrap();
    let to: Vec<_> = one.recipients.iter().map(|recipient| recipient.email.as_str()).collect();
    assert_eq!(to, ["info@bakkerij.be"], "the general address is the customer's");
    let selection = json!({ "request": { "selection": { "ids": [other], "import": null } } });
    let many: PreparedMany = client.call("/api/invitations/prepare_many", &selection).await.unwrap();
    assert_eq!(many.ready[0].recipient.email, "info@bakkerij.be");
    assert_eq!(state(&client, id).await.map(|state| (state.name, state.email)), Some(Default::default()));
}

async fn who_may_not_edit_contacts_imports_none(app: TestApp) {
    let firm_id = app.firm("Lezen").await.firm_id;
    for (level, may) in [(Level::Read, false), (Level::Edit, true)] {
        let importer = ImportClient::of(&app, app.colleague_with(firm_id, &with_contacts(level)).await).await;
        let list = importer.client.get("/klanten").await.text().await.unwrap();
        assert_eq!(list.contains("/imports/nieuw"), may, "the button");
        let expected = if may { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(importer.client.get("/imports/nieuw").await.status(), expected, "the page");
        let sent = importer.send(workbook(&[PEETERS]), "").await.status();
        assert_eq!(sent == StatusCode::FORBIDDEN, !may, "{sent}");
        let started = take(&importer.client, "start", Uuid::now_v7()).await;
        assert_eq!(started, Err(if may { AppError::NotFound } else { AppError::Forbidden }));
    }
}

async fn nobody_invites_themselves_to_what_they_may_not_see(app: TestApp) {
    let viewer = app.firm("Omweg").await;
    let admin = app.signed_in(&viewer).await;
    let bo = app.colleague(viewer.firm_id, "Bo", BuiltIn::Staff).await;
    let staff = app.signed_in(&bo).await;
    let said = Said { name: "Bakkerij", content: assigned(&[bo.user_id]), ..Default::default() };
    let id = add_one(&app, viewer.firm_id, said).await;
    let with_iban = customer::ActiveModel { iban: Set("BE68539007547034".into()), ..Default::default() };
    let one = customer::Entity::update_many().set(with_iban).filter(customer::Column::Id.eq(id));
    one.exec(app.context.db.writer()).await.unwrap();
    let save = async |client: &Client, email: &str| {
        let details = json!({ "first_name": "Jan", "email": email, "locale": "nl-BE" });
        let request =
            json!({ "request": { "customer_id": id, "id": null, "version": 0, "details": { "new": details } } });
        client.call::<()>("/api/contacts/save", &request).await.unwrap();
        let found = contact::Entity::find().filter(contact::Column::CustomerId.eq(id));
        found.filter(contact::Column::Email.eq(email)).one(&app.context.db.read).await.unwrap().unwrap().id
    };
    let invite = async |contact_id: Option<Uuid>, email: &str| {
        let recipient = json!({ "contact_id": contact_id, "name": "Jan", "email": email, "locale": "nl" });
        let request = json!({ "request": { "customer_id": id, "recipient": recipient, "note": "" } });
        staff.call::<()>("/api/invitations/send", &request).await
    };
    let refused = Err(AppError::Refused(Refusal::OwnAddress));
    assert_eq!(invite(None, "bo.prive@elders.be").await, refused, "an address that nobody knows");
    let own = save(&staff, "bo.prive@elders.be").await;
    assert_eq!(invite(Some(own), "bo.prive@elders.be").await, refused, "one that it wrote itself");
    let selection = json!({ "request": { "selection": { "ids": [id], "import": null } } });
    let many: PreparedMany = staff.call("/api/invitations/prepare_many", &selection).await.unwrap();
    assert_eq!((many.ready.len(), many.kept[0].obstacle), (0, Obstacle::OwnAddress), "nor among many");
    let known = save(&admin, "jan@bakkerij.be").await;
    assert_eq!(invite(Some(known), "jan@bakkerij.be").await, Ok(()));
}
