//! The firm's templates, those in use and those put away.

use domain::{
    integrations::Integration,
    permissions::{Area, Level},
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{TemplateRequest, TemplateRow, api};
use crate::{
    error::AppError,
    i18n::*,
    paths,
    ui::{
        BackLink, CameBackNotice, Empty, ErrorState, Guard, Kind, LinkButton, Menu, MenuForm, MenuLink, NoPermission,
        PageHead, Shape, Skeleton, allowed, grouped, late, said, use_query, use_toaster,
    },
};

/// The functions that take what the menu of a template does as plain forms.
const DUPLICATE: &str = "/api/templates/duplicate_form";
const ARCHIVE: &str = "/api/templates/archive_form";
pub const UNARCHIVE: &str = "/api/templates/unarchive_form";

/// `/sjablonen`, reached from Klanten; `?toon=archief` shows what was archived.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    if !allowed(Area::Templates, Level::Read) {
        return view! { <NoPermission area=Area::Templates /> }.into_any();
    }
    let i18n = use_i18n();
    let templates = Resource::new(|| (), |()| api::list());
    let changed = Callback::new(move |()| templates.refetch());
    let lead = move || {
        view! {
            <BackLink href="/klanten" label=Signal::derive(move || t_string!(i18n, templates.to_customers).to_owned()) />
        }
    };
    let primary = move || {
        view! {
            <Guard area=Area::Templates level=Level::Edit>
                <LinkButton href="/sjablonen/nieuw" kind=Kind::Primary icon="plus">{t!(i18n, templates.new)}</LinkButton>
            </Guard>
        }
    };
    view! {
        <PageHead title=Signal::derive(move || t_string!(i18n, templates.title).to_owned()) lead primary />
        <div class="page-body">
            <p class="soft">{t!(i18n, templates.purpose)}</p>
            <Transition fallback=|| view! { <Skeleton rows=4 shape=Shape::Table /> }>
                {move || late(async move {
                    match templates.await {
                        Ok(rows) => view! { <Shelves rows changed /> }.into_any(),
                        Err(error) => view! { <ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// Those in use, or those that were archived.
#[component]
fn Shelves(rows: Vec<TemplateRow>, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query();
    let archive = Memo::new(move |_| query.read().get_str("toon") == Some("archief"));
    let count = |archived: bool| rows.iter().filter(|row| row.archived == archived).count() as u64;
    let (used, archived) = (count(false), count(true));
    let chip = move |href: &'static str, mine: bool, label: Signal<String>, count: u64| {
        view! {
            <a class="chip" href=href aria-current=move || (archive.get() == mine).then_some("page")>
                {label} " " {move || grouped(i18n.get_locale(), count)}
            </a>
        }
    };
    let rows = StoredValue::new(rows);
    let shown = move || {
        rows.with_value(|rows| rows.iter().filter(|row| row.archived == archive.get()).cloned().collect::<Vec<_>>())
    };
    view! {
        {[DUPLICATE, ARCHIVE, UNARCHIVE].map(|action| view! { <CameBackNotice action /> })}
        <nav class="chips" aria-label=move || t_string!(i18n, templates.title)>
            {chip("/sjablonen", false, Signal::derive(move || t_string!(i18n, templates.in_use).to_owned()), used)}
            {chip("/sjablonen?toon=archief", true, Signal::derive(move || t_string!(i18n, templates.archived).to_owned()), archived)}
        </nav>
        {move || match shown() {
            rows if !rows.is_empty() => view! { <Table rows changed /> }.into_any(),
            _ if archive.get() => {
                view! {
                    <Empty
                        icon="archive"
                        title=Signal::derive(move || t_string!(i18n, templates.empty_archive).to_owned())
                        text=Signal::derive(move || t_string!(i18n, templates.empty_archive_text).to_owned())
                    />
                }
                    .into_any()
            }
            _ => {
                view! {
                    <Empty
                        icon="copy"
                        title=Signal::derive(move || t_string!(i18n, templates.empty).to_owned())
                        text=Signal::derive(move || t_string!(i18n, templates.empty_text).to_owned())
                    />
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn Table(rows: Vec<TemplateRow>, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let may_edit = allowed(Area::Templates, Level::Edit);
    let number = move |number: u64| grouped(i18n.get_locale(), number);
    let row = move |row: TemplateRow| {
        let TemplateRow { id, name, description, archived, users, integrations, customers } = row;
        let integrations: Vec<&str> = integrations.into_iter().map(Integration::name).collect();
        let (shown, hint) = (name.clone(), description.clone());
        let title = move || {
            if may_edit {
                view! { <a href=paths::template(id)>{shown.clone()}</a> }.into_any()
            } else {
                shown.clone().into_any()
            }
        };
        view! {
            <tr>
                <th scope="row">{title()}</th>
                <td title=hint data-title=move || t_string!(i18n, templates.description)>{said(description)}</td>
                <td class="number" data-title=move || t_string!(i18n, templates.users)>{move || number(users as u64)}</td>
                <td data-title=move || t_string!(i18n, templates.integrations)>{said(integrations.join(", "))}</td>
                <td class="number" data-title=move || t_string!(i18n, templates.customers)>
                    {move || number(customers.unsigned_abs())}
                </td>
                <td class="actions">{may_edit.then(|| view! { <Actions id name archived changed /> })}</td>
            </tr>
        }
    };
    view! {
        <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, templates.title)>
            <table class="list fixed stacked templates">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, templates.name)}</th>
                        <th scope="col">{t!(i18n, templates.description)}</th>
                        <th scope="col" class="number">{t!(i18n, templates.users)}</th>
                        <th scope="col">{t!(i18n, templates.integrations)}</th>
                        <th scope="col" class="number">{t!(i18n, templates.customers)}</th>
                        <th scope="col" class="actions"><span class="visually-hidden">{t!(i18n, templates.actions)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The three dots of one template.
#[component]
fn Actions(id: Uuid, name: String, archived: bool, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let request = TemplateRequest { id };
    // The list may be gone by the time the server answers, or somebody presses undo.
    let done = move |result: Result<(), AppError>| match result {
        Ok(()) => {
            changed.try_run(());
            true
        }
        Err(error) => {
            toaster.failed(error);
            false
        }
    };
    let put_back = move || {
        spawn_local(async move {
            done(api::unarchive(request).await);
        });
    };
    let label = {
        let name = name.clone();
        Signal::derive(move || t_string!(i18n, templates.actions_of, name = name.clone()))
    };
    let archive = {
        let name = name.clone();
        move || {
            let said = t_string!(i18n, templates.was_archived, name = name.clone());
            spawn_local(async move {
                if done(api::archive(request).await) {
                    toaster.say_with_undo(said, put_back);
                }
            });
        }
    };
    let duplicate = move || {
        let said = t_string!(i18n, templates.was_duplicated, name = name.clone());
        spawn_local(async move {
            if done(api::duplicate(request).await.map(drop)) {
                toaster.say(said);
            }
        });
    };
    let along = move || vec![("id", id.to_string())];
    view! {
        <Menu id=format!("template-{id}") label>
            <MenuLink href=paths::template(id) icon="pencil">{t!(i18n, ui.edit)}</MenuLink>
            <MenuForm action=DUPLICATE along=along() icon="copy" on_select=duplicate>{t!(i18n, templates.duplicate)}</MenuForm>
            {if archived {
                view! { <MenuForm action=UNARCHIVE along=along() icon="rotate-ccw" on_select=put_back>{t!(i18n, templates.unarchive)}</MenuForm> }.into_any()
            } else {
                view! { <MenuForm action=ARCHIVE along=along() icon="archive" on_select=archive>{t!(i18n, templates.archive)}</MenuForm> }.into_any()
            }}
        </Menu>
    }
}
