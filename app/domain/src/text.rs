//! One line of free text: names, streets, titles.

use crate::newtype::newtype;
use crate::{Parsed, Reason, Rejection, clean};

newtype! {
    /// 1 to 250 characters on one line, in the form that [`clean::line`] gives. Any script and emoji are fine.
    Line
}

impl Line {
    /// The most characters (not bytes) a line holds.
    pub const MAX: usize = 250;

    /// Reads a line.
    ///
    /// # Errors
    /// `Empty`, `TooLong`.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let clean::Cleaned { text, repaired } = clean::line(raw);
        if text.is_empty() {
            return Err(Reason::Empty.into());
        }
        if text.chars().count() > Self::MAX {
            return Err(Reason::TooLong { max: Self::MAX }.into());
        }
        Ok(Parsed { value: Self(text), repaired })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Repair;
    use rstest::rstest;

    #[rstest]
    #[case("  Bakkerij Peeters ", "Bakkerij Peeters", None)]
    #[case("🥐", "🥐", None)]
    #[case("👩‍👩‍👧 bv", "👩‍👩‍👧 bv", None)]
    #[case("مخبز", "مخبز", None)]
    #[case("two\nlines", "two lines", Some(Repair::Spaces))]
    #[case("a\u{202e}b", "ab", Some(Repair::InvisibleSigns))]
    fn reads(#[case] raw: &str, #[case] stored: &str, #[case] repaired: Option<Repair>) {
        assert_eq!(Line::read(raw), Ok(Parsed { value: Line(stored.to_owned()), repaired }));
    }

    #[rstest]
    #[case("")]
    #[case(" \t\u{200b}")]
    fn refuses_what_cannot_be_seen(#[case] raw: &str) {
        assert_eq!(Line::read(raw), Err(Reason::Empty.into()));
    }

    #[test]
    fn counts_characters_not_bytes() {
        assert!(Line::read(&"é".repeat(250)).is_ok());
        assert_eq!(Line::read(&"é".repeat(251)).unwrap_err().reason, Reason::TooLong { max: 250 });
    }
}
