//! The names of what a firm groups its customers by, for a customer's history.

use entity::{business_unit, category};

use crate::audit::{
    history::Shown,
    kind::{Source, names_in},
};

/// Business units.
pub static BUSINESS_UNITS: Source = Source {
    key: "business_unit",
    read: |db, asked| {
        use business_unit::Column::{FirmId, Id, Name};
        Box::pin(names_in::<business_unit::Entity>(db, (FirmId, asked.viewer.firm_id), [Id, Name], asked.ids.clone()))
    },
    gone: Shown::Gone,
};

/// Categories.
pub static CATEGORIES: Source = Source {
    key: "category",
    read: |db, asked| {
        use category::Column::{FirmId, Id, Name};
        Box::pin(names_in::<category::Entity>(db, (FirmId, asked.viewer.firm_id), [Id, Name], asked.ids.clone()))
    },
    gone: Shown::Gone,
};
