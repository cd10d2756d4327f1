//! Looking through the values of a field.

use domain::own_fields::{Options, OwnKind, Speech, note_labels, options_for};
use entity::own_value;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::super::{OwnField, reading};
use crate::{error::AppError, limits};

/// Values that are read at a time.
const PAGE: u64 = 1_000;
/// So many of those that do not fit are shown.
const SHOWN: usize = 20;
/// How much is shown of one, in characters.
const LONGEST: usize = 100;

/// What becomes of the values of a field.
pub(super) struct Scan {
    /// What can be chosen in it then.
    pub options: Options,
    pub all: u64,
    pub misfits: u64,
    /// The first of those that do not fit: the customer, and the value in words.
    pub first: Vec<(Uuid, String)>,
}

/// Looks what becomes of the values of a field as another kind.
pub(super) async fn scan(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    field: &OwnField,
    to: OwnKind,
) -> Result<Scan, AppError> {
    let people = reading::people(db, firm_id).await?;
    let mut scan = Scan { options: options_for(to, &field.options), all: 0, misfits: 0, first: Vec::new() };
    let mut last = None;
    loop {
        let page = following(db, firm_id, field.id, last).await?;
        for row in &page {
            let from = field.kind_of(&row.kind);
            let words = reading::speech(field, &people).words(from, &row.value);
            note_labels(&mut scan.options, to, &words, limits::OPTIONS);
            let speech = Speech { options: &scan.options, ..reading::speech(field, &people) };
            scan.all += 1;
            if speech.converted(from, to, &row.value).is_none() {
                scan.misfits += 1;
                if scan.first.len() < SHOWN {
                    scan.first.push((row.customer_id, words.chars().take(LONGEST).collect()));
                }
            }
        }
        match page.into_iter().last() {
            Some(row) => last = Some((row.value_key, row.customer_id)),
            None => return Ok(scan),
        }
    }
}

/// The values of a field in their order, those behind the last one that was read.
pub(super) async fn following(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    field_id: Uuid,
    last: Option<(String, Uuid)>,
) -> Result<Vec<own_value::Model>, AppError> {
    use own_value::Column::{CustomerId, FieldId, FirmId, ValueKey};
    let mut values = own_value::Entity::find().filter(FirmId.eq(firm_id)).filter(FieldId.eq(field_id));
    if let Some((key, customer_id)) = last {
        let here = Expr::tuple([ValueKey.into_expr(), CustomerId.into_expr()]);
        values = values.filter(here.gt(Expr::tuple([Expr::val(key), Expr::val(customer_id)])));
    }
    let values = values.order_by_asc(ValueKey).order_by_asc(CustomerId).limit(PAGE);
    Ok(values.all(db).await?)
}
