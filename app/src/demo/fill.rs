//! Writes many customers in a few large transactions, by the way by which every customer is written.

use std::time::Instant;

use chrono::Duration;
use domain::{customers::Status, invitations::InvitationStatus};
use entity::{customer, invitation};
use uuid::Uuid;

use super::{customers::Customers, mails, own::Own, team::Team};
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    clock,
    context::AppContext,
    customers::store::{self, NewCustomer},
    error::AppError,
};

/// Customers a transaction: what is held in memory at once.
const CHUNK: usize = 500;
/// How long an invitation stays open.
const OPEN: Duration = Duration::days(30);

/// Adds this many customers, and says how far it is.
pub async fn fill(context: &AppContext, team: &Team, own: &Own, wanted: u32) -> Result<(), AppError> {
    let origin = Origin { firm_id: team.firm_id, actor: Actor::System, source: "demo", batch_id: Some(Uuid::now_v7()) };
    let mut customers = Customers::new(team, clock::now()).take(wanted as usize);
    let (started, mut done, mut said) = (Instant::now(), 0, 0);
    loop {
        let mut chunk: Vec<NewCustomer> = customers.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        for (place, new) in (done as u64..).zip(&mut chunk) {
            new.own = own.of(team.firm_id, new.customer.id, place);
        }
        done += chunk.len();
        let mut log = AuditedTransaction::new(context.db.begin().await?, origin);
        let invitations: Vec<_> = chunk.iter().filter_map(|new| invitation(new, &log)).collect();
        store::insert(&mut log, chunk).await?;
        mails::sent(&log.tx, &invitations).await?;
        log.insert_many(&invitations).await?;
        log.finish().await?;
        let tenths = done * 10 / wanted as usize;
        if tenths > said && wanted > 10_000 {
            said = tenths;
            println!("{done} customers, {:.0} a second", done as f64 / started.elapsed().as_secs_f64());
        }
    }
}

/// The invitation that the customer's status follows from.
fn invitation(new: &NewCustomer, log: &AuditedTransaction) -> Option<invitation::Model> {
    let customer: &customer::Model = &new.customer;
    let (status, answered_at) = match Status::from_ordinal(customer.status)? {
        Status::Invited => (InvitationStatus::Open, None),
        Status::Declined => (InvitationStatus::Declined, Some(log.at())),
        _ => return None,
    };
    let contact = new.contacts.first()?;
    Some(invitation::Model {
        firm_id: customer.firm_id,
        id: Uuid::now_v7(),
        customer_id: customer.id,
        version: 1,
        contact_id: Some(contact.id),
        email: contact.email.clone(),
        name: format!("{} {}", contact.first_name, contact.last_name),
        locale: customer.locale.clone(),
        note: String::new(),
        status: status.key().to_owned(),
        created_by: customer.manager_id?,
        created_at: log.at(),
        expires_at: log.at() + OPEN,
        answered_at,
        reason: String::new(),
    })
}
