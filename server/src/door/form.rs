//! Names and values, as plain forms and addresses carry them.

use app::{
    error::{AppError, Fields},
    limits::{self, Excess, json::check_text},
};

/// Whether the fields of a plain form keep to the limits.
///
/// # Errors
/// `TooLarge`; `Invalid` with the field whose text is too long or holds a NUL, or without one where this is no text.
pub fn check(body: &[u8]) -> Result<(), AppError> {
    if std::str::from_utf8(body).is_err() {
        return Err(AppError::Invalid(Fields::new()));
    }
    for (index, (name, value)) in form_urlencoded::parse(body).enumerate() {
        if index == limits::ITEMS {
            return Err(AppError::TooLarge(Excess::Items(limits::ITEMS as u32)));
        }
        check_text("", &name)?;
        check_text(field(&name), &value)?;
    }
    Ok(())
}

/// `details[name]` is the field `name`.
fn field(name: &str) -> &str {
    name.strip_suffix(']').and_then(|name| name.rsplit_once('[')).map_or(name, |(_, field)| field)
}

#[cfg(test)]
mod tests {
    use app::error::FieldError;
    use domain::Reason;

    use super::*;

    #[test]
    fn fields_are_measured_by_their_name_within_a_record() {
        let wrong = |name: &str, reason: Reason| Err(AppError::field(name, FieldError::Rejected(reason.into())));
        assert_eq!(check(b"details[name]=Bo&note=&empty"), Ok(()));
        let long = format!("details%5Bnote%5D={}", "x".repeat(10_001));
        assert_eq!(check(long.as_bytes()), wrong("note", Reason::TooLong { max: 10_000 }));
        assert_eq!(check(b"email=a%00b"), wrong("email", Reason::CHARACTERS));
        assert_eq!(check(b"a%00=b"), wrong("", Reason::CHARACTERS));
        let many = vec!["a=1"; limits::ITEMS + 1].join("&");
        assert_eq!(check(many.as_bytes()), Err(AppError::TooLarge(Excess::Items(limits::ITEMS as u32))));
        assert_eq!(check(b"a=\xff"), Err(AppError::Invalid(Fields::new())));
    }
}
