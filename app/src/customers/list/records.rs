//! The list as it crosses the wire.

use domain::{customers::Status, own_fields::OwnKind};
use leptos_i18n::td_string;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    address::{Asked, Cursor, OwnChoice, Sort, Tab},
    layout::Layout,
};
use crate::{customers::records::Named, i18n::*, own_fields::words};

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage {
    pub rows: Vec<Row>,
    /// What the rows are sorted by.
    pub sort: Sort,
    /// Where the page before this one ends; none on the first.
    pub previous: Option<Cursor>,
    /// Where the next page begins; none on the last.
    pub next: Option<Cursor>,
    pub counts: Counts,
    /// The business units of the firm, to filter by.
    pub units: Vec<Named>,
    /// And its categories.
    pub categories: Vec<Named>,
    /// And its own fields.
    pub own: Vec<OwnGroup>,
    /// Why nobody can have what is asked of an own field, in the viewer's language: what was typed is no value of its kind.
    pub unread: Option<String>,
    /// The columns that are shown, as the viewer wants them.
    pub layout: Layout,
}

/// A field of the firm's own that the list can be narrowed by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnGroup {
    pub field: Uuid,
    pub kind: OwnKind,
    pub label: String,
    /// The values that are chosen, each with its words.
    pub choices: Vec<(String, String)>,
}

impl OwnGroup {
    /// What is asked of this field, behind its label; none where it is of another.
    pub fn words(&self, l: Locale, choice: &OwnChoice) -> Option<String> {
        if choice.field != self.field {
            return None;
        }
        // Any other stands there as it was typed.
        let of = |bound: &str| match self.kind {
            OwnKind::Date => words::readable(l, self.kind, bound),
            _ => bound.to_owned(),
        };
        let said = match choice.asked() {
            Asked::Value(value) => {
                self.choices.iter().find(|(known, _)| known == value).map(|(_, words)| words.clone())?
            }
            Asked::Empty => td_string!(l, customers.own_empty).to_owned(),
            Asked::Filled | Asked::Begins("") | Asked::Within("", "") => td_string!(l, customers.own_filled).to_owned(),
            Asked::Begins(text) => td_string!(l, customers.own_begins_with, value = text.to_owned()),
            Asked::Within(from, "") => td_string!(l, customers.own_from, value = of(from)),
            Asked::Within("", to) => td_string!(l, customers.own_to, value = of(to)),
            Asked::Within(from, to) => td_string!(l, customers.own_from_to, from = of(from), to = of(to)),
        };
        Some(format!("{}: {said}", self.label))
    }

    /// How the list can be narrowed by it, as it is offered, each with its words.
    pub fn offers(&self, l: Locale) -> Vec<(String, String)> {
        let offer = |asked: Asked<'_>, words: &str| {
            (OwnChoice::of(self.field, asked).text(), format!("{}: {words}", self.label))
        };
        let mut offers: Vec<(String, String)> =
            self.choices.iter().map(|(value, words)| offer(Asked::Value(value), words)).collect();
        if self.kind.has_bounds() {
            offers.push(offer(Asked::Within("", ""), td_string!(l, customers.own_within)));
        }
        if self.kind.has_beginnings() {
            offers.push(offer(Asked::Begins(""), td_string!(l, customers.own_begins)));
        }
        offers.push(offer(Asked::Filled, td_string!(l, customers.own_filled)));
        offers.push(offer(Asked::Empty, td_string!(l, customers.own_empty)));
        offers
    }
}

/// A list for paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    pub rows: Vec<Row>,
    /// The columns of the list.
    pub layout: Layout,
    /// The business unit, the category and the value of an own field that the list is narrowed to.
    pub groups: Vec<String>,
    /// There are more than are printed at once.
    pub more: bool,
}

/// One customer in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Row {
    pub id: Uuid,
    pub version: i32,
    pub number: i64,
    pub name: String,
    pub vat: String,
    pub city: String,
    pub status: Status,
    pub manager: Option<String>,
    /// The texts of the columns that are read beside the row, in the order in which they are shown.
    pub more: Vec<String>,
}

/// How many customers there are. Counting stops where the exact number no longer matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Count {
    Exactly(u64),
    MoreThan(u64),
}

impl Count {
    /// There is none.
    pub fn is_none(self) -> bool {
        self == Self::Exactly(0)
    }
}

/// The customers before and behind one in a list; none beyond its ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    pub previous: Option<Uuid>,
    pub next: Option<Uuid>,
}

/// How many customers each tab holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub active: Count,
    pub draft: Count,
    pub inactive: Count,
}

impl Counts {
    /// Asks for each tab.
    pub fn of(count: impl Fn(Tab) -> Count) -> Self {
        Self { active: count(Tab::Active), draft: count(Tab::Draft), inactive: count(Tab::Inactive) }
    }

    /// How many customers a tab holds.
    pub const fn in_tab(&self, tab: Tab) -> Count {
        match tab {
            Tab::Active => self.active,
            Tab::Draft => self.draft,
            Tab::Inactive => self.inactive,
        }
    }
}
