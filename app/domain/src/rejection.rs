//! Why a value is refused, what is proposed instead, and what reading silently put right.

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

/// A refused value. The text of [`Reason`] is English for logs; screens translate the reason by its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
#[error("{reason}")]
pub struct Rejection {
    /// What is wrong.
    pub reason: Reason,
    /// "Did you mean …?": whole values that are themselves accepted, at most [`Rejection::MOST_REPAIRS`].
    #[serde(default, alias = "repair", deserialize_with = "one_or_several", skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<String>,
}

impl Rejection {
    /// From so many proposals a person can still choose.
    pub const MOST_REPAIRS: usize = 3;

    /// The same rejection with a right number of the kind that was meant.
    #[must_use]
    pub(crate) fn such_as(self, example: &str) -> Self {
        Self { reason: self.reason.such_as(example), ..self }
    }

    /// The same rejection with what was probably meant.
    #[must_use]
    pub fn or_try(self, repairs: impl IntoIterator<Item = String>) -> Self {
        Self { repairs: repairs.into_iter().collect(), ..self }
    }
}

impl From<Reason> for Rejection {
    fn from(reason: Reason) -> Self {
        Self { reason, repairs: Vec::new() }
    }
}

/// Reads proposals, and the one or none that was kept before there could be several.
pub(crate) fn one_or_several<'de, D: Deserializer<'de>>(stored: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stored {
        Several(Vec<String>),
        One(Option<String>),
    }
    Ok(match Stored::deserialize(stored)? {
        Stored::Several(several) => several,
        Stored::One(one) => one.into_iter().collect(),
    })
}

/// What is wrong with a value, with the data that a message needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// Nothing was filled in.
    #[error("this is empty")]
    Empty,
    /// Too short or too long for this kind of number; `wanted` reads like `10` or `8/9`.
    #[error("this has {found} characters, it should have {wanted}")]
    Length {
        /// How many characters it has.
        found: usize,
        /// How many it should have.
        wanted: String,
        /// A right number of the kind that was meant, as people write it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// Longer than a value of this kind may be.
    #[error("this is longer than {max} characters")]
    TooLong {
        /// The most characters.
        max: usize,
    },
    /// A character that does not belong in such a value.
    #[error("this has a character that does not belong here")]
    Characters {
        /// As of [`Reason::Length`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// The check digits do not fit the rest; where they sit at the end, `expected` is what would fit.
    #[error("the check digits are wrong{}", expected.as_ref().map(|digits| format!(", it should end in {digits}")).unwrap_or_default())]
    CheckDigits {
        /// The right digits, where they can be told.
        expected: Option<String>,
    },
    /// No country has this code; `hint` is the ISO code that was probably meant.
    #[error("this country code does not exist{}", hint.as_ref().map(|code| format!(", use {code}")).unwrap_or_default())]
    UnknownCountry {
        /// Two capitals.
        hint: Option<String>,
    },
    /// The language is not one the product speaks.
    #[error("this language is unknown here")]
    UnknownLanguage,
    /// The two letters of the country are missing.
    #[error("this should begin with the letters of the country")]
    Prefix,
    /// A spreadsheet turned a long number into scientific notation: digits are gone for good.
    #[error("a spreadsheet shortened this number and lost digits, type it again as text")]
    LostDigits,
    /// A spreadsheet took what was typed for a day.
    #[error("a spreadsheet took this for a day, type it again as text")]
    Day,
    /// The right characters in a shape that does not exist.
    #[error("this does not have the right form")]
    Format {
        /// As of [`Reason::Length`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// No e-mail address in its shape.
    #[error("this is not an e-mail address")]
    EmailForm,
    /// Too few digits for a phone number, or too many behind it.
    #[error("this is not a phone number")]
    PhoneForm,
    /// No address of the web.
    #[error("this is not the address of a website")]
    WebsiteForm,
    /// No amount of money, or one below zero or beyond what an amount may be.
    #[error("this is not an amount of money")]
    AmountForm,
    /// No code of the list of activities.
    #[error("this is not a code of NACE-BEL 2025")]
    NaceForm,
    /// A code that the list of activities had in 2008, and has no longer.
    #[error("this is a code of NACE-BEL 2008, which is no longer used")]
    NaceFormer,
    /// No day that the calendar has.
    #[error("this is not a date")]
    DateForm,
    /// No number, or one with too many digits.
    #[error("this is not a number")]
    NumberForm,
    /// Not as the country of an account number makes them.
    #[error("this is not an account number of that country")]
    IbanForm {
        /// As of [`Reason::Length`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// Letters before the @ of an e-mail address that are not ASCII: few servers take them.
    #[error("this has a letter before the @ that an e-mail address cannot have")]
    LocalPart,
    /// A number outside of what such a number may be.
    #[error("this should be a whole number from {min} to {max}")]
    Range {
        /// The least, itself included.
        min: i64,
        /// The most, itself included.
        max: i64,
    },
    /// More than one e-mail address; the first is proposed.
    #[error("this is more than one e-mail address")]
    SeveralAddresses,
    /// More than one phone number; the first is proposed.
    #[error("this is more than one phone number")]
    SeveralNumbers,
    /// More than one language; the first is proposed.
    #[error("this is more than one language")]
    SeveralLanguages,
    /// More than one country; the first is proposed.
    #[error("this is more than one country")]
    SeveralCountries,
    /// A customer in another country of the EU than its firm has no VAT number, and has not applied for one.
    #[error("a customer in another country of the EU needs a VAT number, or has applied for one")]
    VatWanted,
    /// A single word where a private person is named by its first and its last name.
    #[error("a private person has a first and a last name")]
    PersonName,
    /// VAT number and company number are each right, and not of the same enterprise.
    #[error("the VAT number is that of another enterprise than the company number")]
    NumbersDiffer,
}

impl Reason {
    /// Wrong check digits where no right ones can be told.
    pub(crate) const CHECK_DIGITS: Self = Self::CheckDigits { expected: None };
    /// A character that does not belong in a text, or in a number of a kind that is not known yet.
    pub const CHARACTERS: Self = Self::Characters { example: None };
    /// The wrong form for a kind that is not known yet.
    pub(crate) const FORMAT: Self = Self::Format { example: None };

    pub(crate) fn length(text: &str, wanted: &[usize]) -> Self {
        let wanted: Vec<String> = wanted.iter().map(usize::to_string).collect();
        Self::Length { found: text.chars().count(), wanted: wanted.join("/"), example: None }
    }

    /// The same reason with a right number of the kind that was meant, where it is about the form of the number.
    pub(crate) fn such_as(mut self, right: &str) -> Self {
        if let Self::Length { example, .. }
        | Self::Characters { example }
        | Self::Format { example }
        | Self::IbanForm { example } = &mut self
        {
            *example = Some(right.to_owned());
        }
        self
    }

    /// The right number that a reason about the form of a number tells.
    #[must_use]
    pub fn example(&self) -> Option<&str> {
        match self {
            Self::Length { example, .. }
            | Self::Characters { example }
            | Self::Format { example }
            | Self::IbanForm { example } => example.as_deref(),
            _ => None,
        }
    }
}

/// An accepted value, and whether it had to be mended: an import reports that, a form need not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed<T> {
    /// The value in its stored form.
    pub value: T,
    /// Set when more than spaces, dots, dashes or case had to change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaired: Option<Repair>,
}

impl<T> Parsed<T> {
    /// The value as it was given, apart from punctuation and case.
    pub(crate) fn plain(value: T) -> Self {
        Self { value, repaired: None }
    }

    pub(crate) fn map<U>(self, into: impl FnOnce(T) -> U) -> Parsed<U> {
        Parsed { value: into(self.value), repaired: self.repaired }
    }
}

/// What reading put right. In a number it is confirmed by check digits; in a text it is what [`crate::clean`] does, of which the
/// last is told where several happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// A leading zero that a spreadsheet ate. Outranks the other when both happened.
    LeadingZero,
    /// The letters O, I and l stood for the digits 0 and 1.
    LookAlikes,
    /// Several spaces, or others than plain ones, became one.
    Spaces,
    /// Accents that stood by themselves became one sign with their letter.
    LooseAccents,
    /// Signs that nobody sees were taken away: zero-width, direction marks, soft hyphens, control characters.
    InvisibleSigns,
    /// A language was written by its name, or by its first letter.
    LanguageName,
    /// `mailto:` in front of an address, or a dot behind it.
    MailMarks,
    /// An apostrophe that was typed to have a spreadsheet take a number as text.
    Apostrophe,
}
