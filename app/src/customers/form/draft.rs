//! Details while somebody types them: a signal a field.

use domain::{
    address_fields, contact_fields, customer_fields,
    details::{AddressDetails, ContactDetails, CustomerDetails},
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
        $(#[$about:meta])* $draft:ident of $details:ident:
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
    };
}

customer_fields! { draft,
    /// A customer's own data.
    CustomerDraft of CustomerDetails:
}

address_fields! { draft,
    /// An address.
    AddressDraft of AddressDetails:
}

contact_fields! { draft,
    /// A contact.
    ContactDraft of ContactDetails:
}
