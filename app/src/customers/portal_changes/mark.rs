//! Marks what a customer changed itself.

use leptos::prelude::*;

use crate::{i18n::*, ui::Icon};

/// "gewijzigd door klant", beside what was changed.
#[component]
pub fn ByCustomer() -> impl IntoView {
    let i18n = use_i18n();
    view! { <span class="by-customer"><Icon name="building-2" />{t!(i18n, card.changes.mark)}</span> }
}
