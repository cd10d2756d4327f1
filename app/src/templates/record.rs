//! Templates as they cross the wire.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody chooses a template by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChoice {
    pub id: Uuid,
    pub name: String,
}
