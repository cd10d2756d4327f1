//! Reading and writing what a customer has in own fields.

use std::collections::{BTreeSet, HashMap};

use domain::{
    Line, Reason,
    customers::Status,
    own_fields::{Labels, OwnKind, sort_key},
    permissions::{Area, Level},
    reference::entry_key,
};
use entity::{customer, own_field, own_value, user};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    AddedField, OwnFact, OwnField, OwnForm, OwnPatch, OwnValues, found,
    queries::{self, shown},
    reading,
    store::{self, CUSTOMER},
    values::{ADDED_LABEL, ADDED_VALUE, name_of},
};
use crate::{
    audit::AuditedTransaction,
    customers::{
        self,
        card::tabs::{self, FREE_FIELDS},
        records::Named,
    },
    error::{AppError, FieldError},
    limits::Counted,
    session::Viewer,
    ui::{lang, locale_of},
};

/// The fields that a colleague may change in the form of a customer, or in an empty form, with what the customer has in them.
pub async fn form(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer: Option<&customer::Model>,
) -> Result<OwnForm, AppError> {
    let all = queries::of_firm_and(db, viewer.firm_id, customer.map(|customer| customer.id)).await?;
    let fields = all.iter().filter_map(shown).filter(|field| !field.archived && may(viewer, field, Level::Edit));
    let fields: Vec<OwnField> = fields.collect();
    let mut stored = match customer {
        Some(customer) => of(db, viewer.firm_id, customer.id, &fields).await?,
        None => OwnValues::new(),
    };
    let values: OwnValues =
        fields.iter().map(|field| (field.id, stored.remove(&field.id).unwrap_or_default())).collect();
    let people = people(db, viewer.firm_id, &fields, &values).await?;
    let people = people.into_iter().map(|(id, name)| Named { id, name }).collect();
    let status = customer.and_then(|customer| Status::from_ordinal(customer.status)).unwrap_or_default();
    let has_tab = customer.is_some() && has_tab(db, viewer.firm_id).await?;
    let may_add = viewer.may(Area::FreeFields, Level::Edit);
    Ok(OwnForm { fields, values, people, status, has_tab, may_add })
}

/// The fields of all customers that a colleague sees, as columns of a file.
pub async fn columns(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<OwnField>, AppError> {
    let all = queries::of_firm(db, viewer.firm_id).await?;
    let open = all.iter().filter_map(shown).filter(|field| !field.archived && may(viewer, field, Level::Read));
    Ok(open.collect())
}

/// The fields that a colleague sees of a customer, by their ids, the archived ones too.
pub async fn seen_by(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer_id: Uuid,
) -> Result<HashMap<Uuid, OwnField>, AppError> {
    Ok(seen(db, viewer, customer_id).await?.into_iter().map(|field| (field.id, field)).collect())
}

/// The same in their order.
async fn seen(db: &impl ConnectionTrait, viewer: &Viewer, customer_id: Uuid) -> Result<Vec<OwnField>, AppError> {
    let all = queries::of_firm_and(db, viewer.firm_id, Some(customer_id)).await?;
    Ok(all.iter().filter_map(shown).filter(|field| may(viewer, field, Level::Read)).collect())
}

/// The own fields of a customer, as the first tab of its card shows them to a colleague: those of the firm also while they are empty,
/// and an archived one as long as it holds something. What stands on the tab *Vrije kenmerken* is left to that, where the card has it.
pub async fn facts(db: &impl ConnectionTrait, viewer: &Viewer, customer_id: Uuid) -> Result<Vec<OwnFact>, AppError> {
    let mut seen = seen(db, viewer, customer_id).await?;
    if seen.iter().any(|field| field.on_tab) && has_tab(db, viewer.firm_id).await? {
        seen.retain(|field| !field.on_tab);
    }
    with_values(db, viewer, customer_id, seen).await
}

/// Those that a colleague sees on the tab, and does not change in this form of it.
pub async fn facts_beside(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer_id: Uuid,
    form: &OwnForm,
) -> Result<Vec<OwnFact>, AppError> {
    let mut seen = seen(db, viewer, customer_id).await?;
    seen.retain(|field| field.on_tab && !form.values.contains_key(&field.id));
    with_values(db, viewer, customer_id, seen).await
}

/// Whether the firm's cards have the tab *Vrije kenmerken*.
async fn has_tab(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<bool, AppError> {
    tabs::store::is_on(db, firm_id, FREE_FIELDS).await
}

async fn with_values(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer_id: Uuid,
    mut fields: Vec<OwnField>,
) -> Result<Vec<OwnFact>, AppError> {
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let values = of(db, viewer.firm_id, customer_id, &fields).await?;
    fields.retain(|field| !field.archived || values.contains_key(&field.id));
    let people = people(db, viewer.firm_id, &fields, &values).await?;
    Ok(fields.iter().map(|field| fact(field, values.get(&field.id), &people)).collect())
}

/// A field with its value, as a card tells it.
pub(super) fn fact(field: &OwnField, value: Option<&String>, people: &HashMap<Uuid, String>) -> OwnFact {
    let value = value.map(|value| named(field, value, people)).unwrap_or_default();
    OwnFact { field: field.id, labels: field.labels.clone(), kind: field.kind, value, by_customer: false }
}

/// A value with its options, or the colleague that it is, by their names.
pub fn named(field: &OwnField, value: &str, people: &HashMap<Uuid, String>) -> String {
    match field.kind {
        OwnKind::Choice | OwnKind::Several => field.options.in_words(value),
        OwnKind::Colleague => value.parse().ok().and_then(|id: Uuid| people.get(&id)).cloned().unwrap_or_default(),
        _ => value.to_owned(),
    }
}

/// Whether a field is open to a colleague: by the area that guards it, and by that of its tab, whether the cards have the tab or not.
pub fn may(viewer: &Viewer, field: &OwnField, level: Level) -> bool {
    let of_tab = field.on_tab.then_some(Area::FreeFields);
    field.area.into_iter().chain(of_tab).all(|area| viewer.may(area, level))
}

/// What a customer has in these fields.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
    fields: &[OwnField],
) -> Result<OwnValues, AppError> {
    let found = reading::read(db, firm_id, fields, rows_of(db, firm_id, customer_id).await?).await?;
    Ok(found.into_iter().map(|(_, field_id, value)| (field_id, value)).collect())
}

async fn rows_of(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<Vec<own_value::Model>, AppError> {
    let found = own_value::Entity::find()
        .filter(own_value::Column::FirmId.eq(firm_id))
        .filter(own_value::Column::CustomerId.eq(customer_id));
    Ok(found.all(db).await?)
}

/// The names of the colleagues who stand in values.
pub(super) async fn people(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    fields: &[OwnField],
    values: &OwnValues,
) -> Result<HashMap<Uuid, String>, AppError> {
    let of_people = fields.iter().filter(|field| field.kind == OwnKind::Colleague);
    names(db, firm_id, of_people.filter_map(|field| values.get(&field.id)?.parse().ok()).collect()).await
}

/// What colleagues of the firm are called.
pub async fn names(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    ids: BTreeSet<Uuid>,
) -> Result<HashMap<Uuid, String>, AppError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let these = Condition::all().add(user::Column::FirmId.eq(firm_id)).add(user::Column::Id.is_in(ids));
    let found = user::Entity::find().filter(these).all(db).await?;
    Ok(found.into_iter().map(|user| (user.id, user.name)).collect())
}

/// Whether a field is empty that a customer with this status must have a value in, whoever may see it.
pub async fn lacks(db: &impl ConnectionTrait, customer: &customer::Model, status: Status) -> Result<bool, AppError> {
    let all = queries::of_firm_and(db, customer.firm_id, Some(customer.id)).await?;
    let required = all.iter().filter_map(shown).filter(|field| !field.archived);
    let required: Vec<OwnField> = required.filter(|field| field.required_from.holds_for(status)).collect();
    if required.is_empty() {
        return Ok(false);
    }
    let values = of(db, customer.firm_id, customer.id, &required).await?;
    Ok(required.iter().any(|field| !values.contains_key(&field.id)))
}

/// Goes on only with fields that the firm or the customer has and that the colleague may change.
///
/// # Errors
/// `NotFound` for any other field, `Forbidden` for one that an area of permission guards.
pub async fn refuse_others(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    customer_id: Option<Uuid>,
    changed: &OwnValues,
) -> Result<(), AppError> {
    if changed.is_empty() {
        return Ok(());
    }
    let all = queries::of_firm_and(db, viewer.firm_id, customer_id).await?;
    for id in changed.keys() {
        let field = all.iter().find(|field| field.id == *id).and_then(shown).ok_or(AppError::NotFound)?;
        if !may(viewer, &field, Level::Edit) {
            return Err(AppError::Forbidden);
        }
    }
    Ok(())
}

/// Writes the values that change, in their one form, and adds the field that the customer alone gets. An empty value removes what there
/// was, and a field that the customer alone has goes with it.
pub async fn write(
    log: &mut AuditedTransaction,
    viewer: &Viewer,
    customer_id: Uuid,
    form: &OwnForm,
    patch: &OwnPatch,
) -> Result<(), AppError> {
    hold_kinds(log, &form.fields, &patch.new).await?;
    let mut is_found_otherwise = patch.added.is_some();
    for field in &form.fields {
        let Some(value) = patch.new.get(&field.id) else { continue };
        if field.kind == OwnKind::Colleague && !value.is_empty() {
            refuse_strangers(log, field.id, value).await?;
        }
        is_found_otherwise |= put(log, customer_id, field, value).await?;
        if field.of_customer && value.is_empty() {
            set_archived(log, field.id, true).await?;
        }
    }
    if let Some(added) = &patch.added {
        add(log, viewer, customer_id, added).await?;
    }
    if is_found_otherwise {
        customers::store::refind(&log.tx, log.firm_id(), &[customer_id]).await?;
    }
    Ok(())
}

/// Keeps the kinds of the fields that change as the form knew them until the end. One whose kind somebody changed meanwhile has to be
/// read again.
pub(super) async fn hold_kinds(
    log: &AuditedTransaction,
    fields: &[OwnField],
    changed: &OwnValues,
) -> Result<(), AppError> {
    let now = found::hold(&log.tx, log.firm_id(), changed.keys().copied()).await?;
    let is_as_known = |field: &OwnField| now.get(&field.id).is_some_and(|kind| kind == field.kind.key());
    let mut changing = fields.iter().filter(|field| changed.contains_key(&field.id));
    if changing.all(is_as_known) { Ok(()) } else { Err(AppError::Conflict(String::new())) }
}

/// Writes one value; an empty one removes what there was. Answers whether what the customer is found by follows from it.
pub(super) async fn put(
    log: &mut AuditedTransaction,
    customer_id: Uuid,
    field: &OwnField,
    value: &str,
) -> Result<bool, AppError> {
    let firm_id = log.firm_id();
    let before = own_value::Entity::find_by_id((firm_id, customer_id, field.id)).one(&log.tx).await?;
    let was = before.as_ref().map(|before| field.kind_of(&before.kind));
    let (value, value_key, kind) = (value.to_owned(), sort_key(field.kind, value), field.stored_kind().to_owned());
    match before {
        None if value.is_empty() => {}
        None => {
            let new = own_value::Model { firm_id, customer_id, field_id: field.id, version: 1, value, value_key, kind };
            log.insert(new).await?;
        }
        Some(before) if value.is_empty() => log.delete(&before).await?,
        Some(before) => log.update(&before, own_value::Model { value, value_key, kind, ..before.clone() }).await?,
    }
    Ok(found::follows_from(field.kind) || was.is_some_and(found::follows_from))
}

/// A colleague who is chosen works at the firm.
async fn refuse_strangers(log: &AuditedTransaction, field: Uuid, value: &str) -> Result<(), AppError> {
    let id: Uuid = value.parse().map_err(|_| AppError::NotFound)?;
    let found = user::Entity::find_by_id((log.firm_id(), id)).one(&log.tx).await?.ok_or(AppError::NotFound)?;
    let left = || AppError::field(&name_of(field), FieldError::Rejected(Reason::Format { example: None }.into()));
    if found.active { Ok(()) } else { Err(left()) }
}

/// Gives a customer a field that it alone has. One of this label that was emptied comes back.
async fn add(
    log: &mut AuditedTransaction,
    viewer: &Viewer,
    customer_id: Uuid,
    added: &AddedField,
) -> Result<(), AppError> {
    if !viewer.may(Area::FreeFields, Level::Edit) {
        return Err(AppError::Forbidden);
    }
    let refused = |name: &str, rejection| AppError::field(name, FieldError::Rejected(rejection));
    let label = added.label.parse::<Line>().map(String::from).map_err(|why| refused(ADDED_LABEL, why))?;
    let value = OwnKind::Text.read(&added.value, &Default::default()).map_err(|why| refused(ADDED_VALUE, why))?;
    let key = entry_key(&label);
    let of_label = |field: &OwnField| field.labels.all().any(|label| entry_key(label) == key);
    let there = queries::of_firm_and(&log.tx, log.firm_id(), Some(customer_id)).await?;
    let same = there.iter().filter_map(shown).find(of_label);
    let field = match same {
        Some(field) if field.of_customer && field.archived => {
            set_archived(log, field.id, false).await?;
            field
        }
        Some(_) => return Err(AppError::field(ADDED_LABEL, FieldError::Taken)),
        None => {
            let own: Vec<&own_field::Model> = there.iter().filter(|field| field.customer_id.is_some()).collect();
            Counted::OwnFieldsOfCustomer.room(own.len() as u64)?;
            let labels = Labels::one(lang(locale_of(&viewer.locale)), &label);
            let field = OwnField { labels, of_customer: true, ..store::new(OwnKind::Text) };
            let place = own.last().map_or(1, |last| last.place + 1);
            let model = store::model(log.firm_id(), field.clone(), place, CUSTOMER);
            log.insert(own_field::Model { customer_id: Some(customer_id), ..model }).await?;
            field
        }
    };
    put(log, customer_id, &field, &value).await?;
    Ok(())
}

async fn set_archived(log: &mut AuditedTransaction, field: Uuid, archived: bool) -> Result<(), AppError> {
    let found = own_field::Entity::find_by_id((log.firm_id(), field)).one(&log.tx).await?.ok_or(AppError::NotFound)?;
    log.update(&found, own_field::Model { archived, ..found.clone() }).await
}

/// Removes what a customer has in own fields, and the fields that it alone has, before it is removed itself.
pub async fn forget(log: &mut AuditedTransaction, customer_id: Uuid) -> Result<(), AppError> {
    for value in rows_of(&log.tx, log.firm_id(), customer_id).await? {
        log.delete(&value).await?;
    }
    for field in queries::only_of(&log.tx, log.firm_id(), customer_id).await? {
        log.delete(&field).await?;
    }
    Ok(())
}
