//! The error file: the rows that need attention as they were, with the reasons beside the cells.

use std::io::{Seek, Write};

use domain::Language;
use domain::imports::{Column, FileProblem, Heading, Layout, Problem, RawCell, RawRow, Severity};
use domain::words::{self, workbook};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::{TEXT, fitting};

/// Why no error file could be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rows cannot be read any more.
    #[error("the source cannot be read: {0}")]
    Source(#[from] FileProblem),
    /// The workbook cannot be written.
    #[error("the error file cannot be written: {0}")]
    Write(#[from] XlsxError),
}

/// Copies those of `rows` that have problems to a new workbook at `to`: the known columns in the order of the source, those with other
/// titles, then the reasons and the row's number. It can be mended and uploaded as it is. Neither rows nor problems are kept in memory.
///
/// `problems` come in the order of their rows, as checking the file gives them. Answers how many rows were written.
///
/// # Errors
/// A source that cannot be read any more, or a disk that cannot be written.
pub fn write(
    layouts: &[Layout],
    rows: impl IntoIterator<Item = Result<RawRow, FileProblem>>,
    problems: impl IntoIterator<Item = Problem>,
    lang: Language,
    to: impl Write + Seek + Send,
) -> Result<u32, Error> {
    let mut problems = problems.into_iter().peekable();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let mut page = Page::start(sheet, layouts, lang)?;

    let mut rows = rows.into_iter();
    while problems.peek().is_some()
        && let Some(row) = rows.next()
    {
        let row = row?;
        let mut mine = Vec::new();
        let at = row.position();
        while let Some(problem) = problems.next_if(|problem| position(problem, layouts) <= at) {
            if position(&problem, layouts) == at {
                mine.push(problem);
            }
        }
        if !mine.is_empty() {
            page.row(&row, &mine)?;
        }
    }
    let written = page.next - 1;
    workbook.save_to_writer(to)?;
    Ok(written)
}

/// The place of a problem's row among all rows of the file.
fn position(problem: &Problem, layouts: &[Layout]) -> i64 {
    let sheet = layouts.iter().position(|layout| layout.sheet == problem.sheet).unwrap_or_default();
    RawRow { sheet: sheet as u16, number: problem.row, ..RawRow::default() }.position()
}

/// Writes a cell as what it is: read again, it gives the same as before.
fn value(sheet: &mut Worksheet, at: (u32, u16), cell: &RawCell, format: &Format) -> Result<(), XlsxError> {
    let (row, place) = at;
    match cell {
        RawCell::Number { shown, plain } if cell.is_only_grouped() || *shown == plain.replace('.', ",") => {
            sheet.write_number_with_format(row, place, plain.parse::<f64>().unwrap_or_default(), format)?;
        }
        RawCell::LostDigits(digits) => {
            sheet.write_number_with_format(row, place, digits.parse::<f64>().unwrap_or_default(), format)?;
        }
        RawCell::YesNo(yes) => drop(sheet.write_boolean_with_format(row, place, *yes, format)?),
        RawCell::Date(text) => match moment(text) {
            Some((at, shown_as)) => {
                let format = format.clone().set_num_format_index(shown_as);
                sheet.write_datetime_with_format(row, place, &at, &format)?;
            }
            None => drop(sheet.write_string_with_format(row, place, fitting(text), format)?),
        },
        RawCell::Failed(_) | RawCell::Uncalculated(_) => {
            sheet.write_string_with_format(row, place, NO_VALUE, format)?;
        }
        RawCell::Empty => {}
        cell => drop(sheet.write_string_with_format(row, place, fitting(cell.text()), format)?),
    }
    Ok(())
}

/// The word of a spreadsheet for a value that there is not.
const NO_VALUE: &str = "#N/A";

/// The formats of a day, and of a day with its time, that every spreadsheet knows (ECMA-376, 18.8.30).
const DAY: u8 = 14;
const DAY_AND_TIME: u8 = 22;

/// A day as this reader writes it, and the format that shows it.
fn moment(text: &str) -> Option<(ExcelDateTime, u8)> {
    let (day, time) = match text.split_once(' ') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let mut parts = day.split('/').map(|part| part.parse::<u16>().ok());
    let (date, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    let at = ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(date).ok()?).ok()?;
    let Some(time) = time else { return Some((at, DAY)) };
    let mut parts = time.split(':').map(|part| part.parse::<u8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    Some((at.and_hms(hour.into(), minute, 0.0).ok()?, DAY_AND_TIME))
}

struct Page<'a> {
    sheet: &'a mut Worksheet,
    lang: Language,
    columns: Vec<Column>,
    /// The titles of the other columns, and for each sheet which of its own stands under each.
    others: Vec<String>,
    places: Vec<Vec<Option<usize>>>,
    /// The names of the sheets, where there are several.
    sheets: Vec<String>,
    next: u32,
    plain: Format,
    error: Format,
    notice: Format,
    reasons: Format,
}

impl<'a> Page<'a> {
    fn start(sheet: &'a mut Worksheet, layouts: &[Layout], lang: Language) -> Result<Self, XlsxError> {
        // In the order of the first sheet; what only a later one has comes behind.
        let place = |column: &Column| {
            layouts.iter().enumerate().find_map(|(at, layout)| Some((at, layout.places[column.index()]?)))
        };
        let mut columns: Vec<Column> = Column::ALL.into_iter().filter(|column| place(column).is_some()).collect();
        columns.sort_by_key(place);
        let (reasons, row) = (workbook::REASONS.of(lang), workbook::ROW.of(lang));
        let bold = Format::new().set_bold();
        sheet.set_freeze_panes(1, 0)?;
        let (others, places) = others(layouts);
        let end = (columns.len() + others.len()) as u16;
        let titles = columns.iter().map(|column| column.header(lang)).chain(others.iter().cloned());
        for (place, title) in (0..).zip(titles) {
            sheet.set_column_width(place, 20.0)?;
            sheet.write_string_with_format(0, place, title, &bold)?;
        }
        sheet.set_column_width(end, 90.0)?.set_column_width(end + 1, 16.0)?;
        sheet.write_string_with_format(0, end, reasons, &bold)?;
        sheet.write_string_with_format(0, end + 1, row, &bold)?;
        // Text stays text when a cell is edited: a value that begins with = never becomes a formula.
        let plain = Format::new().set_num_format_index(TEXT).set_align(FormatAlign::Top);
        Ok(Page {
            sheet,
            lang,
            columns,
            others,
            places,
            sheets: if layouts.len() > 1 {
                layouts.iter().map(|layout| layout.sheet.clone()).collect()
            } else {
                Vec::new()
            },
            next: 1,
            error: plain.clone().set_background_color(Color::RGB(0x00FB_D5D5)),
            notice: plain.clone().set_background_color(Color::RGB(0x00FC_EFC7)),
            reasons: plain.clone().set_text_wrap(),
            plain,
        })
    }

    fn row(&mut self, row: &RawRow, problems: &[Problem]) -> Result<(), XlsxError> {
        for place in 0..self.columns.len() {
            let column = self.columns[place];
            self.cell(place, row.cell(column), problems.iter().filter(|problem| problem.column == column))?;
        }
        for at in 0..self.others.len() {
            let Some(cell) = self.places[usize::from(row.sheet)][at].and_then(|place| row.others.get(place)) else {
                continue;
            };
            let title = Heading::Own { own: self.others[at].clone() };
            self.cell(self.columns.len() + at, cell, problems.iter().filter(|problem| problem.column == title))?;
        }
        let end = (self.columns.len() + self.others.len()) as u16;
        let told: Vec<String> = problems.iter().map(|problem| words::problem(problem, self.lang)).collect();
        self.sheet.write_string_with_format(self.next, end, fitting(&told.join("\n")), &self.reasons)?;
        match self.sheets.get(usize::from(row.sheet)) {
            Some(sheet) => {
                self.sheet.write_string(self.next, end + 1, fitting(&format!("{sheet}, {}", row.number)))?;
            }
            None => {
                self.sheet.write_number_with_format(self.next, end + 1, row.number, &Format::new())?;
            }
        }
        self.next += 1;
        Ok(())
    }

    /// Writes a cell of the next row, marked by the gravest of its problems.
    fn cell<'p>(
        &mut self,
        place: usize,
        cell: &RawCell,
        problems: impl Iterator<Item = &'p Problem>,
    ) -> Result<(), XlsxError> {
        let (place, gravest) = (place as u16, problems.map(Problem::severity).max());
        let format = match gravest {
            Some(Severity::Error) => &self.error,
            Some(_) => &self.notice,
            None => &self.plain,
        };
        // A required cell that is empty is marked as well.
        match cell {
            RawCell::Empty if gravest.is_none() => {}
            RawCell::Empty => drop(self.sheet.write_blank(self.next, place, format)?),
            cell => value(self.sheet, (self.next, place), cell, format)?,
        }
        Ok(())
    }
}

/// The titles of the other columns of all sheets, and for each sheet the place of its own among them. What a file of errors itself
/// writes above a column is left out.
fn others(layouts: &[Layout]) -> (Vec<String>, Vec<Vec<Option<usize>>>) {
    let mut titles: Vec<String> = Vec::new();
    let is_of_file = |title: &str| [workbook::REASONS, workbook::ROW].iter().any(|text| text.is_in_any(title));
    for other in layouts.iter().flat_map(|layout| &layout.others) {
        if !titles.contains(&other.title) && !is_of_file(&other.title) {
            titles.push(other.title.clone());
        }
    }
    let place = |layout: &Layout, title: &String| layout.others.iter().position(|other| other.title == *title);
    let places = layouts.iter().map(|layout| titles.iter().map(|title| place(layout, title)).collect()).collect();
    (titles, places)
}
