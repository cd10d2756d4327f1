//! The small vocabularies of a bulk file: yes and no, and names that the firm knows: of templates, options and colleagues.

use super::column::fold;
use crate::likeness::damerau;
use crate::texts::{Text, answers};

/// The longest text of which a name is guessed, in characters.
const LONGEST_GUESS: usize = 100;
/// How many slips a guess allows for at most.
const MOST_SLIPS: usize = 8;

/// Whether a cell says yes or no, in any of the languages, as a letter, a figure, or a spreadsheet's own word for it.
pub(crate) fn yes_or_no(text: &str) -> Option<bool> {
    let folded = fold(text);
    let is_among = |words: Text| words.in_all().any(|of| of.split_whitespace().any(|word| word == folded));
    match folded.as_str() {
        "1" | "x" => Some(true),
        "0" => Some(false),
        _ if is_among(answers::YES) => Some(true),
        _ if is_among(answers::NO) => Some(false),
        _ => None,
    }
}

/// Names that the firm knows, found whatever their case, accents, spaces and punctuation.
#[derive(Clone, Debug, Default)]
pub struct KnownNames {
    names: Vec<String>,
    folded: Vec<String>,
}

impl KnownNames {
    /// From the names as the firm writes them.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let names: Vec<String> = names.into_iter().collect();
        let folded = names.iter().map(|name| fold(name)).collect();
        KnownNames { names, folded }
    }

    /// The name as the firm writes it: an exact one first, then one that differs in spelling only.
    pub fn find(&self, text: &str) -> Option<&str> {
        self.place(text).map(|place| self.names[place].as_str())
    }

    /// The place of that name among all of them.
    pub(super) fn place(&self, text: &str) -> Option<usize> {
        let exact = self.names.iter().position(|name| name == text);
        let wanted = fold(text);
        exact.or_else(|| self.folded.iter().position(|name| *name == wanted && !wanted.is_empty()))
    }

    /// The name that was probably meant: at most one slip in three letters away, or the only one that begins so. Nothing is guessed of
    /// a text that is longer than names are: each row of a file may hold another one.
    pub fn nearest(&self, text: &str) -> Option<&str> {
        let wanted = fold(text);
        let letters = wanted.chars().count();
        if !(1..=LONGEST_GUESS).contains(&letters) {
            return None;
        }
        let near = |name: &String| damerau(name, &wanted, (letters / 3).clamp(1, MOST_SLIPS));
        let by_slips = (0..self.folded.len()).filter_map(|place| Some((near(&self.folded[place])?, place))).min();
        let mut beginning = (0..self.folded.len()).filter(|&place| self.folded[place].starts_with(&wanted));
        let by_beginning = match (beginning.next(), beginning.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        };
        by_slips.map(|(_, place)| place).or(by_beginning).map(|place| self.names[place].as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_yes_and_no() {
        for yes in ["Ja", "J", "Oui", "O", "YES", "y", "1", "TRUE", "waar"] {
            assert_eq!(yes_or_no(yes), Some(true), "{yes}");
        }
        for no in ["Nee", "neen", "N", "Non", "No", "0", "FALSE", "faux"] {
            assert_eq!(yes_or_no(no), Some(false), "{no}");
        }
        for neither in ["misschien", "2", "-", "?"] {
            assert_eq!(yes_or_no(neither), None, "{neither}");
        }
    }

    #[test]
    fn templates_are_found_by_name_and_guessed_by_likeness() {
        let names = KnownNames::new(["Standaard", "Eenmanszaak, forfait", "Vennootschap (groot)"].map(str::to_owned));
        assert_eq!(names.find(" standaard"), Some("Standaard"));
        assert_eq!(names.find("EENMANSZAAK  forfait"), Some("Eenmanszaak, forfait"));
        assert_eq!(names.find("Standard"), None);
        assert_eq!(names.nearest("Standard"), Some("Standaard"));
        assert_eq!(names.nearest("Vennootschap"), Some("Vennootschap (groot)"));
        assert_eq!(names.nearest("Iets heel anders"), None);
        assert_eq!(names.nearest("!"), None);
        let long = KnownNames::new(["x".repeat(150), "y".repeat(90)]);
        assert_eq!(long.nearest(&"x".repeat(149)), None, "longer than names are");
        assert_eq!(long.nearest(&format!("{}z", "y".repeat(89))), Some("y".repeat(90)).as_deref());
    }
}
