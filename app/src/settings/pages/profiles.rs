//! The tab of the permission profiles.

use domain::permissions::{Area, Level, Scope};
use leptos::prelude::*;

use super::{profile_title, use_saving};
use crate::{
    i18n::*,
    settings::{Profile, SeenRequest, api},
    ui::{self, Kind, LinkButton, Tone, allowed},
};

#[component]
pub fn ProfilesTab() -> impl IntoView {
    let i18n = use_i18n();
    let stored = Resource::new(|| (), |()| api::profiles());
    let doomed = RwSignal::new(None::<Profile>);
    view! {
        <ui::Guard area=Area::Users level=Level::Edit>
            <div class="row">
                <LinkButton kind=Kind::Primary icon="plus" href="/instellingen/profielen/nieuw">
                    {t!(i18n, settings.profiles.new)}
                </LinkButton>
            </div>
        </ui::Guard>
        <Transition fallback=|| view! { <ui::Skeleton rows=4 /> }>
            {move || Suspend::new(async move {
                match stored.await {
                    Ok(profiles) => view! { <ProfileList profiles doomed /> }.into_any(),
                    Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                }
            })}
        </Transition>
        <DeleteDialog doomed on_done=Callback::new(move |()| stored.refetch()) />
    }
}

#[component]
fn ProfileList(profiles: Vec<Profile>, doomed: RwSignal<Option<Profile>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, settings.tab.profiles)>
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, settings.profiles.name)}</th>
                        <th scope="col">{t!(i18n, settings.profiles.kind)}</th>
                        <th scope="col">{t!(i18n, settings.profiles.scope)}</th>
                        <th scope="col" class="number">{t!(i18n, settings.profiles.users)}</th>
                        <td class="actions"></td>
                    </tr>
                </thead>
                <tbody>
                    {profiles.into_iter().map(|profile| view! { <ProfileRow profile doomed /> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn ProfileRow(profile: Profile, doomed: RwSignal<Option<Profile>>) -> impl IntoView {
    let i18n = use_i18n();
    let (key, name) = (profile.builtin.clone(), profile.name.clone());
    let title = Signal::derive(move || profile_title(i18n, &key, &name));
    let builtin = !profile.builtin.is_empty();
    let scope = profile.rights.scope;
    let (edit, delete) = (allowed(Area::Users, Level::Edit), allowed(Area::Users, Level::Delete) && !builtin);
    let id = profile.id;
    let in_use = profile.users > 0;
    let reason = Signal::derive(move || in_use.then(|| t_string!(i18n, settings.profiles.delete_text).to_owned()));
    let users = profile.users;
    view! {
        <tr>
            <th scope="row"><a href=format!("/instellingen/profielen/{id}")>{title}</a></th>
            <td>
                {if builtin {
                    view! { <ui::Pill>{t!(i18n, settings.profiles.builtin)}</ui::Pill> }.into_any()
                } else {
                    view! { <ui::Pill tone=Tone::Accent>{t!(i18n, settings.profiles.own)}</ui::Pill> }.into_any()
                }}
            </td>
            <td>
                {move || match scope {
                    Scope::All => t_string!(i18n, settings.profiles.scope_all),
                    Scope::Assigned => t_string!(i18n, settings.profiles.scope_assigned),
                }}
            </td>
            <td class="number">{move || ui::grouped(i18n.get_locale(), users)}</td>
            <td class="actions">
                {edit
                    .then(|| {
                        view! {
                            <ui::Menu
                                id=format!("profile-{id}")
                                label=move || t_string!(i18n, settings.users.actions, name = title.get())
                            >
                                <ui::MenuLink icon="copy" href=format!("/instellingen/profielen/nieuw?van={id}")>
                                    {t!(i18n, settings.profiles.copy)}
                                </ui::MenuLink>
                                {delete
                                    .then(|| {
                                        view! {
                                            <ui::MenuItem
                                                icon="trash-2"
                                                danger=true
                                                reason
                                                on_select=move || doomed.set(Some(profile.clone()))
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
}

#[component]
fn DeleteDialog(doomed: RwSignal<Option<Profile>>, on_done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let saving = use_saving(api::delete_profile, move |()| {
        open.set(false);
        on_done.run(());
    });
    Effect::new(move || open.set(doomed.read().is_some()));
    let name = move || doomed.get().map(|profile| profile.name).unwrap_or_default();
    view! {
        <ui::Confirm
            open
            danger=true
            title=move || t_string!(i18n, settings.profiles.delete, name = name())
            action=move || t_string!(i18n, ui.delete).to_owned()
            pending=saving.pending
            on_confirm=move || {
                if let Some(profile) = doomed.get_untracked() {
                    let version = saving.conflict::<Profile>().map_or(profile.version, |now| now.version);
                    saving.send(SeenRequest { id: profile.id, version });
                }
            }
        >
            {move || {
                saving
                    .conflict::<Profile>()
                    .map(|_| view! { <p class="notice warning" role="alert">{t!(i18n, settings.conflict.title)}</p> })
            }}
            <p>{t!(i18n, settings.profiles.delete_text)}</p>
        </ui::Confirm>
    }
}
