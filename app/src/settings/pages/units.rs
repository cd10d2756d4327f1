//! The tab of the business units.

use domain::permissions::{Area, Level};
use leptos::prelude::*;

use super::{
    shared::{ChangedTo, FormDialog, ListBox, RemoveDialog, Stored},
    use_saving,
};
use crate::{
    i18n::*,
    settings::{Unit, UnitRequest, api},
    ui::{self, Kind, Size, allowed, use_toaster},
};

#[component]
pub fn UnitsTab() -> impl IntoView {
    let i18n = use_i18n();
    let stored = Resource::new(|| (), |()| api::units());
    // The unit that is being named: none when closed, without an id while it is new.
    let named = RwSignal::new(None::<Unit>);
    let doomed = RwSignal::new(None::<Unit>);
    let shown = move |units: Vec<Unit>| {
        if units.is_empty() {
            view! { <ui::Empty icon="building-2" title=move || t_string!(i18n, settings.units.empty).to_owned() /> }
                .into_any()
        } else {
            view! { <UnitList units named doomed /> }.into_any()
        }
    };
    let new = move || Unit { id: uuid::Uuid::nil(), version: 0, name: String::new() };
    view! {
        <div class="section-head">
            <p>{t!(i18n, settings.units.text)}</p>
            <ui::Guard area=Area::Settings level=Level::Edit>
                <ui::Button kind=Kind::Primary icon="plus" on_click=move |_| named.set(Some(new()))>
                    {t!(i18n, settings.units.add)}
                </ui::Button>
            </ui::Guard>
        </div>
        <Stored stored shown />
        <NameDialog named on_done=Callback::new(move |()| stored.refetch()) />
        <RemoveDialog
            doomed
            remove=api::delete_unit
            title=|i18n, name| t_string!(i18n, settings.units.delete, name = name)
            text=|i18n| t_string!(i18n, settings.units.delete_text)
            on_done=Callback::new(move |()| stored.refetch())
        />
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
    let head = move || view! { <th scope="col">{t!(i18n, settings.units.name)}</th> };
    view! {
        <ListBox label=move || t_string!(i18n, settings.tab.units).to_owned() head>
            {units.into_iter().map(row).collect_view()}
        </ListBox>
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
    view! {
        <FormDialog open title action=move || t_string!(i18n, ui.save).to_owned() pending=saving.pending save>
            {move || saving.conflict().map(|now: Unit| view! { <ChangedTo name=now.name /> })}
            <ui::TextField
                name="unit"
                label
                size=Size::Full
                required=true
                value=name
                error=saving.wrong("name", label, name)
            />
        </FormDialog>
    }
}
