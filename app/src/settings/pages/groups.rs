//! The tabs of what customers are grouped by: business units and categories.

use std::future::Future;

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::{
    removal::{Removal, RemoveDialog, RemoveQuestion},
    shared::{EDIT, ListBox, NEW, REMOVE, Stored},
};
use crate::{
    error::AppError,
    i18n::*,
    settings::{Group, GroupRequest, SeenRequest},
    ui::{
        self, Asked, CameBackNotice, ChangedTo, FormDialog, InPage, Kind, OpenButton, Size, allowed, seen, use_in_page,
        use_saving, use_toaster,
    },
};

type Say = fn(I18nContext<Locale>) -> &'static str;

/// What a tab says of its groups.
#[derive(Clone, Copy)]
pub struct Words {
    /// The functions that take the form of one of them, and the answer that one may go, as plain forms.
    plain: &'static str,
    plain_remove: &'static str,
    icon: &'static str,
    title: Say,
    text: Say,
    empty: Say,
    add: Say,
    delete_text: Say,
}

/// Of business units.
pub const UNITS: Words = Words {
    plain: "/api/settings/unit_form",
    plain_remove: "/api/settings/delete_unit_form",
    icon: "building-2",
    title: |i18n| t_string!(i18n, settings.tab.units),
    text: |i18n| t_string!(i18n, settings.units.text),
    empty: |i18n| t_string!(i18n, settings.units.empty),
    add: |i18n| t_string!(i18n, settings.units.add),
    delete_text: |i18n| t_string!(i18n, settings.units.delete_text),
};

/// Of categories.
pub const CATEGORIES: Words = Words {
    plain: "/api/settings/category_form",
    plain_remove: "/api/settings/delete_category_form",
    icon: "filter",
    title: |i18n| t_string!(i18n, settings.tab.categories),
    text: |i18n| t_string!(i18n, settings.categories.text),
    empty: |i18n| t_string!(i18n, settings.categories.empty),
    add: |i18n| t_string!(i18n, settings.categories.add),
    delete_text: |i18n| t_string!(i18n, settings.categories.delete_text),
};

/// A tab of groups, by the server functions that list, save and remove them.
#[component]
pub fn GroupsTab<L, S, R>(
    words: Words,
    list: fn() -> L,
    save: fn(GroupRequest) -> S,
    remove: fn(SeenRequest) -> R,
) -> impl IntoView
where
    L: Future<Output = Result<Vec<Group>, AppError>> + Send + 'static,
    S: Future<Output = Result<(), AppError>> + 'static,
    R: Future<Output = Result<(), AppError>> + 'static,
{
    let i18n = use_i18n();
    let in_page = use_in_page(&[NEW, EDIT, REMOVE]);
    let stored = Resource::new(|| (), move |()| list());
    let on_done = Callback::new(move |()| stored.refetch());
    // The group that is being named: none when closed, without an id while it is new.
    let named = RwSignal::new(None::<Group>);
    let doomed = RwSignal::new(None::<Group>);
    let removal = Removal {
        remove,
        plain: words.plain_remove,
        title: |i18n, name| t_string!(i18n, settings.groups.delete, name = name),
        text: words.delete_text,
        on_done,
    };
    let list = move |groups: Vec<Group>| {
        if groups.is_empty() {
            view! { <ui::Empty icon=words.icon title=move || (words.empty)(i18n).to_owned() /> }.into_any()
        } else {
            view! { <GroupList words groups named doomed in_page /> }.into_any()
        }
    };
    let new = move || Group { id: uuid::Uuid::nil(), version: 0, name: String::new() };
    let naming = move |groups: &[Group]| {
        let Asked { what, id } = in_page.asked().filter(|_| allowed(Area::Settings, Level::Edit))?;
        match (what, id) {
            (NEW, _) => Some(new()),
            (EDIT, Some(id)) => groups.iter().find(|group| group.id == id).cloned(),
            _ => None,
        }
    };
    let shown = move |groups: Vec<Group>| {
        let known = groups.clone();
        let records = if allowed(Area::Settings, Level::Delete) { groups.clone() } else { Vec::new() };
        view! {
            {move || match naming(&known) {
                Some(group) => {
                    let named = RwSignal::new(Some(group));
                    view! { <NameDialog words named save on_done in_page back=Some(in_page.home()) /> }.into_any()
                }
                None => view! { <CameBackNotice action=words.plain /> }.into_any(),
            }}
            <RemoveQuestion in_page records removal />
            {list(groups)}
        }
        .into_any()
    };
    view! {
        <div class="section-head">
            <p>{move || (words.text)(i18n)}</p>
            <ui::Guard area=Area::Settings level=Level::Edit>
                <OpenButton in_page what=NEW kind=Kind::Primary icon="plus" on_open=move || named.set(Some(new()))>
                    {move || (words.add)(i18n)}
                </OpenButton>
            </ui::Guard>
        </div>
        <Stored stored shown />
        {move || {
            in_page
                .has_dialogs()
                .then(|| {
                    view! {
                        <NameDialog words named save on_done in_page />
                        <RemoveDialog doomed removal />
                    }
                })
        }}
    }
}

#[component]
fn GroupList(
    words: Words,
    groups: Vec<Group>,
    named: RwSignal<Option<Group>>,
    doomed: RwSignal<Option<Group>>,
    in_page: InPage,
) -> impl IntoView {
    let i18n = use_i18n();
    let (edit, delete) = (allowed(Area::Settings, Level::Edit), allowed(Area::Settings, Level::Delete));
    let row = move |group: Group| {
        let (renamed, removed, name) = (group.clone(), group.clone(), group.name.clone());
        let [rename_at, remove_at] = [EDIT, REMOVE].map(|what| in_page.address(what, group.id));
        let rename = in_page.instead(rename_at.clone(), move || named.set(Some(renamed.clone())));
        let remove = in_page.instead(remove_at.clone(), move || doomed.set(Some(removed.clone())));
        view! {
            <tr>
                <th scope="row">{group.name}</th>
                <td class="actions">
                    {edit
                        .then(|| {
                            view! {
                                <ui::Menu
                                    id=format!("group-{}", group.id)
                                    label=move || t_string!(i18n, settings.groups.actions, name = name.clone())
                                >
                                    <ui::MenuLink icon="pencil" href=rename_at on_select=rename>
                                        {t!(i18n, settings.groups.rename)}
                                    </ui::MenuLink>
                                    {delete
                                        .then(|| {
                                            view! {
                                                <ui::MenuLink icon="trash-2" danger=true href=remove_at on_select=remove>
                                                    {t!(i18n, ui.delete)}
                                                </ui::MenuLink>
                                            }
                                        })}
                                </ui::Menu>
                            }
                        })}
                </td>
            </tr>
        }
    };
    let head = move || view! { <th scope="col">{t!(i18n, settings.groups.name)}</th> };
    view! {
        <ListBox columns="groups" label=move || (words.title)(i18n).to_owned() head>
            {groups.into_iter().map(row).collect_view()}
        </ListBox>
    }
}

#[component]
fn NameDialog<S>(
    words: Words,
    named: RwSignal<Option<Group>>,
    save: fn(GroupRequest) -> S,
    on_done: Callback<()>,
    in_page: InPage,
    /// In the page: the address without it.
    #[prop(optional_no_strip)]
    back: Option<String>,
) -> impl IntoView
where
    S: Future<Output = Result<(), AppError>> + 'static,
{
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let first = named.get_untracked();
    // By its id, what came back finds its form in the page.
    let (is_dialog, known) = (back.is_none(), first.as_ref().filter(|group| back.is_some() && !group.id.is_nil()));
    let along = known.map(|group| seen(Some(group.id), group.version)).unwrap_or_default();
    let name = RwSignal::new(first.map(|group| group.name).unwrap_or_default());
    let open = RwSignal::new(false);
    let saving = use_saving(save, move |()| {
        open.set(false);
        in_page.leave();
        toaster.say(t_string!(i18n, ui.saved));
        on_done.run(());
    });
    // What came back to a form in the page stays.
    if is_dialog {
        Effect::new(move || {
            if let Some(group) = named.get() {
                name.set(group.name);
                saving.clear();
                open.set(true);
            }
        });
    }
    let save = move || {
        let Some(group) = named.get_untracked() else { return };
        let id = (!group.id.is_nil()).then_some(group.id);
        // A name is one word: the last who types it is right.
        let version = saving.conflict::<Group>().map_or(group.version, |now| now.version);
        saving.send(GroupRequest { id, version, name: name.get_untracked() });
    };
    let of_named = move |say: fn(&Group) -> String| {
        named.read().as_ref().filter(|group| !group.id.is_nil()).map(say).unwrap_or_default()
    };
    let label = move || t_string!(i18n, settings.groups.name).to_owned();
    let title = move || match named.read().as_ref().is_some_and(|group| !group.id.is_nil()) {
        true => t_string!(i18n, settings.groups.rename).to_owned(),
        false => (words.add)(i18n).to_owned(),
    };
    view! {
        <FormDialog open plain=words.plain along title action=move || t_string!(i18n, ui.save).to_owned() pending=saving.pending save back>
            {is_dialog
                .then(|| {
                    view! {
                        <input type="hidden" name="id" value=move || of_named(|group| group.id.to_string()) />
                        <input type="hidden" name="version" value=move || of_named(|group| group.version.to_string()) />
                    }
                })}
            {move || saving.conflict().map(|now: Group| view! { <ChangedTo name=now.name /> })}
            <ui::TextField
                name="group"
                label
                size=Size::Full
                required=true
                value=name
                error=saving.wrong("name", label, name)
            />
        </FormDialog>
    }
}
