//! One customer on one card with tabs.

use leptos::prelude::*;

#[component]
pub fn CardPage() -> impl IntoView {}
