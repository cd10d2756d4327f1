//! Letters that were damaged on the way to the file.

/// What the bytes 80 to 9F are in Windows-1252.
const WINDOWS: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/// Names of letters and signs as websites write them, between `&` and `;`.
const OF_WEBSITES: [&str; 16] = [
    "amp", "quot", "lt", "gt", "nbsp", "apos", "eacute", "egrave", "euml", "uuml", "ouml", "agrave", "ccedil", "iuml",
    "ecirc", "auml",
];

/// Whether letters look damaged: those of UTF-8 read as Windows-1252 (`LiÃ¨ge`), those that no program could read, and those that
/// were written for a website (`M&uuml;ller`).
pub(super) fn is_garbled(text: &str) -> bool {
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let next = signs.peek().copied().unwrap_or_default();
        let is_pair = matches!(sign, 'Ã' | 'Â') && (matches!(next, '\u{80}'..='\u{bf}') || WINDOWS.contains(next));
        let is_quote = sign == 'â' && next == '€';
        if sign == char::REPLACEMENT_CHARACTER || is_pair || is_quote {
            return true;
        }
    }
    text.split('&').skip(1).any(|rest| {
        let Some((name, _)) = rest.split_once(';') else { return false };
        let is_of = |radix: u32, digits: &str| !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
        OF_WEBSITES.contains(&name)
            || name.strip_prefix("#x").is_some_and(|digits| is_of(16, digits))
            || name.strip_prefix('#').is_some_and(|digits| is_of(10, digits))
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("LiÃ¨ge", true)]
    #[case("Ã‰cole & FrÃ¨re", true)]
    #[case("Caf\u{fffd}", true)]
    #[case("lâ€™Ecole", true)]
    #[case("M&#252;ller", true)]
    #[case("M&#xfc;ller", true)]
    #[case("Peeters &amp; Zoon", true)]
    #[case("Peeters & Zoon; beheer", false)]
    #[case("Peeters & Zoon", false)]
    #[case("São Âncora", false)]
    #[case("Château", false)]
    #[case("R&#D; beheer", false)]
    #[case("", false)]
    fn damaged_letters_are_seen(#[case] text: &str, #[case] garbled: bool) {
        assert_eq!(is_garbled(text), garbled);
    }
}
