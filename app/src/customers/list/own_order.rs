//! The order by a field of the firm's own: first the customers with a value, by the key of that, then those without, by name. The
//! index of the values has firm, field, key and customer, so either part is walked along an index from a cursor on.

use entity::{
    customer::{self, Column},
    own_value::{
        self,
        Column::{CustomerId, FieldId, FirmId, ValueKey},
    },
};
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    address::Cursor,
    filter::Filter,
    pages::{self, Found, Ordering, Plan},
};
use crate::{context::Db, customers::visible, error::AppError, session::Viewer};

/// One of the two parts of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    With,
    Without,
}

impl Part {
    /// What the key of its cursors begins with.
    const fn mark(self) -> char {
        match self {
            Self::With => 'm',
            Self::Without => 'z',
        }
    }

    /// What it is sorted by.
    fn keys(self) -> [Expr; 2] {
        match self {
            Self::With => [ValueKey.into_expr(), CustomerId.into_expr()],
            Self::Without => [Column::NameKey.into_expr(), Column::Id.into_expr()],
        }
    }
}

/// The rows of a page in the order of this field, and one more than it holds when there are more in that direction.
pub async fn rows(
    db: &Db,
    filter: &Filter<'_>,
    plan: &Plan,
    ordering: &Ordering<'_>,
    field: Uuid,
) -> Result<Vec<Found>, AppError> {
    let is_backward = pages::is_backward(ordering);
    let parts = if is_backward { [Part::Without, Part::With] } else { [Part::With, Part::Without] };
    // Of those who must have a value of this field, none is without one.
    let own = filter.own.as_ref().filter(|own| own.is_of(field));
    let is_allowed = |part: &Part| own.is_none_or(|own| own.allows(*part == Part::With));
    let parts: Vec<Part> = parts.into_iter().filter(is_allowed).collect();
    let begin = pages::cursor(ordering).and_then(|cursor| Some((part_of(cursor)?, cursor)));
    let first = begin.and_then(|(part, _)| parts.iter().position(|other| *other == part)).unwrap_or_default();
    let mut found = Vec::new();
    for part in &parts[first..] {
        let left = ordering.most + 1 - found.len();
        if left == 0 {
            break;
        }
        let mut select = of_part(db, filter, plan, *part, field);
        let cursor = begin.filter(|(of, _)| of == part).map(|(_, cursor)| cursor);
        order(&mut select, *part, cursor, is_backward != ordering.descending);
        found.extend(pages::found(db, select.limit(left as u64)).await?);
    }
    Ok(found)
}

/// The place of a customer in the order of this field, or `NotFound` where the viewer does not see it.
pub async fn place_of(db: &Db, viewer: &Viewer, field: Uuid, id: Uuid) -> Result<Cursor, AppError> {
    for part in [Part::With, Part::Without] {
        let mut select = pages::customers(visible::condition(viewer).add(Column::Id.eq(id)));
        if part == Part::With {
            select.cross_join(own_value::Entity);
        }
        only(&mut select, part, viewer.firm_id, field);
        order(&mut select, part, None, false);
        if let Some(found) = pages::found(db, &select).await?.first() {
            return Ok(found.cursor());
        }
    }
    Err(AppError::NotFound)
}

/// The customers of the filter that are in this part.
fn of_part(db: &Db, filter: &Filter<'_>, plan: &Plan, part: Part, field: Uuid) -> SelectStatement {
    // A filter by the same field is one of the values that are walked: it begins and ends along their index.
    let same = filter.own_in_order().filter(|own| own.is_of(field));
    let mut select = match (part, plan) {
        (Part::Without, _) => pages::selected(db, filter, plan),
        (Part::With, Plan::FetchAndSort(_)) => {
            let mut select = pages::selected(db, filter, plan);
            select.cross_join(own_value::Entity).take()
        }
        // SQLite takes tables that are crossed in the order in which they stand: it walks the values.
        (Part::With, _) => {
            let mut select = Query::select();
            pages::shown(select.from(own_value::Entity).cross_join(customer::Entity));
            let picked = match plan {
                _ if same.is_some() && filter.is_of_own_alone() => filter.condition_beside_own(),
                // The set knows the tab, for which the customer would be read.
                Plan::FilteredScan(_) if !db.is_postgres() => pages::in_set(filter),
                _ => pages::picked(db, filter, plan),
            };
            select.cond_where(picked).take()
        }
    };
    only(&mut select, part, filter.viewer.firm_id, field);
    if let (Part::With, Some(own)) = (part, same) {
        select.cond_where(own.values());
    }
    select
}

fn only(select: &mut SelectStatement, part: Part, firm_id: Uuid, field: Uuid) {
    let is_of = CustomerId.into_expr().equals(Column::Id.as_column_ref());
    match part {
        Part::With => {
            select.and_where(FirmId.eq(firm_id)).and_where(FieldId.eq(field)).and_where(is_of);
        }
        Part::Without => {
            let value = Query::select()
                .expr(Expr::val(1))
                .from(own_value::Entity)
                .and_where(FirmId.eq(firm_id))
                .and_where(is_of)
                .and_where(FieldId.eq(field))
                .take();
            select.and_where(Expr::exists(value).not());
        }
    }
}

/// Sorts within a part, and begins behind the cursor.
fn order(select: &mut SelectStatement, part: Part, cursor: Option<&Cursor>, is_downward: bool) {
    let keys = part.keys();
    let key = match part {
        Part::With => "own_value.value_key",
        Part::Without => "customer.name_key",
    };
    select.expr_as(Expr::cust(format!("'{}' || {key}", part.mark())), "sort_key");
    select.expr_as(Expr::cust("CAST(NULL AS text)"), "tie_key");
    if let Some(cursor) = cursor {
        let place = [Expr::val(&cursor.key[part.mark().len_utf8()..]), Expr::val(cursor.id)];
        let (here, there) = (Expr::tuple(keys.clone()), Expr::tuple(place));
        select.and_where(if is_downward { here.lt(there) } else { here.gt(there) });
    }
    for key in keys {
        select.order_by_expr(key, if is_downward { Order::Desc } else { Order::Asc });
    }
}

/// In which part a cursor stands; none when the address was tampered with.
fn part_of(cursor: &Cursor) -> Option<Part> {
    [Part::With, Part::Without].into_iter().find(|part| cursor.key.starts_with(part.mark()))
}
