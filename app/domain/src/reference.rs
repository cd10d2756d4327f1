//! External references: what another system calls a customer.

use crate::{clean, compact::ascii_look};

/// What makes two references one: `kl-001` is `KL-001 `, however it is spaced. It is stored as it was typed.
#[must_use]
pub fn reference_key(reference: &str) -> String {
    let text = clean::line(reference).text;
    text.chars().map(ascii_look).filter(|c| *c != ' ').flat_map(char::to_lowercase).collect()
}

/// What makes two names of a list one: "Horeca" is "horeca". It is stored as it was typed.
#[must_use]
pub fn entry_key(name: &str) -> String {
    clean::line(name).text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("kl-001", "KL-001 ")]
    #[case("KL\u{a0}001", "kl001")]
    #[case("\u{200b}Ke\u{301}-1", "ké-1")]
    #[case("KL\u{2011}001", "KL-001")]
    #[case("ＫＬ－００１", "kl-001")]
    fn one_reference(#[case] one: &str, #[case] other: &str) {
        assert_eq!(reference_key(one), reference_key(other));
    }

    #[rstest]
    #[case("kl-001", "kl-01")]
    #[case("kl-001", "kl001")]
    #[case("kl-001", "kl-0010")]
    fn two_references(#[case] one: &str, #[case] other: &str) {
        assert_ne!(reference_key(one), reference_key(other));
    }

    #[test]
    fn a_name_is_one_whatever_its_case_and_spaces() {
        assert_eq!(entry_key(" Horeca\u{200b}  Gent"), entry_key("horeca gent"));
        assert_ne!(entry_key("Horeca"), entry_key("Horéca"));
    }
}
