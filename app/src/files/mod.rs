//! What routes of uploads and downloads share: who may, how a file comes in, and how it leaves.

mod rest;

use std::io::Seek;

use axum::{
    body::{Body, Bytes},
    extract::{
        DefaultBodyLimit,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, Uri, header},
    middleware::from_fn,
    response::{IntoResponse, Redirect, Response},
    routing::MethodRouter,
};
use axum_extra::extract::CookieJar;
use domain::permissions::{Area, Level};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::{
    clock,
    context::{AppContext, internal},
    error::AppError,
    i18n::Locale,
    session::{Viewer, Visitor, confirm, cookie},
    ui,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// How much of a file is sent at a time, in bytes.
const CHUNK: usize = 64 * 1024;

/// The route of an upload: read to its end, whatever the answer.
pub fn upload<S>(route: MethodRouter<S>) -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    route.layer(DefaultBodyLimit::max(rest::MOST)).layer(from_fn(rest::read))
}

/// The colleague who asks for a file, if its permission profile allows this.
pub fn viewer_who_may(visitor: Visitor, area: Area, level: Level) -> Result<Viewer, AppError> {
    match visitor {
        Visitor::Colleague(viewer) if viewer.may(area, level) => Ok(*viewer),
        Visitor::Colleague(_) => Err(AppError::Forbidden),
        Visitor::SettingUp(_) => Err(AppError::SecondFactorMissing),
        Visitor::Customer(_) | Visitor::Nobody => Err(AppError::Unauthenticated),
    }
}

/// Where somebody is sent who must give the password again before a file that says much; none where that was done lately.
pub async fn unconfirmed(context: &AppContext, jar: &CookieJar, uri: &Uri) -> Result<Option<Response>, AppError> {
    let name = cookie::full_name(cookie::NAME, context.secure_cookies);
    let token = jar.get(&name).ok_or(AppError::Unauthenticated)?;
    match confirm::check(&context.db, token.value(), clock::now()).await {
        Ok(()) => Ok(None),
        Err(AppError::Unconfirmed) => {
            let to = format!("{}?terug={}", confirm::PAGE, cookie::encoded(&uri.to_string()));
            Ok(Some(Redirect::to(&to).into_response()))
        }
        Err(error) => Err(error),
    }
}

/// A file, or why there is none. Who is not signed in is sent to sign in, and from there to `page`; others read the reason in
/// their language.
pub async fn answer(
    visitor: Visitor,
    page: &str,
    work: impl AsyncFnOnce(Visitor) -> Result<Response, AppError>,
) -> Response {
    if visitor == Visitor::Nobody {
        return Redirect::to(&format!("/aanmelden?terug={}", cookie::encoded(page))).into_response();
    }
    let locale = language(&visitor);
    work(visitor).await.unwrap_or_else(|error| refusal(locale, &error))
}

/// The language of whoever asks.
pub fn language(visitor: &Visitor) -> Locale {
    match visitor {
        Visitor::Colleague(viewer) | Visitor::SettingUp(viewer) => ui::locale_of(&viewer.locale),
        Visitor::Customer(viewer) => ui::locale_of(&viewer.locale),
        Visitor::Nobody => Locale::default(),
    }
}

/// Why there is no file, in words.
pub fn refusal(locale: Locale, error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, ui::sentence(locale, error)).into_response()
}

/// Why an uploaded file was not taken in; the page has a sentence for each.
pub enum Refused {
    NoFile,
    TooLarge,
    /// It is nothing that can be read.
    NotReadable,
    /// The connection broke, or the form is none of ours.
    Broken,
    Fault(AppError),
}

impl Refused {
    /// The word for it in an address; a fault is told by itself.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NoFile => "geen-bestand",
            Self::TooLarge => "te-groot",
            Self::NotReadable => "geen-beeld",
            Self::Broken | Self::Fault(_) => "afgebroken",
        }
    }
}

impl From<MultipartError> for Refused {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::Broken }
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self::Fault(error)
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// Streams an uploaded file of at most so many bytes to its place and gives its size.
pub async fn keep(file: std::fs::File, mut field: Field<'_>, most: u64) -> Result<u64, Refused> {
    let mut file = tokio::fs::File::from_std(file);
    let mut size = 0;
    while let Some(chunk) = field.chunk().await? {
        size += chunk.len() as u64;
        if size > most {
            return Err(Refused::TooLarge);
        }
        file.write_all(&chunk).await?;
    }
    // The last write may not be done, and only this says whether it was.
    file.flush().await?;
    // It must be found again after a power cut.
    file.sync_all().await?;
    Ok(size)
}

/// Writes a file that has no name: it is gone when nobody reads it any more, even after a crash. It blocks.
pub fn written<E: std::fmt::Display>(
    write: impl FnOnce(&mut std::fs::File) -> Result<(), E>,
) -> Result<std::fs::File, AppError> {
    let mut file = tempfile::tempfile()?;
    write(&mut file).map_err(internal)?;
    file.rewind()?;
    Ok(file)
}

/// The answer by which a browser saves a workbook under this name.
pub fn workbook(name: &str, file: std::fs::File) -> Response {
    let disposition = domain::file_name::disposition(name);
    let body = Body::from_stream(pieces(tokio::fs::File::from_std(file)));
    ([(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body).into_response()
}

fn pieces(mut file: tokio::fs::File) -> impl futures::Stream<Item = std::io::Result<Bytes>> {
    async_stream::try_stream! {
        let mut piece = vec![0; CHUNK];
        loop {
            let read = file.read(&mut piece).await?;
            if read == 0 {
                break;
            }
            yield Bytes::copy_from_slice(&piece[..read]);
        }
    }
}
