//! What a number looks like, to show beside one that does not.

/// A right number of the kind that was meant, by the letters before it: a VAT number of each country as its authority publishes it, and
/// for figures alone the number of a Belgian enterprise; a colon is of Peppol. None where nobody can tell.
pub fn example(value: &str) -> Option<&'static str> {
    if value.contains(':') {
        return Some("0208:0477472701");
    }
    let number: String = value.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("0477.472.701");
    }
    let example = match number.get(..2)? {
        "AT" => "ATU13585627",
        "BE" => "BE0477472701",
        "BG" => "BG175074752",
        "CH" => "CHE107787577",
        "CY" => "CY10259033P",
        "CZ" => "CZ25123891",
        "DE" => "DE136695976",
        "DK" => "DK13585628",
        "EE" => "EE100931558",
        "EL" | "GR" => "EL094259216",
        "ES" => "ESB58378431",
        "FI" => "FI20774740",
        "FR" => "FR40303265045",
        "GB" | "XI" => "GB980780684",
        "HR" => "HR33392005961",
        "HU" => "HU12892312",
        "IE" => "IE6433435F",
        "IT" => "IT00743110157",
        "LT" => "LT119511515",
        "LU" => "LU15027442",
        "LV" => "LV40003521600",
        "MT" => "MT11679112",
        "NL" => "NL004495445B01",
        "NO" => "NO923609016MVA",
        "PL" => "PL8567346215",
        "PT" => "PT501964843",
        "RO" => "RO18547290",
        "SE" => "SE123456789701",
        "SI" => "SI50223054",
        "SK" => "SK2022749619",
        _ => return None,
    };
    Some(example)
}

#[cfg(test)]
mod tests {
    use super::example;
    use crate::VatNumber;

    #[test]
    fn the_example_of_a_country_is_right() {
        let letters = || 'A'..='Z';
        let codes = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
        let shown: Vec<_> = codes.filter_map(|code| example(&code)).collect();
        assert_eq!(shown.len(), 32);
        for shown in shown {
            assert!(VatNumber::read(shown).is_ok(), "{shown}");
        }
        assert_eq!(example("9876.543.210"), Some("0477.472.701"));
        assert_eq!(example("208:0477472701"), Some("0208:0477472701"));
        assert_eq!((example(""), example("?"), example("US123")), (None, None, None));
    }
}
