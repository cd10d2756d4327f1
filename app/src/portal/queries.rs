//! What a customer's person may see: the companies that it keeps, as long as their firm works for them.

use domain::{customers::Status, details::CustomerDetails, sorting::sort_by_name};
use entity::{customer, firm, portal_customer};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    records::{Company, Overview, Part},
    save,
};
use crate::{
    customers::{details, store},
    error::AppError,
    session::PortalViewer,
};

/// The companies of this person, by name.
pub async fn companies(db: &impl ConnectionTrait, viewer: &PortalViewer) -> Result<Vec<Company>, AppError> {
    let kept = portal_customer::Entity::find()
        .filter(portal_customer::Column::AccountId.eq(viewer.account_id))
        .all(db)
        .await?;
    let firms =
        firm::Entity::find().filter(firm::Column::Id.is_in(kept.iter().map(|kept| kept.firm_id))).all(db).await?;
    // The firm stands in the condition too, since every index on customers begins with it.
    let customers = customer::Entity::find()
        .filter(customer::Column::FirmId.is_in(kept.iter().map(|kept| kept.firm_id)))
        .filter(customer::Column::Id.is_in(kept.iter().map(|kept| kept.customer_id)))
        .filter(customer::Column::Status.ne(Status::Archived as i16))
        .all(db)
        .await?;
    let firm = |id: Uuid| firms.iter().find(|firm| firm.id == id).map(|firm| firm.name.clone()).unwrap_or_default();
    let mut companies: Vec<Company> = customers
        .into_iter()
        .map(|customer| Company { id: customer.id, firm: firm(customer.firm_id), name: customer.name })
        .collect();
    sort_by_name(&mut companies, |company| &company.name);
    Ok(companies)
}

/// One company of this person with all that the firm shows of it; any other is not found.
pub async fn overview(db: &impl ConnectionTrait, viewer: &PortalViewer, id: Uuid) -> Result<Overview, AppError> {
    let companies = companies(db, viewer).await?;
    let company = companies.iter().find(|company| company.id == id).ok_or(AppError::NotFound)?;
    let firm_id = firm_of(db, viewer, id).await?;
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
    let shown = shared(details::of_customer(&customer));
    Ok(Overview {
        id,
        version: customer.version,
        firm: company.firm.clone(),
        missing: Overview::gaps(&shown, &addresses, &contacts),
        details: shown,
        addresses,
        contacts,
        others: companies.len() > 1,
        draft: save::take_draft(id),
    })
}

/// The firm that works for a company of this person; any other company is not found.
pub async fn firm_of(db: &impl ConnectionTrait, viewer: &PortalViewer, customer_id: Uuid) -> Result<Uuid, AppError> {
    let kept = portal_customer::Entity::find()
        .filter(portal_customer::Column::AccountId.eq(viewer.account_id))
        .filter(portal_customer::Column::CustomerId.eq(customer_id))
        .one(db)
        .await?;
    Ok(kept.ok_or(AppError::NotFound)?.firm_id)
}

/// What of a customer's details is not internal to the firm.
fn shared(details: CustomerDetails) -> CustomerDetails {
    let CustomerDetails { name, vat, company_number, country, locale, iban, email, phone, mobile, website, .. } =
        details;
    CustomerDetails {
        name,
        vat,
        company_number,
        country,
        locale,
        iban,
        email,
        phone,
        mobile,
        website,
        ..CustomerDetails::default()
    }
}

/// The details that were sent, with what is internal to the firm as it is.
pub fn merged(sent: &CustomerDetails, own: CustomerDetails) -> CustomerDetails {
    let CustomerDetails { number, external_reference, description, mandate, manager_id, business_unit_id, .. } = own;
    let mut merged = shared(sent.clone());
    merged.number = number;
    merged.external_reference = external_reference;
    merged.description = description;
    merged.mandate = mandate;
    merged.manager_id = manager_id;
    merged.business_unit_id = business_unit_id;
    merged
}
