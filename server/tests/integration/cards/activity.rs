//! The branch of industry of a customer: found by name, kept by code, told in words.

use app::{
    audit::history::{FieldChange, Shown},
    customers::form::request::UpdateRequest,
    error::{AppError, FieldError},
};
use domain::{
    Language, Reason,
    details::CustomerDetails,
    imports::{Column, ProblemReason, State},
    nace::Activity,
};
use entity::customer;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::{
    both,
    imports::import_client::{DUBOIS, ImportClient, PEETERS, with, workbook},
    support::{
        Client, TestApp,
        cards::{added, blank, card, create, filled, history, peeters, update},
        forms::send,
    },
};

both!(
    it_is_found_in_each_language,
    it_is_kept_by_code_and_told_by_name,
    a_plain_form_takes_the_code,
    a_code_of_another_list_is_refused,
    a_file_brings_codes_in,
);

async fn found(client: &Client, search: &str) -> Vec<Activity> {
    client.call("/api/nace/search", &json!({ "request": { "search": search } })).await.unwrap()
}

async fn it_is_found_in_each_language(app: TestApp) {
    let client = app.signed_in(&app.firm("Activiteit").await).await;
    for search in ["computerprogramma", "programmation informatique", "Programmierung", "computer programming", "62.1"]
    {
        let codes: Vec<String> = found(&client, search).await.into_iter().map(|one| one.code).collect();
        assert_eq!(codes, ["62.100"], "{search}");
    }
    let one = found(&client, "62100").await.remove(0);
    assert_eq!(one.words(Language::De), "62.100 – Programmierungstätigkeiten");
    assert_eq!(found(&client, "zzz").await, []);
}

async fn it_is_kept_by_code_and_told_by_name(app: TestApp) {
    let client = app.signed_in(&app.firm("Op naam").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    request.customer.nace = "10712".into();
    let id = create(&client, &request).await.unwrap();
    let shown = card(&client, id).await;
    assert_eq!(shown.details.nace, "10.712");
    let page = client.get(&format!("/klanten/{id}")).await.text().await.unwrap();
    let baker = "10.712 – Ambachtelijke vervaardiging van brood en van vers banketbakkerswerk";
    assert!(page.contains(baker), "{page}");

    let changed = CustomerDetails { nace: "62.100".into(), ..shown.details };
    update(&client, &UpdateRequest::of(id, shown.version, changed)).await.unwrap();
    let told = history(&client, id).await.moments.remove(0).events.remove(0).fields;
    let (before, after) = (found(&client, "10.712").await.remove(0), found(&client, "62.100").await.remove(0));
    let (before, after) = (Shown::Activity(before), Shown::Activity(after));
    assert_eq!(told, [FieldChange { field: "nace".into(), before, after }]);
    let page = client.get(&format!("/klanten/{id}/historiek")).await.text().await.unwrap();
    for said in [baker, "62.100 – Ontwerpen van computerprogramma’s"] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

async fn a_plain_form_takes_the_code(app: TestApp) {
    let client = app.signed_in(&app.firm("Kale code").await).await;
    let id = added(&client).await;
    let before = card(&client, id).await.details;
    let page = format!("/klanten/{id}/bewerken");
    send(&client, &page, "/api/customers/save_form", &[("nace", "62100")]).await;
    let after = card(&client, id).await.details;
    assert_eq!(after, CustomerDetails { nace: "62.100".into(), ..before });
    let wrong = send(&client, &page, "/api/customers/save_form", &[("nace", "bakker")]).await;
    let shown = client.follow(&wrong).await.text().await.unwrap();
    assert!(shown.contains("Activiteit (NACE-BEL) bakker staat niet in NACE-BEL 2025."), "{shown}");
    assert_eq!(card(&client, id).await.details, after);
}

async fn a_code_of_another_list_is_refused(app: TestApp) {
    let client = app.signed_in(&app.firm("Oude code").await).await;
    let id = added(&client).await;
    let form = filled(&client, id).await;
    for (code, reason) in [("62.010", Reason::NaceFormer), ("99.999", Reason::NaceForm), ("6210012", Reason::NaceForm)]
    {
        let details = CustomerDetails { nace: code.into(), ..form.details.clone() };
        let Err(AppError::Invalid(wrong)) = update(&client, &UpdateRequest::of(id, form.version, details)).await else {
            panic!("{code} is none of 2025");
        };
        let refused = FieldError::Rejected(reason.into());
        assert_eq!(wrong.into_iter().collect::<Vec<_>>(), [("nace".to_owned(), refused)], "{code}");
    }
    assert_eq!(card(&client, id).await.details, form.details);
}

async fn a_file_brings_codes_in(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Codes").await;
    let rows = [with(PEETERS, Column::Nace, "62100"), with(DUBOIS, Column::Nace, "62.010")];
    let id = importer.upload(workbook(&rows)).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.line.wrong), (1, 1));
    let problems = importer.problems(id).await.lines;
    let told: Vec<_> = problems.iter().map(|line| (&line.problem.column, line.problem.reason.clone())).collect();
    assert_eq!(told, [(&Column::Nace.into(), ProblemReason::Refused { reason: Reason::NaceFormer })]);
    let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    assert!(page.contains("62.010 is een code van NACE-BEL 2008, die niet meer bestaat."), "{page}");
    importer.step("start", id).await.unwrap();
    importer.until(id, State::Done).await;
    let made = customer::Entity::find().filter(customer::Column::FirmId.eq(importer.viewer.firm_id));
    assert_eq!(made.one(&app.context.db.read).await.unwrap().unwrap().nace, "62.100");
}
