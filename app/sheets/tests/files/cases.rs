//! Small files that went wrong elsewhere, made after public reports, from the file to what a person is told of it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::Language;
use domain::imports::{Checker, Choices, Column, FileProblem, Heading, KnownNames, Row, Severity};
use domain::words;
use sheets::Trust;

use crate::surveying::chosen;

/// What becomes of a file: its customers, what is told of its cells, and what is told of it as a whole.
struct Outcome {
    customers: Vec<Row>,
    cells: Vec<(u32, Column, Severity, String)>,
    file: Vec<String>,
}

impl Outcome {
    /// The names of the customers.
    fn names(&self) -> Vec<&str> {
        self.customers.iter().map(|row| row.legal_name.as_str()).collect()
    }

    /// The cells that are told of.
    fn cells(&self) -> Vec<(u32, Column, Severity, &str)> {
        self.cells.iter().map(|(row, column, severity, told)| (*row, *column, *severity, told.as_str())).collect()
    }
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases").join(name)
}

/// Reads and checks a file as the product does.
fn outcome(name: &str, choices: &Choices) -> Outcome {
    let mut book = sheets::read::open(&path(name), Trust::Unknown, choices).expect(name);
    let mut checker = Checker::new(book.layouts().to_vec(), KnownNames::new([]));
    let (mut customers, mut cells) = (Vec::new(), Vec::new());
    book.rows(|raw| {
        let checked = checker.check(raw);
        customers.extend(checked.row);
        cells.extend(checked.problems.iter().map(|problem| {
            let Heading::Known(column) = problem.column else { panic!("{problem:?}") };
            (problem.row, column, problem.severity(), words::problem(problem, Language::Nl))
        }));
        ControlFlow::Continue(())
    })
    .expect(name);
    let report = book.report().expect(name);
    let file = words::remarks(&report, choices, Language::Nl).into_iter().map(|remark| remark.text).collect();
    Outcome { customers, cells, file }
}

#[test]
fn case_23_formulas_that_were_never_calculated_are_named_each() {
    let outcome = outcome("23-uncalculated.xlsx", &Choices::default());
    assert_eq!(outcome.names(), [""; 0], "no customer comes in without its number");
    let mend = "Open het bestand in Excel en bewaar het, en laad het opnieuw op.";
    let told = [
        (2, Column::Vat, "BTW", r#"="BE"&G2"#),
        (3, Column::ExternalReference, "Externe referentie", r#"=CONCATENATE("R",ROW())"#),
        (3, Column::Iban, "IBAN", r#"="BE68539007547034""#),
        (4, Column::LegalName, "Juridische naam", r#"="Vorm "&"23c""#),
    ]
    .map(|(row, column, title, formula)| {
        (row, column, Severity::Error, format!("{title}: formule zonder berekende waarde ({formula}). {mend}"))
    });
    assert_eq!(outcome.cells, told);
    assert_eq!(
        outcome.file,
        [
            "Blad Klanten is gelezen: 3 rijen onder de titels in rij 1.".to_owned(),
            format!("4 formules hebben geen berekende waarde. {mend}"),
        ]
    );
}

#[test]
fn case_27_rows_that_a_filter_hides_are_asked_about() {
    let read = "Blad Klanten is gelezen: 3 rijen onder de titels in rij 1.";
    let hidden = "1 rij van blad Klanten is verborgen door een filter.";
    for (answer, names, fate) in [
        (None, &["Vorm 27a", "Vorm 27c"][..], "Ze komt er niet bij tot u hieronder kiest."),
        (Some(false), &["Vorm 27a", "Vorm 27c"], "Ze wordt niet meegenomen."),
        (Some(true), &["Vorm 27a", "Vorm 27b-verborgen", "Vorm 27c"], "Ze wordt meegenomen."),
    ] {
        let outcome = outcome("27-filtered-rows.xlsx", &chosen(&[], answer));
        assert_eq!(outcome.names(), names);
        assert_eq!(outcome.file, [read.to_owned(), format!("{hidden} {fate}")]);
    }
}

#[test]
fn case_28_the_sheet_that_is_read_and_the_other_are_named() {
    let first = outcome("28-two-sheets.xlsx", &Choices::default());
    assert_eq!(first.names(), ["Vorm 28a"]);
    assert_eq!(
        first.file,
        [
            "Blad Vennootschappen is gelezen: 1 rij onder de titels in rij 1.",
            "Blad Eenmanszaken is niet gelezen: 2 rijen.",
        ]
    );
    let other = outcome("28-two-sheets.xlsx", &chosen(&["Eenmanszaken"], None));
    assert_eq!(other.names(), ["Vorm 28b", "Vorm 28c"]);
    let both = outcome("28-two-sheets.xlsx", &chosen(&["Vennootschappen", "Eenmanszaken"], None));
    assert_eq!(both.names(), ["Vorm 28a", "Vorm 28b", "Vorm 28c"]);
    assert_eq!(
        both.file,
        [
            "Blad Vennootschappen is gelezen: 1 rij onder de titels in rij 1.",
            "Blad Eenmanszaken is gelezen: 2 rijen onder de titels in rij 1.",
        ]
    );
}

#[test]
fn case_34_a_dimension_is_a_hint() {
    let outcome = outcome("34-dimension-a0.xlsx", &Choices::default());
    assert_eq!(outcome.names(), ["Vorm 34a"]);
    assert_eq!(outcome.cells(), []);
    assert_eq!(outcome.file, ["Blad Klanten is gelezen: 1 rij onder de titels in rij 1."]);
}

#[test]
fn case_38_invisible_signs_go_and_it_is_said() {
    let gone = |row, column, title: &str, left: &str| {
        let told = format!("{title}: onzichtbare tekens werden weggehaald. Er staat nu {left}.");
        (row, column, Severity::Repaired, told)
    };
    let (name, country, language) = ("Juridische naam", "Land (lettercode)", "Taal contactpersoon (locale)");
    let first = outcome("38-invisible-elsewhere.xlsx", &Choices::default());
    assert_eq!(first.names(), ["Onzichtbaar 38a", "Links Rechts 38b", "Zachtstreep 38c"]);
    assert_eq!(
        first.cells[..10],
        [
            gone(2, Column::LegalName, name, "Onzichtbaar 38a"),
            gone(2, Column::Country, country, "BE"),
            gone(2, Column::ContactLocale, language, "nl-BE"),
            gone(3, Column::LegalName, name, "Links Rechts 38b"),
            gone(3, Column::Country, country, "BE"),
            gone(3, Column::ContactLocale, language, "nl-BE"),
            gone(4, Column::LegalName, name, "Zachtstreep 38c"),
            gone(4, Column::City, "Gemeente/stad", "Gent"),
            gone(5, Column::CompanyNumber, "Bedrijfsnummer", "0812371238"),
            gone(5, Column::Vat, "BTW", "BE0812369951"),
        ]
    );
    // The two numbers of the last row are good, and of two companies.
    let [(5, Column::Vat, Severity::Error, told)] = &first.cells()[10..] else { panic!("{:?}", first.cells()) };
    assert!(told.contains("hoort niet bij het bedrijfsnummer") && told.contains("BE 0812.371.238"), "{told}");

    let again = outcome("38-invisible-again.xlsx", &Choices::default());
    assert_eq!(again.names(), ["Onzichtbaar 38a", "Zachtstreep 38c"]);
    for (row, earlier) in again.customers.iter().zip([&first.customers[0], &first.customers[2]]) {
        assert_eq!(row.name_and_email_key(), earlier.name_and_email_key(), "it is the same customer");
    }
    let [repaired, (4, Column::LegalName, Severity::Error, told)] = again.cells.as_slice() else {
        panic!("{:?}", again.cells)
    };
    assert_eq!(*repaired, gone(4, Column::LegalName, name, "Onzichtbaar 38a"));
    assert!(told.ends_with("staat ook in rij 2. Laat één van beide rijen weg."), "{told}");
}

#[test]
fn case_39_one_address_for_each_cell() {
    let outcome = outcome("39-two-addresses.xlsx", &Choices::default());
    let mails: Vec<_> =
        outcome.customers.iter().map(|row| (row.legal_name.as_str(), row.contact_email.as_str())).collect();
    assert_eq!(mails, [("Spatie 39f", "jan@spatie39.example"), ("Spatie 39g", "jan@spatie39.example")]);
    let (two, one) = (("één adres per cel", "Bedoelt u a@spatie39.example?"), "Bedoelt u jan@spatie39.example?");
    let marks = "werd jan@spatie39.example: mailto: of een punt hoort niet bij het adres.";
    let expected = [
        (2, Severity::Error, two),
        (3, Severity::Error, two),
        (4, Severity::Error, two),
        (5, Severity::Error, two),
        (6, Severity::Error, ("kan niet kloppen", one)),
        (7, Severity::Repaired, ("MAILTO:jan@spatie39.example", marks)),
        (8, Severity::Repaired, ("jan@spatie39.example.", marks)),
        (9, Severity::Error, ("kan niet kloppen", one)),
    ];
    let told = outcome.cells();
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for ((row, column, severity, said), (of_row, of_severity, (begins, ends))) in told.into_iter().zip(expected) {
        assert_eq!((row, column, severity), (of_row, Column::ContactEmail, of_severity));
        assert!(said.contains(begins) && said.ends_with(ends), "row {row}: {said}");
    }
}

#[test]
fn case_48_titles_that_mean_a_known_column_are_taken() {
    let outcome = outcome("48-unknown-column.xlsx", &Choices::default());
    assert_eq!(outcome.file, ["Blad Klanten is gelezen: 1 rij onder de titels in rij 1."], "no column stays out");
    // The company number is an x: it is read, and so it is told.
    let [(2, Column::CompanyNumber, Severity::Error, told)] = outcome.cells()[..] else {
        panic!("{:?}", outcome.cells())
    };
    assert!(told.starts_with("Bedrijfsnummer x "), "{told}");
    let mut vat = String::new();
    let mut book =
        sheets::read::open(&path("48-unknown-column.xlsx"), Trust::Unknown, &Choices::default()).expect("it");
    book.rows(|row| {
        vat = row.cell(Column::Vat).text().to_owned();
        ControlFlow::Continue(())
    })
    .expect("a row");
    assert_eq!(vat, "BE0812372525");
}

#[test]
fn case_88_a_file_of_another_program_is_read_and_the_rest_named() {
    let outcome = outcome("88-other-program.xlsx", &Choices::default());
    let [row] = outcome.customers.as_slice() else { panic!("{:?}", outcome.customers) };
    let told = [
        row.legal_name.as_str(),
        row.contact_email.as_str(),
        row.contact_first_name.as_str(),
        row.contact_last_name.as_str(),
        row.company_number.as_ref().expect("a number").as_str(),
        row.vat.as_ref().expect("a VAT number").as_str(),
        row.external_reference.as_ref().expect("a code").as_str(),
        row.street.as_ref().expect("a street").as_str(),
        row.house_number.as_ref().expect("a house number").as_str(),
        row.box_number.as_ref().expect("a box").as_str(),
        row.postcode.as_ref().expect("a postcode").as_str(),
        row.city.as_ref().expect("a city").as_str(),
        row.mobile.as_deref().expect("a mobile number"),
    ];
    let expected = [
        "Andere 88",
        "els@andere88.example",
        "Els",
        "Claes",
        "0812373812",
        "BE0812373812",
        "K12",
        "Dorp",
        "3",
        "A",
        "9000",
        "Gent",
        "+32 478 12 34 56",
    ];
    assert_eq!(told, expected);
    assert_eq!(row.more, [(Column::LegalForm, "610".to_owned())]);
    let mended = "'0812373812 werd 0812373812: het weglatingsteken vooraan hoort er niet bij.";
    assert_eq!(outcome.cells(), [(2, Column::CompanyNumber, Severity::Repaired, mended)]);
    assert_eq!(
        outcome.file,
        [
            "Blad Instructies is niet gelezen: 2 rijen, zonder kolomtitels.",
            "Blad Relaties is gelezen: 1 rij onder de titels in rij 1.",
            "Kolom A «Status» is niet gelezen: 1 cel, zoals «Klant».",
            "Kolom B «Type» is niet gelezen: 1 cel, zoals «Bedrijf».",
            "Kolom K «E-mail factuur» is niet gelezen: 1 cel, zoals «fact@andere88.example».",
        ]
    );
}

#[test]
fn the_file_of_a_million_million_texts_is_refused_with_words() {
    let refused = sheets::read::open(&path("hostile-shared-strings.xlsx"), Trust::Unknown, &Choices::default()).err();
    let Some(problem @ FileProblem::ZipBomb { .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(
        words::file_problem(&problem, Language::Nl),
        "Dit bestand wordt bij het uitpakken onredelijk groot en is daarom geweigerd. Kopieer de klanten naar een nieuwe \
         werkmap en probeer nog eens."
    );
}
