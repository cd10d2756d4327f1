//! The fields that are drawn by their kind: kept, shown, told in the history, and guarded.

use app::{
    audit::history::{FieldChange, Shown},
    customers::{
        details::blank_customer,
        form::request::{CreateRequest, UpdateRequest},
        store::{self, NewCustomer},
    },
    error::{AppError, FieldError},
};
use domain::{
    Reason,
    details::{AddressDetails, CustomerDetails},
    permissions::{Area, Level, Rights, Scope},
    templates::Content,
};
use entity::customer;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        cards::{blank, card, create, filled, history, peeters, update},
        forms::send,
    },
};

both!(
    every_field_is_kept_shown_and_told,
    a_plain_form_has_them_too,
    a_limit_is_seen_and_written_with_the_right_alone,
    a_customer_elsewhere_in_the_union_has_a_vat_number,
    who_lacked_it_before_is_not_held_up,
);

/// As somebody types them.
fn typed(request: CreateRequest) -> CreateRequest {
    let customer = CustomerDetails {
        vat_applied_for: true,
        fax: "09/123 45 68 ".into(),
        mailing_code: " 012".into(),
        region: "Waasland".into(),
        seller: "Jan  Maes".into(),
        archive_number: "A-12".into(),
        credit_limit: "€ 1.234,5".into(),
        opening_hours: "ma–vr 9–17 u.\r\nza 9–12 u.".into(),
        ..request.customer
    };
    let address = AddressDetails { addition: "Gebouw C".into(), ..request.address };
    CreateRequest { customer, address, ..request }
}

async fn every_field_is_kept_shown_and_told(app: TestApp) {
    let client = app.signed_in(&app.firm("Velden").await).await;
    let id = create(&client, &typed(peeters(blank(&client).await.form_id))).await.unwrap();
    let shown = card(&client, id).await;
    let details = &shown.details;
    let kept = [&details.fax, &details.mailing_code, &details.region, &details.seller, &details.archive_number];
    assert_eq!(kept, ["09/123 45 68", "012", "Waasland", "Jan Maes", "A-12"]);
    assert_eq!((details.credit_limit.as_str(), details.vat_applied_for), ("1234.50", true));
    assert_eq!(details.opening_hours, "ma–vr 9–17 u.\nza 9–12 u.");
    assert_eq!(shown.addresses[0].details.addition, "Gebouw C");
    let page = client.get(&format!("/klanten/{id}")).await.text().await.unwrap();
    for said in ["tel:091234568", "Waasland", "Jan Maes", "A-12", "€ 1.234,50", "za 9–12 u.", "Gebouw C"] {
        assert!(page.contains(said), "{said}: {page}");
    }

    let changed = CustomerDetails { credit_limit: "2500".into(), region: String::new(), ..details.clone() };
    update(&client, &UpdateRequest::of(id, shown.version, changed)).await.unwrap();
    let told = history(&client, id).await.moments.remove(0).events.remove(0).fields;
    let change = |field: &str, before, after| FieldChange { field: field.into(), before, after };
    assert_eq!(
        told,
        [
            change("region", Shown::Text("Waasland".into()), Shown::Nothing),
            change("credit_limit", Shown::Money(123_450), Shown::Money(250_000)),
        ]
    );
    let page = client.get(&format!("/klanten/{id}/historiek")).await.text().await.unwrap();
    for said in ["Kredietlimiet", "€ 1.234,50", "€ 2.500,00"] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

async fn a_plain_form_has_them_too(app: TestApp) {
    let client = app.signed_in(&app.firm("Zonder script").await).await;
    let id = create(&client, &typed(peeters(blank(&client).await.form_id))).await.unwrap();
    let before = card(&client, id).await.details;
    let page = format!("/klanten/{id}/bewerken");
    send(&client, &page, "/api/customers/save_form", &[("phone", "09 123 45 67")]).await;
    let after = card(&client, id).await.details;
    assert_eq!(after, CustomerDetails { phone: "09 123 45 67".into(), ..before }, "nothing else was changed");
    send(&client, &page, "/api/customers/save_form", &[("credit_limit", "2.000"), ("seller", "")]).await;
    let now = card(&client, id).await.details;
    assert_eq!(now, CustomerDetails { credit_limit: "2000.00".into(), seller: String::new(), ..after });
    let wrong = send(&client, &page, "/api/customers/save_form", &[("credit_limit", "veel")]).await;
    let shown = client.follow(&wrong).await.text().await.unwrap();
    assert!(shown.contains("Kredietlimiet veel kan niet kloppen."), "{shown}");
    assert_eq!(card(&client, id).await.details, now);
}

/// A colleague who may do everything but see figures.
async fn without_figures(app: &TestApp, firm_id: Uuid) -> Client {
    let levels = Area::ALL.map(|area| (area, if area == Area::Financial { Level::None } else { Level::Delete }));
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    app.signed_in(&app.colleague_with(firm_id, &rights).await).await
}

async fn a_limit_is_seen_and_written_with_the_right_alone(app: TestApp) {
    let an = app.firm("Limiet").await;
    let all = app.signed_in(&an).await;
    let id = create(&all, &typed(peeters(blank(&all).await.form_id))).await.unwrap();
    let blind = without_figures(&app, an.firm_id).await;
    let form = filled(&blind, id).await;
    assert_eq!((card(&blind, id).await.details.credit_limit.as_str(), form.details.credit_limit.as_str()), ("", ""));
    for path in [format!("/klanten/{id}"), format!("/klanten/{id}/bewerken"), format!("/klanten/{id}/historiek")] {
        let page = blind.get(&path).await.text().await.unwrap();
        assert!(!page.contains("1.234,50") && !page.contains("Kredietlimiet"), "{path}: {page}");
    }
    let other = CustomerDetails { credit_limit: "9".into(), ..form.details.clone() };
    assert_eq!(update(&blind, &UpdateRequest::of(id, form.version, other)).await, Err(AppError::Forbidden));
    let renamed = CustomerDetails { name: "Anders".into(), ..form.details };
    update(&blind, &UpdateRequest::of(id, form.version, renamed)).await.unwrap();
    let now = card(&all, id).await.details;
    assert_eq!((now.name.as_str(), now.credit_limit.as_str()), ("Anders", "1234.50"));
    let new = typed(peeters(blank(&blind).await.form_id));
    assert_eq!(create(&blind, &new).await, Err(AppError::Forbidden));
}

fn vat_is_wanted<T: std::fmt::Debug>(answer: Result<T, AppError>) {
    let Err(AppError::Invalid(fields)) = answer else { panic!("{answer:?}") };
    let wanted = FieldError::Rejected(Reason::VatWanted.into());
    assert_eq!(fields.into_iter().collect::<Vec<_>>(), [("vat".to_owned(), wanted)]);
}

async fn a_customer_elsewhere_in_the_union_has_a_vat_number(app: TestApp) {
    let client = app.signed_in(&app.firm("Over de grens").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    request.customer.country = "NL".into();
    (request.customer.vat, request.customer.company_number) = (String::new(), String::new());
    vat_is_wanted(create(&client, &request).await);
    request.customer.vat_applied_for = true;
    let id = create(&client, &request).await.unwrap();
    let form = filled(&client, id).await;
    let given_up = CustomerDetails { vat_applied_for: false, ..form.details.clone() };
    vat_is_wanted(update(&client, &UpdateRequest::of(id, form.version, given_up.clone())).await);
    let there = CustomerDetails { vat: "NL004495445B01".into(), ..given_up };
    update(&client, &UpdateRequest::of(id, form.version, there)).await.unwrap();
    let page = client.get("/klanten/nieuw?sjabloon=geen").await.text().await.unwrap();
    assert!(page.contains("Btw-nummer in aanvraag"), "{page}");
}

async fn who_lacked_it_before_is_not_held_up(app: TestApp) {
    let an = app.firm("Van vroeger").await;
    let client = app.signed_in(&an).await;
    let id = Uuid::now_v7();
    let customer = customer::Model {
        name: "Oud BV".into(),
        country: "NL".into(),
        ..blank_customer(an.firm_id, id, chrono::Utc::now())
    };
    let new = NewCustomer {
        customer,
        addresses: vec![],
        contacts: vec![],
        content: Content::default(),
        categories: vec![],
        own: vec![],
    };
    let mut log = app.log(an.firm_id).await;
    store::insert(&mut log, vec![new]).await.unwrap();
    log.finish().await.unwrap();

    let form = filled(&client, id).await;
    let phoned = CustomerDetails { phone: "+31 20 123 45 67".into(), ..form.details.clone() };
    update(&client, &UpdateRequest::of(id, form.version, phoned)).await.unwrap();
    let form = filled(&client, id).await;
    let moved = CustomerDetails { country: "DE".into(), ..form.details };
    vat_is_wanted(update(&client, &UpdateRequest::of(id, form.version, moved)).await);
    let page = client.get(&format!("/klanten/{id}")).await.text().await.unwrap();
    assert!(page.contains("ontbreekt, verplicht voor een klant in een ander EU-land"), "{page}");
}
