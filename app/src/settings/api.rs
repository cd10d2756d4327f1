//! The server functions of the settings.

use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use super::{
    CardTabSwitch, Colleague, FirstSteps, Group, GroupRequest, IdRequest, InviteRequest, Logo, LogoRequest, Office,
    Profile, ProfileRequest, RequireRequest, SeenRequest, UserRequest, Users,
};
use crate::{
    error::AppError,
    session::{
        Texts,
        sign_ins::{SignIns, SignInsRequest},
    },
};

/// The active colleagues of the firm, for whoever works there.
#[server(prefix = "/api", endpoint = "settings/colleagues", input = Json)]
pub async fn colleagues() -> Result<Vec<Colleague>, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::colleague()?;
    super::queries::colleagues(&context.db.read, viewer.firm_id).await
}

/// What a firm that has just begun has done.
#[server(name = ReadFirstSteps, prefix = "/api", endpoint = "settings/first_steps", input = Json)]
pub async fn first_steps() -> Result<FirstSteps, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    super::queries::first_steps(&context.db.read, viewer.firm_id).await
}

/// The firm's own data.
#[server(name = ReadOffice, prefix = "/api", endpoint = "settings/office", input = Json)]
pub async fn office() -> Result<Office, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Read)?;
    office::read(&context.db.read, &viewer).await
}

/// Changes the firm's own data.
#[server(prefix = "/api", endpoint = "settings/change_office", input = Json)]
pub async fn change_office(request: Office) -> Result<Office, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    office::change(&context, &viewer, request).await
}

/// Changes the firm's own data by a plain form.
#[server(prefix = "/api", endpoint = "settings/office_form")]
pub async fn office_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/office_form", texts, Area::Settings, Level::Edit, plain::office).await
}

/// The firm's logo.
#[server(name = ReadLogo, prefix = "/api", endpoint = "settings/read_logo", input = Json)]
pub async fn logo() -> Result<Logo, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Read)?;
    super::logo::store::read(&context.db.read, &viewer).await
}

/// Makes a picture of the firm its logo, or takes the logo away.
#[server(prefix = "/api", endpoint = "settings/set_logo", input = Json)]
pub async fn set_logo(request: LogoRequest) -> Result<Logo, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    super::logo::store::set(&context, &viewer, request.id).await
}

/// Makes a picture of the firm its logo, or takes the logo away, by a plain form.
#[server(prefix = "/api", endpoint = "settings/set_logo_form")]
pub async fn set_logo_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    let sent = Sent::read("/api/settings/set_logo_form", texts, Area::Settings, Level::Edit)?;
    let Some(sent) = sent else { return Ok(()) };
    let saved = plain::set_logo(&AppContext::current()?, &sent).await;
    sent.answer(saved)
}

/// The firm's business units.
#[server(name = ListUnits, prefix = "/api", endpoint = "settings/units", input = Json)]
pub async fn units() -> Result<Vec<Group>, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Read)?;
    groups::list::<business_unit::Model>(&context.db.read, viewer.firm_id).await
}

/// Makes a business unit, or gives one another name.
#[server(prefix = "/api", endpoint = "settings/save_unit", input = Json)]
pub async fn save_unit(request: GroupRequest) -> Result<(), AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    groups::save::<business_unit::Model>(&context, &viewer, request).await
}

/// Makes a business unit, or gives one another name, by a plain form.
#[server(prefix = "/api", endpoint = "settings/unit_form")]
pub async fn unit_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/unit_form", texts, Area::Settings, Level::Edit, plain::unit).await
}

/// Removes a business unit that is not in use.
#[server(prefix = "/api", endpoint = "settings/delete_unit", input = Json)]
pub async fn delete_unit(request: SeenRequest) -> Result<(), AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Delete)?;
    groups::delete::<business_unit::Model>(&context, &viewer, request).await
}

/// The firm's categories.
#[server(name = ListCategories, prefix = "/api", endpoint = "settings/categories", input = Json)]
pub async fn categories() -> Result<Vec<Group>, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Read)?;
    groups::list::<category::Model>(&context.db.read, viewer.firm_id).await
}

/// Makes a category, or gives one another name.
#[server(prefix = "/api", endpoint = "settings/save_category", input = Json)]
pub async fn save_category(request: GroupRequest) -> Result<(), AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    groups::save::<category::Model>(&context, &viewer, request).await
}

/// Makes a category, or gives one another name, by a plain form.
#[server(prefix = "/api", endpoint = "settings/category_form")]
pub async fn category_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/category_form", texts, Area::Settings, Level::Edit, plain::category).await
}

/// Removes a category that is not in use.
#[server(prefix = "/api", endpoint = "settings/delete_category", input = Json)]
pub async fn delete_category(request: SeenRequest) -> Result<(), AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Delete)?;
    groups::delete::<category::Model>(&context, &viewer, request).await
}

/// The tabs of the card that a firm may do without.
#[server(name = ListCardTabs, prefix = "/api", endpoint = "settings/card_tabs", input = Json)]
pub async fn card_tabs() -> Result<Vec<CardTabSwitch>, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Read)?;
    card_tabs::list(&context.db.read, &viewer).await
}

/// Switches a tab of the card on or off.
#[server(prefix = "/api", endpoint = "settings/switch_card_tab", input = Json)]
pub async fn switch_card_tab(request: CardTabSwitch) -> Result<(), AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Settings, Level::Edit)?;
    card_tabs::switch(&context, &viewer, request).await
}

/// Switches a tab of the card on or off by a plain form.
#[server(prefix = "/api", endpoint = "settings/card_tab_form")]
pub async fn card_tab_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/card_tab_form", texts, Area::Settings, Level::Edit, plain::card_tab).await
}

/// The colleagues, and what can be chosen for them.
#[server(name = ListUsers, prefix = "/api", endpoint = "settings/users", input = Json)]
pub async fn users() -> Result<Users, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Read)?;
    users::list(&context.db.read, &viewer).await
}

/// Invites a colleague by mail.
#[server(prefix = "/api", endpoint = "settings/invite", input = Json)]
pub async fn invite(request: InviteRequest) -> Result<Uuid, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Edit)?;
    confirmed().await?;
    users::invite(&context, &viewer, request).await
}

/// Invites a colleague by a plain form.
#[server(prefix = "/api", endpoint = "settings/invite_form")]
pub async fn invite_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/invite_form", texts, Area::Users, Level::Edit, plain::invite).await
}

/// Sends the invitation of a colleague once more.
#[server(prefix = "/api", endpoint = "settings/resend", input = Json)]
pub async fn resend(request: IdRequest) -> Result<(), AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Edit)?;
    confirmed().await?;
    users::resend(&context, &viewer, request).await
}

/// Changes what a colleague may do, or whether it still works here.
#[server(prefix = "/api", endpoint = "settings/change_user", input = Json)]
pub async fn change_user(request: UserRequest) -> Result<(), AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Edit)?;
    confirmed().await?;
    users::change(&context, &viewer, request).await
}

/// Changes what a colleague may do by a plain form.
#[server(prefix = "/api", endpoint = "settings/user_form")]
pub async fn user_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/user_form", texts, Area::Users, Level::Edit, plain::user).await
}

/// Ends every session of a colleague.
#[server(prefix = "/api", endpoint = "settings/end_sessions", input = Json)]
pub async fn end_sessions(request: IdRequest) -> Result<(), AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Edit)?;
    users::end_sessions(&context, &viewer, request).await
}

/// Who came in and who was refused, the latest first.
#[server(name = ListSignIns, prefix = "/api", endpoint = "settings/sign_ins", input = Json)]
pub async fn sign_ins(request: SignInsRequest) -> Result<SignIns, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Read)?;
    list_sign_ins(&context.db.read, &viewer, request).await
}

/// The firm's permission profiles.
#[server(name = ListProfiles, prefix = "/api", endpoint = "settings/profiles", input = Json)]
pub async fn profiles() -> Result<Vec<Profile>, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Read)?;
    profiles::list(&context.db.read, &viewer).await
}

/// One permission profile.
#[server(name = ReadProfile, prefix = "/api", endpoint = "settings/profile", input = Json)]
pub async fn profile(request: IdRequest) -> Result<Profile, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Read)?;
    profiles::read(&context.db.read, &viewer, request.id).await
}

/// Makes a permission profile, or changes one of the firm's own.
#[server(prefix = "/api", endpoint = "settings/save_profile", input = Json)]
pub async fn save_profile(request: ProfileRequest) -> Result<Uuid, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Edit)?;
    confirmed().await?;
    profiles::save(&context, &viewer, request).await
}

/// Makes a permission profile, or changes one, by a plain form.
#[server(prefix = "/api", endpoint = "settings/profile_form")]
pub async fn profile_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/profile_form", texts, Area::Users, Level::Edit, plain::profile).await
}

/// Removes a permission profile that nobody has.
#[server(prefix = "/api", endpoint = "settings/delete_profile", input = Json)]
pub async fn delete_profile(request: SeenRequest) -> Result<(), AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Delete)?;
    confirmed().await?;
    profiles::delete(&context, &viewer, request).await
}

/// Says whether whoever has a permission profile must have a second factor.
#[server(prefix = "/api", endpoint = "settings/require_second_factor", input = Json)]
pub async fn require_second_factor(request: RequireRequest) -> Result<Profile, AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Edit)?;
    confirmed().await?;
    profiles::require_second_factor(&context, &viewer, request).await
}

/// Says by a plain form whether whoever has a permission profile must have a second factor.
#[server(prefix = "/api", endpoint = "settings/require_form")]
pub async fn require_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/require_form", texts, Area::Users, Level::Edit, plain::require).await
}

/// Takes the second factor of a colleague away, who lost it: it sets up another.
#[server(prefix = "/api", endpoint = "settings/reset_second_factor", input = Json)]
pub async fn reset_second_factor(request: IdRequest) -> Result<(), AppError> {
    use super::prelude::*;
    let Caller { context, viewer } = Caller::who_may(Area::Users, Level::Edit)?;
    confirmed().await?;
    users::reset_second_factor(&context, &viewer, request).await
}
