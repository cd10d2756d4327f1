//! Which keys there are: `?` shows them in a dialog, and the menu of who is signed in leads to a page that does.

mod table;

use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;

use self::table::{Cap, GROUPS, Group, Key};
use crate::{
    i18n::*,
    lazy,
    ui::{Button, Dialog, Kind, PageHead, late, use_key},
};

/// Opens on `?`. What it shows is fetched when it is first asked for.
#[component]
pub fn KeysDialog() -> impl IntoView {
    let i18n = use_i18n();
    let (asked, open) = (RwSignal::new(false), RwSignal::new(false));
    use_key("?", move || {
        spawn_local(async move {
            lazy::fetch_keys().await;
            // Whoever pressed it may have signed out by now.
            asked.try_set(true);
            open.try_set(true);
        });
    });
    let title = Signal::derive(move || t_string!(i18n, keys.title).to_owned());
    let foot = move || {
        view! {
            <Button kind=Kind::Secondary on_click=move |_| open.set(false)>{t!(i18n, ui.close)}</Button>
        }
    };
    move || asked.get().then(|| view! { <Dialog open title foot>{late(lazy::keys())}</Dialog> })
}

/// `/toetsen`.
#[component]
pub fn KeysPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageHead title=move || t_string!(i18n, keys.title).to_owned() />
        <div class="page-body narrow">
            <Keys />
        </div>
    }
}

/// All keys, with what each does.
#[component]
pub fn Keys() -> impl IntoView {
    let i18n = use_i18n();
    let of_group = move |group: &'static Group| {
        view! {
            <table class="keys">
                <caption>{move || (group.title)(i18n)}</caption>
                <tbody>{group.keys.iter().map(|key| of_key(i18n, key)).collect_view()}</tbody>
            </table>
        }
    };
    GROUPS.iter().map(of_group).collect_view()
}

fn of_key(i18n: I18nContext<Locale>, key: &'static Key) -> impl IntoView {
    let cap = move |cap: &'static Cap| {
        let text = move || match cap {
            Cap::Sign(sign) => sign,
            Cap::Word(word) => word(i18n),
        };
        view! { <kbd>{text}</kbd> " " }
    };
    view! {
        <tr>
            <th scope="row">{key.caps.iter().map(cap).collect_view()}</th>
            <td>{move || (key.does)(i18n)}</td>
        </tr>
    }
}
