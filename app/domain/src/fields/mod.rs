//! The fields of a customer and of its records, one table each. What a form asks, a card shows, the customer may change and the
//! history tells follows from it.
//!
//! `customer_fields!`, `address_fields!` and `contact_fields!` hand their table to another macro, which makes something of every
//! field: `name: Kind [marks]`. A field that is added there is known everywhere.

mod choice;
mod def;
mod kind;
mod labels;
mod legal_form;
mod record;
mod tables;

pub use choice::{Choice, INDIVIDUAL};
pub use def::{Audience, Def, Section};
pub use kind::Kind;
pub use labels::label;
pub use record::Record;
pub use tables::{AddressDetails, AddressField, ContactDetails, ContactField, CustomerDetails, CustomerField};

#[doc(hidden)]
pub use uuid::Uuid;

/// The Rust type that holds a value of a kind while it is filled in: text, unless it is a choice between yes and no or refers to a
/// record.
#[macro_export]
macro_rules! type_of_kind {
    (YesNo) => { bool };
    (Reference) => { Option<$crate::fields::Uuid> };
    ($text:ident) => { String };
}
