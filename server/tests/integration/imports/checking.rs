//! What an import will do is told before it does anything, and what is wrong in a file is told by cell.

use app::{
    error::{AppError, Refusal},
    imports::{KnownRow, Sample},
};
use domain::{
    customers::Status,
    imports::{Column, FileProblem, ProblemReason, Severity, State},
};
use entity::import;
use reqwest::{Method, StatusCode, header};
use sea_orm::EntityTrait;
use serde_json::json;

use super::import_client::{DUBOIS, ImportClient, PEETERS, bomb, with, workbook};
use crate::{
    both,
    support::{
        TestApp,
        customers::{Said, add, add_one},
    },
};

both!(
    wrong_cells_are_told_and_left_out,
    what_was_only_put_right_is_in_no_error_file,
    a_cell_that_is_far_too_long_is_shown_by_its_beginning,
    who_is_there_already_is_left_alone,
    the_preview_counts_as_the_import_does,
    of_many_known_rows_the_first_are_shown_and_all_are_counted,
    what_is_no_bulk_file_is_refused,
    a_thrown_away_file_is_gone,
    a_file_with_problems_beyond_measure_is_refused_and_leaves_none,
);

async fn wrong_cells_are_told_and_left_out(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Fout").await;
    let rows = [
        with(PEETERS, Column::Vat, "BE0123456789"),
        with(with(DUBOIS, Column::ContactEmail, ""), Column::Country, "Belgique"),
        with(with(with(DUBOIS, Column::CompanyNumber, "477472701"), Column::Vat, ""), Column::Iban, "BE68539007547034"),
    ];
    let id = importer.upload(workbook(&rows)).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.line.rows, ready.new, ready.line.wrong), (3, 1, 2));
    let problems = importer.problems(id).await.lines;
    let vat = problems.iter().find(|line| line.problem.column == Column::Vat).expect("the VAT number is wrong");
    assert_eq!((vat.problem.row, vat.problem.letters.as_str(), vat.problem.value.as_str()), (2, "H", "BE0123456789"));
    assert_eq!(vat.problem.repairs, ["BE0123452789", "BE0123456749"]);
    let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    assert!(page.contains("Bedoelt u BE 0123.452.789 of BE 0123.456.749?"), "{page}");
    assert!(problems.iter().any(|line| line.problem.row == 3 && line.problem.reason == ProblemReason::Missing));
    assert!(
        problems.iter().any(|line| line.problem.row == 4 && line.problem.severity() == Severity::Repaired),
        "the zero is put back"
    );
    let bank = problems.iter().find(|line| line.problem.column == Column::Iban).expect("no bank has the code");
    assert_eq!((bank.problem.row, bank.problem.severity()), (4, Severity::Warning), "a hint: the row comes in");
    assert_eq!(problems.len() as u64, ready.problems);
    let request = json!({ "request": { "id": id, "severity": "repaired", "after": null } });
    let repaired: app::imports::ProblemPage = importer.client.call("/api/imports/problems", &request).await.unwrap();
    assert_eq!(repaired.lines.len(), 1);

    let file = importer.client.get(&format!("/api/imports/{id}/errors")).await;
    assert_eq!(file.status(), StatusCode::OK);
    assert!(file.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().contains("fouten-klanten van 2026.xlsx"));
    assert!(file.bytes().await.unwrap().starts_with(b"PK"));
    let template = importer.client.get("/api/imports/template?taal=fr").await;
    assert!(template.bytes().await.unwrap().starts_with(b"PK"));

    importer.step("start", id).await.unwrap();
    assert_eq!(importer.until(id, State::Done).await.line.created, 1);
}

async fn what_was_only_put_right_is_in_no_error_file(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Verbeterd").await;
    let id = importer.upload(workbook(&[with(PEETERS, Column::CompanyNumber, "244142664")])).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.problems, ready.line.wrong), (1, 1, 0));
    assert_eq!(importer.client.get(&format!("/api/imports/{id}/errors")).await.status(), StatusCode::NOT_FOUND);
    let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    assert!(!page.contains("Foutenbestand downloaden"), "{page}");
}

async fn a_cell_that_is_far_too_long_is_shown_by_its_beginning(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Lang").await;
    let long = Box::leak("x".repeat(10_000).into_boxed_str());
    let id = importer.upload(workbook(&[with(PEETERS, Column::LegalName, long)])).await;
    importer.until(id, State::Ready).await;
    let problems = importer.problems(id).await.lines;
    let name = problems.iter().find(|line| line.problem.column == Column::LegalName).expect("the name is too long");
    assert_eq!(name.problem.value, "x".repeat(200) + "…");
}

async fn who_is_there_already_is_left_alone(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Al").await;
    let firm_id = importer.viewer.firm_id;
    let peeters =
        Said { name: "Peeters (vroeger)", vat: "BE0244142664", status: Status::Archived, ..Default::default() };
    let dubois = Said { name: "DUBOIS s.p.r.l.", email: "luc@dubois.be", ..Default::default() };
    add(&app, firm_id, &[peeters, dubois]).await;
    let fresh =
        with(with(with(PEETERS, Column::CompanyNumber, "1000341796"), Column::Vat, ""), Column::ExternalReference, "");
    let id = importer.upload(workbook(&[PEETERS, with(DUBOIS, Column::Vat, ""), fresh])).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!(
        (ready.new, ready.existing, ready.line.wrong),
        (1, 2, 0),
        "an archived one by its number, one by name and e-mail"
    );
    let shown: Vec<_> = ready.sample.new.iter().map(|row| (row.row, row.email.as_str())).collect();
    assert_eq!(shown, [(4, PEETERS[Column::ContactEmail.index()])]);
    let there: Vec<_> = ready.sample.existing.iter().map(|row| (row.row, row.customer.clone().unwrap().1)).collect();
    assert_eq!(there, [(2, "Peeters (vroeger)".to_owned()), (3, "DUBOIS s.p.r.l.".to_owned())]);

    // Between preview and import a colleague adds the third.
    add_one(&app, firm_id, Said { name: "Intussen", vat: "BE1000341796", ..Default::default() }).await;
    importer.step("start", id).await.unwrap();
    let done = importer.until(id, State::Done).await;
    assert_eq!(done.line.created, 0);
    let passed_over: Vec<_> =
        ready.sample.existing.into_iter().map(|row| KnownRow { name: String::new(), ..row }).collect();
    let sample = Sample { new: Vec::new(), existing: passed_over };
    assert_eq!(done.sample, sample, "who was there can be opened, and what stood in the file is kept no longer");
    let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    assert!(page.contains("Peeters (vroeger)") && !page.contains("In het bestand"), "{page}");
    let stored = import::Entity::find_by_id((firm_id, id)).one(&app.context.db.read).await.unwrap().unwrap().sample;
    assert!(!stored.contains(DUBOIS[Column::LegalName.index()]), "{stored}");
    assert_eq!(importer.customers(&app).await, 3);
    app.checked().await;
}

async fn the_preview_counts_as_the_import_does(app: TestApp) {
    const BETWEEN: usize = 700;
    let importer = ImportClient::of_firm(&app, "Herhaald").await;
    let numbers = [Column::CompanyNumber, Column::Vat, Column::ExternalReference].map(Column::index);
    let mails: Vec<String> = (0..BETWEEN).map(|number| format!("klant{number}@voorbeeld.be")).collect();
    let mut rows = vec![PEETERS];
    rows.extend(mails.iter().map(|mail| {
        let mut row: [&str; Column::COUNT] = PEETERS;
        row[Column::ContactEmail.index()] = mail;
        std::array::from_fn(|at| if numbers.contains(&at) { "" } else { row[at] })
    }));
    // Name and address are those of the first row, long after it.
    rows.push(std::array::from_fn(|at| if numbers.contains(&at) { "" } else { PEETERS[at] }));
    let id = importer.upload(workbook(&rows)).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.line.rows, ready.new, ready.existing), (BETWEEN as u64 + 2, BETWEEN as u64 + 1, 1));
    assert_eq!((ready.sample.new.len(), ready.sample.existing[0].earlier), (50, true));
    importer.step("start", id).await.unwrap();
    assert_eq!(importer.until(id, State::Done).await.line.created, ready.new);
    assert_eq!(importer.customers(&app).await, ready.new);
    app.checked().await;
}

async fn of_many_known_rows_the_first_are_shown_and_all_are_counted(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Bekenden").await;
    let [company_number, vat, reference, email] =
        [Column::CompanyNumber, Column::Vat, Column::ExternalReference, Column::ContactEmail].map(Column::index);
    let own: Vec<_> = (0..51).map(|number| (format!("KL{number}"), format!("klant{number}@voorbeeld.be"))).collect();
    let rows = own.iter().map(|(own_reference, own_email)| {
        let mut row: [&str; Column::COUNT] = PEETERS;
        (row[company_number], row[vat], row[reference], row[email]) = ("", "", own_reference, own_email);
        row
    });
    let rows: Vec<_> = rows.collect();
    let first = importer.upload(workbook(&rows)).await;
    importer.until(first, State::Ready).await;
    importer.step("start", first).await.unwrap();
    importer.until(first, State::Done).await;
    for (known, said) in [(51, true), (50, false)] {
        let id = importer.upload(workbook(&rows[..known])).await;
        let ready = importer.until(id, State::Ready).await;
        assert_eq!((ready.new, ready.existing, ready.sample.existing.len()), (0, known as u64, 50));
        let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
        assert!(page.contains(&format!("{known} bestaan al")), "{page}");
        assert_eq!(page.contains("De eerste 50 van 51."), said, "{known}: {page}");
        importer.step("discard", id).await.unwrap();
    }
}

async fn what_is_no_bulk_file_is_refused(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Rommel").await;
    let mut wrong_header = rust_xlsxwriter::Workbook::new();
    let sheet = wrong_header.add_worksheet();
    sheet.write_string(0, 0, "Naam").unwrap().write_string(0, 1, "Land").unwrap();
    sheet.write_string(1, 0, "Peeters").unwrap().write_string(1, 1, "BE").unwrap();
    let wrong_header = wrong_header.save_to_buffer().unwrap();
    let reason = async |bytes: Vec<u8>| {
        let id = importer.upload(bytes).await;
        let refused = importer.until(id, State::Refused).await;
        assert!(importer.step("start", id).await.is_err());
        refused.file_problem.expect("a reason")
    };
    assert_eq!(reason(vec![]).await, FileProblem::Empty);
    assert_eq!(reason(b"dit is geen werkmap, maar gewoon tekst".to_vec()).await, FileProblem::NotASpreadsheet);
    assert_eq!(reason(workbook(&[])).await, FileProblem::Empty);
    assert!(matches!(reason(bomb()).await, FileProblem::ZipBomb { .. }));
    assert!(matches!(reason(wrong_header).await, FileProblem::MissingColumns { .. }));
    let mut torn = workbook(&[PEETERS]);
    torn.truncate(torn.len() / 2);
    assert!(matches!(reason(torn).await, FileProblem::Damaged { .. }));

    let too_large = importer.send(vec![b'x'; 51 * 1024 * 1024], "").await;
    assert_eq!(too_large.headers()[header::LOCATION], "/imports/nieuw?fout=te-groot");
    let nothing = importer
        .client
        .request(Method::POST, "/api/imports/upload")
        .multipart(reqwest::multipart::Form::new().text("template", ""));
    assert_eq!(nothing.send().await.unwrap().headers()[header::LOCATION], "/imports/nieuw?fout=geen-bestand");
    let left: Vec<_> = std::fs::read_dir(app.context.files.join("imports").join(importer.viewer.firm_id.to_string()))
        .unwrap()
        .collect();
    assert!(left.is_empty(), "no refused file is kept: {left:?}");
}

async fn a_thrown_away_file_is_gone(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Weg2").await;
    let id = importer.upload(workbook(&[with(PEETERS, Column::Iban, "BE00")])).await;
    importer.until(id, State::Ready).await;
    importer.step("discard", id).await.unwrap();
    assert_eq!(importer.get(id).await.line.state, State::Discarded);
    assert!(importer.problems(id).await.lines.is_empty());
    assert_eq!(importer.client.get(&format!("/api/imports/{id}/errors")).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(importer.step("start", id).await, Err(AppError::Refused(Refusal::ImportState)));
    app.checked().await;
}

async fn a_file_with_problems_beyond_measure_is_refused_and_leaves_none(mut app: TestApp) {
    let rows: Vec<_> = (0..1_200).map(|_| with(with(PEETERS, Column::Vat, "BE1"), Column::Iban, "BE00")).collect();
    app.context.reader.budget.problems = 2_000;
    for (firm, bytes) in [("Veel", usize::MAX), ("Groot", 200_000)] {
        app.context.reader.budget.bytes = bytes;
        let mut importer = ImportClient::of_firm(&app, firm).await;
        let id = importer.upload(workbook(&rows[..if firm == "Veel" { 1_200 } else { 800 }])).await;
        let refused = importer.until(id, State::Refused).await;
        assert_eq!(refused.file_problem, Some(FileProblem::TooManyProblems { max: 2_000 }), "{firm}");
        assert!(importer.problems(id).await.lines.is_empty());
        importer.crash().await;
    }
}
