//! The form in which a field of the firm's own is defined.

use domain::{
    Language,
    own_fields::{GUARDING, Labels, OwnKind, RequiredFrom, Sharing},
    permissions::Area,
};
use leptos::prelude::*;

use crate::{
    customers::card::tabs::{FREE_FIELDS, TabDef},
    i18n::*,
    own_fields::{FieldRequest, ON_TAB, OwnField, PLACE, api, help_name, label_name, option_name, words},
    ui::{
        ChangedTo, Choices, FormDialog, InPage, SelectField, Size, TextArea, TextField, area_name, lang, seen,
        use_saving, use_toaster,
    },
};

/// The function that takes the form as a plain one.
pub const SAVE: &str = "/api/own_fields/save_form";

/// What is typed of a field.
#[derive(Clone, Copy)]
struct Draft {
    labels: StoredValue<Vec<(Language, RwSignal<String>)>>,
    kind: RwSignal<String>,
    /// Of the field that is open: the labels of its options, by their keys.
    options: RwSignal<Vec<(u16, RwSignal<String>)>>,
    more_options: RwSignal<String>,
    required_from: RwSignal<String>,
    area: RwSignal<String>,
    place: RwSignal<String>,
    sharing: RwSignal<String>,
    help: StoredValue<Vec<(Language, RwSignal<String>)>>,
}

impl Draft {
    fn new() -> Self {
        let of_languages = || Language::written().map(|language| (language, RwSignal::new(String::new()))).collect();
        Self {
            labels: StoredValue::new(of_languages()),
            help: StoredValue::new(of_languages()),
            kind: RwSignal::new(OwnKind::Text.key().to_owned()),
            options: RwSignal::default(),
            more_options: RwSignal::default(),
            required_from: RwSignal::new(RequiredFrom::Never.key().to_owned()),
            area: RwSignal::default(),
            place: RwSignal::default(),
            sharing: RwSignal::new(Sharing::Internal.key().to_owned()),
        }
    }

    fn begin(self, field: Option<&OwnField>) {
        for (texts, typed) in
            [(field.map(|field| &field.labels), self.labels), (field.map(|field| &field.help), self.help)]
        {
            let own = |language| texts.map(|texts| texts.own(language).to_owned()).unwrap_or_default();
            typed.with_value(|all| all.iter().for_each(|(language, text)| text.set(own(*language))));
        }
        self.kind.set(field.map_or(OwnKind::Text, |field| field.kind).key().to_owned());
        let options = field.into_iter().flat_map(|field| field.options.offered());
        self.options.set(options.map(|option| (option.key, RwSignal::new(option.label.clone()))).collect());
        self.more_options.set(String::new());
        self.required_from.set(field.map(|field| field.required_from).unwrap_or_default().key().to_owned());
        let area = field.and_then(|field| field.area);
        self.area.set(area.map(|area| area.key().to_owned()).unwrap_or_default());
        let on_tab = field.is_some_and(|field| field.on_tab);
        self.place.set(if on_tab { ON_TAB.to_owned() } else { String::new() });
        self.sharing.set(field.map(|field| field.sharing).unwrap_or_default().key().to_owned());
    }

    fn read(self, field: Option<&OwnField>, version: i32) -> FieldRequest {
        let read = |typed: StoredValue<Vec<(Language, RwSignal<String>)>>| {
            let mut texts = Labels::default();
            typed.with_value(|all| all.iter().for_each(|(language, text)| texts.set(*language, text.get_untracked())));
            texts
        };
        let options = self.options.read_untracked();
        let kind = OwnKind::from_key(&self.kind.read_untracked()).unwrap_or(OwnKind::Text);
        FieldRequest {
            id: field.map(|field| field.id),
            version,
            labels: read(self.labels),
            kind,
            options: options.iter().map(|(key, label)| (*key, label.get_untracked())).collect(),
            // Of another kind they are not seen.
            more_options: if kind.has_options() { self.more_options.get_untracked() } else { String::new() },
            required_from: RequiredFrom::from_key(&self.required_from.read_untracked()).unwrap_or_default(),
            area: Area::ALL.into_iter().find(|area| area.key() == *self.area.read_untracked()),
            on_tab: Some(*self.place.read_untracked() == ON_TAB),
            sharing: Sharing::from_key(&self.sharing.read_untracked()).unwrap_or_default(),
            help: Some(read(self.help)),
        }
    }
}

/// Opens as soon as a field is `edited`: the one inside, or a new one.
#[component]
pub fn OwnFieldDialog(
    edited: RwSignal<Option<Option<OwnField>>>,
    on_done: Callback<()>,
    in_page: InPage,
    /// In the page: the address without it.
    #[prop(optional_no_strip)]
    back: Option<String>,
) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let (open, draft) = (RwSignal::new(false), Draft::new());
    let saving = use_saving(api::save, move |()| {
        open.set(false);
        in_page.leave();
        toaster.say(t_string!(i18n, ui.saved));
        on_done.try_run(());
    });
    let is_dialog = back.is_none();
    let mut along = Vec::new();
    if is_dialog {
        Effect::new(move || {
            if let Some(field) = edited.get() {
                draft.begin(field.as_ref());
                saving.clear();
                open.set(true);
            }
        });
    } else if let Some(Some(field)) = edited.get_untracked() {
        // By its id, what came back finds its form in the page; it stays in the fields.
        draft.begin(Some(&field));
        along = seen(Some(field.id), field.version);
    }
    let save = move || {
        let Some(field) = edited.get_untracked() else { return };
        let seen = field.as_ref().map_or(0, |field| field.version);
        // Asked again after a colleague changed it: this time over what it is now.
        let version = saving.conflict::<OwnField>().map_or(seen, |now| now.version);
        saving.send(draft.read(field.as_ref(), version));
    };
    let of_known = move |say: fn(&OwnField) -> String| edited.read().as_ref().and_then(Option::as_ref).map(say);
    let is_known = move || edited.read().as_ref().is_some_and(Option::is_some);
    let title = move || match is_known() {
        true => t_string!(i18n, own_fields.edit).to_owned(),
        false => t_string!(i18n, own_fields.add).to_owned(),
    };
    let label = move |(language, value): (Language, RwSignal<String>)| {
        let words = move || t_string!(i18n, own_fields.label, language = language.own_name());
        let name = label_name(language);
        let error = saving.wrong(name.clone(), words, value);
        view! { <TextField name label=Signal::derive(words) size=Size::Full value error /> }
    };
    let help = move |(language, value): (Language, RwSignal<String>)| {
        let words = move || t_string!(i18n, own_fields.help, language = language.own_name());
        let name = help_name(language);
        let error = saving.wrong(name.clone(), words, value);
        view! { <TextField name label=Signal::derive(words) size=Size::Full value error /> }
    };
    let option = move |(at, (key, value)): (usize, (u16, RwSignal<String>))| {
        let words = move || t_string!(i18n, own_fields.option, place = (at + 1).to_string());
        view! { <TextField name=option_name(key) label=Signal::derive(words) size=Size::Full value /> }
    };
    let options = move || draft.options.get().into_iter().enumerate().map(option).collect_view();
    let more = move || t_string!(i18n, own_fields.more_options).to_owned();
    let kinds =
        move || OwnKind::ALL.map(|kind| (kind.key().to_owned(), words::kind_name(i18n, kind).to_owned())).to_vec();
    let required = move || {
        RequiredFrom::ALL.map(|from| (from.key().to_owned(), words::required_name(i18n, from).to_owned())).to_vec()
    };
    let areas = move || GUARDING.map(|area| (area.key().to_owned(), area_name(i18n, area).to_owned())).to_vec();
    let places = move || {
        let of_tab = |slug: &str| TabDef::of(slug).map(|tab| (tab.label)(i18n).to_owned()).unwrap_or_default();
        vec![(String::new(), of_tab("")), (ON_TAB.to_owned(), of_tab(FREE_FIELDS))]
    };
    let sharings = move || -> Choices {
        let of_kind = OwnKind::from_key(&draft.kind.read()).unwrap_or(OwnKind::Text);
        let fitting = Sharing::ALL.into_iter().filter(|sharing| sharing.fits(of_kind));
        fitting.map(|sharing| (sharing.key().to_owned(), words::sharing_name(i18n, sharing).to_owned())).collect()
    };
    let shared = move || t_string!(i18n, own_fields.sharing_label).to_owned();
    let changed_to = move || {
        let now = saving.conflict::<OwnField>()?;
        Some(view! { <ChangedTo name=now.labels.of(lang(i18n.get_locale())).to_owned() /> })
    };
    view! {
        <FormDialog
            open
            plain=SAVE
            along
            title
            action=move || t_string!(i18n, ui.save).to_owned()
            pending=saving.pending
            save
            back
        >
            {is_dialog
                .then(|| {
                    view! {
                        <input type="hidden" name="id" value=move || of_known(|field| field.id.to_string()).unwrap_or_default() />
                        <input type="hidden" name="version" value=move || of_known(|field| field.version.to_string()).unwrap_or_default() />
                    }
                })}
            {changed_to}
            {draft.labels.get_value().into_iter().map(label).collect_view()}
            <p class="soft">{t!(i18n, own_fields.label_help)}</p>
            {draft.help.get_value().into_iter().map(help).collect_view()}
            <p class="soft">{t!(i18n, own_fields.help_help)}</p>
            <SelectField
                name="kind"
                label=Signal::derive(move || t_string!(i18n, own_fields.kind_label).to_owned())
                value=draft.kind
                choices=Signal::derive(kinds)
                disabled=Signal::derive(is_known)
            />
            // The style shows them for a kind that has options: before hydration too, and with what was typed.
            <div class="form of-options">
                {options}
                <TextArea
                    name="more_options"
                    label=Signal::derive(more)
                    value=draft.more_options
                    help=Signal::derive(move || t_string!(i18n, own_fields.more_options_help).to_owned())
                    error=saving.wrong("more_options", more, draft.more_options)
                />
            </div>
            <SelectField
                name="required_from"
                label=Signal::derive(move || t_string!(i18n, own_fields.required_label).to_owned())
                value=draft.required_from
                choices=Signal::derive(required)
            />
            <SelectField
                name=PLACE
                label=Signal::derive(move || t_string!(i18n, own_fields.place_label).to_owned())
                value=draft.place
                choices=Signal::derive(places)
                help=Signal::derive(move || t_string!(i18n, own_fields.place_help).to_owned())
            />
            <SelectField
                name="area"
                label=Signal::derive(move || t_string!(i18n, own_fields.area_label).to_owned())
                value=draft.area
                choices=Signal::derive(areas)
                empty=Signal::derive(move || Some(area_name(i18n, Area::Customers).to_owned()))
                help=Signal::derive(move || t_string!(i18n, own_fields.area_help).to_owned())
            />
            <SelectField
                name="sharing"
                label=Signal::derive(shared)
                value=draft.sharing
                choices=Signal::derive(sharings)
                error=saving.wrong("sharing", shared, draft.sharing)
            />
        </FormDialog>
    }
}
