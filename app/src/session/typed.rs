//! What was typed in a plain form that is refused: it goes back to its page in a cookie that lives for minutes, so that nothing is
//! lost without JavaScript and nothing personal stands in an address. A password never goes back.

use std::collections::BTreeMap;

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

/// The texts of a form by the name of their field.
pub type Texts = BTreeMap<String, String>;

/// Sends this form back to its page: `about` it, and what was typed in it.
pub fn keep(form: &str, about: &impl Serialize, texts: Texts) -> Result<(), AppError> {
    cookie::append(COOKIE, &packed(form, about, texts)?, LIVES, true)
}

/// The form as one text that fits in a cookie. Where it does not, the longest text is cut until it does: that one is too long for
/// its field as well, and the others come back whole.
fn packed(form: &str, about: &impl Serialize, mut texts: Texts) -> Result<String, AppError> {
    loop {
        let packed = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(form, about, &texts)).map_err(internal)?);
        let longest = texts.values_mut().max_by_key(|text| text.len()).filter(|text| !text.is_empty());
        match longest {
            Some(longest) if packed.len() > LARGEST => {
                *longest = longest.chars().take(longest.chars().count() / 2).collect()
            }
            _ => return Ok(packed),
        }
    }
}

/// What `about` said of this form and what was typed in it, if it came back. It is shown once.
pub fn take<A: DeserializeOwned>(form: &str) -> Option<(A, Texts)> {
    let text = URL_SAFE_NO_PAD.decode(request::cookie(COOKIE)?).ok()?;
    let (of, about, texts): (String, serde_json::Value, Texts) = serde_json::from_slice(&text).ok()?;
    if of != form {
        return None;
    }
    // A cookie that stays shows an old form once more: no harm.
    let _ = cookie::append(COOKIE, "", 0, true);
    Some((serde_json::from_value(about).ok()?, texts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_for_a_cookie_costs_only_itself() {
        for (field, long) in [("name", "x".repeat(10_000)), ("name", "🥐".repeat(10_000)), ("name", "x".repeat(250))]
        {
            let typed =
                Texts::from([(field.to_owned(), long.clone()), ("website".to_owned(), "peeters.be".to_owned())]);
            let packed = packed("form", &"about", typed).unwrap();
            assert!(packed.len() <= LARGEST);
            let (_, _, back): (String, String, Texts) =
                serde_json::from_slice(&URL_SAFE_NO_PAD.decode(packed).unwrap()).unwrap();
            assert_eq!(back["website"], "peeters.be");
            assert!(long.starts_with(&back[field]) && back[field].chars().count() >= 250);
        }
    }
}
