//! English.

use super::{Sentences, columns, count};
use crate::imports::{SheetReport, SheetState, UnplacedColumn};
use crate::words::{Lang, titles};

pub const SENTENCES: Sentences = Sentences {
    read,
    left,
    above,
    hidden_rows,
    unplaced,
    unplaced_more,
    hidden_columns,
    merged,
    uncalculated,
    comments,
    titles_again,
    text_boxes,
};

fn rows(number: u32) -> String {
    count(number, "row", "rows")
}

fn name(sheet: &SheetReport) -> String {
    format!("Sheet {}{}", sheet.name, if sheet.hidden { " (hidden)" } else { "" })
}

fn read(sheet: &SheetReport) -> String {
    format!("{} is read: {} below the titles in row {}.", name(sheet), rows(sheet.rows), sheet.header_row)
}

fn left(sheet: &SheetReport) -> String {
    let why = match &sheet.state {
        SheetState::Lacking { columns } => {
            format!(". It lacks required columns: {}.", titles(columns, Lang::En))
        }
        SheetState::Doubled { column } => format!(". The column {} appears more than once.", column.title(Lang::En)),
        SheetState::Headless => ", without column titles.".to_owned(),
        SheetState::Read | SheetState::Readable => ".".to_owned(),
    };
    format!("{} is not read: {}{why}", name(sheet), rows(sheet.rows))
}

fn above(sheet: &SheetReport) -> String {
    let (rows, sample) = (rows(sheet.above.rows), &sheet.above.sample);
    format!("Above the titles: {rows} without customers, such as “{sample}”. They are left out.")
}

fn hidden_rows(sheet: &SheetReport, chosen: Option<bool>) -> String {
    let is_one = sheet.hidden_rows == 1;
    let filter = match sheet.filtered_rows {
        0 => String::new(),
        filtered => format!(", {filtered} of them by a filter"),
    };
    let fate = match (chosen, is_one) {
        (None, true) => "It will not be imported until you choose below.",
        (None, false) => "They will not be imported until you choose below.",
        (Some(true), true) => "It will be imported.",
        (Some(true), false) => "They will be imported.",
        (Some(false), true) => "It will not be imported.",
        (Some(false), false) => "They will not be imported.",
    };
    let are = if is_one { "is" } else { "are" };
    format!("{} of sheet {} {are} hidden{filter}. {fate}", rows(sheet.hidden_rows), sheet.name)
}

fn unplaced(_: &SheetReport, column: &UnplacedColumn) -> String {
    let UnplacedColumn { letters, title, filled, sample, instead } = column;
    let named = if title.is_empty() {
        format!("Column {letters}, without a title,")
    } else {
        format!("Column {letters} “{title}”")
    };
    let why = if instead.is_empty() { String::new() } else { format!(", because column {instead} is taken already") };
    let what = match filled {
        0 => ". It is empty.".to_owned(),
        filled => format!(": {}, such as “{sample}”.", count(*filled, "cell", "cells")),
    };
    format!("{named} is not read{why}{what}")
}

fn unplaced_more(sheet: &SheetReport) -> String {
    format!("{} not read.", count(sheet.unplaced_more, "more column is", "more columns are"))
}

fn hidden_columns(sheet: &SheetReport) -> String {
    format!("Hidden columns are read all the same: {}.", columns(sheet, Lang::En))
}

fn merged(sheet: &SheetReport) -> String {
    let more = if sheet.merged.count as usize > sheet.merged.first.len() { ", …" } else { "" };
    format!("Merged cells count for their first row and column only: {}{more}.", sheet.merged.first.join(", "))
}

fn uncalculated(sheet: &SheetReport) -> String {
    format!(
        "{} no calculated value. Open the file in Excel, save it and upload it again.",
        count(sheet.uncalculated, "formula has", "formulas have")
    )
}

fn comments(comments: u32) -> String {
    format!("{} not read.", count(comments, "comment on a cell is", "comments on cells are"))
}

fn titles_again(sheet: &SheetReport) -> String {
    format!(
        "{}.",
        count(sheet.titles_again, "row repeats the titles and is left out", "rows repeat the titles and are left out")
    )
}

fn text_boxes(boxes: u32) -> String {
    format!("{} not read.", count(boxes, "text box on a sheet is", "text boxes on sheets are"))
}
