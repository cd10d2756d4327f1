//! What the features hand to the server: their jobs, the schedule, the kinds of records of which a customer's history speaks, and their
//! routes that are no server function.

use axum::{Router, extract::FromRef, routing::get};
use chrono::Duration;

use crate::{
    access::kinds::ACCESS,
    audit::kind::Kinds,
    context::AppContext,
    customers::{
        kinds::{ADDRESS, CATEGORISATION, CONTACT, CUSTOMER, NOTE, PROPOSAL},
        list::{address, export},
        portal_changes::digest::QueueDigests,
    },
    imports::{
        self,
        retention::RemoveOldFiles,
        work::{CheckImport, RunImport},
    },
    integrations::kinds::{ASSIGNMENT, INTEGRATION},
    invitations::{bulk::InviteCustomers, kinds::INVITATION},
    jobs::{self, ForgetEndedJobs, Registry, registry::DuplicateKey},
    mail::ForgetOldMails,
    own_fields::{kinds::OWN_VALUE, work::ConvertValues},
    session::ForgetExpiredAccess,
    settings,
};

const DAILY: Duration = Duration::days(1);
/// The daily mails leave soon after their hour, also where the server was started late.
const DIGESTS: Duration = Duration::minutes(10);

/// Every job of the product. It stands here, or nobody does it.
///
/// # Errors
/// `DuplicateKey` where two of them would be stored by one name.
pub fn jobs() -> Result<Registry, DuplicateKey> {
    Registry::default()
        .register::<CheckImport>()?
        .register::<RunImport>()?
        .register::<InviteCustomers>()?
        .register::<ConvertValues>()?
        .schedule::<QueueDigests>(DIGESTS)?
        .schedule::<ForgetExpiredAccess>(DAILY)?
        .schedule::<ForgetOldMails>(DAILY)?
        .schedule::<ForgetEndedJobs>(DAILY)?
        .schedule::<RemoveOldFiles>(DAILY)
}

/// Every kind of record of which a customer's history speaks.
pub static KINDS: Kinds = Kinds::new(&[
    &CUSTOMER,
    &ADDRESS,
    &CONTACT,
    &ASSIGNMENT,
    &CATEGORISATION,
    &INTEGRATION,
    &INVITATION,
    &ACCESS,
    &PROPOSAL,
    &NOTE,
    &OWN_VALUE,
]);

/// Uploads, downloads and live progress.
pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    AppContext: FromRef<S>,
{
    Router::new()
        .route("/api/jobs/{id}/events", get(jobs::events::events))
        .route(address::FILE, get(export::export))
        .merge(imports::routes::routes())
        .merge(settings::logo::routes::routes())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::audit::history::RecordKind;

    #[test]
    fn the_history_has_a_word_for_each_kind_and_each_kind_once() {
        let keys: Vec<&str> = super::KINDS.iter().map(|kind| kind.key).collect();
        for key in &keys {
            assert!(serde_json::from_value::<RecordKind>((*key).into()).is_ok(), "{key}");
        }
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{keys:?}");
    }

    #[test]
    fn every_job_has_a_key_of_its_own() {
        assert!(super::jobs().is_ok());
    }
}
