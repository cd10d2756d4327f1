//! Reads a bulk file row by row, in memory that does not grow with the number of rows.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

use calamine::{Cell, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use domain::imports::{Column, FileProblem, Layout, MAX_ROWS, RawCell, RawRow, column_letters};

use crate::guard;
use crate::shown::shown;

/// How many rows that have something in them may stand above the header, itself included.
const HEADER_AMONG: usize = 10;
/// A row with this many known titles is the header; one alone may be the title of the page.
const TITLES_OF_A_HEADER: usize = 2;

type Workbook = Xlsx<BufReader<File>>;
type Cells<'a> = XlsxCellReader<'a, BufReader<File>>;

/// A workbook whose header has been found.
pub struct Book {
    workbook: Workbook,
    layout: Layout,
    declared_rows: Option<u32>,
}

/// Checks the file and finds its header: the first such row of the first visible sheet that has one.
///
/// # Errors
/// What `guard` refuses, a workbook that is damaged or has no header, and a header with a column missing or double.
pub fn open(path: &Path) -> Result<Book, FileProblem> {
    guard::check(path)?;
    reopen(path)
}

/// [`open`] without looking for harm, for a file that passed and that nobody could change since: a third less work.
///
/// # Errors
/// A workbook that is damaged or has no header, and a header with a column missing or double.
pub fn reopen(path: &Path) -> Result<Book, FileProblem> {
    let file = File::open(path).map_err(guard::damaged)?;
    let mut workbook = Xlsx::new(BufReader::new(file)).map_err(unreadable)?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();

    let mut something = false;
    for sheet in sheets {
        let top = top(&mut workbook, &sheet)?;
        for (row, titles) in top.rows {
            something = true;
            if known_titles(&titles) >= TITLES_OF_A_HEADER {
                let layout = layout(sheet, row, &titles)?;
                let declared_rows = top.last_row.checked_sub(row).filter(|rows| (1..=MAX_ROWS).contains(rows));
                return Ok(Book { workbook, layout, declared_rows });
            }
        }
    }
    Err(if something { FileProblem::NoHeader } else { FileProblem::Empty })
}

impl Book {
    /// Where the header and its columns stand.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// How many rows the sheet says there are below its header, blank ones among them; it may be wrong. `None` where it says
    /// nothing, as not every program does, or more than it may have, as where empty rows were given a colour down to its end.
    pub fn declared_rows(&self) -> Option<u32> {
        self.declared_rows
    }

    /// Hands each row below the header that is not blank to `each`, until it breaks; the value is filled anew for every row.
    /// Answers how many rows were handed over.
    ///
    /// # Errors
    /// A damaged sheet, or more than [`MAX_ROWS`] rows; the rows before it have been handed over.
    pub fn rows(&mut self, mut each: impl FnMut(&RawRow) -> ControlFlow<()>) -> Result<u32, FileProblem> {
        let columns = self.columns();
        let header_row = self.layout.header_row;
        let mut cells = self.workbook.worksheet_cells_reader(&self.layout.sheet).map_err(unreadable)?;
        let mut row = RawRow::default();
        let mut handed = 0;
        loop {
            let next = next_cell(&mut cells)?;
            let number = next.as_ref().map(|(cell, _)| cell.get_position().0 + 1);
            if number != Some(row.number) {
                if !row.is_blank() {
                    if handed == MAX_ROWS {
                        return Err(FileProblem::TooManyRows { max: MAX_ROWS });
                    }
                    handed += 1;
                    if each(&row).is_break() {
                        return Ok(handed);
                    }
                    row.cells.fill(RawCell::Empty);
                }
                row.number = number.unwrap_or_default();
            }
            let Some((cell, style)) = next else {
                return Ok(handed);
            };
            let (at, place) = cell.get_position();
            if at + 1 > header_row
                && let Some(&Some(column)) = columns.get(place as usize)
            {
                row.cells[column.index()] = shown(cell.get_value(), number_format(&cells, style));
            }
        }
    }

    /// The known columns by their place in the sheet.
    fn columns(&self) -> Vec<Option<Column>> {
        let width = self.layout.places.iter().flatten().max().map_or(0, |last| *last as usize + 1);
        let mut columns = vec![None; width];
        for column in Column::ALL {
            if let Some(place) = self.layout.places[column.index()] {
                columns[place as usize] = Some(column);
            }
        }
        columns
    }
}

type Titles = Vec<(u32, String)>;

/// The beginning of a sheet.
#[derive(Default)]
struct Top {
    /// The number of the sheet's last row, as the sheet itself says; 1 where it does not.
    last_row: u32,
    /// The first rows that have something in them, each with its number and its cells by place.
    rows: Vec<(u32, Titles)>,
}

fn top(workbook: &mut Workbook, sheet: &str) -> Result<Top, FileProblem> {
    let mut cells = match workbook.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Top::default()),
        Err(error) => return Err(unreadable(error)),
    };
    let last_row = cells.dimensions().end.0.saturating_add(1);
    let mut rows: Vec<(u32, Titles)> = Vec::new();
    while let Some((cell, _)) = next_cell(&mut cells)? {
        let (row, place) = cell.get_position();
        let RawCell::Text(text) = shown(cell.get_value(), None) else {
            continue;
        };
        let full = rows.len() == HEADER_AMONG;
        match rows.last_mut() {
            Some((number, titles)) if *number == row + 1 => titles.push((place, text)),
            _ if full => break,
            _ => rows.push((row + 1, vec![(place, text)])),
        }
    }
    Ok(Top { last_row, rows })
}

fn known_titles(titles: &Titles) -> usize {
    titles.iter().filter(|(_, title)| Column::from_header(title).is_some()).count()
}

fn layout(sheet: String, row: u32, titles: &Titles) -> Result<Layout, FileProblem> {
    let mut layout = Layout { sheet, header_row: row, ..Layout::default() };
    for (place, title) in titles {
        let Some(column) = Column::from_header(title) else {
            layout.ignored.push(title.clone());
            continue;
        };
        if let Some(first) = layout.places[column.index()].replace(*place) {
            return Err(FileProblem::DuplicateColumn {
                sheet: layout.sheet,
                row,
                name: title.clone(),
                letters: vec![column_letters(first), column_letters(*place)],
            });
        }
    }
    let is_missing = |column: &Column| column.required() && layout.places[column.index()].is_none();
    let columns: Vec<Column> = Column::ALL.into_iter().filter(is_missing).collect();
    if columns.is_empty() { Ok(layout) } else { Err(FileProblem::MissingColumns { sheet: layout.sheet, row, columns }) }
}

fn next_cell<'a>(cells: &mut Cells<'a>) -> Result<Option<(Cell<DataRef<'a>>, usize)>, FileProblem> {
    cells.next_cell_with_style_id().map_err(unreadable)
}

fn number_format<'a>(cells: &'a Cells<'_>, style: usize) -> Option<&'a str> {
    let format = cells.styles().get(style)?.number_format.as_ref()?;
    Some(&format.format_code)
}

fn unreadable(error: XlsxError) -> FileProblem {
    match error {
        XlsxError::Password => FileProblem::Encrypted,
        other => guard::damaged(other),
    }
}
