//! The questions about colleagues: whom to invite, which profile, whether it still works here.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use uuid::Uuid;

use super::{language_choices, profile_title};
use crate::{
    error::AppError,
    i18n::*,
    settings::{IdRequest, InviteRequest, User, UserRequest, Users, api},
    ui::{self, ChangedTo, Choices, FormDialog, Question, Size, opened, seen, use_saving, use_toaster},
};

/// The function that changes a colleague by a plain form.
pub const USER: &str = "/api/settings/user_form";

/// The profile and business unit that are being chosen.
#[derive(Clone, Copy)]
struct Place {
    profile: RwSignal<String>,
    unit: RwSignal<String>,
}

impl Place {
    fn new(profile: Option<Uuid>, unit: Option<Uuid>) -> Self {
        let text = |id: Option<Uuid>| RwSignal::new(id.map(|id| id.to_string()).unwrap_or_default());
        Self { profile: text(profile), unit: text(unit) }
    }

    fn profile_id(self) -> Uuid {
        self.profile.with_untracked(|id| id.parse().unwrap_or_default())
    }

    fn unit_id(self) -> Option<Uuid> {
        self.unit.with_untracked(|id| id.parse().ok())
    }
}

/// Only profiles within the viewer's reach can be given.
#[component]
fn PlaceFields(users: Users, place: Place) -> impl IntoView {
    let i18n = use_i18n();
    let profiles = move || -> Choices {
        let within = users.profiles.iter().filter(|profile| profile.within_reach);
        within.map(|it| (it.id.to_string(), profile_title(i18n, &it.builtin, &it.name))).collect()
    };
    let units: Choices = users.units.into_iter().map(|unit| (unit.id.to_string(), unit.name)).collect();
    let has_units = !units.is_empty();
    view! {
        <ui::SelectField
            name="profile"
            label=move || t_string!(i18n, settings.users.profile).to_owned()
            size=Size::Full
            choices=Signal::derive(profiles)
            value=place.profile
        />
        {has_units
            .then(|| {
                view! {
                    <ui::SelectField
                        name="unit"
                        label=move || t_string!(i18n, settings.users.unit).to_owned()
                        size=Size::Full
                        choices=units
                        empty=move || Some(t_string!(i18n, settings.users.no_unit).to_owned())
                        value=place.unit
                    />
                }
            })}
    }
}

#[component]
pub fn InviteDialog(
    users: Users,
    done: Callback<()>,
    /// In the page: the address without it. So it is with the others.
    back: Option<String>,
) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let open = opened(done);
    let [name, email] = [const { String::new() }; 2].map(RwSignal::new);
    let locale = RwSignal::new(i18n.get_locale_untracked().to_string());
    let smallest = users.profiles.iter().rev().find(|profile| profile.within_reach && profile.builtin == "staff");
    let first = smallest.or_else(|| users.profiles.iter().find(|profile| profile.within_reach));
    let place = Place::new(first.map(|profile| profile.id), None);
    let saving = use_saving(api::invite, move |_| {
        toaster.say(t_string!(i18n, settings.users.invited, email = email.get_untracked()));
        open.set(false);
    });
    let save = move || {
        saving.send(InviteRequest {
            name: name.get_untracked(),
            email: email.get_untracked(),
            locale: locale.get_untracked(),
            profile_id: place.profile_id(),
            unit_id: place.unit_id(),
        });
    };
    let name_label = move || t_string!(i18n, settings.users.name).to_owned();
    let email_label = move || t_string!(i18n, settings.users.email).to_owned();
    view! {
        <FormDialog
            open
            plain="/api/settings/invite_form"
            title=move || t_string!(i18n, settings.users.invite).to_owned()
            action=move || t_string!(i18n, settings.users.send).to_owned()
            pending=saving.pending
            save
            summary=saving.summary()
            back
        >
                <ui::TextField
                    name="name"
                    label=name_label
                    size=Size::Full
                    required=true
                    value=name
                    error=saving.wrong("name", name_label, name)
                />
                <ui::TextField
                    name="email"
                    label=email_label
                    kind="email"
                    size=Size::Full
                    required=true
                    value=email
                    error=saving.wrong("email", email_label, email)
                />
                <PlaceFields users place />
                <ui::SelectField
                    name="locale"
                    label=move || t_string!(i18n, settings.users.locale).to_owned()
                    choices=language_choices()
                    value=locale
                />
        </FormDialog>
    }
}

#[component]
pub fn ProfileDialog(user: User, users: Users, done: Callback<()>, back: Option<String>) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let open = opened(done);
    let place = Place::new(Some(user.profile_id), user.unit_id);
    let User { id, version, name, active, .. } = user;
    let profiles = StoredValue::new(users.profiles.clone());
    let saving = use_saving(api::change_user, move |()| {
        toaster.say(t_string!(i18n, ui.saved));
        open.set(false);
    });
    let save = move || {
        let version = saving.conflict::<User>().map_or(version, |now| now.version);
        saving.send(UserRequest { id, version, profile_id: place.profile_id(), unit_id: place.unit_id(), active });
    };
    let active = active.then(|| ("active", "true".to_owned()));
    let along: Vec<_> = seen(Some(id), version).into_iter().chain(active).collect();
    let theirs = move |now: User| {
        let found = profiles.with_value(|all| all.iter().find(|profile| profile.id == now.profile_id).cloned());
        let title = found.map(|it| profile_title(i18n, &it.builtin, &it.name)).unwrap_or_default();
        view! { <ChangedTo name=title /> }
    };
    view! {
        <FormDialog
            open
            plain=USER
            along=along
            title=move || t_string!(i18n, settings.users.change_title, name = name.clone())
            action=move || t_string!(i18n, ui.save).to_owned()
            pending=saving.pending
            save
            back
        >
            {move || saving.conflict().map(theirs)}
            <PlaceFields users place />
        </FormDialog>
    }
}

#[component]
pub fn ActiveDialog(user: User, done: Callback<()>, back: Option<String>) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let open = opened(done);
    let saving = use_saving(api::change_user, move |()| {
        toaster.say(t_string!(i18n, ui.saved));
        open.set(false);
    });
    let User { id, version, name, profile_id, unit_id, active, .. } = user;
    let name = StoredValue::new(name);
    let request = move || {
        // Asked again after a colleague changed it: this time about what it is now.
        let now = saving.conflict::<User>();
        let (profile_id, unit_id) = now.as_ref().map_or((profile_id, unit_id), |now| (now.profile_id, now.unit_id));
        UserRequest { id, version: now.map_or(version, |now| now.version), profile_id, unit_id, active: !active }
    };
    let title = move || match active {
        true => t_string!(i18n, settings.users.deactivate_title, name = name.get_value()),
        false => format!("{}: {}", name.get_value(), t_string!(i18n, settings.users.reactivate)),
    };
    let action = move || match active {
        true => t_string!(i18n, settings.users.deactivate).to_owned(),
        false => t_string!(i18n, settings.users.reactivate).to_owned(),
    };
    let body = move || {
        view! {
            {move || {
                saving.conflict::<User>().map(|_| view! { <p class="notice warning" role="alert">{t!(i18n, ui.conflict.title)}</p> })
            }}
            {active.then(|| view! { <p>{move || t_string!(i18n, settings.users.deactivate_text, name = name.get_value())}</p> })}
        }
    };
    if let Some(back) = back {
        let place = [Some(("profile", profile_id.to_string())), unit_id.map(|unit| ("unit", unit.to_string()))];
        let wanted = (!active).then(|| ("active", "true".to_owned()));
        return view! {
            <Question
                below_title=true
                title=Signal::derive(title)
                action=USER
                along=seen(Some(id), version).into_iter().chain(place.into_iter().flatten()).chain(wanted).collect()
                verb=Signal::derive(action)
                danger=active
                back
                pending=saving.pending
                on_confirm=Callback::new(move |()| saving.send(request()))
            >
                {body()}
            </Question>
        }
        .into_any();
    }
    view! {
        <ui::Confirm
            open
            danger=active
            title
            action
            pending=saving.pending
            on_confirm=move || saving.send(request())
        >
            {body()}
        </ui::Confirm>
    }
    .into_any()
}

/// What an administrator asks about a colleague's access that takes no more than their id.
#[derive(Clone, Copy)]
pub enum AccessStep {
    EndSessions,
    ResetFactor,
}

impl AccessStep {
    async fn take(self, request: IdRequest) -> Result<(), AppError> {
        match self {
            Self::EndSessions => api::end_sessions(request).await,
            Self::ResetFactor => api::reset_second_factor(request).await,
        }
    }

    /// The function that takes it as a plain form.
    pub const fn plain(self) -> &'static str {
        match self {
            Self::EndSessions => "/api/settings/end_sessions_form",
            Self::ResetFactor => "/api/settings/reset_second_factor_form",
        }
    }

    fn title(self, i18n: I18nContext<Locale>, name: String) -> String {
        match self {
            Self::EndSessions => t_string!(i18n, settings.users.end_sessions_title, name),
            Self::ResetFactor => t_string!(i18n, settings.users.reset_factor_title, name),
        }
    }

    fn text(self, i18n: I18nContext<Locale>, name: String) -> String {
        match self {
            Self::EndSessions => t_string!(i18n, settings.users.end_sessions_text, name),
            Self::ResetFactor => t_string!(i18n, settings.users.reset_factor_text, name),
        }
    }

    fn action(self, i18n: I18nContext<Locale>) -> String {
        match self {
            Self::EndSessions => t_string!(i18n, settings.users.end_sessions).to_owned(),
            Self::ResetFactor => t_string!(i18n, settings.users.reset_factor).to_owned(),
        }
    }

    fn done(self, i18n: I18nContext<Locale>, name: String) -> String {
        match self {
            Self::EndSessions => t_string!(i18n, settings.users.sessions_ended, name),
            Self::ResetFactor => t_string!(i18n, settings.users.reset_factor_done).to_owned(),
        }
    }
}

/// Asks before such a step is taken.
#[component]
pub fn AccessDialog(step: AccessStep, user: User, done: Callback<()>, back: Option<String>) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let open = opened(done);
    let (id, name) = (user.id, StoredValue::new(user.name));
    let take = |(step, request): (AccessStep, IdRequest)| step.take(request);
    let saving = use_saving(take, move |()| {
        toaster.say(step.done(i18n, name.get_value()));
        open.set(false);
    });
    let title = move || step.title(i18n, name.get_value());
    let body = move || view! { <p>{move || step.text(i18n, name.get_value())}</p> };
    if let Some(back) = back {
        return view! {
            <Question
                below_title=true
                title=Signal::derive(title)
                action=step.plain()
                along=vec![("id", id.to_string())]
                verb=Signal::derive(move || step.action(i18n))
                danger=true
                back
                pending=saving.pending
                on_confirm=Callback::new(move |()| saving.send((step, IdRequest { id })))
            >
                {body()}
            </Question>
        }
        .into_any();
    }
    view! {
        <ui::Confirm
            open
            danger=true
            title
            action=move || step.action(i18n)
            pending=saving.pending
            on_confirm=move || saving.send((step, IdRequest { id }))
        >
            {body()}
        </ui::Confirm>
    }
    .into_any()
}
