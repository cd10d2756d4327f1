//! Numbers as people write them.

use crate::{i18n::Locale, ui::lang};

/// A whole number with its thousands apart: 1.234.567 in Dutch, 1 234 567 (with narrow spaces that do not break) in French.
pub fn grouped(locale: Locale, number: u64) -> String {
    let separator = lang(locale).thousands();
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(Locale::nl, 0), "0");
        assert_eq!(grouped(Locale::nl, 999), "999");
        assert_eq!(grouped(Locale::nl, 1_000), "1.000");
        assert_eq!(grouped(Locale::en, 1_234_567), "1,234,567");
        assert_eq!(grouped(Locale::fr, 12_345), "12\u{202f}345");
        assert_eq!(grouped(Locale::de, 12_345), "12.345");
    }
}
