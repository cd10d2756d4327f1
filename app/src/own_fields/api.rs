//! Server functions of the definitions of own fields.

use leptos::{prelude::*, server_fn::codec::Json};

use super::{ArchiveRequest, FieldRequest, Fields, KindAsked, KindRequest, KindView, ShiftRequest};
use crate::{error::AppError, session::Texts};

/// The firm's own fields.
#[server(name = ListOwnFields, prefix = "/api", endpoint = "own_fields/list", input = Json)]
pub async fn list() -> Result<Fields, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Read)?;
    super::queries::list(&context.db.read, &viewer).await
}

/// Makes a field, or changes one.
#[server(name = SaveOwnField, prefix = "/api", endpoint = "own_fields/save", input = Json)]
pub async fn save(request: FieldRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    super::store::save(&context, &viewer, request).await
}

/// Makes a field, or changes one, by a plain form.
#[server(name = SaveOwnFieldForm, prefix = "/api", endpoint = "own_fields/save_form")]
pub async fn save_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/own_fields/save_form", texts, Area::Settings, Level::Edit, super::plain::save).await
}

/// Lets a field be offered no more, or again.
#[server(name = ArchiveOwnField, prefix = "/api", endpoint = "own_fields/archive", input = Json)]
pub async fn archive(request: ArchiveRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    super::store::archive(&context, &viewer, request).await.map(drop)
}

/// Lets a field change places with the one before or after it.
#[server(name = ShiftOwnField, prefix = "/api", endpoint = "own_fields/shift", input = Json)]
pub async fn shift(request: ShiftRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    super::store::shift(&context, &viewer, request).await.map(drop)
}

/// Lets a field be offered no more, or again, by a plain form.
#[server(name = ArchiveOwnFieldForm, prefix = "/api", endpoint = "own_fields/archive_form")]
pub async fn archive_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/own_fields/archive_form", texts, Area::Settings, Level::Edit, super::plain::archive).await
}

/// Lets a field change places by a plain form.
#[server(name = ShiftOwnFieldForm, prefix = "/api", endpoint = "own_fields/shift_form")]
pub async fn shift_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/own_fields/shift_form", texts, Area::Settings, Level::Edit, super::plain::shift).await
}

/// The kind of a field: what became of its values, and what would become of them.
#[server(name = KindOfOwnField, prefix = "/api", endpoint = "own_fields/kind", input = Json, output = Json)]
pub async fn kind(request: KindAsked) -> Result<KindView, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    super::new_kind::queries::view(&context.db, &viewer, request).await
}

/// Gives a field another kind, puts that back, or goes on with it.
#[server(name = ChangeKindOfOwnField, prefix = "/api", endpoint = "own_fields/change_kind", input = Json)]
pub async fn change_kind(request: KindRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    super::new_kind::store::step(&context, &viewer, request).await
}

/// Does so by a plain form.
#[server(name = ChangeKindOfOwnFieldForm, prefix = "/api", endpoint = "own_fields/change_kind_form")]
pub async fn change_kind_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/own_fields/change_kind_form", texts, Area::Settings, Level::Edit, super::new_kind::plain::step)
        .await
}

/// Adds the ready-made set by a plain form.
#[server(name = AddSetOfOwnFields, prefix = "/api", endpoint = "own_fields/add_set")]
pub async fn add_set(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/own_fields/add_set", texts, Area::Settings, Level::Edit, super::plain::add_set).await
}
