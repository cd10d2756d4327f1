//! Bank account numbers: the registry of IBANs, and the extra check inside a Belgian one.

mod examples;

use iban::{IbanLike, ParseBaseIbanError, ParseIbanError};

use crate::checks::{all_digits, mod_97, value};
use crate::compact::{compact, look_alikes};
use crate::company_number::strip_labels;
use crate::newtype::newtype;
use crate::{Country, Parsed, Reason, Rejection, Repair, slips};

newtype! {
    /// International bank account number (ISO 13616), stored without spaces.
    Iban
}

impl Iban {
    /// Reads an IBAN in print or electronic form.
    ///
    /// # Errors
    /// `Prefix` (no country), `UnknownCountry`, `Length`, `Format`, `CheckDigits` (`expected` are the last two digits of
    /// a Belgian account). The repair makes an IBAN of an old Belgian account number, adds a forgotten `BE`, or gives the
    /// numbers that are one slip away. What is wrong with the form comes with an account number of that country.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let text = compact(raw)?;
        let text = strip_labels(&text, &["IBAN"]);
        let reason = match check(text) {
            Ok(()) => return Ok(Parsed::plain(Self(text.to_owned()))),
            Err(reason) => reason,
        };
        let digits = match text.strip_prefix("BE") {
            Some(digits) => format!("BE{}", look_alikes(digits)),
            None => text.to_owned(),
        };
        if digits != text && check(&digits).is_ok() {
            return Ok(Parsed { value: Self(digits), repaired: Some(Repair::LookAlikes) });
        }
        let rejection = Rejection::from(reason).or_try(repairs(&digits));
        Err(match text.get(..2).and_then(examples::example) {
            Some(example) => rejection.such_as(&in_fours(example)),
            None => rejection,
        })
    }

    /// In groups of four: `BE68 5390 0754 7034`.
    #[must_use]
    pub fn formatted(&self) -> String {
        in_fours(&self.0)
    }

    /// The country of the account; none for Kosovo, which has IBANs but no ISO code.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        self.0[..2].parse().ok()
    }
}

fn in_fours(iban: &str) -> String {
    let groups: Vec<&str> = (0..iban.len()).step_by(4).map(|start| &iban[start..iban.len().min(start + 4)]).collect();
    groups.join(" ")
}

fn check(text: &str) -> Result<(), Reason> {
    let Some(country) = text.get(..2).filter(|code| code.bytes().all(|b| b.is_ascii_uppercase())) else {
        return Err(Reason::Prefix);
    };
    // The registry only says "wrong": a message can say how many characters are missing.
    if let Some(example) = examples::example(country)
        && text.len() != example.len()
    {
        return Err(Reason::length(text, &[example.len()]));
    }
    text.parse::<iban::Iban>().map_err(|error| match error {
        ParseIbanError::InvalidBaseIban { source: ParseBaseIbanError::InvalidChecksum } => Reason::CHECK_DIGITS,
        ParseIbanError::InvalidBaseIban { .. } | ParseIbanError::InvalidBban(_) => Reason::IbanForm { example: None },
        ParseIbanError::UnknownCountry(base) => Reason::UnknownCountry { hint: Country::hint(base.country_code()) },
    })?;
    match text.strip_prefix("BE") {
        Some(rest) => check_belgian(&rest[2..]),
        None => Ok(()),
    }
}

/// A Belgian account number ends in its first ten digits mod 97, where 0 counts as 97.
fn check_belgian(account: &str) -> Result<(), Reason> {
    let (body, check) = account.split_at(10);
    let expected = match value(body) % 97 {
        0 => 97,
        rest => rest,
    };
    if value(check) == expected {
        Ok(())
    } else {
        Err(Reason::CheckDigits { expected: Some(format!("{expected:02}")) })
    }
}

fn repairs(text: &str) -> Vec<String> {
    let right = |text: &str| match text.len() {
        12 if all_digits(text) => check_belgian(text).is_ok().then(|| of_account(text)),
        14 if all_digits(text) => Some(format!("BE{text}")).filter(|whole| check(whole).is_ok()),
        _ => check(text).is_ok().then(|| text.to_owned()),
    };
    right(text).map_or_else(|| slips::repairs(text, slips::DIGITS, right), |whole| vec![whole])
}

/// The IBAN of an old Belgian account number.
fn of_account(account: &str) -> String {
    format!("BE{:02}{account}", 98 - mod_97(&format!("{account}BE00")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("BE68 5390 0754 7034", "BE68539007547034")]
    #[case("be68-5390-0754-7034", "BE68539007547034")]
    #[case("IBAN BE68539007547034", "BE68539007547034")]
    #[case("nl91 abna 0417 1643 00", "NL91ABNA0417164300")]
    #[case("DE44 5001 0517 5407 3249 31", "DE44500105175407324931")]
    #[case("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606")]
    fn reads(#[case] raw: &str, #[case] stored: &str) {
        let iban: Iban = raw.parse().expect(raw);
        assert_eq!(iban.as_str(), stored);
        assert_eq!(iban.formatted().parse::<Iban>(), Ok(iban));
    }

    #[rstest]
    #[case("BE68 5390 0754 703", Reason::length("BE6853900754703", &[16]).such_as("BE71 0961 2345 6769"), &[])]
    #[case("BE68 5390 0754 7035", Reason::CHECK_DIGITS, &["BE68539007547034"])]
    #[case("BE68 5390 0754 7304", Reason::CHECK_DIGITS, &["BE68539007547034"])]
    #[case("539-0075470-34", Reason::Prefix, &["BE68539007547034"])]
    #[case("68 5390 0754 7034", Reason::Prefix, &["BE68539007547034"])]
    #[case("539-0075470-35", Reason::Prefix, &["BE57599007547035", "BE57539007547135", "BE68539007547034"])]
    #[case("68 5390 0754 7304", Reason::Prefix, &["BE68539007547034"])]
    #[case("BE68 539O 0754 7035", Reason::CHECK_DIGITS, &["BE68539007547034"])]
    #[case("EB68 5390 0754 7034", Reason::CHECK_DIGITS, &["BE68539007547034"])]
    #[case("NL91 BANA 0417 1643 00", Reason::CHECK_DIGITS, &["NL91ABNA0417164300", "NL91BANA0417154300", "NL91BANA0417164000"])]
    #[case("NL91 1234 0417 1643 00", Reason::CHECK_DIGITS, &[])]
    #[case("ZZ68 5390 0754 7034", Reason::CHECK_DIGITS, &[])]
    #[case("6,8539E+13", Reason::LostDigits, &[])]
    fn refuses(#[case] raw: &str, #[case] reason: Reason, #[case] repairs: &[&str]) {
        let repairs = repairs.iter().map(ToString::to_string).collect();
        assert_eq!(Iban::read(raw), Err(Rejection { reason, repairs }));
    }

    #[test]
    fn every_country_of_the_registry_has_its_example() {
        let letters = || 'A'..='Z';
        let codes = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
        for code in codes {
            let Some(example) = examples::example(&code) else {
                let digits = 98 - mod_97(&format!("0000000000{code}00"));
                let unknown = format!("{code}{digits:02}0000000000").parse::<iban::Iban>();
                assert!(matches!(unknown, Err(ParseIbanError::UnknownCountry(_))), "{code}");
                continue;
            };
            assert_eq!(Iban::read(example), Ok(Parsed::plain(Iban(example.to_owned()))));
            for at in 2..example.len() {
                let short = format!("{}{}", &example[..at], &example[at + 1..]);
                let reason = Iban::read(&short).expect_err(&short).reason;
                assert_eq!(reason, Reason::length(&short, &[example.len()]).such_as(&in_fours(example)), "{short}");
            }
        }
    }

    #[rstest]
    #[case("GB29 1234 6016 1331 9268 19", "GB29 NWBK 6016 1331 9268 19")]
    #[case("IT60 0054 2811 1010 0000 0123 456", "IT60 X054 2811 1010 0000 0123 456")]
    fn the_form_of_a_country_is_told_with_its_example(#[case] raw: &str, #[case] example: &str) {
        let bare = raw.replace(' ', "");
        let (country, account) = (&bare[..2], &bare[4..]);
        let right = format!("{country}{:02}{account}", 98 - mod_97(&format!("{account}{country}00")));
        assert_eq!(Iban::read(&right).unwrap_err().reason, Reason::IbanForm { example: Some(example.to_owned()) });
    }

    #[test]
    fn an_iban_that_only_passes_internationally_is_refused_in_belgium() {
        // 5390075470 mod 97 is 34; with 35 the account is wrong, whatever the check digits of the IBAN say.
        let account = "539007547035";
        let digits = 98 - mod_97(&format!("{account}BE00"));
        let raw = format!("BE{digits:02}{account}");
        assert!(raw.parse::<iban::Iban>().is_ok());
        let expected = Some("34".to_owned());
        assert_eq!(Iban::read(&raw).unwrap_err().reason, Reason::CheckDigits { expected });
    }

    #[test]
    fn a_remainder_of_nought_counts_as_97() {
        let raw = format!("BE{:02}000000009797", 98 - mod_97("000000009797BE00"));
        assert_eq!(raw.parse::<Iban>().map(String::from), Ok(raw));
    }

    #[test]
    fn letters_that_look_like_digits_are_reported() {
        let parsed = Iban::read("BE68 539O 0754 7O34").unwrap();
        assert_eq!(parsed.value.as_str(), "BE68539007547034");
        assert_eq!(parsed.repaired, Some(Repair::LookAlikes));
    }
}
