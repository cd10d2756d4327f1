//! What of a customer's details only the area *Financial* opens: its IBAN.

use domain::{
    details::CustomerDetails,
    fields::Record,
    permissions::{Area, Level},
};

use crate::{error::AppError, session::Viewer};

/// Whether the area guards a field, by its name in the form and in the change log.
pub fn guards(field: &str) -> bool {
    CustomerDetails::field(field).is_some_and(|field| CustomerDetails::def(field).area == Some(Area::Financial))
}

/// Whether the viewer sees them.
pub fn may_see(viewer: &Viewer) -> bool {
    viewer.may(Area::Financial, Level::Read)
}

/// The details as the viewer may see them.
pub fn seen_by(viewer: &Viewer, mut details: CustomerDetails) -> CustomerDetails {
    if !may_see(viewer) {
        details.iban.clear();
    }
    details
}

/// The details as the viewer may write them: what it may not change stays as it is `now`.
///
/// # Errors
/// `Forbidden` for another value than the one there is.
pub fn written_by(viewer: &Viewer, mut details: CustomerDetails, now: &str) -> Result<CustomerDetails, AppError> {
    if !viewer.may(Area::Financial, Level::Edit) {
        if !details.iban.is_empty() && details.iban != now {
            return Err(AppError::Forbidden);
        }
        now.clone_into(&mut details.iban);
    }
    Ok(details)
}
