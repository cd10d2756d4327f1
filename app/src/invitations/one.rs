//! `/klanten/:id/uitnodigen`: inviting one customer.

use domain::{
    Language,
    permissions::{Area, Level},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;
use leptos_router::{NavigateOptions, hooks::use_params_map};
use uuid::Uuid;

use super::{
    api::{self, CustomerRequest, SendRequest},
    preview::MailPreview,
    records::{Prepared, Recipient},
    words,
};
use crate::{
    error::AppError,
    i18n::*,
    paths,
    ui::{
        BackLink, Button, Checks, ErrorState, ErrorSummary, Icon, Kind, LinkButton, NoPermission, NotFound, PageHead,
        PostForm, SelectField, Shape, Size, Skeleton, TextArea, TextField, allowed, late, use_lead_on,
        use_save_shortcut, use_toaster,
    },
};

/// The id of the form.
const FORM: &str = "invitation";
/// The choice "another address".
const OTHER: &str = "other";

/// Whom to write to, in which language, with which note; beside it the mail as it will arrive.
#[component]
pub fn InvitePage() -> impl IntoView {
    if !allowed(Area::Invitations, Level::Edit) {
        return view! { <NoPermission area=Area::Invitations /> }.into_any();
    }
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").and_then(|id| Uuid::parse_str(id).ok()));
    let prepared = Resource::new(
        move || id.get(),
        |id| async move {
            let customer_id = id.ok_or(AppError::NotFound)?;
            api::prepare(CustomerRequest { customer_id }).await.map(|prepared| (customer_id, prepared))
        },
    );
    view! {
        <Suspense fallback=|| view! { <Skeleton rows=4 shape=Shape::Form /> }>
            {move || late(async move {
                match prepared.await {
                    Ok((id, prepared)) => view! { <InviteForm id prepared /> }.into_any(),
                    Err(AppError::NotFound) => view! { <NotFound /> }.into_any(),
                    Err(error) => view! { <ErrorState error /> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn InviteForm(id: Uuid, prepared: Prepared) -> impl IntoView {
    let i18n = use_i18n();
    let card = paths::card(id);
    let title = {
        let customer = prepared.customer.clone();
        Signal::derive(move || t_string!(i18n, invitations.invite_one, customer = customer.clone()))
    };
    let back = card.clone();
    let lead = move || {
        view! {
            <BackLink href=back.clone() />
        }
    };
    if let Some(obstacle) = prepared.obstacle {
        return view! {
            <PageHead title lead />
            <div class="page-body narrow">
                <div class="notice warning">
                    <Icon name="triangle-alert" />
                    <div>
                        <p>{move || words::obstacle(i18n, obstacle)}</p>
                        <LinkButton href=card>{t!(i18n, invitations.to_card)}</LinkButton>
                    </div>
                </div>
            </div>
        }
        .into_any();
    }

    let toaster = use_toaster();
    let lead_on = use_lead_on();
    let fallback = Language::written_to(&prepared.locale);
    let recipients = StoredValue::new(prepared.recipients);
    let first = recipients.with_value(|all| all.first().cloned());
    let chosen = RwSignal::new(if first.is_some() { "0".to_owned() } else { OTHER.to_owned() });
    let language = RwSignal::new(first.map_or(fallback, |first| Language::written_to(&first.locale)).to_string());
    let (name, email, note) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let known =
        move || chosen.get().parse().ok().and_then(|at: usize| recipients.with_value(|all| all.get(at).cloned()));
    // Another person has another language.
    Effect::new(move |before: Option<String>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now)
            && let Some(recipient) = known()
        {
            language.set(Language::written_to(&recipient.locale).to_string());
        }
        now
    });
    let request = Memo::new(move |_| {
        let recipient =
            known().unwrap_or_else(|| Recipient { name: name.get(), email: email.get(), ..Recipient::default() });
        SendRequest { customer_id: id, recipient: Recipient { locale: language.get(), ..recipient }, note: note.get() }
    });
    // The mail follows what is typed, not every letter of it.
    let shown = RwSignal::new(request.get_untracked());
    let show = leptos_use::use_debounce_fn(move || shown.set(request.get_untracked()), 250.0);
    Effect::new(move |before: Option<()>| {
        request.track();
        if before.is_some() {
            show();
        }
    });

    let checks = Checks::of_server();
    let pending = RwSignal::new(false);
    let send = Callback::new(move |()| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        let (lead_on, card) = (lead_on.clone(), paths::card(id));
        let request = request.get_untracked();
        spawn_local(async move {
            let to = request.recipient.email.clone();
            match api::send(request).await {
                Ok(()) => {
                    toaster.say(t_string!(i18n, invitations.sent_to, email = to));
                    lead_on(&card, NavigateOptions::default());
                }
                Err(AppError::Invalid(fields)) => checks.refuse(fields),
                Err(error) => toaster.failed(error),
            }
            pending.set(false);
        });
    });
    use_save_shortcut(move || send.run(()));
    let primary = move || {
        view! { <Button kind=Kind::Primary icon="send" pending submit=true form=FORM>{t!(i18n, invitations.send)}</Button> }
    };
    let choices = Signal::derive(move || {
        let words = |recipient: &Recipient| match recipient.name.as_str() {
            "" => recipient.email.clone(),
            name => format!("{name} · {}", recipient.email),
        };
        let mut choices: Vec<(String, String)> =
            recipients.with_value(|all| all.iter().enumerate().map(|(at, one)| (at.to_string(), words(one))).collect());
        choices.push((OTHER.to_owned(), t_string!(i18n, invitations.other_address).to_owned()));
        choices
    });
    let label = |say: fn(I18nContext<Locale>) -> &'static str| Signal::derive(move || say(i18n).to_owned());
    let email_label = label(|i18n| t_string!(i18n, invitations.email));
    let name_label = label(|i18n| t_string!(i18n, invitations.name));
    let note_label = label(|i18n| t_string!(i18n, invitations.note));
    let error = move |field: &'static str, label: Signal<String>, value: RwSignal<String>| {
        checks.line(field, label, value.into())
    };
    view! {
        <PageHead title lead primary />
        <div class="page-body">
            <div class="beside">
                <PostForm form_id=FORM action="/api/invitations/send_form" along=vec![("customer_id", id.to_string())] send=move || send.run(())>
                    <ErrorSummary summary=checks.summary() />
                    <SelectField
                        name="recipient"
                        label=Signal::derive(move || t_string!(i18n, invitations.recipient).to_owned())
                        value=chosen
                        choices
                        size=Size::Large
                    />
                    // Always there: a browser shows them where another address is chosen, without JavaScript too.
                    <div class="form other-address">
                        <TextField
                            name="email"
                            kind="email"
                            label=email_label
                            value=email
                            size=Size::Large
                            required=true
                            error=error("email", email_label, email)
                        />
                        <TextField
                            name="name"
                            label=name_label
                            value=name
                            size=Size::Large
                            optional=true
                            error=error("name", name_label, name)
                        />
                    </div>
                    <SelectField
                        name="locale"
                        label=Signal::derive(move || t_string!(i18n, invitations.mail_language).to_owned())
                        value=language
                        choices=Signal::derive(move || words::languages(i18n))
                    />
                    <TextArea
                        name="note"
                        label=note_label
                        help=Signal::derive(move || t_string!(i18n, invitations.note_help).to_owned())
                        value=note
                        optional=true
                        error=error("note", note_label, note)
                    />
                </PostForm>
                <MailPreview request=Signal::derive(move || Some(shown.get())) />
            </div>
        </div>
    }
    .into_any()
}
