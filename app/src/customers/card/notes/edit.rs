//! The dialog in which a note is changed, or the same in the page.

use leptos::prelude::*;
use uuid::Uuid;

use super::api::{self, Note, SaveNoteRequest, text_field};
use crate::{
    customers::card::dialog_form::along,
    i18n::*,
    ui::{ConflictNotice, FormDialog, InPage, TextArea, opened, use_saving, use_toaster},
};

/// The function that takes it as a plain form.
pub const SAVE: &str = "/api/notes/save_form";

/// The dialog of one note. It is open while it is there.
#[component]
pub fn EditNote(
    customer_id: Uuid,
    note: Note,
    /// Hears that the note was saved.
    on_saved: Callback<()>,
    /// Hears that the dialog was closed.
    on_close: Callback<()>,
    in_page: InPage,
    /// In the page: the address without it.
    #[prop(optional_no_strip)]
    back: Option<String>,
) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let open = opened(on_close);
    let Note { id, version: read, text, .. } = note;
    let (text, version) = (RwSignal::new(text), RwSignal::new(read));
    let saving = use_saving(api::save, move |()| {
        open.set(false);
        in_page.leave();
        toaster.say(t_string!(i18n, ui.saved));
        on_saved.run(());
    });
    let save = move || {
        let (version, text) = (version.get_untracked(), text.get_untracked());
        saving.send(SaveNoteRequest { customer_id, id: Some(id), version, text });
    };
    let name = text_field(false);
    let label = move || t_string!(i18n, card.notes.text).to_owned();
    let conflict = move |now: Note| {
        let theirs = now.text.clone();
        view! {
            <ConflictNotice
                stored=vec![(label(), now.text)]
                on_take=move || {
                    text.set(theirs.clone());
                    version.set(now.version);
                    saving.clear();
                }
                on_keep=move || {
                    version.set(now.version);
                    save();
                }
            />
        }
    };
    view! {
        <FormDialog
            open
            plain=SAVE
            along=along(customer_id, Some(id), read)
            title=move || t_string!(i18n, card.notes.edit).to_owned()
            action=move || t_string!(i18n, ui.save).to_owned()
            pending=saving.pending
            save
            back
        >
            {move || saving.conflict().map(conflict)}
            <TextArea name label rows=8 required=true value=text error=saving.wrong(name, label, text) />
        </FormDialog>
    }
}
