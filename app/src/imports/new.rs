use leptos::prelude::*;
#[component]
pub fn NewImportPage() -> impl IntoView {}
