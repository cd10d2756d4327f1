//! What the list asks of a field of the firm's own, as it stands in the address.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::address::{FROM, OWN, TO};
use crate::ui::Query;

/// What is asked of a field: a value, as the field reads it, or one of the words of below.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OwnChoice {
    pub field: Uuid,
    pub value: String,
}

/// The same in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// This value, of a kind whose values are chosen.
    Value(&'a str),
    /// Any value.
    Filled,
    /// None.
    Empty,
    /// Any from the first to the last, where there is one.
    Within(&'a str, &'a str),
    /// A text that begins so.
    Begins(&'a str),
}

/// The words. No value that is chosen is one of them.
const FILLED: &str = "gevuld";
const EMPTY: &str = "leeg";
const WITHIN: &str = "van~";
const BEGINS: &str = "begint~";
/// Stands between the first and the last value.
const BETWEEN: char = '~';
/// More than this nobody types to find a value by.
const LONGEST: usize = 200;

impl OwnChoice {
    /// What is asked of a field.
    pub fn of(field: Uuid, asked: Asked<'_>) -> Self {
        let value = match asked {
            Asked::Value(value) => value.to_owned(),
            Asked::Filled => FILLED.to_owned(),
            Asked::Empty => EMPTY.to_owned(),
            Asked::Within(from, to) => format!("{WITHIN}{}{BETWEEN}{}", from.replace(BETWEEN, ""), to.trim()),
            Asked::Begins(text) => format!("{BEGINS}{text}"),
        };
        Self { field, value }
    }

    /// From an address. What a plain form sends of the fields beside the choice goes with it.
    pub fn read(params: &Query) -> Option<Self> {
        let choice = params.get_str(OWN).and_then(Self::parse)?;
        Some(choice.bounded(params.get_str(FROM), params.get_str(TO)))
    }

    /// From how it stands in the address.
    pub fn parse(text: &str) -> Option<Self> {
        let (field, value) = text.split_once('.')?;
        Some(Self { field: field.parse().ok()?, value: value.chars().take(LONGEST).collect() })
    }

    /// With what stands in the fields beside the choice, where they are for it.
    #[must_use]
    pub fn bounded(self, from: Option<&str>, to: Option<&str>) -> Self {
        let short = |text: &str| text.trim().chars().take(LONGEST / 3).collect::<String>();
        let (typed, until) = (from.map(short), to.map(short));
        match self.asked() {
            Asked::Within(first, last) if typed.is_some() || until.is_some() => {
                let (first, last) = (typed.as_deref().unwrap_or(first), until.as_deref().unwrap_or(last));
                Self::of(self.field, Asked::Within(first, last))
            }
            Asked::Begins(_) => match &typed {
                Some(text) => Self::of(self.field, Asked::Begins(text)),
                None => self,
            },
            _ => self,
        }
    }

    /// What is asked.
    pub fn asked(&self) -> Asked<'_> {
        if let Some(bounds) = self.value.strip_prefix(WITHIN) {
            let (from, to) = bounds.split_once(BETWEEN).unwrap_or((bounds, ""));
            return Asked::Within(from, to);
        }
        match self.value.as_str() {
            FILLED => Asked::Filled,
            EMPTY => Asked::Empty,
            value => value.strip_prefix(BEGINS).map_or(Asked::Value(value), Asked::Begins),
        }
    }

    /// The same without what was typed for it: as it is offered.
    #[must_use]
    pub fn offered(&self) -> Self {
        match self.asked() {
            Asked::Within(..) => Self::of(self.field, Asked::Within("", "")),
            Asked::Begins(_) => Self::of(self.field, Asked::Begins("")),
            _ => self.clone(),
        }
    }

    /// As it stands in the address.
    pub fn text(&self) -> String {
        format!("{}.{}", self.field.simple(), self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::list::address::ListQuery;

    #[test]
    fn what_is_asked_survives_the_address() {
        let field = Uuid::from_u128(7);
        for asked in [
            Asked::Value("2"),
            Asked::Filled,
            Asked::Empty,
            Asked::Within("", ""),
            Asked::Within("1.000,50", ""),
            Asked::Within("", "2026-11-28"),
            Asked::Within("-5", "7"),
            Asked::Begins(""),
            Asked::Begins("Gent ~ Aalst"),
        ] {
            let choice = OwnChoice::of(field, asked);
            let read = OwnChoice::parse(&choice.text()).unwrap();
            assert_eq!((read.asked(), read.field), (asked, field));
        }
    }

    #[test]
    fn what_a_plain_form_sends_beside_a_choice_is_taken_where_it_is_for_it() {
        let of = |asked| OwnChoice::of(Uuid::from_u128(7), asked);
        let typed = |asked| of(asked).bounded(Some(" 5 "), Some("7"));
        assert_eq!(typed(Asked::Within("", "")), of(Asked::Within("5", "7")));
        assert_eq!(typed(Asked::Begins("x")), of(Asked::Begins("5")));
        for asked in [Asked::Value("2"), Asked::Filled, Asked::Empty] {
            assert_eq!(typed(asked), of(asked));
        }
        assert_eq!(of(Asked::Within("1", "2")).bounded(None, None), of(Asked::Within("1", "2")));
        assert_eq!(of(Asked::Within("1", "2")).bounded(Some(""), None), of(Asked::Within("", "2")));
        assert_eq!(of(Asked::Within("1", "2")).offered(), of(Asked::Within("", "")));
        assert_eq!(of(Asked::Begins("a")).offered(), of(Asked::Begins("")));
    }
    #[test]
    fn what_a_plain_form_sends_becomes_one_word_of_the_address() {
        let read = |query: &str| ListQuery::read(&Query::parse(query)).href();
        let field = Uuid::from_u128(13).simple();
        let href = |value: &str| format!("/klanten?veld={field}.{value}");
        assert_eq!(read(&format!("veld={field}.van~1~&vanaf=10&tot=20")), href("van~10~20"));
        assert_eq!(read(&format!("veld={field}.3&vanaf=10&tot=20")), href("3"));
        assert_eq!(read("vanaf=10&tot=20"), "/klanten");
    }
}
