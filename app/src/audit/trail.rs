//! Who made a record and who changed it last, as the screen tells it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who made a change, by the name a person knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    Colleague(String),
    /// The customer itself, through its own page.
    Customer(String),
    /// A bulk file, by its name.
    Import(String),
    /// Kantoor itself.
    System,
}

/// Who and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub at: DateTime<Utc>,
    pub who: Who,
}

/// The first and the last change of a record. None where the change log does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    pub entered: Option<Stamp>,
    /// None while nobody has changed it since.
    pub changed: Option<Stamp>,
}

impl Trail {
    /// Adds a change that came after those it knows. What was written at the same moment as the record itself is no change.
    pub fn add(&mut self, stamp: Stamp) {
        match &self.entered {
            None => self.entered = Some(stamp),
            Some(entered) if entered.at != stamp.at => self.changed = Some(stamp),
            Some(_) => {}
        }
    }
}
