//! A number that has not its form is told with the form: an example of the same country or scheme, in every language.

use domain::{CompanyNumber, Country, Language, ParticipantId, Reason, Rejection, VatNumber, words};
use rstest::rstest;

/// What is said where no example is known, of which a number has no need.
const WITHOUT_EXAMPLE: [&str; 8] = [
    "Kijk na of er iets ontbreekt",
    "Vérifiez s’il manque des caractères",
    "Check for missing or extra characters",
    "Prüfen Sie, ob etwas fehlt",
    "uit de lijst",
    "de la liste",
    "from the list",
    "aus der Liste",
];

/// What each number becomes with one character dropped.
fn shortened(number: &str) -> impl Iterator<Item = String> + '_ {
    (0..number.len()).map(|at| format!("{}{}", &number[..at], &number[at + 1..]))
}

/// The example that a refusal names in every language; none where another number of that country happens to have this form.
fn told(rejection: &Rejection, value: &str, varies: bool) -> Option<String> {
    if varies && matches!(rejection.reason, Reason::CheckDigits { .. }) {
        return None;
    }
    let example = rejection.reason.example().unwrap_or_else(|| panic!("{value}: {:?}", rejection.reason));
    for lang in Language::ALL {
        let sentence = words::reason(&rejection.reason, "Veld", value, lang);
        assert!(sentence.contains(example), "{sentence}");
        assert!(WITHOUT_EXAMPLE.iter().all(|words| !sentence.contains(words)), "{sentence}");
    }
    Some(example.to_owned())
}

/// A number without its letters, and the letters as they are typed before it.
#[rstest]
#[case("AT", "AT", "U13585627")]
#[case("BE", "BE", "0477472701")]
#[case("BG", "BG", "175074752")]
#[case("CH", "CHE", "107787577")]
#[case("CY", "CY", "10259033P")]
#[case("CZ", "CZ", "25123891")]
#[case("DE", "DE", "136695976")]
#[case("DK", "DK", "13585628")]
#[case("EE", "EE", "100931558")]
#[case("ES", "ES", "B58378431")]
#[case("FI", "FI", "20774740")]
#[case("FR", "FR", "40303265045")]
#[case("GB", "GB", "980780684")]
#[case("GB", "XI", "980780684")]
#[case("GR", "EL", "094259216")]
#[case("GR", "GR", "094259216")]
#[case("HR", "HR", "33392005961")]
#[case("HU", "HU", "12892312")]
#[case("IE", "IE", "6433435F")]
#[case("IT", "IT", "00743110157")]
#[case("LT", "LT", "119511515")]
#[case("LU", "LU", "15027442")]
#[case("LV", "LV", "40003521600")]
#[case("MT", "MT", "11679112")]
#[case("NL", "NL", "004495445B01")]
#[case("NO", "NO", "923609016MVA")]
#[case("PL", "PL", "8567346215")]
#[case("PT", "PT", "501964843")]
#[case("RO", "RO", "18547290")]
#[case("SE", "SE", "123456789701")]
#[case("SI", "SI", "50223054")]
#[case("SK", "SK", "2022749619")]
fn a_vat_number_of_every_country(#[case] country: Country, #[case] letters: &str, #[case] national: &str) {
    let whole = format!("{letters}{national}");
    assert!(VatNumber::parse_for(country, &whole).is_ok() && VatNumber::parse_for(country, national).is_ok());
    for wrong in shortened(&whole).chain(shortened(national)) {
        // Romanian numbers have two to ten digits.
        let Err(rejection) = VatNumber::parse_for(country, &wrong) else { continue };
        if let Some(example) = told(&rejection, &wrong, country.as_str() == "RO") {
            let example = VatNumber::read(&example).unwrap_or_else(|_| panic!("{example}")).value;
            assert_eq!(example.country(), country, "{wrong}");
        }
    }
}

#[rstest]
#[case("AT", "13585627", "ATU13585627")]
#[case("NL", "004495445X01", "NL 004495445B01")]
#[case("NL", "NL004495445X01", "NL 004495445B01")]
#[case("NL", "004495445B0_1", "NL 004495445B01")]
#[case("BE", "NL004495445X01", "NL 004495445B01")]
#[case("BE", "9876.543.210", "BE 0477.472.701")]
fn the_form_is_that_of_the_country_that_was_meant(
    #[case] country: Country,
    #[case] typed: &str,
    #[case] example: &str,
) {
    let rejection = VatNumber::parse_for(country, typed).unwrap_err();
    assert_eq!(told(&rejection, typed, false).as_deref(), Some(example));
}

#[rstest]
#[case("BE", "0477472701")]
#[case("NL", "12345678")]
#[case("NO", "923609016")]
// The oldest have a digit less.
#[case("FI", "20774740")]
fn a_company_number_of_every_country_with_a_rule(#[case] country: Country, #[case] number: &str) {
    for wrong in shortened(number) {
        let Err(rejection) = CompanyNumber::parse_for(country, &wrong) else { continue };
        if let Some(example) = told(&rejection, &wrong, country == Country::FI) {
            assert!(CompanyNumber::parse_for(country, &example).is_ok(), "{example}");
        }
    }
    let rejection = CompanyNumber::parse_for(country, "12X").unwrap_err();
    let example = told(&rejection, "12X", false).expect("its form is known");
    assert!(CompanyNumber::parse_for(country, &example).is_ok(), "{example}");
}

#[rstest]
#[case("0106:12345678")]
#[case("0190:00000001234567890000")]
#[case("0192:923609016")]
#[case("0208:0477472701")]
#[case("9925:BE0477472701")]
#[case("9944:NL004495445B01")]
fn a_participant_of_every_scheme_with_a_rule(#[case] id: &str) {
    for wrong in shortened(id) {
        let Err(rejection) = wrong.parse::<ParticipantId>() else { continue };
        let example = told(&rejection, &wrong, false).expect("its form is known");
        let example: ParticipantId = example.parse().unwrap();
        let in_scheme = wrong.split_once(':').is_some_and(|(scheme, _)| scheme == &id[..4]);
        assert!(!in_scheme || example.scheme() == &id[..4], "{wrong}: {example}");
    }
}

#[rstest]
#[case(r#"{"kind":"format"}"#)]
#[case(r#"{"kind":"characters"}"#)]
#[case(r#"{"kind":"iban_form"}"#)]
#[case(r#"{"kind":"length","found":9,"wanted":"10"}"#)]
fn a_reason_that_was_kept_without_an_example_is_read(#[case] kept: &str) {
    let reason: Reason = serde_json::from_str(kept).unwrap();
    assert_eq!(reason.example(), None);
    assert_eq!(serde_json::to_string(&reason).unwrap(), kept);
}
