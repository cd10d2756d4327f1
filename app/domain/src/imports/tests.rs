//! Whole rows: what is read, what is mended, what is refused, and what becomes of it.

mod decisions;
#[path = "fixture.rs"]
mod fixture;
mod own;

use fixture::changed;

use super::*;
use crate::{Country, Reason, Repair};

/// A good row as people type it.
const GOOD: [&str; Column::COUNT] = changed(
    fixture::GOOD,
    &[
        (Column::CompanyNumber, "0477.472.701"),
        (Column::Vat, "BE 0477 472 701"),
        (Column::Iban, "BE71 0961 2345 6769"),
        (Column::Template, "standaard"),
        (Column::AddressCountry, ""),
        (Column::CustomerLocale, ""),
    ],
);

fn raw(number: u32, change: &[(Column, &str)]) -> RawRow {
    let mut raw = RawRow { number, ..RawRow::default() };
    for column in Column::ALL {
        let changed = change.iter().find(|(at, _)| *at == column).map(|(_, text)| *text);
        let text = changed.unwrap_or(GOOD[column.index()]);
        raw.cells[column.index()] = match text {
            "" => RawCell::Empty,
            text if text.starts_with('#') => RawCell::Failed(text.to_owned()),
            text => RawCell::Text(text.to_owned()),
        };
    }
    raw
}

fn checker() -> Checker {
    let places = Column::ALL.map(|column| Some(column.index() as u32));
    let layout = |sheet: &str| Layout { sheet: sheet.to_owned(), header_row: 1, places, ..Layout::default() };
    Checker::new(vec![layout("Blad1"), layout("Blad2")], KnownNames::new(["Standaard".to_owned()]))
}

fn check(change: &[(Column, &str)]) -> Checked {
    checker().check(&raw(2, change))
}

/// The one problem that this change makes: its reason and its repair.
fn only_problem(change: &[(Column, &str)]) -> (ProblemReason, Option<String>) {
    let checked = check(change);
    let [problem] = checked.problems.as_slice() else { panic!("{:?}", checked.problems) };
    assert_eq!(checked.row.is_some(), problem.severity() != Severity::Error);
    assert_eq!((problem.row, &problem.column), (2, &change.last().expect("a change").0.into()));
    (problem.reason.clone(), problem.repairs.first().cloned())
}

#[test]
fn a_good_row_is_read_without_remarks() {
    let Checked { row, problems } = check(&[]);
    assert_eq!(problems, []);
    let row = row.expect("a good row");
    assert_eq!(row.company_number.as_ref().map(|number| number.as_str()), Some("0477472701"));
    assert_eq!(row.vat.as_ref().map(|vat| vat.as_str()), Some("BE0477472701"));
    assert_eq!((row.country, row.mandate, row.template.as_deref()), (Country::BE, Some(true), Some("Standaard")));
    assert_eq!(row.legal_keys().iter().collect::<Vec<_>>(), ["BE0477472701"]);
}

#[test]
fn required_cells_alone_are_enough() {
    let empty: Vec<(Column, &str)> = Column::ALL.into_iter().filter(|c| !c.required()).map(|c| (c, "")).collect();
    let Checked { row, problems } = check(&empty);
    assert_eq!(problems, []);
    let row = row.expect("a short row");
    assert_eq!((row.company_number.clone(), row.mandate, row.template.clone()), (None, None, None));
    assert_eq!(row.legal_keys().iter().count(), 0);
}

#[test]
fn every_problem_of_a_row_is_told_at_once() {
    let checked = check(&[
        (Column::LegalName, ""),
        (Column::ContactEmail, "an@peeters"),
        (Column::CompanyNumber, "0123456789"),
        (Column::Mandate, "misschien"),
        (Column::City, "#N/A"),
    ]);
    assert_eq!(checked.row, None);
    let columns: Vec<Heading> = checked.problems.iter().map(|problem| problem.column.clone()).collect();
    assert_eq!(
        columns,
        [Column::LegalName, Column::ContactEmail, Column::CompanyNumber, Column::City, Column::Mandate]
            .map(Heading::from)
    );
    let number = &checked.problems[2];
    assert_eq!((number.letters.as_str(), number.value.as_str()), ("G", "0123456789"));
    assert_eq!(
        number.reason,
        ProblemReason::Refused { reason: Reason::CheckDigits { expected: Some("49".to_owned()) } }
    );
}

#[test]
fn a_wrong_form_is_told_with_that_of_the_country_of_the_row() {
    let (reason, _) = only_problem(&[(Column::Country, "AT"), (Column::CompanyNumber, ""), (Column::Vat, "13585627")]);
    let example = Some("ATU13585627".to_owned());
    assert_eq!(reason, ProblemReason::Refused { reason: Reason::Format { example } });
    let kept = serde_json::to_string(&reason).unwrap();
    assert_eq!(serde_json::from_str::<ProblemReason>(&kept).unwrap(), reason);
    let before = r#"{"what":"refused","reason":{"kind":"format"}}"#;
    assert_eq!(
        serde_json::from_str::<ProblemReason>(before).unwrap(),
        ProblemReason::Refused { reason: Reason::FORMAT },
        "kept before it had an example"
    );
}

#[test]
fn a_bank_that_does_not_exist_is_a_hint() {
    let (reason, repair) = only_problem(&[(Column::Iban, "BE68 5390 0754 7034")]);
    assert_eq!((reason, repair), (ProblemReason::UnknownBank { code: "539".to_owned() }, None));
}

#[test]
fn each_number_that_is_one_slip_away_is_told() {
    let checked = check(&[(Column::CompanyNumber, ""), (Column::Vat, "BE0477472710")]);
    let [problem] = checked.problems.as_slice() else { panic!("{:?}", checked.problems) };
    assert_eq!(problem.repairs, ["BE0477472701", "BE0476472710", "BE0477442710"]);
    let kept = serde_json::to_string(problem).unwrap();
    assert_eq!(serde_json::from_str::<Problem>(&kept).unwrap(), *problem);
    let before = kept.replace(&serde_json::to_string(&problem.repairs).unwrap(), "null").replace("repairs", "repair");
    assert!(
        serde_json::from_str::<Problem>(&before).unwrap().repairs.is_empty(),
        "kept when there could be one: {before}"
    );
}

#[test]
fn lost_zeros_are_restored_and_told() {
    let restored = ProblemReason::Repaired { repair: Repair::LeadingZero };
    let told = only_problem(&[(Column::CompanyNumber, "477472701")]);
    assert_eq!(told, (restored.clone(), Some("0477472701".to_owned())));
    let told = only_problem(&[(Column::Vat, "477472701")]);
    assert_eq!(told, (restored.clone(), Some("BE0477472701".to_owned())));
    let german = [(Column::Country, "DE"), (Column::CompanyNumber, ""), (Column::Vat, ""), (Column::Postcode, "1067")];
    assert_eq!(only_problem(&german), (restored, Some("01067".to_owned())));
}

#[test]
fn lost_digits_are_refused_in_every_number_column() {
    for column in [Column::CompanyNumber, Column::Vat, Column::ExternalReference, Column::Iban] {
        let (reason, _) = only_problem(&[(column, "4,77E+08")]);
        assert_eq!(reason, ProblemReason::Refused { reason: Reason::LostDigits }, "{column:?}");
    }
}

#[test]
fn what_was_meant_is_proposed() {
    let (reason, repair) = only_problem(&[(Column::Template, "Standard")]);
    assert_eq!((reason, repair.as_deref()), (ProblemReason::UnknownTemplate, Some("Standaard")));
    let (reason, repair) = only_problem(&[(Column::Vat, ""), (Column::CompanyNumber, ""), (Column::Country, "UK")]);
    let hint = Some("GB".to_owned());
    assert_eq!(reason, ProblemReason::Refused { reason: Reason::UnknownCountry { hint } });
    assert_eq!(repair.as_deref(), Some("GB"));
    let (reason, repair) = only_problem(&[(Column::Vat, "BE0244142664")]);
    assert_eq!((reason, repair.as_deref()), (ProblemReason::NumbersDiffer, Some("BE0477472701")));
    let (reason, _) = only_problem(&[(Column::Vat, "NL000099998B57")]);
    assert_eq!(reason, ProblemReason::OtherCountry);
}

#[test]
fn a_house_number_that_became_a_date_is_pointed_out() {
    let (reason, _) = only_problem(&[(Column::HouseNumber, "03/05/2026")]);
    assert_eq!(reason, ProblemReason::BecameADate);
    assert_eq!(check(&[(Column::HouseNumber, "12/14")]).problems, []);
}

#[test]
fn a_dash_in_an_optional_number_means_none() {
    for dash in ["-", "–", "—", "\u{2010}", "\u{2011}", "\u{2212}", "/", "---"] {
        let Checked { row, problems } = check(&[(Column::CompanyNumber, dash), (Column::Iban, dash)]);
        assert_eq!(problems, [], "{dash}");
        assert_eq!(row.map(|row| (row.company_number, row.iban)), Some((None, None)), "{dash}");
    }
}

#[test]
fn duplicates_within_the_file_point_at_the_first() {
    let mut checker = checker();
    assert_eq!(checker.check(&raw(2, &[])).problems, []);
    // The VAT number alone is the same enterprise.
    let other = checker.check(&raw(3, &[(Column::CompanyNumber, ""), (Column::ExternalReference, "K-18")]));
    assert_eq!(other.row, None);
    assert_eq!(
        (&other.problems[0].column, &other.problems[0].reason),
        (&Column::Vat.into(), &ProblemReason::Duplicate { row: 2, sheet: None })
    );
    let unnumbered = [(Column::CompanyNumber, ""), (Column::Vat, "")];
    let reference = checker.check(&raw(4, &unnumbered));
    assert_eq!(reference.problems[0].column, Column::ExternalReference);
    let bare = [(Column::CompanyNumber, ""), (Column::Vat, ""), (Column::ExternalReference, "")];
    assert_eq!(checker.check(&raw(5, &bare)).problems, []);
    let again = checker.check(&raw(6, &bare));
    assert_eq!(again.problems[0].reason, ProblemReason::Duplicate { row: 5, sheet: None });
}

#[test]
fn a_duplicate_on_another_sheet_is_told_with_its_sheet() {
    let mut checker = checker();
    assert_eq!(checker.check(&raw(2, &[])).problems, []);
    let again = checker.check(&RawRow { sheet: 1, ..raw(2, &[]) });
    let [problem] = again.problems.as_slice() else { panic!("{:?}", again.problems) };
    assert_eq!((problem.sheet.as_str(), problem.row), ("Blad2", 2));
    assert_eq!(problem.reason, ProblemReason::Duplicate { row: 2, sheet: Some("Blad1".to_owned()) });
    assert_eq!(RawRow { sheet: 1, ..raw(2, &[]) }.position(), (1 << 32) + 2);
}

#[test]
fn optional_texts_are_held_to_the_rules_of_the_form() {
    let Checked { row, problems } = check(&[(Column::Website, "peeters.be"), (Column::Phone, "-")]);
    assert_eq!(problems, []);
    let row = row.expect("a good row");
    assert_eq!(
        (row.website.as_deref(), row.phone, row.mobile.as_deref()),
        (Some("https://peeters.be"), None, Some("+32 478 12 34 56"))
    );
    for (column, wrong) in
        [(Column::Phone, "bel mij"), (Column::Website, "javascript:alert(1)"), (Column::CustomerEmail, "geen adres")]
    {
        assert!(matches!(only_problem(&[(column, wrong)]).0, ProblemReason::Refused { .. }), "{column:?}");
    }
    let long = "x".repeat(4_001);
    assert!(matches!(only_problem(&[(Column::Description, &long)]).0, ProblemReason::Refused { .. }));
    assert_eq!(only_problem(&[(Column::Phone, "4,77E+08")]).0, ProblemReason::Refused { reason: Reason::LostDigits });
}

/// A row with one cell that is no text.
fn with_cell(column: Column, cell: RawCell, change: &[(Column, &str)]) -> Checked {
    let mut row = raw(2, change);
    row.cells[column.index()] = cell;
    checker().check(&row)
}

#[test]
fn a_day_is_named_in_every_column_of_text() {
    for column in [
        Column::LegalName,
        Column::ContactFirstName,
        Column::ContactLastName,
        Column::ExternalReference,
        Column::Street,
        Column::HouseNumber,
        Column::Box,
        Column::Postcode,
        Column::City,
        Column::Phone,
        Column::Description,
    ] {
        let Checked { row, problems } = with_cell(column, RawCell::Date("03/05/2026".to_owned()), &[]);
        let reasons: Vec<_> = problems.iter().map(|problem| (&problem.column, &problem.reason)).collect();
        assert_eq!(reasons, [(&column.into(), &ProblemReason::BecameADate)]);
        assert!(row.is_some(), "somebody should look at it");
    }
    let mut checker = checker();
    let zero = |number| {
        let mut raw = raw(number, &[]);
        for column in [Column::Phone, Column::Box] {
            raw.cells[column.index()] = RawCell::Number { shown: "0".into(), plain: "0".into() };
        }
        raw
    };
    let told: Vec<_> = checker.check(&zero(2)).problems.into_iter().map(|one| (one.column, one.reason)).collect();
    assert_eq!(told, [Column::Box, Column::Phone].map(|column| (column.into(), ProblemReason::ZeroForNothing)));
    let again = checker.check(&zero(3)).problems;
    assert!(again.iter().all(|one| one.reason != ProblemReason::ZeroForNothing), "once a column: {again:?}");
    for column in [Column::CompanyNumber, Column::Vat, Column::Iban, Column::ContactEmail, Column::Country] {
        let Checked { row, problems } = with_cell(column, RawCell::Date("03/05/2026".to_owned()), &[]);
        let reasons: Vec<_> = problems.iter().map(|problem| (&problem.column, &problem.reason)).collect();
        assert_eq!(reasons, [(&column.into(), &ProblemReason::Refused { reason: Reason::Day })]);
        assert!(row.is_none(), "it is no value of its column");
        assert_eq!(only_problem(&[(column, "2026-05-03")]).0, Reason::Day.into());
    }
    assert_eq!(only_problem(&[(Column::City, "2026-05-03 00:00:00")]).0, ProblemReason::BecameADate);
    assert_eq!(check(&[(Column::Description, "03/05/2026")]).problems, [], "notes tell of days");
    for day in ["5-mrt", "3/mei", "mrt-05", "05-03-26", "5/3/2026", "2026-03-05"] {
        assert_eq!(only_problem(&[(Column::HouseNumber, day)]).0, ProblemReason::BecameADate, "{day}");
    }
    for number in ["3-5", "12/14", "12 bis", "5 mm"] {
        assert_eq!(check(&[(Column::HouseNumber, number)]).problems, [], "{number}");
    }
}

#[test]
fn a_yes_or_no_where_text_belongs_is_named() {
    let Checked { row, problems } = with_cell(Column::LegalName, RawCell::YesNo(true), &[]);
    assert_eq!(row.map(|row| row.legal_name.to_string()).as_deref(), Some("TRUE"));
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!((&problem.column, &problem.reason), (&Column::LegalName.into(), &ProblemReason::BecameYesOrNo));
    assert_eq!(with_cell(Column::Mandate, RawCell::YesNo(false), &[]).problems, []);
}

#[test]
fn damaged_letters_are_named() {
    for name in ["Brasserie LiÃ¨ge", "Caf\u{fffd} Central", "Peeters &amp; Zoon"] {
        let (reason, _) = only_problem(&[(Column::LegalName, name)]);
        assert_eq!((reason.severity(), reason), (Severity::Warning, ProblemReason::Garbled), "{name}");
    }
}

#[test]
fn address_and_customer_may_be_of_another_country_and_language() {
    let row =
        check(&[(Column::AddressCountry, "NL"), (Column::CustomerLocale, "Frans"), (Column::Postcode, "1012 AB")]).row;
    let row = row.expect("a good row");
    assert_eq!(row.address_country, Some(Country::NL));
    assert_eq!(row.customer_locale.map(|locale| locale.to_string()).as_deref(), Some("fr-BE"));
}

#[test]
fn a_formula_without_a_value_is_named_in_every_column() {
    for column in Column::ALL {
        let Checked { row, problems } = with_cell(column, RawCell::Uncalculated("=\"BE\"&G2".to_owned()), &[]);
        assert_eq!(row, None, "{column:?}");
        let named =
            problems.iter().any(|problem| problem.column == column && problem.reason == ProblemReason::Uncalculated);
        assert!(named, "{column:?}: {problems:?}");
    }
}

#[test]
fn a_kvk_number_from_a_number_is_restored_and_told() {
    let number = RawCell::Number { shown: "4046350".to_owned(), plain: "4046350".to_owned() };
    let Checked { row, problems } =
        with_cell(Column::CompanyNumber, number, &[(Column::Country, "NL"), (Column::Vat, "")]);
    assert_eq!(row.and_then(|row| row.company_number).map(String::from).as_deref(), Some("04046350"));
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.reason, ProblemReason::Repaired { repair: Repair::LeadingZero });
    assert_eq!((problem.value.as_str(), problem.repairs.first().map(String::as_str)), ("4046350", Some("04046350")));
}

#[test]
fn a_typed_apostrophe_is_told_as_a_repair() {
    for (column, typed, bare) in [
        (Column::ExternalReference, "'00012", "00012"),
        (Column::LegalName, "'2 Moons", "2 Moons"),
        (Column::Template, "'Standaard", "Standaard"),
    ] {
        let told = (ProblemReason::Repaired { repair: Repair::Apostrophe }, Some(bare.to_owned()));
        assert_eq!(only_problem(&[(column, typed)]), told);
    }
}

#[test]
fn several_languages_get_an_error_that_helps() {
    let told = only_problem(&[(Column::ContactLocale, "nl-BE;fr-BE")]);
    assert_eq!(told, (ProblemReason::Refused { reason: Reason::SeveralLanguages }, Some("nl-BE".to_owned())));
}

#[test]
fn a_row_that_is_refused_is_no_first_of_a_duplicate() {
    let mut checker = checker();
    assert_eq!(checker.check(&raw(2, &[(Column::ContactEmail, "")])).row, None);
    assert_eq!(checker.check(&raw(3, &[])).problems, []);
}

#[test]
fn what_is_offered_is_said_where_the_cell_holds_it_too() {
    let checked = check(&[(Column::ContactEmail, "a@example.com of b@example.com")]);
    let [problem] = checked.problems.as_slice() else { panic!("{:?}", checked.problems) };
    let sentence = crate::words::problem(problem, crate::Language::Nl);
    assert!(sentence.ends_with("Bedoelt u a@example.com?"), "{sentence}");
}
