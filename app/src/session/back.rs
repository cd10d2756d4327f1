//! Where a plain form leads: on, or back to its page with what was wrong.

use super::fault;
use crate::error::AppError;

/// Goes on when it went well, else back to `page` with a word for the error.
pub fn go(page: &str, outcome: Result<String, AppError>) {
    match outcome {
        Ok(on) => leptos_axum::redirect(&on),
        Err(error) => {
            let with = if page.contains('?') { '&' } else { '?' };
            leptos_axum::redirect(&format!("{page}{with}fout={}", super::cookie::encoded(&fault::to_word(&error))));
        }
    }
}

/// The page that somebody wanted before signing in, if it is one of our own: an address that leads elsewhere is not followed.
pub fn own_page(wanted: &str) -> Option<&str> {
    let second = wanted.chars().nth(1);
    let is_path = wanted.starts_with('/') && !matches!(second, Some('/' | '\\')) && !wanted.starts_with("/api/");
    (is_path && wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')).then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_pages_are_followed() {
        for own in ["/", "/klanten?view=all", "/klanten/0190/historiek"] {
            assert_eq!(own_page(own), Some(own));
        }
        for foreign in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a\r\nb",
            "/\t/x",
            "/api/session/sign_out",
        ] {
            assert_eq!(own_page(foreign), None, "{foreign}");
        }
    }
}
