//! The answer to a request that was not let in.

use app::{error::AppError, i18n::Locale, session::cookie, ui};
use axum::{
    extract::Request,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// By whom and for what it was asked.
pub struct Asked {
    path: String,
    /// A page or plain form: a person reads the answer as it comes.
    by_person: bool,
    locale: Locale,
}

impl Asked {
    pub fn by(request: &Request) -> Self {
        let headers = request.headers();
        let accepts = headers.get(header::ACCEPT).and_then(|accepts| accepts.to_str().ok()).unwrap_or_default();
        let path = request.uri().path();
        let by_person = accepts.contains("text/html") || !path.starts_with("/api/");
        Self { path: path.to_owned(), by_person, locale: ui::locale_of(&cookie::languages(headers)) }
    }

    /// What was wrong: in words to a person, typed to a page's script.
    pub fn refused(self, error: &AppError) -> Response {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST);
        if self.by_person {
            return (status, ui::whole_sentence(self.locale, error)).into_response();
        }
        let typed = serde_json::to_string(error).unwrap_or_default();
        let mark = (crate::status::MARK, self.path);
        (status, [(header::CONTENT_TYPE.as_str(), "application/json".to_owned()), mark], typed).into_response()
    }
}
