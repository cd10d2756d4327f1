//! The tab: a field for a new note, and the notes below it, the newest first.

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    api::{self, Note, NoteRequest, NotesRequest, RestoreRequest, SaveNoteRequest, text_field},
    edit::EditNote,
    item::{NoteActions, NoteItem},
};
use crate::{
    i18n::*,
    ui::{self, ErrorState, SaveForm, Shape, Skeleton, TextArea, use_saving, use_toaster},
};

/// The tab.
#[component]
pub fn NotesTab(customer_id: Uuid) -> impl IntoView {
    let notes = Resource::new(|| (), move |()| api::list(NotesRequest { customer_id }));
    let reread = Callback::new(move |()| notes.refetch());
    let edited = RwSignal::new(None::<Note>);
    let on_close = Callback::new(move |()| edited.set(None));
    let actions = actions(customer_id, edited, reread);
    view! {
        <div class="card-body">
            <div class="measure">
                {ui::allowed(Area::Notes, Level::Edit).then(|| view! { <NewNote customer_id on_done=reread /> })}
                <Transition fallback=|| view! { <Skeleton rows=5 shape=Shape::Lines /> }>
                    {move || ui::late(async move {
                        match notes.await {
                            Ok(notes) => view! { <Notes notes actions /> }.into_any(),
                            Err(error) => view! { <ErrorState error /> }.into_any(),
                        }
                    })}
                </Transition>
                {move || edited.get().map(|note| view! { <EditNote customer_id note on_saved=reread on_close /> })}
            </div>
        </div>
    }
}

#[component]
fn Notes(notes: Vec<Note>, actions: NoteActions) -> impl IntoView {
    let i18n = use_i18n();
    let empty = notes.is_empty();
    view! {
        {empty.then(|| view! { <p class="soft">{t!(i18n, card.notes.none)}</p> })}
        <ul class="records">{notes.into_iter().map(|note| view! { <NoteItem note actions /> }).collect_view()}</ul>
    }
}

/// The field for a new note.
#[component]
fn NewNote(customer_id: Uuid, on_done: Callback<()>) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let text = RwSignal::new(String::new());
    let saving = use_saving(api::save, move |()| {
        text.set(String::new());
        toaster.say(t_string!(i18n, ui.saved));
        on_done.run(());
    });
    let save = move || {
        saving.send(SaveNoteRequest { customer_id, id: None, version: 0, text: text.get_untracked() });
    };
    let name = text_field(true);
    let label = move || t_string!(i18n, card.notes.new).to_owned();
    view! {
        <SaveForm
            plain="/api/notes/save_form"
            along=vec![("customer_id", customer_id.to_string())]
            save
            pending=saving.pending
            action=move || t_string!(i18n, card.notes.add).to_owned()
        >
            <TextArea name label required=true value=text error=saving.wrong(name, label, text) />
        </SaveForm>
    }
}

fn actions(customer_id: Uuid, edited: RwSignal<Option<Note>>, reread: Callback<()>) -> NoteActions {
    let i18n = use_i18n();
    let toaster = ui::use_toaster();
    let read_again = move || {
        // The tab may have been left by now.
        reread.try_run(());
    };
    let restore = move |id: Uuid| {
        spawn_local(async move {
            if let Err(error) = api::restore(RestoreRequest { customer_id, id }).await {
                toaster.failed(error);
            }
            read_again();
        });
    };
    let delete = move |Note { id, version, .. }: Note| {
        spawn_local(async move {
            match api::delete(NoteRequest { customer_id, id, version }).await {
                Ok(()) => toaster.say_with_undo(t_string!(i18n, card.notes.deleted), move || restore(id)),
                Err(error) => toaster.failed(error),
            }
            read_again();
        });
    };
    NoteActions { edit: Callback::new(move |note| edited.set(Some(note))), delete: Callback::new(delete) }
}
