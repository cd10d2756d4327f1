//! The workbooks that a person downloads: the empty one to fill in, and the rows of a file that need attention.

use std::path::{Path as FilePath, PathBuf};

use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    imports::Problem,
    permissions::{Area, Level},
    words::Lang,
};
use entity::import;
use sea_orm::QuerySelect;
use serde::Deserialize;
use tokio::{fs::File, io::AsyncReadExt, sync::mpsc};
use uuid::Uuid;

use crate::{
    context::{AppContext, Db, internal},
    error::AppError,
    imports::{file, queries, steps},
    session::{Viewer, Visitor},
    templates,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// How many problems are fetched at a time.
const PROBLEMS: u64 = 500;
/// How much of a file is sent at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// In which language; the colleague's own when it is not said.
#[derive(Deserialize)]
pub struct Wanted {
    taal: Option<String>,
}

/// `GET /api/imports/template`: the empty workbook, with the firm's templates to choose from.
pub async fn template(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    Query(wanted): Query<Wanted>,
) -> Response {
    answer(async {
        let viewer = reader(visitor)?;
        let lang = wanted.lang(&viewer);
        let names: Vec<String> = templates::queries::choices(&context.db.read, viewer.firm_id)
            .await?
            .into_iter()
            .map(|choice| choice.name)
            .collect();
        let made =
            tokio::task::spawn_blocking(move || sheets::template::write(lang, &names)).await.map_err(internal)?;
        Ok(workbook("kantoor-klanten.xlsx", Body::from(made.map_err(internal)?)))
    })
    .await
}

/// `GET /api/imports/{id}/errors`: the rows with problems, with the reasons beside the cells.
pub async fn errors(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Wanted>,
) -> Response {
    answer(async {
        let viewer = reader(visitor)?;
        let lang = wanted.lang(&viewer);
        let import = queries::model(&context.db, &viewer, id).await?;
        let source = file::path(&context, viewer.firm_id, id);
        steps::kept(&context, &import).await?;
        if import.problem_count == 0 || !tokio::fs::try_exists(&source).await.unwrap_or_default() {
            return Err(AppError::NotFound);
        }
        let made = file::folder(&context, viewer.firm_id).join(format!("{}.tmp", Uuid::now_v7()));
        let written = write_errors(&context.db, import.clone(), source, made.clone(), lang).await;
        let sent = match written {
            Ok(()) => File::open(&made).await.map_err(internal),
            Err(error) => Err(error),
        };
        // An open file can be read though its name is gone.
        forget(&made).await;
        Ok(workbook(&format!("fouten-{}", import.file_name), Body::from_stream(pieces(sent?))))
    })
    .await
}

/// Problems come from the database while the workbook is written on a thread that may block.
async fn write_errors(
    db: &Db,
    import: import::Model,
    source: PathBuf,
    to: PathBuf,
    lang: Lang,
) -> Result<(), AppError> {
    let (sender, mut receiver) = mpsc::channel::<Vec<Problem>>(2);
    let writing = tokio::task::spawn_blocking(move || {
        let problems = std::iter::from_fn(|| receiver.blocking_recv()).flatten();
        sheets::errors::write(&source, problems, lang, &to)
    });
    let mut after = None;
    loop {
        let found = queries::problems_of(&import, after).limit(PROBLEMS).all(&db.read).await?;
        let Some(last) = found.last() else { break };
        after = Some(last.position);
        let problems = found
            .iter()
            .map(|row| serde_json::from_str(&row.problem))
            .collect::<Result<Vec<Problem>, _>>()
            .map_err(internal)?;
        if sender.send(problems).await.is_err() {
            break;
        }
    }
    drop(sender);
    writing.await.map_err(internal)?.map_err(internal)?;
    Ok(())
}

fn pieces(mut file: File) -> impl futures::Stream<Item = std::io::Result<Bytes>> {
    async_stream::try_stream! {
        let mut piece = vec![0; PIECE];
        loop {
            let read = file.read(&mut piece).await?;
            if read == 0 {
                break;
            }
            yield Bytes::copy_from_slice(&piece[..read]);
        }
    }
}

async fn forget(path: &FilePath) {
    if let Err(error) = tokio::fs::remove_file(path).await
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "a made workbook stays behind");
    }
}

fn reader(visitor: Visitor) -> Result<Viewer, AppError> {
    match visitor {
        Visitor::Colleague(viewer) if viewer.may(Area::Imports, Level::Read) => Ok(*viewer),
        Visitor::Colleague(_) => Err(AppError::Forbidden),
        Visitor::Customer(_) | Visitor::Nobody => Err(AppError::Unauthenticated),
    }
}

async fn answer(work: impl Future<Output = Result<Response, AppError>>) -> Response {
    work.await.unwrap_or_else(|error| {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, error.to_string()).into_response()
    })
}

fn workbook(name: &str, body: Body) -> Response {
    // Quotes would end the name, and other letters need an encoding that not every program reads.
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let disposition = format!("attachment; filename=\"{plain}\"");
    ([(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body).into_response()
}

impl Wanted {
    fn lang(&self, viewer: &Viewer) -> Lang {
        match self.taal.as_deref().unwrap_or(&viewer.locale) {
            "fr" => Lang::Fr,
            "en" => Lang::En,
            _ => Lang::Nl,
        }
    }
}
