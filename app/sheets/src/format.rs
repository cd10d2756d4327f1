//! What a person sees of a number: the number formats of ECMA-376, 18.8.31, with the signs of a Belgian program.

mod parse;
mod write;

use parse::{Condition, Section, Token};

/// A number format.
#[derive(Debug, Default)]
pub struct NumberFormat {
    kind: Kind,
    sections: Vec<Section>,
}

/// What kind of thing a format shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The number as it is.
    #[default]
    General,
    /// A number with signs and zeros of the format's own.
    Number,
    /// A day, a time of the day, or both.
    Date,
    /// A length of time, which may be longer than a day.
    Duration,
}

impl NumberFormat {
    /// Reads a format such as `"KL-"0000` or `#,##0;[Red]-#,##0`.
    pub fn parse(code: &str) -> Self {
        let (sections, kind) = parse::sections(code);
        NumberFormat { kind, sections }
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The number as the format shows it. None where the format says nothing about it, hides it, or would leave digits out, as
    /// scientific notation does: then its digits count.
    pub fn number(&self, number: f64) -> Option<String> {
        if self.kind != Kind::Number {
            return None;
        }
        let (section, signed) = self.section(number)?;
        let shown = write::number(section, number.abs())?;
        let shown = if signed && number < 0.0 { format!("-{shown}") } else { shown };
        Some(shown.trim().to_owned()).filter(|shown| !shown.is_empty())
    }

    /// Whether the format writes points or commas of its own between the digits of this number, which are part of what is meant.
    pub fn writes_points(&self, number: f64) -> bool {
        let has_points = |token: &Token| matches!(token, Token::Literal(text) if text.contains(['.', ',']));
        self.section(number).is_some_and(|(section, _)| section.tokens.iter().any(has_points))
    }

    /// A text as the format shows it; none where it adds nothing.
    pub fn text(&self, text: &str) -> Option<String> {
        let section = self.sections.get(3).or_else(|| self.sections.last().filter(|section| section.is_of_text()))?;
        write::text(section, text)
    }

    /// The section for a number, and whether a minus is written in front of a negative one.
    fn section(&self, number: f64) -> Option<(&Section, bool)> {
        let of_numbers = match self.sections.as_slice() {
            [first @ .., last] if !first.is_empty() && last.is_of_text() => first,
            all => &all[..all.len().min(3)],
        };
        if of_numbers.iter().any(|section| section.condition.is_some()) {
            let meets =
                |section: &&Section| section.condition.is_none_or(|Condition(sign, bound)| sign.holds(number, bound));
            return of_numbers.iter().find(meets).map(|section| (section, true));
        }
        let place = match of_numbers.len() {
            3 if number == 0.0 => 2,
            2 | 3 if number < 0.0 => 1,
            _ => 0,
        };
        of_numbers.get(place).map(|section| (section, place == 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("\"KL-\"0000", 12.0, "KL-0012")]
    #[case("\"KL-\"0000", 123_456.0, "KL-123456")]
    #[case("\"KL-\"0000", -12.0, "-KL-0012")]
    #[case("0000000000", 477_472_701.0, "0477472701")]
    #[case("0000\\.000\\.000", 477_472_701.0, "0477.472.701")]
    #[case("0000\".\"000\".\"000", 477_472_701.0, "0477.472.701")]
    #[case("00\\ 00\\ 00\\ 00", 4_046_350.0, "04 04 63 50")]
    #[case("\\K\\-0", 7.0, "K-7")]
    #[case("\"BE\"0000000000", 477_472_701.0, "BE0477472701")]
    #[case("0", 12.5, "13")]
    #[case("0.00", 1.005, "1,01")]
    #[case("0.00", 12.0, "12,00")]
    #[case("0.0#", 12.5, "12,5")]
    #[case("0.##", 0.256, "0,26")]
    #[case("#,##0", 1_234_567.0, "1.234.567")]
    #[case("#,##0.00", 1_234.5, "1.234,50")]
    #[case("#,##0", 999.0, "999")]
    #[case("#,##0,", 1_234_567.0, "1.235")]
    #[case("0%", 0.21, "21%")]
    #[case("0.0%", 0.215, "21,5%")]
    #[case("# ?/?", 0.5, "1/2")]
    #[case("# ?/?", 12.25, "12 1/4")]
    #[case("??0", 7.0, "7")]
    #[case("[Red]0;[Blue]\"min \"0;\"geen\"", -3.0, "min 3")]
    #[case("[Red]0;[Blue]\"min \"0;\"geen\"", 0.0, "geen")]
    #[case("#,##0_);(#,##0)", -1_234.0, "(1.234)")]
    #[case("#,##0 ;[Red](#,##0)", 5.0, "5")]
    #[case("[<100]\"laag \"0;\"hoog \"0", 7.0, "laag 7")]
    #[case("[<100]\"laag \"0;\"hoog \"0", 700.0, "hoog 700")]
    #[case("[<=9999999]###-####;(###) ###-####", 5_551_234.0, "555-1234")]
    #[case("[<=9999999]###-####;(###) ###-####", 4_255_551_234.0, "(425) 555-1234")]
    #[case("[$€-813] #,##0.00", 12.5, "€ 12,50")]
    #[case("[$-413]0", 12.0, "12")]
    #[case("* 0", 12.0, "12")]
    #[case("\"KL-\"General", 12.0, "KL-12")]
    #[case("\"KL-\"@", 12.0, "KL-12")]
    #[case("0\"e\"", 3.0, "3e")]
    #[case("0 \"jaar\"", 3.0, "3 jaar")]
    fn numbers_are_shown_as_a_person_sees_them(#[case] code: &str, #[case] number: f64, #[case] shown: &str) {
        assert_eq!(NumberFormat::parse(code).number(number).as_deref(), Some(shown));
    }

    #[rstest]
    #[case("General")]
    #[case("")]
    #[case("@")]
    #[case("0.00E+00")]
    #[case("##0.0E+0")]
    #[case(";;;")]
    #[case("\"")]
    #[case("[")]
    #[case("0;")]
    fn a_format_that_hides_or_shortens_says_nothing(#[case] code: &str) {
        assert_eq!(NumberFormat::parse(code).number(-477_472_701.0), None, "{code}");
    }

    #[rstest]
    #[case("dd/mm/yyyy", Kind::Date)]
    #[case("d-mmm", Kind::Date)]
    #[case("h:mm AM/PM", Kind::Date)]
    #[case("[$-813]dddd d mmmm yyyy;@", Kind::Date)]
    #[case("yyyy", Kind::Date)]
    #[case("yyyymmdd", Kind::Date)]
    #[case("[$-413]mmmm;@", Kind::Date)]
    #[case("[hh]", Kind::Duration)]
    #[case("[h]:mm:ss", Kind::Duration)]
    #[case("[mm]:ss", Kind::Duration)]
    #[case("0\"d\"", Kind::Number)]
    #[case("\\d0", Kind::Number)]
    #[case("[Red]0", Kind::Number)]
    #[case("General", Kind::General)]
    #[case("GENERAL", Kind::General)]
    #[case("_d0", Kind::Number)]
    fn days_and_lengths_of_time_are_told_apart(#[case] code: &str, #[case] kind: Kind) {
        assert_eq!(NumberFormat::parse(code).kind(), kind, "{code}");
    }

    #[rstest]
    #[case("\"KL-\"@", "17", Some("KL-17"))]
    #[case("0;-0;0;\"dossier \"@", "A4", Some("dossier A4"))]
    #[case("@", "17", None)]
    #[case("General", "17", None)]
    #[case("\"KL-\"0000", "A4", None)]
    #[case("0;-0;0;", "A4", None)]
    fn texts_are_shown_under_their_own_section(#[case] code: &str, #[case] text: &str, #[case] shown: Option<&str>) {
        assert_eq!(NumberFormat::parse(code).text(text).as_deref(), shown);
    }

    #[test]
    fn no_format_breaks_the_reader() {
        let signs =
            ["0", "#", "?", ".", ",", "%", "\"", "\\", "_", "*", "[", "]", ";", "@", "E+", "/", "é", "-", "h", "<1"];
        for first in signs {
            for second in signs {
                for third in signs {
                    let format = NumberFormat::parse(&format!("{first}{second}{third}"));
                    for number in [0.0, 1.0, -1.5, 1e14, 0.000_001, f64::NAN, f64::INFINITY] {
                        let _ = format.number(number);
                    }
                    let _ = format.text("é");
                }
            }
        }
    }
}
