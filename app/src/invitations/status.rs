//! The status of an invitation as its row holds it, and the steps that it takes.

use domain::invitations::{InvitationStatus, InvitationTransition};
use entity::invitation;

use crate::error::{AppError, Refusal};

/// The status that an invitation is in. One that no version knows is answered by nobody.
pub fn status_of(invitation: &invitation::Model) -> InvitationStatus {
    InvitationStatus::from_key(&invitation.status).unwrap_or(InvitationStatus::Withdrawn)
}

/// Whether it waits for an answer.
pub fn is_open(invitation: &invitation::Model) -> bool {
    status_of(invitation) == InvitationStatus::Open
}

/// The invitation after a step, to be written. A step that its status does not allow is refused.
pub fn after(invitation: &invitation::Model, transition: InvitationTransition) -> Result<invitation::Model, AppError> {
    let status = status_of(invitation).after(transition).ok_or(AppError::Refused(Refusal::StatusDoesNotAllow))?;
    Ok(invitation::Model { status: status.key().to_owned(), ..invitation.clone() })
}
