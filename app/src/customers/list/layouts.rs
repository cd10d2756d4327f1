//! Where the window settings of each colleague are kept.

use domain::permissions::{Area, Level};
use entity::list_layout;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::{
    address::ListQuery,
    columns::{Column, OwnColumn},
    layout::{Layout, Shown},
};
use crate::{
    audit::rate,
    context::Db,
    error::AppError,
    own_fields::{self, OwnField},
    session::{Viewer, plain::Sent},
    ui::{self, Query, shift},
};

/// The columns that a colleague sees, as it wants them; `own` are the fields of the firm's own that it sees.
pub async fn of_viewer(db: &impl ConnectionTrait, viewer: &Viewer, own: &[OwnField]) -> Result<Layout, AppError> {
    let found = list_layout::Entity::find_by_id((viewer.firm_id, viewer.user_id)).one(db).await?;
    let kept = found.map(|found| Layout::read(&found.columns, found.compact)).unwrap_or_default();
    Ok(kept.shown_to(may_read(viewer), columns_of(viewer, own)))
}

/// Fields of the firm's own as columns, in the viewer's language.
fn columns_of(viewer: &Viewer, own: &[OwnField]) -> Vec<OwnColumn> {
    let language = ui::lang(ui::locale_of(&viewer.locale));
    let column =
        |field: &OwnField| OwnColumn { id: field.id, label: field.labels.of(language).to_owned(), kind: field.kind };
    own.iter().map(column).collect()
}

/// Keeps how a colleague wants its list, as far as it may see that. As it comes, nothing is kept.
pub async fn arrange(db: &Db, viewer: &Viewer, layout: &Layout) -> Result<(), AppError> {
    rate::count(viewer.user_id)?;
    let own = own_fields::of_customer::columns(&db.read, viewer).await?;
    let layout = layout.shown_to(may_read(viewer), columns_of(viewer, &own));
    if layout.is_standard() {
        list_layout::Entity::delete_by_id((viewer.firm_id, viewer.user_id)).exec(db.writer()).await?;
        return Ok(());
    }
    let row = list_layout::ActiveModel {
        firm_id: Set(viewer.firm_id),
        user_id: Set(viewer.user_id),
        columns: Set(layout.text()),
        compact: Set(layout.compact),
    };
    let again = OnConflict::columns([list_layout::Column::FirmId, list_layout::Column::UserId])
        .update_columns([list_layout::Column::Columns, list_layout::Column::Compact])
        .to_owned();
    list_layout::Entity::insert(row).on_conflict(again).exec_without_returning(db.writer()).await?;
    Ok(())
}

/// Does so by a plain form, and tells the next page: a button that moves a column leads back to the others.
pub async fn arrange_sent(db: &Db, sent: &Sent) -> Result<String, AppError> {
    let list = sent.text("list").split_once('?').map(|(_, words)| ListQuery::read(&Query::parse(words)));
    let list = list.unwrap_or_default();
    if !sent.text("reset").is_empty() {
        arrange(db, &sent.viewer, &Layout::default()).await?;
        return Ok(list.href());
    }
    let mut keys: Vec<String> = sent.text("keys").split_whitespace().map(str::to_owned).collect();
    let moved = sent.text("move").split_once(' ');
    if let Some((way, key)) = moved {
        shift(&mut keys, |other| other == key, way == "up");
    }
    let is_fixed = |key: &str| Column::of(key).is_some_and(Column::is_fixed);
    let is_shown = |key: &String| is_fixed(key) || !sent.text(&format!("show_{key}")).is_empty();
    let width = |key: &str| sent.text(&format!("width_{key}")).trim().parse().ok();
    let columns = keys.into_iter().filter(is_shown).map(|key| Shown { width: width(&key), key }).collect();
    arrange(db, &sent.viewer, &Layout { columns, compact: !sent.text("compact").is_empty(), own: Vec::new() }).await?;
    Ok(if moved.is_some() { list.arranging() } else { list.href() })
}

fn may_read(viewer: &Viewer) -> impl Fn(Area) -> bool {
    |area| viewer.may(area, Level::Read)
}
