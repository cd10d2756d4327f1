//! A save that failed as a whole.

use leptos::prelude::*;

use super::{BlockingNotice, SignInAgain};
use crate::{error::AppError, i18n::*, ui::message};

/// What happened, above the form; what was typed stays. Who was signed out signs in beside it, in another tab.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    let i18n = use_i18n();
    let signed_out = error == AppError::Unauthenticated;
    view! {
        <BlockingNotice tone="danger" icon="circle-alert">
            <p>{move || message(i18n, &error)}</p>
            {signed_out.then(|| view! { <SignInAgain /> })}
        </BlockingNotice>
    }
}
