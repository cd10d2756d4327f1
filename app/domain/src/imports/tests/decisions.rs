//! What becomes of a good row: a new customer, or one that is there already.

use uuid::Uuid;

use super::*;

fn existing(change: &[(Column, &str)]) -> Existing {
    let row = check(change).row.expect("a good row");
    Existing { id: Uuid::from_u128(change.len() as u128), legal_keys: row.legal_keys() }
}

#[test]
fn the_legal_number_outranks_the_reference_and_that_the_name() {
    let row = check(&[]).row.expect("a good row");
    let bare = existing(&[(Column::CompanyNumber, ""), (Column::Vat, "")]);
    let same = existing(&[(Column::CompanyNumber, "")]);
    let other = existing(&[(Column::CompanyNumber, "0244142664"), (Column::Vat, ""), (Column::City, "Aalst")]);

    assert_eq!(plan(&row, &Matches::default()), Decision::Create);
    let all = Matches { by_number: Some(&same), by_reference: Some(&bare), by_name_and_email: Some(&other) };
    assert_eq!(plan(&row, &all), Decision::AlreadyThere { customer: same.id, by: MatchedBy::LegalNumber });
    let without_number = Matches { by_number: None, ..all };
    assert_eq!(plan(&row, &without_number), Decision::AlreadyThere { customer: bare.id, by: MatchedBy::Reference });
    let by_name = Matches { by_name_and_email: Some(&bare), ..Matches::default() };
    assert_eq!(plan(&row, &by_name), Decision::AlreadyThere { customer: bare.id, by: MatchedBy::NameAndEmail });
}

#[test]
fn another_legal_number_is_another_enterprise() {
    let row = check(&[]).row.expect("a good row");
    let other = existing(&[(Column::CompanyNumber, "0244142664"), (Column::Vat, "")]);
    let by_reference = Matches { by_reference: Some(&other), ..Matches::default() };
    let taken = Decision::Error { column: Column::ExternalReference, reason: ProblemReason::ReferenceTaken };
    assert_eq!(plan(&row, &by_reference), taken);
    let by_name = Matches { by_name_and_email: Some(&other), ..Matches::default() };
    assert_eq!(plan(&row, &by_name), Decision::Create);
}

#[test]
fn a_later_row_of_the_same_name_and_address_is_the_same_customer() {
    let row = |change: &[(Column, &str)]| check(change).row.expect("a good row");
    let bare = [(Column::CompanyNumber, ""), (Column::Vat, ""), (Column::ExternalReference, "")];
    let mut names = NewNames::default();
    assert!(!names.have(&row(&[])));
    names.add(&row(&[]));
    assert!(names.have(&row(&bare)), "it has no number that says otherwise");
    assert!(!names.have(&row(&[(Column::CompanyNumber, "0244142664"), (Column::Vat, "")])), "another enterprise");
    assert!(!names.have(&row(&[(Column::ContactEmail, "ander@voorbeeld.be")])));
}
