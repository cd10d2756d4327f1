//! What stands in the cells that not every row has: read for a page at once, a query for each table that its columns need, and only
//! what they show.

use std::{borrow::Cow, collections::HashMap};

use domain::{
    Money,
    details::{AddressDetails, ContactDetails, CustomerDetails},
    email,
    fields::{Def, Kind, Record},
    sorting::sort_by_name,
};
use entity::{address, business_unit, category, contact, customer, customer_category, template};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryResult,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    columns::{Cell, Column},
    layout::Layout,
    own_cells::OwnCells,
    records::Row,
};
use crate::{
    batch,
    context::Db,
    customers::{
        details,
        fields::{
            bare_website, choice_name, country_name, language_name_in, money, readable_in, street_line, yes_or_no,
        },
        records::person_name,
    },
    error::AppError,
    i18n::*,
    nace,
    own_fields::OwnField,
    session::Viewer,
    ui,
};

/// How many customers are read at a time.
const CHUNK: usize = 500;
/// What the names of other records are read as.
const UNIT: &str = "unit";
const TEMPLATE: &str = "template";

/// What is read for some customers, by their ids.
#[derive(Default)]
struct Read {
    customers: HashMap<Uuid, QueryResult>,
    addresses: HashMap<Uuid, AddressDetails>,
    contacts: HashMap<Uuid, ContactDetails>,
    categories: HashMap<Uuid, Vec<String>>,
    own: OwnCells,
}

/// Fills the cells of the layout into rows, in the viewer's language. The layout is one that the viewer may see, and so are the fields
/// of the firm's own.
pub async fn fill(
    db: &Db,
    viewer: &Viewer,
    layout: &Layout,
    own: &[OwnField],
    rows: &mut [Row],
) -> Result<(), AppError> {
    let columns = layout.columns().map(|(column, _)| column).filter(|column| column.is_read());
    let columns: Vec<Cow<'static, Column>> = columns.collect();
    if columns.is_empty() {
        return Ok(());
    }
    let l = ui::locale_of(&viewer.locale);
    for rows in rows.chunks_mut(CHUNK) {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let read = read(db, viewer.firm_id, &columns, own, &ids).await?;
        for row in rows {
            row.more = columns.iter().map(|column| read.text(l, row.id, column.cell)).collect::<Result<_, DbErr>>()?;
        }
    }
    Ok(())
}

async fn read(
    db: &Db,
    firm_id: Uuid,
    columns: &[Cow<'static, Column>],
    own: &[OwnField],
    ids: &[Uuid],
) -> Result<Read, AppError> {
    let shows = |is: fn(Cell) -> bool| columns.iter().any(|column| is(column.cell));
    let ids = batch::padded(ids.iter().copied());
    let customers = async {
        match shows(|cell| matches!(cell, Cell::Customer(_) | Cell::Unit | Cell::Template)) {
            true => customers(db, firm_id, columns, &ids).await,
            false => Ok(HashMap::new()),
        }
    };
    let addresses = async {
        match shows(|cell| matches!(cell, Cell::Street | Cell::Address(_))) {
            true => addresses(db, firm_id, &ids).await,
            false => Ok(HashMap::new()),
        }
    };
    let contacts = async {
        match shows(|cell| matches!(cell, Cell::ContactName | Cell::Contact(_))) {
            true => contacts(db, firm_id, &ids).await,
            false => Ok(HashMap::new()),
        }
    };
    let categories = async {
        match shows(|cell| matches!(cell, Cell::Categories)) {
            true => categories(db, firm_id, &ids).await,
            false => Ok(HashMap::new()),
        }
    };
    let own = OwnCells::read(db, firm_id, columns.iter().map(AsRef::as_ref), own, &ids);
    let (customers, addresses, contacts, categories, own) =
        tokio::try_join!(customers, addresses, contacts, categories, own)?;
    Ok(Read { customers, addresses, contacts, categories, own })
}

/// The fields that are shown, and no others. A field's key is the name of its column.
async fn customers(
    db: &Db,
    firm_id: Uuid,
    columns: &[Cow<'static, Column>],
    ids: &[Uuid],
) -> Result<HashMap<Uuid, QueryResult>, AppError> {
    use customer::Column::{BusinessUnitId, Country, FirmId, Id, TemplateId};
    let mut select = Query::select();
    // The country says how a company number is read.
    select.columns([Id, Country]).from(customer::Entity).and_where(FirmId.eq(firm_id));
    select.and_where(Id.is_in(ids.iter().copied()));
    for column in columns {
        match column.cell {
            Cell::Customer(field) => {
                let key = CustomerDetails::def(field).key;
                if key != "country" {
                    select.column(Alias::new(key));
                }
            }
            Cell::Unit => {
                let unit = Query::select()
                    .column((business_unit::Entity, business_unit::Column::Name))
                    .from(business_unit::Entity)
                    .and_where(business_unit::Column::FirmId.eq(firm_id))
                    .and_where(business_unit::Column::Id.into_expr().equals(BusinessUnitId.as_column_ref()))
                    .take();
                named(&mut select, unit, UNIT);
            }
            Cell::Template => {
                let template = Query::select()
                    .column((template::Entity, template::Column::Name))
                    .from(template::Entity)
                    .and_where(template::Column::FirmId.eq(firm_id))
                    .and_where(template::Column::Id.into_expr().equals(TemplateId.as_column_ref()))
                    .take();
                named(&mut select, template, TEMPLATE);
            }
            _ => {}
        }
    }
    let rows = db.read.query_all(&select).await?;
    let rows = rows.into_iter().map(|row| Ok((row.try_get("", "id")?, row)));
    Ok(rows.collect::<Result<_, DbErr>>()?)
}

/// The name of another record, as a column.
fn named(select: &mut SelectStatement, name: SelectStatement, alias: &'static str) {
    select.expr_as(Expr::SubQuery(None, Box::new(name.into())), alias);
}

async fn addresses(db: &Db, firm_id: Uuid, ids: &[Uuid]) -> Result<HashMap<Uuid, AddressDetails>, AppError> {
    let found = address::Entity::find()
        .filter(address::Column::FirmId.eq(firm_id))
        .filter(address::Column::CustomerId.is_in(ids.iter().copied()))
        .filter(address::Column::HeadOffice.eq(true));
    let found = found.all(&db.read).await?;
    Ok(found.iter().map(|address| (address.customer_id, details::of_address(address))).collect())
}

async fn contacts(db: &Db, firm_id: Uuid, ids: &[Uuid]) -> Result<HashMap<Uuid, ContactDetails>, AppError> {
    let found = contact::Entity::find()
        .filter(contact::Column::FirmId.eq(firm_id))
        .filter(contact::Column::CustomerId.is_in(ids.iter().copied()))
        .filter(contact::Column::Main.eq(true));
    let found = found.all(&db.read).await?;
    Ok(found.iter().map(|contact| (contact.customer_id, details::of_contact(contact))).collect())
}

async fn categories(db: &Db, firm_id: Uuid, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>, AppError> {
    use customer_category::Column::{CategoryId, CustomerId, FirmId};
    let of_firm = category::Column::FirmId.into_expr().equals(FirmId.as_column_ref());
    let of_link = category::Column::Id.into_expr().equals(CategoryId.as_column_ref());
    let select = Query::select()
        .column((customer_category::Entity, CustomerId))
        .column((category::Entity, category::Column::Name))
        .from(customer_category::Entity)
        .inner_join(category::Entity, of_firm.and(of_link))
        .and_where(FirmId.eq(firm_id))
        .and_where(CustomerId.is_in(ids.iter().copied()))
        .take();
    let mut found: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in db.read.query_all(&select).await? {
        found.entry(row.try_get("", "customer_id")?).or_default().push(row.try_get("", "name")?);
    }
    for names in found.values_mut() {
        sort_by_name(names, String::as_str);
    }
    Ok(found)
}

impl Read {
    /// What a cell says of a customer, as people read it.
    fn text(&self, l: Locale, id: Uuid, cell: Cell) -> Result<String, DbErr> {
        let name = |alias| -> Result<String, DbErr> {
            let row = self.customers.get(&id).map(|row| row.try_get::<Option<String>>("", alias)).transpose()?;
            Ok(row.flatten().unwrap_or_default())
        };
        let contact = self.contacts.get(&id);
        let address = self.addresses.get(&id);
        Ok(match cell {
            Cell::Row(_) | Cell::Name | Cell::Status => String::new(),
            Cell::Customer(field) => match self.customers.get(&id) {
                Some(row) => of_row(l, row, CustomerDetails::def(field))?,
                None => String::new(),
            },
            Cell::Street => address.map(|address| street_line(l, address)).unwrap_or_default(),
            Cell::Address(field) => address.map(|address| of_record(l, address, field)).unwrap_or_default(),
            Cell::ContactName => contact.map(named_as).unwrap_or_default(),
            Cell::Contact(field) => contact.map(|contact| of_record(l, contact, field)).unwrap_or_default(),
            Cell::Unit => name(UNIT)?,
            Cell::Template => name(TEMPLATE)?,
            Cell::Categories => self.categories.get(&id).map(|names| names.join(", ")).unwrap_or_default(),
            Cell::Own(field) => self.own.text(l, id, field),
        })
    }
}

fn named_as(contact: &ContactDetails) -> String {
    person_name(&contact.first_name, &contact.last_name, &contact.email)
}

/// A field of the customer from its row.
fn of_row(l: Locale, row: &QueryResult, def: Def) -> Result<String, DbErr> {
    Ok(match def.kind {
        Kind::YesNo => yes_or_no(l, row.try_get("", def.key)?).to_owned(),
        Kind::Money => {
            let cents: Option<i64> = row.try_get("", def.key)?;
            cents.map(|cents| money(l, &Money::euro(cents).plain())).unwrap_or_default()
        }
        Kind::Number => row.try_get::<i64>("", def.key)?.to_string(),
        _ => {
            let (country, text): (String, String) = (row.try_get("", "country")?, row.try_get("", def.key)?);
            as_read(l, &country, def, text)
        }
    })
}

fn of_record<R: Record>(l: Locale, record: &R, field: R::Field) -> String {
    match record.yes_no(field) {
        Some(yes) => yes_or_no(l, yes).to_owned(),
        None => as_read(l, "", R::def(field), record.text(field).cloned().unwrap_or_default()),
    }
}

/// A text as people read it, on one line.
fn as_read(l: Locale, country: &str, def: Def, text: String) -> String {
    match def.kind {
        // Nothing said is one of the values.
        Kind::CustomerType => choice_name(l, def.key, &text),
        _ if text.is_empty() => text,
        Kind::Nace => nace::names::activity(&text).map(|activity| activity.words(ui::lang(l))).unwrap_or(text),
        Kind::LegalForm => choice_name(l, def.key, &text),
        Kind::Country => country_name(l, &text),
        Kind::Locale => language_name_in(l, &text),
        Kind::Url => bare_website(&text).to_owned(),
        Kind::Email => email::shown(&text),
        Kind::Paragraph => text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => readable_in(country, def.key, &text),
    }
}
