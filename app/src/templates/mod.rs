//! Configuration templates: who and what a new customer starts with.

pub mod api;
#[cfg(feature = "ssr")]
pub mod queries;
mod record;

use leptos::prelude::*;

pub use record::TemplateChoice;

#[component]
pub fn TemplatesPage() -> impl IntoView {}

#[component]
pub fn TemplateWizardPage() -> impl IntoView {}
