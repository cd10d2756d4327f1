//! The card: a header that stays, tabs that are links, and what the tab shows.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::{
    api,
    header::Header,
    printing::Printing,
    reload::Reload,
    steps::StepQuestion,
    tabs::{ArrangeHere, ArrangeTabs, Opened, SETTINGS, TabDef},
};
use crate::{
    customers::{list::card_opened, records::Card},
    error::AppError,
    i18n::*,
    ui::{self, ErrorState, NoPermission, NotFound, Shape, Skeleton, Tab, Tabs},
};

/// The page of one customer.
#[component]
pub fn CardPage() -> impl IntoView {
    if !ui::allowed(Area::Customers, Level::Read) {
        return view! { <NoPermission area=Area::Customers /> }.into_any();
    }
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<Uuid>().ok()));
    let tab = Memo::new(move |_| params.read().get("tab").unwrap_or_default());
    let reload = Reload::default();
    let card = Resource::new(
        move || (id.get(), reload.turn()),
        |(id, _)| async move { api::card(id.ok_or(AppError::NotFound)?).await },
    );
    let all_contacts = RwSignal::new(false);
    // What the settings changed is read again once they are left: drawn anew, they would lose the place where one is.
    let stale = StoredValue::new(false);
    Effect::new(move || {
        if tab.get() != SETTINGS && stale.get_value() {
            stale.set_value(false);
            reload.now();
        }
    });
    view! {
        <div class="card">
            <Transition fallback=|| view! { <Skeleton shape=Shape::Card /> }>
                {move || ui::late(async move {
                    match card.await {
                        Ok(card) => view! { <CardView card tab reload stale all_contacts /> }.into_any(),
                        Err(AppError::NotFound) => view! { <NotFound /> }.into_any(),
                        Err(error) => view! { <ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn CardView(
    card: Card,
    tab: Memo<String>,
    reload: Reload,
    stale: StoredValue<bool>,
    all_contacts: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = card.id;
    card_opened(id);
    let printing = Printing::default();
    let arranging = RwSignal::new(false);
    let links: Vec<Tab> = card
        .tabs
        .iter()
        .filter(|tab| !tab.hidden)
        .filter_map(|tab| TabDef::of(&tab.slug))
        .map(|def| def.link(id))
        .collect();
    let (offered, shown, asked_of) = (card.tabs.clone(), card.clone(), card.clone());
    let on_change = Callback::new(move |()| stale.set_value(true));
    view! {
        <Header card=card.clone() reload printing>
            <Tabs
                tabs=links
                label=Signal::derive(move || t_string!(i18n, card.tab.title).to_owned())
                after=move || view! { <ArrangeTabs customer_id=id open=arranging /> }
            />
        </Header>
        <StepQuestion card=asked_of reload />
        <ArrangeHere customer_id=id tabs=offered open=arranging reload />
        {move || match TabDef::of(&tab.read()) {
            Some(def) if !ui::allowed(def.area, Level::Read) => view! { <NoPermission area=def.area /> }.into_any(),
            Some(def) if shown.tabs.iter().any(|offered| offered.slug == def.slug) => {
                def.show(Opened { card: shown.clone(), reload, on_change, all_contacts, printing })
            }
            _ => view! { <NotFound /> }.into_any(),
        }}
    }
}
