//! The tab of the fields that the firm makes itself.

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;

use super::{
    own_field_dialog::OwnFieldDialog,
    shared::{ListBox, Stored},
};
use crate::{
    error::AppError,
    i18n::*,
    own_fields::{ArchiveRequest, Fields, OwnField, ShiftRequest, api, words},
    ui::{self, Kind, Pill, Toaster, Tone, allowed, area_name, lang, use_toaster},
};

/// Where the tab is.
pub const OWN_FIELDS: &str = "/instellingen/velden";

/// The tab.
#[component]
pub fn OwnFieldsTab() -> impl IntoView {
    let i18n = use_i18n();
    let stored = Resource::new(|| (), move |()| api::list());
    // The field that is being defined: none when closed, the second none while it is new.
    let edited = RwSignal::new(None::<Option<OwnField>>);
    let again = Callback::new(move |()| stored.refetch());
    let shown = move |Fields { fields, has_set }: Fields| {
        let list = match fields.is_empty() {
            true => view! { <ui::Empty icon="list" title=move || t_string!(i18n, own_fields.empty).to_owned() /> }
                .into_any(),
            false => view! { <FieldList fields edited again /> }.into_any(),
        };
        view! {
            {list}
            {(!has_set && allowed(Area::Settings, Level::Edit)).then(|| view! { <AddSet /> })}
        }
        .into_any()
    };
    view! {
        <div class="section-head">
            <p>{t!(i18n, own_fields.text)}</p>
            <ui::Guard area=Area::Settings level=Level::Edit>
                <ui::Button kind=Kind::Primary icon="plus" on_click=move |_| edited.set(Some(None))>
                    {t!(i18n, own_fields.add)}
                </ui::Button>
            </ui::Guard>
        </div>
        <Stored stored shown />
        <OwnFieldDialog edited on_done=again />
    }
}

/// Adds the ready-made set. It is done once, and the page is read anew after it.
#[component]
fn AddSet() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <form class="form" method="post" novalidate action="/api/own_fields/add_set">
            <input type="hidden" name="page" value=OWN_FIELDS />
            <p class="soft">{t!(i18n, own_fields.set_text)}</p>
            <div class="form-foot">
                <ui::Button submit=true>{t!(i18n, own_fields.add_set)}</ui::Button>
            </div>
        </form>
    }
}

/// What the menu of a field does, beside editing it.
#[derive(Clone, Copy)]
enum Act {
    Archive(ArchiveRequest),
    Shift(ShiftRequest),
}

impl Act {
    /// What takes it back.
    fn back(self) -> Self {
        match self {
            Self::Archive(ArchiveRequest { id, version, archived }) => {
                Self::Archive(ArchiveRequest { id, version: version + 1, archived: !archived })
            }
            Self::Shift(ShiftRequest { id, up }) => Self::Shift(ShiftRequest { id, up: !up }),
        }
    }
}

/// Does it, reads the fields again, and offers to take it back.
fn perform(act: Act, i18n: I18nContext<Locale>, toaster: Toaster, again: Callback<()>) {
    spawn_local(async move {
        let done: Result<(), AppError> = match act {
            Act::Archive(request) => api::archive(request).await,
            Act::Shift(request) => api::shift(request).await,
        };
        match done {
            Ok(()) => {
                let back = move || perform(act.back(), i18n, toaster, again);
                toaster.say_with_undo(t_string!(i18n, ui.saved), back);
            }
            Err(error) => toaster.failed(error),
        }
        again.try_run(());
    });
}

#[component]
fn FieldList(fields: Vec<OwnField>, edited: RwSignal<Option<Option<OwnField>>>, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (edit, toaster) = (allowed(Area::Settings, Level::Edit), use_toaster());
    let act = move |act: Act| perform(act, i18n, toaster, again);
    let last = fields.len().saturating_sub(1);
    let row = move |(at, field): (usize, OwnField)| {
        let OwnField { id, version, kind, required_from, area, archived, on_tab, .. } = field;
        let labels = field.labels.clone();
        let name = Signal::derive(move || labels.of(lang(i18n.get_locale())).to_owned());
        let change = field.clone();
        let toggle = move || act(Act::Archive(ArchiveRequest { id, version, archived: !archived }));
        let toggle_icon = if archived { "rotate-ccw" } else { "archive" };
        let shift = move |up: bool| act(Act::Shift(ShiftRequest { id, up }));
        view! {
            <tr>
                <th scope="row">
                    {name} " "
                    {on_tab.then(|| view! { <Pill tone=Tone::Neutral>{t!(i18n, card.tab.free_fields)}</Pill> " " })}
                    {archived.then(|| view! { <Pill tone=Tone::Neutral>{t!(i18n, own_fields.archived)}</Pill> })}
                </th>
                <td>{move || words::kind_name(i18n, kind)}</td>
                <td>{move || words::required_name(i18n, required_from)}</td>
                <td>{move || area_name(i18n, area.unwrap_or(Area::Customers))}</td>
                <td class="actions">
                    {edit
                        .then(|| {
                            view! {
                                <ui::Menu
                                    id=format!("field-{id}")
                                    label=move || t_string!(i18n, own_fields.actions, name = name.get())
                                >
                                    <ui::MenuItem icon="pencil" on_select=move || edited.set(Some(Some(change.clone())))>
                                        {t!(i18n, own_fields.edit)}
                                    </ui::MenuItem>
                                    {(at > 0)
                                        .then(|| view! { <ui::MenuItem icon="chevron-up" on_select=move || shift(true)>{t!(i18n, own_fields.up)}</ui::MenuItem> })}
                                    {(at < last)
                                        .then(|| view! { <ui::MenuItem icon="chevron-down" on_select=move || shift(false)>{t!(i18n, own_fields.down)}</ui::MenuItem> })}
                                    <ui::MenuItem icon=toggle_icon on_select=toggle>
                                        {move || match archived {
                                            true => t_string!(i18n, own_fields.restore),
                                            false => t_string!(i18n, own_fields.archive),
                                        }}
                                    </ui::MenuItem>
                                </ui::Menu>
                            }
                        })}
                </td>
            </tr>
        }
    };
    let head = move || {
        view! {
            <th scope="col">{t!(i18n, own_fields.name)}</th>
            <th scope="col">{t!(i18n, own_fields.kind_label)}</th>
            <th scope="col">{t!(i18n, own_fields.required_label)}</th>
            <th scope="col">{t!(i18n, own_fields.area_label)}</th>
        }
    };
    let rows = fields.into_iter().enumerate().map(row).collect_view();
    view! {
        <ListBox columns="own-fields" label=move || t_string!(i18n, settings.tab.own_fields).to_owned() head>
            {rows}
        </ListBox>
    }
}
