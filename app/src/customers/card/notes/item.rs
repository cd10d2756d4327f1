//! One note in the list of them.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use uuid::Uuid;

use super::api::Note;
use crate::{
    customers::card::{contact_tab::TrailLines, dialog_form::along},
    i18n::*,
    ui::{self, InPage, Menu, MenuForm, MenuLink, shown_time, use_zone},
};

/// The function that removes one by a plain form.
pub const DELETE: &str = "/api/notes/delete_form";
/// The name in the address of the tab of the note that is changed.
pub const EDIT: &str = "bewerken";

/// What can be done with a note.
#[derive(Clone, Copy)]
pub struct NoteActions {
    pub edit: Callback<Note>,
    pub delete: Callback<Note>,
}

/// The note, who wrote it, and its menu.
#[component]
pub fn NoteItem(customer_id: Uuid, note: Note, actions: NoteActions, in_page: InPage) -> impl IntoView {
    let i18n = use_i18n();
    let zone = use_zone();
    let Note { id, version, text, trail } = note.clone();
    let written = trail.entered.as_ref().map(|stamp| stamp.at);
    let label = move || {
        let date = written.map(|at| shown_time(zone, at)).unwrap_or_default();
        t_string!(i18n, card.notes.actions, date = date)
    };
    let may_delete = ui::allowed(Area::Notes, Level::Delete);
    let note = StoredValue::new(note);
    let change_at = in_page.address(EDIT, id);
    let change = in_page.instead(change_at.clone(), move || actions.edit.run(note.get_value()));
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
                            <MenuLink icon="pencil" href=change_at on_select=change>{t!(i18n, ui.edit)}</MenuLink>
                            {may_delete
                                .then(|| {
                                    view! {
                                        <MenuForm
                                            action=DELETE
                                            along=along(customer_id, Some(id), version)
                                            icon="trash-2"
                                            danger=true
                                            on_select=move || actions.delete.run(note.get_value())
                                        >
                                            {t!(i18n, ui.delete)}
                                        </MenuForm>
                                    }
                                })}
                        </Menu>
                    }
                })}
        </li>
    }
}
