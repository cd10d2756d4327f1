//! Peppol participant identifiers: where a customer receives its e-invoices.

use crate::checks::{all_digits, require_digits};
use crate::newtype::newtype;
use crate::{
    CompanyNumber, Country, EnterpriseNumber, KvkNumber, NorwegianNumber, Parsed, Reason, Rejection, VatNumber, clean,
};

newtype! {
    /// `0208:0477472701`: a scheme of four digits (ISO 6523 or the list of OpenPeppol) and the number in that scheme.
    ParticipantId
}

impl ParticipantId {
    /// Longest number in a scheme, by the Peppol policy for identifiers.
    const MAX: usize = 50;

    /// Reads an id, with or without `iso6523-actorid-upis::`. The schemes of our own customers are held to the rule of
    /// their number; others need only letters and digits.
    ///
    /// # Errors
    /// `Empty`, `Format` (no scheme), and what the number's own rule says; what is wrong with the form comes with a right id of that
    /// scheme.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let text = clean::without_hidden(raw);
        let text = text.as_str();
        if text.is_empty() {
            return Err(Reason::Empty.into());
        }
        let text = text.strip_prefix("iso6523-actorid-upis::").unwrap_or(text);
        let in_form = |(scheme, _): &(&str, &str)| scheme.len() == 4 && all_digits(scheme);
        let (scheme, number) =
            text.split_once(':').filter(in_form).ok_or_else(|| Reason::FORMAT.such_as("0208:0477472701"))?;
        let id = |number: &str| format!("{scheme}:{number}");
        in_scheme(scheme, number).map(|parsed| parsed.map(|number| Self(id(&number)))).map_err(|rejection| {
            let repairs = rejection.repairs.iter().map(|number| id(number));
            let reason = match example(scheme) {
                Some(example) => rejection.reason.such_as(example),
                None => rejection.reason,
            };
            Rejection::from(reason).or_try(repairs)
        })
    }

    /// The ids a customer may be registered under, the likeliest first. Belgian parties belong on 0208, the VAT number
    /// (9925) is optional; Dutch ones on their KvK or VAT number; Norwegian ones on their organisation number.
    #[must_use]
    pub fn proposals(country: Country, company: Option<&CompanyNumber>, vat: Option<&VatNumber>) -> Vec<Self> {
        let own_vat = vat.filter(|vat| vat.country() == country);
        let number = company.map(CompanyNumber::as_str);
        let ids = match country {
            Country::BE => {
                let enterprise = number.or(own_vat.map(VatNumber::national));
                vec![enterprise.map(|n| format!("0208:{n}")), own_vat.map(|vat| format!("9925:{vat}"))]
            }
            Country::NL => vec![number.map(|n| format!("0106:{n}")), own_vat.map(|vat| format!("9944:{vat}"))],
            Country::NO => {
                let organisation = number.or(own_vat.map(|vat| vat.national().trim_end_matches("MVA")));
                vec![organisation.map(|n| format!("0192:{n}"))]
            }
            _ => Vec::new(),
        };
        ids.into_iter().flatten().filter_map(|id| id.parse().ok()).collect()
    }

    /// The four digits in front.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.0[..4]
    }

    /// The number within the scheme.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.0[5..]
    }
}

fn in_scheme(scheme: &str, number: &str) -> Result<Parsed<String>, Rejection> {
    match scheme {
        "0208" => EnterpriseNumber::read(number).map(|parsed| parsed.map(String::from)),
        "9925" => VatNumber::read_for(Country::BE, number).and_then(|vat| of_country(Country::BE, vat)),
        "9944" => VatNumber::read_for(Country::NL, number).and_then(|vat| of_country(Country::NL, vat)),
        "0106" => KvkNumber::read(number).map(|parsed| parsed.map(String::from)),
        "0192" => NorwegianNumber::read(number).map(|parsed| parsed.map(String::from)),
        _ => any(scheme, number).map(Parsed::plain),
    }
}

/// A right id of a scheme whose numbers have a rule.
fn example(scheme: &str) -> Option<&'static str> {
    Some(match scheme {
        "0106" => "0106:12345678",
        "0190" => "0190:00000001234567890000",
        "0192" => "0192:923609016",
        "0208" => "0208:0477472701",
        "9925" => "9925:BE0477472701",
        "9944" => "9944:NL004495445B01",
        _ => return None,
    })
}

fn of_country(country: Country, vat: Parsed<VatNumber>) -> Result<Parsed<String>, Rejection> {
    if vat.value.country() == country { Ok(vat.map(String::from)) } else { Err(Reason::Prefix.into()) }
}

/// Dutch public bodies (OIN, 0190) have twenty digits; of other schemes only the characters that the Peppol policy
/// allows are known here, and marks may be part of the number, as in a German *Leitweg-ID*.
fn any(scheme: &str, number: &str) -> Result<String, Rejection> {
    if number.is_empty() {
        return Err(Reason::Empty.into());
    }
    if !number.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:".contains(c)) {
        return Err(Reason::CHARACTERS.into());
    }
    if scheme == "0190" {
        require_digits(number, &[20])?;
    }
    if number.len() > ParticipantId::MAX {
        return Err(Reason::TooLong { max: ParticipantId::MAX }.into());
    }
    Ok(number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("0208:0477.472.701", "0208:0477472701")]
    #[case("iso6523-actorid-upis::0208:0477472701", "0208:0477472701")]
    #[case("9925:be0477472701", "9925:BE0477472701")]
    #[case("9944:NL000099998B57", "9944:NL000099998B57")]
    #[case("0106:12345678", "0106:12345678")]
    #[case("0190:00000001234567890000", "0190:00000001234567890000")]
    #[case("0192:923609016", "0192:923609016")]
    #[case("0088:5400000000006", "0088:5400000000006")]
    #[case("0204:991-01234-44", "0204:991-01234-44")]
    fn reads(#[case] raw: &str, #[case] stored: &str) {
        let id: ParticipantId = raw.parse().expect(raw);
        assert_eq!(id.as_str(), stored);
        assert_eq!(format!("{}:{}", id.scheme(), id.number()), stored);
    }

    #[rstest]
    #[case("0477472701", Reason::FORMAT.such_as("0208:0477472701"), &[])]
    #[case("208:0477472701", Reason::FORMAT.such_as("0208:0477472701"), &[])]
    #[case("0208:0123456789", Reason::CheckDigits { expected: Some("49".to_owned()) }, &["0208:0123452789", "0208:0123456749"])]
    #[case("0208:0477472710", Reason::CheckDigits { expected: Some("01".to_owned()) }, &["0208:0477472701", "0208:0476472710", "0208:0477442710"])]
    #[case("0190:123", Reason::length("123", &[20]).such_as("0190:00000001234567890000"), &[])]
    #[case("9925:NL000099998B57", Reason::Prefix, &[])]
    #[case("", Reason::Empty, &[])]
    fn refuses(#[case] raw: &str, #[case] reason: Reason, #[case] repairs: &[&str]) {
        let repairs = repairs.iter().map(ToString::to_string).collect();
        assert_eq!(ParticipantId::read(raw), Err(Rejection { reason, repairs }));
    }

    #[rstest]
    #[case("BE", Some("0477472701"), Some("BE0477472701"), &["0208:0477472701", "9925:BE0477472701"])]
    #[case("BE", None, Some("BE0477472701"), &["0208:0477472701", "9925:BE0477472701"])]
    #[case("BE", Some("0477472701"), Some("NL000099998B57"), &["0208:0477472701"])]
    // Its digits happen to pass as a Belgian enterprise number.
    #[case("BE", None, Some("DE435727562"), &[])]
    #[case("NL", Some("12345678"), Some("NL000099998B57"), &["0106:12345678", "9944:NL000099998B57"])]
    #[case("NO", None, Some("NO923609016MVA"), &["0192:923609016"])]
    #[case("FR", None, None, &[])]
    fn proposes(
        #[case] country: Country,
        #[case] company: Option<&str>,
        #[case] vat: Option<&str>,
        #[case] wanted: &[&str],
    ) {
        let company = company.map(|raw| CompanyNumber::parse_for(country, raw).unwrap());
        let vat = vat.map(|raw| raw.parse().unwrap());
        let ids = ParticipantId::proposals(country, company.as_ref(), vat.as_ref());
        assert_eq!(ids.iter().map(ParticipantId::as_str).collect::<Vec<_>>(), wanted);
    }
}
