//! A few changes by colleagues, so that the cards of the demo firm have a history.

use entity::customer;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::team::Team;
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::AppContext,
    customers::store,
    error::AppError,
};

/// What a colleague wrote about some customer.
const NOTES: [&str; 6] = [
    "Levert zijn stukken elk kwartaal te laat: in de derde week bellen.",
    "Wil facturen alleen nog via Peppol ontvangen.",
    "Overname van het vorige kantoor afgerond, beginbalans gecontroleerd.",
    "Zoekt een tweede vestiging; vraagt in het voorjaar om een liquiditeitsplan.",
    "Dochter neemt de zaak over in de loop van volgend jaar.",
    "Btw-aangifte voortaan per maand.",
];

/// Changes some of the first customers, each by another colleague.
pub async fn edit(context: &AppContext, team: &Team) -> Result<(), AppError> {
    let some = customer::Entity::find()
        .filter(customer::Column::FirmId.eq(team.firm_id))
        .order_by_asc(customer::Column::Number)
        .limit(18)
        .all(&context.db.read)
        .await?;
    for (place, before) in some.into_iter().enumerate() {
        let colleague = team.managers[place % team.managers.len()];
        let origin = Origin { firm_id: team.firm_id, actor: Actor::User(colleague), source: "card", batch_id: None };
        let mut log = AuditedTransaction::new(context.db.begin().await?, origin);
        let mut after = before.clone();
        match place % 3 {
            0 => after.description = NOTES[place / 3].to_owned(),
            1 => after.manager_id = Some(colleague),
            _ => after.mobile = format!("+32 470 12 34 {}", 10 + place),
        }
        store::update(&mut log, &before, after).await?;
        log.finish().await?;
    }
    Ok(())
}
