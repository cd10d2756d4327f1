//! The tab *Klantinstellingen* of a customer's card: its template, the colleagues on it, the categories it is in,
//! the integrations it is linked to.

mod categories;
mod fix;
mod link_form;
mod links;
mod people;
mod pick;
mod remove;
mod shared;
mod template;

#[cfg(feature = "ssr")]
pub use categories::{CATEGORISE, CATEGORY};
#[cfg(feature = "ssr")]
pub use people::{ASSIGN, COLLEAGUE};

use std::sync::Arc;

use leptos::prelude::*;
use uuid::Uuid;

use self::{categories::Categories, links::Links, people::People, shared::Shared, template::Template};
use super::{COMPARED, SettingsRequest, api};
use crate::ui::{ErrorState, Shape, Skeleton, late, use_query};

/// The whole tab. `on_change` hears of every change that it made.
#[component]
pub fn SettingsTab(customer_id: Uuid, on_change: Callback<()>) -> impl IntoView {
    let query = use_query();
    let compare = Memo::new(move |_| query.read().get_str(COMPARED)?.parse::<Uuid>().ok());
    let settings = Resource::new(move || SettingsRequest { customer_id, compare: compare.get() }, api::settings);
    let changed = Callback::new(move |()| {
        settings.refetch();
        on_change.run(());
    });
    let shared = Shared::new(customer_id, changed);
    view! {
        <Transition fallback=|| view! { <Skeleton rows=12 shape=Shape::Sections /> }>
            {move || late(async move {
                match settings.await.map(Arc::new) {
                    Ok(settings) => {
                        view! {
                            <Template shared settings=settings.clone() />
                            <People shared settings=settings.clone() />
                            <Categories shared settings=settings.clone() />
                            <Links shared settings />
                        }
                            .into_any()
                    }
                    Err(error) => view! { <ErrorState error /> }.into_any(),
                }
            })}
        </Transition>
        <shared::Leaving shared />
    }
}
