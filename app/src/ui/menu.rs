//! The three-dot menu: a popover, so that it opens before hydration, closes on Escape, and is never cut off by a table.

use std::fmt::Display;

use leptos::{
    context::Provider,
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, Node},
};

use super::{
    Icon,
    form::{Hidden, unseen},
};
use crate::i18n::*;

/// The id of the popover around an item: clicking the item closes it.
#[derive(Clone)]
struct Panel(String);

/// Actions behind three dots, or behind the icon that is named. `id` is unique on the page; `label` says whose actions they are.
#[component]
pub fn Menu(
    #[prop(into)] id: String,
    #[prop(into, optional)] label: Signal<String>,
    #[prop(default = "ellipsis-vertical")] icon: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="menu">
            <MenuButton id=format!("{id}-dots") panel=id.clone() label icon />
            <MenuPanel id label>{children()}</MenuPanel>
        </div>
    }
}

/// The three dots as HTML, for a row that is written so. Those of many rows open one panel. As long as the page has the form of this id,
/// they send that instead, with this value by this name: no panel knows its row without a script.
pub fn menu_button_html(panel: &str, (form, name, value): (&str, &str, impl Display), label: &str) -> String {
    let label = html_escape::encode_double_quoted_attribute(label);
    format!(
        r##"<button type="submit" form="{form}" name="{name}" value="{value}" class="button quiet icon-only" popovertarget="{panel}" aria-haspopup="menu" aria-label="{label}" title="{label}"><svg class="icon" aria-hidden="true" focusable="false"><use href="/icons.svg#ellipsis-vertical"></use></svg></button>"##
    )
}

/// The three dots.
#[component]
fn MenuButton(
    /// By it the dots are found again, with the focus that they had, when what they stand in is drawn anew.
    #[prop(into)]
    id: String,
    /// The id of the panel that it opens.
    #[prop(into)]
    panel: String,
    label: Signal<String>,
    icon: &'static str,
) -> impl IntoView {
    let name = named(label);
    view! {
        <button type="button" id=id class="button quiet icon-only" popovertarget=panel aria-haspopup="menu" aria-label=name title=name>
            <Icon name=icon />
        </button>
    }
}

/// What the three dots open.
#[component]
pub fn MenuPanel(
    #[prop(into)] id: String,
    #[prop(into, optional)] label: Signal<String>,
    children: Children,
) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let around = Panel(id.clone());
    let focus_first = move |_: ev::Event| {
        if let Some(panel) = panel.get_untracked().filter(|panel| panel.matches(":popover-open").unwrap_or_default()) {
            let items = items(&panel);
            // Arrows lead from one to the next. Without a script Tab does.
            items.iter().for_each(|item| item.set_tab_index(-1));
            // Who is quicker than the news that it is open has an item already.
            if !panel.matches(":focus-within").unwrap_or_default() {
                focus(items.first());
            }
        }
    };
    view! {
        <div
            class="menu-panel"
            popover="auto"
            id=id
            role="menu"
            aria-label=named(label)
            node_ref=panel
            on:keydown=move |event| travel(panel, &event)
            on:toggle=focus_first
        >
            <Provider value=around>{children()}</Provider>
        </div>
    }
}

/// Whose actions they are, or "more actions".
fn named(label: Signal<String>) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let i18n = use_i18n();
    move || Some(label.get()).filter(|label| !label.is_empty()).unwrap_or_else(|| t_string!(i18n, ui.more).to_owned())
}

/// An action that only a hydrated page does. `reason` says why it cannot be done now: the item is then shown, with the reason under it,
/// and does nothing.
#[component]
pub fn MenuItem(
    #[prop(optional)] icon: &'static str,
    /// Deletes or withdraws something.
    #[prop(optional)]
    danger: bool,
    #[prop(into, optional)] reason: Signal<Option<String>>,
    on_select: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    let panel = StoredValue::new(use_context::<Panel>().map(|panel| panel.0));
    view! {
        <button
            type="button"
            role="menuitem"
            class="menu-item"
            class:danger=danger
            aria-disabled=move || reason.get().map(|_| "true")
            popovertarget=move || panel.get_value().filter(|_| reason.get().is_none())
            popovertargetaction="hide"
            on:click=move |_| {
                if reason.get_untracked().is_none() {
                    // First, so that a dialog that opens gives the focus back to the dots and not to what is hidden.
                    close(panel.get_value());
                    on_select();
                }
            }
        >
            <Words icon reason>{children()}</Words>
        </button>
    }
}

/// What an action is called, and why it cannot be done now.
#[component]
fn Words(icon: &'static str, reason: Signal<Option<String>>, children: Children) -> impl IntoView {
    view! {
        {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
        <span class="menu-words">
            {children()} {move || reason.get().map(|reason| view! { <span class="menu-reason">{reason}</span> })}
        </span>
    }
}

/// An action that a plain form does, so that it works before hydration. `on_select` is what a hydrated page does. What is refused of it
/// is said by a `CameBackNotice` of the page: the menu is closed by then.
#[component]
pub fn MenuForm(
    /// The function that takes it as a plain form.
    action: &'static str,
    /// What goes along: which record, and in which version.
    along: Vec<(&'static str, String)>,
    #[prop(optional)] icon: &'static str,
    /// Deletes or withdraws something.
    #[prop(optional)]
    danger: bool,
    #[prop(into, optional)] reason: Signal<Option<String>>,
    on_select: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    let panel = StoredValue::new(use_context::<Panel>().map(|panel| panel.0));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        close(panel.get_value());
        on_select();
    };
    view! {
        <form class="menu-form" role="none" method="post" action=action novalidate on:submit=submit>
            <Hidden fields=unseen(along) />
            <button
                type=move || if reason.read().is_none() { "submit" } else { "button" }
                role="menuitem"
                tabindex="-1"
                class="menu-item"
                class:danger=danger
                aria-disabled=move || reason.read().as_ref().map(|_| "true")
            >
                <Words icon reason>{children()}</Words>
            </button>
        </form>
    }
}

/// Closes the menu, which gives the focus back to what opened it. The browser would do so after the click.
fn close(panel: Option<String>) {
    let panel = panel.and_then(|id| document().get_element_by_id(&id)?.dyn_into::<HtmlElement>().ok());
    // It fails only where the menu is closed.
    let _ = panel.map(|panel| panel.hide_popover());
}

/// A page to go to, or the address that asks in the page what a hydrated page asks in a dialog.
#[component]
pub fn MenuLink(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] icon: &'static str,
    /// The address is a file: see `LinkButton`.
    #[prop(optional)]
    file: bool,
    /// Deletes or withdraws something.
    #[prop(optional)]
    danger: bool,
    /// What a hydrated page does instead of going there.
    #[prop(optional, into)]
    on_select: Option<Callback<()>>,
    #[prop(into, optional)] reason: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let panel = StoredValue::new(use_context::<Panel>().map(|panel| panel.0));
    let select = move |event: ev::MouseEvent| {
        if reason.read_untracked().is_some() {
            event.prevent_default();
        } else if let Some(on_select) = on_select {
            event.prevent_default();
            close(panel.get_value());
            on_select.run(());
        }
    };
    view! {
        <a
            role="menuitem"
            class="menu-item"
            class:danger=danger
            href=move || reason.read().is_none().then(|| href.get())
            aria-disabled=move || reason.read().as_ref().map(|_| "true")
            rel=file.then_some("external")
            on:click=select
        >
            <Words icon reason>{children()}</Words>
        </a>
    }
}

/// Arrows, Home, End and the first letter of an item move through the menu; the space bar presses one that is a link too.
fn travel(panel: NodeRef<html::Div>, event: &ev::KeyboardEvent) {
    let Some(panel) = panel.get_untracked() else { return };
    let items = items(&panel);
    let active = document().active_element();
    let here = items.iter().position(|item| active.as_ref().is_some_and(|active| item.is_same_node(Some(active))));
    if let (" ", Some(link)) =
        (event.key().as_str(), here.map(|here| &items[here]).filter(|item| item.tag_name() == "A"))
    {
        // The browser does so for a button only.
        event.prevent_default();
        return link.click();
    }
    let count = items.len();
    let target = match (event.key().as_str(), here) {
        _ if count == 0 => None,
        ("ArrowDown", here) => Some(here.map_or(0, |here| (here + 1) % count)),
        ("ArrowUp", here) => Some(here.map_or(count - 1, |here| (here + count - 1) % count)),
        ("Home", _) => Some(0),
        ("End", _) => Some(count - 1),
        (key, here) if key.chars().count() == 1 && key != " " => {
            let start = here.map_or(0, |here| here + 1);
            (start..start + count).map(|index| index % count).find(|index| begins_with(&items[*index], key))
        }
        _ => None,
    };
    if let Some(target) = target {
        event.prevent_default();
        focus(items.get(target));
    }
}

fn begins_with(item: &HtmlElement, key: &str) -> bool {
    item.text_content().is_some_and(|text| text.trim().to_lowercase().starts_with(&key.to_lowercase()))
}

fn items(panel: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = panel.query_selector_all("[role=menuitem]") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)).filter_map(|node: Node| node.dyn_into().ok()).collect()
}

/// An element that has left the page cannot take the focus: nothing is lost then.
fn focus(item: Option<&HtmlElement>) {
    if let Some(item) = item {
        let _ = item.focus();
    }
}
