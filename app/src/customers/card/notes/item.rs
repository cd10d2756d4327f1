//! One note in the list of them.

use domain::permissions::{Area, Level};
use leptos::prelude::*;

use super::api::Note;
use crate::{
    customers::card::contact_tab::TrailLines,
    i18n::*,
    ui::{self, Menu, MenuItem, shown_time, use_zone},
};

/// What can be done with a note.
#[derive(Clone, Copy)]
pub struct NoteActions {
    pub edit: Callback<Note>,
    pub delete: Callback<Note>,
}

/// The note, who wrote it, and its menu.
#[component]
pub fn NoteItem(note: Note, actions: NoteActions) -> impl IntoView {
    let i18n = use_i18n();
    let zone = use_zone();
    let Note { id, text, trail, .. } = note.clone();
    let written = trail.entered.as_ref().map(|stamp| stamp.at);
    let label = move || {
        let date = written.map(|at| shown_time(zone, at)).unwrap_or_default();
        t_string!(i18n, card.notes.actions, date = date)
    };
    let may_delete = ui::allowed(Area::Notes, Level::Delete);
    let note = StoredValue::new(note);
    view! {
        <li class="record">
            <div>
                <p class="lines">{text}</p>
                <div class="soft small"><TrailLines trail /></div>
            </div>
            {ui::allowed(Area::Notes, Level::Edit)
                .then(|| {
                    view! {
                        <Menu id=format!("note-{id}") label=Signal::derive(label)>
                            <MenuItem icon="pencil" on_select=move || actions.edit.run(note.get_value())>{t!(i18n, ui.edit)}</MenuItem>
                            {may_delete
                                .then(|| {
                                    view! {
                                        <MenuItem icon="trash-2" danger=true on_select=move || actions.delete.run(note.get_value())>
                                            {t!(i18n, ui.delete)}
                                        </MenuItem>
                                    }
                                })}
                        </Menu>
                    }
                })}
        </li>
    }
}
