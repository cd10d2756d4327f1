//! What is said of a file as a whole, line by line.

use super::titles;
use crate::Language;
use crate::imports::{Choices, FileReport, SheetReport, SheetState, UnplacedColumn};
use crate::texts::report as say;

/// One thing that is said of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The sentence for a person.
    pub text: String,
    /// Something stays out, or is not as a person sees it.
    pub grave: bool,
}

/// Everything that a person should know of a file before it is brought in: what is read of it, and what is not.
pub fn remarks(report: &FileReport, choices: &Choices, lang: Language) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for sheet in &report.sheets {
        let mut add = |grave, text| remarks.push(Remark { text, grave });
        if sheet.state != SheetState::Read {
            if sheet.rows > 0 {
                add(true, left(sheet, lang));
            }
            continue;
        }
        add(sheet.hidden, read(sheet, lang));
        if sheet.above.rows > 0 {
            add(false, say::ABOVE.fill(lang, sheet.above.rows, &[("sample", &sheet.above.sample)]));
        }
        if sheet.titles_again > 0 {
            add(false, say::TITLES_AGAIN.fill(lang, sheet.titles_again, &[]));
        }
        if sheet.hidden_rows > 0 {
            add(true, hidden_rows(sheet, choices.hidden_rows, lang));
        }
        for column in &sheet.unplaced {
            add(column.filled > 0, unplaced(column, lang));
        }
        if sheet.unplaced_more > 0 {
            add(true, say::UNPLACED_MORE.fill(lang, sheet.unplaced_more, &[]));
        }
        if !sheet.hidden_columns.is_empty() {
            add(true, say::HIDDEN_COLUMNS.fill(lang, &[("columns", &columns(sheet, lang))]));
        }
        if sheet.merged.count > 0 {
            add(true, merged(sheet, lang));
        }
        if sheet.uncalculated > 0 {
            add(true, say::UNCALCULATED.fill(lang, sheet.uncalculated, &[]));
        }
    }
    if report.comments > 0 {
        remarks.push(Remark { text: say::COMMENTS.fill(lang, report.comments, &[]), grave: true });
    }
    if report.text_boxes > 0 {
        remarks.push(Remark { text: say::TEXT_BOXES.fill(lang, report.text_boxes, &[]), grave: true });
    }
    if report.pictures > 0 {
        remarks.push(Remark { text: say::PICTURES.fill(lang, report.pictures, &[]), grave: true });
    }
    if report.drawings_unread {
        remarks.push(Remark { text: say::DRAWINGS_UNREAD.of(lang).to_owned(), grave: true });
    }
    remarks
}

fn name(sheet: &SheetReport, lang: Language) -> String {
    let named = if sheet.hidden { say::HIDDEN_SHEET } else { say::SHEET };
    named.fill(lang, &[("name", &sheet.name)])
}

fn rows(sheet: &SheetReport, lang: Language) -> String {
    say::ROWS.fill(lang, sheet.rows, &[])
}

fn read(sheet: &SheetReport, lang: Language) -> String {
    let (name, rows, header_row) = (name(sheet, lang), rows(sheet, lang), sheet.header_row.to_string());
    say::READ.fill(lang, &[("sheet", &name), ("rows", &rows), ("header_row", &header_row)])
}

fn left(sheet: &SheetReport, lang: Language) -> String {
    let why = match &sheet.state {
        SheetState::Lacking { columns } => say::LACKING.fill(lang, &[("columns", &titles(columns, lang))]),
        SheetState::Duplicated { column } => say::DUPLICATED.fill(lang, &[("column", column.title(lang))]),
        SheetState::Headless => say::HEADLESS.of(lang).to_owned(),
        SheetState::Read | SheetState::Readable => ".".to_owned(),
    };
    say::LEFT.fill(lang, &[("sheet", &name(sheet, lang)), ("rows", &rows(sheet, lang)), ("why", &why)])
}

fn hidden_rows(sheet: &SheetReport, chosen: Option<bool>, lang: Language) -> String {
    let filter = match sheet.filtered_rows {
        0 => String::new(),
        filtered if filtered == sheet.hidden_rows => say::FILTER_ALL.of(lang).to_owned(),
        filtered => say::FILTER.fill(lang, &[("count", &filtered.to_string())]),
    };
    let fate = match chosen {
        None => say::UNDECIDED,
        Some(true) => say::BROUGHT_IN,
        Some(false) => say::LEFT_OUT,
    };
    let fate = fate.fill(lang, sheet.hidden_rows, &[]);
    say::HIDDEN_ROWS.fill(lang, sheet.hidden_rows, &[("sheet", &sheet.name), ("filter", &filter), ("fate", &fate)])
}

fn unplaced(column: &UnplacedColumn, lang: Language) -> String {
    let UnplacedColumn { letters, title, filled, sample, instead } = column;
    let named = if title.is_empty() {
        say::UNTITLED_COLUMN.fill(lang, &[("letters", letters)])
    } else {
        say::COLUMN.fill(lang, &[("letters", letters), ("title", title)])
    };
    let why = if instead.is_empty() { String::new() } else { say::TAKEN.fill(lang, &[("instead", instead)]) };
    let what = match filled {
        0 => say::NOTHING.of(lang).to_owned(),
        filled => say::CELLS.fill(lang, *filled, &[("sample", sample)]),
    };
    say::UNPLACED.fill(lang, &[("column", &named), ("why", &why), ("what", &what)])
}

/// The hidden columns as `G (Bedrijfsnummer), H (BTW)`.
fn columns(sheet: &SheetReport, lang: Language) -> String {
    let named: Vec<String> =
        sheet.hidden_columns.iter().map(|(letters, column)| format!("{letters} ({})", column.title(lang))).collect();
    named.join(", ")
}

fn merged(sheet: &SheetReport, lang: Language) -> String {
    let more = if sheet.merged.count as usize > sheet.merged.first.len() { ", …" } else { "" };
    say::MERGED.fill(lang, &[("cells", &(sheet.merged.first.join(", ") + more))])
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
            pictures: 3,
            drawings_unread: true,
            new_columns: Vec::new(),
            sheets: vec![
                read,
                other("Eenmanszaken", SheetState::Readable, 2, false),
                other("Oud", SheetState::Readable, 1, true),
                other("Half", SheetState::Lacking { columns: vec![Column::ContactEmail] }, 1, false),
                other("Dubbel", SheetState::Duplicated { column: Column::Vat }, 1, false),
                other("Uitleg", SheetState::Headless, 9, false),
                other("Leeg", SheetState::Headless, 0, false),
            ],
        }
    }

    #[test]
    fn everything_that_stays_out_is_said() {
        let told: Vec<String> =
            remarks(&report(), &Choices::default(), Language::Nl).into_iter().map(|remark| remark.text).collect();
        assert_eq!(
            told,
            [
                "Blad Klanten is gelezen: 3 rijen onder de titels in rij 4.",
                "Boven de titels staan 2 rijen die geen klanten zijn, zoals «Onze klanten». Ze worden overgeslagen.",
                "1 rij herhaalt de titels en wordt overgeslagen.",
                "1 rij van blad Klanten is verborgen door een filter. Ze komt er niet bij tot u hieronder kiest.",
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
                "3 afbeeldingen en grafieken op bladen worden niet gelezen.",
                "Er staan tekeningen in het bestand die niet gelezen konden worden. Kijk in Excel na of er tekst in staat die u nodig hebt.",
            ]
        );
    }

    #[test]
    fn one_row_is_told_as_one() {
        for (lang, count, told) in [
            (
                Language::Nl,
                1,
                "Boven de titels staat 1 rij die geen klant is, zoals «Onze klanten». Ze wordt overgeslagen.",
            ),
            (Language::Fr, 1, "Elle n’est pas reprise."),
            (Language::En, 1, "It is left out."),
            (Language::De, 1, "Sie wird übersprungen."),
            (Language::Fr, 2, "Elles ne sont pas reprises."),
            (Language::En, 2, "They are left out."),
        ] {
            let above = say::ABOVE.fill(lang, count, &[("sample", "Onze klanten")]);
            assert!(above.ends_with(told), "{above}");
        }
    }

    #[test]
    fn hidden_rows_say_how_many_a_filter_hides() {
        for (hidden_rows, filtered_rows, told) in [
            (3, 0, "3 rows of sheet Klanten are hidden."),
            (3, 1, "3 rows of sheet Klanten are hidden, 1 of them by a filter."),
            (3, 3, "3 rows of sheet Klanten are hidden by a filter."),
            (1, 1, "1 row of sheet Klanten is hidden by a filter."),
        ] {
            let sheet = SheetReport { name: "Klanten".into(), hidden_rows, filtered_rows, ..SheetReport::default() };
            let said = super::hidden_rows(&sheet, None, Language::En);
            assert!(said.starts_with(told), "{said}");
        }
    }

    #[test]
    fn an_answer_about_hidden_rows_is_said_back_in_every_language() {
        for lang in Language::ALL {
            let told = |hidden_rows| {
                let choices = Choices { hidden_rows, ..Choices::default() };
                let remarks = remarks(&report(), &choices, lang);
                assert_eq!(remarks.len(), 20);
                remarks[3].text.clone()
            };
            let answers = [told(None), told(Some(true)), told(Some(false))];
            assert!(answers[0] != answers[1] && answers[1] != answers[2] && answers[0] != answers[2], "{answers:?}");
            if lang == Language::En {
                assert!(answers[1].ends_with("It will be imported."), "{answers:?}");
            }
        }
    }
}
