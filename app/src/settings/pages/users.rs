//! The tab of the colleagues.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::{
    profile_title,
    shared::{ListBox, Stored},
    users_dialogs::{AccessDialog, AccessStep, ActiveDialog, InviteDialog, ProfileDialog},
};
use crate::{
    i18n::*,
    session::{Visitor, use_visitor},
    settings::{IdRequest, User, Users, api},
    ui::{self, Kind, Tone, use_toaster},
};

/// What is asked about one colleague, if anything.
#[derive(Clone)]
pub enum Question {
    Invite(Users),
    Profile(User, Users),
    Active(User),
    EndSessions(User),
    ResetFactor(User),
}

#[component]
pub fn UsersTab() -> impl IntoView {
    let stored = Resource::new(|| (), |()| api::users());
    let question = RwSignal::new(None::<Question>);
    let done = Callback::new(move |()| {
        question.set(None);
        stored.refetch();
    });
    view! {
        <Stored stored shown=move |users| view! { <UserList users question done /> }.into_any() />
        {move || {
            question
                .get()
                .map(|asked| match asked {
                    Question::Invite(users) => view! { <InviteDialog users done /> }.into_any(),
                    Question::Profile(user, users) => view! { <ProfileDialog user users done /> }.into_any(),
                    Question::Active(user) => view! { <ActiveDialog user done /> }.into_any(),
                    Question::EndSessions(user) => view! { <AccessDialog step=AccessStep::EndSessions user done /> }.into_any(),
                    Question::ResetFactor(user) => view! { <AccessDialog step=AccessStep::ResetFactor user done /> }.into_any(),
                })
        }}
    }
}

#[component]
fn UserList(users: Users, question: RwSignal<Option<Question>>, done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let choices = StoredValue::new(users.clone());
    let row = move |user: User| view! { <UserRow user choices question done /> };
    let head = move || {
        view! {
            <th scope="col">{t!(i18n, settings.users.name)}</th>
            <th scope="col">{t!(i18n, settings.users.email)}</th>
            <th scope="col">{t!(i18n, settings.users.profile)}</th>
            <th scope="col">{t!(i18n, settings.users.unit)}</th>
            <th scope="col">{t!(i18n, settings.users.second_factor)}</th>
            <th scope="col">{t!(i18n, settings.users.state)}</th>
        }
    };
    view! {
        <ui::Guard area=Area::Users level=Level::Edit>
            <div class="section-head">
                <ui::Button
                    kind=Kind::Primary
                    icon="user-plus"
                    on_click=move |_| question.set(Some(Question::Invite(choices.get_value())))
                >
                    {t!(i18n, settings.users.invite)}
                </ui::Button>
            </div>
        </ui::Guard>
        <ListBox columns="users" label=move || t_string!(i18n, settings.tab.users).to_owned() head>
            {users.users.into_iter().map(row).collect_view()}
        </ListBox>
    }
}

#[component]
fn UserRow(
    user: User,
    choices: StoredValue<Users>,
    question: RwSignal<Option<Question>>,
    done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let profile = choices.with_value(|all| all.profiles.iter().find(|profile| profile.id == user.profile_id).cloned());
    let unit = choices
        .with_value(|all| all.units.iter().find(|unit| Some(unit.id) == user.unit_id).map(|unit| unit.name.clone()));
    let reachable = profile.as_ref().is_some_and(|profile| profile.within_reach);
    let title = move || profile.as_ref().map(|it| profile_title(i18n, &it.builtin, &it.name)).unwrap_or_default();
    let you =
        use_visitor().with_untracked(|visitor| matches!(visitor, Visitor::Colleague(me) if me.user_id == user.id));
    let (name, shown, secured) = (user.name.clone(), user.clone(), user.second_factor);
    view! {
        <tr>
            <th scope="row">{name} {you.then(|| view! { " " {t!(i18n, settings.users.you)} })}</th>
            <td data-title=move || t_string!(i18n, settings.users.email)>{user.email.clone()}</td>
            <td data-title=move || t_string!(i18n, settings.users.profile)>{title}</td>
            <td data-title=move || t_string!(i18n, settings.users.unit)>{unit}</td>
            <td data-title=move || t_string!(i18n, settings.users.second_factor)>
                {move || match secured {
                    true => t_string!(i18n, settings.users.second_factor_yes),
                    false => t_string!(i18n, settings.users.second_factor_no),
                }}
            </td>
            <td data-title=move || t_string!(i18n, settings.users.state)><State user=shown /></td>
            <td class="actions">
                <ui::Guard area=Area::Users level=Level::Edit>
                    <Actions user you reachable choices question done />
                </ui::Guard>
            </td>
        </tr>
    }
}

#[component]
fn State(user: User) -> impl IntoView {
    let i18n = use_i18n();
    let at = user.mail.as_ref().map(|mail| mail.at);
    let status = user.mail.map(|mail| mail.status).unwrap_or_default();
    let (tone, word): (Tone, fn(I18nContext<Locale>) -> &'static str) =
        match (user.active, user.joined, status.as_str()) {
            (false, ..) => (Tone::Neutral, |i18n| t_string!(i18n, settings.users.inactive)),
            (_, true, _) => (Tone::Success, |i18n| t_string!(i18n, settings.users.active)),
            (_, _, "sent") => (Tone::Info, |i18n| t_string!(i18n, settings.users.mail_sent)),
            (_, _, "failed") => (Tone::Danger, |i18n| t_string!(i18n, settings.users.mail_failed)),
            _ => (Tone::Warning, |i18n| t_string!(i18n, settings.users.mail_queued)),
        };
    let waits = user.active && !user.joined;
    view! {
        <ui::Pill tone>{move || word(i18n)}</ui::Pill>
        {at.filter(|_| waits).map(|at| view! { " " <ui::When at=at /> })}
    }
}

#[component]
fn Actions(
    user: User,
    you: bool,
    reachable: bool,
    choices: StoredValue<Users>,
    question: RwSignal<Option<Question>>,
    done: Callback<()>,
) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let resend = super::use_saving(api::resend, move |()| {
        toaster.say(t_string!(i18n, settings.users.resent));
        done.run(());
    });
    let reason = Signal::derive(move || (!reachable).then(|| t_string!(i18n, settings.users.out_of_reach).to_owned()));
    let (name, id) = (user.name.clone(), user.id);
    let (waits, active) = (user.active && !user.joined, user.active);
    let joined = user.active && user.joined;
    let secured = user.second_factor && !you;
    let (changed, signed_in, unlocked, left) = (user.clone(), user.clone(), user.clone(), user);
    view! {
        <ui::Menu id=format!("user-{id}") label=move || t_string!(i18n, settings.users.actions, name = name.clone())>
            <ui::MenuItem
                icon="pencil"
                reason
                on_select=move || question.set(Some(Question::Profile(changed.clone(), choices.get_value())))
            >
                {t!(i18n, settings.users.change)}
            </ui::MenuItem>
            {waits
                .then(|| {
                    view! {
                        <ui::MenuItem icon="send" reason on_select=move || resend.send(IdRequest { id })>
                            {t!(i18n, settings.users.resend)}
                        </ui::MenuItem>
                    }
                })}
            {(joined && !you)
                .then(|| {
                    view! {
                        <ui::MenuItem
                            icon="log-out"
                            reason
                            on_select=move || question.set(Some(Question::EndSessions(signed_in.clone())))
                        >
                            {t!(i18n, settings.users.end_sessions)}
                        </ui::MenuItem>
                    }
                })}
            {secured
                .then(|| {
                    view! {
                        <ui::MenuItem
                            icon="lock"
                            reason
                            on_select=move || question.set(Some(Question::ResetFactor(unlocked.clone())))
                        >
                            {t!(i18n, settings.users.reset_factor)}
                        </ui::MenuItem>
                    }
                })}
            {(!you)
                .then(|| {
                    view! {
                        <ui::MenuItem
                            icon=if active { "archive" } else { "rotate-ccw" }
                            danger=active
                            reason
                            on_select=move || question.set(Some(Question::Active(left.clone())))
                        >
                            {if active {
                                t!(i18n, settings.users.deactivate).into_any()
                            } else {
                                t!(i18n, settings.users.reactivate).into_any()
                            }}
                        </ui::MenuItem>
                    }
                })}
        </ui::Menu>
    }
}
