//! The tab of the business units.

use domain::permissions::{Area, Level};
use leptos::{ev, prelude::*};

use super::use_saving;
use crate::{
    i18n::*,
    settings::{SeenRequest, Unit, UnitRequest, api},
    ui::{self, Kind, Size, allowed, use_toaster},
};

#[component]
pub fn UnitsTab() -> impl IntoView {
    let i18n = use_i18n();
    let stored = Resource::new(|| (), |()| api::units());
    // The unit that is being named: none when closed, without an id while it is new.
    let named = RwSignal::new(None::<Unit>);
    let doomed = RwSignal::new(None::<Unit>);
    let new = move || Unit { id: uuid::Uuid::nil(), version: 0, name: String::new() };
    view! {
        <div class="section-head">
            <p>{t!(i18n, settings.units.text)}</p>
            <ui::Guard area=Area::Settings level=Level::Edit>
                <ui::Button kind=Kind::Primary icon="plus" on:click=move |_| named.set(Some(new()))>
                    {t!(i18n, settings.units.add)}
                </ui::Button>
            </ui::Guard>
        </div>
        <Transition fallback=|| view! { <ui::Skeleton rows=3 /> }>
            {move || Suspend::new(async move {
                match stored.await {
                    Ok(units) if units.is_empty() => {
                        view! {
                            <ui::Empty icon="building-2" title=move || t_string!(i18n, settings.units.empty).to_owned() />
                        }
                            .into_any()
                    }
                    Ok(units) => view! { <UnitList units named doomed /> }.into_any(),
                    Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                }
            })}
        </Transition>
        <NameDialog named on_done=Callback::new(move |()| stored.refetch()) />
        <DeleteDialog doomed on_done=Callback::new(move |()| stored.refetch()) />
    }
}

#[component]
fn UnitList(units: Vec<Unit>, named: RwSignal<Option<Unit>>, doomed: RwSignal<Option<Unit>>) -> impl IntoView {
    let i18n = use_i18n();
    let (edit, delete) = (allowed(Area::Settings, Level::Edit), allowed(Area::Settings, Level::Delete));
    let row = move |unit: Unit| {
        let (renamed, removed, name) = (unit.clone(), unit.clone(), unit.name.clone());
        view! {
            <tr>
                <th scope="row">{unit.name}</th>
                <td class="actions">
                    {edit
                        .then(|| {
                            view! {
                                <ui::Menu
                                    id=format!("unit-{}", unit.id)
                                    label=move || t_string!(i18n, settings.units.actions, name = name.clone())
                                >
                                    <ui::MenuItem icon="pencil" on_select=move || named.set(Some(renamed.clone()))>
                                        {t!(i18n, settings.units.rename)}
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
    view! {
        <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, settings.tab.units)>
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, settings.units.name)}</th>
                        <td class="actions"></td>
                    </tr>
                </thead>
                <tbody>{units.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn NameDialog(named: RwSignal<Option<Unit>>, on_done: Callback<()>) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let (open, name) = (RwSignal::new(false), RwSignal::new(String::new()));
    let saving = use_saving(api::save_unit, move |()| {
        open.set(false);
        toaster.say(t_string!(i18n, ui.saved));
        on_done.run(());
    });
    Effect::new(move || {
        if let Some(unit) = named.get() {
            name.set(unit.name);
            saving.clear();
            open.set(true);
        }
    });
    let save = move || {
        let Some(unit) = named.get_untracked() else { return };
        let id = (!unit.id.is_nil()).then_some(unit.id);
        // A name is one word: the last who types it is right.
        let version = saving.conflict::<Unit>().map_or(unit.version, |now| now.version);
        saving.send(UnitRequest { id, version, name: name.get_untracked() });
    };
    let label = move || t_string!(i18n, settings.units.name).to_owned();
    let title = move || match named.read().as_ref().is_some_and(|unit| !unit.id.is_nil()) {
        true => t_string!(i18n, settings.units.rename).to_owned(),
        false => t_string!(i18n, settings.units.add).to_owned(),
    };
    let foot = move || {
        view! {
            <ui::Button on:click=move |_| open.set(false)>{t!(i18n, ui.cancel)}</ui::Button>
            <ui::Button kind=Kind::Primary pending=saving.pending on:click=move |_| save()>
                {t!(i18n, ui.save)}
            </ui::Button>
        }
    };
    view! {
        <ui::Dialog open title foot>
            {move || saving.conflict().map(|now: Unit| view! { <Renamed name=now.name /> })}
            <form
                class="form"
                on:submit=move |event: ev::SubmitEvent| {
                    event.prevent_default();
                    save();
                }
            >
                <ui::TextField
                    name="unit"
                    label
                    size=Size::Full
                    required=true
                    value=name
                    error=saving.wrong("name", label, name)
                />
            </form>
        </ui::Dialog>
    }
}

#[component]
fn DeleteDialog(doomed: RwSignal<Option<Unit>>, on_done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let saving = use_saving(api::delete_unit, move |()| {
        open.set(false);
        on_done.run(());
    });
    Effect::new(move || open.set(doomed.read().is_some()));
    let name = move || doomed.get().map(|unit| unit.name).unwrap_or_default();
    view! {
        <ui::Confirm
            open
            danger=true
            title=move || t_string!(i18n, settings.units.delete, name = name())
            action=move || t_string!(i18n, ui.delete).to_owned()
            pending=saving.pending
            on_confirm=move || {
                if let Some(unit) = doomed.get_untracked() {
                    let version = saving.conflict::<Unit>().map_or(unit.version, |now| now.version);
                    saving.send(SeenRequest { id: unit.id, version });
                }
            }
        >
            {move || saving.conflict().map(|now: Unit| view! { <Renamed name=now.name /> })}
            <p>{t!(i18n, settings.units.delete_text)}</p>
        </ui::Confirm>
    }
}

/// A colleague gave it another name meanwhile.
#[component]
fn Renamed(name: String) -> impl IntoView {
    let i18n = use_i18n();
    view! { <p class="notice warning" role="alert">{t!(i18n, settings.conflict.title)} ": " {name}</p> }
}
