//! What a customer is linked to.

use std::sync::Arc;

use domain::integrations::{Integration, Setting};
use leptos::prelude::*;
use leptos_router::NavigateOptions;

use super::{
    super::{
        CustomerSettings, Link, NEW_LINK, UNLINKED, UnlinkRequest, about, address, api, setting_name, settings_in_words,
    },
    link_form::{LINK, LinkForm},
    pick::{Pick, PickForm},
    shared::Shared,
};
use crate::{
    customers::fields,
    i18n::*,
    paths,
    ui::{Button, Choices, Confirm, Menu, MenuLink, Pill, PostForm, Question, Tone, said, use_lead_on, use_query},
};

/// The function that takes a link away by a plain form.
pub const UNLINK: &str = "/api/integrations/unlink_form";

/// The question whether a link may go, and which.
#[derive(Clone, Copy)]
struct Unlinking {
    integration: RwSignal<Integration>,
    asked: RwSignal<bool>,
}

impl Unlinking {
    fn ask(self, integration: Integration) {
        self.integration.set(integration);
        self.asked.set(true);
    }
}

/// What the customer's card says that its links go by.
#[derive(Clone)]
struct OfCard {
    external_reference: String,
    mandate: bool,
}

#[component]
pub fn Links(shared: Shared, settings: Arc<CustomerSettings>) -> impl IntoView {
    let i18n = shared.i18n;
    // At most one is open: an existing link, or a new one.
    let open = shared.open;
    let unlinking = Unlinking { integration: RwSignal::new(Integration::Peppol), asked: RwSignal::new(false) };
    let none = settings.links.is_empty();
    let linked = settings.links.iter().map(|link| link.integration).collect::<Vec<_>>();
    let known = settings.clone();
    let card = OfCard { external_reference: settings.external_reference.clone(), mandate: settings.mandate };
    let one = move |link: Link| {
        let deviates = known.template.as_ref().is_some_and(|template| {
            let deviation = &template.deviation;
            deviation.added_integrations.contains(&link.integration)
                || deviation.changed_integrations.contains(&link.integration)
        });
        let card = card.clone();
        view! {
            <li class="panel stack" class:deviates=deviates>
                {move || {
                    let (link, card) = (link.clone(), card.clone());
                    if open.get() == Some(link.integration) {
                        view! { <LinkForm shared link open /> }.into_any()
                    } else {
                        view! { <Recorded shared link card open unlinking /> }.into_any()
                    }
                }}
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="settings-links">
            <h2 id="settings-links">{t!(i18n, integrations.links.title)}</h2>
            <p class="soft">{t!(i18n, integrations.records_only)}</p>
            {none.then(|| view! { <p class="soft">{t!(i18n, integrations.links.none)}</p> })}
            <ul class="stack">{settings.links.clone().into_iter().map(one).collect_view()}</ul>
            {shared.may_edit.then(|| view! { <Add shared settings open /> })}
            <Unlink shared unlinking linked />
        </section>
    }
}

/// A link as it is recorded. What is the customer's own and nobody filled in yet is said.
#[component]
fn Recorded(
    shared: Shared,
    link: Link,
    card: OfCard,
    open: RwSignal<Option<Integration>>,
    unlinking: Unlinking,
) -> impl IntoView {
    let i18n = shared.i18n;
    let Link { integration, external_reference, settings, .. } = link;
    let name = integration.name();
    // What a page that is not hydrated sends, and where it leads.
    let choosing = vec![("customer_id", shared.customer_id.to_string()), (NEW_LINK, integration.key().to_owned())];
    let asking = format!("{}?{UNLINKED}={}", address(shared.customer_id), integration.key());
    // One of its own, or that of the card.
    let of_card = external_reference.is_empty() && !card.external_reference.is_empty();
    let reference = if of_card {
        let note = move || t_string!(i18n, integrations.links.as_on_card);
        view! { {card.external_reference} " " <span class="soft">"(" {note} ")"</span> }.into_any()
    } else {
        said(external_reference).into_any()
    };
    let empty = |setting: &&Setting| settings.get(setting.key).is_none_or(String::is_empty);
    let blanks: Vec<&'static Setting> = integration.own_settings().filter(empty).collect();
    let facts = move || {
        let fact = |(label, value): (&'static str, String)| view! { <div><dt>{label}</dt><dd>{said(value)}</dd></div> };
        settings_in_words(i18n, integration, &settings).into_iter().map(fact).collect_view()
    };
    let blank = move |setting: &'static Setting| {
        view! {
            <div>
                <dt>{move || setting_name(i18n, setting.key)}</dt>
                <dd><Pill tone=Tone::Warning>{t!(i18n, integrations.links.to_fill_in)}</Pill></dd>
            </div>
        }
    };
    view! {
        <div class="section-head">
            <h3>{name}</h3>
            {shared
                .may_edit
                .then(|| {
                    view! {
                        <div class="row">
                            <PostForm class="" action=LINK along=choosing send=move || open.set(Some(integration))>
                                <Button icon="pencil" submit=true attr:aria-label=move || t_string!(i18n, integrations.links.edit, name = name)>
                                    {t!(i18n, ui.edit)}
                                </Button>
                            </PostForm>
                            <Menu id=format!("link-{}", integration.key()) label=name>
                                <MenuLink icon="x" danger=true href=asking on_select=move |()| unlinking.ask(integration)>
                                    {t!(i18n, integrations.links.unlink)}
                                </MenuLink>
                            </Menu>
                        </div>
                    }
                })}
        </div>
        <p class="soft small">{move || about(i18n, integration)}</p>
        <dl class="facts">
            <div>
                <dt>{t!(i18n, integrations.links.reference)}</dt>
                <dd>{reference}</dd>
            </div>
            {facts}
            {blanks.into_iter().map(blank).collect_view()}
            {(integration == Integration::Peppol).then(|| view! { <Mandate shared mandate=card.mandate /> })}
        </dl>
    }
}

/// What the customer's card says of its mandate, and the way to change it there.
#[component]
fn Mandate(shared: Shared, mandate: bool) -> impl IntoView {
    let i18n = shared.i18n;
    let words = move || if mandate { t_string!(i18n, ui.yes) } else { t_string!(i18n, ui.no) };
    view! {
        <div>
            <dt>{move || fields::label(i18n, "mandate")}</dt>
            <dd>
                {words}
                {shared
                    .may_edit
                    .then(|| {
                        view! {
                            " "
                            <a class="unprinted" href=paths::edit(shared.customer_id)>{t!(i18n, integrations.links.change_mandate)}</a>
                        }
                    })}
            </dd>
        </div>
    }
}

/// One of the catalogue that is not linked yet.
#[component]
fn Add(shared: Shared, settings: Arc<CustomerSettings>, open: RwSignal<Option<Integration>>) -> impl IntoView {
    let i18n = shared.i18n;
    let linked = |integration: &Integration| settings.links.iter().any(|link| link.integration == *integration);
    let others: Vec<Integration> = Integration::ALL.into_iter().filter(|integration| !linked(integration)).collect();
    if others.is_empty() {
        return ().into_any();
    }
    let choices: Choices = others.iter().map(|other| (other.key().to_owned(), other.name().to_owned())).collect();
    let adding = move || open.get().filter(|integration| others.contains(integration));
    let on_pick = Callback::new(move |chosen: String| open.set(Integration::from_key(&chosen)));
    let pick = move || Pick {
        action: LINK,
        name: NEW_LINK,
        label: Signal::derive(move || t_string!(i18n, integrations.links.add).to_owned()),
        ask: Signal::derive(move || t_string!(i18n, integrations.links.choose).to_owned()),
        icon: "link",
        verb: Signal::derive(move || t_string!(i18n, integrations.links.link).to_owned()),
        choices: choices.clone(),
    };
    view! {
        {move || match adding() {
            Some(integration) => {
                view! {
                    <div class="panel stack">
                        <LinkForm shared link=settings.link(integration) open />
                    </div>
                }
                    .into_any()
            }
            None => view! { <PickForm shared pick=pick() on_pick /> }.into_any(),
        }}
    }
    .into_any()
}

/// The question before a link goes: in a dialog, and in the page for a plain form.
#[component]
fn Unlink(
    shared: Shared,
    unlinking: Unlinking,
    /// What the customer is linked to.
    linked: Vec<Integration>,
) -> impl IntoView {
    let i18n = shared.i18n;
    let Unlinking { integration, asked } = unlinking;
    let name = move || integration.get().name();
    let chosen = use_query().with_untracked(|query| Integration::from_key(query.get_str(UNLINKED)?));
    let chosen = chosen.filter(|chosen| shared.may_edit && linked.contains(chosen));
    let lead_on = use_lead_on();
    let unlink = move || {
        let integration = integration.get_untracked();
        let lead_on = lead_on.clone();
        let said = t_string!(i18n, integrations.links.was_unlinked, name = integration.name());
        shared.send(api::unlink(UnlinkRequest { customer_id: shared.customer_id, integration }), move || {
            asked.try_set(false);
            shared.toaster.say(said);
            if chosen.is_some() {
                lead_on(&address(shared.customer_id), NavigateOptions { replace: true, ..NavigateOptions::default() });
            }
        });
    };
    let in_page = {
        let unlink = unlink.clone();
        move |chosen: Integration| {
            let on_confirm = Callback::new(move |()| {
                integration.set(chosen);
                unlink();
            });
            view! {
                <Question
                    title=Signal::derive(move || t_string!(i18n, integrations.links.unlink_title, name = chosen.name()))
                    action=UNLINK
                    along=shared.along(chosen.key().to_owned())
                    verb=Signal::derive(move || t_string!(i18n, integrations.links.unlink).to_owned())
                    danger=true
                    back=address(shared.customer_id)
                    pending=shared.pending
                    on_confirm
                >
                    <p>{move || t_string!(i18n, integrations.links.unlink_text, name = chosen.name())}</p>
                </Question>
            }
        }
    };
    view! {
        {chosen.map(in_page)}
        <Confirm
            open=asked
            title=Signal::derive(move || t_string!(i18n, integrations.links.unlink_title, name = name()))
            action=Signal::derive(move || t_string!(i18n, integrations.links.unlink).to_owned())
            danger=true
            pending=shared.pending
            on_confirm=unlink
        >
            <p>{move || t_string!(i18n, integrations.links.unlink_text, name = name())}</p>
        </Confirm>
    }
}
