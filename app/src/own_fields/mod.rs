//! Fields that a firm makes itself: their definitions, which an administrator keeps under Instellingen, and what customers have in
//! them.

pub mod api;
mod facts;
mod form;
#[cfg(feature = "ssr")]
pub mod found;
#[cfg(feature = "ssr")]
pub mod kinds;
mod new_kind;
#[cfg(feature = "ssr")]
pub mod of_customer;
#[cfg(feature = "ssr")]
pub mod of_portal;
#[cfg(feature = "ssr")]
mod plain;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod reading;
mod record;
#[cfg(feature = "ssr")]
pub mod store;
mod values;
pub mod words;

pub use facts::{OwnFacts, OwnLines};
pub use form::{AddedDraft, OwnDraft, OwnPart};
#[cfg(feature = "ssr")]
pub use new_kind::work;
pub use new_kind::{Ahead, Back, KindAsked, KindRequest, KindStep, KindView, LastChange, Misfit};
#[cfg(feature = "ssr")]
pub use plain::sent;
pub use record::{
    ArchiveRequest, FieldRequest, Fields, ON_TAB, OwnField, PLACE, ShiftRequest, help_name, label_name, option_name,
};
pub use values::{
    ADDED_LABEL, ADDED_VALUE, AddedField, OWN, OWN_SEEN, OwnFact, OwnForm, OwnPatch, OwnValues, id_of, name_of,
};
