//! Looks for duplicates while somebody types, and before a save.

use domain::Line;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    api,
    draft::{AddressDraft, CustomerDraft},
    request::DuplicatesRequest,
};
use crate::customers::records::Duplicates;

/// What a customer in the form is looked for by; `except` is the customer that the form changes. What is longer than it may be is told
/// beside its field; its beginning is looked for.
pub fn sought(customer: CustomerDraft, address: AddressDraft, except: Option<Uuid>) -> DuplicatesRequest {
    let beginning = |text: &str| text.chars().take(Line::MAX).collect::<String>();
    let typed = customer.read();
    DuplicatesRequest {
        name: beginning(&typed.full_name()),
        vat: beginning(&typed.vat),
        company_number: beginning(&typed.company_number),
        country: customer.country.get(),
        postcode: beginning(&address.postcode.get()),
        except,
    }
}

/// The duplicates that were found last, and what they were found by.
#[derive(Clone, Copy)]
pub struct DuplicateSearch {
    found: RwSignal<Duplicates>,
    /// Whether they stopped a save, and did not only come up while somebody typed.
    stopped: StoredValue<bool>,
    /// Whoever saw these duplicates and saves again means it.
    looked_for: StoredValue<DuplicatesRequest>,
    /// A save looks by itself: what was asked before it, and is answered after, says nothing any more.
    saves: StoredValue<u32>,
}

impl DuplicateSearch {
    /// None yet; what is `known` already is not looked for.
    pub fn new(known: DuplicatesRequest) -> Self {
        Self {
            found: RwSignal::new(Duplicates::default()),
            stopped: StoredValue::new(false),
            looked_for: StoredValue::new(known),
            saves: StoredValue::new(0),
        }
    }

    /// Those that came up while somebody typed.
    pub fn noted(self) -> Option<Duplicates> {
        self.told(false)
    }

    /// Those that stopped a save.
    pub fn stopped(self) -> Option<Duplicates> {
        self.told(true)
    }

    fn told(self, stopped: bool) -> Option<Duplicates> {
        Some(self.found.get()).filter(|found| !found.is_none() && self.stopped.get_value() == stopped)
    }

    /// Says nothing more of those that were found.
    pub fn forget(self) {
        self.found.set(Duplicates::default());
    }

    /// Looks while somebody types, unless the same was looked for before.
    pub fn look(self, sought: DuplicatesRequest) {
        if self.looked_for.with_value(|before| *before == sought) {
            return;
        }
        let save = self.saves.get_value();
        spawn_local(async move {
            let found = api::duplicates(sought.clone()).await.unwrap_or_default();
            // Somebody may have saved, or looked for the same, meanwhile.
            if self.saves.try_get_value() != Some(save)
                || self.looked_for.try_with_value(|last| *last != sought) != Some(true)
            {
                return;
            }
            self.looked_for.set_value(sought);
            // A field that is tidied when it is left is looked for once more: what is found again is told as it was.
            if self.found.with_untracked(|told| *told != found) {
                self.stopped.set_value(false);
                self.found.set(found);
            }
        });
    }

    /// Looks before a save, and says whether what it found stops it. A lookup that fails must not keep anybody from saving.
    pub async fn stop(self, sought: DuplicatesRequest) -> bool {
        self.saves.try_update_value(|saves| *saves += 1);
        let found = api::duplicates(sought.clone()).await.unwrap_or_default();
        let stop = sought.is_stopped_by(&found);
        self.looked_for.try_update_value(|last| *last = sought);
        self.stopped.try_update_value(|stopped| *stopped = stop);
        let _ = self.found.try_set(found);
        stop
    }
}
