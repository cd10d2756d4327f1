//! Adding and editing a customer: the same form.

pub mod api;
#[cfg(feature = "ssr")]
pub mod doubles;
#[cfg(feature = "ssr")]
pub mod queries;
pub mod request;

use leptos::prelude::*;

#[component]
pub fn NewPage() -> impl IntoView {}

#[component]
pub fn EditPage() -> impl IntoView {}
