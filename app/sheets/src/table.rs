//! Any table of texts as a workbook, whatever its length.

use std::io::{Seek, Write};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::{TEXT, fitting};

/// Rows below the titles of one sheet; a program shows at most 1,048,576 rows, and what is more comes on the next sheet.
const ROWS: u32 = 1_000_000;

/// Writes rows below these titles, in memory that does not grow. Every cell is text: a number keeps its zeros, and what begins
/// like a formula never becomes one.
///
/// # Errors
/// A disk that cannot be written, or a name that no sheet can have.
pub fn write(
    name: &str,
    titles: &[String],
    rows: impl IntoIterator<Item = Vec<String>>,
    to: impl Write + Seek + Send,
) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format_index(TEXT);
    let mut workbook = Workbook::new();
    let mut rows = rows.into_iter().peekable();
    for number in 1.. {
        let sheet = start(&mut workbook, name, number, titles)?;
        for (row, cells) in (1..).zip(rows.by_ref().take(ROWS as usize)) {
            for (place, cell) in (0..).zip(&cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string_with_format(row, place, fitting(cell), &text)?;
            }
        }
        if rows.peek().is_none() {
            break;
        }
    }
    workbook.save_to_writer(to)
}

fn start<'a>(
    workbook: &'a mut Workbook,
    name: &str,
    number: u32,
    titles: &[String],
) -> Result<&'a mut Worksheet, XlsxError> {
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(if number == 1 { name.to_owned() } else { format!("{name} {number}") })?.set_freeze_panes(1, 0)?;
    for (place, title) in (0..).zip(titles) {
        sheet.set_column_width(place, 20.0)?.write_string_with_format(0, place, title, &bold)?;
    }
    Ok(sheet)
}
