//! What was typed in a plain form that could not be saved: it goes back to its page in a cookie that lives for minutes, so that nothing
//! is lost without JavaScript and nothing personal stands in an address. A password never goes back.
//!
//! A form that was sent after its session had ended waits longer, until its person has signed in again. It is shown to nobody else,
//! and is gone when somebody else signs in to the browser.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{Texts, Visitor, cookie, links::Purpose, queries::Holder, request};
use crate::{context::internal, error::AppError};

/// The cookie that carries a form back to its page.
const COOKIE: &str = "kantoor_typed";
/// How long, in seconds.
const LIVES: i64 = 120;
/// The cookie in which a form waits for its person to sign in again.
const UNSAVED: &str = "kantoor_unsaved";
/// What a browser keeps in one cookie, less its name and attributes.
const LARGEST: usize = 3_800;

/// Sends this form back to its page: `about` it, and what was typed in it.
pub fn keep(form: &str, about: &impl Serialize, texts: Texts) -> Result<(), AppError> {
    cookie::append(COOKIE, &packed(None, form, about, texts)?, LIVES, true)
}

/// The same for the eyes of this account only.
pub fn keep_for(account_id: Uuid, form: &str, about: &impl Serialize, texts: Texts) -> Result<(), AppError> {
    cookie::append(COOKIE, &packed(Some(account_id), form, about, texts)?, LIVES, true)
}

/// Lets this form wait until the account of its sender is signed in again, for as long as a link to sign in works.
pub fn keep_until_signed_in(
    account_id: Uuid,
    form: &str,
    about: &impl Serialize,
    texts: Texts,
) -> Result<(), AppError> {
    let seconds = Purpose::Portal.lifetime().num_seconds();
    cookie::append(UNSAVED, &packed(Some(account_id), form, about, texts)?, seconds, true)
}

/// The form as one text that fits in a cookie. Where it does not, the longest text is cut until it does: that one is too long for
/// its field as well, and the others come back whole.
fn packed(owner: Option<Uuid>, form: &str, about: &impl Serialize, mut texts: Texts) -> Result<String, AppError> {
    loop {
        let packed = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(owner, form, about, &texts)).map_err(internal)?);
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
    let account = match request::visitor() {
        Visitor::Customer(viewer) => Some(viewer.account_id),
        Visitor::Colleague(viewer) | Visitor::SettingUp(viewer) => Some(viewer.user_id),
        Visitor::Nobody => None,
    };
    let (name, kept) = [COOKIE, UNSAVED].into_iter().find_map(|name| {
        let kept = read(name).filter(|kept| kept.form == form)?;
        (kept.owner.is_none() || kept.owner == account).then_some((name, kept))
    })?;
    // A cookie that stays shows an old form once more: no harm.
    let _ = cookie::append(name, "", 0, true);
    Some((serde_json::from_value(kept.about).ok()?, kept.texts))
}

/// The form that came back to the page of this path, if one did: its name there, what was said of it, and what was typed in it. It
/// is shown once.
pub fn take_of_page<A: DeserializeOwned>(path: &str) -> Option<(String, A, Texts)> {
    let start = on_page(path, "");
    let form = [COOKIE, UNSAVED]
        .into_iter()
        .find_map(|name| read(name).map(|kept| kept.form).filter(|form| form.starts_with(&start)))?;
    let (about, texts) = take(&form)?;
    Some((form[start.len()..].to_owned(), about, texts))
}

/// The name of a form of the page of this path.
pub fn on_page(path: &str, form: &str) -> String {
    format!("page {path} {form}")
}

/// Removes the form that waits in this browser for somebody else than who signs in now.
pub fn forget_unsaved_of_others(holder: Holder) -> Result<(), AppError> {
    let who = match holder {
        Holder::User { user_id, .. } => user_id,
        Holder::Portal { account_id, .. } => account_id,
    };
    let of_holder = |owner: Option<Uuid>| owner == Some(who);
    match request::cookie(UNSAVED) {
        Some(_) if !read(UNSAVED).is_some_and(|kept| of_holder(kept.owner)) => remove(UNSAVED),
        _ => Ok(()),
    }
}

/// Removes what was typed in this browser: whoever comes next is somebody else.
pub fn forget() -> Result<(), AppError> {
    remove(COOKIE)?;
    remove(UNSAVED)
}

fn remove(name: &str) -> Result<(), AppError> {
    match request::cookie(name) {
        Some(_) => cookie::append(name, "", 0, true),
        None => Ok(()),
    }
}

/// A form as a cookie holds it.
struct Kept {
    /// The only account that it is shown to.
    owner: Option<Uuid>,
    form: String,
    about: serde_json::Value,
    texts: Texts,
}

fn read(name: &str) -> Option<Kept> {
    let text = URL_SAFE_NO_PAD.decode(request::cookie(name)?).ok()?;
    let (owner, form, about, texts) = serde_json::from_slice(&text).ok()?;
    Some(Kept { owner, form, about, texts })
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
            let packed = packed(Some(Uuid::max()), "form", &"about", typed).unwrap();
            assert!(packed.len() <= LARGEST);
            let (_, _, _, back): (Uuid, String, String, Texts) =
                serde_json::from_slice(&URL_SAFE_NO_PAD.decode(packed).unwrap()).unwrap();
            assert_eq!(back["website"], "peeters.be");
            assert!(long.starts_with(&back[field]) && back[field].chars().count() >= 250);
        }
    }
}
