//! The address of a request, and its cookies.

use app::{
    error::{AppError, FieldError},
    limits::{self, Excess},
};
use axum::http::{HeaderMap, Uri, header};
use domain::Reason;

use super::form;

/// How a NUL stands in an address.
const NUL: &str = "%00";

/// Whether path and query keep to the limits.
///
/// # Errors
/// `TooLarge`; `Invalid`, naming what is too long or holds a NUL.
pub fn check(uri: &Uri) -> Result<(), AppError> {
    let (path, query) = (uri.path(), uri.query().unwrap_or_default());
    if path.len() + query.len() > limits::ADDRESS {
        return Err(AppError::TooLarge(Excess::Kilobytes((limits::ADDRESS / 1024) as u32)));
    }
    if path.contains(NUL) {
        return Err(AppError::field("", FieldError::Rejected(Reason::CHARACTERS.into())));
    }
    form::check(query.as_bytes())
}

/// Whether cookies hold no NUL.
///
/// # Errors
/// `Invalid`.
pub fn check_cookies(headers: &HeaderMap) -> Result<(), AppError> {
    let holds_nul =
        |value: &axum::http::HeaderValue| value.as_bytes().windows(NUL.len()).any(|part| part == NUL.as_bytes());
    if headers.get_all(header::COOKIE).iter().any(holds_nul) {
        return Err(AppError::field("", FieldError::Rejected(Reason::CHARACTERS.into())));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(address: &str) -> Result<(), AppError> {
        check(&address.parse().unwrap())
    }

    #[test]
    fn an_address_has_no_nul_and_an_end() {
        let nul = |name: &str| Err(AppError::field(name, FieldError::Rejected(Reason::CHARACTERS.into())));
        assert_eq!(checked("/klanten?zoek=caf%C3%A9&na=a~1"), Ok(()));
        assert_eq!(checked("/wachtwoord/%00"), nul(""));
        assert_eq!(checked("/klanten?zoek=a%00b"), nul("zoek"));
        let too_long = Err(AppError::field("zoek", FieldError::Rejected(Reason::TooLong { max: 200 }.into())));
        assert_eq!(checked(&format!("/klanten?zoek={}", "a".repeat(201))), too_long);
        let too_large = Err(AppError::TooLarge(Excess::Kilobytes(8)));
        assert_eq!(checked(&format!("/klanten/{}", "a".repeat(9_000))), too_large);
    }
}
