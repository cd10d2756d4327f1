//! The list as it crosses the wire.

use domain::customers::Status;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    address::{Cursor, OwnChoice, Sort, Tab},
    layout::Layout,
};
use crate::customers::records::Named;

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
    /// The columns that are shown, as the viewer wants them.
    pub layout: Layout,
}

/// A field of the firm's own that the list can be narrowed by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnGroup {
    pub field: Uuid,
    pub label: String,
    /// Its values, each with its words.
    pub choices: Vec<(String, String)>,
}

impl OwnGroup {
    /// A value of this field, behind its label.
    pub fn words(&self, choice: &OwnChoice) -> Option<String> {
        let chosen = self.choices.iter().find(|(value, _)| choice.field == self.field && choice.value == *value);
        chosen.map(|(_, words)| format!("{}: {words}", self.label))
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
