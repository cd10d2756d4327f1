//! What the pages of colleagues read about invitations.

use domain::{
    Language, MailFailure, email,
    invitations::InvitationStatus,
    permissions::{Area, Level},
};
use entity::{change, invitation, outbox, user};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    api::SelectionRequest,
    candidates,
    records::{Delivery, Kept, Obstacle, Outcome, Prepared, PreparedMany, Ready, Standing, State},
    status::status_of,
};
use crate::{
    clock,
    context::AppContext,
    customers::visible,
    error::AppError,
    jobs::{self, JobView},
    mail::{self, MailStatus},
    session::{
        Viewer,
        links::{self, Purpose},
    },
};

/// How many customers of a large selection are shown at first and with each page of mails; the rest is counted.
const SHOWN: usize = 100;
/// How many customers are looked at with one round of queries.
const CHUNK: usize = 1_000;

/// What the page that invites one customer begins with.
pub async fn prepare(context: &AppContext, viewer: &Viewer, customer_id: Uuid) -> Result<Prepared, AppError> {
    let db = &context.db.read;
    let found = candidates::of(db, viewer, visible::visible_to(viewer), &[customer_id], clock::now()).await?;
    let candidate = found.into_iter().next().ok_or(AppError::NotFound)?;
    Ok(Prepared {
        customer: candidate.customer.name,
        recipients: candidate.recipients,
        locale: match candidate.customer.locale {
            locale if locale.is_empty() => candidates::locale_of_firm(db, viewer.firm_id).await?,
            locale => locale,
        },
        // An address can be typed in, and another person of a customer that accepted can be asked too.
        obstacle: candidate.obstacle.filter(|obstacle| matches!(obstacle, Obstacle::Open | Obstacle::Archived)),
    })
}

/// Who of a selection would be invited, and who not.
pub async fn prepare_many(
    context: &AppContext,
    viewer: &Viewer,
    request: &SelectionRequest,
) -> Result<PreparedMany, AppError> {
    let SelectionRequest { selection, after } = request;
    candidates::known(&context.db, viewer, selection).await?;
    let db = &context.db.read;
    let ids = match &selection.list {
        Some(list) => candidates::of_list(&context.db, viewer, list).await?,
        None => candidates::selected(db, viewer.firm_id, selection).await?,
    };
    if let Some(after) = after {
        return following(context, viewer, &ids, *after).await;
    }
    let mut many = PreparedMany::default();
    for chunk in ids.chunks(CHUNK) {
        let customers = visible::visible_to(viewer);
        for candidate in candidates::of(db, viewer, customers, chunk, clock::now()).await? {
            let (id, customer) = (candidate.customer.id, candidate.customer.name);
            match (candidate.obstacle, candidate.recipients.into_iter().next()) {
                (None, Some(recipient)) => {
                    many.ready_count += 1;
                    let in_language =
                        many.languages.entry(Language::written_to(&recipient.locale).to_string()).or_default();
                    *in_language += 1;
                    if many.ready_count == SHOWN + 1 {
                        many.next = many.ready.last().map(|last| last.id);
                    }
                    // One of each language at least: its mail can be looked at.
                    if many.ready_count <= SHOWN || *in_language == 1 {
                        many.ready.push(Ready { id, customer, recipient });
                    }
                }
                (obstacle, _) => {
                    many.kept_count += 1;
                    if many.kept.len() < SHOWN {
                        many.kept.push(Kept { id, customer, obstacle: obstacle.unwrap_or(Obstacle::NoEmail) });
                    }
                }
            }
        }
    }
    let (mails, now) = (many.ready_count as u64, clock::now());
    many.days = mail::days_for(db, viewer.firm_id, viewer.user_id, mails, now).await?;
    Ok(many)
}

/// The next page of those who would be invited; nobody where the last one that was read is no longer among the customers.
async fn following(context: &AppContext, viewer: &Viewer, ids: &[Uuid], after: Uuid) -> Result<PreparedMany, AppError> {
    visible::one(&context.db, viewer, after).await?;
    let mut page = PreparedMany::default();
    let Some(place) = ids.iter().position(|id| *id == after) else { return Ok(page) };
    for chunk in ids[place + 1..].chunks(CHUNK) {
        let customers = visible::visible_to(viewer);
        for candidate in candidates::of(&context.db.read, viewer, customers, chunk, clock::now()).await? {
            let (None, Some(recipient)) = (candidate.obstacle, candidate.recipients.into_iter().next()) else {
                continue;
            };
            if page.ready.len() == SHOWN {
                page.next = page.ready.last().map(|last| last.id);
                return Ok(page);
            }
            page.ready.push(Ready { id: candidate.customer.id, customer: candidate.customer.name, recipient });
        }
    }
    Ok(page)
}

/// The last invitation of a customer, if it ever had one, and what became of its mail. Whom it went to is for who may see contacts.
pub async fn state(context: &AppContext, viewer: &Viewer, customer_id: Uuid) -> Result<Option<State>, AppError> {
    let db = &context.db.read;
    visible::one(&context.db, viewer, customer_id).await?;
    let last = invitation::Entity::find()
        .filter(invitation::Column::FirmId.eq(viewer.firm_id))
        .filter(invitation::Column::CustomerId.eq(customer_id))
        .order_by_desc(invitation::Column::Id)
        .one(db)
        .await?;
    let Some(last) = last else { return Ok(None) };
    let mail = outbox::Entity::find()
        .filter(outbox::Column::SubjectId.eq(last.id))
        .order_by_desc(outbox::Column::Id)
        .one(db)
        .await?;
    let sender = user::Entity::find_by_id((viewer.firm_id, last.created_by)).one(db).await?;
    let (standing, contacts) = (standing(&last), viewer.may(Area::Contacts, Level::Read));
    let contact_removed = contacts && last.email.is_empty();
    let (name, email) = if contacts { (last.name, email::shown(&last.email)) } else { Default::default() };
    let link = links::last_of(db, Purpose::Invitation, last.id).await?;
    // What a server says may name the address.
    let said = mail.as_ref().filter(|mail| contacts && mail.sent_at.is_none());
    let server_said = said.and_then(|mail| mail.last_error.split_once(' ')).map(|(_, said)| said.to_owned());
    Ok(Some(State {
        id: last.id,
        standing,
        name,
        email,
        contact_removed,
        sender: sender.map(|user| user.name).unwrap_or_default(),
        sent_at: last.created_at,
        expires_at: last.expires_at,
        link_expires_at: link.map(|link| link.expires_at.min(last.expires_at)),
        answered_at: last.answered_at,
        reason: last.reason,
        delivery: mail.map(|mail| delivery(&mail)),
        server_said: server_said.unwrap_or_default(),
    }))
}

/// Where an invitation stands now.
pub fn standing(invitation: &invitation::Model) -> Standing {
    match status_of(invitation) {
        InvitationStatus::Accepted => Standing::Accepted,
        InvitationStatus::Declined => Standing::Declined,
        InvitationStatus::Open if invitation.expires_at > clock::now() => Standing::Open,
        InvitationStatus::Open => Standing::Expired,
        InvitationStatus::Withdrawn => Standing::Withdrawn,
    }
}

fn delivery(mail: &outbox::Model) -> Delivery {
    let key = mail.last_error.split(' ').next().unwrap_or_default();
    let cause = MailFailure::ALL.into_iter().find(|cause| cause.key() == key).unwrap_or(MailFailure::Unreachable);
    match (MailStatus::from_key(&mail.status), mail.sent_at) {
        (Some(MailStatus::Sent), Some(at)) => Delivery::Sent { at },
        (Some(MailStatus::Failed), _) => Delivery::Failed { cause },
        (Some(MailStatus::Withdrawn), _) => Delivery::Withdrawn,
        _ if mail.last_error.is_empty() => Delivery::Waiting,
        _ => Delivery::Delayed { cause, next: mail.next_attempt_at },
    }
}

/// How many a job has invited, by the lines that it left in the change log.
pub async fn outcome(context: &AppContext, viewer: &Viewer, job_id: Uuid) -> Result<(JobView, Outcome), AppError> {
    let job = jobs::queries::one(context, viewer, job_id, Level::Read).await?;
    let invited = change::Entity::find()
        .filter(change::Column::FirmId.eq(viewer.firm_id))
        .filter(change::Column::BatchId.eq(job_id))
        .filter(change::Column::RecordKind.eq("invitation"))
        .filter(change::Column::Action.eq("create"))
        .count(&context.db.read)
        .await?;
    let skipped = job.done.saturating_sub(invited);
    Ok((job, Outcome { invited, skipped }))
}
