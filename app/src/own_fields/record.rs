//! Own fields as they cross the wire.

use std::collections::BTreeMap;

use domain::{
    Language, Rejection,
    own_fields::{Labels, Options, OwnKind, RequiredFrom, Sharing},
    permissions::Area,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A field as it is defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnField {
    pub id: Uuid,
    pub version: i32,
    pub labels: Labels,
    pub kind: OwnKind,
    pub options: Options,
    pub required_from: RequiredFrom,
    /// The area of permission that guards it beside that of customers.
    pub area: Option<Area>,
    /// What customers see of it.
    pub sharing: Sharing,
    /// What explains it, where something does.
    pub help: Labels,
    /// The kind that it was made with: values say as which they were written where it is another.
    pub first_kind: OwnKind,
    /// It is offered no more; what it holds is kept.
    pub archived: bool,
    /// One customer alone has it.
    pub of_customer: bool,
    /// It stands on the tab *Vrije kenmerken* where the card has that, else with the others. One that a customer alone has does.
    pub on_tab: bool,
}

impl OwnField {
    /// A text as a value of the field.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(&self, text: &str) -> Result<String, Rejection> {
        self.kind.read(text, &self.options)
    }

    /// The kind of a value of the field that was stored with this key of one.
    #[must_use]
    pub fn kind_of(&self, key: &str) -> OwnKind {
        if key.is_empty() { self.first_kind } else { OwnKind::from_key(key).unwrap_or(self.kind) }
    }

    /// What is stored of its kind with a value.
    #[must_use]
    pub fn stored_kind(&self) -> &'static str {
        if self.kind == self.first_kind { "" } else { self.kind.key() }
    }
}

/// The fields of a firm, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    pub fields: Vec<OwnField>,
    /// Whether the ready-made set was added.
    pub has_set: bool,
}

/// A field as somebody defines it; a new one has no id yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldRequest {
    pub id: Option<Uuid>,
    pub version: i32,
    pub labels: Labels,
    /// Of a field that is there it stays what it is.
    pub kind: OwnKind,
    /// The labels of the options that there are, by their keys; an empty one takes its option away.
    #[serde(default)]
    pub options: BTreeMap<u16, String>,
    /// New options, one a line.
    #[serde(default)]
    pub more_options: String,
    #[serde(default)]
    pub required_from: RequiredFrom,
    #[serde(default)]
    pub area: Option<Area>,
    /// Whether it stands on the tab *Vrije kenmerken*; where nothing is said of it, it stays where it is.
    #[serde(default)]
    pub on_tab: Option<bool>,
    #[serde(default)]
    pub sharing: Sharing,
    /// A page that does not know of it leaves it as it is.
    #[serde(default)]
    pub help: Option<Labels>,
}

/// A field to be offered no more, or again.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ArchiveRequest {
    pub id: Uuid,
    pub version: i32,
    pub archived: bool,
}

/// A field to change places with the one before or after it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ShiftRequest {
    pub id: Uuid,
    pub up: bool,
}

/// The name of the choice in the form where a field stands, and what is sent for the tab.
pub const PLACE: &str = "place";
pub const ON_TAB: &str = "tab";

/// The name of the label of a language in the form.
#[must_use]
pub fn label_name(language: Language) -> String {
    format!("label_{}", language.as_str())
}

/// The name of what explains the field in a language, in the form.
#[must_use]
pub fn help_name(language: Language) -> String {
    format!("help_{}", language.as_str())
}

/// The name of the label of an option in the form.
#[must_use]
pub fn option_name(key: u16) -> String {
    format!("option_{key}")
}
