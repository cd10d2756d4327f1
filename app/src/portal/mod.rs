//! The customer's own pages.

use leptos::prelude::*;

#[component]
pub fn CompaniesPage() -> impl IntoView {}

#[component]
pub fn CompanyPage() -> impl IntoView {}

#[component]
pub fn AccessPage() -> impl IntoView {}

#[component]
pub fn AccessLinkPage() -> impl IntoView {}
