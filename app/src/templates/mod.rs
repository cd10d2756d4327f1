//! Configuration templates: who and what a new customer starts with.

use leptos::prelude::*;

#[component]
pub fn TemplatesPage() -> impl IntoView {}

#[component]
pub fn TemplateWizardPage() -> impl IntoView {}
