//! A save that failed as a whole.

use leptos::prelude::*;

use crate::{
    error::AppError,
    i18n::*,
    ui::{Stopped, message},
};

/// What happened, above the form; what was typed stays. Who was signed out signs in beside it, in another tab.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    let i18n = use_i18n();
    let sign_in = (error == AppError::Unauthenticated).then(|| {
        view! { <a href="/aanmelden" target="_blank" rel="noopener">{t!(i18n, ui.error.sign_in)}</a> }
    });
    view! {
        <Stopped tone="danger" icon="circle-alert">
            <p>{move || message(i18n, &error)}</p>
            {sign_in}
        </Stopped>
    }
}
