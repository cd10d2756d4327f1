//! Values that are text, and yet not any text.

use crate::{Line, Reason, Rejection, clean, compact::ascii_look};

/// A phone number as people write it: digits, spaces and `+ ( ) . / -`, at least six digits.
pub fn phone(text: &str) -> Result<String, Rejection> {
    let text: String = clean::line(text).text.chars().map(ascii_look).collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '.' | '/' | '-' | 'x');
    match () {
        () if !text.chars().all(allowed) => Err(Reason::Characters.into()),
        () if !(6..=20).contains(&digits) => Err(Reason::Format.into()),
        () => Ok(text),
    }
}

/// A website; without a scheme it is taken to be https. Other schemes (`javascript:`) are refused, since it becomes a link.
pub fn website(text: &str) -> Result<String, Rejection> {
    let line: Line = text.parse()?;
    let url = match line.as_str().split_once("://") {
        Some(("http" | "https", rest)) if !rest.is_empty() => line.to_string(),
        None if !line.as_str().contains(':') => format!("https://{line}"),
        _ => return Err(Reason::Format.into()),
    };
    let host = url.split("://").nth(1).unwrap_or_default().split('/').next().unwrap_or_default();
    let shaped =
        host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !url.contains(char::is_whitespace);
    if shaped { Ok(url) } else { Err(Reason::Format.into()) }
}

/// Free text of several lines, 4,000 characters at most.
pub fn paragraph(text: &str) -> Result<String, Rejection> {
    paragraph_within(text, 4_000)
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

    #[test]
    fn a_paragraph_is_counted_when_it_is_clean() {
        assert_eq!(paragraph_within("a\u{200b}b\r\nc", 4).as_deref(), Ok("ab\nc"));
        assert_eq!(paragraph_within("abcde", 4), Err(Reason::TooLong { max: 4 }.into()));
    }
}
