//! What a page shows of the kind of a field.

use std::collections::HashMap;

use domain::own_fields::OwnKind;
use entity::{customer, own_field};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    Ahead, KindAsked, KindView, Misfit, going_back, last,
    scan::{Scan, scan},
    store::guarded,
};
use crate::{context::Db, customers::visible, error::AppError, own_fields::OwnField, session::Viewer};

/// A field of all customers, and what became or would become of its values.
pub async fn view(db: &Db, viewer: &Viewer, asked: KindAsked) -> Result<KindView, AppError> {
    let found = own_field::Entity::find_by_id((viewer.firm_id, asked.id)).one(&db.read).await?;
    let found = found.filter(|field| field.customer_id.is_none()).ok_or(AppError::NotFound)?;
    let field = guarded(viewer, &found)?;
    let last = last::of(&db.read, &found).await?;
    let back = match &last {
        Some(last) if asked.back && !last.is_returning(&field) => {
            Some(going_back::ahead(&db.read, viewer.firm_id, &field, last).await?)
        }
        _ => None,
    };
    let ahead = match asked.to.filter(|to| *to != field.kind) {
        Some(to) => Some(ahead(db, viewer, &field, to).await?),
        None => None,
    };
    let last = match last {
        Some(last) => Some(last::shown(&db.read, viewer.firm_id, &field, last).await?),
        None => None,
    };
    Ok(KindView { field, last, ahead, back })
}

async fn ahead(db: &Db, viewer: &Viewer, field: &OwnField, to: OwnKind) -> Result<Ahead, AppError> {
    let Scan { options, all, misfits, first } = scan(&db.read, viewer.firm_id, field, to).await?;
    let seen = visible::visible_to(viewer)
        .filter(customer::Column::Id.is_in(first.iter().map(|(customer_id, _)| *customer_id)))
        .select_only()
        .columns([customer::Column::Id, customer::Column::Name]);
    let names: HashMap<Uuid, String> = seen.into_tuple().all(&db.read).await?.into_iter().collect();
    let misfit = |(customer_id, value): (Uuid, String)| {
        Some(Misfit { customer_id, customer: names.get(&customer_id)?.clone(), value })
    };
    let options =
        if to.has_options() { options.offered().map(|option| option.label.clone()).collect() } else { vec![] };
    Ok(Ahead { to, all, misfits, first: first.into_iter().filter_map(misfit).collect(), options })
}
