//! Sends the form with its file, and says how far it is: `fetch` cannot tell.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::HtmlFormElement,
};
use send_wrapper::SendWrapper;
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

/// A request that is under way. A browser's page has one thread, so that it never leaves its own.
#[derive(Clone)]
pub struct Request(SendWrapper<XmlHttpRequest>);

impl Request {
    /// Breaks it off: the server takes nothing in that did not arrive whole.
    pub fn abort(&self) {
        // A request that has ended has nothing to break off.
        let _ = self.0.abort();
    }
}

/// Sends the form to where it points. `progress` hears how many bytes of how many have left; `answer` the address that the answer
/// came from, or nothing when the connection broke. None where the browser refuses: it then sends the form by itself.
pub fn send(
    form: &HtmlFormElement,
    progress: Callback<(u64, u64)>,
    answer: Callback<Option<String>>,
) -> Option<Request> {
    start(form, progress, answer).ok().map(SendWrapper::new).map(Request)
}

fn start(
    form: &HtmlFormElement,
    progress: Callback<(u64, u64)>,
    answer: Callback<Option<String>>,
) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    let left = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        progress.try_run((event.loaded() as u64, event.total() as u64));
    });
    request.upload()?.set_onprogress(Some(left.into_js_value().unchecked_ref()));
    let ended = {
        let request = request.clone();
        move || {
            let good = request.status().is_ok_and(|status| (200..400).contains(&status));
            answer.try_run(good.then(|| request.response_url()));
        }
    };
    request.set_onloadend(Some(Closure::once_into_js(ended).unchecked_ref()));
    request.open(&form.method(), &form.get_attribute("action").unwrap_or_default())?;
    request.send_with_opt_form_data(Some(&FormData::new_with_form(form)?))?;
    Ok(request)
}
