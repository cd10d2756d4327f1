//! Amounts as people type them, and the one form in which they are kept while they are text.

use super::Money;
use crate::compact::ascii_look;
use crate::{Reason, Rejection, clean};

/// As many digits as an amount may have before its cents.
const MOST_DIGITS: usize = 9;

impl Money {
    /// An amount in euro, not below zero, as people write it in any of the languages: `1.234,56`, `€1,234.56`, `1 234,5 EUR`,
    /// `1234,-`. A sign with one or two digits behind it stands before cents, one with three between thousands.
    ///
    /// # Errors
    /// `Empty`, `AmountForm`.
    pub fn read(text: &str) -> Result<Self, Rejection> {
        let text: String = clean::line(text).text.chars().map(ascii_look).collect();
        let amount = without_currency(&text);
        if amount.is_empty() {
            return Err(if text.is_empty() { Reason::Empty } else { Reason::AmountForm }.into());
        }
        cents(amount).map(Self::euro).ok_or_else(|| Reason::AmountForm.into())
    }

    /// Its one form as text, in every language: `1234.56`.
    #[must_use]
    pub fn plain(self) -> String {
        let (sign, cents) = (if self.cents < 0 { "-" } else { "" }, self.cents.unsigned_abs());
        format!("{sign}{}.{:02}", cents / 100, cents % 100)
    }

    /// The text of a number as a spreadsheet keeps it, to the cent; any other text as it is.
    pub(crate) fn rounded(number: &str) -> String {
        const MOST: f64 = 1e12;
        match number.parse::<f64>() {
            // The cents of such a number are exact.
            Ok(amount) if amount.abs() < MOST => Self::euro((amount * 100.0).round() as i64).plain(),
            _ => number.to_owned(),
        }
    }
}

/// The amount without the sign or the name of the euro, before or behind it.
fn without_currency(text: &str) -> &str {
    let names = ["€", "EUR", "eur", "Eur", "euro", "Euro"];
    let bare = names.into_iter().rev().find_map(|name| text.strip_prefix(name).or_else(|| text.strip_suffix(name)));
    bare.unwrap_or(text).trim()
}

fn cents(amount: &str) -> Option<i64> {
    // Nothing but whole euro, as the Dutch and the Swiss write it.
    let round = [",-", ".-", ",--", ".--"].into_iter().find_map(|end| amount.strip_suffix(end));
    let (whole, cents) = match (round, amount.rsplit_once(['.', ','])) {
        (Some(whole), _) => (whole, 0),
        (None, Some((whole, rest))) if matches!(rest.len(), 1 | 2) => (whole, two_digits(rest)?),
        _ => (amount, 0),
    };
    // One sign cannot part thousands and stand before the cents too.
    let decimal = amount[whole.len()..].chars().next();
    Some(whole_euro(whole, decimal)? * 100 + cents)
}

/// `5` behind the sign is fifty cents.
fn two_digits(digits: &str) -> Option<i64> {
    let value: i64 = number(digits)?;
    Some(if digits.len() == 1 { value * 10 } else { value })
}

/// Digits, or groups of three of them with one and the same sign between.
fn whole_euro(text: &str, decimal: Option<char>) -> Option<i64> {
    let Some(sign) = text.chars().find(|c| !c.is_ascii_digit()) else { return number(text) };
    let groups: Vec<&str> = text.split(sign).collect();
    let [first, rest @ ..] = groups.as_slice() else { return None };
    let is_group = |group: &&str| group.len() == 3;
    let fits = matches!(sign, '.' | ',' | ' ' | '\'' | '’')
        && decimal != Some(sign)
        && matches!(first.len(), 1..=3)
        && !first.starts_with('0')
        && rest.iter().all(is_group);
    if fits { number(&groups.concat()) } else { None }
}

fn number(digits: &str) -> Option<i64> {
    let is_number = digits.len() <= MOST_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Country, Language, Locale};
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("1.234,56", 123_456)]
    #[case("1,234.56", 123_456)]
    #[case("1 234,56", 123_456)]
    #[case("1\u{202f}234,56 €", 123_456)]
    #[case("1'234.56", 123_456)]
    #[case("1234.56", 123_456)]
    #[case("€ 1.234,56", 123_456)]
    #[case("€1,234.56", 123_456)]
    #[case("EUR 1234", 123_400)]
    #[case("1234 euro", 123_400)]
    #[case("1.234", 123_400)]
    #[case("1,234", 123_400)]
    #[case("1.234.567", 123_456_700)]
    #[case("12,5", 1_250)]
    #[case("12.5", 1_250)]
    #[case("0", 0)]
    #[case("0,05", 5)]
    #[case("1500,-", 150_000)]
    #[case("1.500,--", 150_000)]
    #[case("007", 700)]
    #[case("１２３", 12_300)]
    #[case("999.999.999,99", 99_999_999_999)]
    #[case(" 25\u{200b}00 ", 250_000)]
    fn an_amount_is_read_as_people_write_it(#[case] text: &str, #[case] cents: i64) {
        assert_eq!(Money::read(text), Ok(Money::euro(cents)));
    }

    #[rstest]
    #[case("-5")]
    #[case("−5")]
    #[case("+5")]
    #[case("5-")]
    #[case("1.2.3")]
    #[case("1.23.456")]
    #[case("1234.567")]
    #[case("0.123")]
    #[case("1.234.56")]
    #[case("1,234,56")]
    #[case("1,2,3")]
    #[case("12,")]
    #[case(",50")]
    #[case("1 234.567,89")]
    #[case("1e5")]
    #[case("12 USD")]
    #[case("€")]
    #[case("=1+1")]
    #[case("=cmd|' /C calc'!A0")]
    #[case("1000000000")]
    #[case("99999999999999999999999999")]
    #[case("tien")]
    #[case("💶 12")]
    #[case("١٢٣")]
    #[case("NaN")]
    #[case("inf")]
    #[case("1\u{301}2")]
    #[case("12\n\u{0}34")]
    fn what_is_no_amount_is_refused(#[case] text: &str) {
        let read = Money::read(text);
        assert!(matches!(read, Err(Rejection { reason: Reason::AmountForm, .. })), "{text}: {read:?}");
    }

    #[test]
    fn a_text_of_any_length_is_refused_at_once() {
        for text in ["9".repeat(10_000), "1.".repeat(5_000), "€".repeat(10_000)] {
            assert_eq!(Money::read(&text).map_err(|rejection| rejection.reason), Err(Reason::AmountForm));
        }
        assert_eq!(Money::read(" \u{200b}").map_err(|rejection| rejection.reason), Err(Reason::Empty));
    }

    #[rstest]
    #[case("1234.5", "1234.50")]
    #[case("234.567", "234.57")]
    #[case("0", "0.00")]
    #[case("-5", "-5.00")]
    #[case("1E+20", "1E+20")]
    #[case("twaalf", "twaalf")]
    fn a_number_of_a_spreadsheet_is_taken_to_the_cent(#[case] number: &str, #[case] text: &str) {
        assert_eq!(Money::rounded(number), text);
    }

    proptest! {
        #[test]
        fn what_is_written_in_any_language_is_read_again(cents in 0..=99_999_999_999_i64) {
            let money = Money::euro(cents);
            prop_assert_eq!(Money::read(&money.plain()), Ok(money));
            prop_assert_eq!(Money::rounded(&money.plain()), money.plain());
            for language in Language::ALL {
                for country in [Country::BE, Country::NL, Country::FR] {
                    let locale = Locale::new(language, country);
                    prop_assert_eq!(Money::read(&money.format(&locale)), Ok(money));
                    prop_assert_eq!(Money::read(&money.amount(&locale)), Ok(money));
                }
            }
        }

        #[test]
        fn whatever_is_read_has_one_form(text in "[0-9.,' €-]{0,14}") {
            if let Ok(money) = Money::read(&text) {
                prop_assert!((0..=99_999_999_999).contains(&money.cents));
                prop_assert_eq!(Money::read(&money.plain()), Ok(money));
            }
        }

        #[test]
        fn nothing_that_is_typed_stops_it(text in ".{0,40}") {
            let _ = Money::read(&text);
        }
    }
}
