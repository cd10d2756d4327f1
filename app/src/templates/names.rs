//! The names of templates, for a customer's history.

use entity::template;

use crate::audit::{
    history::Shown,
    kind::{Source, names_in},
};

/// Templates, also the archived.
pub static TEMPLATES: Source = Source {
    key: "template",
    read: |db, asked| {
        use template::Column::{FirmId, Id, Name};
        Box::pin(names_in::<template::Entity>(db, (FirmId, asked.viewer.firm_id), [Id, Name], asked.ids.clone()))
    },
    gone: Shown::Gone,
};
