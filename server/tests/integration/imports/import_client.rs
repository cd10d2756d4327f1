//! Workbooks, and somebody who brings them in.

#[path = "../../../../app/domain/src/imports/fixture.rs"]
mod fixture;

use std::{io::Write, time::Duration};

use app::{
    error::{AppError, Refusal},
    imports::{CreatedPage, ImportView, ProblemPage},
    jobs,
    session::Viewer,
};
use domain::{
    Language,
    imports::{Column, State},
};
use entity::customer;
use reqwest::{Method, Response, header, multipart};
use rust_xlsxwriter::Workbook;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use zip::{ZipWriter, write::SimpleFileOptions};

use self::fixture::{GOOD, cells, changed};
use crate::support::{Client, TestApp};

/// A good row: every column of the template that has a rule of its own.
pub const PEETERS: [&str; Column::COUNT] = changed(
    GOOD,
    &[
        (Column::CompanyNumber, "0244142664"),
        (Column::Vat, "BE0244142664"),
        (Column::ExternalReference, "K1"),
        (Column::HouseNumber, "1"),
        (Column::Box, ""),
        (Column::Template, ""),
        (Column::Description, "=Belt liever\nna vijven"),
    ],
);
/// Another.
pub const DUBOIS: [&str; Column::COUNT] = cells([
    "Dubois SPRL",
    "BE",
    "luc@dubois.be",
    "Luc",
    "Dubois",
    "fr-BE",
    "",
    "BE0477472701",
    "K2",
    "",
    "Rue de la Loi",
    "2",
    "3",
    "1000",
    "Bruxelles",
]);

/// A good row with one cell changed.
pub fn with(row: [&'static str; Column::COUNT], column: Column, value: &'static str) -> [&'static str; Column::COUNT] {
    changed(row, &[(column, value)])
}

/// A workbook with these rows under the Dutch header.
pub fn workbook(rows: &[[&str; Column::COUNT]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Klanten").expect("a name");
    for (place, column) in (0..).zip(Column::ALL) {
        sheet.write_string(0, place, column.header(Language::Nl)).expect("a title");
    }
    for (number, row) in (1..).zip(rows) {
        for (place, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(number, place, *cell).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// A workbook of this many different customers.
pub fn many(app: &TestApp, rows: u32) -> Vec<u8> {
    let path = app.folder.path().join(format!("{}.xlsx", Uuid::now_v7()));
    sheets::generate::write(&path, rows, &[]).expect("a workbook");
    std::fs::read(path).expect("readable")
}

/// A zip that would unpack to 300 MB.
pub fn bomb() -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("[Content_Types].xml", SimpleFileOptions::default()).expect("a part");
    let zeros = vec![0; 1024 * 1024];
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).expect("a part");
    for _ in 0..300 {
        zip.write_all(&zeros).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A colleague at its browser, and the worker beside the server.
pub struct ImportClient {
    pub viewer: Viewer,
    pub client: Client,
    worker: Option<JoinHandle<()>>,
}

impl ImportClient {
    /// A firm, its administrator at the importer.
    pub async fn of_firm(app: &TestApp, firm: &str) -> Self {
        Self::of(app, app.firm(firm).await).await
    }

    /// Signs in and starts a worker.
    pub async fn of(app: &TestApp, viewer: Viewer) -> Self {
        let client = app.signed_in(&viewer).await;
        let mut importer = Self { viewer, client, worker: None };
        importer.start_worker(app);
        importer
    }

    /// An import of so many rows that was started, and that nobody is at work on.
    pub async fn started(app: &TestApp, firm: &str, rows: u32) -> (Self, Uuid) {
        let mut importer = Self::of_firm(app, firm).await;
        let id = importer.upload(many(app, rows)).await;
        importer.until(id, State::Ready).await;
        importer.crash().await;
        importer.step("start", id).await.expect("it starts");
        (importer, id)
    }

    pub fn start_worker(&mut self, app: &TestApp) {
        self.worker = Some(tokio::spawn(jobs::work(app.context.clone(), CancellationToken::new())));
    }

    /// Ends the worker where it stands, as a power cut would.
    pub async fn crash(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.abort();
            assert!(worker.await.is_err_and(|error| error.is_cancelled()), "it was at work");
        }
    }

    /// Uploads a file and gives the server's answer.
    pub async fn send(&self, bytes: Vec<u8>, template: &str) -> Response {
        let file = multipart::Part::bytes(bytes).file_name("klanten van 2026.xlsx");
        let form = multipart::Form::new().text("template", template.to_owned()).part("file", file);
        let request = self.client.request(Method::POST, "/api/imports/upload").multipart(form);
        request.send().await.expect("an answer")
    }

    /// Uploads a file and gives the import that the page goes to.
    pub async fn upload(&self, bytes: Vec<u8>) -> Uuid {
        import_of(&self.send(bytes, "").await)
    }

    pub async fn get(&self, id: Uuid) -> ImportView {
        self.client.call("/api/imports/get", &json!({ "request": { "id": id } })).await.expect("the import")
    }

    /// Takes the step `start`, `retry` or `discard`.
    pub async fn step(&self, step: &str, id: Uuid) -> Result<(), AppError> {
        take(&self.client, step, id).await
    }

    /// Starts it, and has these columns become fields of the firm's own.
    pub async fn start_with(&self, id: Uuid, fields: &[&str]) -> Result<(), AppError> {
        let mut sent = vec![("id", id.to_string())];
        sent.extend(fields.iter().map(|title| ("fields[]", (*title).to_owned())));
        post(&self.client, "start", id, &sent).await
    }

    /// Has the file checked anew with these sheets, and with or without its hidden rows.
    pub async fn choose(&self, id: Uuid, sheets: &[&str], hidden_rows: &str) -> Result<(), AppError> {
        let mut fields = vec![("id", id.to_string()), ("hidden_rows", hidden_rows.to_owned())];
        fields.extend(sheets.iter().map(|name| ("sheets[]", (*name).to_owned())));
        post(&self.client, "choose", id, &fields).await
    }

    pub async fn problems(&self, id: Uuid) -> ProblemPage {
        let request = json!({ "request": { "id": id, "severity": null, "after": null } });
        self.client.call("/api/imports/problems", &request).await.expect("the problems")
    }

    pub async fn created(&self, id: Uuid) -> CreatedPage {
        self.client
            .call("/api/imports/created", &json!({ "request": { "id": id, "after": null } }))
            .await
            .expect("the customers")
    }

    /// Waits until the import is in this state.
    pub async fn until(&self, id: Uuid, state: State) -> ImportView {
        self.until_that(id, |import| import.line.state == state).await
    }

    /// Waits until this holds of the import.
    pub async fn until_that(&self, id: Uuid, holds: impl Fn(&ImportView) -> bool) -> ImportView {
        for _ in 0..3_000 {
            let import = self.get(id).await;
            if holds(&import) {
                return import;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it did not come so far: {:?}", self.get(id).await);
    }

    /// How many customers the firm has.
    pub async fn customers(&self, app: &TestApp) -> u64 {
        let of_firm = customer::Entity::find().filter(customer::Column::FirmId.eq(self.viewer.firm_id));
        of_firm.count(&app.context.db.read).await.expect("a count")
    }
}

/// The import that an answer to an upload leads to.
pub fn import_of(answer: &Response) -> Uuid {
    let place = answer.headers().get(header::LOCATION).expect("an address").to_str().expect("readable");
    place
        .strip_prefix("/imports/")
        .and_then(|id| id.parse().ok())
        .unwrap_or_else(|| panic!("{} {place}", answer.status()))
}

/// Sends the form of `start`, `retry` or `discard`, as this client, who is sure.
pub async fn take(client: &Client, step: &str, id: Uuid) -> Result<(), AppError> {
    post(client, step, id, &[("id", id.to_string()), ("confirmed", "true".to_owned())]).await
}

async fn post(client: &Client, step: &str, id: Uuid, fields: &[(&str, String)]) -> Result<(), AppError> {
    let request = client.request(Method::POST, &format!("/api/imports/{step}")).form(fields);
    let answer = request.send().await.expect("an answer");
    let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().expect("an address").to_owned());
    let page = format!("/imports/{id}");
    match to.as_deref().map(|to| to.strip_prefix(&page).expect("the page of the import")) {
        Some("") => Ok(()),
        Some("?fout=verborgen") => Err(AppError::Refused(Refusal::HiddenRows)),
        Some("?fout=stand") => Err(AppError::Refused(Refusal::ImportState)),
        Some(other) => panic!("{step} led to {other}"),
        None => Err(serde_json::from_str(&answer.text().await.expect("a text")).expect("an error")),
    }
}
