//! What was typed in a plain form that is refused: it goes back to its page in a cookie that lives for minutes, so that nothing is
//! lost without JavaScript and nothing personal stands in an address. A password never goes back.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};

use super::{cookie, request};
use crate::{context::internal, error::AppError};

/// The cookie that carries a form back to its page.
const COOKIE: &str = "kantoor_typed";
/// How long, in seconds.
const LIVES: i64 = 120;
/// What a browser keeps in one cookie, less its name and attributes.
const LARGEST: usize = 3_800;

/// Sends what was typed in this form back to its page. What is too long for a cookie is typed again.
pub fn keep(form: &str, typed: &impl Serialize) -> Result<(), AppError> {
    let text = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(form, typed)).map_err(internal)?);
    if text.len() <= LARGEST { cookie::append(COOKIE, &text, LIVES, true) } else { Ok(()) }
}

/// What was typed in this form, if it came back. It is shown once.
pub fn take<T: DeserializeOwned>(form: &str) -> Option<T> {
    let text = URL_SAFE_NO_PAD.decode(request::cookie(COOKIE)?).ok()?;
    let (of, typed): (String, serde_json::Value) = serde_json::from_slice(&text).ok()?;
    if of != form {
        return None;
    }
    // A cookie that stays shows an old form once more: no harm.
    let _ = cookie::append(COOKIE, "", 0, true);
    serde_json::from_value(typed).ok()
}
