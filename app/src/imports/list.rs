use leptos::prelude::*;
#[component]
pub fn ImportsPage() -> impl IntoView {}
