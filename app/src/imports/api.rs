//! What the pages ask the server about imports. Files travel by `routes`. The last four are plain forms: they lead to the import.

use domain::imports::Severity;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CreatedPage, ImportList, ImportView, ProblemPage};
use crate::error::AppError;

/// Which import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRequest {
    pub id: Uuid,
}

/// Which page of *Laatste imports*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportsRequest {
    /// The last import of the page before it.
    pub before: Option<Uuid>,
}

/// Which page of the problems of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemsRequest {
    pub id: Uuid,
    /// Only those of this severity.
    pub severity: Option<Severity>,
    /// The position of the last problem of the page before it.
    pub after: Option<i64>,
}

/// Which page of the customers that an import made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedRequest {
    pub id: Uuid,
    /// `next` of the page before it.
    pub after: Option<Uuid>,
}

/// *Laatste imports*.
#[server(name = ListImports, prefix = "/api", endpoint = "imports/list", input = Json, output = Json)]
pub async fn list(request: ImportsRequest) -> Result<ImportList, AppError> {
    let crate::session::caller::Caller { context, viewer } = super::rights::reader()?;
    super::queries::list(&context.db, &viewer, request.before).await
}

/// One import.
#[server(name = GetImport, prefix = "/api", endpoint = "imports/get", input = Json, output = Json)]
pub async fn get(request: ImportRequest) -> Result<ImportView, AppError> {
    let crate::session::caller::Caller { context, viewer } = super::rights::reader()?;
    super::queries::one(&context.db, &viewer, request.id).await
}

/// What is wrong in its file.
#[server(name = ListProblems, prefix = "/api", endpoint = "imports/problems", input = Json, output = Json)]
pub async fn problems(request: ProblemsRequest) -> Result<ProblemPage, AppError> {
    let crate::session::caller::Caller { context, viewer } = super::rights::reader()?;
    super::queries::problems(&context.db, &viewer, request.id, request.severity, request.after).await
}

/// The customers that it made.
#[server(name = ListCreated, prefix = "/api", endpoint = "imports/created", input = Json, output = Json)]
pub async fn created(request: CreatedRequest) -> Result<CreatedPage, AppError> {
    let crate::session::caller::Caller { context, viewer } = super::rights::reader()?;
    super::queries::created(&context.db, &viewer, request.id, request.after).await
}

/// Begins to create its customers. Its columns with these titles become fields of the firm's own.
#[server(name = StartImport, prefix = "/api", endpoint = "imports/start")]
pub async fn start(id: Uuid, #[server(default)] fields: Vec<String>) -> Result<(), AppError> {
    let crate::session::caller::Caller { context, viewer } = super::rights::importer()?;
    super::steps::answer(id, super::steps::start(&context, &viewer, id, &fields).await)
}

/// Has the file checked anew, with these sheets and with or without its hidden rows.
#[server(name = ChooseImport, prefix = "/api", endpoint = "imports/choose")]
pub async fn choose(
    id: Uuid,
    #[server(default)] sheets: Vec<String>,
    #[server(default)] hidden_rows: String,
) -> Result<(), AppError> {
    let crate::session::caller::Caller { context, viewer } = super::rights::importer()?;
    let hidden_rows = match hidden_rows.as_str() {
        "in" => Some(true),
        "out" => Some(false),
        _ => None,
    };
    let choices = domain::imports::Choices { sheets, hidden_rows, ..Default::default() };
    super::steps::answer(id, super::steps::choose(&context, &viewer, id, choices).await)
}

/// Has failed work done again.
#[server(name = RetryImport, prefix = "/api", endpoint = "imports/retry")]
pub async fn retry(id: Uuid) -> Result<(), AppError> {
    let crate::session::caller::Caller { context, viewer } = super::rights::importer()?;
    super::steps::answer(id, super::steps::retry(&context, &viewer, id).await)
}

/// Throws its file away, where the question whether to do so was answered; else the page asks it.
#[server(name = DiscardImport, prefix = "/api", endpoint = "imports/discard")]
pub async fn discard(id: Uuid, #[server(default)] confirmed: String) -> Result<(), AppError> {
    let crate::session::caller::Caller { context, viewer } = super::rights::importer()?;
    if confirmed.is_empty() {
        return super::steps::ask(id, super::steps::may_discard(&context, &viewer, id).await);
    }
    super::steps::answer(id, super::steps::discard(&context, &viewer, id).await)
}
