//! One customer with all that its card shows.

use std::collections::HashSet;

use domain::permissions::{Area, Level};
use entity::{business_unit, contact, customer, template, user};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, FromQueryResult,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use crate::{
    access,
    audit::{
        history::{HistoryPage, HistoryRequest},
        read, trails,
    },
    context::{AppContext, Db},
    customers::{
        card::tabs,
        details, duplicates, financial,
        portal_changes::{news, proposals},
        records::{Address, Card, Contact},
        status, store, visible,
    },
    error::AppError,
    nace, own_fields,
    session::Viewer,
};

/// One page of the history of a customer that the viewer sees, or `NotFound`.
pub async fn history(context: &AppContext, viewer: &Viewer, request: HistoryRequest) -> Result<HistoryPage, AppError> {
    let HistoryRequest { customer_id, before } = request;
    visible::one(&context.db, viewer, customer_id).await?;
    read::page(&context.db, context.kinds, viewer, customer_id, before).await
}

/// A customer that the viewer sees, or `NotFound`.
pub async fn card(db: &Db, viewer: &Viewer, id: Uuid) -> Result<Card, AppError> {
    let customer = visible::one(db, viewer, id).await?;
    let (firm_id, read) = (viewer.firm_id, &db.read);
    let own = details::of_customer(&customer);
    let (
        mut trails,
        addresses,
        (contacts, with_access),
        names,
        categories,
        duplicates,
        news,
        waiting,
        tabs,
        mut own_facts,
    ) = tokio::try_join!(
        trails::of_customer(read, viewer, id),
        store::addresses_of(read, firm_id, id),
        contacts(db, viewer, &customer),
        Names::of(read, &customer),
        store::categories_of(read, firm_id, id),
        duplicates::of_card(read, viewer, &customer),
        news::of_card(read, viewer, id),
        proposals::of_card(read, viewer, &customer, &own),
        tabs::store::of_viewer(read, viewer),
        own_fields::of_customer::facts(read, viewer, id),
    )?;
    let mut trail = |id| trails.remove(&id).unwrap_or_default();
    let by_customer = |id| news.as_ref().is_some_and(|news| news.records.contains(&id));
    let own_news = news.as_ref().map(|news| &news.own);
    own_facts.iter_mut().for_each(|fact| fact.by_customer = own_news.is_some_and(|own| own.contains_key(&fact.field)));
    let addresses = addresses.into_iter().map(|address| Address {
        id: address.id,
        version: address.version,
        head_office: address.head_office,
        by_customer: by_customer(address.id),
        details: details::of_address(&address),
        trail: trail(address.id),
    });
    let addresses = addresses.collect();
    let contacts = contacts.map(|contacts| {
        let contacts = contacts.into_iter().map(|contact| Contact {
            id: contact.id,
            version: contact.version,
            main: contact.main,
            active: contact.active,
            has_access: with_access.contains(&contact.id),
            by_customer: by_customer(contact.id),
            details: details::of_contact(&contact),
            trail: trail(contact.id),
        });
        contacts.collect()
    });
    Ok(Card {
        id,
        version: customer.version,
        status: status::of(&customer),
        details: financial::seen_by(viewer, own),
        manager: names.manager,
        business_unit: names.business_unit,
        template: names.template,
        activity: nace::names::activity(&customer.nace),
        categories: categories.into_iter().map(|category| category.name).collect(),
        own: own_facts,
        duplicates,
        waiting,
        trail: trail(id),
        tabs,
        addresses,
        contacts,
        news,
        city: customer.city,
    })
}

/// The contacts, for whoever may see them, and which of them have access to the customer's own page.
async fn contacts(
    db: &Db,
    viewer: &Viewer,
    customer: &customer::Model,
) -> Result<(Option<Vec<contact::Model>>, HashSet<Uuid>), AppError> {
    if !viewer.may(Area::Contacts, Level::Read) {
        return Ok((None, HashSet::new()));
    }
    let contacts = store::contacts_of(&db.read, viewer.firm_id, customer.id).await?;
    let with_access = match viewer.may(Area::Invitations, Level::Read) {
        true => access::store::contacts_with_access(&db.read, customer, &contacts).await?,
        false => HashSet::new(),
    };
    Ok((Some(contacts), with_access))
}

/// What a customer's row knows by its id.
#[derive(FromQueryResult)]
struct Names {
    manager: Option<String>,
    business_unit: Option<String>,
    template: Option<String>,
}

impl Names {
    /// All of them in one query.
    async fn of(db: &impl ConnectionTrait, customer: &customer::Model) -> Result<Self, AppError> {
        use customer::Column::{BusinessUnitId, FirmId, Id, ManagerId, TemplateId};
        let is = |firm: Expr, id: Expr, named: customer::Column| {
            let of_firm = firm.equals(FirmId.as_column_ref());
            Condition::all().add(of_firm).add(id.equals(named.as_column_ref()))
        };
        let mut select = Query::select();
        select.from(customer::Entity).and_where(FirmId.eq(customer.firm_id)).and_where(Id.eq(customer.id));
        let of_user = is(user::Column::FirmId.into_expr(), user::Column::Id.into_expr(), ManagerId);
        select.left_join(user::Entity, of_user).expr_as(user::Column::Name.into_expr(), "manager");
        let of_unit =
            is(business_unit::Column::FirmId.into_expr(), business_unit::Column::Id.into_expr(), BusinessUnitId);
        select.left_join(business_unit::Entity, of_unit);
        select.expr_as(business_unit::Column::Name.into_expr(), "business_unit");
        let of_template = is(template::Column::FirmId.into_expr(), template::Column::Id.into_expr(), TemplateId);
        select.left_join(template::Entity, of_template).expr_as(template::Column::Name.into_expr(), "template");
        let row = db.query_one(&select).await?.ok_or(AppError::NotFound)?;
        Ok(Self::from_query_result(&row, "")?)
    }
}
