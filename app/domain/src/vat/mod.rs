//! VAT numbers of the European Union, Northern Ireland, Great Britain, Norway and Switzerland.

mod benelux;
mod east;
mod north;
mod outside;
mod scheme;
mod south;
#[cfg(test)]
mod tests;
mod west;

use crate::compact::{compact, look_alikes};
use crate::company_number::strip_labels;
use crate::newtype::newtype;
use crate::{Country, EnterpriseNumber, Parsed, Reason, Rejection, Repair, slips};
use scheme::Scheme;

newtype! {
    /// A VAT number with its prefix, which is that of the VAT registers: `EL` for Greece, `XI` for Northern Ireland.
    /// Norwegian numbers end in `MVA`; Swiss ones begin with `CHE` and leave out the `MWST`, `TVA` or `IVA` of their language.
    VatNumber
}

impl VatNumber {
    /// Reads a number with its prefix, in any punctuation and case.
    ///
    /// # Errors
    /// `Prefix` (no country letters), `UnknownCountry` (with a hint where one is likely), and what the country's own
    /// rule says: `Characters`, `Length`, `Format`, `CheckDigits`; the first three come with a right number of that country. The
    /// repair is a zero that was lost, or the numbers that are one slip away.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let text = compact(raw)?;
        Self::read_compact(strip_labels(&text, &["BTW", "TVA", "VAT"]))
    }

    /// Reads a number that a customer of `country` gave, where the prefix may be missing: `0477.472.701` in Belgium.
    /// A number with the prefix of another country is accepted: firms do register abroad.
    ///
    /// # Errors
    /// As [`VatNumber::read`]; `Prefix` in a country without a known form.
    pub fn read_for(country: Country, raw: &str) -> Result<Parsed<Self>, Rejection> {
        let own = match country {
            Country::GR => "EL",
            Country::CH => "CHE",
            other => other.as_str(),
        };
        let text = compact(raw).map_err(|reason| match example(own) {
            Some(example) => reason.such_as(&example),
            None => reason,
        })?;
        let text = strip_labels(&text, &["BTW", "TVA", "VAT"]);
        if text.starts_with(own) || text.starts_with(country.as_str()) {
            return Self::read_compact(text);
        }
        match Self::read_compact(&format!("{own}{text}")) {
            Ok(parsed) => Ok(parsed),
            Err(_) if has_prefix(text) => Self::read_compact(text),
            Err(bare) if has_prefix(own) => Err(bare),
            Err(_) => Err(Reason::Prefix.into()),
        }
    }

    /// [`VatNumber::read_for`] for those who need not know of repairs.
    ///
    /// # Errors
    /// See [`VatNumber::read_for`].
    pub fn parse_for(country: Country, raw: &str) -> Result<Self, Rejection> {
        Self::read_for(country, raw).map(|parsed| parsed.value)
    }

    fn read_compact(text: &str) -> Result<Parsed<Self>, Rejection> {
        if let Some(digits) = text.strip_prefix("BE") {
            return EnterpriseNumber::read_compact(digits)
                .map(|parsed| parsed.map(|number| Self::belgian(&number)))
                .map_err(|rejection| {
                    let repairs = rejection.repairs.iter().map(|digits| format!("BE{digits}"));
                    Rejection::from(rejection.reason.such_as(BELGIAN)).or_try(repairs)
                });
        }
        let Some((scheme, national)) = Scheme::of(text) else {
            return Err(unknown_prefix(text));
        };
        let stored = |national: &str| Self(format!("{}{}", scheme.prefix, scheme.complete(national)));
        let reason = match scheme.check(national) {
            Ok(()) => return Ok(Parsed::plain(stored(national))),
            Err(reason) => reason.such_as(&scheme.example()),
        };
        if let Some(padded) = scheme.restore_zeros(national) {
            return Ok(Parsed { value: stored(&padded), repaired: Some(Repair::LeadingZero) });
        }
        let digits = if scheme.has_letters() { national.to_owned() } else { look_alikes(national) };
        if digits != national && scheme.check(&digits).is_ok() {
            return Ok(Parsed { value: stored(&digits), repaired: Some(Repair::LookAlikes) });
        }
        // Only where digits are missing: with a wrong digit, a zero in front can fit by chance.
        let padded = format!("0{national}");
        if matches!(reason, Reason::Length { .. }) && scheme.check(&padded).is_ok() {
            return Err(Rejection::from(reason).or_try([stored(&padded).0]));
        }
        let right = |slip: &str| {
            let whole = scheme.check(slip).is_ok().then(|| slip.to_owned());
            whole.or_else(|| scheme.restore_zeros(slip)).map(|whole| stored(&whole).0)
        };
        Err(Rejection::from(reason).or_try(slips::repairs(&digits, slips::DIGITS_AND_LETTERS, right)))
    }

    pub(crate) fn belgian(number: &EnterpriseNumber) -> Self {
        Self(format!("BE{number}"))
    }

    /// The letters in front, as the VAT registers know them.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.0[..2]
    }

    /// What follows the two letters.
    #[must_use]
    pub fn national(&self) -> &str {
        &self.0[2..]
    }

    /// The country behind the prefix: `EL` is Greece, `XI` is the United Kingdom.
    #[must_use]
    pub fn country(&self) -> Country {
        let code = match self.prefix() {
            "EL" => "GR",
            "XI" => "GB",
            code => code,
        };
        code.parse().expect("every VAT prefix belongs to a country")
    }

    /// Whether VIES knows such numbers: the member states and Northern Ireland.
    #[must_use]
    pub fn is_eu(&self) -> bool {
        self.prefix() == "XI" || self.country().is_eu()
    }

    /// The enterprise number inside a Belgian VAT number.
    #[must_use]
    pub fn enterprise_number(&self) -> Option<EnterpriseNumber> {
        self.0.strip_prefix("BE")?.parse().ok()
    }
}

/// A right Belgian number as people write it.
const BELGIAN: &str = "BE 0477.472.701";

/// A right number of the country whose letters the text begins with.
fn example(text: &str) -> Option<String> {
    if text.starts_with("BE") { Some(BELGIAN.to_owned()) } else { Scheme::of(text).map(|(scheme, _)| scheme.example()) }
}

fn has_prefix(text: &str) -> bool {
    text.starts_with("BE") || Scheme::of(text).is_some()
}

fn unknown_prefix(text: &str) -> Rejection {
    let lettered = text.len() > 2 && text.bytes().take(2).all(|b| b.is_ascii_alphabetic());
    if !lettered {
        return Reason::Prefix.into();
    }
    let (prefix, national) = text.split_at(2);
    let hint = Country::hint(prefix);
    let repair = hint.as_ref().and_then(|code| VatNumber::read_compact(&format!("{code}{national}")).ok());
    Rejection::from(Reason::UnknownCountry { hint }).or_try(repair.map(|parsed| parsed.value.0))
}
