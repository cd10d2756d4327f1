//! Writing the definitions of own fields.

use std::collections::BTreeMap;

use domain::{
    Language, Reason,
    own_fields::{GUARDING, Labels, Options, OwnKind, RequiredFrom, Sharing},
    reference::entry_key,
};
use entity::own_field;
use leptos_i18n::td_string;
use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use super::{ArchiveRequest, FieldRequest, OwnField, ShiftRequest, found, help_name, label_name, queries};
use crate::{
    audit::AuditedTransaction,
    context::AppContext,
    customers::{list::export::is_title, store::refind},
    error::{AppError, FieldError, Refusal},
    i18n::*,
    limits::{self, Counted},
    session::Viewer,
    ui::lang,
};

/// By which way a field was made: in the settings, as part of the ready-made set, of a column of a file, or for one customer.
const SETTINGS: &str = "settings";
pub(super) const SET: &str = "set";
pub(super) const CUSTOMER: &str = "customer";
const FILE: &str = "import";

/// Makes a field, or changes what it is called and what can be chosen in it.
pub async fn save(context: &AppContext, viewer: &Viewer, request: FieldRequest) -> Result<(), AppError> {
    let refused = |name: &str, rejection| AppError::field(name, FieldError::Rejected(rejection));
    let labels = request.labels.checked().map_err(|(language, why)| refused(&label_name(language), why))?;
    let help = request.help.as_ref().map(Labels::checked_help).transpose();
    let help = help.map_err(|(language, why)| refused(&help_name(language), why))?;
    if request.area.is_some_and(|area| !GUARDING.contains(&area)) {
        return Err(refused("area", Reason::Format { example: None }.into()));
    }
    refuse_titles(&labels)?;
    let mut log = begin(context, viewer).await?;
    let all = queries::of_firm(&log.tx, viewer.firm_id).await?;
    refuse_taken(&all, request.id, &labels)?;
    let area = request.area.map(|area| area.key().to_owned()).unwrap_or_default();
    let guarded = |field: &own_field::Model| {
        let on_tab = request.on_tab.unwrap_or(field.on_tab);
        own_field::Model { area: area.clone(), on_tab, ..field.clone() }
    };
    let opens_or_closes = |field: &own_field::Model| found::is_open(field) != found::is_open(&guarded(field));
    let stored = all.iter().find(|field| Some(field.id) == request.id);
    if let Some(field) = stored.filter(|field| opens_or_closes(field)) {
        // Who changes a customer holds that first, and its fields after.
        found::hold_customers(&log.tx, field).await?;
    }
    let before = match request.id {
        Some(id) => Some(seen(&log, id, request.version).await?),
        None => None,
    };
    let known = before.as_ref().and_then(queries::shown).map(|field| field.options).unwrap_or_default();
    let options = known.changed(&request.options, &request.more_options).map_err(|why| refused("more_options", why))?;
    if options.len() > limits::OPTIONS {
        return Err(refused("more_options", Reason::Range { min: 0, max: limits::OPTIONS as i64 }.into()));
    }
    let FieldRequest { kind, required_from, sharing, .. } = request;
    let kind = before.as_ref().and_then(|before| OwnKind::from_key(&before.kind)).unwrap_or(kind);
    if !sharing.fits(kind) {
        return Err(refused("sharing", Reason::Format { example: None }.into()));
    }
    match before {
        Some(before) => {
            let after = own_field::Model {
                labels: json(&labels),
                options: json(&options),
                required_from: required_from.key().to_owned(),
                sharing: sharing.key().to_owned(),
                help: help.map_or_else(|| before.help.clone(), |help| help_json(&help)),
                ..guarded(&before)
            };
            log.update(&before, after).await?;
            if opens_or_closes(&before) {
                let customers = found::hold_customers(&log.tx, &before).await?;
                refind(&log.tx, viewer.firm_id, &customers).await?;
            }
        }
        None => {
            let (area, on_tab, help) = (request.area, request.on_tab.unwrap_or_default(), help.unwrap_or_default());
            let field = OwnField { labels, options, required_from, area, on_tab, sharing, help, ..new(kind) };
            add(&mut log, &all, vec![field], SETTINGS).await?;
        }
    }
    log.finish().await
}

/// Lets a field be offered no more, or again. What customers have in it is kept. Says whether it was not so already.
pub async fn archive(context: &AppContext, viewer: &Viewer, request: ArchiveRequest) -> Result<bool, AppError> {
    let mut log = begin(context, viewer).await?;
    let before = seen(&log, request.id, request.version).await?;
    let after = own_field::Model { archived: request.archived, ..before.clone() };
    let is_change = before.archived != after.archived;
    log.update(&before, after).await?;
    log.finish().await?;
    Ok(is_change)
}

/// Lets a field change places with the one before or after it; the first and the last stay where they are. Says
/// whether it did.
pub async fn shift(context: &AppContext, viewer: &Viewer, request: ShiftRequest) -> Result<bool, AppError> {
    let mut log = begin(context, viewer).await?;
    let all = queries::of_firm(&log.tx, viewer.firm_id).await?;
    let at = all.iter().position(|field| field.id == request.id).ok_or(AppError::NotFound)?;
    let other = if request.up { at.checked_sub(1) } else { Some(at + 1) };
    let (Some(one), Some(other)) = (all.get(at), other.and_then(|other| all.get(other))) else { return Ok(false) };
    log.update(one, own_field::Model { place: other.place, ..one.clone() }).await?;
    log.update(other, own_field::Model { place: one.place, ..other.clone() }).await?;
    log.finish().await?;
    Ok(true)
}

/// Adds the ready-made set, once: a number, three texts and three lists.
pub async fn add_set(context: &AppContext, viewer: &Viewer) -> Result<(), AppError> {
    let mut log = begin(context, viewer).await?;
    let all = queries::of_firm(&log.tx, viewer.firm_id).await?;
    if all.iter().any(|field| field.origin == SET) {
        return Ok(());
    }
    let set = [(OwnKind::Number, 1), (OwnKind::Text, 3), (OwnKind::Choice, 3)];
    let fields = set.into_iter().flat_map(|(kind, many)| (1..=many).map(move |place| ready_made(kind, place)));
    let fields: Vec<OwnField> = fields.collect();
    fields.iter().try_for_each(|field| refuse_taken(&all, None, &field.labels))?;
    add(&mut log, &all, fields, SET).await?;
    log.finish().await
}

/// Makes the fields of a file's columns, and tells by their labels which is which.
///
/// # Errors
/// `ImportState` where the firm has a field of such a label by now: the column was checked as if it had none.
pub async fn add_of_file(
    log: &mut AuditedTransaction,
    fields: Vec<OwnField>,
) -> Result<BTreeMap<String, Uuid>, AppError> {
    log.lock_firm().await?;
    let all = queries::of_firm(&log.tx, log.firm_id()).await?;
    let is_free = |field: &OwnField| refuse_taken(&all, None, &field.labels).is_ok();
    if !fields.iter().all(is_free) {
        return Err(AppError::Refused(Refusal::ImportState));
    }
    let label = |field: &OwnField| field.labels.all().next().unwrap_or_default().to_owned();
    let made = fields.iter().map(|field| (label(field), field.id)).collect();
    add(log, &all, fields, FILE).await?;
    Ok(made)
}

fn ready_made(kind: OwnKind, place: usize) -> OwnField {
    let mut labels = Labels::default();
    for locale in Locale::get_all() {
        let place = place.to_string();
        let label = match kind {
            OwnKind::Number => td_string!(*locale, own_fields.set.number, place),
            OwnKind::Choice => td_string!(*locale, own_fields.set.choice, place),
            _ => td_string!(*locale, own_fields.set.text, place),
        };
        labels.set(lang(*locale), label);
    }
    OwnField { labels, ..new(kind) }
}

/// A field without a name.
pub(crate) fn new(kind: OwnKind) -> OwnField {
    OwnField {
        id: Uuid::now_v7(),
        version: 1,
        labels: Labels::default(),
        kind,
        options: Options::default(),
        required_from: RequiredFrom::Never,
        area: None,
        sharing: Sharing::Internal,
        help: Labels::default(),
        first_kind: kind,
        archived: false,
        of_customer: false,
        on_tab: false,
    }
}

/// Stores new fields behind those that there are.
async fn add(
    log: &mut AuditedTransaction,
    there: &[own_field::Model],
    fields: Vec<OwnField>,
    origin: &'static str,
) -> Result<(), AppError> {
    Counted::OwnFields.fits(there.len() + fields.len())?;
    let last = there.last().map_or(0, |field| field.place);
    for (field, place) in fields.into_iter().zip(last + 1..) {
        log.insert(model(log.firm_id(), field, place, origin)).await?;
    }
    Ok(())
}

/// A new field as a row.
pub(super) fn model(firm_id: Uuid, field: OwnField, place: i32, origin: &str) -> own_field::Model {
    own_field::Model {
        firm_id,
        id: field.id,
        version: 1,
        kind: field.kind.key().to_owned(),
        labels: json(&field.labels),
        options: json(&field.options),
        required_from: field.required_from.key().to_owned(),
        area: field.area.map(|area| area.key().to_owned()).unwrap_or_default(),
        sharing: field.sharing.key().to_owned(),
        place,
        origin: origin.to_owned(),
        archived: false,
        help: help_json(&field.help),
        first_kind: String::new(),
        change_id: None,
        customer_id: None,
        on_tab: field.on_tab,
    }
}

fn help_json(help: &Labels) -> String {
    if help.is_empty() { String::new() } else { json(help) }
}

pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::json!(value).to_string()
}

/// A file does not tell a field from a column of the product that has its name: what it holds would not come back from an export.
fn refuse_titles(labels: &Labels) -> Result<(), AppError> {
    let mut named = Language::ALL.iter().filter(|language| !labels.own(**language).is_empty());
    match named.find(|language| is_title(labels.own(**language))) {
        Some(language) => Err(AppError::field(&label_name(*language), FieldError::TitleOfFile)),
        None => Ok(()),
    }
}

/// Two fields of a firm do not have one label: files name a column by it.
fn refuse_taken(all: &[own_field::Model], id: Option<Uuid>, labels: &Labels) -> Result<(), AppError> {
    let others = all.iter().filter(|other| Some(other.id) != id).filter_map(queries::shown);
    let taken: Vec<String> = others.flat_map(|other| other.labels.all().map(entry_key).collect::<Vec<_>>()).collect();
    let is_taken = |language: &Language| taken.contains(&entry_key(labels.own(*language)));
    match Language::ALL.iter().filter(|language| !labels.own(**language).is_empty()).find(|language| is_taken(language))
    {
        Some(language) => Err(AppError::field(&label_name(*language), FieldError::Taken)),
        None => Ok(()),
    }
}

/// A log of changes of the definitions. Those of one firm come one after the other.
async fn begin(context: &AppContext, viewer: &Viewer) -> Result<AuditedTransaction, AppError> {
    let log = AuditedTransaction::by(context, viewer, "settings").await?;
    log.lock_firm().await?;
    Ok(log)
}

/// The field of the firm as it was seen, held until the end.
pub(super) async fn seen(log: &AuditedTransaction, id: Uuid, version: i32) -> Result<own_field::Model, AppError> {
    let found = own_field::Entity::find_by_id((log.firm_id(), id)).lock_exclusive().one(&log.tx).await?;
    let found = found.filter(|field| field.customer_id.is_none()).ok_or(AppError::NotFound)?;
    match queries::shown(&found) {
        Some(now) if found.version != version => Err(AppError::conflict(&now)),
        _ => Ok(found),
    }
}
