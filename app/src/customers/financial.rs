//! What of a customer's details only the area *Financial* opens: the fields that the table marks so.

use domain::{
    details::CustomerDetails,
    fields::{CustomerField, Record},
    permissions::{Area, Level},
};

use entity::customer;

use super::details;
use crate::{error::AppError, session::Viewer};

/// The fields that the area guards.
fn guarded() -> impl Iterator<Item = CustomerField> {
    let fields = CustomerDetails::FIELDS.iter().copied();
    fields.filter(|field| CustomerDetails::def(*field).area == Some(Area::Financial))
}

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
        guarded().for_each(|field| details.take(field, &CustomerDetails::default()));
    }
    details
}

/// The details as the viewer may write them: what it may not change stays as it is `now`.
///
/// # Errors
/// `Forbidden` for another value than the one there is.
pub fn written_by(
    viewer: &Viewer,
    mut details: CustomerDetails,
    now: &CustomerDetails,
) -> Result<CustomerDetails, AppError> {
    if viewer.may(Area::Financial, Level::Edit) {
        return Ok(details);
    }
    let blank = CustomerDetails::default();
    for field in guarded() {
        if !details.agrees(field, &blank) && !details.agrees(field, now) {
            return Err(AppError::Forbidden);
        }
        details.take(field, now);
    }
    Ok(details)
}

/// Leaves them out of a customer that somebody makes who may not write them.
pub fn leave_out(customer: &mut customer::Model) {
    guarded().for_each(|field| details::put_on_customer(field, &CustomerDetails::default(), customer));
}
