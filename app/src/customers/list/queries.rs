//! One page of the list, and the counts beside it.

use domain::{
    customers::Status,
    permissions::{Area, Level},
};
use entity::{business_unit, category, customer_tally};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    address::{Cursor, ListQuery, Place, Sort, Tab, View},
    api::NeighboursRequest,
    cells,
    filter::Filter,
    layout::Layout,
    layouts, own_filter,
    pages::{self, Found, Ordering, Plan},
    records::{Count, Counts, ListPage, Neighbours, Printed, Row},
};
use crate::{
    context::Db,
    customers::records::Named,
    error::AppError,
    own_fields::{OwnField, of_customer},
    session::Viewer,
    settings::groups,
    ui::locale_of,
};

/// A view that lets through fewer than one in so many is not looked for along the order, but from the view's own customers.
const RARE: u64 = 20;

/// So many values of an own field are counted, and no more.
const VALUES: usize = 20_000;
/// More of them than these are not gathered while the index of another order is walked.
const FREQUENT: usize = 2_000;

/// The page that an address asks for.
pub async fn page(db: &Db, viewer: &Viewer, query: &ListQuery) -> Result<ListPage, AppError> {
    let fields = of_customer::columns(&db.read, viewer).await?;
    let (mut page, layout, units, categories, own) = tokio::try_join!(
        found(db, viewer, query, &fields),
        layouts::of_viewer(&db.read, viewer, &fields),
        groups::choices::<business_unit::Model>(&db.read, viewer.firm_id),
        groups::choices::<category::Model>(&db.read, viewer.firm_id),
        own_filter::offered(&db.read, viewer, &fields),
    )?;
    cells::fill(db, viewer, &layout, &fields, &mut page.rows).await?;
    let unread = query.own.as_ref().and_then(|choice| own_filter::unread(choice, &fields, locale_of(&viewer.locale)));
    Ok(ListPage { layout, units, categories, own, unread, ..page })
}

/// The rows and the counts of a page, without what its filters choose from.
async fn found(db: &Db, viewer: &Viewer, query: &ListQuery, own: &[OwnField]) -> Result<ListPage, AppError> {
    let filter = filter(db, viewer, query, own).await?;
    let (plan, counts) = if filter.is_narrowed() {
        counted(db, &filter, query.tab).await?
    } else {
        let tally = Tally::read(db, viewer).await?;
        let here = tally.count(query.tab, query.view);
        // The index of an own field has the customers of all tabs together.
        let all = match query.sort {
            Some(Sort::Own(_)) => Tab::ALL.into_iter().map(|tab| tally.count(tab, View::All)).sum(),
            _ => tally.count(query.tab, View::All),
        };
        let plan = if here * RARE < all { pages::find(db, &filter).await?.0 } else { Plan::IndexScan };
        (plan, Counts::of(|tab| Count::Exactly(tally.count(tab, query.view))))
    };
    let ordering = ordering(&filter, &plan, query, own, query.page_size.rows());
    let sort = ordering.sort;
    let found = pages::rows(db, &filter, plan, &ordering).await?;
    let (rows, previous, next) = cut(found, &ordering);
    Ok(ListPage {
        rows,
        sort,
        previous,
        next,
        counts,
        units: Vec::new(),
        categories: Vec::new(),
        own: Vec::new(),
        unread: None,
        layout: Layout::default(),
    })
}

/// What an address asks for. On SQLite it is told from where to look for those with a value of an own field: from the values, or from
/// the customers of a tab, whichever are fewer.
async fn filter<'a>(db: &Db, viewer: &'a Viewer, query: &ListQuery, own: &[OwnField]) -> Result<Filter<'a>, AppError> {
    let mut filter = Filter::of(viewer, query, own);
    if let Some(own) = filter.own.as_mut().filter(|own| own.is_counted() && !db.is_postgres()) {
        let tally = Tally::read(db, viewer).await?;
        let values = own.customers(viewer.firm_id).limit(VALUES as u64).take();
        let values = pages::count_rows(db, values).await?;
        own.is_frequent = values > FREQUENT;
        let fewer = |tab: &Tab| values == VALUES || tally.count(*tab, View::All) < values as u64;
        own.asked_in = Tab::ALL.into_iter().filter(fewer).collect();
    }
    Ok(filter)
}

/// Counts what a search or the viewer's scope leaves in each tab, and looks on the plan how the page is found.
async fn counted(db: &Db, filter: &Filter<'_>, tab: Tab) -> Result<(Plan, Counts), AppError> {
    let in_tab = async |other: Tab| match other == tab {
        true => pages::find(db, filter).await.map(|(plan, count)| (Some(plan), count)),
        false => pages::count(db, &filter.in_tab(other)).await.map(|count| (None, count)),
    };
    let (active, draft, inactive) = tokio::try_join!(in_tab(Tab::Active), in_tab(Tab::Draft), in_tab(Tab::Inactive))?;
    let counts = Counts { active: active.1, draft: draft.1, inactive: inactive.1 };
    Ok((active.0.or(draft.0).or(inactive.0).unwrap_or(Plan::IndexScan), counts))
}

/// The next customers of a list from its place on, at most so many whatever its pages hold, and the list that goes on behind them.
pub async fn following(
    db: &Db,
    viewer: &Viewer,
    query: &ListQuery,
    most: usize,
) -> Result<(Vec<Found>, Option<ListQuery>), AppError> {
    let own = named_by(db, viewer, query).await?;
    let filter = filter(db, viewer, query, &own).await?;
    let plan = plan(db, &filter).await?;
    let ordering = ordering(&filter, &plan, query, &own, most);
    // What the order follows from may change meanwhile; the order of one list may not.
    let sort = Some(ordering.sort);
    let mut found = pages::rows(db, &filter, plan, &ordering).await?;
    let more = found.len() > most;
    found.truncate(most);
    let last = found.last().filter(|_| more).map(Found::cursor);
    let next = last.map(|cursor| ListQuery { sort, ..query.at(Place::After(cursor)) });
    Ok((found, next))
}

/// The customers of a list from its first page on, at most so many.
pub async fn printed(db: &Db, viewer: &Viewer, query: &ListQuery, most: usize) -> Result<Printed, AppError> {
    let first = query.clone().first_page();
    let fields = of_customer::columns(&db.read, viewer).await?;
    let ((found, next), layout, units, categories, own) = tokio::try_join!(
        following(db, viewer, &first, most),
        layouts::of_viewer(&db.read, viewer, &fields),
        groups::choices::<business_unit::Model>(&db.read, viewer.firm_id),
        groups::choices::<category::Model>(&db.read, viewer.firm_id),
        own_filter::offered(&db.read, viewer, &fields),
    )?;
    let l = locale_of(&viewer.locale);
    let named = |groups: Vec<Named>, id| groups.into_iter().find(|group| Some(group.id) == id).map(|group| group.name);
    let own = query.own.as_ref().and_then(|choice| own.iter().find_map(|group| group.words(l, choice)));
    let groups = named(units, query.unit).into_iter().chain(named(categories, query.category)).chain(own).collect();
    let mut rows: Vec<Row> = found.into_iter().map(row).collect();
    cells::fill(db, viewer, &layout, &fields, &mut rows).await?;
    Ok(Printed { rows, layout, groups, more: next.is_some() })
}

/// The customers before and behind one in a list, by the list's order. Its page does not matter.
pub async fn neighbours(db: &Db, viewer: &Viewer, request: NeighboursRequest) -> Result<Neighbours, AppError> {
    let NeighboursRequest { query, id } = request;
    let own = named_by(db, viewer, &query).await?;
    let filter = filter(db, viewer, &query, &own).await?;
    let sort = ordering(&filter, &plan(db, &filter).await?, &query, &own, 1).sort;
    let here = pages::place_of(db, viewer, sort, id).await?;
    let query = ListQuery { sort: Some(sort), ..query };
    let beside = async |place: Place| -> Result<Option<Uuid>, AppError> {
        let (query, plan) = (query.at(place), plan(db, &filter).await?);
        let rows = pages::rows(db, &filter, plan, &ordering(&filter, &Plan::IndexScan, &query, &own, 1)).await?;
        Ok(rows.first().map(|found| found.id))
    };
    let (previous, next) = tokio::try_join!(beside(Place::Before(here.clone())), beside(Place::After(here)))?;
    Ok(Neighbours { previous, next })
}

/// How the customers of a filter are found, where nobody counts them.
async fn plan(db: &Db, filter: &Filter<'_>) -> Result<Plan, AppError> {
    Ok(if filter.is_narrowed() { pages::find(db, filter).await?.0 } else { Plan::IndexScan })
}

/// The fields of the firm's own that a list may be about, as far as the viewer sees them.
async fn named_by(db: &Db, viewer: &Viewer, query: &ListQuery) -> Result<Vec<OwnField>, AppError> {
    let is_named = query.own.is_some() || matches!(query.sort, Some(Sort::Own(_)));
    if is_named { of_customer::columns(&db.read, viewer).await } else { Ok(Vec::new()) }
}

/// The order that was chosen; else by name, or by entry when a search finds more than need be looked at, unless a value of an own field
/// is sought. `own` are the fields of the firm's own that the viewer sees.
fn ordering<'a>(filter: &Filter<'_>, plan: &Plan, query: &'a ListQuery, own: &[OwnField], most: usize) -> Ordering<'a> {
    let entry_is_known = filter.is_sought() && !filter.is_listed();
    let sort = match query.sort {
        Some(Sort::Entry) if !entry_is_known => Sort::Name,
        // Whom the viewer may not see does not show by the order either.
        Some(Sort::Contact) if !filter.viewer.may(Area::Contacts, Level::Read) => Sort::Name,
        Some(Sort::Own(field)) if own.iter().all(|known| known.id != field) => Sort::Name,
        Some(sort) => sort,
        None if entry_is_known && filter.own.is_none() && matches!(plan, Plan::FilteredScan(_)) => Sort::Entry,
        None => Sort::Name,
    };
    Ordering { sort, descending: query.descending && sort != Sort::Entry, place: &query.place, most }
}

/// Takes the row too many away, which told that there are more, and says where the pages around this one begin and end.
fn cut(mut found: Vec<Found>, ordering: &Ordering<'_>) -> (Vec<Row>, Option<Cursor>, Option<Cursor>) {
    let more = found.len() > ordering.most;
    found.truncate(ordering.most);
    let (before, after) = match ordering.place {
        Place::First => (false, more),
        Place::After(_) => (true, more),
        Place::Before(_) => {
            found.reverse();
            (more, true)
        }
    };
    let previous = found.first().filter(|_| before).map(Found::cursor);
    let next = found.last().filter(|_| after).map(Found::cursor);
    (found.into_iter().map(row).collect(), previous, next)
}

fn row(found: Found) -> Row {
    let Found { id, version, number, name, vat, city, status, manager, sort_key: _, tie_key: _ } = found;
    let status = Status::from_ordinal(status).unwrap_or_default();
    Row { id, version, number, name, vat, city, status, manager, more: Vec::new() }
}

/// The counts that are kept beside the list.
struct Tally(Vec<customer_tally::Model>);

impl Tally {
    async fn read(db: &Db, viewer: &Viewer) -> Result<Self, AppError> {
        let of_firm = customer_tally::Entity::find().filter(customer_tally::Column::FirmId.eq(viewer.firm_id));
        Ok(Self(of_firm.all(&db.read).await?))
    }

    fn count(&self, tab: Tab, view: View) -> u64 {
        let counted = |row: &&customer_tally::Model| {
            row.tab == tab as i16 && (view == View::All || row.has_vat == (view == View::WithVat))
        };
        self.0.iter().filter(counted).map(|row| row.customers.max(0) as u64).sum()
    }
}
