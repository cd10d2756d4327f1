//! The page that somebody wanted before something else came first: what an address says of it is followed only where it leads to
//! the product itself.

use crate::customers::list::address;

/// The page that was wanted, if it is one of our own.
pub fn own_page(wanted: &str) -> Option<&str> {
    // A browser drops the dot of `/.//elsewhere`, and of our own pages none has two slashes.
    let path = wanted.split(['?', '#']).next().unwrap_or_default();
    let is_path = path.starts_with('/') && !path.contains("//") && !path.starts_with("/api/");
    (is_path && wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')).then_some(wanted)
}

/// Whether this is the address of a file that is only given to who confirmed.
pub fn is_file(wanted: &str) -> bool {
    let rest = wanted.strip_prefix(address::FILE);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('?'))
        && wanted.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_pages_are_followed() {
        for own in ["/", "/klanten?view=all", "/klanten/0190/historiek", "/klanten?zoek=https://a.be"] {
            assert_eq!(own_page(own), Some(own));
        }
        for foreign in [
            "",
            "//evil.example",
            "/.//evil.example",
            "/%2e//evil.example",
            "/klanten/..//evil.example",
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

    #[test]
    fn only_the_list_is_such_a_file() {
        assert!(is_file("/api/customers/export?view=all"));
        for foreign in ["/\\evil.example/x", "/\t/evil.example", "/api/customers/exportx", "//evil.example"] {
            assert!(!is_file(foreign), "{foreign}");
        }
    }
}
