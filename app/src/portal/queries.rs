//! What a customer's person may see: the companies that it keeps, as long as their firm works for them.

use chrono::Duration;
use domain::{customers::Status, details::CustomerDetails, fields::Record, sorting::sort_by_name};
use entity::{customer, firm, portal_customer};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

use super::{
    draft::{Draft, Form},
    records::{Company, Overview, Part},
    save,
};
use crate::{
    clock,
    context::Db,
    customers::{details, portal_changes::proposals, store},
    error::AppError,
    own_fields,
    session::PortalViewer,
    settings::firm::letterhead,
};

/// How often it is written down that a company was opened.
const TOUCH: Duration = Duration::minutes(10);

/// What this session opens of what the person keeps: all of it, or the one company of a link.
fn open_to(viewer: &PortalViewer) -> Select<portal_customer::Entity> {
    let of_account = portal_customer::Entity::find().filter(portal_customer::Column::AccountId.eq(viewer.account_id));
    match viewer.only {
        None => of_account,
        Some(only) => of_account
            .filter(portal_customer::Column::FirmId.eq(only.firm_id))
            .filter(portal_customer::Column::CustomerId.eq(only.customer_id)),
    }
}

/// The companies of this person, by name.
pub async fn companies(db: &impl ConnectionTrait, viewer: &PortalViewer) -> Result<Vec<Company>, AppError> {
    let kept = open_to(viewer).all(db).await?;
    let firms =
        firm::Entity::find().filter(firm::Column::Id.is_in(kept.iter().map(|kept| kept.firm_id))).all(db).await?;
    // The firm stands in the condition too, since every index on customers begins with it.
    let customers = customer::Entity::find()
        .filter(customer::Column::FirmId.is_in(kept.iter().map(|kept| kept.firm_id)))
        .filter(customer::Column::Id.is_in(kept.iter().map(|kept| kept.customer_id)))
        .filter(customer::Column::Status.ne(Status::Archived as i16))
        .all(db)
        .await?;
    let firm = |id: Uuid| firms.iter().find(|firm| firm.id == id).map(letterhead).unwrap_or_default();
    let mut companies: Vec<Company> = customers
        .into_iter()
        .map(|customer| Company {
            id: customer.id,
            name: customer.name,
            firm_id: customer.firm_id,
            firm: firm(customer.firm_id),
        })
        .collect();
    sort_by_name(&mut companies, |company| &company.name);
    Ok(companies)
}

/// One company of this person with all that the firm shows of it; any other is not found. That it was opened is written down.
pub async fn overview(database: &Db, viewer: &PortalViewer, id: Uuid) -> Result<Overview, AppError> {
    let db = &database.read;
    let companies = companies(db, viewer).await?;
    let company = companies.iter().find(|company| company.id == id).ok_or(AppError::NotFound)?;
    let access = access_to(db, viewer, id).await?;
    let firm_id = access.firm_id;
    touch(database, access).await?;
    let customer = customer::Entity::find_by_id((firm_id, id)).one(db).await?.ok_or(AppError::NotFound)?;
    let addresses: Vec<_> = store::addresses_of(db, firm_id, id)
        .await?
        .iter()
        .map(|one| Part { id: one.id, version: one.version, first: one.head_office, details: details::of_address(one) })
        .collect();
    let contacts: Vec<_> = store::contacts_of(db, firm_id, id)
        .await?
        .iter()
        .filter(|one| one.active)
        .map(|one| Part { id: one.id, version: one.version, first: one.main, details: details::of_contact(one) })
        .collect();
    let own = shared(&details::of_customer(&customer));
    let stored = proposals::stored(db, firm_id, id).await?;
    let proposal = proposals::read(stored.as_ref(), &own);
    let (shown, waiting) = (proposal.onto(own.clone()), proposals::shown(&proposal, &own));
    let (facts, own_form) = own_fields::of_portal::shared(db, firm_id, id).await?;
    // Who was signed out meanwhile may have been overtaken.
    let draft = save::take_draft(id).map(|draft| {
        let now = match draft.form {
            Form::Details => Some(customer.version),
            Form::Address(id) => addresses.iter().find(|part| Some(part.id) == id).map(|part| part.version),
            Form::Contact(id) => contacts.iter().find(|part| Some(part.id) == id).map(|part| part.version),
        };
        let overtaken = now.is_some_and(|now| now != draft.version);
        let mut wrong = draft.wrong;
        if draft.form == Form::Details {
            wrong.extend(own_form.wrong(&own_fields::sent(&own_form, &draft.values).typed()));
        }
        Draft { conflict: draft.conflict || overtaken, wrong, ..draft }
    });
    Ok(Overview {
        id,
        account_id: viewer.account_id,
        version: customer.version,
        firm: company.firm.name.clone(),
        letterhead: company.firm.clone(),
        name: own.name,
        waiting,
        facts,
        own: own_form,
        missing: Overview::gaps(&shown, &addresses, &contacts),
        details: shown,
        addresses,
        contacts,
        others: companies.len() > 1,
        draft,
    })
}

/// This person's access to a company; any other company is not found.
pub async fn access_to(
    db: &impl ConnectionTrait,
    viewer: &PortalViewer,
    customer_id: Uuid,
) -> Result<portal_customer::Model, AppError> {
    let of_company = portal_customer::Column::CustomerId.eq(customer_id);
    open_to(viewer).filter(of_company).one(db).await?.ok_or(AppError::NotFound)
}

/// Writes down that a company was opened, not at every look.
async fn touch(db: &Db, access: portal_customer::Model) -> Result<(), AppError> {
    let now = clock::now();
    if access.seen_at.is_some_and(|seen| now - seen < TOUCH) {
        return Ok(());
    }
    let tx = db.begin().await?;
    let seen = portal_customer::ActiveModel { seen_at: Set(Some(now)), ..Default::default() };
    portal_customer::Entity::update_many()
        .set(seen)
        .filter(portal_customer::Column::FirmId.eq(access.firm_id))
        .filter(portal_customer::Column::CustomerId.eq(access.customer_id))
        .filter(portal_customer::Column::AccountId.eq(access.account_id))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}

/// What of a customer's details is not internal to the firm.
fn shared(details: &CustomerDetails) -> CustomerDetails {
    // What it is asked for follows from its type.
    let asked = CustomerDetails { customer_type: details.customer_type.clone(), ..CustomerDetails::default() };
    let shared = merged(details, asked);
    if shared.is_individual() {
        return shared;
    }
    CustomerDetails { given_name: String::new(), family_name: String::new(), ..shared }
}

/// The details that were sent, with what is internal to the firm as it is.
pub fn merged(sent: &CustomerDetails, mut own: CustomerDetails) -> CustomerDetails {
    for field in CustomerDetails::FIELDS {
        if CustomerDetails::def(*field).is_shared() {
            own.take(*field, sent);
        }
    }
    own
}
