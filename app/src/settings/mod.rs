//! Settings of the firm: its own data, users, permission profiles.

pub mod api;
#[cfg(feature = "ssr")]
pub mod firm;
#[cfg(feature = "ssr")]
pub mod queries;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A colleague as others choose it from a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    pub id: Uuid,
    pub name: String,
}

#[component]
pub fn SettingsPage() -> impl IntoView {}

#[component]
pub fn ProfileRightsPage() -> impl IntoView {}
