//! The list of customers: views, sorting, search, paging.

use leptos::prelude::*;

#[component]
pub fn ListPage() -> impl IntoView {}
