//! The register of VAT numbers of the European Union, VIES.

use std::time::Duration;

use domain::VatNumber;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_rustls::rustls;
use url::Url;

use super::{
    client::Client,
    register::{Answer, Register, Silence},
};

/// How long somebody waits for an answer. Some countries take longer: that is for a job.
const WITHIN: Duration = Duration::from_secs(5);
/// What it says in place of what the country keeps to itself.
const WITHHELD: &str = "---";

/// Asks VIES whether a VAT number is in use.
#[derive(Clone)]
pub struct Vies {
    client: Client,
    check: Url,
}

/// What VIES says of a number that is in use. Some countries tell neither name nor address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    pub name: Option<String>,
    pub address: Option<String>,
}

/// An answer, or a fault: a fault comes with the status of an answer too, and keys may be missing.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Reply {
    country_code: Option<String>,
    vat_number: Option<String>,
    request_date: Option<String>,
    valid: Option<Value>,
    name: Option<String>,
    address: Option<String>,
    error_wrappers: Vec<Fault>,
}

#[derive(Deserialize)]
struct Fault {
    error: String,
}

impl Vies {
    /// The one whose addresses begin with `base`.
    ///
    /// # Errors
    /// Where this machine has no TLS to offer.
    pub fn at(base: &Url) -> Result<Self, rustls::Error> {
        let mut check = base.clone();
        check.set_path(&format!("{}/check-vat-number", base.path().trim_end_matches('/')));
        Ok(Self { client: Client::new(WITHIN)?, check })
    }
}

impl Register for Vies {
    type Number = VatNumber;
    type Found = Registered;

    async fn look_up(&self, number: &VatNumber) -> Answer<Registered> {
        if !number.is_eu() {
            return Answer::NotChecked;
        }
        let asked = json!({ "countryCode": number.prefix(), "vatNumber": number.national() });
        let answer = match self.client.post(&self.check, asked.to_string().into_bytes()).await {
            Ok(body) => read(number, &body),
            Err(silence) => Answer::Unknown(silence),
        };
        // The number may be that of a person: it is not written down.
        if let Answer::Unknown(silence) = &answer {
            tracing::warn!(country = number.prefix(), ?silence, "VIES told nothing");
        }
        answer
    }
}

/// What an answer says of the number that was asked. Only a whole one counts: with a date, a yes or a no, and about that number.
fn read(number: &VatNumber, body: &[u8]) -> Answer<Registered> {
    let Ok(reply) = serde_json::from_slice::<Reply>(body) else { return Answer::Unknown(Silence::Unreadable) };
    if let Some(fault) = reply.error_wrappers.into_iter().next() {
        return Answer::Unknown(Silence::Fault(code(&fault.error)));
    }
    let echoes = |echo: &Option<String>, asked: &str| echo.as_deref().is_none_or(|echo| echo == asked);
    let is_of_it = echoes(&reply.country_code, number.prefix()) && echoes(&reply.vat_number, number.national());
    match reply.valid.as_ref().and_then(Value::as_bool) {
        Some(valid) if is_of_it && reply.request_date.is_some() => match valid {
            true => Answer::Valid(Registered { name: told(reply.name), address: told(reply.address) }),
            false => Answer::Invalid,
        },
        _ => Answer::Unknown(Silence::Unreadable),
    }
}

/// A code as VIES writes them; anything else of what it sent stays out of logs and pages.
fn code(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).take(40).collect()
}

fn told(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty() && text != WITHHELD)
}
