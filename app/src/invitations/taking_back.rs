//! Taking an invitation back, and putting back one that a change took back.

use domain::{
    customers::{Status, Transition},
    invitations::{InvitationStatus, InvitationTransition},
};
use entity::{change, customer, invitation};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::ExprTrait};
use uuid::Uuid;

use super::{
    send::{begin, held, open_of},
    status::{after, is_open, status_of},
};
use crate::{
    audit::AuditedTransaction,
    context::AppContext,
    customers::status,
    error::{AppError, Refusal},
    mail::{MailKind, outbox},
    portal::people,
    session::{
        Viewer,
        links::{self, Purpose},
    },
};

/// Takes an open invitation back: its link says so from now on, and a mail that waits is not sent. Gives the customer.
pub async fn withdraw(context: &AppContext, viewer: &Viewer, id: Uuid) -> Result<Uuid, AppError> {
    let mut log = begin(context, viewer, None).await?;
    let (invitation, customer) = held(&log, viewer, id).await?;
    if !is_open(&invitation) {
        return Err(AppError::Refused(Refusal::StatusDoesNotAllow));
    }
    take_back(&mut log, &invitation).await?;
    // A customer that was archived while archiving left its invitation open stays so.
    if status::of(&customer).after(Transition::Withdraw).is_some() {
        status::apply(&mut log, &customer, Transition::Withdraw).await?;
    }
    log.finish().await?;
    Ok(customer.id)
}

/// Takes back what is open of a customer whose row is held, within a transaction that says why.
pub async fn take_back_open(log: &mut AuditedTransaction, customer_id: Uuid) -> Result<(), AppError> {
    match open_of(&log.tx, log.firm_id(), customer_id).await? {
        Some(open) => take_back(log, &open).await,
        None => Ok(()),
    }
}

/// Takes back an invitation that is open to this address, of a customer whose row is held. The customer's status stays: somebody
/// accepted before.
pub async fn take_back_open_to(
    log: &mut AuditedTransaction,
    customer: &customer::Model,
    email: &str,
) -> Result<(), AppError> {
    match open_of(&log.tx, log.firm_id(), customer.id).await? {
        Some(open) if people::key(&open.email) == people::key(email) => take_back(log, &open).await,
        _ => Ok(()),
    }
}

async fn take_back(log: &mut AuditedTransaction, invitation: &invitation::Model) -> Result<(), AppError> {
    log.update(invitation, after(invitation, InvitationTransition::Withdraw)?).await?;
    close(log, invitation.id).await
}

/// Takes back the links of an invitation that is no longer open, and a mail that waits.
async fn close(log: &AuditedTransaction, id: Uuid) -> Result<(), AppError> {
    links::revoke(&log.tx, Purpose::Invitation, id, log.at()).await?;
    outbox::withdraw(&log.tx, MailKind::Invitation, id, log.at()).await
}

/// Takes back what is open of a customer whose row is held, if it `is_theirs` whose access ends.
pub async fn take_back_open_of(
    log: &mut AuditedTransaction,
    customer: &customer::Model,
    is_theirs: impl Fn(&invitation::Model) -> bool,
) -> Result<(), AppError> {
    let open = open_of(&log.tx, log.firm_id(), customer.id).await?;
    let Some(open) = open.filter(is_theirs) else { return Ok(()) };
    take_back(log, &open).await?;
    if status::of(customer) == Status::Invited {
        status::apply(log, customer, Transition::Withdraw).await?;
    }
    Ok(())
}

/// Takes a contact that is removed out of a customer's invitations: one that is open is taken back, and what is left of them says
/// what became of them, and not to whom they went.
pub async fn forget_contact(
    log: &mut AuditedTransaction,
    customer: &customer::Model,
    is_theirs: impl Fn(&invitation::Model) -> bool,
) -> Result<(), AppError> {
    let of_customer =
        invitation::Column::FirmId.eq(customer.firm_id).and(invitation::Column::CustomerId.eq(customer.id));
    let found = invitation::Entity::find().filter(of_customer).all(&log.tx).await?;
    for invitation in found.iter().filter(|invitation| is_theirs(invitation)) {
        let is_open = is_open(invitation);
        let closed = if is_open { after(invitation, InvitationTransition::Withdraw)? } else { invitation.clone() };
        let nameless = invitation::Model { name: String::new(), email: String::new(), ..closed };
        log.update(invitation, nameless).await?;
        if is_open {
            close(log, invitation.id).await?;
            if status::of(customer) == Status::Invited {
                status::apply(log, customer, Transition::Withdraw).await?;
            }
        }
        outbox::forget_recipient(&log.tx, MailKind::Invitation, invitation.id).await?;
    }
    Ok(())
}

/// Opens again what a change took back, as its lines in the change log tell: the invitation, the links of its mails,
/// and a mail that waited. Whether any was.
pub async fn put_back(log: &mut AuditedTransaction, taken_back: &[change::Model]) -> Result<bool, AppError> {
    let mut any = false;
    for line in taken_back {
        let found = invitation::Entity::find_by_id((line.firm_id, line.record_id)).one(&log.tx).await?;
        let Some(invitation) =
            found.filter(|now| now.version == line.version && status_of(now) == InvitationStatus::Withdrawn)
        else {
            continue;
        };
        log.update(&invitation, after(&invitation, InvitationTransition::Reopen)?).await?;
        links::put_back(&log.tx, Purpose::Invitation, invitation.id, line.at).await?;
        outbox::put_back(&log.tx, MailKind::Invitation, invitation.id, line.at).await?;
        any = true;
    }
    Ok(any)
}
