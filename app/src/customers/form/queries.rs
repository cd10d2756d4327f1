//! Adding and changing a customer.

use std::collections::HashSet;

use domain::{
    details::CustomerDetails,
    permissions::{Area, Level, Scope},
    templates::Content,
};
use entity::{business_unit, category, change, customer, firm, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    request::{ADDRESS, Blank, CONTACT, Choosable, CreateRequest, Filled, Part, UpdateRequest, Versions},
    stored::Stored,
    whole::Whole,
};
use crate::{
    access,
    audit::{Actor, AuditedTransaction, Origin},
    clock,
    context::AppContext,
    customers::{
        card::record::add,
        details, duplicates, financial,
        store::{self, NewCustomer},
        visible,
    },
    error::{AppError, Refusal},
    own_fields::{self, OwnForm, OwnPatch},
    patch::{Clash, Patch, Record},
    session::{Viewer, secret},
    settings, templates,
};

/// What an empty form begins with.
pub async fn blank(context: &AppContext, viewer: &Viewer) -> Result<Blank, AppError> {
    let db = &context.db.read;
    let firm = firm::Entity::find_by_id(viewer.firm_id).one(db).await?.ok_or(AppError::NotFound)?;
    Ok(Blank {
        form_id: Uuid::now_v7(),
        locale: format!("{}-{}", firm.locale, firm.country),
        country: firm.country,
        templates: templates::queries::choices(db, viewer.firm_id).await?,
        choosable: choosable(db, viewer.firm_id).await?,
        own: own_fields::of_customer::form(db, viewer, None).await?,
    })
}

/// What the form of a customer that exists begins with.
pub async fn filled(context: &AppContext, viewer: &Viewer, id: Uuid) -> Result<Filled, AppError> {
    let customer = visible::one(&context.db, viewer, id).await?;
    let choosable = choosable(&context.db.read, viewer.firm_id).await?;
    let stored = Stored::of(&context.db.read, viewer, customer).await?;
    let others = stored.others();
    let (company_has_access, with_access) = with_access(context, viewer, &stored).await?;
    let categories = store::categories_of(&context.db.read, viewer.firm_id, id).await?;
    let (versions, Whole { customer: details, address, contact, .. }) = (stored.versions(viewer), stored.shown(viewer));
    Ok(Filled {
        version: versions.customer,
        details,
        address: Part::of(versions.address, address),
        contact: viewer.may(Area::Contacts, Level::Edit).then(|| Part::of(versions.contact, contact)),
        company_has_access,
        contact_has_access: versions.contact.0.is_some_and(|id| with_access.contains(&id)),
        others,
        categories: categories.into_iter().map(|category| category.id).collect(),
        choosable,
        own: stored.own,
    })
}

/// Whether the company's address has access to the customer's own page, and which contacts have, for whoever may see that.
async fn with_access(
    context: &AppContext,
    viewer: &Viewer,
    Stored { customer, contacts, .. }: &Stored,
) -> Result<(bool, HashSet<Uuid>), AppError> {
    if !viewer.may(Area::Invitations, Level::Read) {
        return Ok((false, HashSet::new()));
    }
    let db = &context.db.read;
    let company = access::store::company_has_access(db, customer).await?;
    Ok((company, access::store::contacts_with_access(db, customer, contacts).await?))
}

/// Stores a new customer with its address, its contact and what its template gives, and tells its id. The same form again is the
/// same customer: it is not made twice.
pub async fn create(context: &AppContext, viewer: &Viewer, request: CreateRequest) -> Result<Uuid, AppError> {
    let batch_id = request.form_id.map(|form_id| batch_of(viewer, form_id));
    let (form, own) = own_of_new(context, viewer, &request.own).await?;
    let new = new_customer(context, viewer, request).await?;
    let id = new.customer.id;
    let origin = Origin { firm_id: viewer.firm_id, actor: Actor::User(viewer.user_id), source: "form", batch_id };
    let mut log = AuditedTransaction::new(context.db.begin().await?, origin);
    if let Some(batch_id) = batch_id {
        // Somebody clicked twice: the second click waits here for the first.
        log.lock_firm().await?;
        if let Some(made) = made(&log, viewer, batch_id).await? {
            return Ok(made);
        }
    }
    duplicates::refuse_unseen(&log.tx, viewer, &details::of_customer(&new.customer), None).await?;
    store::hold_categories(&log.tx, viewer.firm_id, &new.categories).await?;
    store::insert(&mut log, vec![new]).await.map_err(|error| duplicates::taken_for(viewer, error))?;
    own_fields::of_customer::write(&mut log, viewer, id, &form, &own).await?;
    log.finish().await?;
    Ok(id)
}

/// What a new customer has in own fields: each that must be filled in is named, whether the form knew it or not.
async fn own_of_new(context: &AppContext, viewer: &Viewer, sent: &OwnPatch) -> Result<(OwnForm, OwnPatch), AppError> {
    let db = &context.db.read;
    own_fields::of_customer::refuse_others(db, viewer, None, &sent.new).await?;
    let form = own_fields::of_customer::form(db, viewer, None).await?;
    let own = OwnPatch { seen: form.values.clone(), ..sent.tidied(&form) };
    let wrong = form.wrong(&own.typed());
    if wrong.is_empty() { Ok((form, own)) } else { Err(AppError::Invalid(wrong)) }
}

/// What holds together what one form of a colleague made. Nobody can choose it: an id that somebody sends is not trusted to be
/// that of a form.
fn batch_of(viewer: &Viewer, form_id: Uuid) -> Uuid {
    let hash = secret::hash(&format!("form {} {} {form_id}", viewer.firm_id, viewer.user_id));
    Uuid::from_u128(u128::from_str_radix(&hash[..32], 16).unwrap_or_default())
}

/// The customer that a form made already, if it still is there.
async fn made(log: &AuditedTransaction, viewer: &Viewer, batch_id: Uuid) -> Result<Option<Uuid>, AppError> {
    let lines = change::Entity::find().filter(change::Column::FirmId.eq(viewer.firm_id));
    let of_form = lines.filter(change::Column::BatchId.eq(batch_id)).filter(change::Column::RecordKind.eq("customer"));
    let Some(line) = of_form.one(&log.tx).await? else { return Ok(None) };
    let found = visible::visible_to(viewer).filter(customer::Column::Id.eq(line.record_id)).one(&log.tx).await?;
    Ok(found.map(|customer| customer.id))
}

async fn new_customer(context: &AppContext, viewer: &Viewer, request: CreateRequest) -> Result<NewCustomer, AppError> {
    let CreateRequest { template_id, customer, mut address, mut contact, categories, .. } = request;
    let id = Uuid::now_v7();
    let (firm_id, db) = (viewer.firm_id, &context.db.read);
    if address.country.is_empty() {
        address.country.clone_from(&customer.country);
    }
    if contact.locale.is_empty() {
        contact.locale.clone_from(&customer.locale);
    }
    let typed = Whole { customer, address, contact, ..Whole::default() };
    let wrong = typed.wrong(&Versions::default(), viewer.country(), None);
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let Whole { customer, address, contact, .. } = typed.tidied();
    let (address, contact) = (Some(address), Some(contact));
    let (address, contact) = (address.filter(|one| !one.is_empty()), contact.filter(|one| !one.is_empty()));
    if contact.is_some() && !viewer.may(Area::Contacts, Level::Edit) {
        return Err(AppError::Forbidden);
    }
    let customer = financial::written_by(viewer, customer, &CustomerDetails::default())?;
    known(db, firm_id, &customer, None).await?;
    let mut content = match template_id {
        Some(template_id) => templates::queries::content_in_use(db, firm_id, template_id).await?,
        None => Content::default(),
    };
    if viewer.rights.scope == Scope::Assigned && customer.manager_id != Some(viewer.user_id) {
        // Who sees only its own customers would lose the one it has just made.
        content.users.insert(viewer.user_id);
    }
    let blank = customer::Model { template_id, ..details::blank_customer(firm_id, id, clock::now()) };
    Ok(NewCustomer {
        customer: details::onto_customer(customer, blank),
        addresses: address.map(|address| details::new_address(firm_id, id, true, address)).into_iter().collect(),
        contacts: contact.map(|contact| details::new_contact(firm_id, id, true, contact)).into_iter().collect(),
        content,
        categories: categories.into_iter().collect(),
        own: Vec::new(),
    })
}

/// Changes a customer with its head office and its main contact, all or nothing, and ends the access by an address that is replaced if
/// that was asked. Where somebody else changed one of the same fields since,
/// nothing is written: `Conflict` tells what they are now.
pub async fn update(context: &AppContext, viewer: &Viewer, request: UpdateRequest) -> Result<(), AppError> {
    if request.contact.is_some() && !viewer.may(Area::Contacts, Level::Edit) {
        return Err(AppError::Forbidden);
    }
    let UpdateRequest { id, version, customer, address, contact, categories, own, end_access, end_company_access } =
        request;
    let (has_address, has_contact) = (address.is_some(), contact.is_some());
    let (address, contact) = (address.unwrap_or_default(), contact.unwrap_or_default());
    let seen = Versions { customer: version, address: address.seen(), contact: contact.seen() };
    let mut log = AuditedTransaction::by(context, viewer, "form").await?;
    let before = visible::one_to_write(&log.tx, viewer, id).await?;
    let stored = Stored::of(&log.tx, viewer, before).await?;
    own_fields::of_customer::refuse_others(&log.tx, viewer, Some(id), &own.new).await?;
    let own = own.tidied(&stored.own);
    stored.known(&log.tx, &seen).await?;
    let now = stored.versions(viewer);
    let seen = Versions {
        address: if has_address { seen.address } else { now.address },
        contact: if has_contact { seen.contact } else { now.contact },
        ..seen
    };
    let (old_address, old_contact) = (stored.address(seen.address), stored.contact(seen.contact));
    let changed = (
        customer.onto(&stored.customer_seen_by(viewer), stored.customer.version == version),
        patched(&address, old_address.map(|old| (old.version, details::of_address(old)))),
        patched(&contact, old_contact.map(|old| (old.version, details::of_contact(old)))),
        own.onto(&stored.own.values),
    );
    let (Ok(customer), Ok(address), Ok(contact), Ok(changed_own)) = changed else {
        let (customer, own) = (customer.typed(), own.typed());
        let typed = Whole { customer, address: address.details.typed(), contact: contact.details.typed(), own };
        return Err(stored.conflict(&log, viewer, &seen, &typed).await?);
    };
    let changed = Whole { customer, address, contact, own: own.typed() };
    let mut wrong = changed.wrong(&seen, viewer.country(), Some(&details::of_customer(&stored.customer)));
    wrong.retain(|name, _| (has_address || !name.starts_with(ADDRESS)) && (has_contact || !name.starts_with(CONTACT)));
    wrong.extend(stored.own.wrong(&changed.own));
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let Whole { customer: details, address, contact, .. } = changed.tidied();
    let Stored { customer: before, addresses, contacts, own: form } = &stored;
    let details = financial::written_by(viewer, details, &details::of_customer(before))?;
    known(&log.tx, viewer.firm_id, &details, before.manager_id).await?;
    duplicates::refuse_unseen(&log.tx, viewer, &details, Some(before)).await?;
    if let (true, Some(old)) = (end_access && has_contact, old_contact) {
        access::store::end_of_renamed(&mut log, viewer, before, old, &contact.email).await?;
    }
    if end_company_access {
        access::store::end_of_company(&mut log, viewer, before, &details.email).await?;
    }
    // An invitation that was taken back may have changed the customer's status.
    let before = &visible::one_to_write(&log.tx, viewer, id).await?;
    let after = details::onto_customer(details, before.clone());
    store::update(&mut log, before, after).await.map_err(|error| duplicates::taken_for(viewer, error))?;
    match old_address {
        _ if !has_address => {}
        Some(old) => log.update(old, details::onto_address(address, old.clone())).await?,
        None if address.is_empty() => {}
        // Somebody may have removed it: what was typed is not lost.
        None => add(&mut log, id, addresses, address).await?,
    }
    match old_contact {
        _ if !has_contact => {}
        Some(old) => log.update(old, details::onto_contact(contact, old.clone())).await?,
        None if contact.is_empty() => {}
        None => add(&mut log, id, contacts, contact).await?,
    }
    store::refresh(&mut log, id).await?;
    store::recategorise(&mut log, id, &categories).await?;
    let own = OwnPatch { new: changed_own, ..own };
    own_fields::of_customer::write(&mut log, viewer, id, form, &own).await?;
    log.finish().await
}

/// An address or a contact with what was changed of it: of what is stored, in which version, or of nothing where it is gone.
fn patched<T: Record>(part: &Part<Patch<T>>, stored: Option<(i32, T)>) -> Result<T, Clash> {
    match stored {
        Some((version, now)) => part.details.onto(&now, version == part.version),
        None => Ok(part.details.typed()),
    }
}

/// Manager and business unit are this firm's, or `NotFound`. A manager who left may stay, and is not chosen anew.
async fn known(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    details: &CustomerDetails,
    manager_before: Option<Uuid>,
) -> Result<(), AppError> {
    if let Some(id) = details.manager_id {
        let manager = user::Entity::find_by_id((firm_id, id)).one(db).await?.ok_or(AppError::NotFound)?;
        if !manager.active && manager_before != Some(id) {
            return Err(AppError::Refused(Refusal::ManagerLeft));
        }
    }
    if let Some(id) = details.business_unit_id {
        business_unit::Entity::find_by_id((firm_id, id)).one(db).await?.ok_or(AppError::NotFound)?;
    }
    Ok(())
}

/// What can be chosen for the firm's customers.
pub async fn choosable(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Choosable, AppError> {
    Ok(Choosable {
        colleagues: settings::queries::colleagues(db, firm_id).await?,
        business_units: settings::groups::choices::<business_unit::Model>(db, firm_id).await?,
        categories: settings::groups::choices::<category::Model>(db, firm_id).await?,
    })
}
