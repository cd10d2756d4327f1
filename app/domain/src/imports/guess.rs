//! What kind of field a column could become that neither the bulk file nor the firm knows.

use serde::{Deserialize, Serialize};

use super::RawCell;
use super::answers::yes_or_no;
use super::own::{option_of, takes};
use super::report::sample;
use crate::own_fields::OwnKind;
use crate::reference::entry_key;

/// So many different texts a choice has at most.
const MOST_OPTIONS: usize = 12;
/// How long the label of an option of a guessed choice is at most, in characters.
const LONGEST_OPTION: usize = 60;
/// So many cells are filled before anything is called a choice, and so many for each of its options.
const FEWEST_CELLS: usize = 4;
const CELLS_OF_OPTION: usize = 2;

/// A column that can become a field of the firm's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewColumn {
    /// As the spreadsheet shows them above the column, in the first sheet that has it.
    pub letters: String,
    /// What the field will be called.
    pub title: String,
    /// The kind that takes every cell of it.
    pub kind: OwnKind,
    /// What can be chosen in it.
    pub options: Vec<String>,
    /// How many cells have something in them.
    pub filled: u32,
    /// The first of them.
    pub sample: String,
}

/// The kinds that a column may be of, before those that take any text.
const KINDS: [OwnKind; 6] =
    [OwnKind::YesNo, OwnKind::Date, OwnKind::Money, OwnKind::Number, OwnKind::Text, OwnKind::LongText];

/// What was seen of a column so far.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    pub letters: String,
    pub title: String,
    /// Those of [`KINDS`] that took every cell.
    possible: [bool; KINDS.len()],
    /// A word for yes or no stood there, not only figures.
    has_words: bool,
    /// A sign of the euro stood there.
    has_euro: bool,
    /// The different texts with their keys, unless there are more than a choice has.
    options: Option<Vec<(String, String)>>,
    filled: u32,
    sample: String,
}

impl Guess {
    pub(super) fn new(letters: String, title: String) -> Self {
        let possible = [true; KINDS.len()];
        let (has_words, has_euro, options) = (false, false, Some(Vec::new()));
        Self { letters, title, possible, has_words, has_euro, options, filled: 0, sample: String::new() }
    }

    /// Looks at the next cell.
    pub(super) fn add(&mut self, cell: &RawCell) {
        if *cell == RawCell::Empty {
            return;
        }
        let text = cell.text();
        if self.filled == 0 {
            self.sample = sample(text);
        }
        self.filled += 1;
        for (kind, possible) in KINDS.into_iter().zip(&mut self.possible) {
            let loses = is_counted(kind) && has_zeros(text) || kind == OwnKind::Text && text.contains('\n');
            *possible = *possible && takes(kind, cell) && !loses;
        }
        self.has_euro |= text.contains('€');
        self.has_words |= yes_or_no(text).is_some() && !matches!(text, "0" | "1");
        self.note(cell);
    }

    /// Remembers a text, as long as there are few.
    fn note(&mut self, cell: &RawCell) {
        let Some(options) = &mut self.options else { return };
        let Some(label) = option_of(cell) else { return };
        let key = entry_key(&label);
        if options.iter().any(|(known, _)| *known == key) {
            return;
        }
        if options.len() == MOST_OPTIONS || label.chars().count() > LONGEST_OPTION {
            self.options = None;
        } else {
            options.push((key, label));
        }
    }

    /// The field that it can become; none where nothing stands in it, or something that no kind takes.
    pub(super) fn done(self) -> Option<NewColumn> {
        let can_be = |kind: OwnKind| KINDS.iter().zip(self.possible).any(|(one, possible)| *one == kind && possible);
        let options = self.options.clone().unwrap_or_default();
        let enough = FEWEST_CELLS.max(CELLS_OF_OPTION * options.len());
        let is_choice = !options.is_empty() && self.filled as usize >= enough && can_be(OwnKind::Text);
        let kind = match self.filled {
            0 => return None,
            _ if can_be(OwnKind::YesNo) && self.has_words => OwnKind::YesNo,
            _ if can_be(OwnKind::Date) => OwnKind::Date,
            _ if can_be(OwnKind::Money) && self.has_euro => OwnKind::Money,
            _ if can_be(OwnKind::Number) => OwnKind::Number,
            _ if is_choice => OwnKind::Choice,
            _ if can_be(OwnKind::Text) => OwnKind::Text,
            _ if can_be(OwnKind::LongText) => OwnKind::LongText,
            _ => return None,
        };
        let options = match kind {
            OwnKind::Choice => options.into_iter().map(|(_, label)| label).collect(),
            _ => Vec::new(),
        };
        let Self { letters, title, filled, sample, .. } = self;
        Some(NewColumn { letters, title, kind, options, filled, sample })
    }
}

fn is_counted(kind: OwnKind) -> bool {
    matches!(kind, OwnKind::Number | OwnKind::Money)
}

/// Whether zeros in front of other digits would be lost: a code is no number.
fn has_zeros(text: &str) -> bool {
    let mut signs = text.trim().chars();
    signs.next() == Some('0') && signs.next().is_some_and(|next| next.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn guessed(cells: &[RawCell]) -> Option<(OwnKind, Vec<String>)> {
        let mut guess = Guess::new("A".to_owned(), "Veld".to_owned());
        cells.iter().for_each(|cell| guess.add(cell));
        guess.done().map(|column| (column.kind, column.options))
    }

    fn of_texts(texts: &[&str]) -> Option<OwnKind> {
        let cells: Vec<RawCell> = texts.iter().map(|text| RawCell::Text((*text).to_owned())).collect();
        guessed(&cells).map(|(kind, _)| kind)
    }

    #[rstest]
    #[case(&["12", "1.234,5", "-3"], OwnKind::Number)]
    #[case(&["0012", "12"], OwnKind::Text)]
    #[case(&["€ 12", "13,50"], OwnKind::Money)]
    #[case(&["28/11/2026", "2026-11-29"], OwnKind::Date)]
    #[case(&["Ja", "nee", "1"], OwnKind::YesNo)]
    #[case(&["1", "0"], OwnKind::Number)]
    #[case(&["Groot", "Klein", "groot", "Klein"], OwnKind::Choice)]
    #[case(&["Groot", "Klein"], OwnKind::Text)]
    #[case(&["Onder de mat"], OwnKind::Text)]
    #[case(&["een\ntwee"], OwnKind::LongText)]
    fn a_kind_takes_every_cell(#[case] texts: &[&str], #[case] kind: OwnKind) {
        assert_eq!(of_texts(texts), Some(kind));
    }

    #[test]
    fn a_number_that_a_spreadsheet_holds_is_one() {
        let number = |shown: &str, plain: &str| RawCell::Number { shown: shown.to_owned(), plain: plain.to_owned() };
        assert_eq!(guessed(&[number("1.234", "1234"), number("5,5", "5.5")]), Some((OwnKind::Number, vec![])));
        assert_eq!(guessed(&[RawCell::YesNo(true), RawCell::YesNo(false)]), Some((OwnKind::YesNo, vec![])));
        assert_eq!(guessed(&[RawCell::Date("28/11/2026".to_owned())]), Some((OwnKind::Date, vec![])));
    }

    #[test]
    fn what_no_kind_takes_becomes_no_field() {
        assert_eq!(guessed(&[]), None);
        assert_eq!(guessed(&[RawCell::Failed("#N/A".to_owned())]), None);
        assert_eq!(of_texts(&["goed", &"x".repeat(4_001)]), None);
    }

    #[test]
    fn options_keep_the_order_and_the_writing_in_which_they_came() {
        let texts = ["Groot", "Klein", "GROOT", "Klein", "Groot"].map(|text| RawCell::Text(text.to_owned()));
        assert_eq!(guessed(&texts), Some((OwnKind::Choice, vec!["Groot".to_owned(), "Klein".to_owned()])));
        let many: Vec<RawCell> = (0..60).map(|at| RawCell::Text(format!("Soort {}", at % 13))).collect();
        assert_eq!(guessed(&many), Some((OwnKind::Text, vec![])));
    }
}
