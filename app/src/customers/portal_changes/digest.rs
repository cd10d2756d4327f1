//! The daily mail about what customers changed themselves: one for whoever answers for them, and none to who does without it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, Utc};
use domain::permissions::Area;
use entity::{customer, portal_news, user};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Condition, Expr},
};
use uuid::Uuid;

use crate::{
    context::AppContext,
    error::AppError,
    jobs::ScheduledJob,
    mail::{MailKind, NewMail, outbox},
    settings::users,
};

/// The hour of the day at which it is sent, UTC: before people in Brussels begin, in winter and in summer.
const HOUR: u32 = 5;

/// Makes the mails of each day.
pub struct QueueDigests;

impl ScheduledJob for QueueDigests {
    const KEY: &'static str = "queue_digests";

    async fn run(context: &AppContext, now: DateTime<Utc>) -> Result<(), AppError> {
        queue(context, now).await
    }
}

/// Queues what is due at `now`: what customers changed up to the last morning and no mail told of yet.
pub async fn queue(context: &AppContext, now: DateTime<Utc>) -> Result<(), AppError> {
    let until = morning(now);
    let firms: Vec<Uuid> = portal_news::Entity::find()
        .select_only()
        .column(portal_news::Column::FirmId)
        .distinct()
        .filter(due(until))
        .into_tuple()
        .all(&context.db.read)
        .await?;
    for firm_id in firms {
        let tx = context.db.begin().await?;
        of_firm(&tx, firm_id, until).await?;
        tx.commit().await?;
    }
    context.wake.notify_waiters();
    Ok(())
}

/// The last time that it was the hour of the mail.
fn morning(now: DateTime<Utc>) -> DateTime<Utc> {
    let today = now.date_naive().and_hms_opt(HOUR, 0, 0).unwrap_or_default().and_utc();
    if today <= now { today } else { today - Days::new(1) }
}

fn due(until: DateTime<Utc>) -> Condition {
    Condition::all().add(portal_news::Column::Digest.is_null()).add(portal_news::Column::ChangedAt.lt(until))
}

async fn of_firm(tx: &DatabaseTransaction, firm_id: Uuid, until: DateTime<Utc>) -> Result<(), AppError> {
    let managers: Vec<Option<Uuid>> = customer::Entity::find()
        .select_only()
        .column(customer::Column::ManagerId)
        .distinct()
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(customer::Column::Id.in_subquery(changed(firm_id, due(until)).into_query()))
        .into_tuple()
        .all(tx)
        .await?;
    // One mail tells of all customers of those who are answered for by the same people.
    let mut groups: BTreeMap<BTreeSet<Uuid>, Vec<Option<Uuid>>> = BTreeMap::new();
    let mut people: BTreeMap<Uuid, user::Model> = BTreeMap::new();
    for manager in managers {
        let answering = users::answering_for(tx, firm_id, manager, &[Area::Customers]).await?;
        groups.entry(answering.iter().map(|user| user.id).collect()).or_default().push(manager);
        people.extend(answering.into_iter().map(|user| (user.id, user)));
    }
    for (ids, managers) in groups {
        let digest = Uuid::now_v7();
        mark(tx, firm_id, until, &managers, digest).await?;
        let wanting = ids.iter().filter_map(|id| people.get(id)).filter(|user| !user.no_digest);
        let mails = wanting.map(|user| NewMail {
            kind: MailKind::Digest,
            firm_id: Some(firm_id),
            customer_id: None,
            subject_id: digest,
            recipient: user.email.clone(),
            locale: user.locale.clone(),
        });
        outbox::queue_all(tx, mails.collect()).await?;
    }
    Ok(())
}

/// Writes down which mail tells of the customers of these managers.
async fn mark(
    tx: &DatabaseTransaction,
    firm_id: Uuid,
    until: DateTime<Utc>,
    managers: &[Option<Uuid>],
    digest: Uuid,
) -> Result<(), AppError> {
    let managed = customer::Column::ManagerId.is_in(managers.iter().flatten().copied());
    let unmanaged = managers.contains(&None).then(|| customer::Column::ManagerId.is_null());
    let theirs = customer::Entity::find()
        .select_only()
        .column(customer::Column::Id)
        .filter(customer::Column::FirmId.eq(firm_id))
        .filter(Condition::any().add(managed).add_option(unmanaged));
    portal_news::Entity::update_many()
        .col_expr(portal_news::Column::Digest, Expr::value(digest))
        .filter(portal_news::Column::FirmId.eq(firm_id))
        .filter(due(until))
        .filter(portal_news::Column::CustomerId.in_subquery(theirs.into_query()))
        .exec(tx)
        .await?;
    Ok(())
}

fn changed(firm_id: Uuid, which: Condition) -> sea_orm::Select<portal_news::Entity> {
    portal_news::Entity::find()
        .select_only()
        .column(portal_news::Column::CustomerId)
        .filter(portal_news::Column::FirmId.eq(firm_id))
        .filter(which)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_five() {
        for (now, last) in [
            ("2026-11-26T04:59:59Z", "2026-11-25T05:00:00Z"),
            ("2026-11-26T05:00:00Z", "2026-11-26T05:00:00Z"),
            ("2026-03-01T03:00:00Z", "2026-02-28T05:00:00Z"),
        ] {
            assert_eq!(morning(now.parse().unwrap()), last.parse::<DateTime<Utc>>().unwrap(), "{now}");
        }
    }
}
