//! The server functions by which the menus of the settings work as plain forms.

use leptos::prelude::*;

use crate::{error::AppError, session::Texts};

/// Removes a business unit that is not in use, after the question in its page.
#[server(prefix = "/api", endpoint = "settings/delete_unit_form")]
pub async fn delete_unit_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/delete_unit_form", texts, Area::Settings, Level::Delete, plain::delete_unit).await
}

/// Removes a category that is not in use, after the question in its page.
#[server(prefix = "/api", endpoint = "settings/delete_category_form")]
pub async fn delete_category_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/delete_category_form", texts, Area::Settings, Level::Delete, plain::delete_category).await
}

/// Removes a permission profile that nobody has, after the question in its page.
#[server(prefix = "/api", endpoint = "settings/delete_profile_form")]
pub async fn delete_profile_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/delete_profile_form", texts, Area::Users, Level::Delete, plain::delete_profile).await
}

/// Sends the invitation of a colleague once more.
#[server(prefix = "/api", endpoint = "settings/resend_form")]
pub async fn resend_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/resend_form", texts, Area::Users, Level::Edit, plain::resend).await
}

/// Ends every session of a colleague, after the question in its page.
#[server(prefix = "/api", endpoint = "settings/end_sessions_form")]
pub async fn end_sessions_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/end_sessions_form", texts, Area::Users, Level::Edit, plain::end_sessions).await
}

/// Takes the second factor of a colleague away, after the question in its page.
#[server(prefix = "/api", endpoint = "settings/reset_second_factor_form")]
pub async fn reset_second_factor_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use super::prelude::*;
    Sent::take("/api/settings/reset_second_factor_form", texts, Area::Users, Level::Edit, plain::reset_second_factor)
        .await
}
