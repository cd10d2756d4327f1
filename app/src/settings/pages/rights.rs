//! What a profile allows, as a table of choices: a row an area, a column a level.

use std::collections::BTreeMap;

use domain::permissions::{Area, Level, Rights, Scope};
use leptos::prelude::*;

use super::words::level_name;
use crate::{
    i18n::*,
    session::{Visitor, use_visitor},
    ui,
};

/// Shows the rights, and lets them be changed up to what the viewer has.
#[component]
pub fn RightsFields(rights: RwSignal<Rights>, readonly: bool) -> impl IntoView {
    let i18n = use_i18n();
    let own = use_visitor().with_untracked(|visitor| match visitor {
        Visitor::Colleague(viewer) => viewer.rights.clone(),
        Visitor::SettingUp(_) | Visitor::Customer(_) | Visitor::Nobody => Rights::default(),
    });
    if let Some(came_back) = ui::came_back() {
        let chosen = |area: Area| came_back.texts.get(&format!("{area:?}")).cloned();
        rights.update(|rights| {
            for (area, text) in Area::ALL.into_iter().filter_map(|area| Some((area, chosen(area)?))) {
                let level = Level::ALL.into_iter().find(|level| format!("{level:?}") == text);
                rights.levels.extend(level.map(|level| (area, level)));
            }
        });
    }
    let all_customers = own.scope == Scope::All;
    let scope = RwSignal::new(scope_key(rights.read_untracked().scope).to_owned());
    Effect::new(move || {
        let chosen = if *scope.read() == scope_key(Scope::All) { Scope::All } else { Scope::Assigned };
        if rights.read_untracked().scope != chosen {
            rights.write().scope = chosen;
        }
    });
    let fixed = readonly || !all_customers;
    let scopes = move || {
        vec![
            (scope_key(Scope::All).to_owned(), t_string!(i18n, settings.profiles.scope_all).to_owned()),
            (scope_key(Scope::Assigned).to_owned(), t_string!(i18n, settings.profiles.scope_assigned).to_owned()),
        ]
    };
    let row = move |area: Area| view! { <AreaRow area rights most=own.level(area) readonly /> };
    view! {
        <ui::RadioGroup
            name="scope"
            label=move || t_string!(i18n, settings.profiles.scope).to_owned()
            choices=Signal::derive(scopes)
            value=scope
            disabled=fixed
        />
        <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, settings.profiles.rights)>
            <table class="list stacked rights">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, settings.profiles.area)}</th>
                        {Level::ALL
                            .map(|level| view! { <th scope="col">{move || level_name(i18n, level)}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{Area::ALL.map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

const fn scope_key(scope: Scope) -> &'static str {
    match scope {
        Scope::All => "all",
        Scope::Assigned => "assigned",
    }
}

#[component]
fn AreaRow(area: Area, rights: RwSignal<Rights>, most: Level, readonly: bool) -> impl IntoView {
    let i18n = use_i18n();
    let name = move || {
        let name = ui::area_name(i18n, area);
        let mut letters = name.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    let has = move |level: Level| rights.with(|rights| rights.level(area) == level);
    let choice = move |level: Level| {
        let is_beyond = level > most;
        view! {
            <td>
                <label class="level">
                    <input
                        type="radio"
                        name=format!("{area:?}")
                        value=format!("{level:?}")
                        aria-label=move || format!("{}: {}", name(), level_name(i18n, level))
                        checked=rights.with_untracked(|rights| rights.level(area) == level)
                        prop:checked=move || has(level)
                        disabled=is_beyond
                        on:change=move |_| {
                            rights.update(|rights| {
                                rights.levels.insert(area, level);
                            });
                        }
                    />
                    <span class="level-name" aria-hidden="true">{move || level_name(i18n, level)}</span>
                </label>
            </td>
        }
        .into_any()
    };
    let chosen = move |level: Level| {
        let mark = move || {
            has(level).then(|| {
                view! {
                    <span class="level">
                        <ui::Icon name="check" />
                        <span class="level-name">{move || level_name(i18n, level)}</span>
                    </span>
                }
            })
        };
        view! { <td>{mark}</td> }.into_any()
    };
    let cell = move |level: Level| if readonly { chosen(level) } else { choice(level) };
    view! {
        <tr>
            <th scope="row">{name}</th>
            {Level::ALL.map(cell).collect_view()}
        </tr>
    }
}

/// Nothing yet, for the viewer to add to.
pub fn no_rights() -> Rights {
    Rights { scope: Scope::Assigned, levels: BTreeMap::new() }
}
