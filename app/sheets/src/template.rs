//! The empty bulk file to download: titles, drop-downs, and a sheet that explains each column.

use std::io::{Seek, Write};

use domain::fields::{Choice, Kind};
use domain::imports::{Column, MAX_ROWS, column_letters};
use domain::own_fields::OwnKind;
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
/// The column of the choices where the options of the first field of the firm's own stand, behind five other lists.
const FIRST_OWN_LIST: u16 = 5;

/// A field of the firm's own, offered as a column.
#[derive(Clone, Debug)]
pub struct OwnField {
    /// What stands above the column.
    pub title: String,
    /// What the field holds.
    pub kind: OwnKind,
    /// What can be chosen in it.
    pub options: Vec<String>,
}

/// Writes the file in the user's language, with the firm's template names as choices, and its own fields behind the other columns.
///
/// # Errors
/// A disk that cannot be written; a name longer than a cell holds (32,767 characters) is refused by the writer.
pub fn write(
    lang: Language,
    templates: &[String],
    own: &[OwnField],
    to: impl Write + Seek + Send,
) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    customers(workbook.add_worksheet(), lang, templates, own)?;
    instructions(workbook.add_worksheet(), lang, own)?;
    choices(workbook.add_worksheet(), lang, templates, own)?;
    workbook.save_to_writer(to)
}

fn customers(sheet: &mut Worksheet, lang: Language, templates: &[String], own: &[OwnField]) -> Result<(), XlsxError> {
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
    for ((place, field), list) in (Column::COUNT as u16..).zip(own).zip(lists(own)) {
        sheet.set_column_width(place, 18.0)?.set_column_format(place, &text)?;
        sheet.write_string_with_format(0, place, &field.title, &optional)?;
        let rule = worded(rule_of(field, list), &field.title, explanation(field.kind, lang), lang)?;
        sheet.add_data_validation(1, place, LAST_ROW, place, &rule)?;
    }
    Ok(())
}

/// For each field the column of the choices that its options stand in, if it has a list of its own.
fn lists(own: &[OwnField]) -> impl Iterator<Item = Option<u16>> {
    let mut next = FIRST_OWN_LIST;
    own.iter().map(move |field| {
        let has_list = field.kind == OwnKind::Choice && !field.options.is_empty();
        has_list.then(|| {
            next += 1;
            next - 1
        })
    })
}

/// The drop-down of a field of the firm's own, or an empty rule that only explains. Of several options a list offers one only.
fn rule_of(field: &OwnField, list: Option<u16>) -> DataValidation {
    match (field.kind, list) {
        (OwnKind::YesNo, _) => list_in("C", answers().len()),
        (_, Some(list)) => list_in(&column_letters(list.into()), field.options.len()),
        _ => DataValidation::new(),
    }
}

/// A drop-down of so many of the choices in a column.
fn list_in(letters: &str, count: usize) -> DataValidation {
    DataValidation::new().allow_list_formula(Formula::new(format!("={CHOICES}!${letters}$1:${letters}${count}")))
}

/// A rule with what is said beside its cells.
fn worded(rule: DataValidation, title: &str, message: &str, lang: Language) -> Result<DataValidation, XlsxError> {
    // A program shows at most 32 and 255 characters of these.
    let shown: String = title.chars().take(32).collect();
    let message: String = message.chars().take(255).collect();
    let rule = rule.set_input_title(shown)?.set_input_message(message)?;
    rule.set_error_title(texts::NOT_IN_LIST_TITLE.of(lang))?.set_error_message(texts::NOT_IN_LIST.of(lang))
}

/// What goes into a field of the firm's own.
fn explanation(kind: OwnKind, lang: Language) -> &'static str {
    let text = match kind {
        OwnKind::Text => texts::own::TEXT,
        OwnKind::LongText => texts::own::LONG_TEXT,
        OwnKind::Number => texts::own::NUMBER,
        OwnKind::Money => texts::own::MONEY,
        OwnKind::Date => texts::own::DATE,
        OwnKind::YesNo => texts::own::YES_NO,
        OwnKind::Choice => texts::own::CHOICE,
        OwnKind::Several => texts::own::SEVERAL,
        OwnKind::Link => texts::own::LINK,
        OwnKind::Colleague => texts::own::COLLEAGUE,
    };
    text.of(lang)
}

/// The values to choose from in a column of such a kind.
fn choices_of(column: Column) -> &'static [Choice] {
    column.kind().map(Kind::choices).unwrap_or_default()
}

/// The drop-down or the hint of a column.
fn rule(column: Column, lang: Language, templates: &[String]) -> Result<Option<DataValidation>, XlsxError> {
    let rule = match column {
        Column::Country | Column::AddressCountry => list_in("A", COUNTRIES.len()),
        // Other tags than the listed ones are fine too.
        Column::ContactLocale | Column::CustomerLocale => {
            list_in("B", Locale::offered().len()).set_error_style(DataValidationErrorStyle::Information)
        }
        Column::Mandate => list_in("C", answers().len()),
        column if column.kind() == Some(Kind::YesNo) => list_in("C", answers().len()),
        // Too many for a rule, and other words than the listed ones are fine too.
        column if column.kind() == Some(Kind::LegalForm) => {
            list_in("E", choices_of(column).len()).set_error_style(DataValidationErrorStyle::Information)
        }
        column if !choices_of(column).is_empty() => {
            let names: Vec<&str> = choices_of(column).iter().map(|choice| choice.name(lang)).collect();
            DataValidation::new().allow_list_strings(&names)?
        }
        Column::Template if templates.is_empty() => return Ok(None),
        Column::Template => list_in("D", templates.len()),
        _ => DataValidation::new(),
    };
    Ok(Some(worded(rule, column.title(lang), column.help(lang), lang)?))
}

fn instructions(sheet: &mut Worksheet, lang: Language, own: &[OwnField]) -> Result<(), XlsxError> {
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
    let known = Column::ALL.into_iter().map(|column| {
        let required = if column.required() { texts::YES } else { texts::NO };
        [column.title(lang), required.of(lang), column.help(lang), example(column, lang)]
    });
    let own = own.iter().map(|field| {
        let example = field.options.first().map(String::as_str).unwrap_or_default();
        [field.title.as_str(), texts::NO.of(lang), explanation(field.kind, lang), example]
    });
    for (row, cells) in (4..).zip(known.chain(own)) {
        for (place, text) in (0..).zip(cells) {
            sheet.write_string_with_format(row, place, text, &cell)?;
        }
    }
    Ok(())
}

fn choices(sheet: &mut Worksheet, lang: Language, templates: &[String], own: &[OwnField]) -> Result<(), XlsxError> {
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
    let own = own.iter().zip(lists(own)).filter_map(|(field, list)| Some((list?, &field.options)));
    for (place, options) in own {
        for (row, text) in (0..).zip(options) {
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
