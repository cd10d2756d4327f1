//! The one form of everything that is typed or read: composed letters, plain single spaces, and nothing that cannot be seen.
//!
//! Cleaning never refuses: nobody can find an invisible sign that "must go". It tells what it changed, so that an import can say it.

mod signs;

use self::signs::{Sign, judge};
use crate::{Repair, unicode};

/// A text in its one form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// What is left of it; empty where nothing can be seen.
    pub text: String,
    /// What had to change within it, other than spaces around it.
    pub repaired: Option<Repair>,
}

/// Text on one line: a line break or tab is a space.
#[must_use]
pub fn line(raw: &str) -> Cleaned {
    let mut cleaned = line_once(raw);
    // Composing reorders accents, and what went leaves others side by side: a joiner may have lost the letter it joined.
    while !cleaned.text.is_ascii() {
        let again = line_once(&cleaned.text);
        if again.text == cleaned.text {
            break;
        }
        cleaned = Cleaned { repaired: cleaned.repaired.max(again.repaired), ..again };
    }
    cleaned
}

fn line_once(raw: &str) -> Cleaned {
    let Visible { text, hidden, spaced } = visible(raw);
    let composed = (!text.is_ascii()).then(|| unicode::composed(&text)).filter(|composed| *composed != text);
    let repaired = if hidden {
        Some(Repair::InvisibleSigns)
    } else if composed.is_some() {
        Some(Repair::LooseAccents)
    } else {
        spaced.then_some(Repair::Spaces)
    };
    Cleaned { text: composed.unwrap_or(text), repaired }
}

/// Text of several lines, each in its one form. Empty lines stay, but for those at either end.
#[must_use]
pub fn paragraph(raw: &str) -> Cleaned {
    let raw = raw.replace("\r\n", "\n");
    let lines: Vec<Cleaned> = raw.split(is_line_break).map(line).collect();
    let repaired = lines.iter().filter_map(|line| line.repaired).max();
    let lines: Vec<String> = lines.into_iter().map(|line| line.text).collect();
    Cleaned { text: lines.join("\n").trim_matches('\n').to_owned(), repaired }
}

/// Whether nothing in a text can be seen.
#[must_use]
pub fn is_blank(raw: &str) -> bool {
    !raw.bytes().any(|byte| byte.is_ascii_graphic()) && visible(raw).text.is_empty()
}

/// The text without what cannot be seen, with plain single spaces, in the letters as they were given.
pub(crate) fn without_hidden(raw: &str) -> String {
    visible(raw).text
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[derive(Default)]
struct Visible {
    text: String,
    /// Signs were taken away.
    hidden: bool,
    /// A space within the text was another than a plain one, or more than one.
    spaced: bool,
}

fn visible(raw: &str) -> Visible {
    let mut visible = Visible { text: String::with_capacity(raw.len()), ..Visible::default() };
    // Whether spaces wait for the next letter, and whether they are others than a single plain one.
    let (mut gap, mut odd) = (false, false);
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        // Letters and digits of English stay, whatever stands beside them: a run of them is taken at once.
        let plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
        let (some, left) = rest.split_at(plain.max(c.len_utf8()));
        let before = if gap { Some(' ') } else { visible.text.chars().next_back() };
        let sign = if plain > 0 { Sign::Keep } else { judge(c, before, left.chars().next()) };
        match sign {
            Sign::Hidden => visible.hidden = true,
            Sign::Space if visible.text.is_empty() => {}
            Sign::Space => {
                odd |= gap || c != ' ';
                gap = true;
            }
            Sign::Keep => {
                if gap {
                    visible.text.push(' ');
                    visible.spaced |= odd;
                    (gap, odd) = (false, false);
                }
                visible.text.push_str(some);
            }
        }
        rest = left;
    }
    visible
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain(" Bakkerij Peeters ", "Bakkerij Peeters", None)]
    #[case::no_break_space("Bakkerij\u{a0}Peeters", "Bakkerij Peeters", Some(Repair::Spaces))]
    #[case::narrow_spaces("a\u{202f}b\u{2009}c\u{3000}d", "a b c d", Some(Repair::Spaces))]
    #[case::many_spaces("Bakkerij   Peeters", "Bakkerij Peeters", Some(Repair::Spaces))]
    #[case::around("\u{a0}Peeters\u{a0}", "Peeters", None)]
    #[case::tab_and_break("two\tor\r\nthree", "two or three", Some(Repair::Spaces))]
    #[case::soft_hyphen("Bak\u{ad}kerij", "Bakkerij", Some(Repair::InvisibleSigns))]
    #[case::zero_width_space("Bak\u{200b}kerij", "Bakkerij", Some(Repair::InvisibleSigns))]
    #[case::joiner_in_latin("Bak\u{200d}ke\u{200c}rij", "Bakkerij", Some(Repair::InvisibleSigns))]
    #[case::byte_order_mark("\u{feff}Peeters", "Peeters", Some(Repair::InvisibleSigns))]
    #[case::word_joiner("Peeters\u{2060}", "Peeters", Some(Repair::InvisibleSigns))]
    #[case::direction("\u{202d}Peeters\u{202c}", "Peeters", Some(Repair::InvisibleSigns))]
    #[case::isolates("\u{2066}Peeters\u{2069} \u{200e}bv\u{200f}\u{61c}", "Peeters bv", Some(Repair::InvisibleSigns))]
    #[case::control("Pee\u{0}te\u{7}rs\u{9f}", "Peeters", Some(Repair::InvisibleSigns))]
    #[case::hidden_between_spaces("a \u{200b} b", "a b", Some(Repair::InvisibleSigns))]
    #[case::filler("\u{3164}\u{115f}", "", Some(Repair::InvisibleSigns))]
    #[case::loose_accent("Cafe\u{301} Mu\u{308}ller", "Café Müller", Some(Repair::LooseAccents))]
    #[case::accent_behind_hidden("Cafe\u{200b}\u{301}", "Café", Some(Repair::InvisibleSigns))]
    #[case::family("👩\u{200d}👩\u{200d}👧 bv", "👩\u{200d}👩\u{200d}👧 bv", None)]
    #[case::heart("👩\u{200d}❤\u{fe0f}\u{200d}👨", "👩\u{200d}❤\u{fe0f}\u{200d}👨", None)]
    #[case::keycap("1\u{fe0f}\u{20e3}", "1\u{fe0f}\u{20e3}", None)]
    #[case::flag(
        "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        None
    )]
    #[case::tags_in_text("a\u{e0061}\u{e0062}", "a", Some(Repair::InvisibleSigns))]
    #[case::variation_of_a_letter("a\u{fe0f}b", "ab", Some(Repair::InvisibleSigns))]
    #[case::persian("می\u{200c}خواهم", "می\u{200c}خواهم", None)]
    #[case::hindi("क\u{94d}\u{200d}ष", "क\u{94d}\u{200d}ष", None)]
    #[case::persian_at_its_end("می\u{200c}", "می", Some(Repair::InvisibleSigns))]
    #[case::joiner_behind_an_accent("\u{301}\u{94d}\u{200c}क", "\u{94d}\u{301}क", Some(Repair::InvisibleSigns))]
    #[case::nothing(" \t\u{200b}\u{a0}", "", Some(Repair::InvisibleSigns))]
    fn a_line(#[case] raw: &str, #[case] text: &str, #[case] repaired: Option<Repair>) {
        assert_eq!(line(raw), Cleaned { text: text.to_owned(), repaired });
    }

    #[test]
    fn a_paragraph_keeps_its_lines() {
        let cleaned = paragraph("\r\n Belt\u{a0}liever \r\nna  vijven\r\n\r\nen\u{2028}mailt\u{202e} niet\n\n");
        assert_eq!(cleaned.text, "Belt liever\nna vijven\n\nen\nmailt niet");
        assert_eq!(cleaned.repaired, Some(Repair::InvisibleSigns));
        assert_eq!(paragraph("one\r\ntwo").repaired, None, "a browser sends its line breaks so");
    }

    #[test]
    fn what_cannot_be_seen_is_blank() {
        for blank in ["", "  ", "\u{200b}", "\u{feff} \u{ad}", "\u{2800}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank("\u{200b}a"));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(raw in "\\PC{0,12}|(?s:.){0,12}|[a-e \u{301}\u{308}\u{200b}-\u{200f}\u{a0}\u{fe0f}\u{2060}👩❤क\u{94d}]{0,12}") {
            let once = line(&raw);
            prop_assert_eq!(line(&once.text), Cleaned { text: once.text.clone(), repaired: None });
            prop_assert!(!once.text.contains("  ") && once.text.trim() == once.text);
            prop_assert!(once.text.chars().all(|c| c == ' ' || !(c.is_control() || c.is_whitespace())));
            let several = paragraph(&raw);
            prop_assert_eq!(paragraph(&several.text), Cleaned { text: several.text.clone(), repaired: None });
        }
    }
}
