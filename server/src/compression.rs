//! Pages and answers are compressed on their way, but for those that must not be.
//!
//! A compressed answer tells by its length how much of it repeats. Whoever has a browser ask for pages with a text of their choice
//! in the address, and sees on the wire how long each answer is, can guess a secret that stands beside that text letter by letter
//! (BREACH). So:
//! - what another site has a browser ask for is not compressed. Whoever comes from the product's own pages, or types an address,
//!   chooses that text themselves;
//! - the pages behind the links of mails, and those that show a code or a secret once, are not compressed for anybody;
//! - no other page holds a secret that outlives it: forms are guarded by where a request comes from (`CsrfLayer`) and hold no token,
//!   the session is in a cookie that no script and no page sees, and the nonce of a page's scripts is of that one page.
//!
//! Event streams and files are left as they are: the former would be held back, the latter are compressed already.

use axum::{
    extract::Request,
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::Next,
    response::Response,
};
use tower_http::compression::{CompressionLayer, Predicate, predicate::SizeAbove};

/// Below this an answer fits in one packet either way.
const WORTHWHILE: u64 = 1_024;
/// What is worth compressing: what people and the product's scripts read.
const COMPRESSED: [&str; 2] = ["text/html", "application/json"];
/// Where addresses begin whose answers hold what is secret: the token of a link, a code, the key of an authenticator app.
const WITH_SECRETS: [&str; 10] = [
    "/aanmelden",
    "/api/session/",
    "/begin",
    "/bevestigen",
    "/collega",
    "/toegang",
    "/toestel",
    "/tweestaps",
    "/uitnodiging",
    "/wachtwoord",
];

/// Compresses what is worth it, for browsers that take it.
pub fn layer() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new().gzip(true).compress_when(SizeAbove::new(WORTHWHILE).and(is_text))
}

fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    COMPRESSED.iter().any(|compressed| kind.starts_with(compressed))
}

/// Forgets which encodings a browser takes where the answer must not be compressed.
pub async fn spare(mut request: Request, next: Next) -> Response {
    if !may_compress(&request) {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    next.run(request).await
}

fn may_compress(request: &Request) -> bool {
    let path = request.uri().path();
    let from = request.headers().get("sec-fetch-site").map(|from| from.as_bytes());
    // What says nothing is no browser of today.
    let is_own = matches!(from, None | Some(b"same-origin" | b"none"));
    is_own && !WITH_SECRETS.iter().any(|secret| path.starts_with(secret))
}
