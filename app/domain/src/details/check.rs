//! Reads the fields of a form one by one, and collects what is wrong.

use super::Rejections;
use crate::{Country, Reason, Rejection, numbers::differing};

/// What was found wrong so far.
#[derive(Default)]
pub struct Check {
    /// By the field's name.
    pub wrong: Rejections,
}

impl Check {
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

    /// The value of a field; nothing where it is wrong.
    pub fn keep(&mut self, name: &str, read: Result<String, Rejection>) -> String {
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
