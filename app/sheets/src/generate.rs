//! Writes a valid bulk file of any length, the same one every time: for measuring and for tests.

use std::path::Path;

use domain::Language;
use domain::imports::Column;
use rust_xlsxwriter::{Workbook, XlsxError};

const FIRST_NAMES: [&str; 8] = ["Sofie", "Jan", "Fatima", "Luc", "Chloé", "Bram", "Inès", "Zoë"];
const LAST_NAMES: [&str; 8] =
    ["Peeters", "Janssens", "Maes", "Dubois", "El Amrani", "Van den Broeck", "Lambert", "De Smet"];
const TRADES: [&str; 8] =
    ["Bakkerij", "Garage", "Tuinaanleg", "Apotheek", "Schilderwerken", "Boekhandel", "Brouwerij", "Slagerij"];
const LEGAL_FORMS: [&str; 3] = ["BV", "NV", "CommV"];
const STREETS: [&str; 6] = ["Kerkstraat", "Stationsstraat", "Dorpsplein", "Rue de la Loi", "Molenweg", "Grote Markt"];
const PLACES: [(&str, &str); 6] = [
    ("9000", "Gent"),
    ("2000", "Antwerpen"),
    ("1000", "Brussel"),
    ("4000", "Liège"),
    ("8500", "Kortrijk"),
    ("3000", "Leuven"),
];
const LOCALES: [&str; 3] = ["nl-BE", "fr-BE", "de-BE"];

/// Writes a workbook with this many different valid customers below a Dutch header, in memory that does not grow.
/// Each row names the next of `templates`; without templates that column stays empty.
///
/// # Errors
/// The file cannot be written.
pub fn write(path: &Path, rows: u32, templates: &[&str]) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name("Klanten")?;
    for (place, column) in (0..).zip(Column::ALL) {
        sheet.write_string(0, place, column.header(Language::Nl))?;
    }
    for number in 0..rows {
        for (place, cell) in (0..).zip(row(number, templates)) {
            if !cell.is_empty() {
                sheet.write_string(number + 1, place, cell)?;
            }
        }
    }
    workbook.save(path)
}

/// The cells of one customer, in the order of [`Column::ALL`].
fn row(number: u32, templates: &[&str]) -> [String; Column::COUNT] {
    let first = pick(&FIRST_NAMES, number);
    let last = pick(&LAST_NAMES, number / 8);
    let (postcode, city) = pick(&PLACES, number / 3);
    let enterprise = enterprise_number(2_000_000 + number);
    let text = str::to_owned;
    let said = [
        format!("{} {last} {} {}", pick(&TRADES, number / 5), number + 1, pick(&LEGAL_FORMS, number)),
        text("BE"),
        format!("klant{}@voorbeeld.be", number + 1),
        text(first),
        text(last),
        text(pick(&LOCALES, number / 2)),
        enterprise.clone(),
        format!("BE{enterprise}"),
        format!("K{:06}", number + 1),
        iban(number),
        text(pick(&STREETS, number / 7)),
        (number % 240 + 1).to_string(),
        if number.is_multiple_of(5) { (number % 9 + 1).to_string() } else { String::new() },
        text(postcode),
        text(city),
        text(if number.is_multiple_of(3) { "Nee" } else { "Ja" }),
        text(if templates.is_empty() { "" } else { pick(templates, number) }),
    ];
    // The other columns hold what is noted of few customers.
    let mut row = [const { String::new() }; Column::COUNT];
    row.iter_mut().zip(said).for_each(|(cell, text)| *cell = text);
    row
}

fn pick<T: Copy>(list: &[T], number: u32) -> T {
    list[number as usize % list.len()]
}

/// A Belgian enterprise number from its first eight digits.
fn enterprise_number(first_eight: u32) -> String {
    format!("{first_eight:08}{:02}", 97 - first_eight % 97)
}

/// A Belgian IBAN with both its national and its international check digits.
fn iban(number: u32) -> String {
    let account = 1_000_000_000 + u64::from(number);
    let national = match account % 97 {
        0 => 97,
        rest => rest,
    };
    let bban = account * 100 + national;
    // The letters B and E count as 11 and 14, and stand with two zeros behind the account.
    let check = 98 - (u128::from(bban) * 1_000_000 + 111_400) % 97;
    format!("BE{check:02}{bban:012}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_their_check_digits() {
        assert_eq!(enterprise_number(2_441_426), "0244142664");
        assert_eq!(enterprise_number(10_003_417), "1000341796");
        assert_eq!(iban(0).len(), 16);
    }
}
