//! From what people and spreadsheets write to the bare characters of a number.

use crate::{Reason, clean};

/// Longer than any number there is: a Peppol id of 4 + 50 characters is the longest.
const MAX: usize = 60;

/// Removes spaces, dots, dashes, slashes and brackets, and turns letters to upper case.
///
/// # Errors
/// `Empty`, `TooLong`, `Characters` (a sign outside A–Z, 0–9, and the `+` and `*` of old Irish numbers),
/// `LostDigits` (scientific notation that no longer holds every digit).
pub(crate) fn compact(raw: &str) -> Result<String, Reason> {
    let text: String = clean::without_hidden(raw).chars().map(ascii_look).collect();
    if let Some(digits) = scientific(&text)? {
        return Ok(digits);
    }
    let text = without_decimals(&text);
    let kept: String = text.chars().filter(|c| !is_separator(*c)).map(|c| c.to_ascii_uppercase()).collect();
    if kept.is_empty() {
        return Err(Reason::Empty);
    }
    if !kept.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'*') {
        return Err(Reason::CHARACTERS);
    }
    if kept.len() > MAX {
        return Err(Reason::TooLong { max: MAX });
    }
    Ok(kept)
}

/// Reads the letters O, I and L as the digits they resemble; of the upper-case form that [`compact`] gives.
pub(crate) fn look_alikes(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// Full-width signs and typographic dashes come along when a number is copied from a document.
pub(crate) fn ascii_look(c: char) -> char {
    match c {
        '！'..='～' => char::from(b'!' + (u32::from(c) - u32::from('！')) as u8),
        other => plain_hyphen(other),
    }
}

/// The hyphen of a keyboard for each that a word processor puts in its place: nobody sees that it is another.
pub(crate) fn plain_hyphen(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        other => other,
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '-' | '/' | ':' | ',' | '(' | ')' | '\'' | '\u{2019}' | '·')
}

/// `477472701.0` is how a spreadsheet's number reaches text: without this the zero would count as a digit.
fn without_decimals(text: &str) -> &str {
    match text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")) {
        Some(whole) if whole.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => text,
    }
}

/// The digits of `4,77472701E+08`, if the notation still holds all of them.
fn scientific(text: &str) -> Result<Option<String>, Reason> {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return Ok(None);
    };
    let (whole, fraction) = mantissa.split_once([',', '.']).unwrap_or((mantissa, ""));
    let power = exponent.strip_prefix('+').unwrap_or(exponent);
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    // A letter E between plain digits is scientific only with a decimal mark or a sign.
    let notation = whole.len() == 1
        && (!fraction.is_empty() || power.len() < exponent.len())
        && (1..=2).contains(&power.len())
        && [whole, fraction, power].into_iter().all(digits);
    if !notation {
        return Ok(None);
    }
    if power.parse() == Ok(fraction.len()) { Ok(Some(format!("{whole}{fraction}"))) } else { Err(Reason::LostDigits) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(" be 0477.472-701 ", Ok("BE0477472701"))]
    #[case("0477/472/701", Ok("0477472701"))]
    #[case("BE(0)477\u{a0}472\u{202f}701", Ok("BE0477472701"))]
    #[case("０477–472—701", Ok("0477472701"))]
    #[case("'0477472701", Ok("0477472701"))]
    #[case("\u{202d}0477\u{200b}472\u{ad}701\u{202c}", Ok("0477472701"))]
    #[case("477472701.0", Ok("477472701"))]
    #[case("4,77472701E+08", Ok("477472701"))]
    #[case("4,77473E+08", Err(Reason::LostDigits))]
    #[case("4.77473e8", Err(Reason::LostDigits))]
    #[case("5E+08", Err(Reason::LostDigits))]
    #[case("1E12", Ok("1E12"))]
    #[case(" . - ", Err(Reason::Empty))]
    #[case("0477_472", Err(Reason::CHARACTERS))]
    #[case("0477é", Err(Reason::CHARACTERS))]
    fn strips_to_the_bare_number(#[case] raw: &str, #[case] wanted: Result<&str, Reason>) {
        assert_eq!(compact(raw), wanted.map(str::to_owned));
    }

    #[test]
    fn refuses_a_flood() {
        assert_eq!(compact(&"1".repeat(61)), Err(Reason::TooLong { max: 60 }));
    }
}
