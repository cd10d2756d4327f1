//! What arranges the tabs of the card: an icon behind the last of them, which opens a dialog. Without JavaScript it leads to the
//! same form on the page itself.

use leptos::{ev, prelude::*};
use uuid::Uuid;

use super::{CardTab, TabDef, TabOrder, api};
use crate::{
    customers::card::reload::Reload,
    i18n::*,
    ui::{Arranged, ArrangedFoot, ArrangedRow, Dialog, Icon, PostForm, use_query, use_saving, use_toaster},
};

/// In the query of the address: the form stands on the page.
const ASKED: &str = "tabbladen";

/// Whether the address asks for the form on the page.
fn use_is_on_page() -> Memo<bool> {
    let query = use_query();
    Memo::new(move |_| query.read().get_str(ASKED).is_some())
}

/// The icon. It opens the dialog, unless the form stands on the page.
#[component]
pub fn ArrangeTabs(customer_id: Uuid, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || t_string!(i18n, card.arrange.open);
    let is_on_page = use_is_on_page();
    let press = move |event: ev::MouseEvent| {
        event.prevent_default();
        open.set(!is_on_page.get_untracked());
    };
    view! {
        <a
            class="button quiet icon-only"
            href=format!("/klanten/{customer_id}?{ASKED}=ja")
            aria-label=label
            title=label
            on:click=press
        >
            <Icon name="settings" />
        </a>
    }
}

/// Where the form is: in the dialog that the icon opens, and on the page where that was asked for.
#[component]
pub fn ArrangeHere(customer_id: Uuid, tabs: Vec<CardTab>, open: RwSignal<bool>, reload: Reload) -> impl IntoView {
    let i18n = use_i18n();
    let is_on_page = use_is_on_page();
    let title = move || t_string!(i18n, card.arrange.title).to_owned();
    let done = Callback::new(move |()| {
        open.set(false);
        reload.now();
    });
    let in_dialog = tabs.clone();
    view! {
        {move || {
            let tabs = tabs.clone();
            is_on_page
                .get()
                .then(|| {
                    view! {
                        <section class="card-body">
                            <div class="measure">
                                <h2>{title}</h2>
                                <ArrangeForm customer_id tabs foot="form-foot" done />
                            </div>
                        </section>
                    }
                })
        }}
        <Dialog open title=Signal::derive(title)>
            {move || {
                let tabs = in_dialog.clone();
                open.get().then(|| view! { <ArrangeForm customer_id tabs foot="dialog-foot" done /> })
            }}
        </Dialog>
    }
}

#[component]
fn ArrangeForm(
    customer_id: Uuid,
    tabs: Vec<CardTab>,
    /// The class of what stands around its buttons.
    foot: &'static str,
    done: Callback<()>,
) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let tabs = RwSignal::new(tabs);
    let saving = use_saving(api::arrange_tabs, move |()| {
        toaster.say(t_string!(i18n, ui.saved));
        done.run(());
    });
    let slugs = move || TabOrder::of(&tabs.read()).slugs.join(" ");
    let on_reset = Callback::new(move |()| saving.send(TabOrder::default()));
    let reset = Signal::derive(move || t_string!(i18n, card.arrange.reset).to_owned());
    view! {
        <PostForm
            action="/api/customers/arrange_tabs_form"
            along=vec![("customer_id", customer_id.to_string())]
            send=move || saving.send(TabOrder::of(&tabs.read_untracked()))
        >
            // Enter presses the first button of a form: this one saves.
            <button type="submit" hidden></button>
            <p class="soft">{t!(i18n, card.arrange.help)}</p>
            <input type="hidden" name="slugs" value=slugs />
            <Arranged rows=tabs key=|tab: &CardTab| tab.slug.clone() shown=row />
            <ArrangedFoot class=foot reset on_reset pending=saving.pending />
        </PostForm>
    }
}

/// One tab: its name, and whether it is shown.
fn row(tab: CardTab, tabs: RwSignal<Vec<CardTab>>) -> ArrangedRow {
    let i18n = use_i18n();
    let CardTab { slug, hidden } = tab;
    let def = TabDef::of(&slug);
    let name = move || def.map(|def| (def.label)(i18n)).unwrap_or_default();
    let tick = move |event: ev::Event| {
        let hidden = !event_target_checked(&event);
        tabs.update(|tabs| tabs.iter_mut().filter(|tab| tab.slug == slug).for_each(|tab| tab.hidden = hidden));
    };
    let words = if def.is_some_and(TabDef::is_first) {
        view! { <strong>{name}</strong> <span class="soft small">{t!(i18n, card.arrange.first)}</span> }.into_any()
    } else {
        let field = format!("show_{}", def.map(|def| def.slug).unwrap_or_default());
        view! {
            <label class="check">
                <input type="checkbox" name=field value="true" checked=!hidden on:change=tick />
                <span>{name}</span>
            </label>
        }
        .into_any()
    };
    ArrangedRow {
        words,
        controls: ().into_any(),
        up: Signal::derive(move || t_string!(i18n, card.arrange.up, name = name())),
        down: Signal::derive(move || t_string!(i18n, card.arrange.down, name = name())),
    }
}
