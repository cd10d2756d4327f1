//! Uploaded files against the rows that speak of them.

use std::path::Path;

use chrono::Duration;
use domain::imports::State;
use entity::import;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::ExprTrait,
};
use uuid::Uuid;

use super::{
    report::{Part, Problems},
    rows::readable,
};
use crate::{
    clock,
    error::AppError,
    imports::{file, retention},
};

/// Imports that are looked at together.
const PAGE: u64 = 500;
/// A file that has no row yet may be on its way.
const ON_ITS_WAY: Duration = Duration::hours(1);

/// Looks both ways: rows without their file, and files without a row.
/// Files belong to no snapshot: what seems to be wrong is looked at once more, as a server may have gone on meanwhile.
pub(super) async fn check(db: &impl ConnectionTrait, files: &Path) -> Result<Part, AppError> {
    let mut problems = Problems::default();
    let mut lost = lost_of(db, files, &mut problems).await?;
    if !lost.is_empty() {
        let still = missing(db, files).await?;
        lost.retain(|id| still.contains(id));
    }
    let count = lost.len() as u64;
    if count > 0 {
        problems.add_many("an import has lost its file", count, lost.iter().map(Uuid::to_string));
    }
    let stored = file::all_below(files).await?;
    let now = clock::now();
    for file in &stored {
        match (size_of(db, file).await?, file.path.metadata()) {
            (None, Ok(_)) if now - file.written > ON_ITS_WAY => {
                problems.add("a file belongs to no import", file.path.display().to_string());
            }
            (Some(size), Ok(about)) if u64::try_from(size).ok() != Some(about.len()) => {
                let which = format!("{}: {} bytes, came with {size}", file.path.display(), about.len());
                problems.add("a file is not as long as it was", which);
            }
            _ => {}
        }
    }
    for path in file::strangers_below(files).await? {
        problems.add("a file is none of the product's", path.display().to_string());
    }
    Ok(problems.into_part("files", format!("{} files", stored.len())))
}

/// How long a file was that came for an import; none where there is no such import.
async fn size_of(db: &impl ConnectionTrait, file: &file::Stored) -> Result<Option<i64>, AppError> {
    let of_import = import::Entity::find_by_id((file.firm_id, file.id));
    Ok(of_import.select_only().column(import::Column::FileSize).into_tuple().one(db).await?)
}

/// The imports that somebody can go on with, and whose file is not there.
pub async fn missing(db: &impl ConnectionTrait, files: &Path) -> Result<Vec<Uuid>, AppError> {
    lost_of(db, files, &mut Problems::default()).await
}

async fn lost_of(db: &impl ConnectionTrait, files: &Path, problems: &mut Problems) -> Result<Vec<Uuid>, AppError> {
    let (mut lost, mut after) = (Vec::new(), None::<(Uuid, Uuid)>);
    loop {
        use import::Column::{FirmId, Id};
        let mut page = import::Entity::find();
        if let Some((firm_id, id)) = after {
            let later = FirmId.eq(firm_id).and(Id.gt(id));
            page = page.filter(Condition::any().add(later).add(FirmId.gt(firm_id)));
        }
        let page = page.order_by_asc(FirmId).order_by_asc(Id).limit(PAGE);
        let rows = db.query_all(&page.into_query()).await?;
        let Some(last) = rows.last() else { return Ok(lost) };
        after = Some((last.try_get("", "firm_id")?, last.try_get("", "id")?));
        for import in readable::<import::Model>("import", &rows, problems) {
            let lies_there = file::path_below(files, import.firm_id, import.id).exists();
            if !lies_there && needs_file(&import) && retention::is_kept(db, &import, clock::now()).await? {
                lost.push(import.id);
            }
        }
    }
}

/// Whether somebody may still go on with the file, or fetch what was wrong in it.
fn needs_file(import: &import::Model) -> bool {
    match State::from_key(&import.state) {
        Some(State::Checking | State::Ready | State::Importing | State::Cancelled) => true,
        Some(State::Done) => import.problem_count > 0,
        Some(State::Refused | State::Discarded) | None => false,
    }
}
