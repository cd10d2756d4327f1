//! A logo up as a form, and down as a picture that anybody may fetch.

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, FromRef, Multipart, Path, State, multipart::Field},
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::permissions::{Area, Level};
use tokio::{fs::File, io::AsyncWriteExt};
use uuid::Uuid;

use super::{MAX_BYTES, UPLOAD, picture, store};
use crate::{
    context::AppContext,
    error::AppError,
    files,
    session::{Viewer, Visitor},
};

/// More than this is not even read to its end to answer politely, in bytes.
const BODY_LIMIT: usize = 64 * 1024 * 1024;
/// A picture never changes: another logo has another address.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// The routes of the logo.
pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    AppContext: FromRef<S>,
{
    Router::new()
        .route(UPLOAD, post(upload).layer(DefaultBodyLimit::max(BODY_LIMIT)))
        .route("/api/logo/{firm}/{id}", get(download))
}

/// What came of a form.
enum Taken {
    Done,
    NoFile,
    TooLarge,
    NoPicture,
}

/// Field `file`, or field `remove` for no logo any more. The answer is the page of the firm's data.
async fn upload(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    form: Multipart,
) -> Response {
    files::answer(visitor, "/instellingen", async |visitor| {
        let viewer = files::viewer_who_may(visitor, Area::Settings, Level::Edit)?;
        let said = match take(&context, &viewer, form).await? {
            Taken::Done => "bewaard=ja",
            Taken::NoFile => "logo=geen-bestand",
            Taken::TooLarge => "logo=te-groot",
            Taken::NoPicture => "logo=geen-beeld",
        };
        Ok(Redirect::to(&format!("/instellingen?{said}")).into_response())
    })
    .await
}

async fn take(context: &AppContext, viewer: &Viewer, mut form: Multipart) -> Result<Taken, AppError> {
    // Who broke off reads no answer.
    while let Ok(Some(field)) = form.next_field().await {
        match field.name() {
            Some("remove") => {
                store::set(context, viewer, None).await?;
                return Ok(Taken::Done);
            }
            Some("file") if field.file_name().is_some_and(|name| !name.is_empty()) => {
                return draw(context, viewer, field).await;
            }
            _ => {}
        }
    }
    Ok(Taken::NoFile)
}

/// Keeps the picture for as long as it is read.
async fn draw(context: &AppContext, viewer: &Viewer, mut field: Field<'_>) -> Result<Taken, AppError> {
    let kept = tempfile::NamedTempFile::new()?;
    let mut file = File::from_std(kept.reopen()?);
    let mut size = 0;
    loop {
        let Ok(chunk) = field.chunk().await else { return Ok(Taken::NoFile) };
        let Some(chunk) = chunk else { break };
        size += chunk.len() as u64;
        if size <= MAX_BYTES {
            file.write_all(&chunk).await?;
        }
    }
    if size > MAX_BYTES {
        return Ok(Taken::TooLarge);
    }
    file.flush().await?;
    let Some(png) = picture::read(&context.reader, kept.path()).await? else { return Ok(Taken::NoPicture) };
    store::add(context, viewer, &png).await?;
    Ok(Taken::Done)
}

/// `GET /api/logo/{firm}/{id}`.
async fn download(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    Path((firm_id, id)): Path<(Uuid, Uuid)>,
) -> Response {
    match store::png(&context.db.read, firm_id, id).await {
        Ok(png) => ([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, FOR_GOOD)], png).into_response(),
        Err(error) => files::refusal(files::language(&visitor), &error),
    }
}
