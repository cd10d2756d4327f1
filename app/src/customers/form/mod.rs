//! Adding and editing a customer: the same form.

use leptos::prelude::*;

#[component]
pub fn NewPage() -> impl IntoView {}

#[component]
pub fn EditPage() -> impl IntoView {}
