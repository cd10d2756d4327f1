//! What was typed in a plain form that could not be saved: it goes back to its page in a cookie that lives for minutes, so that nothing
//! is lost without JavaScript and nothing personal stands in an address. A password never goes back.
//!
//! A form that was sent after its session had ended waits longer, until its person has signed in again. It is shown to nobody else,
//! and is gone when somebody else signs in to the browser.

use std::{
    collections::BTreeSet,
    io::{Read as _, Write as _},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{KeptForm, Texts, Visitor, cookie, links::Purpose, queries::Holder, request};
use crate::{context::internal, error::AppError};

/// The cookie that carries a form back to its page.
const COOKIE: &str = "kantoor_typed";
/// How long, in seconds.
const LIVES: i64 = 120;
/// The cookie in which a form waits for its person to sign in again.
const UNSAVED: &str = "kantoor_unsaved";
/// What a browser keeps in one cookie, less its name and attributes.
const LARGEST: usize = 3_800;
/// A text longer than this is too long for any field: its end is not tried to be kept.
const LONGEST: usize = 8_000;
/// What a form takes at most when it is unpacked: more than any form may hold, and no burden.
const UNPACKED: u64 = 256 * 1024;

/// Sends this form back to its page: `about` it, and what was typed in it.
pub fn keep(form: &str, about: &impl Serialize, texts: Texts) -> Result<(), AppError> {
    set(COOKIE, packed(None, form, about, texts)?, LIVES)
}

/// The same for the eyes of this account only.
pub fn keep_for(account_id: Uuid, form: &str, about: &impl Serialize, texts: Texts) -> Result<(), AppError> {
    set(COOKIE, packed(Some(account_id), form, about, texts)?, LIVES)
}

/// Lets this form wait until the account of its sender is signed in again, for as long as a link to sign in works.
pub fn keep_until_signed_in(
    account_id: Uuid,
    form: &str,
    about: &impl Serialize,
    texts: Texts,
) -> Result<(), AppError> {
    set(UNSAVED, packed(Some(account_id), form, about, texts)?, Purpose::Portal.lifetime().num_seconds())
}

/// A form that does not fit is not sent back: its page says that it is lost, or shows what is stored.
fn set(name: &str, packed: Option<String>, seconds: i64) -> Result<(), AppError> {
    packed.map_or(Ok(()), |packed| cookie::append(name, &packed, seconds, true))
}

/// The form as one text that fits in a cookie, compressed: one with every field as long as people write them fits. Where it does not,
/// the longest texts are cut until it does, which is said of their fields. None where not even the names of its fields fit.
fn packed(
    owner: Option<Uuid>,
    form: &str,
    about: &impl Serialize,
    mut texts: Texts,
) -> Result<Option<String>, AppError> {
    let mut cut = BTreeSet::new();
    let longest = texts.values().map(|text| text.chars().count()).max().unwrap_or_default();
    let mut most = longest.min(LONGEST);
    loop {
        for (name, text) in &mut texts {
            if let Some((end, _)) = text.char_indices().nth(most) {
                text.truncate(end);
                cut.insert(name.clone());
            }
        }
        let whole = serde_json::to_vec(&(owner, form, about, &texts, &cut)).map_err(internal)?;
        let packed = URL_SAFE_NO_PAD.encode(compressed(&whole).map_err(internal)?);
        if packed.len() <= LARGEST {
            return Ok(Some(packed));
        }
        if most == 0 {
            return Ok(None);
        }
        most = most * 3 / 4;
    }
}

fn compressed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The form of this name, if it came back. It is shown once.
pub fn take<A: DeserializeOwned>(form: &str) -> Option<KeptForm<A>> {
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
    let Kept { form, about, texts, cut, .. } = kept;
    Some(KeptForm { form, about: serde_json::from_value(about).ok()?, texts, cut })
}

/// The form that came back to the page of this path, if one did. It is shown once.
pub fn take_of_page<A: DeserializeOwned>(path: &str) -> Option<KeptForm<A>> {
    let start = on_page(path, "");
    let kept =
        [COOKIE, UNSAVED].into_iter().find_map(|name| read(name).filter(|kept| kept.form.starts_with(&start)))?;
    take(&kept.form).map(|kept| KeptForm { form: kept.form[start.len()..].to_owned(), ..kept })
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
    /// The fields whose text was cut.
    cut: Vec<String>,
}

fn read(name: &str) -> Option<Kept> {
    unpacked(&request::cookie(name)?)
}

fn unpacked(text: &str) -> Option<Kept> {
    let mut whole = Vec::new();
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    DeflateDecoder::new(bytes.as_slice()).take(UNPACKED).read_to_end(&mut whole).ok()?;
    let (owner, form, about, texts, cut) = serde_json::from_slice(&whole).ok()?;
    Some(Kept { owner, form, about, texts, cut })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(texts: &Texts) -> Kept {
        let packed = packed(Some(Uuid::max()), "form", &"about", texts.clone()).unwrap().expect("it fits");
        assert!(packed.len() <= LARGEST, "{}", packed.len());
        unpacked(&packed).unwrap()
    }

    /// Words that repeat no more than those of people do.
    fn prose(characters: usize) -> String {
        let words = (0_u32..).map(|number| format!("{} ", number.wrapping_mul(2_654_435_761) >> 15));
        words.flat_map(|word| word.chars().collect::<Vec<_>>()).take(characters).collect()
    }

    #[test]
    fn a_form_with_the_longest_description_comes_back_whole() {
        let description = include_str!("../../../docs/OPERATING.md").chars().take(4_000).collect();
        let mut texts = Texts::from([("description".to_owned(), description)]);
        for field in ["name", "address_street", "address_city", "contact_last_name", "contact_email", "iban", "vat"] {
            texts.insert(field.to_owned(), format!("{field} van Bakkerij Peeters"));
        }
        let kept = back(&texts);
        assert_eq!((kept.texts, kept.cut), (texts, vec![]));
    }

    #[test]
    fn what_is_too_long_for_a_cookie_costs_only_itself_and_is_named() {
        let long = prose(20_000);
        let texts = Texts::from([("name".to_owned(), long.clone()), ("website".to_owned(), "peeters.be".to_owned())]);
        let kept = back(&texts);
        assert_eq!(kept.texts["website"], "peeters.be");
        assert!(long.starts_with(&kept.texts["name"]) && kept.texts["name"].len() > 3_000);
        assert_eq!(kept.cut, ["name"]);
    }

    #[test]
    fn fields_that_no_form_has_are_not_kept() {
        let many = |fields: usize| {
            let texts = (0..fields).map(|number| (prose(40).split_off(30) + &number.to_string(), prose(120)));
            packed(None, "form", &"about", texts.collect()).unwrap()
        };
        assert!(many(990).is_none_or(|packed| packed.len() <= LARGEST));
        let names = |fields: u64| {
            (0..fields).map(|field| {
                (
                    Uuid::from_u64_pair(field.wrapping_mul(0x9e37_79b9_7f4a_7c15), field.rotate_left(40)).to_string(),
                    String::new(),
                )
            })
        };
        assert!(packed(None, "form", &"about", names(1_000).collect()).unwrap().is_none());
    }

    #[test]
    fn a_cookie_that_unpacks_to_too_much_is_none() {
        let texts = Texts::from([("name".to_owned(), " ".repeat(UNPACKED as usize))]);
        let whole = serde_json::to_vec(&((), "form", "about", texts, [(); 0])).unwrap();
        assert!(unpacked(&URL_SAFE_NO_PAD.encode(compressed(&whole).unwrap())).is_none());
        assert!(unpacked("geen koekje").is_none());
    }
}
