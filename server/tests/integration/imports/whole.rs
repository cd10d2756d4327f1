//! What is said of a file as a whole, what a person chooses about it, and that the import does exactly what was shown.

use app::{
    customers::list::address::{ListQuery, Tab},
    error::{AppError, Refusal},
};
use domain::{
    Language,
    imports::{Column, FileKind, FileProblem, ProblemReason, SheetState, State},
};
use entity::{address, contact, customer};
use rust_xlsxwriter::{FilterCondition, Format, Formula, Workbook, Worksheet};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::import_client::{DUBOIS, ImportClient, PEETERS, with, workbook};
use crate::{both, support::TestApp};

both!(
    hidden_rows_are_asked_about_and_the_answer_holds,
    sheets_are_named_and_chosen,
    an_export_comes_back_whole,
    cells_are_read_as_a_person_sees_them,
    invisible_signs_go_and_the_same_customers_are_found,
    a_file_of_another_kind_is_named,
    a_cancelled_import_of_two_sheets_goes_on,
);

type Row = [&'static str; Column::COUNT];

/// Writes rows under the Dutch titles.
fn fill(sheet: &mut Worksheet, name: &str, rows: &[Row]) {
    sheet.set_name(name).expect("a name");
    for (place, column) in (0..).zip(Column::ALL) {
        sheet.write_string(0, place, column.header(Language::Nl)).expect("a title");
    }
    for (number, row) in (1..).zip(rows) {
        for (place, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(number, place, *cell).expect("a cell");
        }
    }
}

fn sheets(list: &[(&str, &[Row])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in list {
        fill(book.add_worksheet(), name, rows);
    }
    book.save_to_buffer().expect("a workbook")
}

/// A good row without numbers of its own.
fn bare(name: &'static str, email: &'static str) -> Row {
    let row = with(with(with(PEETERS, Column::CompanyNumber, ""), Column::Vat, ""), Column::ExternalReference, "");
    let row = with(with(row, Column::AddressCountry, ""), Column::CustomerLocale, "");
    with(with(row, Column::LegalName, name), Column::ContactEmail, email)
}

async fn names(app: &TestApp, importer: &ImportClient) -> Vec<String> {
    let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(importer.viewer.firm_id));
    let all = of_firm.order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    all.into_iter().map(|customer| customer.name).collect()
}

async fn page(importer: &ImportClient, id: Uuid) -> String {
    importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap()
}

async fn hidden_rows_are_asked_about_and_the_answer_holds(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Filter").await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(sheet, "Klanten", &[bare("27a", "a@x.be"), bare("27b", "b@x.be"), bare("27c", "c@x.be")]);
    sheet
        .autofilter(0, 0, 3, 3)
        .unwrap()
        .filter_column(0, &FilterCondition::new().add_list_filter("27a").add_list_filter("27c"))
        .unwrap();
    sheet.set_row_hidden(2).unwrap();
    let file = book.save_to_buffer().unwrap();

    let id = importer.upload(file.clone()).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.line.rows, ready.new, ready.report.hidden_rows(), ready.report.filtered_rows()), (2, 2, 1, 1));
    let shown = page(&importer, id).await;
    assert!(shown.contains("1 rij van blad Klanten is verborgen door een filter."), "{shown}");
    assert!(shown.contains(r#"action="/api/imports/choose""#) && !shown.contains(r#"action="/api/imports/start""#));
    assert_eq!(importer.step("start", id).await, Err(AppError::Refused(Refusal::HiddenRows)), "it was not answered");

    importer.choose(id, &[], "in").await.unwrap();
    let ready = importer
        .until_that(id, |import| import.choices.hidden_rows == Some(true) && import.line.state == State::Ready)
        .await;
    assert_eq!((ready.line.rows, ready.new), (3, 3));
    importer.step("start", id).await.unwrap();
    assert_eq!(importer.until(id, State::Done).await.line.created, 3);
    assert_eq!(names(&app, &importer).await, ["27a", "27b", "27c"]);
    assert_eq!(importer.choose(id, &[], "out").await, Err(AppError::Refused(Refusal::ImportState)), "it is done");

    let other = ImportClient::of_firm(&app, "Zonder").await;
    let id = other.upload(file).await;
    other.until(id, State::Ready).await;
    other.choose(id, &[], "out").await.unwrap();
    other.until_that(id, |import| import.choices.hidden_rows == Some(false) && import.line.state == State::Ready).await;
    other.step("start", id).await.unwrap();
    other.until(id, State::Done).await;
    assert_eq!(names(&app, &other).await, ["27a", "27c"]);
}

async fn sheets_are_named_and_chosen(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Bladen").await;
    let first = [bare("28a", "a@x.be")];
    let second = [bare("28b", "b@x.be"), bare("28c", "c@x.be"), bare("28a", "a@x.be")];
    let file = sheets(&[("Vennootschappen", &first[..]), ("Eenmanszaken", &second[..])]);
    let id = importer.upload(file).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.line.rows, ready.new), (1, 1));
    let states: Vec<_> =
        ready.report.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.rows, &sheet.state)).collect();
    assert_eq!(states, [("Vennootschappen", 1, &SheetState::Read), ("Eenmanszaken", 3, &SheetState::Readable)]);
    let shown = page(&importer, id).await;
    assert!(
        shown.contains("Blad Vennootschappen is gelezen: 1 rij")
            && shown.contains("Blad Eenmanszaken is niet gelezen: 3 rijen")
    );
    assert!(shown.contains(r#"action="/api/imports/start""#), "nothing is asked");

    assert_eq!(importer.choose(id, &["Onbekend"], "").await, Err(AppError::Refused(Refusal::ImportState)));
    importer.choose(id, &["Vennootschappen", "Eenmanszaken"], "").await.unwrap();
    let ready =
        importer.until_that(id, |import| import.choices.sheets.len() == 2 && import.line.state == State::Ready).await;
    assert_eq!((ready.line.rows, ready.new, ready.line.wrong), (4, 3, 1));
    let problems = importer.problems(id).await.lines;
    let double = &problems.last().expect("a double").problem;
    assert_eq!((double.sheet.as_str(), double.row), ("Eenmanszaken", 4));
    assert_eq!(double.reason, ProblemReason::Duplicate { row: 2, sheet: Some("Vennootschappen".to_owned()) });
    let errors = importer.client.get(&format!("/api/imports/{id}/errors")).await;
    assert!(errors.bytes().await.unwrap().starts_with(b"PK"));
    importer.step("start", id).await.unwrap();
    assert_eq!(importer.until(id, State::Done).await.line.created, 3);
    assert_eq!(names(&app, &importer).await, ["28a", "28b", "28c"]);
}

/// A customer as a file tells of it, without what only its own firm knows.
async fn told(app: &TestApp, importer: &ImportClient) -> Vec<(customer::Model, address::Model, contact::Model)> {
    let db = &app.context.db.read;
    let firm = importer.viewer.firm_id;
    let all = customer::Entity::find().filter(customer::Column::FirmId.eq(firm)).order_by_asc(customer::Column::Name);
    let mut told = Vec::new();
    for customer in all.all(db).await.unwrap() {
        let address =
            address::Entity::find().filter(address::Column::CustomerId.eq(customer.id)).one(db).await.unwrap();
        let contact =
            contact::Entity::find().filter(contact::Column::CustomerId.eq(customer.id)).one(db).await.unwrap();
        let nobody = Uuid::nil();
        let (mut address, mut contact) = (address.expect("an address"), contact.expect("a contact"));
        (address.firm_id, address.id, address.customer_id) = (nobody, nobody, nobody);
        (contact.firm_id, contact.id, contact.customer_id) = (nobody, nobody, nobody);
        let at = Default::default();
        let customer = customer::Model { firm_id: nobody, id: nobody, created_at: at, updated_at: at, ..customer };
        told.push((customer, address, contact));
    }
    told
}

/// A row with what comes in by its kind.
fn with_more(row: Row) -> Row {
    let more = [
        (Column::VatAppliedFor, "Ja"),
        (Column::Fax, "09 123 45 68"),
        (Column::LegalForm, "BV"),
        (Column::Nace, "62100"),
        (Column::MailingCode, "012"),
        (Column::Region, "Waasland"),
        (Column::Seller, "'t Hoekje"),
        (Column::ArchiveNumber, "A-12"),
        (Column::CreditLimit, "€ 1.234,5"),
        (Column::OpeningHours, "ma–vr 9–17 u.\nza 9–12 u."),
        (Column::Addition, "Gebouw C"),
    ];
    more.into_iter().fold(row, |row, (column, cell)| with(row, column, cell))
}

async fn an_export_comes_back_whole(app: TestApp) {
    let from = ImportClient::of_firm(&app, "Van").await;
    let id = from.upload(workbook(&[with_more(PEETERS), DUBOIS])).await;
    from.until(id, State::Ready).await;
    from.step("start", id).await.unwrap();
    from.until(id, State::Done).await;
    let before = told(&app, &from).await;
    let (peeters, address, contact) = &before[0];
    assert_eq!([&address.country, &peeters.locale, &contact.locale], ["NL", "fr-BE", "nl-BE"]);
    assert_eq!(
        [&peeters.phone, &peeters.mobile, &peeters.website, &peeters.email, &peeters.description],
        ["09 123 45 67", "+32 478 12 34 56", "https://peeters.be", "info@peeters.be", "=Belt liever\nna vijven"]
    );
    assert_eq!(
        [&peeters.fax, &peeters.mailing_code, &peeters.region, &peeters.seller, &peeters.archive_number],
        ["09 123 45 68", "012", "Waasland", "'t Hoekje", "A-12"]
    );
    assert_eq!((peeters.credit_limit, peeters.vat_applied_for), (Some(123_450), true));
    assert_eq!([&peeters.legal_form, &peeters.nace], ["610", "62.100"]);
    assert_eq!([&peeters.opening_hours, &address.addition], ["ma–vr 9–17 u.\nza 9–12 u.", "Gebouw C"]);

    let query = ListQuery { tab: Tab::Draft, ..ListQuery::default() };
    let file = from.client.get(&query.file()).await.bytes().await.unwrap();
    let to = ImportClient::of_firm(&app, "Naar").await;
    let id = to.upload(file.to_vec()).await;
    let ready = to.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.line.wrong, ready.problems), (2, 0, 0));
    let left: Vec<_> = ready.report.sheets[0].unplaced.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(
        left,
        ["Klantnummer", "Status", "Dossierbeheerder", "Business unit", "Categorieën"],
        "named as not read"
    );
    let beside: Vec<_> = ready.report.sheets[1..].iter().map(|sheet| (sheet.name.as_str(), &sheet.state)).collect();
    assert!(beside.iter().all(|(_, state)| **state != SheetState::Read) && beside.len() == 2, "{beside:?}");
    let shown = page(&to, id).await;
    for said in ["«Dossierbeheerder» is niet gelezen", "Adressen", "Contactpersonen"] {
        assert!(shown.contains(said), "{said}");
    }
    to.step("start", id).await.unwrap();
    to.until(id, State::Done).await;
    assert_eq!(told(&app, &to).await, before);
}

async fn cells_are_read_as_a_person_sees_them(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Gezien").await;
    let dutch = |name, email| with(with(bare(name, email), Column::Country, "NL"), Column::Postcode, "");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        bare("Formaat", "a@x.be"),
        dutch("KvK", "b@x.be"),
        with(bare("Apostrof", "c@x.be"), Column::ExternalReference, "'00012"),
        bare("Formule", "d@x.be"),
        bare("Datum", "e@x.be"),
        with(bare("Talen", "f@x.be"), Column::ContactLocale, "nl-BE;fr-BE"),
        with(bare("Taal", "mailto:g@x.be"), Column::ContactLocale, "Nederlands"),
        bare("Adressen", "h@x.be; i@x.be"),
        with(bare("Onzicht\u{200b}baar", "j@x.be"), Column::City, "Sint\u{ad}-Niklaas\u{200e}"),
    ];
    fill(sheet, "Klanten", &rows);
    let place = |column: Column| column.index() as u16;
    let formatted = |code: &str| Format::new().set_num_format(code);
    sheet.write_number_with_format(1, place(Column::ExternalReference), 12, &formatted("\"KL-\"0000")).unwrap();
    sheet.write_number(2, place(Column::CompanyNumber), 4_046_350).unwrap();
    sheet.write_formula(4, place(Column::Vat), Formula::new("\"BE\"&G5")).unwrap();
    sheet.write_number_with_format(5, place(Column::ExternalReference), 46_348, &formatted("d/mm/yyyy")).unwrap();
    let id = importer.upload(book.save_to_buffer().unwrap()).await;
    let ready = importer.until(id, State::Ready).await;
    let shown = page(&importer, id).await;
    for sentence in [
        "formule zonder berekende waarde",
        "één taal per contactpersoon",
        "één adres per cel",
        "onzichtbare tekens werden weggehaald",
        "4046350 werd 04046350",
        "ziet eruit als een datum",
        "1 formule heeft geen berekende waarde",
    ] {
        assert!(shown.contains(sentence), "{sentence}: {shown}");
    }
    assert_eq!((ready.new, ready.line.wrong), (6, 3), "{:?}", importer.problems(id).await.lines);
    importer.step("start", id).await.unwrap();
    importer.until(id, State::Done).await;
    let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(importer.viewer.firm_id));
    let made = of_firm.order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    let told: Vec<_> = made
        .iter()
        .map(|c| (c.name.as_str(), c.external_reference.as_str(), c.company_number.as_str(), c.locale.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Formaat", "KL-0012", "", "nl-BE"),
            ("KvK", "", "04046350", "nl-BE"),
            ("Apostrof", "00012", "", "nl-BE"),
            ("Datum", "22/11/2026", "", "nl-BE"),
            ("Taal", "", "", "nl-BE"),
            ("Onzichtbaar", "", "", "nl-BE"),
        ]
    );
    assert_eq!(made[5].city, "Sint-Niklaas");
}

async fn invisible_signs_go_and_the_same_customers_are_found(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Opnieuw").await;
    let first = [bare("Onzicht\u{200b}baar 38a", "a@x.be"), bare("Zacht\u{ad}streep 38c", "c@x.be")];
    let id = importer.upload(workbook(&first)).await;
    importer.until(id, State::Ready).await;
    importer.step("start", id).await.unwrap();
    importer.until(id, State::Done).await;
    assert_eq!(names(&app, &importer).await, ["Onzichtbaar 38a", "Zachtstreep 38c"]);
    let again = [bare("Onzichtbaar 38a", "a@x.be"), bare("Zachtstreep 38c", "c@x.be")];
    let id = importer.upload(workbook(&again)).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.existing), (0, 2));
}

async fn a_file_of_another_kind_is_named(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Soort").await;
    for (bytes, file, sentence) in [
        (&b"naam;land\nPeeters;BE\n"[..], FileKind::Csv, "een CSV- of tekstbestand"),
        (b"<html><table><tr><td>a</td></tr></table></html>", FileKind::Html, "een webpagina"),
        (b"%PDF-1.7", FileKind::Pdf, "een pdf"),
    ] {
        let id = importer.upload(bytes.to_vec()).await;
        let refused = importer.until(id, State::Refused).await;
        assert_eq!(refused.file_problem, Some(FileProblem::OtherKind { file }));
        assert!(page(&importer, id).await.contains(sentence), "{sentence}");
    }
}

async fn a_cancelled_import_of_two_sheets_goes_on(app: TestApp) {
    let mut importer = ImportClient::of_firm(&app, "Verder").await;
    let emails: Vec<String> = (0..400).map(|number| format!("k{number}@x.be")).collect();
    let row = |number: usize| bare("Klant", Box::leak(emails[number].clone().into_boxed_str()));
    let rows: Vec<Row> = (0..400).map(row).collect();
    let file = sheets(&[("Een", &rows[..300]), ("Twee", &rows[300..])]);
    let id = importer.upload(file).await;
    importer.until(id, State::Ready).await;
    importer.choose(id, &["Een", "Twee"], "").await.unwrap();
    importer.until_that(id, |import| import.choices.sheets.len() == 2 && import.line.state == State::Ready).await;
    importer.crash().await;
    importer.step("start", id).await.unwrap();
    let job = importer.get(id).await.job.expect("a job");
    importer.client.call::<()>("/api/jobs/cancel", &serde_json::json!({ "request": { "id": job.id } })).await.unwrap();
    importer.start_worker(&app);
    let stopped = importer.until(id, State::Cancelled).await;
    assert!(stopped.line.created < 400);
    importer.step("start", id).await.unwrap();
    assert_eq!(
        importer.until(id, State::Done).await.line.created,
        400,
        "rows of the second sheet have their own place"
    );
}
