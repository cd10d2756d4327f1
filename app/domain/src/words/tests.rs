//! The sentences as a person reads them.

use super::*;
use crate::Reason;
use crate::imports::{FileKind, FileProblem, Problem, ProblemReason, Severity};

fn in_country_column(why: ProblemReason, value: &str, repair: Option<&str>) -> Problem {
    Problem {
        sheet: "Klanten".to_owned(),
        row: 7,
        column: Column::Country.into(),
        letters: "B".to_owned(),
        value: value.to_owned(),
        reason: why,
        repairs: repair.map(str::to_owned).into_iter().collect(),
    }
}

#[test]
fn a_wrong_check_digit_is_told_with_field_value_and_way_out() {
    let why = Reason::CheckDigits { expected: Some("49".to_owned()) };
    assert_eq!(
        reason(&why, "Btw-nummer", "BE0123456789", Language::Nl),
        "Btw-nummer BE0123456789 klopt niet: het controlegetal zou 49 moeten zijn. Kijk na of er cijfers omgewisseld zijn."
    );
}

#[test]
fn what_has_not_the_right_form_is_told_with_the_form() {
    for (why, field, value, told) in [
        (
            Reason::EmailForm,
            "E-mailadres",
            "info",
            "E-mailadres info kan niet kloppen. Een e-mailadres ziet eruit als naam@bedrijf.be.",
        ),
        (
            Reason::FORMAT.such_as("NL 004495445B01"),
            "Btw-nummer",
            "NL004495445X01",
            "Btw-nummer NL004495445X01 heeft niet de vorm van zo’n nummer. Het ziet eruit als NL 004495445B01.",
        ),
        (
            Reason::FORMAT.such_as("0477.472.701"),
            "Bedrijfsnummer",
            "4077472701",
            "Bedrijfsnummer 4077472701 heeft niet de vorm van zo’n nummer. Het ziet eruit als 0477.472.701.",
        ),
    ] {
        assert_eq!(reason(&why, field, value, Language::Nl), told);
    }
    for lang in Language::ALL {
        let account = Reason::IbanForm { example: None };
        for why in [
            Reason::FORMAT,
            Reason::EmailForm,
            Reason::PhoneForm,
            Reason::WebsiteForm,
            Reason::AmountForm,
            Reason::NaceForm,
            Reason::NaceFormer,
            Reason::DateForm,
            Reason::NumberForm,
            account,
        ] {
            let told = reason(&why, "Veld", "BE1", lang);
            assert!(told.starts_with("Veld BE1 ") && told.ends_with('.'), "{told}");
        }
    }
}

#[test]
fn who_is_named_by_one_word_is_told_what_a_person_has() {
    let name = |lang| reason(&Reason::PersonName, "Naam", "Madonna", lang);
    let told = "Naam Madonna: een particulier heeft een voornaam en een achternaam. Vul ze allebei in.";
    assert_eq!(name(Language::Nl), told);
    assert!(Language::ALL.map(name).iter().all(|told| told.starts_with("Naam Madonna") && told.ends_with('.')));
}

#[test]
fn a_form_names_an_example_or_the_list() {
    let kept = || ProblemReason::Refused { reason: Reason::FORMAT };
    let vat = Problem { column: Column::Vat.into(), ..in_country_column(kept(), "BE12", None) };
    let told = problem(&vat, Language::Nl);
    assert_eq!(told, "BTW BE12 heeft niet de vorm van zo’n nummer. Het ziet eruit als BE 0477.472.701.");
    let number = Problem { column: Column::CompanyNumber.into(), ..vat };
    assert!(problem(&number, Language::Nl).ends_with("Het ziet eruit als 0477.472.701."));
    assert_eq!(
        reason(&Reason::FORMAT, "Richting", "heen", Language::Nl),
        "Richting heen staat niet in de lijst. Kies een waarde uit de lijst."
    );
}

#[test]
fn a_repair_is_offered_once() {
    let why = ProblemReason::Refused { reason: Reason::UnknownCountry { hint: Some("GB".to_owned()) } };
    let told = problem(&in_country_column(why, "UK", Some("GB")), Language::En);
    assert_eq!(told, "UK is not a country code. Use GB.");
    let told = problem(&in_country_column(ProblemReason::UnknownTemplate, "Standard", Some("Standaard")), Language::Nl);
    assert!(told.ends_with("Bedoelt u Standaard?"), "{told}");
}

#[test]
fn several_repairs_are_a_choice() {
    let values = ["A", "B", "C"].map(str::to_owned);
    assert_eq!(repairs(&values[..1], Language::Nl), "Bedoelt u A?");
    assert_eq!(repairs(&values[..2], Language::Fr), "Vouliez-vous dire A ou B ?");
    assert_eq!(repairs(&values, Language::Nl), "Bedoelt u A, B of C?");
    assert_eq!(repairs(&values, Language::En), "Did you mean A, B or C?");
    assert_eq!(repairs(&values, Language::De), "Meinten Sie A, B oder C?");
    let why = ProblemReason::Refused { reason: Reason::CHECK_DIGITS };
    let wrong = Problem { repairs: values.into(), ..in_country_column(why, "X", None) };
    assert!(problem(&wrong, Language::Fr).ends_with(" Vouliez-vous dire A, B ou C ?"));
}

#[test]
fn an_unknown_bank_is_told_beside_its_field_and_in_a_file() {
    let code = "539".to_owned();
    assert_eq!(
        unknown_bank(&code, Language::Nl),
        "Geen enkele Belgische bank heeft code 539. Kijk de drie cijfers achter de controlecijfers na."
    );
    let why = ProblemReason::UnknownBank { code };
    assert_eq!(why.severity(), Severity::Warning);
    let told = problem(&in_country_column(why, "BE68539007547034", None), Language::En);
    assert_eq!(
        told,
        "Country (letter code) BE68539007547034: no Belgian bank has code 539. Check the three digits after the check digits."
    );
}

#[test]
fn what_was_cleaned_is_told_with_what_it_became() {
    let why = ProblemReason::Repaired { repair: crate::Repair::InvisibleSigns };
    let told = problem(&in_country_column(why, "Bak\u{200b}kerij Maes", Some("Bakkerij Maes")), Language::Nl);
    assert_eq!(told, "Land (lettercode): onzichtbare tekens werden weggehaald. Er staat nu Bakkerij Maes.");
}

#[test]
fn the_bounds_of_a_number_are_told() {
    let why = Reason::Range { min: 1, max: 99_999_999 };
    let told = reason(&why, "Klantnummer", "999999999999", Language::Nl);
    assert_eq!(told, "Klantnummer 999999999999 kan niet. Gebruik een geheel getal van 1 tot 99.999.999.");
}

#[test]
fn the_import_file_is_no_template_and_is_uploaded_by_one_word() {
    let problems = [
        FileProblem::Empty,
        FileProblem::Encrypted,
        FileProblem::NoHeader,
        FileProblem::OtherKind { file: FileKind::Ods },
        FileProblem::OtherKind { file: FileKind::Pdf },
        FileProblem::OtherKind { file: FileKind::Zip },
    ];
    for problem in &problems {
        for (lang, words) in [
            (Language::Nl, ["sjabloon", "stuur"]),
            (Language::Fr, ["modèle", "envoye"]),
            (Language::En, ["template", "send"]),
            (Language::De, ["vorlage", "sende"]),
        ] {
            let told = file_problem(problem, lang).to_lowercase();
            assert!(!words.iter().any(|word| told.contains(word)), "{told}");
        }
    }
    assert_eq!(
        file_problem(&problems[0], Language::Fr),
        "Ce fichier est vide. Téléchargez le fichier d’import, remplissez-le et chargez-le à nouveau."
    );
}

#[test]
fn an_address_with_accents_is_told_what_is_allowed() {
    assert_eq!(
        reason(&Reason::LocalPart, "E-mail address", "zoé@x.be", Language::En),
        "E-mail address zoé@x.be is not valid: only unaccented letters, digits and certain symbols may come before the @. Ask for another address."
    );
    assert_eq!(
        reason(&Reason::LocalPart, "Adresse e-mail", "zoé@x.be", Language::Fr),
        "Adresse e-mail zoé@x.be n’est pas valable : avant le @, seuls des lettres sans accent, des chiffres et certains signes sont admis. Demandez une autre adresse."
    );
}

#[test]
fn every_refusal_of_a_file_is_told_in_every_language() {
    let missing = FileProblem::MissingColumns {
        sheet: "Blad1".to_owned(),
        row: 3,
        columns: vec![Column::LegalName, Column::ContactEmail],
    };
    assert_eq!(
        file_problem(&missing, Language::Nl),
        "In rij 3 van blad Blad1 ontbreken verplichte kolommen: Juridische naam, E-mailadres contactpersoon. Voeg ze toe."
    );
    for lang in Language::ALL {
        let told = file_problem(&FileProblem::TooLarge { max: 50 * 1024 * 1024 }, lang);
        assert!(told.contains("50"), "{told}");
    }
}

#[test]
fn a_vat_number_that_is_wanted_is_told_with_the_way_out() {
    for (lang, told) in [
        (
            Language::Nl,
            "Btw-nummer ontbreekt: verplicht voor een klant in een ander EU-land. Vul dit in, of vink Btw-nummer in aanvraag aan.",
        ),
        (
            Language::En,
            "VAT number is missing: required for a customer in another EU country. Fill it in, or tick VAT number applied for.",
        ),
    ] {
        let field = crate::fields::label("vat").map(|label| label.of(lang)).unwrap_or_default();
        assert_eq!(reason(&crate::Reason::VatWanted, field, "", lang), told);
    }
}
