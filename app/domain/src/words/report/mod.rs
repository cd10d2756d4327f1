//! What is said of a file as a whole, line by line.

mod en;
mod fr;
mod nl;

use super::Lang;
use crate::imports::{Choices, FileReport, SheetReport, SheetState, UnplacedColumn};

/// One thing that is said of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub text: String,
    /// Something stays out, or is not as a person sees it.
    pub grave: bool,
}

/// The sentences of a language.
struct Sentences {
    read: fn(&SheetReport) -> String,
    left: fn(&SheetReport) -> String,
    above: fn(&SheetReport) -> String,
    hidden_rows: fn(&SheetReport, Option<bool>) -> String,
    unplaced: fn(&SheetReport, &UnplacedColumn) -> String,
    unplaced_more: fn(&SheetReport) -> String,
    hidden_columns: fn(&SheetReport) -> String,
    merged: fn(&SheetReport) -> String,
    uncalculated: fn(&SheetReport) -> String,
    comments: fn(u32) -> String,
    text_boxes: fn(u32) -> String,
    titles_again: fn(&SheetReport) -> String,
}

/// Everything that a person should know of a file before it is brought in: what is read of it, and what is not.
pub fn remarks(report: &FileReport, choices: &Choices, lang: Lang) -> Vec<Remark> {
    let words = match lang {
        Lang::Nl => nl::SENTENCES,
        Lang::Fr => fr::SENTENCES,
        Lang::En => en::SENTENCES,
    };
    let mut remarks = Vec::new();
    for sheet in &report.sheets {
        let mut say = |grave, text| remarks.push(Remark { text, grave });
        if sheet.state != SheetState::Read {
            if sheet.rows > 0 {
                say(true, (words.left)(sheet));
            }
            continue;
        }
        say(sheet.hidden, (words.read)(sheet));
        if sheet.above.rows > 0 {
            say(false, (words.above)(sheet));
        }
        if sheet.titles_again > 0 {
            say(false, (words.titles_again)(sheet));
        }
        if sheet.hidden_rows > 0 {
            say(true, (words.hidden_rows)(sheet, choices.hidden_rows));
        }
        for column in &sheet.unplaced {
            say(column.filled > 0, (words.unplaced)(sheet, column));
        }
        if sheet.unplaced_more > 0 {
            say(true, (words.unplaced_more)(sheet));
        }
        if !sheet.hidden_columns.is_empty() {
            say(true, (words.hidden_columns)(sheet));
        }
        if sheet.merged.count > 0 {
            say(true, (words.merged)(sheet));
        }
        if sheet.uncalculated > 0 {
            say(true, (words.uncalculated)(sheet));
        }
    }
    if report.comments > 0 {
        remarks.push(Remark { text: (words.comments)(report.comments), grave: true });
    }
    if report.text_boxes > 0 {
        remarks.push(Remark { text: (words.text_boxes)(report.text_boxes), grave: true });
    }
    remarks
}

/// How many of something, in the language's word for one or for several.
fn count(number: u32, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// The hidden columns as `G (Bedrijfsnummer), H (BTW)`.
fn columns(sheet: &SheetReport, lang: Lang) -> String {
    let named: Vec<String> =
        sheet.hidden_columns.iter().map(|(letters, column)| format!("{letters} ({})", column.title(lang))).collect();
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::{Above, Column, Merged};

    fn report() -> FileReport {
        let read = SheetReport {
            name: "Klanten".into(),
            state: SheetState::Read,
            rows: 3,
            header_row: 4,
            hidden_rows: 1,
            filtered_rows: 1,
            above: Above { rows: 2, sample: "Onze klanten".into() },
            unplaced: vec![
                UnplacedColumn {
                    letters: "W".into(),
                    title: "Rechtsvorm".into(),
                    filled: 2,
                    sample: "BV".into(),
                    instead: String::new(),
                },
                UnplacedColumn { letters: "X".into(), filled: 1, sample: "?".into(), ..UnplacedColumn::default() },
                UnplacedColumn {
                    letters: "Z".into(),
                    title: "Btw nr.".into(),
                    filled: 1,
                    sample: "BE0".into(),
                    instead: "H".into(),
                },
            ],
            unplaced_more: 3,
            hidden_columns: vec![("G".into(), Column::CompanyNumber)],
            merged: Merged { count: 1, first: vec!["B2:B3".into()] },
            uncalculated: 2,
            titles_again: 1,
            ..SheetReport::default()
        };
        let other = |name: &str, state, rows, hidden| SheetReport {
            name: name.into(),
            state,
            rows,
            hidden,
            ..SheetReport::default()
        };
        FileReport {
            comments: 2,
            text_boxes: 1,
            sheets: vec![
                read,
                other("Eenmanszaken", SheetState::Readable, 2, false),
                other("Oud", SheetState::Readable, 1, true),
                other("Half", SheetState::Lacking { columns: vec![Column::ContactEmail] }, 1, false),
                other("Dubbel", SheetState::Doubled { column: Column::Vat }, 1, false),
                other("Uitleg", SheetState::Headless, 9, false),
                other("Leeg", SheetState::Headless, 0, false),
            ],
        }
    }

    #[test]
    fn everything_that_stays_out_is_said() {
        let told: Vec<String> =
            remarks(&report(), &Choices::default(), Lang::Nl).into_iter().map(|remark| remark.text).collect();
        assert_eq!(
            told,
            [
                "Blad Klanten is gelezen: 3 rijen onder de titels in rij 4.",
                "Boven de titels staan 2 rijen die geen klanten zijn, zoals «Onze klanten». Ze worden overgeslagen.",
                "1 rij herhaalt de titels en wordt overgeslagen.",
                "1 rij van blad Klanten is verborgen, waarvan 1 door een filter. Ze komt er niet bij tot u hieronder kiest.",
                "Kolom W «Rechtsvorm» is niet gelezen: 2 cellen, zoals «BV».",
                "Kolom X, zonder titel, is niet gelezen: 1 cel, zoals «?».",
                "Kolom Z «Btw nr.» is niet gelezen, want kolom H is al genomen: 1 cel, zoals «BE0».",
                "Nog 3 kolommen zijn niet gelezen.",
                "Verborgen kolommen worden wel gelezen: G (Bedrijfsnummer).",
                "Samengevoegde cellen tellen enkel voor hun eerste rij en kolom: B2:B3.",
                "2 formules hebben geen berekende waarde. Open het bestand in Excel en bewaar het, en laad het opnieuw op.",
                "Blad Eenmanszaken is niet gelezen: 2 rijen.",
                "Blad Oud (verborgen) is niet gelezen: 1 rij.",
                "Blad Half is niet gelezen: 1 rij. Er ontbreken verplichte kolommen: E-mailadres contactpersoon.",
                "Blad Dubbel is niet gelezen: 1 rij. De kolom BTW staat er meer dan eens.",
                "Blad Uitleg is niet gelezen: 9 rijen, zonder kolomtitels.",
                "2 opmerkingen bij cellen worden niet gelezen.",
                "1 tekstvak op een blad wordt niet gelezen.",
            ]
        );
    }

    #[test]
    fn an_answer_about_hidden_rows_is_said_back_in_every_language() {
        for lang in Lang::ALL {
            let told = |hidden_rows| {
                let choices = Choices { hidden_rows, ..Choices::default() };
                let remarks = remarks(&report(), &choices, lang);
                assert_eq!(remarks.len(), 18);
                remarks[3].text.clone()
            };
            let answers = [told(None), told(Some(true)), told(Some(false))];
            assert!(answers[0] != answers[1] && answers[1] != answers[2] && answers[0] != answers[2], "{answers:?}");
            if lang == Lang::En {
                assert!(answers[1].ends_with("It will be imported."), "{answers:?}");
            }
        }
    }
}
