//! Takes a bulk file in. A plain form does it, so that it works without JavaScript; the answer is the page of the import.

use axum::{
    Extension,
    extract::{Multipart, State, multipart::Field},
    response::{IntoResponse, Redirect, Response},
};
use domain::imports::MAX_FILE_BYTES;
use uuid::Uuid;

use crate::{
    context::AppContext,
    error::AppError,
    files::{self, Refused},
    imports::{
        file, rights,
        steps::{self, Uploaded},
    },
    paths, private,
    session::{Viewer, Visitor},
    ui::locale_of,
};

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
        Ok(()) => return Redirect::to(&paths::import(id)).into_response(),
        Err(refused) => refused,
    };
    if let Err(error) = file::remove(&context, viewer.firm_id, id).await {
        tracing::warn!(%error, "a file that was not taken in stays behind");
    }
    match refused {
        Refused::Fault(error) => files::refusal(locale, &error),
        refused => Redirect::to(&format!("/imports/nieuw?fout={}", refused.word())).into_response(),
    }
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
                let path = file::path(context, viewer.firm_id, id);
                if let Some(folder) = path.parent() {
                    private::folder(folder)?;
                }
                let size = files::keep(private::file(&path)?, field, MAX_FILE_BYTES).await?;
                file = Some((name, size));
            }
            _ => {}
        }
    }
    // A browser sends a file without a name for "none chosen".
    let (file_name, size) = file.filter(|(name, _)| !name.is_empty()).ok_or(Refused::NoFile)?;
    Ok(steps::add(context, viewer, Uploaded { id, file_name, size, template_id }).await?)
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
