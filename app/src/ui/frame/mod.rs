//! What stands around a page: the side menu for colleagues, a narrow column for whoever is not signed in.

mod entries;
mod head;
mod language;
mod plain;
mod print_head;
mod user_menu;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_url};

use self::{entries::ENTRIES, print_head::PrintHead, user_menu::UserMenu};
use super::{
    Icon, allowed,
    cookie_setting::use_cookie_setting,
    form::{UndoForm, UndoNotice},
    provide_came_back, use_query,
};
use crate::{
    i18n::*,
    session::{Viewer, Visitor, use_visitor},
};

pub use head::{BackLink, PageHead, TabTitle};
pub use language::LanguageSwitch;
pub use plain::{PlainFrame, ProductName};

/// The id of the part of the page that the skip link jumps to.
const MAIN: &str = "main";

/// The side menu and the page beside it. On a narrow screen the menu is a bar at the bottom.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    provide_came_back();
    let menu = use_cookie_setting("menu");
    let folded = move || menu.read().as_deref() == Some("folded");
    let visitor = use_visitor();
    let firm = visitor.with_untracked(|visitor| of_firm(visitor, |viewer| viewer.firm_name.clone()));
    let reached = Memo::new(move |_| visitor.with(|visitor| of_firm(visitor, |viewer| viewer.firm_reached.join("\n"))));
    let logo = Memo::new(move |_| visitor.with(|visitor| of_firm(visitor, |viewer| viewer.firm_logo.clone())));
    view! {
        <SkipLink />
        <div class="frame" data-menu=move || folded().then_some("folded")>
            <aside class="side-menu">
                <div class="side-menu-head">
                    <a class="firm" href="/klanten" title=firm.clone()>
                        <img src="/favicon.svg" alt="" width="24" height="24" />
                        <span class="menu-word">{firm.clone()}</span>
                    </a>
                    <button
                        type="button"
                        class="button quiet icon-only fold by-script"
                        aria-expanded=move || (!folded()).to_string()
                        aria-label=move || t_string!(i18n, ui.menu.fold)
                        title=move || t_string!(i18n, ui.menu.fold)
                        on:click=move |_| menu.choose((!folded()).then_some("folded"))
                    >
                        {move || view! { <Icon name=if folded() { "chevron-right" } else { "chevron-left" } /> }}
                    </button>
                </div>
                <SideMenu />
                <UserMenu />
            </aside>
            <main class="page" id=MAIN tabindex="-1">
                <PrintHead firm reached logo />
                <Saved />
                {children()}
            </main>
        </div>
    }
}

/// What a colleague knows of its firm.
fn of_firm<T: Default>(visitor: &Visitor, value: fn(&Viewer) -> T) -> T {
    match visitor {
        Visitor::Colleague(viewer) => value(viewer),
        Visitor::SettingUp(_) | Visitor::Customer(_) | Visitor::Nobody => T::default(),
    }
}

/// Says that a plain form was saved, with the way back where there is one, or that the way back was refused: a hydrated page says so
/// itself.
#[component]
fn Saved() -> impl IntoView {
    let i18n = use_i18n();
    let (query, url) = (use_query(), use_url());
    let path = move || url.with(|url| url.path().to_owned());
    // What came back is of the page that the server sent.
    let sent = untrack(path);
    move || {
        let is_sent = path() == sent;
        if query.read().get_str("bewaard") == Some("ja") {
            view! {
                <div class="notice success" role="status">
                    <Icon name="check" />
                    <div>
                        <p>{t!(i18n, ui.saved)}</p>
                        {is_sent.then(|| view! { <UndoForm /> })}
                    </div>
                </div>
            }
            .into_any()
        } else {
            is_sent.then(|| view! { <UndoNotice /> }).into_any()
        }
    }
}

#[component]
fn SideMenu() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let entry = move |entry: &'static entries::Entry| {
        let leads =
            |path: &str, to: &str| path.strip_prefix(to).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let here = move || path.with(|path| entry.pages.iter().any(|page| leads(path, page)));
        view! {
            <li>
                <a class="menu-entry" href=entry.href title=move || (entry.label)(i18n) aria-current=move || here().then_some("page")>
                    <Icon name=entry.icon />
                    <span class="menu-word">{move || (entry.label)(i18n)}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav aria-label=move || t_string!(i18n, ui.menu.title)>
            <ul class="menu-entries">
                {ENTRIES.iter().filter(|entry| entry.needs.is_none_or(|(area, level)| allowed(area, level))).map(entry).collect_view()}
            </ul>
        </nav>
    }
}

/// The first thing that the keyboard reaches: past the menu, to the page.
#[component]
fn SkipLink() -> impl IntoView {
    let i18n = use_i18n();
    view! { <a class="skip-link" rel="external" href=format!("#{MAIN}")>{t!(i18n, ui.skip)}</a> }
}
