//! Reads the fields of a form one by one, and collects what is wrong.

use std::str::FromStr;

use super::{NUMBERS, Rejections};
use crate::{Country, Reason, Rejection, clean, numbers::differing};

/// What was found wrong so far.
#[derive(Default)]
pub struct Check {
    pub wrong: Rejections,
}

impl Check {
    /// A field that may not be empty.
    pub fn required<T: FromStr<Err = Rejection> + ToString>(&mut self, name: &str, text: &str) -> String {
        self.keep(name, text.parse::<T>().map(|value| value.to_string()))
    }

    /// A field that may be empty.
    pub fn optional<T: FromStr<Err = Rejection> + ToString>(&mut self, name: &str, text: &str) -> String {
        self.with(name, text, |text| text.parse::<T>().map(|value| value.to_string()))
    }

    /// An empty field stays empty; anything else must be right.
    pub fn with(&mut self, name: &str, text: &str, read: impl FnOnce(&str) -> Result<String, Rejection>) -> String {
        if clean::is_blank(text) { String::new() } else { self.keep(name, read(text)) }
    }

    /// The number that a firm gives a customer.
    pub fn number(&mut self, name: &str, text: &str) -> String {
        self.with(name, text, |text| match clean::line(text).text.parse::<i64>() {
            Ok(number) if NUMBERS.contains(&number) => Ok(number.to_string()),
            _ => Err(Reason::Range { min: *NUMBERS.start(), max: *NUMBERS.end() }.into()),
        })
    }

    /// VAT number and company number belong together. Where they do not, each is offered as the other says: which of them is right,
    /// only a person knows.
    pub fn agree(&mut self, country: Option<Country>, vat: &str, number: &str) {
        let (Some(country), Ok(vat), Ok(number)) = (country, vat.parse(), number.parse()) else { return };
        if let Some((vat, number)) = differing(country, &vat, &number) {
            for (name, meant) in [("vat", vat.to_string()), ("company_number", number.to_string())] {
                self.wrong.insert(name.to_owned(), Rejection::from(Reason::NumbersDiffer).or_try(Some(meant)));
            }
        }
    }

    fn keep(&mut self, name: &str, read: Result<String, Rejection>) -> String {
        read.unwrap_or_else(|rejection| {
            self.wrong.insert(name.to_owned(), rejection);
            String::new()
        })
    }

    /// The value that was read, if all of it was right.
    pub fn done<T>(self, value: T) -> Result<T, Rejections> {
        if self.wrong.is_empty() { Ok(value) } else { Err(self.wrong) }
    }
}
