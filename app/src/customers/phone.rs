//! The ways in which a telephone number is looked for.

/// Calling codes of the countries where customers have their numbers.
const CODES: [(&str, &str); 10] = [
    ("BE", "32"),
    ("NL", "31"),
    ("FR", "33"),
    ("DE", "49"),
    ("LU", "352"),
    ("GB", "44"),
    ("ES", "34"),
    ("IT", "39"),
    ("CH", "41"),
    ("AT", "43"),
];

/// The digits of a number with its country's code, with the zero that stands instead of it, and without either.
pub fn words(phone: &str, country: &str) -> Vec<String> {
    let plain = phone.replace("(0)", "");
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 6 {
        return Vec::new();
    }
    let abroad = digits.strip_prefix("00").or_else(|| plain.trim_start().starts_with('+').then_some(digits.as_str()));
    if let Some(whole) = abroad {
        let national = CODES.iter().find_map(|(_, code)| whole.strip_prefix(code));
        let as_at_home = national.into_iter().flat_map(|national| [format!("0{national}"), national.to_owned()]);
        return std::iter::once(whole.to_owned()).chain(as_at_home).collect();
    }
    let national = digits.trim_start_matches('0');
    let code = CODES.iter().find(|(of, _)| *of == country).map(|(_, code)| format!("{code}{national}"));
    let mut words = vec![digits.clone(), national.to_owned()];
    words.extend(code);
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_every_way_to_write_it() {
        for written in ["+32 491 23 45 67", "0032 491/23.45.67", "+32 (0)491 23 45 67"] {
            assert_eq!(words(written, "BE"), ["32491234567", "0491234567", "491234567"], "{written}");
        }
        assert_eq!(words("0491 23 45 67", "BE"), ["0491234567", "491234567", "32491234567"]);
        assert_eq!(words("0491 23 45 67", "XK"), ["0491234567", "491234567"]);
        assert_eq!(words("+1 212 555 0100", "BE"), ["12125550100"]);
        assert!(words("12", "BE").is_empty());
    }
}
