//! A form that could not be saved goes back to its page with what was typed, in a cookie that lives for minutes: so that nothing is
//! lost without JavaScript, and nothing personal stands in an address.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{AppError, Fields};

/// Which form of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    Details,
    /// None is a new one.
    Address(Option<Uuid>),
    Contact(Option<Uuid>),
}

impl Form {
    /// Its name on the page: what its address jumps to, and what its fields begin with.
    pub fn anchor(self) -> String {
        match self {
            Self::Details => "gegevens".to_owned(),
            Self::Address(None) => "adres".to_owned(),
            Self::Address(Some(id)) => format!("adres-{}", id.simple()),
            Self::Contact(None) => "contact".to_owned(),
            Self::Contact(Some(id)) => format!("contact-{}", id.simple()),
        }
    }
}

/// What was typed, and why it was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub form: Form,
    pub values: Values,
    pub wrong: Fields,
    /// The version of the record that was edited.
    pub version: i32,
    /// The session had ended when it was sent.
    pub signed_out: bool,
    /// Somebody at the firm changed the same record meanwhile.
    pub conflict: bool,
    /// What it was refused for, where it is neither of these.
    pub refused: Option<AppError>,
    /// The fields whose text was too long to come back whole.
    pub cut: Vec<String>,
}

/// The texts of a form by the name of their field.
pub type Values = BTreeMap<String, String>;

/// The texts of details.
pub fn values_of(details: &impl Serialize) -> Values {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(details) else { return Values::new() };
    fields.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect()
}
