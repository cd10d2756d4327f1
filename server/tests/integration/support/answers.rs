//! What an answer to a form says: where to go, and which session it opened.

use app::session::cookie;
use reqwest::{Response, header};

use super::{Client, TestApp};

/// Where an answer leads; empty if it leads nowhere.
pub fn location(answer: &Response) -> String {
    let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    to.unwrap_or_default().to_owned()
}

/// The secret of the session that an answer opened.
pub fn session_cookie(answer: &Response) -> Option<String> {
    let mut cookies = answer.headers().get_all(header::SET_COOKIE).into_iter().map(|value| value.to_str().unwrap());
    let cookie = cookies.rfind(|cookie| cookie.starts_with(cookie::NAME))?;
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let value = cookie.split(['=', ';']).nth(1)?;
    (!value.is_empty()).then(|| value.to_owned())
}

/// What an answer has the browser keep in the cookie of this name.
pub fn set_cookie(answer: &Response, name: &str) -> Option<String> {
    let cookies = answer.headers().get_all(header::SET_COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.filter_map(|cookie| cookie.split(';').next()?.split_once('='));
    pairs.rfind(|(kept, _)| *kept == name).map(|(_, value)| value.to_owned())
}

/// The session that an answer opened, as a client that carries it.
pub fn session_of(app: &TestApp, answer: &Response) -> Option<Client> {
    session_cookie(answer).map(|token| app.client().with_session(&token))
}
