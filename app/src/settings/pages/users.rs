//! The tab of the colleagues.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::{
    profile_title,
    shared::{EDIT, ListBox, NEW, Stored},
    users_dialogs::{AccessDialog, AccessStep, ActiveDialog, InviteDialog, ProfileDialog, USER},
};
use crate::{
    i18n::*,
    session::{Visitor, use_visitor},
    settings::{IdRequest, Profile, User, Users, api},
    ui::{self, Asked, CameBackNotice, InPage, Kind, OpenButton, Tone, allowed, use_in_page, use_toaster},
};

/// The names by which the address asks in the page whether a colleague works here, is signed out, or loses its second step.
const ACTIVE: &str = "actief";
const END_SESSIONS: &str = "afmelden";
const RESET_FACTOR: &str = "tweede-stap";

/// The function that sends an invitation once more by a plain form.
const RESEND: &str = "/api/settings/resend_form";

type Say = fn(I18nContext<Locale>) -> &'static str;

/// What is asked about one colleague, if anything.
#[derive(Clone)]
pub enum Question {
    Invite(Users),
    Profile(User, Users),
    Active(User),
    Access(AccessStep, User),
}

impl Question {
    /// What the address asks, where it may be asked.
    fn of_address(asked: Asked, users: &Users) -> Option<Self> {
        if asked.what == NEW {
            return Some(Self::Invite(users.clone()));
        }
        let user = users.users.iter().find(|user| Some(user.id) == asked.id)?;
        let within_reach = |profile: &&Profile| profile.within_reach && profile.id == user.profile_id;
        users.profiles.iter().find(within_reach)?;
        match asked.what {
            EDIT => Some(Self::Profile(user.clone(), users.clone())),
            ACTIVE => Some(Self::Active(user.clone())),
            END_SESSIONS => Some(Self::Access(AccessStep::EndSessions, user.clone())),
            RESET_FACTOR => Some(Self::Access(AccessStep::ResetFactor, user.clone())),
            _ => None,
        }
    }

    /// The dialog that asks it, or the same in the page, which is `back` without it.
    fn shown(self, done: Callback<()>, back: Option<String>) -> AnyView {
        match self {
            Self::Invite(users) => view! { <InviteDialog users done back /> }.into_any(),
            Self::Profile(user, users) => view! { <ProfileDialog user users done back /> }.into_any(),
            Self::Active(user) => view! { <ActiveDialog user done back /> }.into_any(),
            Self::Access(step, user) => view! { <AccessDialog step user done back /> }.into_any(),
        }
    }
}

#[component]
pub fn UsersTab() -> impl IntoView {
    let in_page = use_in_page(&[NEW, EDIT, ACTIVE, END_SESSIONS, RESET_FACTOR]);
    let stored = Resource::new(|| (), |()| api::users());
    let question = RwSignal::new(None::<Question>);
    let done = Callback::new(move |()| {
        question.set(None);
        in_page.leave();
        stored.refetch();
    });
    let shown = move |users: Users| {
        let known = users.clone();
        view! {
            {move || view! { <InPageQuestion asked=in_page.asked() users=known.clone() in_page done /> }}
            <UserList users question done in_page />
        }
        .into_any()
    };
    view! {
        <Stored stored shown />
        {move || question.get().map(|asked| asked.shown(done, None))}
    }
}

/// What the address asks, and what came back of a form that is not shown.
#[component]
fn InPageQuestion(asked: Option<Asked>, users: Users, in_page: InPage, done: Callback<()>) -> impl IntoView {
    let asked = asked.filter(|_| allowed(Area::Users, Level::Edit));
    let question = asked.and_then(|asked| Question::of_address(asked, &users));
    let own = question.as_ref().and(asked).and_then(|asked| asked.id).map(|id| id.to_string()).unwrap_or_default();
    let actions = [USER, RESEND, AccessStep::EndSessions.plain(), AccessStep::ResetFactor.plain()];
    let notice = move |action: &'static str| view! { <CameBackNotice action besides=own.clone() /> };
    view! {
        {actions.map(notice)}
        {question.map(|question| question.shown(done, Some(in_page.home())))}
    }
}

#[component]
fn UserList(users: Users, question: RwSignal<Option<Question>>, done: Callback<()>, in_page: InPage) -> impl IntoView {
    let i18n = use_i18n();
    let choices = StoredValue::new(users.clone());
    let row = move |user: User| view! { <UserRow user choices question done in_page /> };
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
                <OpenButton
                    in_page
                    what=NEW
                    kind=Kind::Primary
                    icon="user-plus"
                    on_open=move || question.set(Some(Question::Invite(choices.get_value())))
                >
                    {t!(i18n, settings.users.invite)}
                </OpenButton>
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
    in_page: InPage,
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
                    <Actions user you reachable choices question done in_page />
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
    in_page: InPage,
) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let resend = ui::use_saving(api::resend, move |()| {
        toaster.say(t_string!(i18n, settings.users.resent));
        done.run(());
    });
    let reason = Signal::derive(move || (!reachable).then(|| t_string!(i18n, settings.users.out_of_reach).to_owned()));
    let (name, id) = (user.name.clone(), user.id);
    let (waits, active) = (user.active && !user.joined, user.active);
    let joined = user.active && user.joined;
    let secured = user.second_factor && !you;
    let user = StoredValue::new(user);
    // An item that asks something first.
    let item =
        move |what: &'static str, icon: &'static str, danger: bool, asked: fn(User, Users) -> Question, words: Say| {
            let href = in_page.address(what, id);
            let open = move || question.set(Some(asked(user.get_value(), choices.get_value())));
            let on_select = in_page.instead(href.clone(), open);
            view! { <ui::MenuLink icon danger reason href on_select>{move || words(i18n)}</ui::MenuLink> }
        };
    let leaving = move || match active {
        true => item(
            ACTIVE,
            "archive",
            true,
            |user, _| Question::Active(user),
            |i18n| t_string!(i18n, settings.users.deactivate),
        ),
        false => item(
            ACTIVE,
            "rotate-ccw",
            false,
            |user, _| Question::Active(user),
            |i18n| t_string!(i18n, settings.users.reactivate),
        ),
    };
    view! {
        <ui::Menu id=format!("user-{id}") label=move || t_string!(i18n, settings.users.actions, name = name.clone())>
            {item(EDIT, "pencil", false, Question::Profile, |i18n| t_string!(i18n, settings.users.change))}
            {waits
                .then(|| {
                    view! {
                        <ui::MenuForm action=RESEND along=vec![("id", id.to_string())] icon="send" reason on_select=move || resend.send(IdRequest { id })>
                            {t!(i18n, settings.users.resend)}
                        </ui::MenuForm>
                    }
                })}
            {(joined && !you)
                .then(|| {
                    let asked = |user, _| Question::Access(AccessStep::EndSessions, user);
                    item(END_SESSIONS, "log-out", false, asked, |i18n| t_string!(i18n, settings.users.end_sessions))
                })}
            {secured
                .then(|| {
                    let asked = |user, _| Question::Access(AccessStep::ResetFactor, user);
                    item(RESET_FACTOR, "lock", false, asked, |i18n| t_string!(i18n, settings.users.reset_factor))
                })}
            {(!you).then(leaving)}
        </ui::Menu>
    }
}
