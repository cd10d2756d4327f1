//! Inviting customers, and their answer.

use leptos::prelude::*;

#[component]
pub fn InvitePage() -> impl IntoView {}

#[component]
pub fn InviteManyPage() -> impl IntoView {}

#[component]
pub fn AnswerPage() -> impl IntoView {}
