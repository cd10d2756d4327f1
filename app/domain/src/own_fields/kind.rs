//! What an own field can hold, and how a text becomes a value of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Options, number};
use crate::{
    Line, Money, Reason, Rejection, clean,
    details::{paragraph, website},
};

/// The kind of an own field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnKind {
    /// A line of text.
    Text,
    /// Text of several lines.
    LongText,
    /// A number with at most six decimals; it may be below zero.
    Number,
    /// An amount in euro, not below zero.
    Money,
    /// A day.
    Date,
    /// Yes or no, or not known.
    YesNo,
    /// One of the field's options.
    Choice,
    /// Any number of the field's options.
    Several,
    /// An address on the web.
    Link,
    /// A colleague of the firm.
    Colleague,
}

impl OwnKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Text,
        Self::LongText,
        Self::Number,
        Self::Money,
        Self::Date,
        Self::YesNo,
        Self::Choice,
        Self::Several,
        Self::Link,
        Self::Colleague,
    ];

    /// The name by which it is stored.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Number => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::YesNo => "yes_no",
            Self::Choice => "choice",
            Self::Several => "several",
            Self::Link => "link",
            Self::Colleague => "colleague",
        }
    }

    /// The other way round.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether its values are chosen from the field's options.
    #[must_use]
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::Several)
    }

    /// Whether a list of customers can be narrowed to one of its values: there are few of them, to choose from.
    #[must_use]
    pub const fn narrows(self) -> bool {
        matches!(self, Self::YesNo | Self::Choice | Self::Several | Self::Colleague)
    }

    /// Whether a list can be narrowed to its values from one to another.
    #[must_use]
    pub const fn has_bounds(self) -> bool {
        matches!(self, Self::Number | Self::Money | Self::Date)
    }

    /// Whether a list can be narrowed to its values that begin with a text.
    #[must_use]
    pub const fn has_beginnings(self) -> bool {
        matches!(self, Self::Text | Self::LongText | Self::Link)
    }

    /// A text in its normal form. A blank text is no value, and stays empty. Whether a colleague works at the firm is for the caller
    /// to say.
    ///
    /// # Errors
    /// Why the text is no value of this kind.
    pub fn read(self, text: &str, options: &Options) -> Result<String, Rejection> {
        if clean::is_blank(text) {
            return Ok(String::new());
        }
        match self {
            Self::Text => text.parse::<Line>().map(String::from),
            Self::LongText => paragraph(text),
            Self::Number => number::read(text),
            Self::Money => Money::read(text).map(Money::plain),
            Self::Date => date(text),
            Self::YesNo => match text {
                "true" | "false" => Ok(text.to_owned()),
                _ => Err(not_listed()),
            },
            Self::Choice => options.known(text).map(|key| key.to_string()).ok_or_else(not_listed),
            Self::Several => options.several(text).ok_or_else(not_listed),
            // With its scheme it still fits on a line.
            Self::Link => website(text)?.parse::<Line>().map(String::from),
            Self::Colleague => text.parse::<Uuid>().map(|id| id.to_string()).map_err(|_| not_listed()),
        }
    }
}

/// What is chosen is none of what there is to choose.
fn not_listed() -> Rejection {
    Reason::FORMAT.into()
}

/// A day as a browser sends it or as people write it, the day before the month.
fn date(text: &str) -> Result<String, Rejection> {
    let text = clean::line(text).text;
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let wrong = || Rejection::from(Reason::DateForm);
    let [one, two, three] = parts.as_slice() else { return Err(wrong()) };
    let (year, month, day) = if one.len() == 4 { (one, two, three) } else { (three, two, one) };
    let is_number = |part: &str, most: usize| part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !is_number(year, 4) || !is_number(month, 2) || !is_number(day, 2) {
        return Err(wrong());
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| wrong());
    let year = year.parse::<i32>().map_err(|_| wrong())?;
    let date = NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).filter(|_| year > 0).ok_or_else(wrong)?;
    Ok(date.format("%Y-%m-%d").to_string())
}
