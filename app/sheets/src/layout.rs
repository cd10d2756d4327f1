//! The header of a sheet: which of its first rows it is, and what its titles mean.

use domain::Line;
use domain::imports::{
    Above, Column, FileProblem, Layout, MAX_OTHERS, OtherColumn, RawCell, SheetState, Title, column_letters, sample,
};

use crate::shown::shown;
use crate::xlsx::{Book, Sheet};

/// How many rows that have something in them may stand above the header, itself included.
const HEADER_AMONG: usize = 100;
/// A row with this many known titles is the header; one alone may be the title of the page.
const TITLES_OF_A_HEADER: usize = 2;

/// Cells with something in them by their place.
pub type Titles = Vec<(u32, String)>;

/// What the beginning of a sheet tells.
#[derive(Debug, Default)]
pub struct Head {
    /// Whether anything stands in the sheet.
    pub filled: bool,
    pub above: Above,
    /// The header with its columns; none where no row is one.
    pub found: Option<Found>,
    /// The number of the sheet's last row, as the sheet itself says.
    pub last_row: Option<u32>,
}

/// A header.
#[derive(Debug)]
pub struct Found {
    pub layout: Layout,
    /// The titles of the columns that were not taken, with the letters of the one that was taken instead, if there is one.
    pub others: Vec<(u32, String, String)>,
    /// The column that stands in it more than once, and what that is to be called.
    duplicate: Option<(Column, FileProblem)>,
}

impl Found {
    /// Why it cannot serve, if so.
    pub fn problem(&self) -> Option<FileProblem> {
        if let Some((_, problem)) = &self.duplicate {
            return Some(problem.clone());
        }
        let columns = self.missing();
        let Layout { sheet, header_row, .. } = &self.layout;
        (!columns.is_empty()).then(|| FileProblem::MissingColumns { sheet: sheet.clone(), row: *header_row, columns })
    }

    /// The same for those who choose between sheets.
    pub fn state(&self) -> SheetState {
        match &self.duplicate {
            Some((column, _)) => SheetState::Duplicated { column: *column },
            None if self.missing().is_empty() => SheetState::Readable,
            None => SheetState::Lacking { columns: self.missing() },
        }
    }

    /// How many columns it names.
    fn named(&self) -> usize {
        self.layout.places.iter().flatten().count()
    }

    fn missing(&self) -> Vec<Column> {
        let is_missing = |column: &Column| column.required() && self.layout.places[column.index()].is_none();
        Column::ALL.into_iter().filter(is_missing).collect()
    }
}

impl Head {
    /// Reads the beginning of a sheet.
    ///
    /// # Errors
    /// A sheet that cannot be read.
    pub fn of(book: &mut Book, sheet: &Sheet) -> Result<Self, FileProblem> {
        if !sheet.has_cells {
            return Ok(Self::default());
        }
        let mut cells = book.cells(sheet)?;
        let last_row = cells.notes.last_row;
        let mut rows: Vec<(u32, Titles)> = Vec::new();
        while let Some(cell) = cells.next()? {
            let (row, column) = (cell.row, cell.column);
            let text = match shown(cell, false) {
                RawCell::Text(text) | RawCell::Date(text) => text,
                RawCell::Number { shown, .. } => shown,
                _ => continue,
            };
            let full = rows.len() == HEADER_AMONG;
            match rows.last_mut() {
                Some((number, titles)) if *number == row => titles.push((column, text)),
                _ if full => break,
                _ => rows.push((row, vec![(column, text)])),
            }
        }
        Ok(Self::among(sheet, rows, last_row))
    }

    fn among(sheet: &Sheet, rows: Vec<(u32, Titles)>, last_row: Option<u32>) -> Self {
        let mut head = Head { filled: !rows.is_empty(), last_row, ..Head::default() };
        let mut best: Option<(usize, Found)> = None;
        for (place, (row, titles)) in rows.iter().enumerate() {
            if known(titles) < TITLES_OF_A_HEADER {
                continue;
            }
            let found = layout(&sheet.name, *row, titles);
            let serves = found.problem().is_none();
            // Titles in two languages stand in two rows: the one that names more is meant.
            let fuller = best.as_ref().is_none_or(|(_, best)| best.problem().is_some() || found.named() > best.named());
            if best.is_none() || (serves && fuller) {
                best = Some((place, found));
            }
            let first = best.as_ref().filter(|(_, best)| best.problem().is_none()).map(|(first, _)| *first);
            if first.is_some_and(|first| place > first) {
                break;
            }
        }
        if let Some((place, found)) = best {
            let first = rows.first().filter(|_| place > 0).and_then(|(_, cells)| cells.first());
            head.above = Above { rows: place as u32, sample: first.map(|(_, text)| sample(text)).unwrap_or_default() };
            head.found = Some(found);
        }
        head
    }
}

fn known(titles: &Titles) -> usize {
    titles.iter().filter(|(_, title)| Column::from_header(title).is_some()).count()
}

/// Gives each known column its place. The bulk file's own title goes before what others call a column, and that before a bare
/// word; of two that others use the first is taken, and the other is told as not read.
fn layout(sheet: &str, row: u32, titles: &Titles) -> Found {
    let layout = Layout { sheet: sheet.to_owned(), header_row: row, ..Layout::default() };
    let mut found = Found { layout, others: Vec::new(), duplicate: None };
    let mut taken: [Option<(u32, Title, &str)>; Column::COUNT] = [None; Column::COUNT];
    let mut left: Vec<(u32, &str, Option<Column>)> = Vec::new();
    let mut bare_numbers: Vec<(u32, &str)> = Vec::new();
    for (place, title) in titles {
        let Some((column, kind)) = Column::named(title) else {
            left.push((*place, title, None));
            continue;
        };
        if (column, kind) == (Column::HouseNumber, Title::Bare) {
            bare_numbers.push((*place, title));
            continue;
        }
        match &mut taken[column.index()] {
            None => taken[column.index()] = Some((*place, kind, title)),
            Some((first, before, name)) if kind == *before && (kind == Title::Own || alike(name, title)) => {
                let letters = vec![column_letters(*first), column_letters(*place)];
                let (sheet, name) = (sheet.to_owned(), title.clone());
                found.duplicate.get_or_insert((column, FileProblem::DuplicateColumn { sheet, row, name, letters }));
            }
            Some(before) if kind < before.1 => {
                left.push((before.0, before.2, Some(column)));
                *before = (*place, kind, title);
            }
            Some(_) => left.push((*place, title, Some(column))),
        }
    }
    // Where the company has a title of its own, a bare name is that of the person.
    let last_name = Column::ContactLastName.index();
    if taken[last_name].is_none()
        && let Some(at) = left.iter().position(|(_, title, _)| Column::named(title) == Some(BARE_NAME))
    {
        let (place, title, _) = left.remove(at);
        taken[last_name] = Some((place, Title::Bare, title));
    }
    if taken[Column::HouseNumber.index()].is_none()
        && let Some((street, _, title)) = taken[Column::Street.index()]
        && let Some(at) = beside_street((street, title), &bare_numbers)
    {
        let (place, title) = bare_numbers.remove(at);
        taken[Column::HouseNumber.index()] = Some((place, Title::Bare, title));
    }
    let is_taken = taken[Column::HouseNumber.index()].is_some();
    left.extend(bare_numbers.into_iter().map(|(place, title)| (place, title, is_taken.then_some(Column::HouseNumber))));
    found.layout.places = taken.map(|taken| taken.map(|(place, ..)| place));
    left.sort_unstable_by_key(|(place, ..)| *place);
    let titled = left.iter().filter(|(_, title, _)| is_title(title)).take(MAX_OTHERS);
    found.layout.others =
        titled.map(|(place, title, _)| OtherColumn { place: *place, title: (*title).to_owned() }).collect();
    let instead = |column: Option<Column>| column.map(|column| found.layout.letters(column)).unwrap_or_default();
    found.others = left.into_iter().map(|(place, title, column)| (place, title.to_owned(), instead(column))).collect();
    found
}

/// Whether a text above a column can be the label of a field.
fn is_title(text: &str) -> bool {
    text.len() <= Line::MAX * 4 && text.parse::<Line>().is_ok()
}

/// A name that does not say of whom.
const BARE_NAME: (Column, Title) = (Column::LegalName, Title::Bare);

/// Which of these columns, of which each is called *number*, holds that of the house: the one right behind the street, or right in
/// front of it. Any other counts something else, and so does each where the street's own title tells of the number too.
fn beside_street((street, title): (u32, &str), numbers: &[(u32, &str)]) -> Option<usize> {
    if tells_of_number(title) {
        return None;
    }
    let behind = numbers.iter().position(|(place, _)| *place == street + 1);
    behind.or_else(|| numbers.iter().position(|(place, _)| place + 1 == street))
}

/// *Adres* and *Straat en nr.* hold street and number together.
fn tells_of_number(title: &str) -> bool {
    let title = domain::likeness::fold(title);
    let words = ["adres", "address", "nr", "num", "hausn", "huisn", " n°", "number"];
    words.iter().any(|word| title.contains(word))
}

fn alike(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn found(titles: &[&str]) -> Found {
        let titles = (0..).zip(titles).map(|(place, title)| (place, (*title).to_owned())).collect();
        layout("Klanten", 1, &titles)
    }

    #[test]
    fn an_own_title_goes_before_what_others_call_a_column() {
        let found = found(&["Btw nr. klant", "BTW", "Tel.", "Telefoonnummer", "Kapitaal"]);
        assert_eq!(found.layout.letters(Column::Vat), "B");
        assert_eq!(found.layout.letters(Column::Phone), "C");
        let others = [(0, "Btw nr. klant", "B"), (3, "Telefoonnummer", "C"), (4, "Kapitaal", "")];
        assert_eq!(found.others, others.map(|(place, title, instead)| (place, title.to_owned(), instead.to_owned())));
        assert_eq!(found.state(), found_state(&["Btw nr. klant"]), "neither is a duplicate");
        let titles: Vec<&str> = found.layout.others.iter().map(|other| other.title.as_str()).collect();
        assert_eq!(titles, ["Btw nr. klant", "Telefoonnummer", "Kapitaal"]);
    }

    fn found_state(titles: &[&str]) -> SheetState {
        found(titles).state()
    }

    #[test]
    fn one_title_twice_is_a_duplicate() {
        for titles in [["BTW", "VAT"], ["Tel.", "tel."], ["BTW *", "btw"]] {
            assert!(matches!(found(&titles).problem(), Some(FileProblem::DuplicateColumn { .. })), "{titles:?}");
            assert!(matches!(found_state(&titles), SheetState::Duplicated { .. }));
        }
    }

    #[rstest]
    #[case(&["Raison sociale", "Prénom", "Nom"], "A", "C")]
    #[case(&["Naam", "Voornaam", "Bedrijfsnaam"], "C", "A")]
    #[case(&["Naam", "E-mail"], "A", "")]
    fn a_bare_name_beside_that_of_the_company_is_the_persons(
        #[case] titles: &[&str],
        #[case] company: &str,
        #[case] person: &str,
    ) {
        let found = found(titles);
        let letters = [Column::LegalName, Column::ContactLastName].map(|column| found.layout.letters(column));
        assert_eq!(letters, [company, person]);
        assert_eq!(found.others.iter().filter(|(_, title, _)| title.ends_with("aam")).count(), 0);
    }

    #[rstest]
    #[case(&["Nr.", "Naam", "Straat", "Postcode"], "")]
    #[case(&["Nr.", "Naam", "Straat", "Nr.", "Nummer"], "D")]
    #[case(&["Naam", "Straat", "Postcode", "Gemeente", "Nr."], "")]
    #[case(&["Naam", "N°", "Rue"], "B")]
    #[case(&["Naam", "Straat", "Huisnr.", "Nummer"], "C")]
    #[case(&["Nummer", "Naam"], "")]
    #[case(&["Naam", "Straat", "Land", "Nummer"], "")]
    #[case(&["Naam", "Adres", "Nr."], "")]
    #[case(&["Naam", "Nr.", "Adresse"], "")]
    #[case(&["Naam", "Straat en nr.", "Nr."], "")]
    fn a_bare_number_is_that_of_the_house_beside_the_street_only(#[case] titles: &[&str], #[case] letters: &str) {
        let found = found(titles);
        assert_eq!(found.layout.letters(Column::HouseNumber), letters);
        let named = titles.iter().filter(|title| Column::from_header(title) == Some(Column::HouseNumber)).count();
        assert_eq!(found.others.len(), named - usize::from(!letters.is_empty()), "{:?}", found.others);
        assert_eq!(found.problem().filter(|problem| matches!(problem, FileProblem::DuplicateColumn { .. })), None);
    }
}
