//! Server functions of notes.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{audit::Trail, error::AppError, session::Texts};

/// A note about a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub id: Uuid,
    pub version: i32,
    pub text: String,
    /// Who wrote it, and who changed it last.
    pub trail: Trail,
}

/// Whose notes.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct NotesRequest {
    pub customer_id: Uuid,
}

/// A note to be added (without an id), or the new text of one that was read in `version`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveNoteRequest {
    pub customer_id: Uuid,
    pub id: Option<Uuid>,
    pub version: i32,
    pub text: String,
}

/// A note, as it was read in `version`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct NoteRequest {
    pub customer_id: Uuid,
    pub id: Uuid,
    pub version: i32,
}

/// A note that was deleted.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RestoreRequest {
    pub customer_id: Uuid,
    pub id: Uuid,
}

/// The field of a note's text: a page has that of a new one too.
#[must_use]
pub const fn text_field(is_new: bool) -> &'static str {
    if is_new { "text" } else { "changed_text" }
}

/// The notes of a customer, the newest first.
#[server(name = ListNotes, prefix = "/api", endpoint = "notes/list", input = Json, output = Json)]
pub async fn list(request: NotesRequest) -> Result<Vec<Note>, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Notes, Level::Read)?;
    super::store::list(&context.db, &viewer, request.customer_id).await
}

/// Adds a note, or changes one.
#[server(name = SaveNote, prefix = "/api", endpoint = "notes/save", input = Json, output = Json)]
pub async fn save(request: SaveNoteRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Notes, Level::Edit)?;
    super::store::save(&context, &viewer, request).await
}

/// Adds a note, or changes one, by a plain form.
#[server(name = SaveNoteForm, prefix = "/api", endpoint = "notes/save_form")]
pub async fn save_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/notes/save_form", texts, Area::Notes, Level::Edit, super::sent::save).await
}

/// Removes a note.
#[server(name = DeleteNote, prefix = "/api", endpoint = "notes/delete", input = Json, output = Json)]
pub async fn delete(request: NoteRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Notes, Level::Delete)?;
    super::store::delete(&context, &viewer, request).await
}

/// Removes a note by a plain form.
#[server(name = DeleteNoteForm, prefix = "/api", endpoint = "notes/delete_form")]
pub async fn delete_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use domain::permissions::{Area, Level};
    let sent = crate::session::plain::Sent::read("/api/notes/delete_form", texts, Area::Notes, Level::Delete)?;
    let Some(sent) = sent else { return Ok(()) };
    let deleted = super::sent::delete(&crate::context::AppContext::current()?, &sent).await;
    sent.answer(deleted)
}

/// Puts a note back that was deleted, as it was.
#[server(name = RestoreNote, prefix = "/api", endpoint = "notes/restore", input = Json, output = Json)]
pub async fn restore(request: RestoreRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Notes, Level::Delete)?;
    super::store::restore(&context, &viewer, request).await
}

/// Puts a note back by a plain form.
#[server(name = RestoreNoteForm, prefix = "/api", endpoint = "notes/restore_form")]
pub async fn restore_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use domain::permissions::{Area, Level};
    let sent = crate::session::plain::Sent::read("/api/notes/restore_form", texts, Area::Notes, Level::Delete)?;
    let Some(sent) = sent else { return Ok(()) };
    let restored = super::sent::restore(&crate::context::AppContext::current()?, &sent).await;
    sent.answer(restored)
}
