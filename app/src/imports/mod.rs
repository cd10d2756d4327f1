//! Bulk files: upload, preview, import, result.

use leptos::prelude::*;

#[component]
pub fn ImportsPage() -> impl IntoView {}

#[component]
pub fn NewImportPage() -> impl IntoView {}

#[component]
pub fn ImportPage() -> impl IntoView {}
