//! What stands before every page and server function: who asks, and where somebody without a session is sent.

use std::{
    net::IpAddr,
    sync::{
        Arc, Once,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use app::{
    context::AppContext,
    error::AppError,
    session::{self, Visitor},
};
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{CookieJar, cookie::Cookie};

use crate::{
    door::Asked,
    rate_limit::{Place, RateLimiter},
};

/// Pages that need no session.
const OPEN_PAGES: [&str; 7] =
    ["/aanmelden", "/begin", "/wachtwoord", "/collega", "/uitnodiging", "/toegang", "/toestel"];
/// Pages of the customer's own person.
const CUSTOMER_PAGES: &str = "/mijn-bedrijf";

/// Where a second factor is set up, and where the password is asked again.
const SET_UP_PAGE: &str = "/tweestaps";
const CONFIRM_PAGE: &str = "/bevestigen";

/// What a browser is told to wait, in seconds, when its address has no requests left: some have come back then.
const WAIT: u32 = 60;

/// Once there is a firm there always is one: looked up until then only.
static SET_UP: AtomicBool = AtomicBool::new(false);

/// Said once: TLS ends at a proxy, and tries to sign in are counted by address.
static UNSAID: Once = Once::new();

/// What the gate needs to know.
#[derive(Clone)]
pub struct Gate {
    context: AppContext,
    limiter: Arc<RateLimiter>,
}

impl Gate {
    /// A gate that has seen nobody yet.
    pub fn new(context: AppContext) -> Self {
        Self { context, limiter: Arc::default() }
    }
}

/// Looks up the visitor for what follows; sends pages without one to sign in, and a fresh database to its first-run page.
pub async fn gate(
    State(Gate { context, limiter }): State<Gate>,
    jar: CookieJar,
    mut request: Request,
    next: Next,
) -> Response {
    let cookie = jar.get(&session::cookie::full_name(session::cookie::NAME, context.secure_cookies));
    let had_session = cookie.is_some();
    let visitor = match cookie {
        Some(cookie) => match session::queries::visitor(&context.db, cookie.value(), chrono::Utc::now()).await {
            Ok(visitor) => visitor,
            Err(error) => {
                let locale = app::ui::locale_of(&session::cookie::languages(request.headers()));
                return app::files::refusal(locale, &error);
            }
        },
        None => Visitor::Nobody,
    };
    if visitor == Visitor::Nobody && request.method() == Method::POST {
        if context.secure_cookies && !request.headers().contains_key("x-forwarded-for") {
            UNSAID.call_once(|| {
                tracing::warn!(
                    "the proxy does not say for whom it speaks (X-Forwarded-For): all people count as one address"
                )
            });
        }
        let address = session::address::of(request.headers(), request.extensions(), &context.proxies);
        let browser = jar.get(&session::cookie::full_name(session::cookie::BROWSER, context.secure_cookies));
        let Some(places) = admitted(&context, &limiter, address, browser).await else {
            return Asked::by(&request).refused(&AppError::TooOften(WAIT));
        };
        request.extensions_mut().insert(visitor);
        let response = next.run(request).await;
        if session::cookie::is_opened_by(&response, context.secure_cookies) {
            limiter.give_back(&places);
        }
        return response;
    }
    if request.method() == Method::GET
        && let Some(elsewhere) = elsewhere(&context, request.uri(), &visitor, had_session).await
    {
        return Redirect::to(&elsewhere).into_response();
    }
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// The places that a request from an address is counted by, if it may come in. A flood from its office does not keep a browser out
/// that somebody has signed in with before: it has a share of its own.
async fn admitted(
    context: &AppContext,
    limiter: &RateLimiter,
    address: IpAddr,
    browser: Option<&Cookie<'static>>,
) -> Option<Vec<Place>> {
    let networks: Vec<Place> = session::address::networks(address).into_iter().map(Place::Network).collect();
    if limiter.check(&networks, Instant::now()) {
        return Some(networks);
    }
    let token = browser?.value();
    let known = session::sign_ins::is_known_browser(&context.db.read, token).await.unwrap_or(false);
    let browser = vec![Place::Browser(session::secret::hash(token))];
    (known && limiter.check(&browser, Instant::now())).then_some(browser)
}

/// `had_session` tells whether the browser believes that it has one.
async fn elsewhere(
    context: &AppContext,
    uri: &axum::http::Uri,
    visitor: &Visitor,
    had_session: bool,
) -> Option<String> {
    let path = uri.path();
    if path.starts_with("/api/") {
        return None;
    }
    let is = |page: &str| path == page || path.strip_prefix(page).is_some_and(|rest| rest.starts_with('/'));
    if !SET_UP.load(Ordering::Relaxed) {
        if !session::queries::is_set_up(&context.db).await.unwrap_or(true) {
            return (!is("/begin")).then(|| "/begin".to_owned());
        }
        SET_UP.store(true, Ordering::Relaxed);
    }
    match visitor {
        Visitor::Nobody if is("/begin") => Some("/aanmelden".into()),
        Visitor::Colleague(_) if is("/begin") || is("/aanmelden") => Some("/klanten".into()),
        Visitor::SettingUp(_) if is("/begin") || is("/aanmelden") => Some(SET_UP_PAGE.into()),
        _ if OPEN_PAGES.iter().any(|page| is(page)) => None,
        Visitor::SettingUp(_) if is(SET_UP_PAGE) || is(CONFIRM_PAGE) => None,
        Visitor::SettingUp(_) => Some(asked_later(SET_UP_PAGE, uri)),
        Visitor::Colleague(_) if path == "/" || is(CUSTOMER_PAGES) => Some("/klanten".into()),
        Visitor::Customer(_) if !is(CUSTOMER_PAGES) => Some(CUSTOMER_PAGES.into()),
        Visitor::Colleague(_) | Visitor::Customer(_) => None,
        Visitor::Nobody if path == "/" => Some("/aanmelden".into()),
        Visitor::Nobody => Some(match (is(CUSTOMER_PAGES), had_session) {
            (true, true) => asked_later("/toegang?reden=sessie", uri),
            (true, false) => asked_later("/toegang", uri),
            (false, _) => asked_later("/aanmelden", uri),
        }),
    }
}

/// A page that comes first, and leads to the page that was asked for.
fn asked_later(first: &str, uri: &axum::http::Uri) -> String {
    let wanted = uri.path_and_query().map_or(uri.path(), |whole| whole.as_str());
    let joined = if first.contains('?') { '&' } else { '?' };
    format!("{first}{joined}terug={}", session::cookie::encoded(wanted))
}
