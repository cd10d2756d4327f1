//! A save that failed as a whole.

use leptos::prelude::*;

use crate::{
    error::AppError,
    i18n::*,
    ui::{Stopped, message},
};

/// What happened, above the form; what was typed stays.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    let i18n = use_i18n();
    view! { <Stopped tone="danger" icon="circle-alert">{move || message(i18n, &error)}</Stopped> }
}
