//! What the features hand to the server: their jobs, the schedule, and their routes that are no server function.

use axum::{Router, extract::FromRef, routing::get};
use chrono::Duration;

use crate::{
    context::AppContext,
    customers::{
        list::{address, export},
        portal_changes::digest::QueueDigests,
    },
    imports::{
        self,
        retention::RemoveOldFiles,
        work::{CheckImport, RunImport},
    },
    invitations::bulk::InviteCustomers,
    jobs::{self, ForgetEndedJobs, Registry, registry::DuplicateKey},
    mail::ForgetOldMails,
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
        .schedule::<QueueDigests>(DIGESTS)?
        .schedule::<ForgetExpiredAccess>(DAILY)?
        .schedule::<ForgetOldMails>(DAILY)?
        .schedule::<ForgetEndedJobs>(DAILY)?
        .schedule::<RemoveOldFiles>(DAILY)
}

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
    #[test]
    fn every_job_has_a_key_of_its_own() {
        assert!(super::jobs().is_ok());
    }
}
