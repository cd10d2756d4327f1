//! A telephone number, to call by a touch.

use leptos::prelude::*;

/// The number as a link that dials it; nothing where there is none.
#[component]
pub fn PhoneLink(number: String) -> impl IntoView {
    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (!number.is_empty()).then(|| view! { <a href=format!("tel:{dialled}")>{number}</a> })
}
