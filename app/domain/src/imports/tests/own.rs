//! Columns of fields of the firm's own: what they give a row, what is wrong in them, and what the unknown ones could become.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::*;
use crate::Language;
use crate::own_fields::{Labels, Options, OwnKind};

fn columns() -> OwnColumns {
    let of = |id: u128, kind, label: &str| {
        OwnColumn::new(Uuid::from_u128(id), kind, Labels::one(Language::Nl, label), Options::default(), &[])
    };
    let fields = vec![of(1, OwnKind::Number, "Wagens"), of(2, OwnKind::Text, "SAP-code")];
    OwnColumns::new(fields, &["Status".to_owned()], &BTreeMap::new())
}

fn layout() -> Layout {
    let titles = ["SAP code", "Wagens", "Kluis", "Status", "Nr.", "Wat er schort", "kluis"];
    let first = Column::COUNT as u32;
    let others = (first..).zip(titles).map(|(place, title)| OtherColumn { place, title: title.to_owned() });
    let places = Column::ALL.map(|column| Some(column.index() as u32));
    Layout { sheet: "Blad1".to_owned(), header_row: 1, places, others: others.collect() }
}

fn row(others: [&str; 7]) -> RawRow {
    let cell = |text: &str| if text.is_empty() { RawCell::Empty } else { RawCell::Text(text.to_owned()) };
    RawRow { others: others.map(cell).to_vec(), ..raw(2, &[]) }
}

fn checker() -> Checker {
    Checker::new(vec![layout()], KnownNames::new(["Standaard".to_owned()])).with_own(columns())
}

#[test]
fn columns_of_own_fields_give_their_values() {
    let Checked { row, problems } = checker().check(&row(["0012", "1.234", "Gent", "Actief", "7", "", ""]));
    assert_eq!(problems, []);
    let told: Vec<_> = row.expect("a good row").own.into_iter().map(|own| (own.at, own.value)).collect();
    assert_eq!(told, [(0, "0012".to_owned()), (1, "1234".to_owned())]);
}

#[test]
fn what_is_wrong_in_them_names_cell_value_and_cause() {
    let Checked { row, problems } = checker().check(&row(["LiÃ¨ge", "twaalf", "", "", "", "", ""]));
    assert_eq!(row, None);
    let own = |own: &str| Heading::Own { own: own.to_owned() };
    let told: Vec<_> = problems.iter().map(|one| (&one.column, one.value.as_str(), one.severity())).collect();
    let expected = [(&own("SAP code"), "LiÃ¨ge", Severity::Warning), (&own("Wagens"), "twaalf", Severity::Error)];
    assert_eq!(told, expected);
    assert_eq!(problems[1].letters, column_letters(Column::COUNT as u32 + 1));
    assert_eq!(problems[1].reason, Reason::NumberForm.into());
    assert!(crate::words::problem(&problems[1], Language::Nl).contains("Wagens twaalf"), "{problems:?}");
}

#[test]
fn what_nobody_knows_could_become_a_field() {
    let mut checker = checker();
    checker.check(&row(["", "", "12", "Actief", "7", "fout", "Gent"]));
    let unplaced = |letters: u32, title: &str| UnplacedColumn {
        letters: column_letters(Column::COUNT as u32 + letters),
        title: title.to_owned(),
        ..UnplacedColumn::default()
    };
    let sheet = SheetReport {
        name: "Blad1".to_owned(),
        state: SheetState::Read,
        unplaced: vec![unplaced(0, "SAP code"), unplaced(2, "Kluis"), unplaced(3, "Status")],
        unplaced_more: 5,
        ..SheetReport::default()
    };
    let told = checker.told(FileReport { sheets: vec![sheet], ..FileReport::default() });
    let left: Vec<&str> = told.sheets[0].unplaced.iter().map(|column| column.title.as_str()).collect();
    assert_eq!((left.as_slice(), told.sheets[0].unplaced_more), (["Kluis", "Status"].as_slice(), 4));
    let new: Vec<_> =
        told.new_columns.iter().map(|column| (column.title.as_str(), column.kind, column.filled)).collect();
    assert_eq!(new, [("Kluis", OwnKind::Number, 1)], "known titles and second ones become none");
}

#[test]
fn what_a_new_customer_must_have_is_missed_with_its_cell() {
    let of = |id: u128, label: &str| {
        let labels = Labels::one(Language::Fr, label);
        OwnColumn::new(Uuid::from_u128(id), OwnKind::Text, labels, Options::default(), &[]).required(true)
    };
    let own = OwnColumns::new(vec![of(2, "SAP-code"), of(3, "Rayon")], &[], &BTreeMap::new());
    let mut checker = Checker::new(vec![layout()], KnownNames::new(["Standaard".to_owned()])).with_own(own);
    let Checked { row: read, problems } = checker.check(&row(["-", "", "", "", "", "", ""]));
    assert_eq!(problems, [], "who knows the customers says whether this would be a new one");
    let lacks = |id: u128, title: &str, letters: &str| OwnLack {
        field: Uuid::from_u128(id),
        title: title.to_owned(),
        letters: letters.to_owned(),
    };
    let of_sap = column_letters(Column::COUNT as u32);
    assert_eq!(read.expect("a row").lacks, [lacks(2, "SAP code", &of_sap), lacks(3, "Rayon", "")]);
    let mut other = row(["12", "", "", "", "", "", ""]);
    other.number = 3;
    let title = |lack: OwnLack| lack.title;
    let read = Checker::new(vec![layout()], KnownNames::new(["Standaard".to_owned()]))
        .with_own(OwnColumns::new(vec![of(2, "SAP-code"), of(3, "Rayon")], &[], &BTreeMap::new()))
        .check(&other);
    assert_eq!(read.row.expect("a row").lacks.into_iter().map(title).collect::<Vec<_>>(), ["Rayon"]);
}
