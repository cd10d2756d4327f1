//! The workbooks that a person downloads: the empty one to fill in, and the rows of a file that need attention.

use std::{fs::File, path::PathBuf};

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    Language,
    imports::{FileProblem, Problem, RawRow, Severity},
    permissions::{Area, Level},
};
use entity::import;
use sea_orm::QuerySelect;
use serde::Deserialize;
use sheets::Trust;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::{
    context::{AppContext, Db, internal},
    error::{AppError, Refusal},
    files,
    imports::{file, own, queries, reader::Reading, rows, steps},
    paths,
    session::{Viewer, Visitor},
    templates,
};

/// How many problems are fetched at a time.
const PROBLEMS: u64 = 500;

/// In which language; the colleague's own when it is not said.
#[derive(Deserialize)]
pub struct Wanted {
    taal: Option<String>,
}

/// `GET /api/imports/template`: the empty workbook, with the firm's templates to choose from and its own fields.
pub async fn template(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    Query(wanted): Query<Wanted>,
) -> Response {
    files::answer(visitor, "/imports/nieuw", async |visitor| {
        let viewer = files::viewer_who_may(visitor, Area::Imports, Level::Read)?;
        let lang = wanted.lang(&viewer);
        let names = templates::queries::names(&context.db.read, viewer.firm_id).await?;
        let own = own::offered(&context.db.read, &viewer, lang).await?;
        let written =
            tokio::task::spawn_blocking(move || files::written(|to| sheets::template::write(lang, &names, &own, to)));
        Ok(files::workbook("kantoor-klanten.xlsx", written.await.map_err(internal)??))
    })
    .await
}

/// `GET /api/imports/{id}/errors`: the rows with errors, with the reasons beside the cells. What was put right or is a mere hint needs
/// no second look where nothing else is wrong with its row.
pub async fn errors(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Wanted>,
) -> Response {
    files::answer(visitor, &paths::import(id), async |visitor| {
        let viewer = files::viewer_who_may(visitor, Area::Imports, Level::Read)?;
        let lang = wanted.lang(&viewer);
        let import = queries::model(&context.db, &viewer, id).await?;
        if !queries::sees_cells(&viewer, &import) {
            return Err(AppError::Forbidden);
        }
        let source = file::path(&context, viewer.firm_id, id);
        steps::kept(&context, &import).await?;
        if import.rows_wrong == 0 || !tokio::fs::try_exists(&source).await.unwrap_or_default() {
            return Err(AppError::NotFound);
        }
        let name = domain::file_name::workbook("fouten-", &import.file_name);
        Ok(files::workbook(&name, write_errors(&context, import, source, lang).await?))
    })
    .await
}

/// Rows come from the process that reads, and problems from the database, while the workbook is written on a thread that may
/// block.
async fn write_errors(
    context: &AppContext,
    import: import::Model,
    source: PathBuf,
    lang: Language,
) -> Result<File, AppError> {
    let _turn = context.reader.turns.of(import.firm_id).await?;
    let (opened, mut reading) =
        context.reader.open(&source, Trust::Checked, &queries::choices(&import)).await.map_err(unreadable)?;
    let (row_sender, mut row_receiver) = mpsc::channel::<Result<Vec<RawRow>, FileProblem>>(2);
    let (sender, mut receiver) = mpsc::channel::<Vec<Problem>>(2);
    let writing = tokio::task::spawn_blocking(move || {
        let rows = std::iter::from_fn(|| row_receiver.blocking_recv()).flat_map(each);
        let problems = std::iter::from_fn(|| receiver.blocking_recv()).flatten();
        files::written(|to| sheets::errors::write(&opened.layouts, rows, problems, lang, to).map(drop))
    });
    // Where one of them stops early, the writer has said why.
    tokio::join!(send_rows(&mut reading, row_sender), send_problems(&context.db, &import, sender)).1?;
    writing.await.map_err(internal)?
}

/// The file passed its check, and cannot be read any more.
fn unreadable(problem: FileProblem) -> AppError {
    tracing::error!(%problem, "a workbook that was read before cannot be read any more");
    AppError::Refused(Refusal::FileUnreadable)
}

/// Sends the rows of a workbook, until nobody wants more.
async fn send_rows(reading: &mut Reading, to: mpsc::Sender<Result<Vec<RawRow>, FileProblem>>) {
    loop {
        let rows = reading.rows(rows::BATCH).await;
        let is_last = rows.as_ref().map_or(true, Vec::is_empty);
        if to.send(rows).await.is_err() || is_last {
            break;
        }
    }
}

/// Takes the problems of a row, if one of them is an error.
fn if_wrong(row: &mut Vec<Problem>) -> Vec<Problem> {
    let problems = std::mem::take(row);
    if problems.iter().any(|problem| problem.severity() == Severity::Error) { problems } else { Vec::new() }
}

/// Sends all problems of the rows with errors of an import, until nobody wants more.
async fn send_problems(db: &Db, import: &import::Model, to: mpsc::Sender<Vec<Problem>>) -> Result<(), AppError> {
    let mut after = None;
    // The problems of one row stand together, and may stand on two pages.
    let mut row: Vec<Problem> = Vec::new();
    loop {
        let found = queries::problems_of(import, after).limit(PROBLEMS).all(&db.read).await?;
        let Some(last) = found.last() else { break };
        after = Some(last.position);
        let mut wrong = Vec::new();
        for problem in &found {
            let problem: Problem = serde_json::from_str(&problem.problem).map_err(internal)?;
            if row.first().is_some_and(|first| (first.row, &first.sheet) != (problem.row, &problem.sheet)) {
                wrong.append(&mut if_wrong(&mut row));
            }
            row.push(problem);
        }
        if to.send(wrong).await.is_err() {
            return Ok(());
        }
    }
    // Nobody may want it any more.
    let _ = to.send(if_wrong(&mut row)).await;
    Ok(())
}

/// Each row by itself, or the one reason why there are none.
fn each(rows: Result<Vec<RawRow>, FileProblem>) -> Vec<Result<RawRow, FileProblem>> {
    match rows {
        Ok(rows) => rows.into_iter().map(Ok).collect(),
        Err(problem) => vec![Err(problem)],
    }
}

impl Wanted {
    fn lang(&self, viewer: &Viewer) -> Language {
        Language::of_texts(self.taal.as_deref().unwrap_or(&viewer.locale)).unwrap_or_default()
    }
}
