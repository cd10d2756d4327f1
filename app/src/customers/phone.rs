//! How a telephone number is found.

/// Calling codes of Europe and of the countries that people of the Low Countries have ties with (ITU-T E.164): none begins another.
#[rustfmt::skip]
const CODES: [(&str, &str); 50] = [
    ("BE", "32"), ("NL", "31"), ("FR", "33"), ("DE", "49"), ("LU", "352"), ("GB", "44"), ("ES", "34"), ("IT", "39"),
    ("CH", "41"), ("AT", "43"), ("PT", "351"), ("IE", "353"), ("DK", "45"), ("SE", "46"), ("NO", "47"), ("FI", "358"),
    ("PL", "48"), ("CZ", "420"), ("SK", "421"), ("HU", "36"), ("SI", "386"), ("HR", "385"), ("RO", "40"), ("BG", "359"),
    ("GR", "30"), ("CY", "357"), ("MT", "356"), ("EE", "372"), ("LV", "371"), ("LT", "370"), ("IS", "354"), ("LI", "423"),
    ("MC", "377"), ("AD", "376"), ("SM", "378"), ("TR", "90"), ("UA", "380"), ("MD", "373"), ("BY", "375"), ("RS", "381"),
    ("BA", "387"), ("ME", "382"), ("MK", "389"), ("AL", "355"), ("XK", "383"), ("MA", "212"), ("DZ", "213"), ("TN", "216"),
    ("CD", "243"), ("SR", "597"),
];

/// The digits by which a telephone number is found: those that are dialled within its country, without the zero in front; all of
/// them where the country is not known. None where they are too few for one.
pub fn word(phone: &str, country: &str) -> Option<String> {
    let plain = phone.replace("(0)", "");
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 6 {
        return None;
    }
    let abroad = digits.strip_prefix("00").or_else(|| plain.trim_start().starts_with('+').then_some(digits.as_str()));
    let national = match abroad {
        Some(whole) => CODES.iter().find_map(|(_, code)| whole.strip_prefix(code)).unwrap_or(whole),
        None => CODES.iter().find(|(of, _)| *of == country).map_or(digits.as_str(), |(_, code)| without(&digits, code)),
    };
    Some(national.trim_start_matches('0').to_owned())
}

/// A number that was written with its country's code and no sign of it is longer than any within the country.
fn without<'a>(digits: &'a str, code: &str) -> &'a str {
    digits.strip_prefix(code).filter(|rest| rest.len() >= 8 && !rest.starts_with('0')).unwrap_or(digits)
}

/// The ways in which digits that somebody typed may stand in what a customer is found by: as they are, without the zeros in front,
/// and, of a number from abroad, without the code of its country.
pub fn ways(digits: &str) -> Vec<&str> {
    let bare = digits.trim_start_matches('0');
    let is_from_abroad = digits.starts_with("00") || (bare.len() == digits.len() && digits.len() >= WHOLE);
    let codes = CODES.iter().filter(|_| is_from_abroad);
    let national = codes.filter_map(|(_, code)| bare.strip_prefix(code)).map(|rest| rest.trim_start_matches('0'));
    let mut ways = vec![digits];
    ways.extend(std::iter::once(bare).chain(national).filter(|way| way.len() >= FEWEST));
    ways.dedup();
    ways
}

/// Fewer digits than these say nothing without what stood in front of them.
const FEWEST: usize = 3;
/// So many digits are a telephone number with the code of its country, though neither zeros nor a plus say so.
const WHOLE: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_however_it_is_written() {
        for written in ["+32 491 23 45 67", "0032 491/23.45.67", "+32 (0)491 23 45 67", "0491 23 45 67", "32491234567"]
        {
            assert_eq!(word(written, "BE").as_deref(), Some("491234567"), "{written}");
        }
        assert_eq!(word("0491 23 45 67", "XK").as_deref(), Some("491234567"));
        assert_eq!(word("+48 22 123 45 67", "PL").as_deref(), Some("221234567"));
        assert_eq!(word("+1 212 555 0100", "BE").as_deref(), Some("12125550100"));
        assert_eq!(word("12", "BE"), None);
    }

    #[test]
    fn what_is_typed_of_a_number_finds_it() {
        assert_eq!(ways("0491234567"), ["0491234567", "491234567"]);
        assert_eq!(ways("32491234567"), ["32491234567", "491234567"]);
        assert_eq!(ways("0032478"), ["0032478", "32478", "478"]);
        assert_eq!(ways("32478"), ["32478"], "a customer's own number");
        assert_eq!(ways("0032491234567"), ["0032491234567", "32491234567", "491234567"]);
        assert_eq!(ways("3212"), ["3212"]);
        assert_eq!(ways("00"), ["00"]);
        assert_eq!(ways("00012"), ["00012"]);
    }
}
