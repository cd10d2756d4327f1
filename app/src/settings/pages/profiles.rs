//! The tab of the permission profiles.

use domain::permissions::{Area, Level, Scope};
use leptos::prelude::*;

use super::{
    profile_title,
    removal::{Removal, RemoveDialog, RemoveQuestion},
    shared::{ListBox, REMOVE, Stored},
};
use crate::{
    i18n::*,
    paths,
    settings::{Profile, api},
    ui::{self, InPage, Kind, LinkButton, Tone, allowed, use_in_page},
};

#[component]
pub fn ProfilesTab() -> impl IntoView {
    let i18n = use_i18n();
    let in_page = use_in_page(&[REMOVE]);
    let stored = Resource::new(|| (), |()| api::profiles());
    let on_done = Callback::new(move |()| stored.refetch());
    let doomed = RwSignal::new(None::<Profile>);
    let removal = Removal {
        remove: api::delete_profile,
        plain: "/api/settings/delete_profile_form",
        title: |i18n, name| t_string!(i18n, settings.profiles.delete, name = name),
        text: |i18n| t_string!(i18n, settings.profiles.delete_text),
        on_done,
    };
    let shown = move |profiles: Vec<Profile>| {
        let may = allowed(Area::Users, Level::Delete);
        let records = profiles.iter().filter(|profile| may && profile.builtin.is_empty()).cloned().collect::<Vec<_>>();
        view! {
            <RemoveQuestion in_page records removal />
            <ProfileList profiles doomed in_page />
        }
        .into_any()
    };
    view! {
        <ui::Guard area=Area::Users level=Level::Edit>
            <div class="section-head">
                <LinkButton kind=Kind::Primary icon="plus" href="/instellingen/profielen/nieuw">
                    {t!(i18n, settings.profiles.new)}
                </LinkButton>
            </div>
        </ui::Guard>
        <Stored stored shown />
        {move || {
            in_page
                .has_dialogs()
                .then(|| view! { <RemoveDialog doomed removal /> })
        }}
    }
}

#[component]
fn ProfileList(profiles: Vec<Profile>, doomed: RwSignal<Option<Profile>>, in_page: InPage) -> impl IntoView {
    let i18n = use_i18n();
    let head = move || {
        view! {
            <th scope="col">{t!(i18n, settings.profiles.name)}</th>
            <th scope="col">{t!(i18n, settings.profiles.kind)}</th>
            <th scope="col">{t!(i18n, settings.profiles.scope)}</th>
            <th scope="col" class="number">{t!(i18n, settings.profiles.users)}</th>
        }
    };
    view! {
        <ListBox columns="profiles" label=move || t_string!(i18n, settings.tab.profiles).to_owned() head>
            {profiles.into_iter().map(|profile| view! { <ProfileRow profile doomed in_page /> }).collect_view()}
        </ListBox>
    }
}

#[component]
fn ProfileRow(profile: Profile, doomed: RwSignal<Option<Profile>>, in_page: InPage) -> impl IntoView {
    let i18n = use_i18n();
    let (key, name) = (profile.builtin.clone(), profile.name.clone());
    let title = Signal::derive(move || profile_title(i18n, &key, &name));
    let builtin = !profile.builtin.is_empty();
    let scope = profile.rights.scope;
    let (edit, delete) = (allowed(Area::Users, Level::Edit), allowed(Area::Users, Level::Delete) && !builtin);
    let id = profile.id;
    let in_use = profile.users > 0;
    let reason = Signal::derive(move || in_use.then(|| t_string!(i18n, settings.profiles.in_use).to_owned()));
    let users = profile.users;
    let remove_at = in_page.address(REMOVE, id);
    let remove = in_page.instead(remove_at.clone(), move || doomed.set(Some(profile.clone())));
    view! {
        <tr>
            <th scope="row"><a href=paths::profile(id)>{title}</a></th>
            <td data-title=move || t_string!(i18n, settings.profiles.kind)>
                {if builtin {
                    view! { <ui::Pill>{t!(i18n, settings.profiles.builtin)}</ui::Pill> }.into_any()
                } else {
                    view! { <ui::Pill tone=Tone::Accent>{t!(i18n, settings.profiles.own)}</ui::Pill> }.into_any()
                }}
            </td>
            <td data-title=move || t_string!(i18n, settings.profiles.scope)>
                {move || match scope {
                    Scope::All => t_string!(i18n, settings.profiles.scope_all),
                    Scope::Assigned => t_string!(i18n, settings.profiles.scope_assigned),
                }}
            </td>
            <td class="number" data-title=move || t_string!(i18n, settings.profiles.users)>
                {move || ui::grouped(i18n.get_locale(), users)}
            </td>
            <td class="actions">
                {edit
                    .then(|| {
                        view! {
                            <ui::Menu
                                id=format!("profile-{id}")
                                label=move || t_string!(i18n, settings.users.actions, name = title.get())
                            >
                                <ui::MenuLink icon="copy" href=paths::copy_of_profile(id)>
                                    {t!(i18n, settings.profiles.copy)}
                                </ui::MenuLink>
                                {delete
                                    .then(|| {
                                        view! {
                                            <ui::MenuLink icon="trash-2" danger=true reason href=remove_at on_select=remove>
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
}
