//! The legal form of a customer: kept by code, told in words, and read as the country of the customer calls it.

use app::{
    audit::history::{FieldChange, Shown},
    customers::form::request::UpdateRequest,
    error::{AppError, FieldError},
};
use domain::{
    Reason,
    details::CustomerDetails,
    imports::{Column, ProblemReason, State},
};
use entity::customer;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    both,
    imports::import_client::{DUBOIS, ImportClient, PEETERS, with, workbook},
    support::{
        TestApp,
        cards::{added, blank, card, create, filled, history, peeters, update},
        forms::send,
    },
};

both!(
    it_is_kept_by_code_and_told_in_words,
    a_plain_form_chooses_it,
    what_is_no_legal_form_is_refused,
    a_file_brings_it_in_as_the_country_calls_it,
);

async fn it_is_kept_by_code_and_told_in_words(app: TestApp) {
    let client = app.signed_in(&app.firm("Rechtsvorm").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    request.customer.legal_form = "N.V.".into();
    let id = create(&client, &request).await.unwrap();
    let shown = card(&client, id).await;
    assert_eq!(shown.details.legal_form, "014");
    let page = client.get(&format!("/klanten/{id}")).await.text().await.unwrap();
    assert!(page.contains("NV – naamloze vennootschap"), "{page}");

    let changed = CustomerDetails { legal_form: "nl-bv".into(), ..shown.details };
    update(&client, &UpdateRequest::of(id, shown.version, changed.clone())).await.unwrap();
    let told = history(&client, id).await.moments.remove(0).events.remove(0).fields;
    let choice = |key: &str| Shown::Choice { field: "legal_form".into(), key: key.into() };
    assert_eq!(told, [FieldChange { field: "legal_form".into(), before: choice("014"), after: choice("nl-bv") }]);
    let page = client.get(&format!("/klanten/{id}/historiek")).await.text().await.unwrap();
    for said in ["NV – naamloze vennootschap", "BV (NL) – besloten vennootschap"] {
        assert!(page.contains(said), "{said}: {page}");
    }

    let version = card(&client, id).await.version;
    let emptied = CustomerDetails { legal_form: String::new(), ..changed };
    update(&client, &UpdateRequest::of(id, version, emptied)).await.unwrap();
    let told = history(&client, id).await.moments.remove(0).events.remove(0).fields;
    let gone = FieldChange { field: "legal_form".into(), before: choice("nl-bv"), after: Shown::Nothing };
    assert_eq!(told, [gone]);
}

async fn a_plain_form_chooses_it(app: TestApp) {
    let client = app.signed_in(&app.firm("Kale vorm").await).await;
    let id = added(&client).await;
    let before = card(&client, id).await.details;
    let page = format!("/klanten/{id}/bewerken");
    send(&client, &page, "/api/customers/save_form", &[("legal_form", "017")]).await;
    let after = card(&client, id).await.details;
    assert_eq!(after, CustomerDetails { legal_form: "017".into(), ..before });
}

async fn what_is_no_legal_form_is_refused(app: TestApp) {
    let client = app.signed_in(&app.firm("Vreemde vorm").await).await;
    let id = added(&client).await;
    let form = filled(&client, id).await;
    for text in ["999", "GmbH & Zonen", "be_vzw"] {
        let details = CustomerDetails { legal_form: text.into(), ..form.details.clone() };
        let Err(AppError::Invalid(wrong)) = update(&client, &UpdateRequest::of(id, form.version, details)).await else {
            panic!("{text} is no legal form");
        };
        let refused = FieldError::Rejected(Reason::Format { example: None }.into());
        assert_eq!(wrong.into_iter().collect::<Vec<_>>(), [("legal_form".to_owned(), refused)], "{text}");
    }
    assert_eq!(card(&client, id).await.details, form.details);
}

async fn a_file_brings_it_in_as_the_country_calls_it(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Vormen").await;
    let rows = [with(PEETERS, Column::LegalForm, "14"), with(DUBOIS, Column::LegalForm, "SARL de luxe")];
    let id = importer.upload(workbook(&rows)).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.line.wrong), (1, 1));
    let problems = importer.problems(id).await.lines;
    let told: Vec<_> = problems.iter().map(|line| (line.problem.column.clone(), line.problem.reason.clone())).collect();
    let refused = ProblemReason::Refused { reason: Reason::Format { example: None } };
    assert_eq!(told, [(Column::LegalForm.into(), refused)]);
    let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    assert!(page.contains("Rechtsvorm SARL de luxe staat niet in de lijst."), "{page}");
    importer.step("start", id).await.unwrap();
    importer.until(id, State::Done).await;
    let made = customer::Entity::find().filter(customer::Column::FirmId.eq(importer.viewer.firm_id));
    assert_eq!(made.one(&app.context.db.read).await.unwrap().unwrap().legal_form, "014");
}
