//! The buttons of an import's page: start, try again, throw away.

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use crate::{
    i18n::*,
    imports::api::{self, ImportRequest},
    ui::{allowed, message, use_toaster},
};

/// What can be done with an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Start,
    Retry,
    Discard,
}

/// How a page does it.
#[derive(Clone, Copy)]
pub struct Steps {
    /// Whether the colleague at the screen may import.
    pub allowed: bool,
    pub pending: RwSignal<bool>,
    pub take: Callback<Step>,
}

/// Asks the server and shows the import as it is then.
pub fn use_step(id: Uuid, refetch: Callback<()>) -> Steps {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let pending = RwSignal::new(false);
    let take = Callback::new(move |step| {
        pending.set(true);
        spawn_local(async move {
            let request = ImportRequest { id };
            let outcome = match step {
                Step::Start => api::start(request).await,
                Step::Retry => api::retry(request).await,
                Step::Discard => api::discard(request).await,
            };
            if let Err(error) = outcome {
                toaster.problem(message(i18n, &error));
            }
            // Also after a refusal: a colleague may have been faster. The page may have been left meanwhile.
            pending.try_set(false);
            refetch.try_run(());
        });
    });
    Steps { allowed: allowed(Area::Imports, Level::Edit) && allowed(Area::Customers, Level::Edit), pending, take }
}
