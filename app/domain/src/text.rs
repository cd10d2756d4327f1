//! One line of free text: names, streets, titles.

use crate::newtype::newtype;
use crate::{Parsed, Reason, Rejection};

newtype! {
    /// 1 to 250 characters on one line, trimmed. Any script and emoji are fine; control characters, line breaks and
    /// the marks that turn the reading direction (and so can disguise a name) are not.
    Line
}

impl Line {
    /// The most characters (not bytes) a line holds.
    pub const MAX: usize = 250;

    /// Reads a line.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `Characters`; the repair puts spaces where unwanted characters stood.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let text = raw.trim();
        if text.chars().all(is_invisible) {
            return Err(Reason::Empty.into());
        }
        if text.chars().count() > Self::MAX {
            return Err(Reason::TooLong { max: Self::MAX }.into());
        }
        if text.chars().any(is_unwanted) {
            let spaced = text.replace(is_unwanted, " ");
            let words: Vec<&str> = spaced.split_whitespace().collect();
            return Err(Rejection::from(Reason::Characters).or_try(Some(words.join(" "))));
        }
        Ok(Parsed::plain(Self(text.to_owned())))
    }
}

fn is_unwanted(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible(c: char) -> bool {
    c.is_whitespace() || is_unwanted(c) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("  Bakkerij Peeters ", "Bakkerij Peeters")]
    #[case("🥐", "🥐")]
    #[case("👩‍👩‍👧 bv", "👩‍👩‍👧 bv")]
    #[case("مخبز", "مخبز")]
    fn reads(#[case] raw: &str, #[case] stored: &str) {
        assert_eq!(raw.parse::<Line>().map(String::from), Ok(stored.to_owned()));
    }

    #[rstest]
    #[case("", Reason::Empty, None)]
    #[case(" \t\u{200b}", Reason::Empty, None)]
    #[case("two\nlines", Reason::Characters, Some("two lines"))]
    #[case("a\u{202e}b", Reason::Characters, Some("a b"))]
    #[case("nul\0", Reason::Characters, Some("nul"))]
    fn refuses(#[case] raw: &str, #[case] reason: Reason, #[case] repair: Option<&str>) {
        let repair = repair.map(str::to_owned);
        assert_eq!(Line::read(raw), Err(Rejection { reason, repair }));
    }

    #[test]
    fn counts_characters_not_bytes() {
        assert!(Line::read(&"é".repeat(250)).is_ok());
        assert_eq!(Line::read(&"é".repeat(251)).unwrap_err().reason, Reason::TooLong { max: 250 });
    }
}
