//! Dutch, as spoken in Flanders.

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
    count(number, "rij", "rijen")
}

fn name(sheet: &SheetReport) -> String {
    format!("Blad {}{}", sheet.name, if sheet.hidden { " (verborgen)" } else { "" })
}

fn read(sheet: &SheetReport) -> String {
    format!("{} is gelezen: {} onder de titels in rij {}.", name(sheet), rows(sheet.rows), sheet.header_row)
}

fn left(sheet: &SheetReport) -> String {
    let why = match &sheet.state {
        SheetState::Lacking { columns } => {
            format!(". Er ontbreken verplichte kolommen: {}.", titles(columns, Lang::Nl))
        }
        SheetState::Doubled { column } => format!(". De kolom {} staat er meer dan eens.", column.title(Lang::Nl)),
        SheetState::Headless => ", zonder kolomtitels.".to_owned(),
        SheetState::Read | SheetState::Readable => ".".to_owned(),
    };
    format!("{} is niet gelezen: {}{why}", name(sheet), rows(sheet.rows))
}

fn above(sheet: &SheetReport) -> String {
    let stands = if sheet.above.rows == 1 { "staat" } else { "staan" };
    let (rows, sample) = (rows(sheet.above.rows), &sheet.above.sample);
    format!("Boven de titels {stands} {rows} die geen klanten zijn, zoals «{sample}». Ze worden overgeslagen.")
}

fn hidden_rows(sheet: &SheetReport, chosen: Option<bool>) -> String {
    let is_one = sheet.hidden_rows == 1;
    let filter = match sheet.filtered_rows {
        0 => String::new(),
        filtered => format!(", waarvan {filtered} door een filter"),
    };
    let fate = match (chosen, is_one) {
        (None, true) => "Ze komt er niet bij tot u hieronder kiest.",
        (None, false) => "Ze komen er niet bij tot u hieronder kiest.",
        (Some(true), true) => "Ze wordt meegenomen.",
        (Some(true), false) => "Ze worden meegenomen.",
        (Some(false), true) => "Ze wordt niet meegenomen.",
        (Some(false), false) => "Ze worden niet meegenomen.",
    };
    let are = if is_one { "is" } else { "zijn" };
    format!("{} van blad {} {are} verborgen{filter}. {fate}", rows(sheet.hidden_rows), sheet.name)
}

fn unplaced(_: &SheetReport, column: &UnplacedColumn) -> String {
    let UnplacedColumn { letters, title, filled, sample, instead } = column;
    let named = if title.is_empty() {
        format!("Kolom {letters}, zonder titel,")
    } else {
        format!("Kolom {letters} «{title}»")
    };
    let why = if instead.is_empty() { String::new() } else { format!(", want kolom {instead} is al genomen") };
    let what = match filled {
        0 => ". Ze is leeg.".to_owned(),
        filled => format!(": {}, zoals «{sample}».", count(*filled, "cel", "cellen")),
    };
    format!("{named} is niet gelezen{why}{what}")
}

fn unplaced_more(sheet: &SheetReport) -> String {
    format!("Nog {} niet gelezen.", count(sheet.unplaced_more, "kolom is", "kolommen zijn"))
}

fn hidden_columns(sheet: &SheetReport) -> String {
    format!("Verborgen kolommen worden wel gelezen: {}.", columns(sheet, Lang::Nl))
}

fn merged(sheet: &SheetReport) -> String {
    let more = if sheet.merged.count as usize > sheet.merged.first.len() { ", …" } else { "" };
    format!("Samengevoegde cellen tellen enkel voor hun eerste rij en kolom: {}{more}.", sheet.merged.first.join(", "))
}

fn uncalculated(sheet: &SheetReport) -> String {
    format!(
        "{} geen berekende waarde. Open het bestand in Excel en bewaar het, en laad het opnieuw op.",
        count(sheet.uncalculated, "formule heeft", "formules hebben")
    )
}

fn comments(comments: u32) -> String {
    format!("{} niet gelezen.", count(comments, "opmerking bij een cel wordt", "opmerkingen bij cellen worden"))
}

fn titles_again(sheet: &SheetReport) -> String {
    format!(
        "{}.",
        count(
            sheet.titles_again,
            "rij herhaalt de titels en wordt overgeslagen",
            "rijen herhalen de titels en worden overgeslagen"
        )
    )
}

fn text_boxes(boxes: u32) -> String {
    format!("{} niet gelezen.", count(boxes, "tekstvak op een blad wordt", "tekstvakken op bladen worden"))
}
