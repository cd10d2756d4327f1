//! The tab of who came in and who was refused.

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;

use super::shared::Stored;
use crate::{
    i18n::*,
    session::{
        device_name,
        sign_ins::{SignInLine, SignInResult, SignIns, SignInsRequest, Whose},
    },
    settings::api,
    ui::{self, Choices, Kind, LinkButton, Pill, Tone, When, said, shown_time, use_query, use_zone},
};

/// Where it is.
pub const SIGN_INS: &str = "/instellingen/aanmeldingen";

#[component]
pub fn SignInsTab() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let id = |name: &str| query.get_str(name).and_then(|id| Uuid::parse_str(id).ok());
        SignInsRequest {
            user_id: id("collega"),
            result: query.get_str("resultaat").and_then(SignInResult::from_key),
            before: id("voor"),
        }
    });
    let stored = Resource::new(move || asked.get(), api::sign_ins);
    view! {
        <p class="soft">{t!(i18n, settings.sign_ins.text)}</p>
        <Stored stored shown=move |found| view! { <Found found asked=asked.get_untracked() /> }.into_any() />
    }
}

#[component]
fn Found(found: SignIns, asked: SignInsRequest) -> impl IntoView {
    let i18n = use_i18n();
    let filtered = asked.user_id.is_some() || asked.result.is_some();
    let (older, first) = (found.next.map(|last| address(&asked, Some(last))), address(&asked, None));
    let later = asked.before.is_some();
    let empty = move || match filtered {
        true => t_string!(i18n, settings.sign_ins.empty_filtered).to_owned(),
        false => t_string!(i18n, settings.sign_ins.empty).to_owned(),
    };
    let nothing = found.lines.is_empty();
    let lines = found.lines.into_iter().map(|line| view! { <Line line /> }).collect_view();
    view! {
        <Filter found=found.colleagues.into_iter().map(|it| (it.id.to_string(), it.name)).collect() asked />
        {match nothing {
            true => view! { <p>{empty}</p> }.into_any(),
            false => view! { <Table>{lines}</Table> }.into_any(),
        }}
        <div class="pager">
            {later.then(|| view! { <LinkButton href=first kind=Kind::Quiet>{t!(i18n, settings.sign_ins.first)}</LinkButton> })}
            {older.map(|href| view! { <LinkButton href kind=Kind::Quiet>{t!(i18n, settings.sign_ins.older)}</LinkButton> })}
        </div>
    }
}

/// The id of what narrows the log: a sheet on a phone.
const SHEET: &str = "sign-in-filters";

/// A plain form: what is asked for stands in the address.
#[component]
fn Filter(found: Choices, asked: SignInsRequest) -> impl IntoView {
    let i18n = use_i18n();
    let held = usize::from(asked.user_id.is_some()) + usize::from(asked.result.is_some());
    let user = RwSignal::new(asked.user_id.map(|id| id.to_string()).unwrap_or_default());
    let result = RwSignal::new(asked.result.map(|result| result.key().to_owned()).unwrap_or_default());
    let results = move || -> Choices {
        SignInResult::ALL.into_iter().map(|it| (it.key().to_owned(), result_name(i18n, it).to_owned())).collect()
    };
    let navigate = use_navigate();
    // Within the page, so that the focus stays on it.
    let show = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (user_id, result) = (user.read_untracked().parse().ok(), SignInResult::from_key(&result.read_untracked()));
        navigate(&address(&SignInsRequest { user_id, result, before: None }, None), NavigateOptions::default());
    };
    view! {
        <button type="button" class="button secondary to-filters" popovertarget=SHEET>
            <ui::Icon name="filter" />
            <span class="button-text">{t!(i18n, customers.filters)}</span>
            {(held > 0).then(|| view! { <span class="tab-count">{held}</span> })}
        </button>
        <div class="filters" id=SHEET popover="auto" role="group" aria-label=move || t_string!(i18n, customers.filters)>
            <div class="filters-head">
                <h2>{t!(i18n, customers.filters)}</h2>
                <button
                    type="button"
                    class="button quiet icon-only"
                    popovertarget=SHEET
                    popovertargetaction="hide"
                    aria-label=move || t_string!(i18n, ui.close)
                >
                    <ui::Icon name="x" />
                </button>
            </div>
            <form class="row fields" method="get" novalidate action=SIGN_INS on:submit=show>
                <ui::SelectField
                    name="collega"
                    label=move || t_string!(i18n, settings.sign_ins.colleague).to_owned()
                    choices=found
                    empty=move || Some(t_string!(i18n, settings.sign_ins.everybody).to_owned())
                    value=user
                />
                <ui::SelectField
                    name="resultaat"
                    label=move || t_string!(i18n, settings.sign_ins.result).to_owned()
                    choices=Signal::derive(results)
                    empty=move || Some(t_string!(i18n, settings.sign_ins.every_result).to_owned())
                    value=result
                />
                <ui::Button submit=true icon="filter">{t!(i18n, settings.sign_ins.show)}</ui::Button>
            </form>
        </div>
    }
}

#[component]
fn Table(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, settings.tab.sign_ins)>
            <table class="list fixed stacked sign-ins">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, settings.sign_ins.when)}</th>
                        <th scope="col">{t!(i18n, settings.sign_ins.who)}</th>
                        <th scope="col">{t!(i18n, settings.sign_ins.result)}</th>
                        <th scope="col">{t!(i18n, settings.sign_ins.device)}</th>
                        <th scope="col">{t!(i18n, settings.sign_ins.address)}</th>
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Line(line: SignInLine) -> impl IntoView {
    let i18n = use_i18n();
    let SignInLine { at, last_at, times, whose, address, device, result, .. } = line;
    let tone = if result.is_right() { Tone::Success } else { Tone::Warning };
    let repeated =
        move || t_string!(i18n, settings.sign_ins.times, times = times, at = shown_time(use_zone(), last_at));
    view! {
        <tr>
            <td class="code"><When at=at /></td>
            <td data-title=move || t_string!(i18n, settings.sign_ins.who)><Who whose /></td>
            <td data-title=move || t_string!(i18n, settings.sign_ins.result)>
                <Pill tone>{move || result_name(i18n, result)}</Pill>
                {(times > 1).then(|| view! { " " <span class="soft">{repeated}</span> })}
            </td>
            <td data-title=move || t_string!(i18n, settings.sign_ins.device)>
                {move || device_name(i18n.get_locale(), &device)}
            </td>
            <td class="code" data-title=move || t_string!(i18n, settings.sign_ins.address)>{said(address)}</td>
        </tr>
    }
}

#[component]
fn Who(whose: Whose) -> impl IntoView {
    let i18n = use_i18n();
    match whose {
        Whose::Colleague { name, email } => view! { {name} " " <span class="soft">{email}</span> }.into_any(),
        Whose::Customer { name, email } => {
            // Who may not see contacts sees that it was a customer's person.
            let known = (!email.is_empty()).then_some(" · ");
            view! { {name} " " <span class="soft">{email} {known} {t!(i18n, settings.sign_ins.customer)}</span> }
                .into_any()
        }
        Whose::Nobody { typed } => {
            view! { {t!(i18n, settings.sign_ins.nobody)} " " <span class="soft">{typed}</span> }.into_any()
        }
    }
}

fn result_name(i18n: leptos_i18n::I18nContext<Locale>, result: SignInResult) -> &'static str {
    match result {
        SignInResult::Right => t_string!(i18n, settings.sign_ins.results.right),
        SignInResult::Link => t_string!(i18n, settings.sign_ins.results.link),
        SignInResult::Joined => t_string!(i18n, settings.sign_ins.results.joined),
        SignInResult::PasswordChosen => t_string!(i18n, settings.sign_ins.results.password_chosen),
        SignInResult::WrongPassword => t_string!(i18n, settings.sign_ins.results.wrong_password),
        SignInResult::WrongCode => t_string!(i18n, settings.sign_ins.results.wrong_code),
        SignInResult::WrongPasskey => t_string!(i18n, settings.sign_ins.results.wrong_passkey),
        SignInResult::TooOften => t_string!(i18n, settings.sign_ins.results.too_often),
        SignInResult::Deactivated => t_string!(i18n, settings.sign_ins.results.deactivated),
        SignInResult::LinkRefused => t_string!(i18n, settings.sign_ins.results.link_refused),
    }
}

/// The same question, further back or from the latest.
fn address(asked: &SignInsRequest, before: Option<Uuid>) -> String {
    let parts = [
        asked.user_id.map(|id| format!("collega={id}")),
        asked.result.map(|result| format!("resultaat={}", result.key())),
        before.map(|id| format!("voor={id}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { SIGN_INS.to_owned() } else { format!("{SIGN_INS}?{}", parts.join("&")) }
}
