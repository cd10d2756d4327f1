//! Which tabs the cards of a firm have, and how each colleague has them.

use entity::{firm, tab_order};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QuerySelect, sea_query::OnConflict};
use uuid::Uuid;

use super::{
    CardTab, TabOrder,
    table::{TABS, TabDef},
};
use crate::{
    audit::rate,
    context::Db,
    customers::visible,
    error::AppError,
    session::{Viewer, plain::Sent},
    ui::shift,
};

/// The tabs that a colleague is offered, as it has them.
pub async fn of_viewer(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<CardTab>, AppError> {
    let offered = offered(db, viewer).await?;
    Ok(order_of(db, viewer).await?.apply(&offered))
}

/// The slugs of the tabs that a colleague is offered, as they come.
async fn offered(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<&'static str>, AppError> {
    let switched_on = switched_on(db, viewer.firm_id).await?;
    let switched_on: Vec<&str> = switched_on.split_whitespace().collect();
    let tabs = TABS.iter().filter(|tab| tab.is_offered(|area, level| viewer.may(area, level), &switched_on));
    Ok(tabs.map(|tab| tab.slug).collect())
}

async fn order_of(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<TabOrder, AppError> {
    let Some(found) = tab_order::Entity::find_by_id((viewer.firm_id, viewer.user_id)).one(db).await? else {
        return Ok(TabOrder::default());
    };
    let slugs = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    Ok(TabOrder { slugs: slugs(&found.slugs), hidden: slugs(&found.hidden) })
}

async fn switched_on(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<String, AppError> {
    let slugs = firm::Entity::find_by_id(firm_id).select_only().column(firm::Column::CardTabs).into_tuple();
    slugs.one(db).await?.ok_or(AppError::NotFound)
}

/// Nothing where the firm's cards have the tab; else it is not found. The right is asked for before.
pub async fn require(db: &impl ConnectionTrait, firm_id: Uuid, slug: &str) -> Result<(), AppError> {
    if is_on(db, firm_id, slug).await? { Ok(()) } else { Err(AppError::NotFound) }
}

/// Whether the firm's cards have a tab that it may do without.
pub async fn is_on(db: &impl ConnectionTrait, firm_id: Uuid, slug: &str) -> Result<bool, AppError> {
    Ok(switched_on(db, firm_id).await?.split_whitespace().any(|on| on == slug))
}

/// Keeps how a colleague wants its tabs, as far as it is offered them. As they come, nothing is kept.
pub async fn arrange(db: &Db, viewer: &Viewer, order: &TabOrder) -> Result<(), AppError> {
    rate::count(viewer.user_id)?;
    let offered = offered(&db.read, viewer).await?;
    let tabs = order.apply(&offered);
    if tabs == TabOrder::default().apply(&offered) {
        tab_order::Entity::delete_by_id((viewer.firm_id, viewer.user_id)).exec(db.writer()).await?;
        return Ok(());
    }
    let TabOrder { slugs, hidden } = TabOrder::of(&tabs);
    let row = tab_order::ActiveModel {
        firm_id: Set(viewer.firm_id),
        user_id: Set(viewer.user_id),
        slugs: Set(slugs.join(" ")),
        hidden: Set(hidden.join(" ")),
    };
    let again = OnConflict::columns([tab_order::Column::FirmId, tab_order::Column::UserId])
        .update_columns([tab_order::Column::Slugs, tab_order::Column::Hidden])
        .to_owned();
    tab_order::Entity::insert(row).on_conflict(again).exec_without_returning(db.writer()).await?;
    Ok(())
}

/// Does so by a plain form, and tells the next page: a button that moves a tab leads back to the others.
pub async fn arrange_sent(db: &Db, sent: &Sent) -> Result<String, AppError> {
    let customer = visible::one(db, &sent.viewer, sent.id("customer_id")?).await?;
    let page = format!("/klanten/{}", customer.id);
    if !sent.text("reset").is_empty() {
        arrange(db, &sent.viewer, &TabOrder::default()).await?;
        return Ok(format!("{page}?bewaard=ja"));
    }
    let slugs: Vec<String> = sent.text("slugs").split_whitespace().map(str::to_owned).collect();
    let hidden = slugs.iter().filter(|slug| sent.text(&format!("show_{slug}")).is_empty()).cloned().collect();
    let mut tabs = TabOrder { slugs, hidden }.apply(&offered(&db.read, &sent.viewer).await?);
    let moved = sent.text("move").split_once(' ');
    if let Some((way, slug)) = moved {
        shift(&mut tabs, |tab| tab.slug == slug, way == "up");
    }
    arrange(db, &sent.viewer, &TabOrder::of(&tabs)).await?;
    Ok(if moved.is_some() { format!("{page}?tabbladen=ja") } else { format!("{page}?bewaard=ja") })
}

/// The tabs that a firm may do without, each with whether its cards have it.
pub async fn optional(db: &impl ConnectionTrait, firm_id: Uuid) -> Result<Vec<(&'static TabDef, bool)>, AppError> {
    let on = switched_on(db, firm_id).await?;
    let is_on = |tab: &TabDef| on.split_whitespace().any(|slug| slug == tab.slug);
    Ok(TABS.iter().filter(|tab| tab.optional.is_some()).map(|tab| (tab, is_on(tab))).collect())
}
