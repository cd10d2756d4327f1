//! Details while somebody types them: a signal a field.

use domain::details::{AddressDetails, ContactDetails, CustomerDetails};
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
    ($(#[$doc:meta])* $draft:ident of $details:ident { $($field:ident: $kind:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $draft {
            $(pub $field: RwSignal<<$kind as Typed>::Shown>,)+
        }

        impl $draft {
            /// Begins with these details.
            pub fn of(details: &$details) -> Self {
                Self { $($field: RwSignal::new(details.$field.shown()),)+ }
            }

            /// What is typed now.
            pub fn read(self) -> $details {
                $details { $($field: <$kind>::typed(self.$field.get()),)+ }
            }

            /// Shows other details.
            pub fn write(self, details: &$details) {
                $(self.$field.set(details.$field.shown());)+
            }
        }
    };
}

draft! {
    /// A customer's own data.
    CustomerDraft of CustomerDetails {
        name: String, number: String, vat: String, company_number: String, external_reference: String, country: String,
        locale: String, iban: String, email: String, phone: String, mobile: String, website: String, description: String,
        mandate: bool, manager_id: Option<Uuid>, business_unit_id: Option<Uuid>,
    }
}

draft! {
    /// An address.
    AddressDraft of AddressDetails {
        label: String, street: String, house_number: String, box_number: String, postcode: String, city: String,
        country: String,
    }
}

draft! {
    /// A contact.
    ContactDraft of ContactDetails {
        first_name: String, last_name: String, email: String, phone: String, mobile: String, role: String, locale: String,
    }
}
