//! A record as its table of fields describes it.

use uuid::Uuid;

use super::Def;
use crate::{Country, clean, details::Check};

/// A record that is filled in field by field, as text.
pub trait Record: Clone + Default {
    /// Names a field.
    type Field: Copy + Eq + 'static;

    /// Every field, in the order of the table.
    const FIELDS: &'static [Self::Field];

    /// What the table says of a field.
    fn def(field: Self::Field) -> Def;

    /// The text of a field; none where it holds no text.
    fn text(&self, field: Self::Field) -> Option<&String>;

    /// The same, to change it.
    fn text_mut(&mut self, field: Self::Field) -> Option<&mut String>;

    /// What is answered in a field; none where it holds no yes or no.
    fn yes_no(&self, field: Self::Field) -> Option<bool>;

    /// Fills a field in: an answer by `true` or `false`, a record by its id.
    fn fill(&mut self, field: Self::Field, text: &str);

    /// Whether another record says the same in a field.
    fn agrees(&self, field: Self::Field, other: &Self) -> bool;

    /// Takes a field from another record.
    fn take(&mut self, field: Self::Field, other: &Self);

    /// The field of this name.
    fn field(key: &str) -> Option<Self::Field> {
        Self::FIELDS.iter().copied().find(|field| Self::def(*field).key == key)
    }

    /// The fields that are drawn by their kind, with what the table says of each.
    fn drawn() -> impl Iterator<Item = (Self::Field, Def)> {
        Self::FIELDS.iter().map(|field| (*field, Self::def(*field))).filter(|(_, def)| !def.by_hand)
    }

    /// Whether no text was filled in, whatever stands in this field.
    fn is_blank_but_for(&self, but: Self::Field) -> bool {
        let others = Self::FIELDS.iter().filter(|field| **field != but);
        others.filter_map(|field| self.text(*field)).all(|text| clean::is_blank(text))
    }

    /// Reads each field by its kind, into its normal form; numbers as in `country`.
    fn read(&self, check: &mut Check, country: Option<Country>) -> Self {
        let mut read = self.clone();
        for field in Self::FIELDS {
            let Def { key, kind, required, .. } = Self::def(*field);
            let Some(text) = read.text_mut(*field) else { continue };
            *text = match required || !clean::is_blank(text) {
                true => check.keep(key, kind.read(text, country)),
                false => String::new(),
            };
        }
        read
    }
}

/// Makes of a table the record, the names of its fields, and what is known of each.
macro_rules! record {
    (
        $(#[$about:meta])* $Details:ident, $(#[$names:meta])* $Field:ident:
        $($(#[$doc:meta])* $Name:ident $field:ident: $kind:ident [$($mark:ident)*],)*
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $Details {
            $($(#[$doc])* pub $field: $crate::type_of_kind!($kind),)*
        }

        $(#[$names])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Field {
            $($(#[$doc])* $Name,)*
        }

        impl Record for $Details {
            type Field = $Field;

            const FIELDS: &'static [$Field] = &[$($Field::$Name),*];

            fn def(field: $Field) -> Def {
                match field {
                    $($Field::$Name => const { Def::new(stringify!($field), Kind::$kind)$(.$mark())* },)*
                }
            }

            fn text(&self, field: $Field) -> Option<&String> {
                match field {
                    $($Field::$Name => self.$field.text(),)*
                }
            }

            fn text_mut(&mut self, field: $Field) -> Option<&mut String> {
                match field {
                    $($Field::$Name => self.$field.text_mut(),)*
                }
            }

            fn yes_no(&self, field: $Field) -> Option<bool> {
                match field {
                    $($Field::$Name => self.$field.yes_no(),)*
                }
            }

            fn fill(&mut self, field: $Field, text: &str) {
                match field {
                    $($Field::$Name => self.$field.fill(text),)*
                }
            }

            fn agrees(&self, field: $Field, other: &Self) -> bool {
                match field {
                    $($Field::$Name => self.$field == other.$field,)*
                }
            }

            fn take(&mut self, field: $Field, other: &Self) {
                match field {
                    $($Field::$Name => self.$field.clone_from(&other.$field),)*
                }
            }
        }
    };
}
pub(super) use record;

/// What a field holds, as text or as an answer where it is one.
pub(super) trait Value {
    fn text(&self) -> Option<&String> {
        None
    }
    fn text_mut(&mut self) -> Option<&mut String> {
        None
    }
    fn yes_no(&self) -> Option<bool> {
        None
    }
    fn fill(&mut self, text: &str);
}

impl Value for String {
    fn text(&self) -> Option<&String> {
        Some(self)
    }
    fn text_mut(&mut self) -> Option<&mut String> {
        Some(self)
    }
    fn fill(&mut self, text: &str) {
        text.clone_into(self);
    }
}

impl Value for bool {
    fn yes_no(&self) -> Option<bool> {
        Some(*self)
    }
    fn fill(&mut self, text: &str) {
        *self = text == "true";
    }
}

impl Value for Option<Uuid> {
    fn fill(&mut self, text: &str) {
        *self = text.parse().ok();
    }
}
