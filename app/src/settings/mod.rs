//! Settings of the firm: its own data, users, permission profiles.

#[cfg(feature = "ssr")]
pub mod firm;

use leptos::prelude::*;

#[component]
pub fn SettingsPage() -> impl IntoView {}

#[component]
pub fn ProfileRightsPage() -> impl IntoView {}
