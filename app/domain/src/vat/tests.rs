use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// One right number per country, from its published examples, and how it is stored.
#[rstest]
#[case("AT U13585627", "ATU13585627")]
#[case("BE 0477.472.701", "BE0477472701")]
#[case("BE 1000.341.796", "BE1000341796")]
#[case("BG 175 074 752", "BG175074752")]
#[case("CHE-107.787.577 MWST", "CHE107787577")]
#[case("CHE-107.787.577", "CHE107787577")]
#[case("CY-10259033P", "CY10259033P")]
#[case("CZ 25123891", "CZ25123891")]
#[case("DE 136,695 976", "DE136695976")]
#[case("DK 13585628", "DK13585628")]
#[case("EE 100 931 558", "EE100931558")]
#[case("EL 094259216", "EL094259216")]
#[case("GR 094259216", "EL094259216")]
#[case("ES B58378431", "ESB58378431")]
#[case("ES 54362315-K", "ES54362315K")]
#[case("ES X-2482300W", "ESX2482300W")]
#[case("FI 20774740", "FI20774740")]
#[case("FR 40 303 265 045", "FR40303265045")]
#[case("FR 53 0000 04605", "FR53000004605")]
#[case("FR K7 399 859 412", "FRK7399859412")]
#[case("GB 980 7806 84", "GB980780684")]
#[case("XI 980 7806 84", "XI980780684")]
#[case("HR 33392005961", "HR33392005961")]
#[case("HU-12892312", "HU12892312")]
#[case("IE 6433435F", "IE6433435F")]
#[case("IE 6433435OA", "IE6433435OA")]
#[case("IE 8D79739I", "IE8D79739I")]
#[case("IT 00743110157", "IT00743110157")]
#[case("LT 119511515", "LT119511515")]
#[case("LT 100001919017", "LT100001919017")]
#[case("LU 150 274 42", "LU15027442")]
#[case("LV 4000 3521 600", "LV40003521600")]
#[case("LV 161175-19997", "LV16117519997")]
#[case("MT 1167-9112", "MT11679112")]
#[case("NL000099998B57", "NL000099998B57")]
#[case("NL002455799B11", "NL002455799B11")]
#[case("NL004495445B01", "NL004495445B01")]
#[case("NO 923 609 016 MVA", "NO923609016MVA")]
#[case("NO 923 609 016", "NO923609016MVA")]
#[case("PL 856-734-62-15", "PL8567346215")]
#[case("PT 501 964 843", "PT501964843")]
#[case("RO 185 472 90", "RO18547290")]
#[case("SE 123456789701", "SE123456789701")]
#[case("SI 5022 3054", "SI50223054")]
#[case("SK 202 274 96 19", "SK2022749619")]
fn accepts(#[case] raw: &str, #[case] stored: &str) {
    let parsed = VatNumber::read(raw).expect(raw);
    assert_eq!((parsed.value.as_str(), parsed.repaired), (stored, None));
    assert_eq!(stored.parse(), Ok(parsed.value));
}

fn check_digits(expected: &str) -> Reason {
    Reason::CheckDigits { expected: Some(expected.to_owned()) }
}

#[rstest]
#[case("", Reason::Empty, &[])]
#[case("BTW", Reason::Prefix, &[])]
#[case("0477472701", Reason::Prefix, &[])]
#[case("BE0123456789", check_digits("49"), &["BE0123452789", "BE0123456749"])]
#[case("BE9876543210", Reason::FORMAT.such_as("BE 0477.472.701"), &[])]
#[case("BE0100007000", check_digits("97"), &[])]
#[case("BE0477472710", check_digits("01"), &["BE0477472701", "BE0476472710", "BE0477442710"])]
#[case("BE0BE0477472701", Reason::CHARACTERS.such_as("BE 0477.472.701"), &["BE0477472701"])]
#[case("BE 00477472701", Reason::length("00477472701", &[10]).such_as("BE 0477.472.701"), &["BE0477472701"])]
#[case("NL000099998B58", Reason::CHECK_DIGITS, &[])]
#[case("NL004495445B00", Reason::FORMAT.such_as("NL 004495445B01"), &[])]
#[case("NL004495445X01", Reason::FORMAT.such_as("NL 004495445B01"), &["NL004495445B01"])]
#[case("IT 743110157", Reason::length("743110157", &[11]).such_as("IT 00743110157"), &[])]
#[case("IT 0743110157", Reason::length("0743110157", &[11]).such_as("IT 00743110157"), &["IT00743110157"])]
#[case("UK 980 7806 84", Reason::UnknownCountry { hint: Some("GB".to_owned()) }, &["GB980780684"])]
#[case("US 123456789", Reason::UnknownCountry { hint: None }, &[])]
#[case("DE 136695977", Reason::CHECK_DIGITS, &[])]
#[case("DE 13669597X", Reason::CHARACTERS.such_as("DE 136 695 976"), &[])]
// A zero in front would fit by chance, and an L read as 1: neither is what was meant.
#[case("BG711236122", Reason::CHECK_DIGITS, &[])]
#[case("FRL9492685862", Reason::CHECK_DIGITS, &["FRK9492685862"])]
// Six and more numbers are one slip away.
#[case("GBGD500", Reason::FORMAT.such_as("GB 980780684"), &[])]
#[case("FR 04 303 265 045", Reason::CHECK_DIGITS, &["FR40303265045"])]
#[case("LU 150 274 43", Reason::CHECK_DIGITS, &["LU15027543", "LU15027442"])]
#[case("LU I50 274 24", Reason::CHARACTERS.such_as("LU 1502 7442"), &["LU15027442"])]
#[case("FR", Reason::length("", &[11]).such_as("FR 40 303 265 045"), &[])]
fn refuses(#[case] raw: &str, #[case] reason: Reason, #[case] repairs: &[&str]) {
    let repairs = repairs.iter().map(ToString::to_string).collect();
    assert_eq!(VatNumber::read(raw), Err(Rejection { reason, repairs }));
}

#[rstest]
#[case("BE 477.472.701", "BE0477472701", Repair::LeadingZero)]
#[case("BE O477 472 7OI", "BE0477472701", Repair::LookAlikes)]
#[case("EL 94259216", "EL094259216", Repair::LeadingZero)]
#[case("NL 4495445 B01", "NL004495445B01", Repair::LeadingZero)]
#[case("DK l3585628", "DK13585628", Repair::LookAlikes)]
fn says_what_it_mended(#[case] raw: &str, #[case] stored: &str, #[case] repaired: Repair) {
    let parsed = VatNumber::read(raw).expect(raw);
    assert_eq!((parsed.value.as_str(), parsed.repaired), (stored, Some(repaired)));
}

#[rstest]
#[case("BE", "0477.472.701", "BE0477472701")]
#[case("BE", "477472701", "BE0477472701")]
#[case("BE", "BE 0477.472.701", "BE0477472701")]
#[case("BE", "NL000099998B57", "NL000099998B57")]
#[case("NL", "000099998B57", "NL000099998B57")]
#[case("GR", "094259216", "EL094259216")]
#[case("GR", "GR094259216", "EL094259216")]
#[case("CH", "107.787.577", "CHE107787577")]
#[case("NO", "923 609 016", "NO923609016MVA")]
#[case("GB", "XI 980 7806 84", "XI980780684")]
#[case("AT", "U13585627", "ATU13585627")]
#[case("US", "BE0477472701", "BE0477472701")]
fn completes_the_prefix_of_the_country(#[case] country: Country, #[case] raw: &str, #[case] stored: &str) {
    assert_eq!(VatNumber::parse_for(country, raw).map(String::from), Ok(stored.to_owned()));
}

#[rstest]
#[case("BE", "0123456789", check_digits("49"))]
#[case("US", "123456789", Reason::Prefix)]
#[case("BE", "NL000099998B58", Reason::CHECK_DIGITS)]
fn refuses_for_a_country(#[case] country: Country, #[case] raw: &str, #[case] reason: Reason) {
    assert_eq!(VatNumber::parse_for(country, raw).unwrap_err().reason, reason);
}

#[rstest]
#[case("EL094259216", "GR", true)]
#[case("XI980780684", "GB", true)]
#[case("GB980780684", "GB", false)]
#[case("NO923609016MVA", "NO", false)]
#[case("CHE107787577", "CH", false)]
#[case("BE0477472701", "BE", true)]
fn knows_its_country(#[case] number: VatNumber, #[case] country: Country, #[case] eu: bool) {
    assert_eq!((number.country(), number.is_eu()), (country, eu));
    assert_eq!(format!("{}{}", number.prefix(), number.national()), number.as_str());
}

#[test]
fn every_member_state_has_a_rule() {
    assert!(COUNTRY_PREFIXES.split(' ').all(has_prefix));
    assert_eq!(COUNTRY_PREFIXES.split(' ').count(), 28);
}

/// The member states and Northern Ireland.
const COUNTRY_PREFIXES: &str = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI";

#[test]
fn crosses_the_wire_as_text() {
    let number: VatNumber = serde_json::from_str("\"be 0477.472.701\"").unwrap();
    assert_eq!(serde_json::to_string(&number).unwrap(), "\"BE0477472701\"");
    let refused = serde_json::from_str::<VatNumber>("\"BE0123456789\"").unwrap_err();
    assert!(refused.to_string().contains("should end in 49"), "{refused}");
    let rejection = VatNumber::read("FR04303265045").unwrap_err();
    let json = serde_json::to_string(&rejection).unwrap();
    assert_eq!(json, r#"{"reason":{"kind":"check_digits","expected":null},"repairs":["FR40303265045"]}"#);
    assert_eq!(serde_json::from_str::<Rejection>(&json).unwrap(), rejection);
    let before = r#"{"reason":{"kind":"check_digits","expected":null},"repair":"FR40303265045"}"#;
    assert_eq!(serde_json::from_str::<Rejection>(before).unwrap(), rejection, "kept when there could be one");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn whatever_comes_reading_is_stable_and_proposals_are_right(
        prefix in "AT|BE|BG|CHE|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|GR|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|XI|UK|",
        rest in "[0-9]{1,13}|[0-9A-ZOIl+* .-]{0,14}|\\PC{0,12}",
    ) {
        match VatNumber::read(&format!("{prefix}{rest}")) {
            Ok(parsed) => {
                prop_assert!(COUNTRY_PREFIXES.contains(parsed.value.prefix()) != matches!(parsed.value.prefix(), "GB" | "NO" | "CH"));
                prop_assert!(parsed.value.country().as_str().len() == 2);
                prop_assert_eq!(VatNumber::read(parsed.value.as_str()), Ok(Parsed::plain(parsed.value)));
            }
            Err(Rejection { repairs, .. }) => {
                prop_assert!(repairs.len() <= Rejection::MOST_REPAIRS);
                for repair in repairs {
                    prop_assert_eq!(VatNumber::read(&repair).map(|parsed| parsed.value.0), Ok(repair));
                }
            }
        }
    }
}
