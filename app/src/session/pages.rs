//! The pages that need no session: signing in, first run, passwords, joining.

use leptos::prelude::*;

#[component]
pub fn SignInPage() -> impl IntoView {}

#[component]
pub fn FirstRunPage() -> impl IntoView {}

#[component]
pub fn ForgottenPasswordPage() -> impl IntoView {}

#[component]
pub fn NewPasswordPage() -> impl IntoView {}

#[component]
pub fn JoinPage() -> impl IntoView {}

#[component]
pub fn ProfilePage() -> impl IntoView {}
