//! Fields of the firm's own in a bulk file: read by their labels, judged by their kinds, guarded by their areas, and made of columns that
//! nobody knows.

use std::collections::BTreeMap;

use app::{
    customers::list::address::{ListQuery, Tab},
    error::{AppError, Refusal},
    own_fields::OwnField,
};
use domain::{
    Language,
    imports::{Column, Heading, ProblemReason, State},
    own_fields::OwnKind,
    permissions::BuiltIn,
};
use entity::{change, customer, own_field};
use rust_xlsxwriter::Workbook;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::import_client::{ImportClient, PEETERS};
use crate::{
    both,
    support::{
        Client, TestApp,
        cards::{card, own_field, own_fields},
    },
};

both!(
    own_fields_come_in_by_their_labels,
    what_a_kind_does_not_take_is_named_with_its_cell,
    an_export_comes_back_with_its_own_fields,
    a_field_stays_out_for_who_may_not_write_it,
    unknown_columns_become_fields_once,
    who_may_not_define_fields_makes_none,
    the_template_offers_own_fields,
);

/// Rows of Peeters, each a customer of its own, with columns behind those of the bulk file.
pub(super) fn beside(titles: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Klanten").expect("a name");
    let known = Column::ALL.map(|column| column.header(Language::Nl));
    for (place, title) in (0..).zip(known.iter().map(String::as_str).chain(titles.iter().copied())) {
        sheet.write_string(0, place, title).expect("a title");
    }
    for (number, others) in (1..).zip(rows) {
        for (place, cell) in (0..).zip(row(number).iter().map(String::as_str).chain(others.iter().copied())) {
            if !cell.is_empty() {
                sheet.write_string(number, place, cell).expect("a cell");
            }
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

fn row(number: u32) -> [String; Column::COUNT] {
    let mut row = PEETERS.map(str::to_owned);
    for column in [Column::CompanyNumber, Column::Vat, Column::Iban] {
        row[column.index()].clear();
    }
    row[Column::LegalName.index()] = format!("Klant {number}");
    row[Column::ExternalReference.index()] = format!("R{number}");
    row
}

async fn define(client: &Client, label: &str, kind: OwnKind) -> OwnField {
    let more = json!({ "kind": kind.key(), "more_options": "Klein\nGroot, zeer groot" });
    own_field(client, label, more).await.unwrap()
}

/// What each customer of the firm has in own fields, by label, in the order of their numbers.
pub(super) async fn own_of(app: &TestApp, importer: &ImportClient) -> Vec<BTreeMap<String, String>> {
    let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(importer.viewer.firm_id));
    let mut told = Vec::new();
    for customer in of_firm.order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap() {
        let facts = card(&importer.client, customer.id).await.own;
        let said = facts.into_iter().filter(|fact| !fact.value.is_empty());
        told.push(said.map(|fact| (fact.labels.of(Language::Nl).to_owned(), fact.value)).collect());
    }
    told
}

pub(super) async fn made(importer: &ImportClient, file: Vec<u8>, fields: &[&str]) -> Uuid {
    let id = importer.upload(file).await;
    importer.until(id, State::Ready).await;
    importer.start_with(id, fields).await.unwrap();
    importer.until(id, State::Done).await;
    id
}

pub(super) fn expected(said: &[(&str, &str)]) -> BTreeMap<String, String> {
    said.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect()
}

async fn own_fields_come_in_by_their_labels(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Velden").await;
    app.colleague(importer.viewer.firm_id, "Bram Wouters", BuiltIn::Staff).await;
    for kind in OwnKind::ALL {
        define(&importer.client, &format!("Veld {}", kind.key()), kind).await;
    }
    let french = json!({ "labels": { "nl": "Rayon", "fr": "Secteur" } });
    own_field(&importer.client, "Rayon", french).await.unwrap();
    let titles: Vec<String> = OwnKind::ALL.map(|kind| format!("VELD {}", kind.key())).to_vec();
    let titles: Vec<&str> = titles.iter().map(String::as_str).chain(["secteur", "Rayon"]).collect();
    let cells = ["0012", "een\ntwee", "1.234,5", "€ 12", "28/11/2026", "Ja", "klein", "Groot, zeer groot; Klein"];
    let cells = [cells.as_slice(), &["voorbeeld.be", "bram wouters", "Waasland", "niet gelezen"]].concat();
    let file = beside(&titles, &[&cells, &[]]);
    let id = importer.upload(file).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.problems, ready.report.new_columns.len()), (2, 0, 0));
    let left: Vec<_> = ready.report.sheets[0].unplaced.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(left, ["Rayon"], "of two columns of one field the first is read");
    importer.step("start", id).await.unwrap();
    importer.until(id, State::Done).await;
    let whole = expected(&[
        ("Veld text", "0012"),
        ("Veld long_text", "een\ntwee"),
        ("Veld number", "1234.5"),
        ("Veld money", "12.00"),
        ("Veld date", "2026-11-28"),
        ("Veld yes_no", "true"),
        ("Veld choice", "Klein"),
        ("Veld several", "Klein, Groot, zeer groot"),
        ("Veld link", "https://voorbeeld.be"),
        ("Veld colleague", "Bram Wouters"),
        ("Rayon", "Waasland"),
    ]);
    assert_eq!(own_of(&app, &importer).await, [whole, BTreeMap::new()]);
}

/// What somebody may put in a cell to do harm or by mistake: with whether a text of one line takes it.
fn hostile() -> Vec<(String, bool)> {
    vec![
        ("😀 👩‍👩‍👧".to_owned(), true),
        ("é".repeat(10_000), false),
        ("😀".repeat(10_000), false),
        ("=cmd|' /C calc'!A0".to_owned(), true),
        ("\u{202e}gnp.exe שלום".to_owned(), true),
        ("Cafe\u{301} Ke\u{308}".to_owned(), true),
        ("a_x0000_b".to_owned(), true),
        ("<script>alert(1)</script>".to_owned(), true),
    ]
}

async fn what_a_kind_does_not_take_is_named_with_its_cell(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Vijandig").await;
    for kind in OwnKind::ALL {
        define(&importer.client, &format!("Veld {}", kind.key()), kind).await;
    }
    for kind in OwnKind::ALL {
        let title = format!("Veld {}", kind.key());
        let texts = hostile();
        let rows: Vec<[&str; 1]> = texts.iter().map(|(text, _)| [text.as_str()]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 1]>::as_slice).collect();
        let id = importer.upload(beside(&[&title], &rows)).await;
        let ready = importer.until(id, State::Ready).await;
        let wrong: Vec<u32> = match kind {
            OwnKind::Text | OwnKind::LongText => {
                (2..).zip(&texts).filter(|(_, (_, fits))| !fits).map(|(row, _)| row).collect()
            }
            _ => (2..).zip(&texts).map(|(row, _)| row).collect(),
        };
        let problems = importer.problems(id).await.lines;
        let named: Vec<u32> = problems.iter().map(|line| line.problem.row).collect();
        assert_eq!(named, wrong, "{kind:?}: {problems:?}");
        assert_eq!(ready.line.wrong, wrong.len() as u64);
        let heading = Heading::Own { own: title.clone() };
        assert!(problems.iter().all(|line| line.problem.column == heading), "{problems:?}");
        let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
        assert!(page.contains(&title) && !page.contains("<script>alert(1)"), "{kind:?}");
        let errors = importer.client.get(&format!("/api/imports/{id}/errors")).await;
        assert!(errors.bytes().await.unwrap().starts_with(b"PK"), "{kind:?}");
        importer.step("discard", id).await.unwrap();
    }
    let texts = hostile();
    let cells: Vec<[&str; 1]> = texts.iter().filter(|(_, fits)| *fits).map(|(text, _)| [text.as_str()]).collect();
    let rows: Vec<&[&str]> = cells.iter().map(<[&str; 1]>::as_slice).collect();
    made(&importer, beside(&["Veld text"], &rows), &[]).await;
    let stored: Vec<String> = own_of(&app, &importer).await.into_iter().flat_map(BTreeMap::into_values).collect();
    assert_eq!(stored.len(), cells.len(), "{stored:?}");
    assert!(stored.contains(&"=cmd|' /C calc'!A0".to_owned()) && stored.contains(&"Café Kë".to_owned()), "{stored:?}");
}

async fn an_export_comes_back_with_its_own_fields(app: TestApp) {
    let (from, to) = (ImportClient::of_firm(&app, "Van").await, ImportClient::of_firm(&app, "Naar").await);
    for importer in [&from, &to] {
        app.colleague(importer.viewer.firm_id, "Bram Wouters", BuiltIn::Staff).await;
        for kind in OwnKind::ALL {
            define(&importer.client, &format!("Veld {}", kind.key()), kind).await;
        }
    }
    let titles: Vec<String> = OwnKind::ALL.map(|kind| format!("Veld {}", kind.key())).to_vec();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let full = [
        "=1+1",
        "'t een\n- twee",
        "-0,125",
        "1.234,5",
        "1/2/2026",
        "Nee",
        "Groot, zeer groot",
        "Klein, Groot, zeer groot",
    ];
    let full = [full.as_slice(), &["https://voorbeeld.be/a?b=c", "Bram Wouters"]].concat();
    let half = ["007", "", "0", "0", "", "Ja", "", "Klein", "", ""];
    made(&from, beside(&titles, &[&full, &half, &[]]), &[]).await;
    let before = own_of(&app, &from).await;
    assert_eq!([before[0].len(), before[1].len(), before[2].len()], [10, 5, 0], "{before:?}");

    let query = ListQuery { tab: Tab::Draft, ..ListQuery::default() };
    let file = from.client.get(&query.file()).await.bytes().await.unwrap();
    let id = to.upload(file.to_vec()).await;
    let ready = to.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.line.wrong, ready.problems), (3, 0, 0), "{:?}", to.problems(id).await.lines);
    assert_eq!(ready.report.new_columns, [], "what the product itself writes beside them becomes no field");
    to.step("start", id).await.unwrap();
    to.until(id, State::Done).await;
    assert_eq!(own_of(&app, &to).await, before);
}

async fn a_field_stays_out_for_who_may_not_write_it(app: TestApp) {
    let firm = app.firm("Gesloten").await;
    let admin = ImportClient::of(&app, firm.clone()).await;
    own_field(&admin.client, "Marge", json!({ "area": "financial" })).await.unwrap();
    own_field(&admin.client, "Rayon", json!({})).await.unwrap();
    let staff = ImportClient::of(&app, app.colleague(firm.firm_id, "Bram", BuiltIn::Staff).await).await;
    let id = staff.upload(beside(&["Marge", "Rayon"], &[&["hoog", "Gent"]])).await;
    let ready = staff.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.line.wrong), (1, 0), "the row comes in");
    let problems = staff.problems(id).await.lines;
    let told: Vec<_> = problems.iter().map(|line| (&line.problem.column, &line.problem.reason)).collect();
    assert_eq!(told, [(&Heading::Own { own: "Marge".to_owned() }, &ProblemReason::NoRight)]);
    staff.step("start", id).await.unwrap();
    staff.until(id, State::Done).await;
    assert_eq!(own_of(&app, &admin).await, [expected(&[("Rayon", "Gent")])]);
}

/// Columns that nobody knows, with what stands in them.
const UNKNOWN: [&str; 7] = ["SAP-nummer", "Wagens", "Omzet", "Klant sinds", "Nieuwsbrief", "Kleur", "Stuk"];
const CELLS: [[&str; 7]; 4] = [
    ["0012", "3", "€ 1.200", "1/2/2020", "ja", "Rood", "goed"],
    ["0013", "1.250", "€ 99,5", "28-11-2021", "nee", "Blauw", "goed"],
    ["A14", "", "", "", "", "rood", ""],
    ["", "-2,5", "", "", "", "Blauw", "#N/A"],
];

fn unknown() -> Vec<u8> {
    let rows: Vec<&[&str]> = CELLS.iter().map(<[&str; 7]>::as_slice).collect();
    beside(&UNKNOWN, &rows)
}

async fn unknown_columns_become_fields_once(app: TestApp) {
    let mut importer = ImportClient::of_firm(&app, "Onbekend").await;
    let id = importer.upload(unknown()).await;
    let ready = importer.until(id, State::Ready).await;
    let guessed: Vec<_> = ready.report.new_columns.iter().map(|column| (column.title.as_str(), column.kind)).collect();
    let kinds = [
        ("SAP-nummer", OwnKind::Text),
        ("Wagens", OwnKind::Number),
        ("Omzet", OwnKind::Money),
        ("Klant sinds", OwnKind::Date),
        ("Nieuwsbrief", OwnKind::YesNo),
        ("Kleur", OwnKind::Choice),
    ];
    assert_eq!(guessed, kinds);
    assert_eq!(ready.report.new_columns[5].options, ["Rood", "Blauw"]);
    let page = importer.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    assert!(page.contains("Nieuwe velden") && page.contains("Keuzelijst: Rood, Blauw"), "{page}");
    assert!(page.contains("«Stuk» is niet gelezen") && !page.contains("«Kleur» is niet gelezen"), "{page}");

    let other = importer.start_with(id, &["Naam van niets"]).await;
    assert_eq!(other, Err(AppError::Refused(Refusal::ImportState)), "it was not shown");
    assert!(own_fields(&importer.client).await.fields.is_empty());
    importer.crash().await;
    let chosen = &UNKNOWN[..6];
    importer.start_with(id, chosen).await.unwrap();
    let job = importer.get(id).await.job.expect("a job");
    importer.client.call::<()>("/api/jobs/cancel", &json!({ "request": { "id": job.id } })).await.unwrap();
    importer.start_worker(&app);
    importer.until(id, State::Cancelled).await;
    let again = importer.start_with(id, chosen).await;
    assert_eq!(again, Err(AppError::Refused(Refusal::ImportState)), "what was begun is not made again");
    // A field keeps its column, whatever it is called by now.
    let fields = own_fields(&importer.client).await.fields;
    let cars = fields.iter().find(|field| field.labels.own(Language::Nl) == "Wagens").unwrap();
    let renamed = json!({ "id": cars.id, "version": cars.version, "labels": { "nl": "Auto’s" }, "kind": "number" });
    importer.client.call::<()>("/api/own_fields/save", &json!({ "request": renamed })).await.unwrap();
    importer.step("start", id).await.unwrap();
    assert_eq!(importer.until(id, State::Done).await.line.created, 4);

    let fields = own_fields(&importer.client).await.fields;
    let labels: Vec<&str> = fields.iter().map(|field| field.labels.own(Language::Nl)).collect();
    assert_eq!(labels, ["SAP-nummer", "Auto’s", "Omzet", "Klant sinds", "Nieuwsbrief", "Kleur"]);
    let told = own_of(&app, &importer).await;
    let first = [("SAP-nummer", "0012"), ("Auto’s", "3"), ("Omzet", "1200.00"), ("Klant sinds", "2020-02-01")];
    let first = [first.as_slice(), &[("Nieuwsbrief", "true"), ("Kleur", "Rood")]].concat();
    assert_eq!(told[0], expected(&first));
    assert_eq!(told[2], expected(&[("SAP-nummer", "A14"), ("Kleur", "Rood")]));

    let lines = change::Entity::find().filter(change::Column::FirmId.eq(importer.viewer.firm_id));
    let lines = lines.filter(change::Column::RecordKind.eq("own_field")).filter(change::Column::Action.eq("create"));
    let lines = lines.all(&app.context.db.read).await.unwrap();
    assert_eq!(lines.len(), 6, "each is in the log");
    assert!(lines.iter().all(|line| line.source == "import" && line.actor_id == Some(importer.viewer.user_id)));
}

async fn who_may_not_define_fields_makes_none(app: TestApp) {
    let firm = app.firm("Zonder recht").await;
    let staff = ImportClient::of(&app, app.colleague(firm.firm_id, "Bram", BuiltIn::Staff).await).await;
    let id = staff.upload(unknown()).await;
    staff.until(id, State::Ready).await;
    let page = staff.client.get(&format!("/imports/{id}")).await.text().await.unwrap();
    assert!(page.contains("«Kleur» is niet gelezen") && !page.contains("Nieuwe velden"), "{page}");
    assert_eq!(staff.start_with(id, &["Kleur"]).await, Err(AppError::Forbidden));
    staff.step("start", id).await.unwrap();
    assert_eq!(staff.until(id, State::Done).await.line.created, 4);
    let all = own_field::Entity::find().all(&app.context.db.read).await.unwrap();
    assert_eq!(all, []);
}

async fn the_template_offers_own_fields(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Leeg").await;
    for (label, more) in [
        ("Rayon", json!({ "labels": { "nl": "Rayon", "fr": "Secteur" } })),
        ("Oud", json!({})),
        ("Telefoonnummer", json!({})),
    ] {
        own_field(&importer.client, label, more).await.unwrap();
    }
    let old = own_fields(&importer.client).await.fields[1].clone();
    let archived: Value = json!({ "request": { "id": old.id, "version": old.version, "archived": true } });
    importer.client.call::<()>("/api/own_fields/archive", &archived).await.unwrap();
    let file = importer.client.get("/api/imports/template?taal=fr").await.bytes().await.unwrap();
    let path = app.folder.path().join("sjabloon.xlsx");
    std::fs::write(&path, &file).unwrap();
    let book = sheets::read::open(&path, sheets::Trust::Unknown, &Default::default()).unwrap();
    let others: Vec<&str> = book.layouts()[0].others.iter().map(|other| other.title.as_str()).collect();
    assert_eq!(others, ["Secteur"], "neither what is archived nor what another column is called");
}
