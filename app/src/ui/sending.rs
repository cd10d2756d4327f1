//! On the server nothing is sent: a plain form does it before hydration.

use leptos::{prelude::Callback, web_sys::HtmlFormElement};

/// A request that is under way.
#[derive(Clone)]
pub struct Request;

impl Request {
    /// Does nothing.
    pub fn abort(&self) {}
}

/// None.
pub fn send(
    _form: &HtmlFormElement,
    _progress: Callback<(u64, u64)>,
    _answer: Callback<Option<String>>,
) -> Option<Request> {
    None
}
