//! The tabs of what customers are grouped by: business units and categories.

use std::future::Future;

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::{
    shared::{ChangedTo, FormDialog, ListBox, RemoveDialog, Stored},
    use_saving,
};
use crate::{
    error::AppError,
    i18n::*,
    settings::{Group, GroupRequest, SeenRequest},
    ui::{self, Kind, Size, allowed, use_toaster},
};

type Say = fn(I18nContext<Locale>) -> &'static str;

/// What a tab says of its groups.
#[derive(Clone, Copy)]
pub struct Words {
    /// The function that takes the form of one of them as a plain form.
    plain: &'static str,
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
    let stored = Resource::new(|| (), move |()| list());
    // The group that is being named: none when closed, without an id while it is new.
    let named = RwSignal::new(None::<Group>);
    let doomed = RwSignal::new(None::<Group>);
    let shown = move |groups: Vec<Group>| {
        if groups.is_empty() {
            view! { <ui::Empty icon=words.icon title=move || (words.empty)(i18n).to_owned() /> }.into_any()
        } else {
            view! { <GroupList words groups named doomed /> }.into_any()
        }
    };
    let new = move || Group { id: uuid::Uuid::nil(), version: 0, name: String::new() };
    view! {
        <div class="section-head">
            <p>{move || (words.text)(i18n)}</p>
            <ui::Guard area=Area::Settings level=Level::Edit>
                <ui::Button kind=Kind::Primary icon="plus" on_click=move |_| named.set(Some(new()))>
                    {move || (words.add)(i18n)}
                </ui::Button>
            </ui::Guard>
        </div>
        <Stored stored shown />
        <NameDialog words named save on_done=Callback::new(move |()| stored.refetch()) />
        <RemoveDialog
            doomed
            remove
            title=|i18n, name| t_string!(i18n, settings.groups.delete, name = name)
            text=words.delete_text
            on_done=Callback::new(move |()| stored.refetch())
        />
    }
}

#[component]
fn GroupList(
    words: Words,
    groups: Vec<Group>,
    named: RwSignal<Option<Group>>,
    doomed: RwSignal<Option<Group>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (edit, delete) = (allowed(Area::Settings, Level::Edit), allowed(Area::Settings, Level::Delete));
    let row = move |group: Group| {
        let (renamed, removed, name) = (group.clone(), group.clone(), group.name.clone());
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
                                    <ui::MenuItem icon="pencil" on_select=move || named.set(Some(renamed.clone()))>
                                        {t!(i18n, settings.groups.rename)}
                                    </ui::MenuItem>
                                    {delete
                                        .then(|| {
                                            view! {
                                                <ui::MenuItem
                                                    icon="trash-2"
                                                    danger=true
                                                    on_select=move || doomed.set(Some(removed.clone()))
                                                >
                                                    {t!(i18n, ui.delete)}
                                                </ui::MenuItem>
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
) -> impl IntoView
where
    S: Future<Output = Result<(), AppError>> + 'static,
{
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let (open, name) = (RwSignal::new(false), RwSignal::new(String::new()));
    let saving = use_saving(save, move |()| {
        open.set(false);
        toaster.say(t_string!(i18n, ui.saved));
        on_done.run(());
    });
    Effect::new(move || {
        if let Some(group) = named.get() {
            name.set(group.name);
            saving.clear();
            open.set(true);
        }
    });
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
        <FormDialog open plain=words.plain title action=move || t_string!(i18n, ui.save).to_owned() pending=saving.pending save>
            <input type="hidden" name="id" value=move || of_named(|group| group.id.to_string()) />
            <input type="hidden" name="version" value=move || of_named(|group| group.version.to_string()) />
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
