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

/// The name of a workbook that is made from a file: what came first, and the file's own name with the ending of what it is now.
#[must_use]
pub fn workbook(before: &str, name: &str) -> String {
    const ENDING: &str = ".xlsx";
    let is_ending = |text: &str| {
        (2..=5).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let stem = name.rsplit_once('.').filter(|(_, ending)| is_ending(ending)).map_or(name, |(stem, _)| stem);
    let room = LONGEST - ENDING.len();
    let stem: String = format!("{before}{stem}").chars().take(room).collect();
    stem + ENDING
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
    fn a_workbook_ends_as_one() {
        for (name, made) in [
            ("klanten van 2026.xlsx", "fouten-klanten van 2026.xlsx"),
            ("klanten.xls", "fouten-klanten.xlsx"),
            ("klanten\u{202e}xslx.exe", "fouten-klantenxslx.xlsx"),
            ("klanten", "fouten-klanten.xlsx"),
            ("J. Peeters", "fouten-J. Peeters.xlsx"),
            ("klanten 28.11", "fouten-klanten 28.11.xlsx"),
        ] {
            assert_eq!(workbook("fouten-", &shown(name)), made);
        }
        let long = workbook("fouten-", &"é".repeat(LONGEST));
        assert_eq!(long.chars().count(), LONGEST);
        assert_eq!(shown(&long), long);
        assert!(long.ends_with("é.xlsx"), "{long}");
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
