//! Values that are text, and yet not any text.

use crate::{
    Line, Reason, Rejection, clean,
    compact::{ascii_look, plain_hyphen},
};

/// A phone number as people write it: digits, spaces and `+ ( ) . / -`, at least six digits and, with what is dialled for a country,
/// at most fifteen (ITU-T E.164); behind an `x` the number of an extension.
///
/// # Errors
/// `Characters`, `PhoneForm`; `SeveralNumbers`: the first of them is proposed.
pub fn phone(text: &str) -> Result<String, Rejection> {
    let text: String = clean::line(text).text.chars().map(ascii_look).collect();
    let parts = numbers(&text);
    if let [first, _, ..] = parts.as_slice() {
        return Err(Rejection::from(Reason::SeveralNumbers).or_try(Some((*first).to_owned())));
    }
    let (number, extension) = text.split_once('x').unwrap_or((&text, ""));
    let allowed = |c: char| c.is_ascii_digit() || is_between(c);
    match () {
        () if !number.chars().chain(extension.chars()).all(allowed) => Err(Reason::CHARACTERS.into()),
        () if digits(number) > MOST_DIGITS => Err(Reason::SeveralNumbers.into()),
        () if digits(number) < FEWEST_DIGITS || digits(extension) > FEWEST_DIGITS => Err(Reason::PhoneForm.into()),
        () => Ok(text),
    }
}

const FEWEST_DIGITS: usize = 6;
const MOST_DIGITS: usize = 15;

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn is_between(c: char) -> bool {
    matches!(c, ' ' | '+' | '(' | ')' | '.' | '/' | '-')
}

/// The phone numbers in a text, where a mark or a word parts it so that each piece is one: `09/123 45 67` is a single one.
fn numbers(text: &str) -> Vec<&str> {
    let words = [" of ", " ou ", " or ", " oder ", " en ", " et ", " and ", " und ", ";", ",", "|", "&", "/"];
    let by_word = words.into_iter().map(|word| text.split(word).collect::<Vec<_>>());
    let second_plus = text.rfind('+').filter(|at| *at > 0);
    let by_plus = second_plus.map(|at| vec![&text[..at], &text[at..]]);
    let is_number =
        |piece: &&str| digits(piece) >= FEWEST_DIGITS && piece.chars().all(|c| c.is_ascii_digit() || is_between(c));
    let parted = by_word.chain(by_plus).find(|pieces| pieces.len() > 1 && pieces.iter().all(is_number));
    parted.unwrap_or_default().into_iter().map(str::trim).collect()
}

/// A website; without a scheme it is taken to be https. Other schemes (`javascript:`) are refused, since it becomes a link.
pub fn website(text: &str) -> Result<String, Rejection> {
    let line: Line = text.parse()?;
    let (scheme, rest) = match line.as_str().split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        // A colon behind a host is that of a port.
        None if line.as_str().split_once(':').is_none_or(|(host, _)| host.contains('.')) => {
            ("https".to_owned(), line.as_str())
        }
        None => return Err(Reason::WebsiteForm.into()),
    };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let shaped = matches!(scheme.as_str(), "http" | "https")
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !rest.contains(char::is_whitespace);
    let plain: String = host.chars().map(plain_hyphen).collect();
    match () {
        () if !shaped => Err(Reason::WebsiteForm.into()),
        // A hyphen of a word processor leads to another site, which nobody can tell from the one that is meant.
        () if plain != host => {
            let meant = format!("{scheme}://{plain}{}", &rest[host.len()..]);
            Err(Rejection::from(Reason::WebsiteForm).or_try(Some(meant)))
        }
        () => Ok(format!("{scheme}://{rest}")),
    }
}

/// How long a text of several lines is at most, in characters.
pub(crate) const LONGEST_PARAGRAPH: usize = 4_000;

/// Free text of several lines, 4,000 characters at most.
pub fn paragraph(text: &str) -> Result<String, Rejection> {
    paragraph_within(text, LONGEST_PARAGRAPH)
}

/// Free text of several lines in its one form, with at most so many characters.
///
/// # Errors
/// `TooLong`.
pub fn paragraph_within(text: &str, max: usize) -> Result<String, Rejection> {
    let text = clean::paragraph(text).text;
    if text.chars().count() > max { Err(Reason::TooLong { max }.into()) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("09\u{a0}123\u{202f}45\u{2011}67", "09 123 45-67")]
    #[case("\u{202a}+32 9 123 45 67\u{202c}", "+32 9 123 45 67")]
    #[case("０9 123 45 67", "09 123 45 67")]
    fn a_phone_number_comes_out_clean(#[case] raw: &str, #[case] stored: &str) {
        assert_eq!(phone(raw).as_deref(), Ok(stored));
    }

    #[rstest]
    #[case("09 123 45 67 / 0478 12 34 56", Some("09 123 45 67"))]
    #[case("09/123.45.67; 09/123.45.68", Some("09/123.45.67"))]
    #[case("+32 9 123 45 67 +32 478 12 34 56", Some("+32 9 123 45 67"))]
    #[case("09 123 45 67 of 0478 12 34 56", Some("09 123 45 67"))]
    #[case("09 123 45 67, 09 123 45 68, 0478 12 34 56", Some("09 123 45 67"))]
    #[case("09 123 45 67 0478 12 34 56", None)]
    fn one_number_a_field(#[case] several: &str, #[case] first: Option<&str>) {
        let rejection = phone(several).expect_err("several");
        assert_eq!((rejection.reason, rejection.repairs.first().map(String::as_str)), (Reason::SeveralNumbers, first));
    }

    #[rstest]
    #[case("09/123 45 67")]
    #[case("0478/12 34 56")]
    #[case("02 123 45 67 / 68")]
    #[case("+49 (0)30 123456-78")]
    #[case("09 123 45 67 x1234")]
    fn a_number_of_many_pieces_is_one(#[case] raw: &str) {
        assert_eq!(phone(raw).as_deref(), Ok(raw));
    }

    #[rstest]
    #[case("peeters.be", Some("https://peeters.be"))]
    #[case("HTTP://www.Peeters.be/A", Some("http://www.Peeters.be/A"))]
    #[case("peeters.be:8443/klant", Some("https://peeters.be:8443/klant"))]
    #[case("javascript:alert(1)", None)]
    #[case("JavaScript://peeters.be/%0aalert(1)", None)]
    #[case("ftp://peeters.be", None)]
    #[case("mailto:info@peeters.be", None)]
    #[case("http:///peeters.be", None)]
    fn a_website_is_one_of_the_web(#[case] raw: &str, #[case] stored: Option<&str>) {
        assert_eq!(website(raw).ok().as_deref(), stored);
    }

    #[rstest]
    #[case("de\u{2011}korenaar.be/over-ons", "https://de-korenaar.be/over-ons")]
    #[case("http://de–korenaar.be:8080", "http://de-korenaar.be:8080")]
    fn a_hyphen_of_a_word_processor_is_proposed_plain(#[case] raw: &str, #[case] meant: &str) {
        let rejection = website(raw).expect_err("another site");
        assert_eq!((rejection.reason, rejection.repairs), (Reason::WebsiteForm, vec![meant.to_owned()]));
        assert_eq!(website("korenaar.be/de–prijzen").as_deref(), Ok("https://korenaar.be/de–prijzen"));
    }

    #[test]
    fn a_paragraph_is_counted_when_it_is_clean() {
        assert_eq!(paragraph_within("a\u{200b}b\r\nc", 4).as_deref(), Ok("ab\nc"));
        assert_eq!(paragraph_within("abcde", 4), Err(Reason::TooLong { max: 4 }.into()));
    }
}
