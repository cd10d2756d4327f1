//! A firm's own fields: what a value of each kind is, how a text becomes one, and by what it sorts. The definition of a field and
//! its values are rows in the database, so a firm makes a field without a new version of the product.
//!
//! A value is kept as one text in every language, as [`OwnKind::read`] gives it.

mod convert;
#[cfg(test)]
mod convert_tests;
mod key;
mod kind;
mod labels;
mod number;
mod options;
mod required;
mod sharing;
#[cfg(test)]
mod tests;

pub use convert::{People, Speech, note_labels, options_for, written_day};
pub use key::sort_key;
pub use kind::OwnKind;
pub use labels::Labels;
pub use number::written_in;
pub use options::{Options, OwnOption};
pub use required::RequiredFrom;
pub use sharing::Sharing;

use crate::permissions::Area;

/// The areas of permission that can guard an own field beside that of customers.
pub const GUARDING: [Area; 3] = [Area::Contacts, Area::Financial, Area::Settings];
