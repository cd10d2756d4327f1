//! Who may see imports, and who may make customers by them.

use domain::permissions::{Area, IMPORTING, Level};

use crate::{
    context::AppContext,
    error::AppError,
    session::{Viewer, viewer, viewer_who_may},
};

/// The colleague who asks, if it may see imports.
pub fn reader() -> Result<(AppContext, Viewer), AppError> {
    Ok((AppContext::current()?, viewer_who_may(Area::Imports, Level::Read)?))
}

/// The colleague who asks, if it may import.
pub fn importer() -> Result<(AppContext, Viewer), AppError> {
    let viewer = viewer()?;
    if may_import(&viewer) { Ok((AppContext::current()?, viewer)) } else { Err(AppError::Forbidden) }
}

/// Importing makes customers and their contacts: those rights are asked too.
pub fn may_import(viewer: &Viewer) -> bool {
    IMPORTING.iter().all(|area| viewer.may(*area, Level::Edit))
}
