//! What the tabs share: how what is stored is read and listed, how a form is sent, how a record with a name is removed.

use std::future::Future;

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{saving::Summary, use_saving};
use crate::{
    error::AppError,
    i18n::*,
    settings::{Group, Profile, SeenRequest},
    ui::{self, CameBackNotice, InPage, Kind, PostForm, Question},
};

/// The names by which the address of a tab asks for a form or a question in the page: for a new record, to change one, to remove one.
pub const NEW: &str = "nieuw";
pub const EDIT: &str = "bewerken";
pub const REMOVE: &str = "verwijderen";

/// Shows what is stored, once it is known.
#[component]
pub fn Stored<T>(
    stored: Resource<Result<T, AppError>>,
    shown: impl Fn(T) -> AnyView + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    view! {
        <Transition fallback=|| view! { <ui::Skeleton rows=5 shape=ui::Shape::Table /> }>
            {move || ui::late(async move {
                match stored.await {
                    Ok(found) => shown(found),
                    Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// A table with a menu at the end of each row.
#[component]
pub fn ListBox(
    #[prop(into)] label: Signal<String>,
    /// Names the widths of its columns in the style.
    columns: &'static str,
    /// The titles of the columns, but for that of the menu.
    #[prop(into)]
    head: ViewFn,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="list-box" tabindex="0" role="region" aria-label=label>
            <table class=format!("list fixed stacked {columns}")>
                <thead>
                    <tr>
                        {head.run()}
                        <td class="actions"></td>
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// A form with *Opslaan* at its foot, but for who may only read it.
#[component]
pub fn SaveForm(
    /// The function that takes it as a plain form, and what goes along unseen.
    plain: &'static str,
    #[prop(optional)] along: Vec<(&'static str, String)>,
    save: impl Fn() + 'static,
    #[prop(into)] pending: Signal<bool>,
    #[prop(optional)] readonly: bool,
    /// Instead of *Opslaan*, where that is not the first thing to do on its page.
    #[prop(optional, into)]
    action: Option<Signal<String>>,
    /// Lists above the fields what is wrong with them, where there are more than two.
    #[prop(optional, into)]
    summary: Option<Summary>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let kind = if action.is_some() { Kind::Secondary } else { Kind::Primary };
    let words = move || action.map_or_else(|| t_string!(i18n, ui.save).to_owned(), |action| action.get());
    view! {
        <PostForm action=plain along send=save>
            {summary.map(|Summary { problems, tried }| view! { <ui::ErrorSummary problems tried /> })}
            {children()}
            {(!readonly)
                .then(|| {
                    view! {
                        <div class="form-foot">
                            <ui::Button kind submit=true pending>
                                {words}
                            </ui::Button>
                        </div>
                    }
                })}
        </PostForm>
    }
}

/// A dialog in which something is filled in; or the same in the page, where its address asks for that.
#[component]
pub fn FormDialog(
    open: RwSignal<bool>,
    /// The function that takes it as a plain form, and what goes along unseen.
    plain: &'static str,
    #[prop(optional)] along: Vec<(&'static str, String)>,
    #[prop(into)] title: Signal<String>,
    /// What the button that sends it says.
    #[prop(into)]
    action: Signal<String>,
    #[prop(into)] pending: Signal<bool>,
    save: impl Fn() + Copy + Send + Sync + 'static,
    /// Lists above the fields what is wrong with them, where there are more than two.
    #[prop(optional, into)]
    summary: Option<Summary>,
    /// In the page: the address without it.
    #[prop(optional_no_strip)]
    back: Option<String>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let listed = move || summary.map(|Summary { problems, tried }| view! { <ui::ErrorSummary problems tried /> });
    if let Some(back) = back {
        return view! {
            <section class="panel stack" aria-label=title>
                <h2>{title}</h2>
                <PostForm action=plain along send=save>
                    {listed()}
                    {children()}
                    <div class="form-foot">
                        <ui::WayBack href=back />
                        <ui::Button kind=Kind::Primary submit=true pending>{action}</ui::Button>
                    </div>
                </PostForm>
            </section>
        }
        .into_any();
    }
    let form_id = plain.rsplit('/').next().unwrap_or_default();
    let foot = move || {
        view! {
            <ui::Button on_click=move |_| open.set(false)>{t!(i18n, ui.cancel)}</ui::Button>
            <ui::Button kind=Kind::Primary submit=true form=form_id pending>
                {action}
            </ui::Button>
        }
    };
    view! {
        <ui::Dialog open title foot>
            <PostForm action=plain form_id along send=save>
                {listed()}
                {children()}
            </PostForm>
        </ui::Dialog>
    }
    .into_any()
}

/// What a plain form says of a record: which, and in which version; a new one has no id.
pub fn seen(id: Option<Uuid>, version: i32) -> Vec<(&'static str, String)> {
    let id = id.map(|id| ("id", id.to_string()));
    [("version", version.to_string())].into_iter().chain(id).collect()
}

/// Opens as soon as it is drawn; the question is withdrawn when it closes.
pub fn opened(done: Callback<()>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        match before {
            None => open.set(true),
            Some(true) if !now => done.run(()),
            _ => {}
        }
        now
    });
    open
}

/// A record that has a name, and can be removed.
pub trait Removable: Clone + DeserializeOwned + Send + Sync + 'static {
    fn name(&self) -> String;
    /// The record in the version that was seen.
    fn seen(&self) -> SeenRequest;
}

impl Removable for Profile {
    fn name(&self) -> String {
        self.name.clone()
    }
    fn seen(&self) -> SeenRequest {
        SeenRequest { id: self.id, version: self.version }
    }
}

impl Removable for Group {
    fn name(&self) -> String {
        self.name.clone()
    }
    fn seen(&self) -> SeenRequest {
        SeenRequest { id: self.id, version: self.version }
    }
}

/// Asks whether a record is to be removed, and removes it.
#[component]
pub fn RemoveDialog<T, F>(
    /// The record that is asked about; none when closed.
    doomed: RwSignal<Option<T>>,
    remove: fn(SeenRequest) -> F,
    title: fn(I18nContext<Locale>, String) -> String,
    text: fn(I18nContext<Locale>) -> &'static str,
    on_done: Callback<()>,
) -> impl IntoView
where
    T: Removable,
    F: Future<Output = Result<(), AppError>> + 'static,
{
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let saving = use_saving(remove, move |()| {
        open.set(false);
        on_done.run(());
    });
    Effect::new(move || {
        // What was told of another record is no longer of interest.
        saving.clear();
        open.set(doomed.read().is_some());
    });
    let name = move || doomed.get().map(|record| record.name()).unwrap_or_default();
    view! {
        <ui::Confirm
            open
            danger=true
            title=move || title(i18n, name())
            action=move || t_string!(i18n, ui.delete).to_owned()
            pending=saving.pending
            on_confirm=move || {
                if let Some(record) = doomed.get_untracked() {
                    // Asked again after a colleague changed it: this time about what it is now.
                    saving.send(saving.conflict::<T>().unwrap_or(record).seen());
                }
            }
        >
            {move || saving.conflict().map(|now: T| view! { <ChangedTo name=now.name() /> })}
            <p>{move || text(i18n)}</p>
        </ui::Confirm>
    }
}

/// The same question in the page, for a plain form. What came back of a record that is gone is said without it.
#[component]
pub fn RemoveQuestion<T, F>(
    in_page: InPage,
    /// All records of the tab.
    records: Vec<T>,
    remove: fn(SeenRequest) -> F,
    /// The function that takes it as a plain form.
    plain: &'static str,
    title: fn(I18nContext<Locale>, String) -> String,
    text: fn(I18nContext<Locale>) -> &'static str,
    on_done: Callback<()>,
) -> impl IntoView
where
    T: Removable,
    F: Future<Output = Result<(), AppError>> + 'static,
{
    let i18n = use_i18n();
    let saving = use_saving(remove, move |()| {
        in_page.leave();
        on_done.run(());
    });
    let records = StoredValue::new(records);
    let doomed = move || {
        let id = in_page.asked()?.about(REMOVE)?;
        records.with_value(|all| all.iter().find(|record| record.seen().id == id).cloned())
    };
    let question = move |record: T| {
        let (name, SeenRequest { id, version }) = (record.name(), record.seen());
        let on_confirm = Callback::new(move |()| {
            let seen = saving.conflict::<T>().map_or(SeenRequest { id, version }, |now| now.seen());
            saving.send(seen);
        });
        view! {
            <Question
                below_title=true
                title=Signal::derive(move || title(i18n, name.clone()))
                action=plain
                along=seen(Some(id), version)
                verb=Signal::derive(move || t_string!(i18n, ui.delete).to_owned())
                danger=true
                back=in_page.home()
                pending=saving.pending
                on_confirm
            >
                {move || saving.conflict().map(|now: T| view! { <ChangedTo name=now.name() /> })}
                <p>{move || text(i18n)}</p>
            </Question>
        }
    };
    move || {
        let record = doomed();
        let besides = record.as_ref().map(|record| record.seen().id.to_string()).unwrap_or_default();
        view! {
            <CameBackNotice action=plain besides />
            {record.map(question)}
        }
    }
}

/// A colleague changed it meanwhile, to this.
#[component]
pub fn ChangedTo(#[prop(into)] name: String) -> impl IntoView {
    let i18n = use_i18n();
    view! { <p class="notice warning" role="alert">{t!(i18n, settings.conflict.title)} ": " {name}</p> }
}
