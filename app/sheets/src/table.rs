//! Tables of texts as a workbook, whatever their length.

use std::io::{Seek, Write};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::{TEXT, fitting};

/// Rows below the titles of one sheet; a program shows at most 1,048,576 rows, and what is more comes on a sheet behind all others.
const ROWS: u32 = 1_000_000;

/// A table: what its sheet is called, and what stands above its columns.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What the sheet is called. Any that follows it, because it is full, has its number behind that.
    pub name: String,
    /// What stands above each column.
    pub titles: Vec<String>,
}

/// Writes rows below the titles of these sheets, in memory that does not grow; each row comes with the place of its sheet. Every cell
/// is text: a number keeps its zeros, and what begins like a formula never becomes one.
///
/// # Errors
/// A disk that cannot be written, or a name that no sheet can have.
pub fn write(
    sheets: Vec<Sheet>,
    rows: impl IntoIterator<Item = (usize, Vec<String>)>,
    to: impl Write + Seek + Send,
) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format_index(TEXT);
    let mut workbook = Workbook::new();
    let mut tables = Vec::new();
    for sheet in sheets {
        tables.push(Table { place: start(&mut workbook, &sheet.name, &sheet.titles)?, sheet, number: 1, filled: 0 });
    }
    for (table, cells) in rows {
        let table = &mut tables[table];
        if table.filled == ROWS {
            table.number += 1;
            table.filled = 0;
            table.place = start(&mut workbook, &format!("{} {}", table.sheet.name, table.number), &table.sheet.titles)?;
        }
        table.filled += 1;
        let sheet = workbook.worksheet_from_index(table.place)?;
        for (place, cell) in (0..).zip(&cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(table.filled, place, fitting(cell), &text)?;
        }
    }
    workbook.save_to_writer(to)
}

/// Where the rows of a table go.
struct Table {
    sheet: Sheet,
    /// The place of the sheet that is being filled, how many there are of this table, and the rows of this one.
    place: usize,
    number: u32,
    filled: u32,
}

/// Begins a sheet, and tells its place.
fn start(workbook: &mut Workbook, name: &str, titles: &[String]) -> Result<usize, XlsxError> {
    let bold = Format::new().set_bold();
    let sheet: &mut Worksheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (place, title) in (0..).zip(titles) {
        sheet.set_column_width(place, 20.0)?.write_string_with_format(0, place, title, &bold)?;
    }
    Ok(workbook.worksheets().len() - 1)
}
