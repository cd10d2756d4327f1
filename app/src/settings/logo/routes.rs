//! A logo up as a form, and down as a picture that anybody may fetch.

use axum::{
    Extension, Router,
    extract::{FromRef, Multipart, Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::permissions::{Area, Level};
use uuid::Uuid;

use super::{MAX_BYTES, REFUSED, SAVED, UPLOAD, picture, store};
use crate::{
    context::AppContext,
    files::{self, Refused},
    pictures,
    session::{Viewer, Visitor},
};

/// A picture never changes: another logo has another address.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// The routes of the logo.
pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    AppContext: FromRef<S>,
{
    Router::new().route(UPLOAD, files::upload(post(upload))).route("/api/logo/{firm}/{id}", get(download))
}

/// Field `file`. The answer is the page of the firm's data.
async fn upload(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    form: Multipart,
) -> Response {
    files::answer(visitor, "/instellingen", async |visitor| {
        let viewer = files::viewer_who_may(visitor, Area::Settings, Level::Edit)?;
        let said = match take(&context, &viewer, form).await {
            Ok(()) => SAVED.to_owned(),
            Err(Refused::Fault(error)) => return Err(error),
            Err(refused) => format!("{REFUSED}{}", refused.word()),
        };
        Ok(Redirect::to(&format!("/instellingen?{said}")).into_response())
    })
    .await
}

async fn take(context: &AppContext, viewer: &Viewer, mut form: Multipart) -> Result<(), Refused> {
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("file") if field.file_name().is_some_and(|name| !name.is_empty()) => {
                // It is kept for as long as it is read.
                let kept = tempfile::NamedTempFile::new()?;
                files::keep(kept.reopen()?, field, MAX_BYTES).await?;
                let png =
                    picture::read(&context.reader, viewer.firm_id, kept.path()).await?.ok_or(Refused::NotReadable)?;
                return Ok(store::add(context, viewer, &png).await?);
            }
            _ => {}
        }
    }
    Err(Refused::NoFile)
}

/// `GET /api/logo/{firm}/{id}`.
async fn download(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    Path((firm_id, id)): Path<(Uuid, Uuid)>,
) -> Response {
    match pictures::png(&context.db.read, firm_id, id).await {
        Ok(png) => ([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, FOR_GOOD)], png).into_response(),
        Err(error) => files::refusal(files::language(&visitor), &error),
    }
}
