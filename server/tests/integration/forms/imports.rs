//! Stopping an import and throwing its file away without JavaScript.

use app::jobs::JobState;
use domain::{imports::State, permissions::BuiltIn};

use crate::{
    both,
    imports::import_client::{ImportClient, PEETERS, workbook},
    support::{
        TestApp,
        answers::location,
        forms::{came_back, is_asked, post, send},
    },
};

both!(an_import_is_stopped, a_file_is_thrown_away_after_the_question);

const STOP: &str = "/api/jobs/cancel_form";
const DISCARD: &str = "/api/imports/discard";

async fn an_import_is_stopped(app: TestApp) {
    const ROWS: u32 = 1_000;
    let (mut importer, id) = ImportClient::started(&app, "Stoppen", ROWS).await;
    let address = format!("/imports/{id}");
    let job = importer.get(id).await.job.expect("a job").id.to_string();
    // Of another firm, and of a colleague who may not import.
    let other = app.signed_in(&app.firm("Ander").await).await;
    let reader = app.signed_in(&app.colleague(importer.viewer.firm_id, "Lezer", BuiltIn::Reader).await).await;
    for client in [&other, &reader] {
        let answer = client.form(STOP, &[("page", "/klanten"), ("id", &job)]).await;
        assert_eq!(location(&answer), "/klanten");
    }
    assert!(!importer.get(id).await.job.expect("a job").stopping);

    let answer = send(&importer.client, &address, STOP, &[]).await;
    assert_eq!(location(&answer), address);
    let html = importer.client.follow(&answer).await.text().await.unwrap();
    assert!(html.contains("Stopt…"), "{html}");
    importer.start_worker(&app);
    let stopped = importer.until(id, State::Cancelled).await;
    assert!(stopped.line.created < u64::from(ROWS), "rows are left: {}", stopped.line.created);
    importer.until_that(id, |import| import.job.as_ref().is_some_and(|job| job.state == JobState::Cancelled)).await;
    app.checked().await;
}

async fn a_file_is_thrown_away_after_the_question(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Verwerpen").await;
    let id = importer.upload(workbook(&[PEETERS])).await;
    importer.until(id, State::Ready).await;
    let (client, address) = (&importer.client, format!("/imports/{id}"));
    let html = client.get(&address).await.text().await.unwrap();
    assert!(!is_asked(&html, DISCARD), "{html}");
    let answer = post(client, &html, DISCARD, &[]).await;
    assert_eq!(location(&answer), format!("{address}?verwerpen=ja"));
    assert_eq!(importer.get(id).await.line.state, State::Ready, "nothing is done before it is answered");
    let question = client.follow(&answer).await.text().await.unwrap();
    assert!(question.contains("Dit bestand verwerpen?") && is_asked(&question, DISCARD), "{question}");
    assert_eq!(location(&post(client, &question, DISCARD, &[]).await), address);
    assert_eq!(importer.get(id).await.line.state, State::Discarded);
    // A colleague was faster.
    for typed in [&[("confirmed", "")][..], &[]] {
        let answer = post(client, &question, DISCARD, typed).await;
        came_back(client, &answer, &format!("{address}?fout=stand"), &[]).await;
    }
    app.checked().await;
}
