//! Inviting many customers: a job, a few at a time, that can stop and go on anywhere.

use std::collections::BTreeMap;

use domain::{
    Language,
    permissions::{Area, Level},
};
use entity::job;
use sea_orm::{DatabaseTransaction, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    api::SendManyRequest,
    candidates,
    records::{Recipient, Selection},
    send::{self, NewInvitation},
};
use crate::{
    clock,
    context::AppContext,
    customers::{list::address::INVITE, visible},
    error::{AppError, FieldError, Fields},
    jobs::{self, Job, NewJob, Progress},
    limits,
    mail::{Sender, outbox},
    session::{Viewer, plain::Sent, viewer_of},
};

/// Customers a transaction: few, since SQLite has one writer and colleagues wait for it.
const CHUNK: usize = 20;

/// Invites many customers.
#[derive(Serialize, Deserialize)]
pub struct InviteCustomers {
    selection: Selection,
    note: String,
    /// By the language of the mail, in place of the note for all.
    #[serde(default)]
    notes: BTreeMap<String, String>,
}

impl InviteCustomers {
    /// What is written to this recipient.
    fn note_for(&self, recipient: &Recipient) -> &str {
        self.notes.get(&Language::written_to(&recipient.locale).to_string()).unwrap_or(&self.note)
    }
}

impl Job for InviteCustomers {
    const KEY: &'static str = "invite_customers";
    const AREA: Area = Area::Invitations;

    /// Invites whoever of the selection can be invited. Done again after a crash, it skips those with an open invitation.
    async fn run(self, context: &AppContext, job: &job::Model, progress: &Progress) -> Result<(), AppError> {
        let ids = candidates::selected(&context.db.read, job.firm_id, &self.selection).await?;
        let mut done = 0;
        for chunk in ids.chunks(CHUNK) {
            // Who lost the right meanwhile sends nothing any more.
            let owner = viewer_of::user(&context.db, job.firm_id, job.owner_id).await?;
            let owner = owner.filter(|owner| owner.may(Area::Invitations, Level::Edit)).ok_or(AppError::Forbidden)?;
            invite(context, &owner, job.id, chunk, &self).await?;
            done += chunk.len() as u64;
            if !progress.step(done, ids.len() as u64).await? {
                break;
            }
        }
        Ok(())
    }
}

/// Queues the job and gives its id. A note that no mail could bear is refused here: the job would send nothing.
pub async fn queue(context: &AppContext, viewer: &Viewer, request: SendManyRequest) -> Result<Uuid, AppError> {
    let SendManyRequest { selection, note, notes } = request;
    let mut wrong = Fields::new();
    let mut read = |field: String, note: &str| {
        send::note_of(note).unwrap_or_else(|why| {
            wrong.insert(field, FieldError::Rejected(why));
            String::new()
        })
    };
    let note = read("note".to_owned(), &note);
    let notes: BTreeMap<String, String> = notes
        .into_iter()
        .map(|(language, note)| {
            let note = read(format!("note_{language}"), &note);
            (language, note)
        })
        .collect();
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    candidates::known(&context.db, viewer, &selection).await?;
    // What a list shows later may be others: those of now are meant.
    let selection = match &selection.list {
        Some(list) => Selection { ids: candidates::of_list(&context.db, viewer, list).await?, ..Selection::default() },
        None => selection,
    };
    let tx = context.db.begin().await?;
    let job = NewJob {
        firm_id: viewer.firm_id,
        subject_id: selection.import.unwrap_or(viewer.firm_id),
        owner_id: viewer.user_id,
        job: InviteCustomers { selection, note, notes },
    };
    let id = jobs::queue(&tx, job).await?;
    tx.commit().await?;
    context.wake.notify_waiters();
    Ok(id)
}

/// Does so by a plain form, which names the selection as the page was opened with it, and tells the next page.
pub async fn queue_sent(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let selection: Selection = limits::json::read_json("selection", sent.text("selection"))?;
    let of_language = |(name, note): (&String, &String)| Some((name.strip_prefix("note_")?.to_owned(), note.clone()));
    let notes = sent.texts.iter().filter_map(of_language).collect();
    let request = SendManyRequest { selection, note: sent.text("note").to_owned(), notes };
    let id = queue(context, &sent.viewer, request).await?;
    Ok(format!("{INVITE}?job={id}"))
}

/// Takes a customer that is removed out of the orders that wait or run, and what was written to it alone.
pub async fn forget_customer(tx: &DatabaseTransaction, firm_id: Uuid, customer_id: Uuid) -> Result<(), AppError> {
    for (job_id, mut order) in jobs::naming::<InviteCustomers>(tx, firm_id, customer_id).await? {
        order.selection.ids.retain(|id| *id != customer_id);
        if order.selection.ids.is_empty() {
            (order.note, order.notes) = (String::new(), BTreeMap::new());
        }
        jobs::rewrite(tx, firm_id, job_id, &order).await?;
    }
    Ok(())
}

async fn invite(
    context: &AppContext,
    owner: &Viewer,
    job_id: Uuid,
    ids: &[Uuid],
    order: &InviteCustomers,
) -> Result<(), AppError> {
    let mut log = send::begin(context, owner, Some(job_id)).await?;
    log.lock_firm().await?;
    let customers = visible::visible_to(owner).lock_exclusive();
    let mut mails = Vec::new();
    for candidate in candidates::of(&log.tx, owner, customers, ids, clock::now()).await? {
        let (None, Some(recipient)) = (candidate.obstacle, candidate.recipients.into_iter().next()) else { continue };
        // An address from before a rule was made stricter is no reason to stop for all others.
        let note = order.note_for(&recipient).to_owned();
        let Ok(new) = (NewInvitation { recipient, note }).checked() else { continue };
        let invitation = send::invite(&mut log, &candidate.customer, owner.user_id, new).await?;
        mails.push(send::mail(&invitation));
    }
    let sender = Sender { user_id: owner.user_id, batch_id: Some(job_id) };
    outbox::queue_spread(&log.tx, owner.firm_id, sender, mails).await?;
    log.finish().await?;
    context.wake.notify_waiters();
    Ok(())
}
