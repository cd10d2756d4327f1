//! A save that failed as a whole.

use leptos::prelude::*;

use crate::{
    error::AppError,
    i18n::*,
    ui::{Icon, message},
};

/// What happened, above the form; what was typed stays.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="notice danger" role="alert">
            <Icon name="circle-alert" />
            <div>{move || message(i18n, &error)}</div>
        </div>
    }
}
