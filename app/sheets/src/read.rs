//! Reads a bulk file row by row, in memory that does not grow with the number of rows.

use std::ops::ControlFlow;
use std::path::Path;

use domain::imports::{Choices, Column, FileProblem, FileReport, Layout, MAX_ROWS, RawCell, RawRow, Title};

use crate::layout::Head;
use crate::shown::shown;
use crate::survey::Survey;
use crate::xlsx::Drawings;
use crate::{Trust, xlsx};

/// A workbook of which it is known what will be read.
pub struct Book {
    workbook: xlsx::Book,
    heads: Vec<Head>,
    /// The places of the sheets that are read.
    picked: Vec<usize>,
    layouts: Vec<Layout>,
    with_hidden_rows: bool,
    /// What was seen of each sheet that was read to its end.
    report: FileReport,
}

/// Opens a workbook and finds what to read in it: the sheets that somebody chose, or else the first visible one that has the
/// titles of a bulk file among its first rows. To trust a file that passed, and that nobody could change since, is a third less work.
///
/// # Errors
/// What the guard refuses, a workbook that is damaged or has no header, and a header with a column missing or duplicate.
pub fn open(path: &Path, trust: Trust, choices: &Choices) -> Result<Book, FileProblem> {
    let mut workbook = xlsx::Book::open(path, trust)?;
    let sheets = workbook.sheets.clone();
    let heads = sheets.iter().map(|sheet| Head::of(&mut workbook, sheet)).collect::<Result<Vec<_>, _>>()?;
    let picked =
        if choices.sheets.is_empty() { vec![first(&sheets, &heads)?] } else { chosen(&sheets, &heads, choices)? };
    let layouts =
        picked.iter().filter_map(|place| heads[*place].found.as_ref()).map(|found| found.layout.clone()).collect();
    let report = FileReport::default();
    Ok(Book { workbook, heads, picked, layouts, with_hidden_rows: choices.with_hidden_rows(), report })
}

/// The first visible sheet whose header can serve; a hidden one only where no visible sheet has any header, and the report says so.
fn first(sheets: &[xlsx::Sheet], heads: &[Head]) -> Result<usize, FileProblem> {
    let visible = || sheets.iter().zip(heads).enumerate().filter(|(_, (sheet, _))| !sheet.hidden);
    let mut problem = None;
    for (place, (_, head)) in visible() {
        match head.found.as_ref().map(|found| found.problem()) {
            Some(None) => return Ok(place),
            Some(found) => problem = problem.or(found),
            None => {}
        }
    }
    let serves = |head: &Head| head.found.as_ref().is_some_and(|found| found.problem().is_none());
    if problem.is_none()
        && let Some(place) = heads.iter().position(serves)
    {
        return Ok(place);
    }
    let something = visible().any(|(_, (_, head))| head.filled);
    Err(problem.unwrap_or(if something { FileProblem::NoHeader } else { FileProblem::Empty }))
}

/// The sheets that somebody chose, in the order of the file.
fn chosen(sheets: &[xlsx::Sheet], heads: &[Head], choices: &Choices) -> Result<Vec<usize>, FileProblem> {
    let mut picked = Vec::new();
    for name in &choices.sheets {
        let place = sheets.iter().position(|sheet| sheet.name == *name);
        let place = place.ok_or_else(|| FileProblem::NoSheet { sheet: name.clone() })?;
        match heads[place].found.as_ref().map(|found| found.problem()) {
            Some(None) => picked.push(place),
            Some(Some(problem)) => return Err(problem),
            None => return Err(FileProblem::NoHeader),
        }
    }
    picked.sort_unstable();
    picked.dedup();
    Ok(picked)
}

impl Book {
    /// Where header and columns stand in each sheet that is read.
    pub fn layouts(&self) -> &[Layout] {
        &self.layouts
    }

    /// How many rows the sheets say there are below their headers, blank ones among them; they may be wrong. `None` where one says
    /// nothing, as not every program does, or more than it may have, as where empty rows were given a colour down to its end.
    pub fn declared_rows(&self) -> Option<u32> {
        let declared = |(place, layout): (&usize, &Layout)| {
            let rows = self.heads[*place].last_row?.checked_sub(layout.header_row);
            rows.filter(|rows| (1..=MAX_ROWS).contains(rows))
        };
        self.picked.iter().zip(&self.layouts).map(declared).sum()
    }

    /// Hands each row below the header that is not blank to `each`, until it breaks; the value is filled anew for every row.
    /// Answers how many rows were handed over.
    ///
    /// # Errors
    /// A damaged sheet, or more than [`MAX_ROWS`] rows; the rows before it have been handed over.
    pub fn rows(&mut self, mut each: impl FnMut(&RawRow) -> ControlFlow<()>) -> Result<u32, FileProblem> {
        let mut handed = 0;
        for sheet in 0..self.picked.len() {
            if self.sheet(sheet, &mut handed, &mut each)?.is_break() {
                break;
            }
        }
        Ok(handed)
    }

    /// The rows of one of the sheets that are read.
    fn sheet(
        &mut self,
        at: usize,
        handed: &mut u32,
        each: &mut impl FnMut(&RawRow) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, FileProblem> {
        let (place, layout) = (self.picked[at], &self.layouts[at]);
        let sheet = self.workbook.sheets[place].clone();
        let columns = columns(layout);
        let mut survey = Survey::of(&sheet.name, sheet.hidden, &self.heads[place]);
        let mut cells = self.workbook.cells(&sheet)?;
        let from_1904 = cells.settings.from_1904;
        let others = vec![RawCell::Empty; layout.others.len()];
        let mut row = RawRow { sheet: at as u16, others, ..RawRow::default() };
        let mut row_hidden = false;
        loop {
            let next = cells.next()?;
            let number = next.as_ref().map(|cell| cell.row);
            if number != Some(row.number) {
                if !row.is_blank() && repeats_titles(&row, &sheet.name)? {
                    survey.titles_again();
                    row.clear();
                }
                if !row.is_blank() {
                    survey.row(row.number, row_hidden);
                    if !row_hidden || self.with_hidden_rows {
                        if *handed == MAX_ROWS {
                            return Err(FileProblem::TooManyRows { max: MAX_ROWS });
                        }
                        *handed += 1;
                        if each(&row).is_break() {
                            return Ok(ControlFlow::Break(()));
                        }
                    }
                }
                row.clear();
                row.number = number.unwrap_or_default();
            }
            let Some(cell) = next else { break };
            row_hidden = cell.hidden;
            if cell.row <= layout.header_row {
                continue;
            }
            let place = cell.column;
            let value = shown(cell, from_1904);
            match columns.get(place as usize) {
                Some(Some(Spot::Known(column))) => {
                    survey.placed(&value);
                    row.cells[column.index()] = value;
                }
                Some(Some(Spot::Other(at))) => {
                    survey.unplaced(place, &value);
                    row.others[*at] = value;
                }
                _ => survey.unplaced(place, &value),
            }
        }
        let notes = std::mem::take(&mut cells.notes);
        drop(cells);
        let filters_a_table = notes.has_tables && self.workbook.filters_a_table()?;
        self.report.sheets.push(survey.done(layout, &notes, filters_a_table));
        Ok(ControlFlow::Continue(()))
    }

    /// What is to be said of the whole file, after all of its rows were handed over. Sheets that are not read are looked through.
    ///
    /// # Errors
    /// A sheet that cannot be read to its end.
    pub fn report(mut self) -> Result<FileReport, FileProblem> {
        let mut read = std::mem::take(&mut self.report.sheets).into_iter();
        let mut sheets = Vec::new();
        for place in 0..self.workbook.sheets.len() {
            if self.picked.contains(&place) {
                sheets.extend(read.next());
                continue;
            }
            let sheet = self.workbook.sheets[place].clone();
            let mut survey = Survey::of(&sheet.name, sheet.hidden, &self.heads[place]);
            if !sheet.has_cells {
                sheets.push(survey.left());
                continue;
            }
            let header = self.heads[place].found.as_ref().map_or(0, |found| found.layout.header_row);
            let mut cells = self.workbook.cells(&sheet)?;
            while let Some(cell) = cells.next()? {
                let (row, hidden) = (cell.row, cell.hidden);
                if row <= header {
                    cells.leave_row();
                } else if shown(cell, false) != RawCell::Empty {
                    survey.row(row, hidden);
                    cells.leave_row();
                }
            }
            sheets.push(survey.left());
        }
        let comments = self.workbook.comments()?;
        let Drawings { text_boxes, pictures, unread } = self.workbook.drawings()?;
        let report = FileReport { sheets, comments, text_boxes, pictures, ..FileReport::default() };
        Ok(FileReport { drawings_unread: unread, ..report })
    }
}

/// Whether a row has the titles of its columns once more, as at the top of each printed page.
///
/// # Errors
/// Titles of other columns than these: what stands below would be read as what it is not.
fn repeats_titles(row: &RawRow, sheet: &str) -> Result<bool, FileProblem> {
    // Nearly every row is seen to be none without more: it has an address.
    if row.cell(Column::ContactEmail).text().contains('@') {
        return Ok(false);
    }
    let filled = Column::ALL.into_iter().filter(|column| *row.cell(*column) != RawCell::Empty);
    let (mut titles, mut others, mut values) = (0, 0, 0);
    for column in filled {
        match Column::named(row.cell(column).text()) {
            // A bare name, or number, is that of whatever it stands beside.
            Some((named, title)) if named == column || title == Title::Bare => titles += 1,
            Some(_) => others += 1,
            None => values += 1,
        }
    }
    if titles + others < 3 || titles + others <= values {
        return Ok(false);
    }
    if others == 0 {
        return Ok(true);
    }
    Err(FileProblem::OtherTitles { sheet: sheet.to_owned(), row: row.number })
}

/// What a column of a sheet is read into.
#[derive(Clone, Copy)]
enum Spot {
    Known(Column),
    /// The place among the other columns.
    Other(usize),
}

/// The columns that are read, by their place in the sheet.
fn columns(layout: &Layout) -> Vec<Option<Spot>> {
    let known =
        Column::ALL.into_iter().filter_map(|column| Some((layout.places[column.index()]?, Spot::Known(column))));
    let others = layout.others.iter().enumerate().map(|(at, other)| (other.place, Spot::Other(at)));
    let all: Vec<(u32, Spot)> = known.chain(others).collect();
    let width = all.iter().map(|(place, _)| *place as usize + 1).max().unwrap_or_default();
    let mut columns = vec![None; width];
    for (place, spot) in all {
        columns[place as usize] = Some(spot);
    }
    columns
}
