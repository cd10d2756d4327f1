//! Sending an invitation, and sending it again.

use chrono::Duration;
use domain::{
    Email, Line, Locale, Rejection, clean,
    customers::Transition,
    details::paragraph_within,
    invitations::{InvitationStatus, InvitationTransition},
    permissions::{Area, Level},
};
use entity::{contact, customer, firm, invitation};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    reach::Own,
    records::{Preview, Recipient},
    states,
    status::{after, is_open},
};
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    clock,
    context::AppContext,
    customers::{status, visible},
    error::{AppError, FieldError, Fields, Refusal},
    mail::{MailContext, MailKind, NewMail, outbox},
    paths,
    portal::people,
    session::{Viewer, links::Purpose, plain::Sent},
    ui::locale_of,
};

/// How long an invitation can be answered. Its link works less long, and can be asked for again.
const OPEN_FOR: Duration = Duration::days(90);
/// Longest personal note, in characters.
const LONGEST_NOTE: usize = 2_000;

/// An invitation of one customer, as filled in.
pub struct NewInvitation {
    pub recipient: Recipient,
    pub note: String,
}

impl NewInvitation {
    /// The same in its normal form.
    ///
    /// # Errors
    /// What is wrong, by field: `name`, `email`, `locale` or `note`.
    pub fn checked(self) -> Result<Self, AppError> {
        let mut wrong = Fields::new();
        let mut keep = |field: &str, read: Result<String, Rejection>| {
            read.unwrap_or_else(|rejection| {
                wrong.insert(field.to_owned(), FieldError::Rejected(rejection));
                String::new()
            })
        };
        let Recipient { contact_id, name, email, locale } = self.recipient;
        let name =
            if clean::is_blank(&name) { String::new() } else { keep("name", name.parse::<Line>().map(String::from)) };
        let email = keep("email", email.parse::<Email>().map(String::from));
        let locale = keep("locale", locale.parse::<Locale>().map(String::from));
        let note = keep("note", note_of(&self.note));
        if wrong.is_empty() {
            Ok(Self { recipient: Recipient { contact_id, name, email, locale }, note })
        } else {
            Err(AppError::Invalid(wrong))
        }
    }
}

/// A personal note in its normal form.
///
/// # Errors
/// `TooLong`.
pub fn note_of(typed: &str) -> Result<String, Rejection> {
    paragraph_within(typed, LONGEST_NOTE)
}

/// Does so by a plain form: `recipient` is the place of one of those who were shown, or another address was typed in. Tells the
/// next page.
pub async fn one_sent(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let customer_id = sent.id("customer_id")?;
    let shown = states::prepare(context, &sent.viewer, customer_id).await?.recipients;
    let known = sent.text("recipient").parse().ok().and_then(|at: usize| shown.into_iter().nth(at));
    let typed = || Recipient {
        name: sent.text("name").to_owned(),
        email: sent.text("email").to_owned(),
        ..Recipient::default()
    };
    let recipient = Recipient { locale: sent.text("locale").to_owned(), ..known.unwrap_or_else(typed) };
    one(context, &sent.viewer, customer_id, NewInvitation { recipient, note: sent.text("note").to_owned() }).await?;
    Ok(paths::saved_card(customer_id))
}

/// Invites one customer.
pub async fn one(context: &AppContext, viewer: &Viewer, customer_id: Uuid, new: NewInvitation) -> Result<(), AppError> {
    let new = new.checked()?;
    let mut log = begin(context, viewer, None).await?;
    log.lock_firm().await?;
    let customer = visible::one_to_write(&log.tx, viewer, customer_id).await?;
    let recipient = with_own_contact(&log.tx, viewer, &customer, new.recipient).await?;
    may_reach(&log.tx, viewer, &customer, &recipient).await?;
    let new = NewInvitation { recipient, ..new };
    let invitation = invite(&mut log, &customer, viewer.user_id, new).await?;
    outbox::queue_by(&log.tx, viewer.user_id, mail(&invitation)).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(())
}

/// A recipient whose contact is an active one of the customer's, or not found. A mail that goes to another address than the contact's is not
/// the contact's.
async fn with_own_contact(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer: &customer::Model,
    recipient: Recipient,
) -> Result<Recipient, AppError> {
    let Some(id) = recipient.contact_id else {
        let of_company = people::key(&recipient.email) == people::key(&customer.email);
        // Whoever receives the link sees contacts: who may not see them sends it to the company's own address only.
        return if of_company || viewer.may(Area::Contacts, Level::Read) {
            Ok(recipient)
        } else {
            Err(AppError::Forbidden)
        };
    };
    let found = contact::Entity::find_by_id((viewer.firm_id, id)).one(db).await?;
    let own = found.filter(|contact| {
        contact.customer_id == customer.id && contact.active && viewer.may(Area::Contacts, Level::Read)
    });
    let same = people::key(&own.ok_or(AppError::NotFound)?.email) == people::key(&recipient.email);
    Ok(Recipient { contact_id: same.then_some(id), ..recipient })
}

/// Refuses an address that only whoever invites knows of, where the customer's own page shows more than that colleague may see.
async fn may_reach(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer: &customer::Model,
    recipient: &Recipient,
) -> Result<(), AppError> {
    let own = Own::of(db, viewer, std::iter::once(customer.id)).await?;
    let of_company = people::key(&recipient.email) == people::key(&customer.email);
    let is_known = recipient.contact_id.is_some() || of_company || own.sees_all(customer);
    let may = is_known && own.may_reach(customer, recipient.contact_id);
    if may { Ok(()) } else { Err(AppError::Refused(Refusal::OwnAddress)) }
}

/// Writes the invitation of a customer whose row is held and takes the step of its status. The mail is queued by the caller.
pub async fn invite(
    log: &mut AuditedTransaction,
    customer: &customer::Model,
    by: Uuid,
    new: NewInvitation,
) -> Result<invitation::Model, AppError> {
    let (firm_id, now) = (log.firm_id(), log.at());
    if let Some(open) = open_of(&log.tx, firm_id, customer.id).await? {
        if open.expires_at > now {
            return Err(AppError::Refused(Refusal::AlreadyInvited));
        }
        // One that nobody answered in time makes room.
        log.update(&open, after(&open, InvitationTransition::Withdraw)?).await?;
    }
    status::apply(log, customer, Transition::Invite).await?;
    let Recipient { contact_id, name, email, locale } = new.recipient;
    log.insert(invitation::Model {
        firm_id,
        id: Uuid::now_v7(),
        customer_id: customer.id,
        version: 1,
        contact_id,
        email,
        name,
        locale,
        note: new.note,
        status: InvitationStatus::Open.key().to_owned(),
        created_by: by,
        created_at: now,
        expires_at: now + OPEN_FOR,
        answered_at: None,
        reason: String::new(),
    })
    .await
}

/// Sends an open invitation once more, to the same address, with a new link. Tells whose it is.
pub async fn again(context: &AppContext, viewer: &Viewer, id: Uuid) -> Result<Uuid, AppError> {
    let mut log = begin(context, viewer, None).await?;
    log.lock_firm().await?;
    let (invitation, customer) = held(&log, viewer, id).await?;
    if !is_open(&invitation) || status::of(&customer).after(Transition::Invite).is_none() {
        return Err(AppError::Refused(Refusal::StatusDoesNotAllow));
    }
    let expires_at = log.at() + OPEN_FOR;
    log.update(&invitation, invitation::Model { expires_at, ..invitation.clone() }).await?;
    outbox::withdraw(&log.tx, MailKind::Invitation, id, log.at()).await?;
    outbox::queue_by(&log.tx, viewer.user_id, mail(&invitation)).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(customer.id)
}

/// The mail as it would be sent by this colleague.
pub async fn preview(
    context: &AppContext,
    viewer: &Viewer,
    customer_id: Uuid,
    new: NewInvitation,
) -> Result<Preview, AppError> {
    let customer = visible::one(&context.db, viewer, customer_id).await?;
    let recipient = with_own_contact(&context.db.read, viewer, &customer, new.recipient).await?;
    let new = NewInvitation { recipient, ..new };
    let firm = firm::Entity::find_by_id(viewer.firm_id).one(&context.db.read).await?.ok_or(AppError::NotFound)?;
    let told = MailContext {
        sender: viewer.name.clone(),
        reply_to: viewer.email.clone(),
        name: new.recipient.name,
        customer: customer.name,
        note: new.note.chars().take(LONGEST_NOTE).collect(),
        until: Some(clock::now() + Purpose::Invitation.lifetime()),
        ..MailContext::of(MailKind::Invitation, locale_of(&new.recipient.locale), Some(&firm))
    };
    let letter = told.letter("");
    Ok(Preview {
        lang: letter.lang,
        from: letter.firm,
        to: new.recipient.email,
        subject: letter.subject,
        greeting: letter.greeting,
        sentences: letter.sentences,
        logo: letter.logo,
        reached: letter.reached,
        note_from: letter.note_from,
        note: letter.note,
        action: letter.action,
        expiry: letter.expiry,
        sent_by: letter.sent_by,
        why: letter.why,
    })
}

/// Starts writing for a colleague; a batch holds the invitations of one job together.
pub async fn begin(
    context: &AppContext,
    viewer: &Viewer,
    batch_id: Option<Uuid>,
) -> Result<AuditedTransaction, AppError> {
    let actor = Actor::User(viewer.user_id);
    let origin = Origin { firm_id: viewer.firm_id, actor, source: "invitation", batch_id };
    Ok(AuditedTransaction::new(context.db.begin().await?, origin))
}

/// The mail of an invitation.
pub fn mail(invitation: &invitation::Model) -> NewMail {
    NewMail {
        kind: MailKind::Invitation,
        firm_id: Some(invitation.firm_id),
        customer_id: Some(invitation.customer_id),
        subject_id: invitation.id,
        recipient: invitation.email.clone(),
        locale: invitation.locale.clone(),
    }
}

/// An invitation with its customer's row held. A customer that the colleague does not see makes it not found.
pub(super) async fn held(
    log: &AuditedTransaction,
    viewer: &Viewer,
    id: Uuid,
) -> Result<(invitation::Model, customer::Model), AppError> {
    let find = || invitation::Entity::find_by_id((viewer.firm_id, id)).one(&log.tx);
    let seen = find().await?.ok_or(AppError::NotFound)?;
    let customer = visible::one_to_write(&log.tx, viewer, seen.customer_id).await?;
    // Read again: what another transaction wrote while we waited for the row counts.
    let invitation = find().await?.ok_or(AppError::NotFound)?;
    Ok((invitation, customer))
}

/// The invitation of a customer that waits for its answer.
pub async fn open_of(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<Option<invitation::Model>, AppError> {
    Ok(invitation::Entity::find()
        .filter(invitation::Column::FirmId.eq(firm_id))
        .filter(invitation::Column::CustomerId.eq(customer_id))
        .filter(invitation::Column::Status.eq(InvitationStatus::Open.key()))
        .one(db)
        .await?)
}
