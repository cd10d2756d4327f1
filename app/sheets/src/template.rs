//! The empty bulk file to download: titles, drop-downs, and a sheet that explains each column.

use std::io::{Seek, Write};

use domain::fields::{Choice, Kind};
use domain::imports::{Column, MAX_ROWS};
use domain::words::Text;
use domain::words::workbook::{self as texts, table};
use domain::{COUNTRIES, Language, Locale};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};

use crate::TEXT;

/// Sheet of the choices behind the drop-downs; hidden, because a list within a rule holds 255 characters only, and no name
/// with a comma in it.
const CHOICES: &str = "Choices";
/// Room below the header where the rules hold, more than is ever taken in.
const LAST_ROW: u32 = MAX_ROWS;

/// Writes the file in the user's language, with the firm's template names as choices.
///
/// # Errors
/// A disk that cannot be written; a name longer than a cell holds (32,767 characters) is refused by the writer.
pub fn write(lang: Language, templates: &[String], to: impl Write + Seek + Send) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    customers(workbook.add_worksheet(), lang, templates)?;
    instructions(workbook.add_worksheet(), lang)?;
    choices(workbook.add_worksheet(), lang, templates)?;
    workbook.save_to_writer(to)
}

fn customers(sheet: &mut Worksheet, lang: Language, templates: &[String]) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_background_color(Color::RGB(0x00D9_EEEC)).set_text_wrap();
    let optional = title.clone().set_background_color(Color::RGB(0x00EE_F0F2));
    // Cells of kind text keep the zeros in front of a number.
    let text = Format::new().set_num_format_index(TEXT);
    sheet.set_name(texts::CUSTOMERS.of(lang))?.set_freeze_panes(1, 0)?;
    for (place, column) in (0..).zip(Column::ALL) {
        sheet.set_column_width(place, width(column))?.set_column_format(place, &text)?;
        let format = if column.required() { &title } else { &optional };
        sheet.write_string_with_format(0, place, column.header(lang), format)?;
        if let Some(rule) = rule(column, lang, templates)? {
            sheet.add_data_validation(1, place, LAST_ROW, place, &rule)?;
        }
    }
    Ok(())
}

/// The values to choose from in a column of such a kind.
fn choices_of(column: Column) -> &'static [Choice] {
    column.kind().map(Kind::choices).unwrap_or_default()
}

/// The drop-down or the hint of a column.
fn rule(column: Column, lang: Language, templates: &[String]) -> Result<Option<DataValidation>, XlsxError> {
    let list = |letter: char, count: usize| {
        DataValidation::new().allow_list_formula(Formula::new(format!("={CHOICES}!${letter}$1:${letter}${count}")))
    };
    let rule = match column {
        Column::Country | Column::AddressCountry => list('A', COUNTRIES.len()),
        // Other tags than the listed ones are fine too.
        Column::ContactLocale | Column::CustomerLocale => {
            list('B', Locale::offered().len()).set_error_style(DataValidationErrorStyle::Information)
        }
        Column::Mandate => list('C', answers().len()),
        column if column.kind() == Some(Kind::YesNo) => list('C', answers().len()),
        // Too many for a rule, and other words than the listed ones are fine too.
        column if column.kind() == Some(Kind::LegalForm) => {
            list('E', choices_of(column).len()).set_error_style(DataValidationErrorStyle::Information)
        }
        column if !choices_of(column).is_empty() => {
            let names: Vec<&str> = choices_of(column).iter().map(|choice| choice.name(lang)).collect();
            DataValidation::new().allow_list_strings(&names)?
        }
        Column::Template if templates.is_empty() => return Ok(None),
        Column::Template => list('D', templates.len()),
        _ => DataValidation::new(),
    };
    // A program shows at most 32 and 255 characters of these.
    let shown: String = column.title(lang).chars().take(32).collect();
    let message: String = column.help(lang).chars().take(255).collect();
    let rule = rule.set_input_title(shown)?.set_input_message(message)?;
    Ok(Some(rule.set_error_title(texts::NOT_IN_LIST_TITLE.of(lang))?.set_error_message(texts::NOT_IN_LIST.of(lang))?))
}

fn instructions(sheet: &mut Worksheet, lang: Language) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold().set_font_size(14);
    let title = Format::new().set_bold().set_background_color(Color::RGB(0x00D9_EEEC));
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(texts::INSTRUCTIONS.of(lang))?.set_freeze_panes(4, 0)?;
    for (place, width) in (0..).zip([32.0, 12.0, 78.0, 28.0]) {
        sheet.set_column_width(place, width)?;
    }
    sheet.write_string_with_format(0, 0, texts::HEADING.of(lang), &heading)?;
    sheet.write_string(1, 0, texts::INTRODUCTION.of(lang))?;
    for (place, text) in (0..).zip([table::COLUMN, table::REQUIRED, table::EXPLANATION, table::EXAMPLE]) {
        sheet.write_string_with_format(3, place, text.of(lang), &title)?;
    }
    for (row, column) in (4..).zip(Column::ALL) {
        let required = if column.required() { texts::YES } else { texts::NO };
        let cells = [column.title(lang), required.of(lang), column.help(lang), example(column, lang)];
        for (place, text) in (0..).zip(cells) {
            sheet.write_string_with_format(row, place, text, &cell)?;
        }
    }
    Ok(())
}

fn choices(sheet: &mut Worksheet, lang: Language, templates: &[String]) -> Result<(), XlsxError> {
    sheet.set_name(CHOICES)?.set_hidden(true);
    let countries = COUNTRIES.map(|country| country.as_str().to_owned()).to_vec();
    let locales = Locale::offered().iter().map(Locale::to_string).collect();
    let answers = answers().map(|text| text.of(lang).to_owned()).to_vec();
    let forms = Kind::LegalForm.choices().iter().map(|form| form.name(lang).to_owned()).collect();
    for (place, list) in (0..).zip([countries, locales, answers, templates.to_vec(), forms]) {
        for (row, text) in (0..).zip(list) {
            sheet.write_string(row, place, text)?;
        }
    }
    Ok(())
}

const fn answers() -> [Text; 2] {
    [texts::YES, texts::NO]
}

/// A value that would be accepted.
fn example(column: Column, lang: Language) -> &'static str {
    match column {
        Column::LegalName => "Bakkerij Peeters BV",
        Column::Country => "BE",
        Column::ContactEmail => "an@voorbeeld.be",
        Column::ContactFirstName => "An",
        Column::ContactLastName => "Peeters",
        Column::ContactLocale => "nl-BE",
        Column::CompanyNumber => "0477472701",
        Column::Vat => "BE0477472701",
        Column::ExternalReference => "K-00017",
        Column::Iban => "BE71096123456769",
        Column::Street => "Kerkstraat",
        Column::HouseNumber => "12",
        Column::Box => "3",
        Column::Postcode => "9000",
        Column::City => "Gent",
        Column::Mandate => texts::YES.of(lang),
        Column::Template => "Standaard",
        Column::Phone => "09 123 45 67",
        Column::Mobile => "+32 478 12 34 56",
        Column::Website => "www.voorbeeld.be",
        Column::CustomerEmail => "info@voorbeeld.be",
        Column::Description => texts::REMARK.of(lang),
        Column::AddressCountry => "NL",
        Column::CustomerLocale => "fr-BE",
        by_kind => by_kind.example(lang).unwrap_or_default(),
    }
}

/// In characters, for a usual value.
fn width(column: Column) -> f64 {
    match column {
        Column::LegalName | Column::ContactEmail | Column::CustomerEmail | Column::Description => 30.0,
        Column::Street | Column::Iban | Column::Template => 24.0,
        Column::HouseNumber | Column::Box | Column::Postcode | Column::Mandate => 11.0,
        column if column.kind() == Some(Kind::Paragraph) => 30.0,
        _ => 18.0,
    }
}
