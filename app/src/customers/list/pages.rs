//! From a filter and an order to the rows of one page. Which plan is quickest depends on how many customers the filter lets
//! through: few are fetched and sorted; many are picked while walking the index of the order, which stops when the page is full.

use entity::customer::{self, Column};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, FromQueryResult, Value,
    sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    address::{Cursor, Place, Sort},
    filter::Filter,
    own_order,
    records::Count,
};
use crate::{context::Db, customers::visible, error::AppError, session::Viewer};

/// Up to here customers are counted, and fetched to be sorted; beyond, "more than" says enough.
const FEW: usize = 1_000;
/// The same where each is looked up by its value of an own field.
const FEW_OF_OWN: usize = 100;
/// From here on it costs SQLite less to ask each customer of the order for its value of an own field than to gather all who have it.
const MANY: usize = 5_000;

/// Stands in a cursor between what a customer is sorted by and its name. No key holds it.
const BETWEEN: char = '\t';

/// Which customers the page is taken from.
pub enum Plan {
    /// All that the filter's condition lets through, along the index of the order.
    IndexScan,
    /// These.
    FetchAndSort(Keys),
    /// Those of the filter's set; these are a thousand of them.
    FilteredScan(Keys),
    /// The same, where they are so many that each customer of the order is asked.
    ProbedScan,
}

/// What customers are known by: SQLite's full-text index knows them by a number of its own.
pub enum Keys {
    Seqs(Vec<i64>),
    Ids(Vec<Uuid>),
}

/// In which order, from where on, and how many at most.
pub struct Ordering<'a> {
    pub sort: Sort,
    pub descending: bool,
    pub place: &'a Place,
    pub most: usize,
}

/// What the list reads of a customer.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Found {
    pub id: Uuid,
    pub version: i32,
    pub number: i64,
    pub name: String,
    pub vat: String,
    pub city: String,
    pub status: i16,
    pub manager: Option<String>,
    /// What it was sorted by, as text.
    pub sort_key: String,
    /// What those with the same are sorted by; none where that is the id alone.
    pub tie_key: Option<String>,
}

impl Found {
    /// Its place in the list.
    pub fn cursor(&self) -> Cursor {
        let key = match &self.tie_key {
            Some(tie) => format!("{}{BETWEEN}{tie}", self.sort_key),
            None => self.sort_key.clone(),
        };
        Cursor { key, id: self.id }
    }
}

/// Looks whether the customers of a filter are few, and counts them.
pub async fn find(db: &Db, filter: &Filter<'_>) -> Result<(Plan, Count), AppError> {
    let few = few(filter);
    let mut some = first_of(db, filter, few);
    if first_are_earliest(db, filter) {
        some.order_by("hit", Order::Asc);
    }
    let keys = keys(db, &some).await?;
    let count = match &keys {
        Keys::Seqs(seqs) => seqs.len(),
        Keys::Ids(ids) => ids.len(),
    };
    if count <= few {
        return Ok((Plan::FetchAndSort(keys), Count::Exactly(count as u64)));
    }
    let is_probed = !db.is_postgres() && filter.is_of_own_alone() && are_many(db, filter).await?;
    let plan = if is_probed { Plan::ProbedScan } else { Plan::FilteredScan(keys) };
    Ok((plan, Count::MoreThan(few as u64)))
}

/// Whether so many have a value of an own field that each customer of the order is asked for it.
async fn are_many(db: &Db, filter: &Filter<'_>) -> Result<bool, AppError> {
    match filter.own_in_order() {
        Some(own) => Ok(own.is_frequent || own.is_asked_in(filter.tab)),
        None => Ok(count_to(db, filter, MANY).await? > MANY),
    }
}

fn few(filter: &Filter<'_>) -> usize {
    if filter.own_in_order().is_some() { FEW_OF_OWN } else { FEW }
}

/// Counts the customers of a filter, as far as it matters.
pub async fn count(db: &Db, filter: &Filter<'_>) -> Result<Count, AppError> {
    let few = few(filter);
    let count = count_to(db, filter, few).await?;
    Ok(if count > few { Count::MoreThan(few as u64) } else { Count::Exactly(count as u64) })
}

/// The same up to a number, and one beyond.
async fn count_to(db: &Db, filter: &Filter<'_>, most: usize) -> Result<usize, AppError> {
    count_rows(db, first_of(db, filter, most)).await
}

/// How many rows a query has.
pub async fn count_rows(db: &Db, rows: SelectStatement) -> Result<usize, AppError> {
    let mut counted = Query::select();
    counted.expr(Func::count(Expr::cust("*"))).from_subquery(rows, "counted");
    let count: i64 = match db.read.query_one(&counted).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    Ok(count as usize)
}

/// Whether there is any customer in a filter.
pub async fn any(db: &Db, filter: &Filter<'_>) -> Result<bool, AppError> {
    let mut one = Query::select();
    one.column("hit").from_subquery(set(db, filter), "found").limit(1);
    Ok(db.read.query_one(&one).await?.is_some())
}

/// The rows of a page in their order, and one more than it holds when there are more in that direction.
pub async fn rows(db: &Db, filter: &Filter<'_>, plan: Plan, ordering: &Ordering<'_>) -> Result<Vec<Found>, AppError> {
    if let Sort::Own(field) = ordering.sort {
        return own_order::rows(db, filter, &plan, ordering, field).await;
    }
    let mut select = match plan {
        Plan::FilteredScan(Keys::Seqs(mut first)) if is_first_entered(db, filter, ordering) => {
            first.truncate(ordering.most + 1);
            of_keys(filter, &Keys::Seqs(first))
        }
        Plan::FilteredScan(_) | Plan::ProbedScan if ordering.sort == Sort::Entry => {
            of_keys(filter, &entered(db, filter, ordering).await?)
        }
        plan => selected(db, filter, &plan),
    };
    order(&mut select, db, ordering);
    found(db, select.limit(ordering.most as u64 + 1)).await
}

/// What a query of customers finds.
pub async fn found(db: &Db, select: &SelectStatement) -> Result<Vec<Found>, AppError> {
    let rows = db.read.query_all(select).await?;
    Ok(rows.iter().map(|row| Found::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// The customers of a filter, in no order yet.
pub fn selected(db: &Db, filter: &Filter<'_>, plan: &Plan) -> SelectStatement {
    match plan {
        Plan::FetchAndSort(keys) => of_keys(filter, keys),
        _ => customers(picked(db, filter, plan)),
    }
}

/// Whether the customer of the row is one of the filter's, while the index of an order is walked.
pub fn picked(db: &Db, filter: &Filter<'_>, plan: &Plan) -> Condition {
    match plan {
        Plan::FilteredScan(_) if db.is_postgres() => filter.condition().add(filter.words()),
        Plan::FilteredScan(_) => {
            let tab = filter.tab.map(|tab| Column::Tab.eq(tab as i16));
            in_set(filter).add_option(tab)
        }
        _ => filter.condition(),
    }
}

/// Whether the customer of the row is in the filter's set, on SQLite. The plus makes it walk the index of the order, and test each entry
/// without reading its customer.
pub fn in_set(filter: &Filter<'_>) -> Condition {
    let picked = Expr::cust("+customer.seq").in_subquery(filter.set_on_sqlite());
    Condition::all().add(Column::FirmId.eq(filter.viewer.firm_id)).add(picked)
}

/// The place of a customer in an order, or `NotFound` where the viewer does not see it.
pub async fn place_of(db: &Db, viewer: &Viewer, sort: Sort, id: Uuid) -> Result<Cursor, AppError> {
    if let Sort::Own(field) = sort {
        return own_order::place_of(db, viewer, field, id).await;
    }
    let mut select = customers(visible::condition(viewer).add(Column::Id.eq(id)));
    order(&mut select, db, &Ordering { sort, descending: false, place: &Place::First, most: 1 });
    let row = db.read.query_one(&select).await?.ok_or(AppError::NotFound)?;
    Ok(Found::from_query_result(&row, "")?.cursor())
}

fn set(db: &Db, filter: &Filter<'_>) -> SelectStatement {
    if db.is_postgres() { filter.set_on_postgres() } else { filter.set_on_sqlite() }
}

/// Keys of the filter's set: one more than these, to know.
fn first_of(db: &Db, filter: &Filter<'_>, most: usize) -> SelectStatement {
    Query::select().column("hit").from_subquery(set(db, filter), "found").limit(most as u64 + 1).take()
}

async fn keys(db: &Db, select: &SelectStatement) -> Result<Keys, AppError> {
    let rows = db.read.query_all(select).await?;
    Ok(if db.is_postgres() {
        Keys::Ids(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
    } else {
        Keys::Seqs(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
    })
}

/// SQLite's full-text index gives its customers in the order of entry, at no cost.
fn first_are_earliest(db: &Db, filter: &Filter<'_>) -> bool {
    !db.is_postgres() && filter.is_sought()
}

fn is_first_entered(db: &Db, filter: &Filter<'_>, ordering: &Ordering<'_>) -> bool {
    first_are_earliest(db, filter) && ordering.sort == Sort::Entry && *ordering.place == Place::First
}

/// The next keys of the filter's set in the order of entry.
async fn entered(db: &Db, filter: &Filter<'_>, ordering: &Ordering<'_>) -> Result<Keys, AppError> {
    let mut next = Query::select();
    next.column("hit").from_subquery(set(db, filter), "found").limit(ordering.most as u64 + 1);
    let backward = is_backward(ordering);
    if let Some(key) = cursor(ordering).and_then(|cursor| entry_key(db, cursor)) {
        let hit = Expr::col("hit");
        next.and_where(if backward { hit.lt(key) } else { hit.gt(key) });
    }
    next.order_by("hit", if backward { Order::Desc } else { Order::Asc });
    keys(db, &next).await
}

/// From the keys to the rows. The filter's condition is asked again: an index is no judge of who may see what.
fn of_keys(filter: &Filter<'_>, keys: &Keys) -> SelectStatement {
    match keys {
        Keys::Ids(ids) => customers(filter.condition()).and_where(Column::Id.is_in(ids.iter().copied())).take(),
        Keys::Seqs(seqs) => {
            let list = serde_json::json!(seqs).to_string();
            let mut select = Query::select();
            select.from_function(Func::cust("json_each").arg(list), "hits").cross_join(customer::Entity);
            shown(&mut select);
            select.and_where(Expr::cust("customer.seq = hits.value")).cond_where(filter.condition()).take()
        }
    }
}

/// The customers of whom this holds, as the list reads them.
pub fn customers(condition: Condition) -> SelectStatement {
    let mut select = Query::select();
    shown(select.from(customer::Entity));
    select.cond_where(condition).take()
}

/// The columns of the list.
pub fn shown(select: &mut SelectStatement) {
    let columns =
        [Column::Id, Column::Version, Column::Number, Column::Name, Column::Vat, Column::City, Column::Status];
    select.columns(columns.map(|column| (customer::Entity, column)));
    let name = Query::select()
        .column((entity::user::Entity, entity::user::Column::Name))
        .from(entity::user::Entity)
        .and_where(entity::user::Column::FirmId.into_expr().equals(Column::FirmId.as_column_ref()))
        .and_where(entity::user::Column::Id.into_expr().equals(Column::ManagerId.as_column_ref()))
        .take();
    select.expr_as(Expr::SubQuery(None, Box::new(name.into())), "manager");
}

/// Sorts by the chosen key, then by name and then by id, so that equal keys keep one order; begins behind the cursor.
fn order(select: &mut SelectStatement, db: &Db, ordering: &Ordering<'_>) {
    let keys = match ordering.sort {
        Sort::Entry if db.is_postgres() => vec![Column::Id.into_expr()],
        Sort::Entry => vec![Expr::cust("customer.seq")],
        Sort::Number => vec![Column::Number.into_expr(), Column::Id.into_expr()],
        Sort::Name => vec![Column::NameKey.into_expr(), Column::Id.into_expr()],
        Sort::Vat => then_by_name(Column::Vat),
        Sort::City => then_by_name(Column::CityKey),
        Sort::Status => then_by_name(Column::Status),
        Sort::Manager => then_by_name(Column::ManagerKey),
        Sort::Country => then_by_name(Column::Country),
        Sort::Phone => then_by_name(Column::Phone),
        Sort::Address => then_by_name(Column::StreetKey),
        Sort::Contact => then_by_name(Column::ContactKey),
        Sort::Own(_) => unreachable!("`own_order` sorts by those"),
    };
    select.expr_as(keys[0].clone().cast_as("text"), "sort_key");
    let tie = if ties_by_name(ordering.sort) { Column::NameKey.into_expr() } else { Expr::cust("CAST(NULL AS text)") };
    select.expr_as(tie, "tie_key");
    let backward = is_backward(ordering) != ordering.descending;
    if let Some(place) = cursor(ordering).and_then(|cursor| values(db, ordering.sort, cursor)) {
        let (here, there) = (Expr::tuple(keys.clone()), Expr::tuple(place.into_iter().map(Expr::val)));
        select.and_where(if backward { here.lt(there) } else { here.gt(there) });
    }
    for key in keys {
        select.order_by_expr(key, if backward { Order::Desc } else { Order::Asc });
    }
}

fn then_by_name(column: Column) -> Vec<Expr> {
    vec![column.into_expr(), Column::NameKey.into_expr(), Column::Id.into_expr()]
}

/// Whether customers may have the same key, and their name decides.
fn ties_by_name(sort: Sort) -> bool {
    !matches!(sort, Sort::Number | Sort::Name | Sort::Entry)
}

/// Whether the page ends before its place.
pub fn is_backward(ordering: &Ordering<'_>) -> bool {
    matches!(ordering.place, Place::Before(_))
}

/// Where the page begins or ends.
pub fn cursor<'a>(ordering: &Ordering<'a>) -> Option<&'a Cursor> {
    match ordering.place {
        Place::First => None,
        Place::After(cursor) | Place::Before(cursor) => Some(cursor),
    }
}

/// The cursor as values to compare with; none when the address was tampered with.
fn values(db: &Db, sort: Sort, cursor: &Cursor) -> Option<Vec<Value>> {
    let (key, tie) = match ties_by_name(sort) {
        true => cursor.key.split_once(BETWEEN).map(|(key, tie)| (key, Some(tie)))?,
        false => (cursor.key.as_str(), None),
    };
    let key: Value = match sort {
        Sort::Entry => return Some(vec![entry_key(db, cursor)?]),
        Sort::Number => key.parse::<i64>().ok()?.into(),
        Sort::Status => key.parse::<i16>().ok()?.into(),
        Sort::Name
        | Sort::Vat
        | Sort::City
        | Sort::Manager
        | Sort::Country
        | Sort::Phone
        | Sort::Address
        | Sort::Contact
        | Sort::Own(_) => key.into(),
    };
    Some(std::iter::once(key).chain(tie.map(Value::from)).chain([cursor.id.into()]).collect())
}

fn entry_key(db: &Db, cursor: &Cursor) -> Option<Value> {
    if db.is_postgres() { Some(cursor.id.into()) } else { Some(cursor.key.parse::<i64>().ok()?.into()) }
}
