//! One customer on one card with tabs.

pub mod addresses;
pub mod api;
pub mod contacts;
#[cfg(feature = "ssr")]
pub mod queries;

use leptos::prelude::*;

#[component]
pub fn CardPage() -> impl IntoView {}
