//! Who may see imports, and who may make customers by them.

use domain::permissions::IMPORTING;

use crate::{
    error::AppError,
    session::{
        Viewer,
        caller::{Area, Caller, Level},
    },
};

/// The colleague who asks, if it may see imports.
pub fn reader() -> Result<Caller, AppError> {
    Caller::who_may(Area::Imports, Level::Read)
}

/// The colleague who asks, if it may import.
pub fn importer() -> Result<Caller, AppError> {
    let caller = Caller::colleague()?;
    if may_import(&caller.viewer) { Ok(caller) } else { Err(AppError::Forbidden) }
}

/// Importing makes customers and their contacts: those rights are asked too.
pub fn may_import(viewer: &Viewer) -> bool {
    IMPORTING.iter().all(|area| viewer.may(*area, Level::Edit))
}
