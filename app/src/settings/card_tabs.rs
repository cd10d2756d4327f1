//! Which of the tabs that a firm may do without its cards have.

use std::collections::BTreeSet;

use entity::firm;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{CardTabSwitch, writing};
use crate::{
    context::AppContext,
    customers::card::tabs::{self, TabDef},
    error::AppError,
    session::Viewer,
};

/// All of them, each with whether it is on.
pub async fn list(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<CardTabSwitch>, AppError> {
    let tabs = tabs::store::optional(db, viewer.firm_id).await?;
    Ok(tabs.into_iter().map(|(tab, on)| CardTabSwitch { slug: tab.slug.to_owned(), on }).collect())
}

/// Switches one on or off. What is on it stays where it is.
pub async fn switch(context: &AppContext, viewer: &Viewer, request: CardTabSwitch) -> Result<(), AppError> {
    let CardTabSwitch { slug, on } = request;
    let tab = TabDef::of(&slug).filter(|tab| tab.optional.is_some()).ok_or(AppError::NotFound)?;
    let mut log = writing::log(context, viewer).await?;
    let before = firm::Entity::find_by_id(viewer.firm_id).one(&log.tx).await?.ok_or(AppError::NotFound)?;
    let mut slugs: BTreeSet<&str> = before.card_tabs.split_whitespace().collect();
    if on {
        slugs.insert(tab.slug)
    } else {
        slugs.remove(tab.slug)
    };
    let card_tabs = slugs.into_iter().collect::<Vec<_>>().join(" ");
    log.update(&before, firm::Model { card_tabs, ..before.clone() }).await?;
    log.finish().await
}
