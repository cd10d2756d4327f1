//! The plain forms of the settings: what was typed as a request, and the page that comes after saving it.

use domain::permissions::{Area, Level, Rights, Scope};
use entity::{business_unit, category};
use uuid::Uuid;

use super::{
    CardTabSwitch, GroupRequest, IdRequest, InviteRequest, ProfileRequest, RequireRequest, SeenRequest, UserRequest,
    card_tabs, groups, logo, office as firm_data, profiles, users,
};
use crate::{
    context::AppContext,
    error::AppError,
    session::{confirmed, plain::Sent},
};

/// The address of a tab after something was saved on it.
fn saved(tab: &str) -> String {
    format!("/instellingen{tab}?bewaard=ja")
}

/// Changes the firm's own data.
pub async fn office(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let stored = firm_data::read(&context.db.read, &sent.viewer).await?;
    firm_data::change(context, &sent.viewer, sent.onto(&stored, "")).await?;
    Ok(saved(""))
}

/// Takes the logo away, which can be taken back, or makes a picture of the firm its logo.
pub async fn set_logo(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let id = sent.id_if_any("id")?;
    let before = logo::store::read(&context.db.read, &sent.viewer).await?;
    logo::store::set(context, &sent.viewer, id).await?;
    match before.id.filter(|_| id.is_none()) {
        Some(before) => sent.undoable(saved(""), sent.action(), vec![("id", before.to_string())]),
        None => Ok(saved("")),
    }
}

/// Makes a business unit, or gives one another name.
pub async fn unit(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    groups::save::<business_unit::Model>(context, &sent.viewer, group(sent)?).await.map_err(at_group)?;
    Ok(saved("/units"))
}

/// Makes a category, or gives one another name.
pub async fn category(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    groups::save::<category::Model>(context, &sent.viewer, group(sent)?).await.map_err(at_group)?;
    Ok(saved("/categorieen"))
}

/// Removes a business unit that is not in use.
pub async fn delete_unit(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    groups::delete::<business_unit::Model>(context, &sent.viewer, seen(sent)?).await?;
    Ok(saved("/units"))
}

/// Removes a category that is not in use.
pub async fn delete_category(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    groups::delete::<category::Model>(context, &sent.viewer, seen(sent)?).await?;
    Ok(saved("/categorieen"))
}

/// The record as it was seen.
fn seen(sent: &Sent) -> Result<SeenRequest, AppError> {
    Ok(SeenRequest { id: sent.id("id")?, version: sent.version() })
}

/// Switches a tab of the card on or off.
pub async fn card_tab(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    let request = CardTabSwitch { slug: sent.text("id").to_owned(), on: !sent.text("on").is_empty() };
    card_tabs::switch(context, &sent.viewer, request).await?;
    Ok(saved("/klantkaart"))
}

fn group(sent: &Sent) -> Result<GroupRequest, AppError> {
    Ok(GroupRequest { id: sent.id_if_any("id")?, version: sent.version(), name: sent.text("group").to_owned() })
}

/// The field of the name is called otherwise on the page.
fn at_group(error: AppError) -> AppError {
    match error {
        AppError::Invalid(fields) => {
            AppError::Invalid(fields.into_values().map(|error| ("group".to_owned(), error)).collect())
        }
        other => other,
    }
}

/// Invites a colleague.
pub async fn invite(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    confirmed().await?;
    let request = InviteRequest {
        name: sent.text("name").to_owned(),
        email: sent.text("email").to_owned(),
        locale: sent.text("locale").to_owned(),
        profile_id: sent.id("profile")?,
        unit_id: sent.id_if_any("unit")?,
    };
    users::invite(context, &sent.viewer, request).await?;
    Ok(saved("/gebruikers"))
}

/// Changes what a colleague may do.
pub async fn user(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    confirmed().await?;
    let request = UserRequest {
        id: sent.id("id")?,
        version: sent.version(),
        profile_id: sent.id("profile")?,
        unit_id: sent.id_if_any("unit")?,
        active: !sent.text("active").is_empty(),
    };
    users::change(context, &sent.viewer, request).await?;
    Ok(saved("/gebruikers"))
}

/// Sends the invitation of a colleague once more.
pub async fn resend(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    confirmed().await?;
    users::resend(context, &sent.viewer, IdRequest { id: sent.id("id")? }).await?;
    Ok(saved("/gebruikers"))
}

/// Ends every session of a colleague.
pub async fn end_sessions(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    users::end_sessions(context, &sent.viewer, IdRequest { id: sent.id("id")? }).await?;
    Ok(saved("/gebruikers"))
}

/// Takes the second factor of a colleague away.
pub async fn reset_second_factor(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    confirmed().await?;
    users::reset_second_factor(context, &sent.viewer, IdRequest { id: sent.id("id")? }).await?;
    Ok(saved("/gebruikers"))
}

/// Removes a permission profile that nobody has.
pub async fn delete_profile(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    confirmed().await?;
    profiles::delete(context, &sent.viewer, seen(sent)?).await?;
    Ok(saved("/profielen"))
}

/// Makes a permission profile, or changes one of the firm's own.
pub async fn profile(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    confirmed().await?;
    let id = sent.id_if_any("id")?;
    let before = match id {
        Some(id) => profiles::read(&context.db.read, &sent.viewer, id).await?.rights,
        None => Rights::default(),
    };
    let name = sent.text("name").to_owned();
    let request = ProfileRequest { id, version: sent.version(), name, rights: rights(sent, before) };
    let id: Uuid = profiles::save(context, &sent.viewer, request).await?;
    Ok(saved(&format!("/profielen/{id}")))
}

/// What was chosen; what could not be chosen stays.
fn rights(sent: &Sent, before: Rights) -> Rights {
    let mut rights = before;
    rights.scope = match sent.text("scope") {
        "all" => Scope::All,
        "assigned" => Scope::Assigned,
        _ => rights.scope,
    };
    for area in Area::ALL {
        let text = sent.text(&format!("{area:?}"));
        if let Some(level) = Level::ALL.into_iter().find(|level| format!("{level:?}") == text) {
            rights.levels.insert(area, level);
        }
    }
    rights
}

/// Says whether whoever has a permission profile must have a second factor.
pub async fn require(context: &AppContext, sent: &Sent) -> Result<String, AppError> {
    confirmed().await?;
    let (id, required) = (sent.id("id")?, !sent.text("requires_second_factor").is_empty());
    profiles::require_second_factor(context, &sent.viewer, RequireRequest { id, version: sent.version(), required })
        .await?;
    Ok(saved(&format!("/profielen/{id}")))
}
