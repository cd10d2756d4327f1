//! `/uitnodiging/:token`: the customer's answer. Opening it changes nothing, and it works without JavaScript.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::hooks::use_params_map;

use super::{
    api::{self, OpenRequest},
    records::{Account, Invitation, Opened},
};
use crate::{
    i18n::*,
    portal::is_whole,
    session::{
        pages::parts::{OtherSignedIn, Returned, is_customer, use_returned},
        use_visitor,
    },
    settings::{FirmHead, Letterhead, OfFirm},
    ui::{
        Button, ErrorState, Icon, Kind, LinkButton, PlainFrame, RadioGroup, Shape, Size, Skeleton, TabTitle, TextArea,
        TextField, late, use_query,
    },
};

/// Who invites, what for, and the two answers; or why the link no longer works and what to do.
#[component]
pub fn AnswerPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
    let opened = Resource::new(move || token.get(), |token| api::open(OpenRequest { token }));
    let (accept, decline) = (use_returned("accept"), use_returned("decline"));
    let head = move || view! { <FirmHead shown=opened firm=Opened::firm /> };
    view! {
        <TabTitle title=Signal::derive(move || t_string!(i18n, invitations.answer.title).to_owned()) />
        <PlainFrame head>
            <Suspense fallback=|| view! { <Skeleton rows=4 shape=Shape::Letter /> }>
                {move || late(async move {
                    match opened.await {
                        Ok(opened) => view! { <Shown opened token=token.get_untracked() accept decline /> }.into_any(),
                        Err(error) => view! { <ErrorState error /> }.into_any(),
                    }
                })}
            </Suspense>
        </PlainFrame>
    }
}

#[component]
fn Shown(opened: Opened, token: String, accept: Returned, decline: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let renewed = use_query().with_untracked(|query| query.get_str("nieuw").is_some());
    let sign_in = move || view! { <LinkButton href="/toegang" kind=Kind::Primary>{t!(i18n, invitations.answer.sign_in)}</LinkButton> };
    match opened {
        Opened::Open(invitation) => view! { <Answer invitation=*invitation token accept decline /> }.into_any(),
        Opened::LinkExpired { firm } => {
            let name = firm.name.clone();
            view! { <OfFirm firm><Renew firm=name token form=accept /></OfFirm> }.into_any()
        }
        Opened::Accepted { firm } => view! {
            <Ended
                firm
                title=|i18n| t_string!(i18n, invitations.answer.accepted_title)
                text=|i18n, firm| t_string!(i18n, invitations.answer.accepted_text, firm = firm)
            >
                <div>{sign_in()}</div>
            </Ended>
        }
        .into_any(),
        Opened::Declined { firm } => view! {
            <Ended
                firm
                title=|i18n| t_string!(i18n, invitations.answer.declined_title)
                text=|i18n, firm| t_string!(i18n, invitations.answer.declined_text, firm = firm)
            />
        }
        .into_any(),
        Opened::Withdrawn { firm } => view! {
            <Ended
                firm
                title=|i18n| t_string!(i18n, invitations.answer.gone_title)
                text=|i18n, firm| t_string!(i18n, invitations.answer.withdrawn_text, firm = firm)
            />
        }
        .into_any(),
        Opened::Expired { firm } => view! {
            <Ended
                firm
                title=|i18n| t_string!(i18n, invitations.answer.gone_title)
                text=|i18n, firm| t_string!(i18n, invitations.answer.too_old_text, firm = firm)
            />
        }
        .into_any(),
        // The mail with the new link has gone already, and took the place of the old one.
        Opened::Replaced { firm } if renewed => view! {
            <OfFirm firm>
                <h1>{t!(i18n, invitations.answer.expired_title)}</h1>
                <Renewed />
            </OfFirm>
        }
        .into_any(),
        Opened::Replaced { firm } => view! {
            <Ended
                firm
                title=|i18n| t_string!(i18n, invitations.answer.replaced_title)
                text=|i18n, firm| t_string!(i18n, invitations.answer.replaced_text, firm = firm)
            >
                <RenewForm token form=accept />
            </Ended>
        }
        .into_any(),
        Opened::Unknown => view! {
            <h1>{t!(i18n, invitations.answer.unknown_title)}</h1>
            <p>{t!(i18n, invitations.answer.unknown_text)}</p>
            <div>{sign_in()}</div>
        }
        .into_any(),
    }
}

/// Why an invitation cannot be answered by this link any more, and the way out if there is one.
#[component]
fn Ended(
    firm: Letterhead,
    title: fn(I18nContext<Locale>) -> &'static str,
    /// Takes the firm's name.
    text: fn(I18nContext<Locale>, String) -> String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = firm.name.clone();
    view! {
        <OfFirm firm>
            <h1>{move || title(i18n)}</h1>
            <p>{move || text(i18n, name.clone())}</p>
            {children.map(|children| children())}
        </OfFirm>
    }
}

#[component]
fn Renew(firm: String, token: String, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query();
    let sent = move || query.read().get_str("nieuw").is_some();
    view! {
        <h1>{t!(i18n, invitations.answer.expired_title)}</h1>
        {move || if sent() {
            view! { <Renewed /> }.into_any()
        } else {
            let firm = firm.clone();
            view! {
                <p>{move || t_string!(i18n, invitations.answer.expired_text, firm = firm.clone())}</p>
                <RenewForm token=token.clone() form />
            }.into_any()
        }}
    }
}

/// Asks for a new link to the same address.
#[component]
fn RenewForm(token: String, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        // That the link does not work the page itself says.
        {move || (!form.is_link()).then(|| view! { <Problem form /> })}
        <form method="post" novalidate action="/api/invitations/renew">
            <input type="hidden" name="token" value=token />
            <Button kind=Kind::Primary submit=true icon="mail">{t!(i18n, invitations.answer.renew)}</Button>
        </form>
    }
}

/// A new link is under way.
#[component]
fn Renewed() -> impl IntoView {
    let i18n = use_i18n();
    view! { <div class="notice success" role="status"><Icon name="mail" /><div><p>{t!(i18n, invitations.answer.renewed)}</p></div></div> }
}

#[component]
fn Answer(invitation: Invitation, token: String, accept: Returned, decline: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let Invitation { letterhead, sender, customer, name, email, note, account } = invitation;
    let firm = letterhead.name.clone();
    let company = customer.clone();
    let by = if sender.is_empty() { firm.clone() } else { format!("{sender} ({firm})") };
    let (asks, sees, approves, weighs) = (firm.clone(), firm.clone(), firm.clone(), firm.clone());
    let note = (!note.is_empty()).then(|| {
        view! { <blockquote class="mail-note"><p class="mail-note-from">{sender}</p><p>{note}</p></blockquote> }
    });
    let reason = decline.value("reason", "");
    let why = move || t_string!(i18n, invitations.answer.reason).to_owned();
    let greeting = (!name.is_empty())
        .then(|| view! { <p>{move || t_string!(i18n, invitations.answer.hello, name = name.clone())}</p> });
    view! {
        <OfFirm firm=letterhead>
            <h1>{move || t_string!(i18n, invitations.answer.heading, firm = asks.clone(), customer = customer.clone())}</h1>
            <Problem form=decline />
            {greeting}
            <p>{move || t_string!(i18n, invitations.answer.text, by = by.clone())}</p>
            <form class="form" method="post" novalidate action="/api/invitations/accept">
                <input type="hidden" name="token" value=token.clone() />
                <OtherSignedIn is_same=is_customer email=email.clone() />
                <Way email account company form=accept />
                <div><Button kind=Kind::Primary submit=true icon="check">{t!(i18n, invitations.answer.accept)}</Button></div>
            </form>
            // Below the button: however long, that is seen without scrolling.
            {note}
            <div class="panel stack">
                <h2>{t!(i18n, invitations.answer.sees_title)}</h2>
                <ul class="bullets">
                    <li>{move || t_string!(i18n, invitations.answer.sees_data, firm = sees.clone())}</li>
                    <li>{t!(i18n, invitations.answer.sees_change)}</li>
                    <li>{move || t_string!(i18n, invitations.answer.sees_approval, firm = approves.clone())}</li>
                    <li>{move || t_string!(i18n, invitations.answer.sees_not, firm = weighs.clone())}</li>
                </ul>
            </div>
            <details class="decline" open=!reason.read_untracked().is_empty() || decline.concerns(&["reason"])>
                <summary>{t!(i18n, invitations.answer.decline_open)}</summary>
                <form class="form" method="post" novalidate action="/api/invitations/decline">
                    <input type="hidden" name="token" value=token />
                    <TextArea
                        name="reason"
                        label=Signal::derive(why)
                        help=Signal::derive(move || t_string!(i18n, invitations.answer.reason_help, firm = firm.clone()))
                        value=reason
                        error=decline.wrong("reason", why)
                        rows=3
                        optional=true
                    />
                    <div><Button submit=true>{t!(i18n, invitations.answer.decline)}</Button></div>
                </form>
            </details>
        </OfFirm>
    }
}

/// How to sign in from now on. Who has a password already, keeps it, and may give it to open all that it keeps.
#[component]
fn Way(email: String, account: Account, company: String, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let visitor = use_visitor().get_untracked();
    if is_customer(&visitor, &email) && is_whole(&visitor) {
        return view! {
            <input type="hidden" name="way" value="link" />
            <p>{move || t_string!(i18n, invitations.answer.signed_in, email = email.clone(), customer = company.clone())}</p>
        }
        .into_any();
    }
    match account {
        Account::New => view! { <Choice email form /> }.into_any(),
        Account::Others => view! {
            <input type="hidden" name="way" value="link" />
            <p>{move || t_string!(i18n, invitations.answer.only_this, email = email.clone(), customer = company.clone())}</p>
        }
        .into_any(),
        Account::WithPassword => view! { <OwnPassword email company form /> }.into_any(),
    }
}

/// The password of an account that has one; without it, the link opens the invited company only.
#[component]
fn OwnPassword(email: String, company: String, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let known = email.clone();
    view! {
        <input type="hidden" name="way" value="password" />
        <p>{move || t_string!(i18n, invitations.answer.known, email = known.clone(), customer = company.clone())}</p>
        <Password
            email
            label=move || t_string!(i18n, invitations.answer.own_password).to_owned()
            help=move || t_string!(i18n, invitations.answer.own_password_help).to_owned()
            optional=true
            autocomplete="current-password"
            form
        />
    }
}

/// The field of a password, with the address for password managers: whose password it is.
#[component]
fn Password(
    email: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] help: Signal<String>,
    #[prop(optional)] optional: bool,
    autocomplete: &'static str,
    form: Returned,
) -> impl IntoView {
    view! {
        <input class="visually-hidden" type="text" name="username" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true" />
        <TextField
            name="password"
            kind="password"
            label
            help
            value=RwSignal::new(String::new())
            size=Size::Large
            optional
            autocomplete
            error=form.wrong("password", move || label.get())
        />
    }
}

/// A password that is chosen now, or a link each time.
#[component]
fn Choice(email: String, form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let way = form.value("way", "password");
    let shown = email.clone();
    let choices = Signal::derive(move || {
        vec![
            ("password".to_owned(), t_string!(i18n, invitations.answer.way_password).to_owned()),
            ("link".to_owned(), t_string!(i18n, invitations.answer.way_link, email = shown.clone())),
        ]
    });
    view! {
        <div class="way">
            <RadioGroup name="way" label=Signal::derive(move || t_string!(i18n, invitations.answer.way).to_owned()) value=way choices />
            <div class="way-password">
                <Password
                    email
                    label=move || t_string!(i18n, invitations.answer.password).to_owned()
                    help=move || t_string!(i18n, invitations.answer.password_help).to_owned()
                    autocomplete="new-password"
                    form
                />
            </div>
        </div>
    }
}

/// What was wrong with the answer that was sent.
#[component]
fn Problem(form: Returned) -> impl IntoView {
    let i18n = use_i18n();
    let notice = |words: String| {
        view! { <div class="notice danger" role="alert"><Icon name="circle-alert" /><div><p>{words}</p></div></div> }
    };
    move || form.sentence(i18n).map(notice)
}
