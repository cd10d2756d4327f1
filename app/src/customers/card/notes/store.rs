//! The notes of a customer as they are stored, and every way to write them.

use std::collections::HashMap;

use domain::details::paragraph_within;
use entity::{change, note};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::api::{Note, NoteRequest, RestoreRequest, SaveNoteRequest, text_field};
use crate::{
    audit::{AuditedTransaction, Tracked, Trail, trails},
    context::{AppContext, Db},
    customers::{
        card::tabs::{self, NOTES},
        visible,
    },
    error::{AppError, FieldError},
    limits::Counted,
    session::Viewer,
};

/// How many characters a note may have.
const TEXT: usize = 4_000;

/// The notes of a customer, the newest first.
pub async fn list(db: &Db, viewer: &Viewer, customer_id: Uuid) -> Result<Vec<Note>, AppError> {
    visible::one(db, viewer, customer_id).await?;
    tabs::store::require(&db.read, viewer.firm_id, NOTES).await?;
    let mut trails = trails::of_kind::<note::Model>(&db.read, viewer, customer_id).await?;
    let notes = of_customer(&db.read, viewer.firm_id, customer_id).await?;
    Ok(notes.into_iter().map(|note| shown(note, &mut trails)).collect())
}

/// Adds a note, or changes one.
pub async fn save(context: &AppContext, viewer: &Viewer, request: SaveNoteRequest) -> Result<(), AppError> {
    let SaveNoteRequest { customer_id, id, version, text } = request;
    let (mut log, notes) = opened(context, viewer, customer_id).await?;
    let before = id.map(|id| one(&notes, id)).transpose()?;
    let text = checked(&text, text_field(id.is_none()))?;
    match before {
        None => {
            Counted::Notes.room(notes.len() as u64)?;
            let (firm_id, id) = (viewer.firm_id, Uuid::now_v7());
            log.insert(note::Model { firm_id, id, customer_id, version: 1, text }).await?;
        }
        // Both wrote the same: nobody is in the way of the other.
        Some(before) if before.version != version && before.text != text => {
            return Err(conflict(&log, viewer, before).await?);
        }
        Some(before) => log.update(before, note::Model { text, ..before.clone() }).await?,
    }
    log.finish().await
}

/// Removes a note.
pub async fn delete(context: &AppContext, viewer: &Viewer, request: NoteRequest) -> Result<(), AppError> {
    let (mut log, notes) = opened(context, viewer, request.customer_id).await?;
    let note = one(&notes, request.id)?;
    if note.version != request.version {
        return Err(conflict(&log, viewer, note).await?);
    }
    log.delete(note).await?;
    log.finish().await
}

/// Puts a note back that was deleted, as the change log tells it.
pub async fn restore(context: &AppContext, viewer: &Viewer, request: RestoreRequest) -> Result<(), AppError> {
    let RestoreRequest { customer_id, id } = request;
    let (mut log, notes) = opened(context, viewer, customer_id).await?;
    let last = change::Entity::find()
        .filter(change::Column::FirmId.eq(viewer.firm_id))
        .filter(change::Column::CustomerId.eq(customer_id))
        .filter(change::Column::RecordKind.eq(note::Model::KIND))
        .filter(change::Column::RecordId.eq(id))
        .order_by_desc(change::Column::Id)
        .one(&log.tx)
        .await?;
    let deleted = last.filter(|line| line.action == "delete").ok_or(AppError::NotFound)?;
    let fields: Map<String, Value> = serde_json::from_str(&deleted.fields).unwrap_or_default();
    let text = fields.get("text").and_then(|both| both[0].as_str()).ok_or(AppError::NotFound)?.to_owned();
    Counted::Notes.room(notes.len() as u64)?;
    let version = deleted.version + 1;
    log.insert(note::Model { firm_id: viewer.firm_id, id, customer_id, version, text }).await?;
    log.finish().await
}

/// Removes the notes of a customer that is removed.
pub async fn delete_all(log: &mut AuditedTransaction, customer_id: Uuid) -> Result<(), AppError> {
    for note in of_customer(&log.tx, log.firm_id(), customer_id).await? {
        log.delete(&note).await?;
    }
    Ok(())
}

/// A transaction that holds the customer, and its notes.
async fn opened(
    context: &AppContext,
    viewer: &Viewer,
    customer_id: Uuid,
) -> Result<(AuditedTransaction, Vec<note::Model>), AppError> {
    let log = AuditedTransaction::by(context, viewer, "card").await?;
    visible::one_to_write(&log.tx, viewer, customer_id).await?;
    tabs::store::require(&log.tx, viewer.firm_id, NOTES).await?;
    let notes = of_customer(&log.tx, viewer.firm_id, customer_id).await?;
    Ok((log, notes))
}

async fn of_customer(
    db: &impl ConnectionTrait,
    firm_id: Uuid,
    customer_id: Uuid,
) -> Result<Vec<note::Model>, AppError> {
    let notes = note::Entity::find()
        .filter(note::Column::FirmId.eq(firm_id))
        .filter(note::Column::CustomerId.eq(customer_id))
        .order_by_desc(note::Column::Id);
    Ok(notes.all(db).await?)
}

fn one(notes: &[note::Model], id: Uuid) -> Result<&note::Model, AppError> {
    notes.iter().find(|note| note.id == id).ok_or(AppError::NotFound)
}

fn checked(text: &str, field: &str) -> Result<String, AppError> {
    let text = paragraph_within(text, TEXT).map_err(|wrong| AppError::field(field, FieldError::Rejected(wrong)))?;
    if text.is_empty() { Err(AppError::field(field, FieldError::Required)) } else { Ok(text) }
}

fn shown(note: note::Model, trails: &mut HashMap<Uuid, Trail>) -> Note {
    let trail = trails.remove(&note.id).unwrap_or_default();
    Note { id: note.id, version: note.version, text: note.text, trail }
}

/// What the note is now, for a colleague who saw another version of it.
async fn conflict(log: &AuditedTransaction, viewer: &Viewer, note: &note::Model) -> Result<AppError, AppError> {
    let mut trails = trails::of_kind::<note::Model>(&log.tx, viewer, note.customer_id).await?;
    Ok(AppError::conflict(&shown(note.clone(), &mut trails)))
}
