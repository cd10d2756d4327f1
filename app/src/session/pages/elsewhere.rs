//! What stands at an address that is no page's.

use leptos::prelude::*;

use crate::{
    session::{Visitor, use_visitor},
    ui,
};

/// An address that is no page's. Who works here keeps the menu.
#[component]
pub fn ElsewherePage() -> impl IntoView {
    let colleague = use_visitor().with_untracked(|visitor| matches!(visitor, Visitor::Colleague(_)));
    let page = || view! { <ui::NotFound /> };
    view! {
        {if colleague {
            view! { <ui::Frame>{page()}</ui::Frame> }.into_any()
        } else {
            view! { <ui::PlainFrame>{page()}</ui::PlainFrame> }.into_any()
        }}
    }
}
