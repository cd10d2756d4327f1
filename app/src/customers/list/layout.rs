//! The window settings of the list: which columns a colleague sees, in which order and how wide, and how close its rows stand.

use std::borrow::Cow;

use domain::permissions::Area;
use serde::{Deserialize, Serialize};

use super::columns::{Column, NAME, OwnColumn, STANDARD};
use crate::limits::{COLUMN_WIDTHS, COLUMNS};

/// What a colleague chose. Without a column it is the list as it comes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    pub columns: Vec<Shown>,
    /// The rows stand closer.
    #[serde(default)]
    pub compact: bool,
    /// The fields of the firm's own that can be columns. The server says which; of what is sent to it they are no part.
    #[serde(default)]
    pub own: Vec<OwnColumn>,
}

/// A column that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The key of its row in the table of columns.
    pub key: String,
    /// In pixels; none where it is as wide as it comes.
    #[serde(default)]
    pub width: Option<u16>,
}

impl Layout {
    /// What of this can be shown to somebody with these rights, who sees these fields of the firm's own: known columns that are open,
    /// each once, within the limits. The name is always among them. Where none is left, the columns are those of the list as it comes.
    pub fn shown_to(&self, may_read: impl Fn(Area) -> bool, own: Vec<OwnColumn>) -> Self {
        let mut columns: Vec<Shown> = Vec::new();
        for shown in &self.columns {
            let is_new = columns.iter().all(|other| other.key != shown.key);
            let is_open = Column::among(&own, &shown.key).is_some_and(|column| column.is_open(&may_read));
            if is_new && is_open && columns.len() < COLUMNS {
                columns.push(Shown { width: shown.width.map(within), ..shown.clone() });
            }
        }
        if columns.is_empty() {
            columns = STANDARD.map(Shown::of).into();
        } else if columns.iter().all(|shown| shown.key != NAME) {
            columns.insert(0, Shown::of(NAME));
        }
        Self { columns, compact: self.compact, own }
    }

    /// Whether it is the list as it comes.
    pub fn is_standard(&self) -> bool {
        !self.compact && self.has_standard_columns()
    }

    /// Whether its columns are those of the list as it comes.
    pub fn has_standard_columns(&self) -> bool {
        self.columns.is_empty() || self.columns == STANDARD.map(Shown::of)
    }

    /// The columns with what is known of each.
    pub fn columns(&self) -> impl Iterator<Item = (Cow<'static, Column>, &Shown)> {
        self.columns.iter().filter_map(|shown| Some((Column::among(&self.own, &shown.key)?, shown)))
    }

    /// As it is kept: `number name:240 vat`.
    pub fn text(&self) -> String {
        let word = |shown: &Shown| match shown.width {
            Some(width) => format!("{}:{width}", shown.key),
            None => shown.key.clone(),
        };
        self.columns.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    /// From how it is kept.
    pub fn read(text: &str, compact: bool) -> Self {
        let shown = |word: &str| {
            let (key, width) = word.split_once(':').unwrap_or((word, ""));
            Shown { key: key.to_owned(), width: width.parse().ok() }
        };
        Self { columns: text.split_whitespace().map(shown).collect(), compact, own: Vec::new() }
    }
}

impl Shown {
    fn of(key: &str) -> Self {
        Self { key: key.to_owned(), width: None }
    }
}

/// A width that a column may have.
pub fn within(width: u16) -> u16 {
    width.clamp(*COLUMN_WIDTHS.start(), *COLUMN_WIDTHS.end())
}

#[cfg(test)]
mod tests {
    use domain::own_fields::OwnKind;
    use uuid::Uuid;

    use super::*;
    use crate::i18n::Locale;

    fn shown(text: &str, may_read: impl Fn(Area) -> bool) -> String {
        Layout::read(text, false).shown_to(may_read, Vec::new()).text()
    }

    #[test]
    fn only_what_is_known_and_open_is_shown() {
        for (chosen, expected) in [
            ("", "number name vat city status manager_id"),
            ("weg", "number name vat city status manager_id"),
            ("name city", "name city"),
            ("city weg name city:90", "city name"),
            ("city", "name city"),
            ("name:1 city:9000 vat:240 phone:x", "name:48 city:800 vat:240 phone"),
        ] {
            assert_eq!(shown(chosen, |_| true), expected, "{chosen}");
        }
        let all = "name iban contact contact_email credit_limit phone";
        assert_eq!(shown(all, |area| area == Area::Contacts), "name contact contact_email phone");
        assert_eq!(shown(all, |_| false), "name phone");
        assert_eq!(shown("iban", |_| false), "number name vat city status manager_id", "what is left is nothing");
    }

    #[test]
    fn a_field_of_the_firms_own_is_shown_while_it_is_known() {
        let own = OwnColumn { id: Uuid::from_u128(7), label: "Kast".into(), kind: OwnKind::Text };
        let chosen = Layout::read("own_00000000000000000000000000000007:90 name own_8", false);
        let layout = chosen.shown_to(|_| false, vec![own]);
        assert_eq!(layout.text(), "own_00000000000000000000000000000007:90 name");
        let labels: Vec<String> = layout.columns().map(|(column, _)| column.label(Locale::nl)).collect();
        assert_eq!(labels, ["Kast", "Naam"]);
        assert_eq!(chosen.shown_to(|_| true, Vec::new()).text(), "name");
    }

    #[test]
    fn a_layout_is_kept_as_it_is() {
        for text in ["", "number name:240 vat", "name"] {
            assert_eq!(Layout::read(text, true).text(), text);
        }
    }

    #[test]
    fn the_list_as_it_comes_is_known() {
        let standard = Layout::default().shown_to(|_| true, Vec::new());
        assert!(standard.is_standard());
        assert!(!Layout { compact: true, ..standard.clone() }.is_standard());
        for text in ["name number vat city status manager_id", "number name vat city:90 status manager_id", "name"] {
            assert!(!Layout::read(text, false).is_standard(), "{text}");
        }
    }
}
