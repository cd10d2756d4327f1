//! Amounts of money: whole cents with their currency.

mod typed;

use serde::{Deserialize, Serialize};

use crate::language::SymbolPlace;
use crate::{Language, Locale};

/// A currency with two decimals, written as its ISO 4217 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// The euro.
    #[default]
    Eur,
    /// The dollar of the United States.
    Usd,
    /// The British pound.
    Gbp,
    /// The Swiss franc.
    Chf,
    /// The Danish krone.
    Dkk,
    /// The Norwegian krone.
    Nok,
    /// The Swedish krona.
    Sek,
}

impl Currency {
    /// ISO 4217.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Eur => "EUR",
            Self::Usd => "USD",
            Self::Gbp => "GBP",
            Self::Chf => "CHF",
            Self::Dkk => "DKK",
            Self::Nok => "NOK",
            Self::Sek => "SEK",
        }
    }

    /// The sign where it is unmistakable, otherwise the code.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Eur => "€",
            Self::Gbp => "£",
            other => other.code(),
        }
    }
}

/// An amount in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Hundredths of the currency's unit; negative is a debt or a credit note.
    pub cents: i64,
    /// What the cents are cents of.
    pub currency: Currency,
}

impl Money {
    /// An amount in euro.
    #[must_use]
    pub const fn euro(cents: i64) -> Self {
        Self { cents, currency: Currency::Eur }
    }

    /// The sum, unless the currencies differ or the sum does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let cents = self.cents.checked_add(other.cents)?;
        (self.currency == other.currency).then_some(Self { cents, ..self })
    }

    /// As people of the locale write it: `€ 1.234,56` (nl), `1.234,56 €` (fr and de in Belgium), `1 234,56 €` (fr
    /// elsewhere), `€1,234.56` (en).
    #[must_use]
    pub fn format(self, locale: &Locale) -> String {
        let symbol = self.currency.symbol();
        let sign = if self.cents < 0 { "-" } else { "" };
        let amount = self.unsigned(locale);
        match locale.language().symbol_place() {
            SymbolPlace::Before => format!("{symbol} {sign}{amount}"),
            SymbolPlace::After => format!("{sign}{amount} {symbol}"),
            SymbolPlace::Glued if symbol.len() == 3 && symbol.is_ascii() => format!("{sign}{symbol} {amount}"),
            SymbolPlace::Glued => format!("{sign}{symbol}{amount}"),
        }
    }

    /// The same without its currency.
    #[must_use]
    pub fn amount(self, locale: &Locale) -> String {
        format!("{}{}", if self.cents < 0 { "-" } else { "" }, self.unsigned(locale))
    }

    fn unsigned(self, locale: &Locale) -> String {
        let (language, belgian) = (locale.language(), locale.country() == Some(crate::Country::BE));
        // French-speaking Belgians write the points that others of French do not.
        let thousands = if belgian && language == Language::Fr { '.' } else { language.thousands() };
        digits(self.cents.unsigned_abs(), thousands, language.decimal())
    }
}

/// The digits with what stands between them.
fn digits(cents: u64, thousands: char, decimal: char) -> String {
    let whole = (cents / 100).to_string();
    let mut text = String::with_capacity(whole.len() * 2);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    format!("{text}{decimal}{:02}", cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("nl-BE", 123_456, "€ 1.234,56")]
    #[case("nl", -123_456_789, "€ -1.234.567,89")]
    #[case("nl-BE", 5, "€ 0,05")]
    #[case("nl-BE", 100_000, "€ 1.000,00")]
    #[case("nl-BE", 99_999, "€ 999,99")]
    #[case("fr-BE", 123_456, "1.234,56 €")]
    #[case("fr-FR", 123_456, "1\u{202f}234,56 €")]
    #[case("de-BE", -123_456, "-1.234,56 €")]
    #[case("en-GB", 123_456, "€1,234.56")]
    #[case("nl-BE", i64::MIN, "€ -92.233.720.368.547.758,08")]
    fn writes_as_people_do(#[case] locale: Locale, #[case] cents: i64, #[case] text: &str) {
        assert_eq!(Money::euro(cents).format(&locale), text);
    }

    #[test]
    fn a_currency_without_a_clear_sign_shows_its_code() {
        let crowns = Money { cents: 100, currency: Currency::Nok };
        assert_eq!(crowns.format(&"nl-BE".parse().unwrap()), "NOK 1,00");
        assert_eq!(crowns.format(&"en-GB".parse().unwrap()), "NOK 1.00");
    }

    #[test]
    fn adds_only_what_belongs_together() {
        let francs = Money { cents: 1, currency: Currency::Chf };
        assert_eq!(Money::euro(1).checked_add(Money::euro(2)), Some(Money::euro(3)));
        assert_eq!(Money::euro(1).checked_add(francs), None);
        assert_eq!(Money::euro(i64::MAX).checked_add(Money::euro(1)), None);
    }
}
