//! Names of files, as somebody may see them before opening one.

use crate::clean;

/// Longest name, in characters.
const LONGEST: usize = 200;

/// The last part of a name, without what would mislead: nothing that cannot be seen, and no signs that turn the direction of
/// writing, by which a program looks like a workbook.
#[must_use]
pub fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    clean::line(last).text.chars().take(LONGEST).collect()
}

/// The header `Content-Disposition` by which a browser saves a file under this name (RFC 6266): plain letters for old programs, the
/// whole name for all others.
#[must_use]
pub fn disposition(name: &str) -> String {
    let name = shown(name);
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    if plain == name {
        return format!("attachment; filename=\"{plain}\"");
    }
    let whole = name.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_misleads_in_a_name() {
        for (name, seen) in [
            ("C:\\Users\\An\\klanten.xlsx", "klanten.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("klanten\u{202e}xslx.exe", "klantenxslx.exe"),
            ("\u{200b}a\u{feff}b\u{ad}c\r\nd.xlsx", "abc d.xlsx"),
            ("\u{2066}Peeters\u{2069}.xlsx ", "Peeters.xlsx"),
            ("Crème brûlée – café.xlsx", "Crème brûlée – café.xlsx"),
            ("", ""),
        ] {
            assert_eq!(shown(name), seen);
        }
        assert_eq!(shown(&"x".repeat(1_000)).len(), LONGEST);
    }

    #[test]
    fn a_header_holds_one_name() {
        for (name, header) in [
            ("klanten 2026.xlsx", "attachment; filename=\"klanten 2026.xlsx\""),
            (
                "a\"; filename=\"b.exe",
                "attachment; filename=\"a__ filename__b.exe\"; filename*=UTF-8''a%22%3B%20filename%3D%22b.exe",
            ),
            (
                "Café\r\nX: y.xlsx",
                "attachment; filename=\"Caf_ X_ y.xlsx\"; filename*=UTF-8''Caf%C3%A9%20X%3A%20y.xlsx",
            ),
            ("klanten\u{202e}xslx.exe", "attachment; filename=\"klantenxslx.exe\""),
        ] {
            assert_eq!(disposition(name), header);
        }
    }
}
