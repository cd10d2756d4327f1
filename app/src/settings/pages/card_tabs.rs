//! The tab that says which of the tabs that a firm may do without its cards have.

use domain::permissions::{Area, Level};
use leptos::prelude::*;

use super::shared::Stored;
use crate::{
    customers::card::tabs::TabDef,
    i18n::*,
    settings::{CardTabSwitch, api},
    ui::{Button, Pill, PostForm, Tone, allowed, use_saving, use_toaster},
};

/// Where it is.
pub const CARD_TABS: &str = "/instellingen/klantkaart";

#[component]
pub fn CardTabsTab() -> impl IntoView {
    let i18n = use_i18n();
    let stored = Resource::new(|| (), |()| api::card_tabs());
    let on_done = Callback::new(move |()| stored.refetch());
    let row = move |switch: CardTabSwitch| view! { <SwitchItem switch on_done /> };
    view! {
        <h2>{t!(i18n, settings.card.title)}</h2>
        <p>{t!(i18n, settings.card.text)}</p>
        <Stored
            stored
            shown=move |tabs| view! { <ul class="records">{tabs.into_iter().map(row).collect_view()}</ul> }.into_any()
        />
    }
}

#[component]
fn SwitchItem(switch: CardTabSwitch, on_done: Callback<()>) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let CardTabSwitch { slug, on } = switch;
    let def = TabDef::of(&slug);
    let name = move || def.map(|def| (def.label)(i18n)).unwrap_or_default();
    let about = move || def.and_then(|def| def.optional).map(|about| about(i18n));
    let saving = use_saving(api::switch_card_tab, move |()| {
        toaster.say(t_string!(i18n, ui.saved));
        on_done.run(());
    });
    let wanted = if on { String::new() } else { "true".to_owned() };
    let along = vec![("id", slug.clone()), ("on", wanted)];
    let send = move || saving.send(CardTabSwitch { slug: slug.clone(), on: !on });
    view! {
        <li class="record">
            <div>
                <div class="row">
                    <strong>{name}</strong>
                    {if on {
                        view! { <Pill tone=Tone::Success>{t!(i18n, settings.card.on)}</Pill> }.into_any()
                    } else {
                        view! { <Pill>{t!(i18n, settings.card.off)}</Pill> }.into_any()
                    }}
                </div>
                <p class="soft">{about}</p>
            </div>
            {allowed(Area::Settings, Level::Edit)
                .then(|| {
                    view! {
                        <PostForm action="/api/settings/card_tab_form" along class="row" send>
                            <Button submit=true pending=saving.pending>
                                {move || match on {
                                    true => t_string!(i18n, settings.card.turn_off, name = name()),
                                    false => t_string!(i18n, settings.card.turn_on, name = name()),
                                }}
                            </Button>
                        </PostForm>
                    }
                })}
        </li>
    }
}
