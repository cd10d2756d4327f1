//! What a field can hold, and how a text becomes it.

use crate::{
    CompanyNumber, Country, Email, Iban, Line, Locale, Money, Nace, Reason, Rejection, VatNumber, clean,
    details::{NUMBERS, paragraph, phone, website},
};

/// The kind of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Line,
    /// Text of several lines.
    Paragraph,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// An address on the web.
    Url,
    /// An account number (ISO 13616).
    Iban,
    /// A VAT number, judged by the country of its record.
    Vat,
    /// What the country of its record calls a company number.
    CompanyNumber,
    /// A country, by its code (ISO 3166-1 alpha-2).
    Country,
    /// A language as people speak it somewhere, in BCP 47.
    Locale,
    /// The number that a firm gives a customer.
    Number,
    /// An amount in euro, not below zero; in the database in cents.
    Money,
    /// A branch of industry: a code of NACE-BEL 2025.
    Nace,
    /// Yes or no, as `true` or `false`.
    YesNo,
    /// Whether a customer is a company or a private person.
    CustomerType,
    /// What a company is by law.
    LegalForm,
    /// The id of another record of the firm.
    Reference,
}

impl Kind {
    /// Whether it takes the whole width of a form.
    #[must_use]
    pub fn is_wide(self) -> bool {
        matches!(self, Self::Paragraph | Self::Nace | Self::YesNo)
    }

    /// A text in its normal form. Numbers are those of `country`, the record's; without one, of any.
    ///
    /// # Errors
    /// Why the text is no value of this kind.
    pub fn read(self, text: &str, country: Option<Country>) -> Result<String, Rejection> {
        match self {
            Self::Line => text.parse::<Line>().map(String::from),
            Self::Paragraph => paragraph(text),
            Self::Email => text.parse::<Email>().map(|email| email.to_string()),
            Self::Phone => phone(text),
            Self::Url => website(text),
            Self::Iban => text.parse::<Iban>().map(|iban| iban.to_string()),
            Self::Vat => match country {
                Some(country) => VatNumber::parse_for(country, text).map(String::from),
                None => text.parse::<VatNumber>().map(String::from),
            },
            Self::CompanyNumber => match country {
                Some(country) => CompanyNumber::parse_for(country, text).map(|number| number.to_string()),
                None => text.parse::<Line>().map(String::from),
            },
            Self::Country => text.parse::<Country>().map(|country| country.to_string()),
            Self::Locale => text.parse::<Locale>().map(|locale| locale.to_string()),
            Self::Number => number(text),
            Self::Money => Money::read(text).map(Money::plain),
            Self::Nace => Nace::read(text).map(|code| code.to_string()),
            Self::CustomerType | Self::LegalForm => self.read_choice(text, country),
            Self::YesNo | Self::Reference => Ok(text.to_owned()),
        }
    }
}

fn number(text: &str) -> Result<String, Rejection> {
    match clean::line(text).text.parse::<i64>() {
        Ok(number) if NUMBERS.contains(&number) => Ok(number.to_string()),
        _ => Err(Reason::Range { min: *NUMBERS.start(), max: *NUMBERS.end() }.into()),
    }
}
