//! A request says from which site it comes, by `Sec-Fetch-Site` or, where that is missing, by `Origin`. tower-http compares them with
//! this site, and lets through what has neither: this refuses a form of somebody who is signed in that has neither, and says in
//! words what both refuse.

use app::{context::AppContext, error::AppError, session::cookie};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, header},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::CookieJar;
use tower_http::csrf::ProtectionError;

use crate::door::{self, Asked};

/// Not among the headers that axum names.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses a form that does not say where it comes from, and puts the refusal of one from elsewhere in words.
pub async fn guard(State(context): State<AppContext>, jar: CookieJar, request: Request, next: Next) -> Response {
    let asked = Asked::by(&request);
    let session = cookie::full_name(cookie::NAME, context.secure_cookies);
    if *request.method() == Method::POST && jar.get(&session).is_some() && is_silent_form(request.headers()) {
        return asked.refused(&AppError::Elsewhere);
    }
    let response = next.run(request).await;
    let from_elsewhere = response.extensions().get::<ProtectionError>().is_some();
    if from_elsewhere { asked.refused(&AppError::Elsewhere) } else { response }
}

/// Whether this is a form as any site can have it sent, without a word of where it comes from. Every browser says so with what it
/// posts. JSON is sent from elsewhere only after the browser asked whether that is allowed, which it is not.
fn is_silent_form(headers: &HeaderMap) -> bool {
    let says = |name| headers.get(name).is_some_and(|value| !value.is_empty());
    door::media_type(headers) != door::JSON && !says(SITE) && !says(header::ORIGIN)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(lines: &[(HeaderName, &'static str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_form_is_silent_without_both_headers() {
        for kind in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""] {
            let kind = (header::CONTENT_TYPE, kind);
            assert!(is_silent_form(&headers(std::slice::from_ref(&kind))), "{kind:?}");
            assert!(is_silent_form(&headers(&[kind.clone(), (SITE, ""), (header::ORIGIN, "")])), "{kind:?}");
            assert!(!is_silent_form(&headers(&[kind.clone(), (SITE, "cross-site")])), "{kind:?}");
            assert!(!is_silent_form(&headers(&[kind, (header::ORIGIN, "null")])));
        }
        assert!(is_silent_form(&HeaderMap::new()));
        assert!(!is_silent_form(&headers(&[(header::CONTENT_TYPE, "application/json; charset=utf-8")])));
    }
}
