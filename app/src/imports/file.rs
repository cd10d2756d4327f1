//! Where uploaded workbooks are kept: a folder a firm, named by the import, never by what the browser says.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    context::{AppContext, internal},
    error::AppError,
};

/// Where the workbook of an import lies.
pub fn path(context: &AppContext, firm_id: Uuid, import_id: Uuid) -> PathBuf {
    path_below(&context.files, firm_id, import_id)
}

/// The same, below a folder of uploaded files.
pub fn path_below(files: &Path, firm_id: Uuid, import_id: Uuid) -> PathBuf {
    files.join("imports").join(firm_id.to_string()).join(format!("{import_id}.xlsx"))
}

/// A file in one of these folders.
pub struct Stored {
    pub path: PathBuf,
    pub firm_id: Uuid,
    /// Of the import that it came for, if there is one.
    pub id: Uuid,
    /// When it was last written.
    pub written: DateTime<Utc>,
}

/// All files in the folders of all firms. What bears another name than it would have been given here is somebody else's.
pub async fn all(context: &AppContext) -> Result<Vec<Stored>, AppError> {
    all_below(&context.files).await
}

/// The same, below a folder of uploaded files.
pub async fn all_below(files: &Path) -> Result<Vec<Stored>, AppError> {
    let folder = files.join("imports");
    tokio::task::spawn_blocking(move || stored(&folder)).await.map_err(internal)?.map_err(AppError::from)
}

/// What lies below a folder of uploaded files, and was put there by nobody of ours.
pub async fn strangers_below(files: &Path) -> Result<Vec<PathBuf>, AppError> {
    let folder = files.to_owned();
    tokio::task::spawn_blocking(move || strangers(&folder)).await.map_err(internal)?.map_err(AppError::from)
}

fn strangers(files: &Path) -> std::io::Result<Vec<PathBuf>> {
    let (mut found, imports) = (Vec::new(), files.join("imports"));
    found.extend(entries(files)?.into_iter().filter(|path| *path != imports));
    for of_firm in entries(&imports)? {
        if !of_firm.is_dir() || named(&of_firm).is_none() {
            found.push(of_firm);
            continue;
        }
        let is_ours = |path: &PathBuf| named(path).is_some() && path.is_file();
        found.extend(entries(&of_firm)?.into_iter().filter(|path| !is_ours(path)));
    }
    found.sort();
    Ok(found)
}

fn stored(folder: &Path) -> std::io::Result<Vec<Stored>> {
    let mut found = Vec::new();
    for of_firm in entries(folder)? {
        let Some(firm_id) = named(&of_firm) else { continue };
        for path in entries(&of_firm)? {
            let Some(id) = named(&path) else { continue };
            // One that went since it was listed needs no looking after.
            let Ok(about) = path.metadata() else { continue };
            let written = about.modified()?.into();
            found.push(Stored { path, firm_id, id, written });
        }
    }
    Ok(found)
}

/// What lies in a folder; nothing, where it has not been made yet.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    match folder.read_dir() {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn named(path: &Path) -> Option<Uuid> {
    path.file_stem()?.to_str()?.parse().ok()
}

/// Removes the workbook of an import; one that is gone already is fine.
pub async fn remove(context: &AppContext, firm_id: Uuid, import_id: Uuid) -> Result<(), AppError> {
    remove_at(&path(context, firm_id, import_id)).await
}

/// Removes what lies here; what is gone already is fine.
pub async fn remove_at(path: &Path) -> Result<(), AppError> {
    match tokio::fs::remove_file(path).await {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
