//! The button that takes something off the customer: a form of its own, so that it works before the page is hydrated.

use leptos::prelude::*;
use uuid::Uuid;

use super::shared::Shared;
use crate::ui::{Icon, PostForm};

/// The form. `on_remove` is what a hydrated page does, unless a change is on its way.
#[component]
pub fn Remove(
    shared: Shared,
    /// The function that takes it as a plain form.
    action: &'static str,
    /// What is taken off.
    id: Uuid,
    #[prop(into)] label: Signal<String>,
    on_remove: Callback<()>,
) -> impl IntoView {
    let send = move || {
        if !shared.is_busy() {
            on_remove.run(());
        }
    };
    view! {
        <PostForm class="" action along=shared.along(id.to_string()) send>
            <button type="submit" class="button quiet icon-only" aria-label=label title=label>
                <Icon name="x" />
            </button>
        </PostForm>
    }
}
