//! Details while somebody types them: a signal a field.

use domain::{
    address_fields, contact_fields, customer_fields,
    details::{AddressDetails, ContactDetails, CustomerDetails},
    fields::{AddressField, ContactField, CustomerField, Record},
    type_of_kind,
};
use leptos::prelude::*;
use uuid::Uuid;

/// A value that a field of a form can hold.
pub trait Typed {
    type Shown: Clone + Send + Sync + 'static;

    /// As the field shows it.
    fn shown(&self) -> Self::Shown;
    /// As it was typed.
    fn typed(shown: Self::Shown) -> Self;
}

impl Typed for String {
    type Shown = String;

    fn shown(&self) -> String {
        self.clone()
    }
    fn typed(shown: String) -> Self {
        shown
    }
}

impl Typed for bool {
    type Shown = bool;

    fn shown(&self) -> bool {
        *self
    }
    fn typed(shown: bool) -> Self {
        shown
    }
}

/// Details while somebody types them.
pub trait Draft: Copy + 'static {
    type Details: Record;

    /// Where a field is typed; none where it is no text.
    fn text(self, field: <Self::Details as Record>::Field) -> Option<RwSignal<String>>;
    /// Where a field is ticked; none where it is no yes or no.
    fn yes_no(self, field: <Self::Details as Record>::Field) -> Option<RwSignal<bool>>;
}

/// The signal of a field by what it holds.
trait OfField: Sized {
    fn text(self) -> Option<RwSignal<String>> {
        None
    }
    fn yes_no(self) -> Option<RwSignal<bool>> {
        None
    }
}

impl OfField for RwSignal<String> {
    fn text(self) -> Option<RwSignal<String>> {
        Some(self)
    }
}

impl OfField for RwSignal<bool> {
    fn yes_no(self) -> Option<RwSignal<bool>> {
        Some(self)
    }
}

/// Something chosen from a list; nothing chosen is an empty text.
impl Typed for Option<Uuid> {
    type Shown = String;

    fn shown(&self) -> String {
        self.map(|id| id.to_string()).unwrap_or_default()
    }
    fn typed(shown: String) -> Self {
        shown.parse().ok()
    }
}

macro_rules! draft {
    (
        $(#[$about:meta])* $draft:ident of $details:ident by $Field:ident:
        $($(#[$doc:meta])* $Name:ident $field:ident: $kind:ident [$($mark:ident)*],)*
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy)]
        pub struct $draft {
            $(pub $field: RwSignal<<type_of_kind!($kind) as Typed>::Shown>,)*
        }

        impl $draft {
            /// Begins with these details.
            pub fn of(details: &$details) -> Self {
                Self { $($field: RwSignal::new(details.$field.shown()),)* }
            }

            /// What is typed now.
            pub fn read(self) -> $details {
                $details { $($field: Typed::typed(self.$field.get()),)* }
            }

            /// Shows other details.
            pub fn write(self, details: &$details) {
                $(self.$field.set(details.$field.shown());)*
            }
        }

        impl Draft for $draft {
            type Details = $details;

            fn text(self, field: $Field) -> Option<RwSignal<String>> {
                match field {
                    $($Field::$Name => self.$field.text(),)*
                }
            }

            fn yes_no(self, field: $Field) -> Option<RwSignal<bool>> {
                match field {
                    $($Field::$Name => self.$field.yes_no(),)*
                }
            }
        }
    };
}

customer_fields! { draft,
    /// A customer's own data.
    CustomerDraft of CustomerDetails by CustomerField:
}

address_fields! { draft,
    /// An address.
    AddressDraft of AddressDetails by AddressField:
}

contact_fields! { draft,
    /// A contact.
    ContactDraft of ContactDetails by ContactField:
}
