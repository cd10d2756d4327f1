//! The mails by which customers were invited: sent, as far as anybody can see, and never really.

use chrono::{DateTime, Utc};
use entity::{invitation, link, outbox};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::{
    error::AppError,
    mail::{MailKind, MailStatus},
    session::{links::Purpose, secret},
};

/// Stores for each invitation its mail that was sent, and the link that was in it.
pub async fn sent(db: &impl ConnectionTrait, invitations: &[invitation::Model]) -> Result<(), AppError> {
    if invitations.is_empty() {
        return Ok(());
    }
    let mails = invitations.iter().map(|invitation| mail(invitation).into_active_model());
    outbox::Entity::insert_many(mails).exec_without_returning(db).await?;
    let links = invitations.iter().map(|invitation| link(invitation).into_active_model());
    link::Entity::insert_many(links).exec_without_returning(db).await?;
    Ok(())
}

fn mail(invitation: &invitation::Model) -> outbox::Model {
    let at: DateTime<Utc> = invitation.created_at;
    outbox::Model {
        id: Uuid::now_v7(),
        firm_id: Some(invitation.firm_id),
        customer_id: Some(invitation.customer_id),
        kind: MailKind::Invitation.key().to_owned(),
        subject_id: invitation.id,
        recipient: invitation.email.clone(),
        locale: invitation.locale.clone(),
        status: MailStatus::Sent.key().to_owned(),
        attempts: 1,
        next_attempt_at: at,
        last_error: String::new(),
        created_at: at,
        sent_at: Some(at),
        withdrawn_at: None,
        sender_id: None,
        batch_id: None,
    }
}

/// Nobody has its token. Who answered has used it.
fn link(invitation: &invitation::Model) -> link::Model {
    link::Model {
        token_hash: secret::hash(&secret::new()),
        purpose: Purpose::Invitation.key().to_owned(),
        firm_id: Some(invitation.firm_id),
        subject_id: invitation.id,
        expires_at: invitation.created_at + Purpose::Invitation.lifetime(),
        used_at: invitation.answered_at,
        revoked_at: None,
    }
}
