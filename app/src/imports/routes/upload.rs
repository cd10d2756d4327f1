//! Takes a bulk file in. A plain form does it, so that it works without JavaScript; the answer is the page of the import.

use std::path::Path;

use axum::{
    Extension,
    extract::{
        Multipart, State,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::imports::MAX_FILE_BYTES;
use tokio::{fs::File, io::AsyncWriteExt};
use uuid::Uuid;

use crate::{
    context::AppContext,
    error::AppError,
    files,
    imports::{
        file, rights,
        steps::{self, Uploaded},
    },
    mail::locale_of,
    private,
    session::{Viewer, Visitor},
};

/// Why nothing was taken in; the page has a sentence for each.
enum Refused {
    NoFile,
    TooLarge,
    /// The connection broke, or the form is none of ours.
    Broken,
    Fault(AppError),
}

/// `POST /api/imports/upload`: fields `template` (may be empty) and `file`.
pub async fn upload(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    form: Multipart,
) -> Response {
    let Visitor::Colleague(viewer) = visitor else {
        return Redirect::to("/aanmelden?terug=/imports/nieuw").into_response();
    };
    let locale = locale_of(&viewer.locale);
    if !rights::may_import(&viewer) {
        return files::refusal(locale, &AppError::Forbidden);
    }
    let id = Uuid::now_v7();
    let refused = match take(&context, &viewer, id, form).await {
        Ok(()) => return Redirect::to(&format!("/imports/{id}")).into_response(),
        Err(refused) => refused,
    };
    if let Err(error) = file::remove(&context, viewer.firm_id, id).await {
        tracing::warn!(%error, "a file that was not taken in stays behind");
    }
    let reason = match refused {
        Refused::NoFile => "geen-bestand",
        Refused::TooLarge => "te-groot",
        Refused::Broken => "afgebroken",
        Refused::Fault(error) => return files::refusal(locale, &error),
    };
    Redirect::to(&format!("/imports/nieuw?fout={reason}")).into_response()
}

async fn take(context: &AppContext, viewer: &Viewer, id: Uuid, mut form: Multipart) -> Result<(), Refused> {
    let (mut template_id, mut file) = (None, None);
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("template") => {
                let text = short_text(field).await?;
                template_id = if text.is_empty() { None } else { Some(text.parse().map_err(|_| Refused::Broken)?) };
            }
            Some("file") if file.is_none() => {
                let name = domain::file_name::shown(field.file_name().unwrap_or_default());
                let size = keep(&file::path(context, viewer.firm_id, id), field).await?;
                file = Some((name, size));
            }
            _ => {}
        }
    }
    // A browser sends a file without a name for "none chosen".
    let (file_name, size) = file.filter(|(name, _)| !name.is_empty()).ok_or(Refused::NoFile)?;
    steps::add(context, viewer, Uploaded { id, file_name, size, template_id }).await.map_err(Refused::Fault)
}

/// Streams a file to its place and gives its size. What is too large is read to its end all the same: a browser that is cut
/// off while it sends shows no answer.
async fn keep(path: &Path, mut field: Field<'_>) -> Result<u64, Refused> {
    if let Some(folder) = path.parent() {
        private::folder(folder).map_err(fault)?;
    }
    let mut file = File::from_std(private::file(path).map_err(fault)?);
    let mut size = 0;
    while let Some(chunk) = field.chunk().await? {
        size += chunk.len() as u64;
        if size <= MAX_FILE_BYTES {
            file.write_all(&chunk).await.map_err(fault)?;
        }
    }
    if size > MAX_FILE_BYTES {
        return Err(Refused::TooLarge);
    }
    // The last write may not be done, and only this says whether it was.
    file.flush().await.map_err(fault)?;
    // The import must find it again after a power cut.
    file.sync_all().await.map_err(fault)?;
    Ok(size)
}

async fn short_text(mut field: Field<'_>) -> Result<String, Refused> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        text.extend_from_slice(&chunk);
        if text.len() > 100 {
            return Err(Refused::Broken);
        }
    }
    String::from_utf8(text).map_err(|_| Refused::Broken)
}

fn fault(error: std::io::Error) -> Refused {
    Refused::Fault(error.into())
}

impl From<MultipartError> for Refused {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::Broken }
    }
}
