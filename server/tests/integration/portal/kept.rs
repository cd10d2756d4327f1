//! What is the firm's alone stays as it was, whatever a customer's own person sends.

use app::customers::form::request::UpdateRequest;
use domain::details::CustomerDetails;
use entity::{address, contact, customer};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        TestApp,
        answers::location,
        cards::{card, categorise, category, update},
        forms::send,
        invitations::posted,
        portal::Portal,
        templates::on_customer,
    },
};

both!(
    the_form_of_the_page_leaves_what_is_the_firms,
    what_a_form_does_not_show_is_not_taken,
    what_a_form_does_not_send_is_not_wiped,
    the_parts_of_a_company_keep_what_they_are,
);

/// A customer of which the firm has filled in everything.
struct Filled {
    portal: Portal,
    before: customer::Model,
}

impl Filled {
    async fn of(app: &TestApp, firm: &str) -> Self {
        let smtp = posted(app).await;
        let portal = Portal::of(app, &smtp, firm, "jan@bakkerij.be").await;
        let an = app.signed_in(&portal.viewer).await;
        let unit = json!({ "request": { "id": null, "version": 0, "name": "Gent" } });
        an.call::<()>("/api/settings/save_unit", &unit).await.unwrap();
        let units: Vec<app::settings::Group> = an.call("/api/settings/units", &json!({})).await.unwrap();
        let seen = card(&an, portal.id).await;
        let details = CustomerDetails {
            name: "Bakkerij Jan".into(),
            number: "77".into(),
            vat: "BE0477472701".into(),
            company_number: "0477472701".into(),
            external_reference: "K-17".into(),
            country: "BE".into(),
            locale: "nl-BE".into(),
            iban: "BE68539007547034".into(),
            email: "info@bakkerij.be".into(),
            phone: "09 123 45 67".into(),
            mobile: "+32 478 12 34 56".into(),
            website: "https://bakkerij.be".into(),
            description: "Betaalt laat".into(),
            mandate: true,
            manager_id: Some(portal.viewer.user_id),
            business_unit_id: Some(units[0].id),
            customer_type: String::new(),
            given_name: "Jan".into(),
            family_name: "Maes".into(),
            vat_applied_for: true,
            fax: "09 123 45 68".into(),
            legal_form: "610".into(),
            nace: "62.100".into(),
            mailing_code: "012".into(),
            region: "Waasland".into(),
            seller: "Els Claes".into(),
            archive_number: "A-12".into(),
            credit_limit: "1234.50".into(),
            opening_hours: "ma–vr 9–17 u.".into(),
        };
        update(&an, &UpdateRequest::of(portal.id, seen.version, details)).await.unwrap();
        categorise(&an, portal.id, category(&an, "Horeca").await).await.unwrap();
        let user = json!({ "user_id": portal.viewer.user_id });
        on_customer::<()>(&an, "assign", portal.id, user).await.unwrap();
        let before = stored(app, portal.id).await;
        assert_eq!((before.number, before.mandate, before.description.as_str()), (77, true, "Betaalt laat"));
        assert!(before.manager_id.is_some() && before.business_unit_id.is_some());
        assert_eq!((before.credit_limit, before.region.as_str()), (Some(123_450), "Waasland"));
        Self { portal, before }
    }

    /// Only this telephone is another; what follows from it is too.
    async fn has_only_the_telephone(&self, app: &TestApp, phone: &str) {
        let after = stored(app, self.portal.id).await;
        let expected = customer::Model {
            phone: phone.into(),
            version: self.before.version + 1,
            search: after.search.clone(),
            updated_at: after.updated_at,
            ..self.before.clone()
        };
        assert_eq!(after, expected);
        // Nor does anything wait that was not typed.
        let an = app.signed_in(&self.portal.viewer).await;
        assert_eq!(card(&an, self.portal.id).await.waiting, None);
    }

    /// Sends a form as the customer's own person, with the version that was read.
    async fn send(&self, fields: &[(&str, &str)]) {
        let (id, version) = (self.portal.id.to_string(), self.before.version.to_string());
        let own = [("customer_id", id.as_str()), ("version", version.as_str())];
        let answer = self.portal.client.form("/api/portal/save_details", &[&own[..], fields].concat()).await;
        assert!(location(&answer).contains("bewaard=ja"), "{answer:?}");
    }
}

async fn stored(app: &TestApp, id: Uuid) -> customer::Model {
    let found = customer::Entity::find().filter(customer::Column::Id.eq(id)).one(&app.context.db.read).await;
    found.unwrap().unwrap()
}

async fn the_form_of_the_page_leaves_what_is_the_firms(app: TestApp) {
    let filled = Filled::of(&app, "Bladzijde").await;
    let page = format!("/mijn-bedrijf/{}", filled.portal.id);
    let typed = [("details[phone]", "09 765 43 21")];
    let answer = send(&filled.portal.client, &page, "/api/portal/save_details", &typed).await;
    assert!(location(&answer).contains("bewaard=ja"), "{answer:?}");
    filled.has_only_the_telephone(&app, "09 765 43 21").await;
}

async fn what_a_form_does_not_show_is_not_taken(app: TestApp) {
    let filled = Filled::of(&app, "Stiekem").await;
    let nobody = Uuid::now_v7().to_string();
    filled
        .send(&[
            ("details[name]", "Bakkerij Jan"),
            ("details[country]", "BE"),
            ("details[phone]", "09 765 43 21"),
            ("details[number]", "1"),
            ("details[external_reference]", "Gekaapt"),
            ("details[description]", ""),
            ("details[mandate]", ""),
            ("details[vat_applied_for]", ""),
            ("details[credit_limit]", "1"),
            ("details[mailing_code]", ""),
            ("details[region]", "Gekaapt"),
            ("details[seller]", "Gekaapt"),
            ("details[archive_number]", ""),
            ("details[opening_hours]", ""),
            ("details[manager_id]", &nobody),
            ("details[business_unit_id]", ""),
            ("details[template_id]", &nobody),
            ("details[status]", "4"),
            ("details[firm_id]", &nobody),
        ])
        .await;
    filled.has_only_the_telephone(&app, "09 765 43 21").await;
}

async fn what_a_form_does_not_send_is_not_wiped(app: TestApp) {
    let filled = Filled::of(&app, "Gisteren").await;
    filled.send(&[("details[phone]", "09 765 43 21")]).await;
    filled.has_only_the_telephone(&app, "09 765 43 21").await;
}

async fn the_parts_of_a_company_keep_what_they_are(app: TestApp) {
    let filled = Filled::of(&app, "Delen").await;
    let an = app.signed_in(&filled.portal.viewer).await;
    let customer_id = filled.portal.id;
    let address = |label: &str, city: &str| {
        json!({ "label": label, "street": "Veldstraat", "house_number": "12", "box_number": "3", "postcode": "9000",
            "city": city, "country": "BE" })
    };
    let contact = json!({ "first_name": "Piet", "last_name": "Maes", "email": "piet@bakkerij.be", "phone": "09 222 22 22",
        "mobile": "+32 478 22 22 22", "role": "Zaakvoerder", "locale": "nl-BE" });
    for (path, details) in
        [("addresses", address("Winkel", "Gent")), ("addresses", address("Magazijn", "Aalst")), ("contacts", contact)]
    {
        let new = json!({ "customer_id": customer_id, "id": null, "version": 0, "details": { "new": details } });
        an.call::<Value>(&format!("/api/{path}/save"), &json!({ "request": new })).await.unwrap();
    }
    let db = &app.context.db.read;
    let addresses = async || address::Entity::find().order_by_asc(address::Column::Id).all(db).await.unwrap();
    let contacts = async || contact::Entity::find().order_by_asc(contact::Column::Id).all(db).await.unwrap();
    let (addresses_before, contacts_before) = (addresses().await, contacts().await);
    assert_eq!(addresses_before.iter().map(|address| address.head_office).collect::<Vec<_>>(), [true, false]);
    assert_eq!(contacts_before.iter().map(|contact| contact.main).collect::<Vec<_>>(), [true, false]);

    let customer_id = customer_id.to_string();
    for (path, id, field, more) in [
        ("save_address", addresses_before[1].id, ("details[city]", "Brugge"), ("details[head_office]", "true")),
        ("save_contact", contacts_before[1].id, ("details[role]", "Bakker"), ("details[main]", "true")),
    ] {
        let id = id.to_string();
        let form = [("customer_id", customer_id.as_str()), ("id", id.as_str()), ("version", "1"), field, more];
        let answer = filled.portal.client.form(&format!("/api/portal/{path}"), &form).await;
        assert!(location(&answer).contains("bewaard=ja"), "{path} {answer:?}");
    }
    let moved = address::Model { city: "Brugge".into(), version: 2, ..addresses_before[1].clone() };
    assert_eq!(addresses().await, [addresses_before[0].clone(), moved]);
    let promoted = contact::Model { role: "Bakker".into(), version: 2, ..contacts_before[1].clone() };
    assert_eq!(contacts().await, [contacts_before[0].clone(), promoted]);
}
