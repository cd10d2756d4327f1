//! The tab: a field for a new note, and the notes below it, the newest first. Without JavaScript a note is changed above them.

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    api::{self, Note, NoteRequest, NotesRequest, RestoreRequest, SaveNoteRequest, text_field},
    edit::{EditNote, SAVE},
    item::{DELETE, EDIT, NoteActions, NoteItem},
};
use crate::{
    i18n::*,
    ui::{
        self, CameBackNotice, ErrorState, InPage, SaveForm, Shape, Skeleton, TextArea, use_in_page, use_saving,
        use_toaster,
    },
};

/// The tab.
#[component]
pub fn NotesTab(customer_id: Uuid) -> impl IntoView {
    let notes = Resource::new(|| (), move |()| api::list(NotesRequest { customer_id }));
    let reread = Callback::new(move |()| notes.refetch());
    let in_page = use_in_page(&[EDIT]);
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
                            Ok(notes) => view! { <Notes customer_id notes actions in_page reread /> }.into_any(),
                            Err(error) => view! { <ErrorState error /> }.into_any(),
                        }
                    })}
                </Transition>
                {move || edited.get().map(|note| view! { <EditNote customer_id note on_saved=reread on_close in_page /> })}
            </div>
        </div>
    }
}

#[component]
fn Notes(
    customer_id: Uuid,
    notes: Vec<Note>,
    actions: NoteActions,
    in_page: InPage,
    reread: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let empty = notes.is_empty();
    let known = notes.clone();
    let changing = move || {
        let id = in_page.asked()?.about(EDIT).filter(|_| ui::allowed(Area::Notes, Level::Edit))?;
        known.iter().find(|note| note.id == id).cloned()
    };
    let page = move || {
        let note = changing();
        let own = note.as_ref().map(|note| note.id.to_string()).unwrap_or_default();
        let on_close = Callback::new(|()| ());
        view! {
            {in_page.asked().map(|_| view! { <CameBackNotice action=SAVE besides=own /> })}
            {note.map(|note| view! { <EditNote customer_id note on_saved=reread on_close in_page back=Some(in_page.home()) /> })}
        }
    };
    view! {
        <CameBackNotice action=DELETE />
        {page}
        {empty.then(|| view! { <p class="soft">{t!(i18n, card.notes.none)}</p> })}
        <ul class="records">{notes.into_iter().map(|note| view! { <NoteItem customer_id note actions in_page /> }).collect_view()}</ul>
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
            plain=SAVE
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
