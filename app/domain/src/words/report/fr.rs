//! French.

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
    count(number, "ligne", "lignes")
}

fn name(sheet: &SheetReport) -> String {
    format!("La feuille {}{}", sheet.name, if sheet.hidden { " (masquée)" } else { "" })
}

fn read(sheet: &SheetReport) -> String {
    format!("{} a été lue : {} sous les titres de la ligne {}.", name(sheet), rows(sheet.rows), sheet.header_row)
}

fn left(sheet: &SheetReport) -> String {
    let why = match &sheet.state {
        SheetState::Lacking { columns } => {
            format!(". Des colonnes obligatoires manquent : {}.", titles(columns, Lang::Fr))
        }
        SheetState::Doubled { column } => format!(". La colonne {} y figure plusieurs fois.", column.title(Lang::Fr)),
        SheetState::Headless => ", sans titres de colonnes.".to_owned(),
        SheetState::Read | SheetState::Readable => ".".to_owned(),
    };
    format!("{} n’a pas été lue : {}{why}", name(sheet), rows(sheet.rows))
}

fn above(sheet: &SheetReport) -> String {
    let (rows, sample) = (rows(sheet.above.rows), &sheet.above.sample);
    format!("Au-dessus des titres : {rows} sans clients, comme « {sample} ». Elles ne sont pas reprises.")
}

fn hidden_rows(sheet: &SheetReport, chosen: Option<bool>) -> String {
    let is_one = sheet.hidden_rows == 1;
    let filter = match sheet.filtered_rows {
        0 => String::new(),
        filtered => format!(", dont {filtered} par un filtre"),
    };
    let fate = match (chosen, is_one) {
        (None, true) => "Elle n’est pas reprise tant que vous n’avez pas choisi ci-dessous.",
        (None, false) => "Elles ne sont pas reprises tant que vous n’avez pas choisi ci-dessous.",
        (Some(true), true) => "Elle est reprise.",
        (Some(true), false) => "Elles sont reprises.",
        (Some(false), true) => "Elle n’est pas reprise.",
        (Some(false), false) => "Elles ne sont pas reprises.",
    };
    let are = if is_one { "est masquée" } else { "sont masquées" };
    format!("{} de la feuille {} {are}{filter}. {fate}", rows(sheet.hidden_rows), sheet.name)
}

fn unplaced(_: &SheetReport, column: &UnplacedColumn) -> String {
    let UnplacedColumn { letters, title, filled, sample, instead } = column;
    let named = if title.is_empty() {
        format!("La colonne {letters}, sans titre,")
    } else {
        format!("La colonne {letters} « {title} »")
    };
    let why = if instead.is_empty() { String::new() } else { format!(", car la colonne {instead} est déjà prise") };
    let what = match filled {
        0 => ". Elle est vide.".to_owned(),
        filled => format!(" : {}, comme « {sample} ».", count(*filled, "cellule", "cellules")),
    };
    format!("{named} n’a pas été lue{why}{what}")
}

fn unplaced_more(sheet: &SheetReport) -> String {
    format!("Colonnes supplémentaires non lues : {}.", sheet.unplaced_more)
}

fn hidden_columns(sheet: &SheetReport) -> String {
    format!("Les colonnes masquées sont bien lues : {}.", columns(sheet, Lang::Fr))
}

fn merged(sheet: &SheetReport) -> String {
    let more = if sheet.merged.count as usize > sheet.merged.first.len() { ", …" } else { "" };
    format!(
        "Les cellules fusionnées ne comptent que pour leur première ligne et colonne : {}{more}.",
        sheet.merged.first.join(", ")
    )
}

fn uncalculated(sheet: &SheetReport) -> String {
    format!(
        "{} de valeur calculée. Ouvrez le fichier dans Excel, enregistrez-le et chargez-le à nouveau.",
        count(sheet.uncalculated, "formule n’a pas", "formules n’ont pas")
    )
}

fn comments(comments: u32) -> String {
    format!(
        "{} : {}.",
        count(comments, "commentaire de cellule", "commentaires de cellule"),
        if comments == 1 { "il n’est pas lu" } else { "ils ne sont pas lus" }
    )
}

fn titles_again(sheet: &SheetReport) -> String {
    format!(
        "{}.",
        count(
            sheet.titles_again,
            "ligne répète les titres et n’est pas reprise",
            "lignes répètent les titres et ne sont pas reprises"
        )
    )
}

fn text_boxes(boxes: u32) -> String {
    let are_not_read = if boxes == 1 { "elle n’est pas lue" } else { "elles ne sont pas lues" };
    format!("{} : {are_not_read}.", count(boxes, "zone de texte", "zones de texte"))
}
