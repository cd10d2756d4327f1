//! Where uploaded workbooks are kept: a folder a firm, named by the import, never by what the browser says.

use std::path::PathBuf;

use uuid::Uuid;

use crate::{
    context::{AppContext, internal},
    error::AppError,
};

/// Where the workbook of an import lies.
pub fn path(context: &AppContext, firm_id: Uuid, import_id: Uuid) -> PathBuf {
    folder(context, firm_id).join(format!("{import_id}.xlsx"))
}

/// The folder of a firm's workbooks.
pub fn folder(context: &AppContext, firm_id: Uuid) -> PathBuf {
    context.files.join("imports").join(firm_id.to_string())
}

/// Removes the workbook of an import; one that is gone already is fine.
pub async fn remove(context: &AppContext, firm_id: Uuid, import_id: Uuid) -> Result<(), AppError> {
    match tokio::fs::remove_file(path(context, firm_id, import_id)).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(internal(error)),
        _ => Ok(()),
    }
}
