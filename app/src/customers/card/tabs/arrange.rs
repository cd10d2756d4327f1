//! What arranges the tabs of the card: an icon behind the last of them, which opens a dialog. Without JavaScript it leads to the
//! same form on the page itself.

use leptos::{ev, prelude::*};
use uuid::Uuid;

use super::{CardTab, TabDef, TabOrder, api};
use crate::{
    customers::card::reload::Reload,
    i18n::*,
    settings::use_saving,
    ui::{Button, Dialog, Icon, Kind, MoveButton, PostForm, put_at, shift, use_query, use_toaster},
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
    let dragged = RwSignal::new(None::<String>);
    let saving = use_saving(api::arrange_tabs, move |()| {
        toaster.say(t_string!(i18n, ui.saved));
        done.run(());
    });
    let slugs = move || TabOrder::of(&tabs.read()).slugs.join(" ");
    let reset = move |event: ev::MouseEvent| {
        event.prevent_default();
        saving.send(TabOrder::default());
    };
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
            <ol
                class="records arranged"
                on:pointerup=move |_| dragged.set(None)
                on:pointerleave=move |_| dragged.set(None)
            >
                <For each=move || tabs.get() key=|tab| tab.slug.clone() let(tab)>
                    <ArrangedTab tab tabs dragged />
                </For>
            </ol>
            <div class=foot>
                <button type="submit" name="reset" value="ja" class="button quiet" on:click=reset>
                    <span class="button-text">{t!(i18n, card.arrange.reset)}</span>
                </button>
                <Button kind=Kind::Primary submit=true pending=saving.pending>
                    {t!(i18n, ui.save)}
                </Button>
            </div>
        </PostForm>
    }
}

/// One tab: whether it is shown, and the buttons that move it. By pointer the whole row is dragged.
#[component]
fn ArrangedTab(tab: CardTab, tabs: RwSignal<Vec<CardTab>>, dragged: RwSignal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let CardTab { slug, hidden } = tab;
    let def = TabDef::of(&slug);
    let name = move || def.map(|def| (def.label)(i18n)).unwrap_or_default();
    let is_first = def.is_some_and(TabDef::is_first);
    let (own, entered, ticked, is_dragged) = (slug.clone(), slug.clone(), slug.clone(), slug.clone());
    let enter = move |_: ev::PointerEvent| {
        if let Some(dragged) = dragged.get_untracked().filter(|dragged| *dragged != entered) {
            tabs.update(|tabs| put_at(tabs, |tab| tab.slug == dragged, |tab| tab.slug == entered));
        }
    };
    let tick = move |event: ev::Event| {
        let hidden = !event_target_checked(&event);
        tabs.update(|tabs| tabs.iter_mut().filter(|tab| tab.slug == ticked).for_each(|tab| tab.hidden = hidden));
    };
    let (moved, key) = (slug.clone(), slug);
    let on_move = Callback::new(move |to_front: bool| {
        tabs.update(|tabs| shift(tabs, |tab| tab.slug == moved, to_front));
    });
    let up = Signal::derive(move || t_string!(i18n, card.arrange.up, name = name()));
    let down = Signal::derive(move || t_string!(i18n, card.arrange.down, name = name()));
    view! {
        <li
            class="record"
            class:dragged=move || dragged.read().as_deref() == Some(is_dragged.as_str())
            on:pointerdown=move |_| dragged.set(Some(own.clone()))
            on:pointerenter=enter
        >
            <div>
                {if is_first {
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
                }}
            </div>
            <div class="row">
                <MoveButton key=key.clone() to_front=true label=up on_move />
                <MoveButton key to_front=false label=down on_move />
            </div>
        </li>
    }
}
