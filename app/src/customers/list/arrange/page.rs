//! `/klanten/vensterinstellingen`: the form on a page of its own.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::{
    super::{
        address::ListQuery,
        api::{self, ListRequest},
    },
    ArrangeForm,
};
use crate::{
    i18n::*,
    ui::{self, BackLink, ErrorState, NoPermission, PageHead, Shape, Skeleton, allowed, use_query},
};

/// The page. From it one comes back to the list that its address tells.
#[component]
pub fn ArrangePage() -> impl IntoView {
    if !allowed(Area::Customers, Level::Read) {
        return view! { <NoPermission area=Area::Customers /> }.into_any();
    }
    let i18n = use_i18n();
    let params = use_query();
    let query = Memo::new(move |_| ListQuery::read(&params.read()));
    let page = Resource::new(move || query.get(), |query| api::list(ListRequest { query }));
    let navigate = use_navigate();
    let done = Callback::new(move |()| navigate(&query.with_untracked(ListQuery::href), Default::default()));
    let lead = move || {
        view! {
            <BackLink href=Signal::derive(move || query.with(ListQuery::href)) />
        }
    };
    let title = Signal::derive(move || t_string!(i18n, customers.columns.open).to_owned());
    view! {
        <PageHead title lead />
        <div class="page-body">
            <Transition fallback=|| view! { <Skeleton shape=Shape::Form /> }>
                {move || ui::late(async move {
                    match page.await {
                        Ok(page) => {
                            view! {
                                <div class="measure">
                                    <ArrangeForm query layout=page.layout foot="form-foot" done />
                                </div>
                            }
                                .into_any()
                        }
                        Err(error) => view! { <ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}
