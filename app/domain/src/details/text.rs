//! Values that are text, and yet not any text.

use crate::{Line, Reason, Rejection};

/// A phone number as people write it: digits, spaces and `+ ( ) . / -`, at least six digits.
pub fn phone(text: &str) -> Result<String, Rejection> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '.' | '/' | '-' | 'x');
    match () {
        () if !text.chars().all(allowed) => Err(Reason::Characters.into()),
        () if !(6..=20).contains(&digits) => Err(Reason::Format.into()),
        () => Ok(text.to_owned()),
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
    const MAX: usize = 4_000;
    if text.chars().count() > MAX {
        return Err(Reason::TooLong { max: MAX }.into());
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Reason::Characters.into());
    }
    Ok(text.replace("\r\n", "\n"))
}
