//! Two customers with one number: told before, marked after, and never more than the viewer may see.

use std::collections::BTreeSet;

use app::{
    customers::{
        form::request::{CreateRequest, DuplicatesRequest, UpdateRequest},
        records::Duplicates,
    },
    error::{AppError, FieldError},
};
use domain::permissions::BuiltIn;
use entity::customer;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        cards::{added, blank, card, create, filled, peeters, update},
    },
};

both!(
    a_customer_with_the_same_number_is_told_and_both_cards_are_marked,
    of_an_unseen_customer_only_that_its_number_is_in_use,
    what_a_customer_shares_already_is_not_told_when_it_is_changed,
);

const VAT: &str = "BE0477472701";

async fn sought(client: &Client, vat: &str, company_number: &str) -> Duplicates {
    let request = DuplicatesRequest {
        vat: vat.into(),
        company_number: company_number.into(),
        country: "BE".into(),
        ..DuplicatesRequest::default()
    };
    client.call("/api/customers/duplicates", &json!({ "request": request })).await.unwrap()
}

/// Another customer, as the form sends it.
async fn other(client: &Client, name: &str, country: &str, vat: &str, company_number: &str) -> CreateRequest {
    let mut request = peeters(blank(client).await.form_id);
    request.customer.name = name.into();
    request.customer.country = country.into();
    request.customer.vat = vat.into();
    request.customer.company_number = company_number.into();
    request
}

async fn duplicates_of(client: &Client, id: Uuid) -> BTreeSet<Uuid> {
    card(client, id).await.duplicates.into_iter().map(|duplicate| duplicate.id).collect()
}

async fn a_customer_with_the_same_number_is_told_and_both_cards_are_marked(app: TestApp) {
    let client = app.signed_in(&app.firm("Tweemaal").await).await;
    let first = added(&client).await;
    assert_eq!(duplicates_of(&client, first).await, BTreeSet::new());
    for (vat, company_number) in [("be 0477.472.701", ""), ("", "477472701")] {
        let found = sought(&client, vat, company_number).await;
        let told: Vec<_> = found.found.iter().map(|found| (found.id, found.number, found.same_number)).collect();
        assert_eq!((told, found.in_use), (vec![(first, 1, true)], false), "{vat} {company_number}");
    }
    let by_vat = create(&client, &other(&client, "Nogmaals", "BE", VAT, "").await).await.unwrap();
    let by_number = create(&client, &other(&client, "En weer", "BE", "", "0477472701").await).await.unwrap();
    // A number of another country is another number, whatever its digits.
    let mut elsewhere = other(&client, "Elders", "NL", "", "").await;
    elsewhere.customer.vat_applied_for = true;
    let abroad = create(&client, &elsewhere).await.unwrap();
    for (id, others) in [(first, [by_vat, by_number]), (by_vat, [first, by_number]), (by_number, [first, by_vat])] {
        assert_eq!(duplicates_of(&client, id).await, BTreeSet::from(others));
        let page = client.get(&format!("/klanten/{id}")).await.text().await.unwrap();
        for other in others {
            assert!(page.contains(&format!(r#"href="/klanten/{other}""#)), "{id} leads to {other}");
        }
        assert!(!page.contains(&format!(r#"href="/klanten/{abroad}""#)));
    }
    assert_eq!(duplicates_of(&client, abroad).await, BTreeSet::new());
    let filled = filled(&client, by_number).await;
    let mut corrected = filled.details;
    corrected.company_number = "0244142664".into();
    let request = UpdateRequest::of(by_number, filled.version, corrected);
    update(&client, &request).await.unwrap();
    assert_eq!(duplicates_of(&client, by_number).await, BTreeSet::new());
    assert_eq!(duplicates_of(&client, first).await, BTreeSet::from([by_vat]));
}

async fn of_an_unseen_customer_only_that_its_number_is_in_use(app: TestApp) {
    let an = app.firm("Gesloten").await;
    let bram = app.colleague(an.firm_id, "Bram", BuiltIn::Staff).await;
    let (all, scoped) = (app.signed_in(&an).await, app.signed_in(&bram).await);
    let hidden = added(&all).await;
    for (vat, company_number) in [(VAT, ""), ("", "0477472701"), (VAT, "0477472701")] {
        assert_eq!(sought(&scoped, vat, company_number).await, Duplicates { found: vec![], in_use: true });
        let field = if vat.is_empty() { "company_number" } else { "vat" };
        let refused = create(&scoped, &other(&scoped, "Nieuw", "BE", vat, company_number).await).await;
        assert_eq!(refused, Err(AppError::field(field, FieldError::InUse)));
    }
    let mut numbered = other(&scoped, "Nieuw", "BE", "", "").await;
    numbered.customer.number = "1".into();
    let refused = create(&scoped, &numbered).await;
    assert_eq!(refused, Err(AppError::field("number", FieldError::InUse)), "the firm's own number too");
    assert_eq!(sought(&scoped, "BE0244142664", "").await, Duplicates::default());
    let own = create(&scoped, &other(&scoped, "Eigen", "BE", "BE0244142664", "").await).await.unwrap();
    assert_eq!(customer::Entity::find().count(&app.context.db.read).await.unwrap(), 2);
    let with_vat = async |client: &Client, vat: &str, name: &str| {
        let filled = filled(client, own).await;
        let mut customer = filled.details;
        (customer.vat, customer.name) = (vat.into(), name.into());
        update(client, &UpdateRequest::of(own, filled.version, customer)).await
    };
    assert_eq!(with_vat(&scoped, VAT, "Eigen").await, Err(AppError::field("vat", FieldError::InUse)));
    // Who sees both may mean it; each then sees of the others what it may.
    with_vat(&all, VAT, "Eigen").await.unwrap();
    assert_eq!(duplicates_of(&all, own).await, BTreeSet::from([hidden]));
    assert_eq!(duplicates_of(&all, hidden).await, BTreeSet::from([own]));
    assert_eq!(duplicates_of(&scoped, own).await, BTreeSet::new());
    let page = scoped.get(&format!("/klanten/{own}")).await.text().await.unwrap();
    assert!(!page.contains(&hidden.to_string()) && !page.contains("notice warning duplicates"));
    with_vat(&scoped, VAT, "Eigen naam").await.expect("its number is left as it is");
    let filled = filled(&scoped, own).await;
    let mut customer = filled.details;
    customer.company_number = "0477472701".into();
    let written_out = update(&scoped, &UpdateRequest::of(own, filled.version, customer)).await;
    written_out.expect("the same number, also as the company's");
}

async fn what_a_customer_shares_already_is_not_told_when_it_is_changed(app: TestApp) {
    let client = app.signed_in(&app.firm("Gedeeld").await).await;
    let first = added(&client).await;
    let second = create(&client, &other(&client, "Nogmaals", "BE", VAT, "").await).await.unwrap();
    let third = create(&client, &other(&client, "Zonder", "BE", "", "").await).await.unwrap();
    let sought = async |except: Uuid, vat: &str| {
        let (vat, country) = (vat.to_owned(), "BE".to_owned());
        let request = DuplicatesRequest { vat, country, except: Some(except), ..DuplicatesRequest::default() };
        let found: Duplicates = client.call("/api/customers/duplicates", &json!({ "request": request })).await.unwrap();
        found.found.into_iter().map(|found| found.id).collect::<BTreeSet<_>>()
    };
    assert_eq!(sought(second, VAT).await, BTreeSet::new(), "its own number, which another has too");
    assert_eq!(sought(third, VAT).await, BTreeSet::from([first, second]));
    let stranger = app.signed_in(&app.firm("Vreemd").await).await;
    let foreign = added(&stranger).await;
    assert_eq!(sought(foreign, VAT).await, BTreeSet::from([first, second]), "what is not seen says nothing");
}
