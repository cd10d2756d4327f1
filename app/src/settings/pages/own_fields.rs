//! The tab of the fields that the firm makes itself.

use domain::permissions::{Area, Level};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;

use super::{
    own_field_dialog::{OwnFieldDialog, SAVE},
    shared::{EDIT, ListBox, NEW, Stored},
};
use crate::{
    error::AppError,
    i18n::*,
    own_fields::{ArchiveRequest, Fields, OwnField, ShiftRequest, api, words},
    paths,
    ui::{
        self, Asked, CameBackNotice, InPage, Kind, MenuForm, OpenButton, Pill, Toaster, Tone, allowed, area_name, lang,
        seen, use_in_page, use_toaster,
    },
};

/// Where the tab is.
pub const OWN_FIELDS: &str = "/instellingen/velden";

/// The functions that take what the menu of a field does as plain forms.
const ARCHIVE: &str = "/api/own_fields/archive_form";
const SHIFT: &str = "/api/own_fields/shift_form";

/// The tab.
#[component]
pub fn OwnFieldsTab() -> impl IntoView {
    let i18n = use_i18n();
    let in_page = use_in_page(&[NEW, EDIT]);
    let stored = Resource::new(|| (), move |()| api::list());
    // The field that is being defined: none when closed, the second none while it is new.
    let edited = RwSignal::new(None::<Option<OwnField>>);
    let again = Callback::new(move |()| stored.refetch());
    let defining = move |fields: &[OwnField]| {
        let Asked { what, id } = in_page.asked().filter(|_| allowed(Area::Settings, Level::Edit))?;
        match (what, id) {
            (NEW, _) => Some(None),
            (EDIT, Some(id)) => fields.iter().find(|field| field.id == id).cloned().map(Some),
            _ => None,
        }
    };
    let shown = move |Fields { fields, has_set }: Fields| {
        let known = fields.clone();
        let list = match fields.is_empty() {
            true => view! { <ui::Empty icon="list" title=move || t_string!(i18n, own_fields.empty).to_owned() /> }
                .into_any(),
            false => view! { <FieldList fields edited again in_page /> }.into_any(),
        };
        view! {
            <CameBackNotice action=ARCHIVE />
            <CameBackNotice action=SHIFT />
            {move || match defining(&known) {
                Some(field) => {
                    let edited = RwSignal::new(Some(field));
                    view! { <OwnFieldDialog edited on_done=again in_page back=Some(in_page.home()) /> }.into_any()
                }
                None => view! { <CameBackNotice action=SAVE /> }.into_any(),
            }}
            {list}
            {(!has_set && allowed(Area::Settings, Level::Edit)).then(|| view! { <AddSet /> })}
        }
        .into_any()
    };
    view! {
        <div class="section-head">
            <p>{t!(i18n, own_fields.text)}</p>
            <ui::Guard area=Area::Settings level=Level::Edit>
                <OpenButton in_page what=NEW kind=Kind::Primary icon="plus" on_open=move || edited.set(Some(None))>
                    {t!(i18n, own_fields.add)}
                </OpenButton>
            </ui::Guard>
        </div>
        <Stored stored shown />
        {move || in_page.has_dialogs().then(|| view! { <OwnFieldDialog edited on_done=again in_page /> })}
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
    /// The function that takes it as a plain form, and what goes along.
    fn plain(self) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            Self::Archive(ArchiveRequest { id, version, archived }) => {
                let archived = archived.then(|| ("archived", "true".to_owned()));
                (ARCHIVE, seen(Some(id), version).into_iter().chain(archived).collect())
            }
            Self::Shift(ShiftRequest { id, up }) => {
                let up = up.then(|| ("up", "true".to_owned()));
                (SHIFT, [("id", id.to_string())].into_iter().chain(up).collect())
            }
        }
    }

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
fn FieldList(
    fields: Vec<OwnField>,
    edited: RwSignal<Option<Option<OwnField>>>,
    again: Callback<()>,
    in_page: InPage,
) -> impl IntoView {
    let i18n = use_i18n();
    let (edit, toaster) = (allowed(Area::Settings, Level::Edit), use_toaster());
    let item = move |act: Act, icon: &'static str, words: fn(I18nContext<Locale>) -> &'static str| {
        let (action, along) = act.plain();
        view! {
            <MenuForm action along icon on_select=move || perform(act, i18n, toaster, again)>
                {move || words(i18n)}
            </MenuForm>
        }
    };
    let last = fields.len().saturating_sub(1);
    let row = move |(at, field): (usize, OwnField)| {
        let OwnField { id, version, kind, required_from, area, archived, on_tab, sharing, .. } = field;
        let labels = field.labels.clone();
        let name = Signal::derive(move || labels.of(lang(i18n.get_locale())).to_owned());
        let change_at = in_page.address(EDIT, id);
        let change = in_page.instead(change_at.clone(), move || edited.set(Some(Some(field.clone()))));
        let shift = move |up: bool| Act::Shift(ShiftRequest { id, up });
        let toggle = Act::Archive(ArchiveRequest { id, version, archived: !archived });
        view! {
            <tr>
                <th scope="row">
                    {name} " "
                    {on_tab.then(|| view! { <Pill tone=Tone::Neutral>{t!(i18n, card.tab.free_fields)}</Pill> " " })}
                    {archived.then(|| view! { <Pill tone=Tone::Neutral>{t!(i18n, own_fields.archived)}</Pill> })}
                </th>
                <td>{move || words::kind_name(i18n, kind)}</td>
                <td data-title=move || t_string!(i18n, own_fields.required_label)>{move || words::required_name(i18n, required_from)}</td>
                <td data-title=move || t_string!(i18n, own_fields.area_label)>{move || area_name(i18n, area.unwrap_or(Area::Customers))}</td>
                <td data-title=move || t_string!(i18n, own_fields.sharing_label)>{move || words::sharing_name(i18n, sharing)}</td>
                <td class="actions">
                    {edit
                        .then(|| {
                            view! {
                                <ui::Menu
                                    id=format!("field-{id}")
                                    label=move || t_string!(i18n, own_fields.actions, name = name.get())
                                >
                                    <ui::MenuLink icon="pencil" href=change_at on_select=change>
                                        {t!(i18n, own_fields.edit)}
                                    </ui::MenuLink>
                                    <ui::MenuLink href=paths::kind_of_field(id) icon="list">
                                        {t!(i18n, own_fields.change_kind)}
                                    </ui::MenuLink>
                                    {(at > 0).then(|| item(shift(true), "chevron-up", |i18n| t_string!(i18n, own_fields.up)))}
                                    {(at < last).then(|| item(shift(false), "chevron-down", |i18n| t_string!(i18n, own_fields.down)))}
                                    {if archived {
                                        item(toggle, "rotate-ccw", |i18n| t_string!(i18n, own_fields.restore))
                                    } else {
                                        item(toggle, "archive", |i18n| t_string!(i18n, own_fields.archive))
                                    }}
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
            <th scope="col">{t!(i18n, own_fields.sharing_label)}</th>
        }
    };
    let rows = fields.into_iter().enumerate().map(row).collect_view();
    view! {
        <ListBox columns="own-fields" label=move || t_string!(i18n, settings.tab.own_fields).to_owned() head>
            {rows}
        </ListBox>
    }
}
