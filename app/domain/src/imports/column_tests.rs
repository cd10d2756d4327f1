use std::collections::HashMap;

use super::*;

#[test]
fn every_written_header_is_recognised_and_none_is_ambiguous() {
    let mut seen: HashMap<String, Column> = HashMap::new();
    for column in Column::ALL {
        assert_eq!(Column::ALL[column.index()], column);
        let titles = TITLES[column.index()].in_all().map(fold);
        for form in titles.chain(synonyms(column).map(str::to_owned)) {
            assert_eq!(fold(&form), form, "synonyms are written folded");
            assert_eq!(*seen.entry(form.clone()).or_insert(column), column, "{form}");
            assert_eq!(Column::from_header(&form), Some(column), "{form}");
        }
        for lang in Language::ALL {
            assert_eq!(Column::from_header(&column.header(lang)), Some(column));
            assert_eq!(Column::from_header(&column.title(lang).to_uppercase()), Some(column));
        }
    }
}

#[test]
fn stars_accents_and_spaces_do_not_matter() {
    assert_eq!(Column::from_header("  *NUMERO  D’ENTREPRISE"), Some(CompanyNumber));
    assert_eq!(Column::from_header("E-mail"), Some(ContactEmail));
    assert_eq!(Column::from_header("Gemeente / Stad"), Some(City));
    assert_eq!(Column::from_header("***"), None);
    assert_eq!(Column::from_header("Kapitaal"), None);
    assert_eq!(Column::from_header("Rechtsvorm:"), Some(LegalForm));
}

#[test]
fn what_other_programs_call_a_column_is_known() {
    for (title, column) in [
        ("Btw nr. klant", Vat),
        ("Ondernemingsnr", CompanyNumber),
        ("Huisnr.", HouseNumber),
        ("Gsm-nummer", Mobile),
        ("Klantcode", ExternalReference),
        ("N° TVA", Vat),
        ("Nº d'entreprise", CompanyNumber),
        ("USt-IdNr.", Vat),
        ("Straßenname", Street),
        ("PLZ", Postcode),
        ("Tel.", Phone),
        ("KBO / BCE", CompanyNumber),
        ("Raison sociale", LegalName),
    ] {
        assert_eq!(Column::named(title), Some((column, Title::Synonym)), "{title}");
    }
    assert_eq!(Column::named("* BTW"), Some((Vat, Title::Own)));
    assert_eq!(Column::named("STRASSE"), Some((Street, Title::Own)));
    for (title, column) in [("Nr.", HouseNumber), ("Nummer", HouseNumber), ("N°", HouseNumber), ("Nom", LegalName)] {
        assert_eq!(Column::named(title), Some((column, Title::Bare)), "{title}");
    }
    for unknown in ["Status", "Type", "Kapitaal", "E-mail factuur", "Omzet 2025", "Dossierbeheerder"] {
        assert_eq!(Column::named(unknown), None, "{unknown}");
    }
}

#[test]
fn titles_in_two_languages_and_with_hints_are_known() {
    for (title, column) in [
        ("Naam / Nom", LegalName),
        ("Land / Pays", Country),
        ("E-mail | Courriel", ContactEmail),
        ("Land (verplicht)", Country),
        ("Taal [NL/FR]", ContactLocale),
        ("Voornaam\nPrénom", ContactFirstName),
        ("Contactpersoon: Voornaam", ContactFirstName),
    ] {
        assert_eq!(Column::from_header(title), Some(column), "{title}");
    }
    for unknown in ["Naam / Land", "Straat / Status", "(verplicht)", "/"] {
        assert_eq!(Column::named(unknown), None, "{unknown}");
    }
    assert_eq!(Column::named(&format!("Land ({})", "a".repeat(990))), Some((Country, Title::Synonym)));
    assert_eq!(Column::named(&format!("Land ({})", "a".repeat(32_000))), None, "the text of a cell");
}

#[test]
fn column_letters_count_as_a_spreadsheet_does() {
    for (number, text) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
        assert_eq!(letters(number), text);
    }
}

#[test]
fn six_columns_are_required() {
    assert_eq!(Column::ALL.iter().filter(|c| c.required()).count(), 6);
    assert_eq!(Column::ContactLocale.header(Language::Nl), "Taal contactpersoon (locale) *");
}
