//! The steps of the customer's status: taken from the menu of the card at once, and on a page that is not hydrated after a question.

use domain::{
    customers::{Status, Transition},
    permissions::{Area, Level},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;

use super::{
    asked::{Asked, QUESTION},
    reload::Reload,
};
use crate::{
    customers::{
        api::{self, StepRequest},
        records::{Card, delete_refusal},
    },
    error::AppError,
    i18n::*,
    paths,
    ui::{CameBackNotice, Icon, Question, Toaster, allowed, use_lead_on, use_query, use_toaster},
};

/// The functions that do so by a plain form.
const ACTIVATE: &str = "/api/customers/activate_form";
const DEACTIVATE: &str = "/api/customers/deactivate_form";
const DELETE: &str = "/api/customers/delete_form";

/// What takes the steps, says what came of them, and reads the card again. Copy it into event handlers.
#[derive(Clone, Copy)]
pub struct Steps {
    i18n: I18nContext<Locale>,
    toaster: Toaster,
    reload: Reload,
    seen: StepRequest,
    status: Status,
}

impl Steps {
    /// Those of the customer of a card.
    pub fn of(card: &Card, reload: Reload) -> Self {
        let seen = StepRequest { id: card.id, version: card.version };
        Self { i18n: use_i18n(), toaster: use_toaster(), reload, seen, status: card.status }
    }

    /// Whether the status and the colleague's rights allow it.
    pub fn can(self, transition: Transition) -> bool {
        allowed(Area::Customers, Level::Edit) && self.status.after(transition).is_some_and(|after| after != self.status)
    }

    /// Says that it did not go well.
    pub fn failed(self, error: AppError) {
        self.toaster.failed(error);
        self.reload.now();
    }

    /// Takes the customer up among those that are worked for.
    pub fn activate(self) {
        spawn_local(async move {
            match api::activate(self.seen).await {
                Ok(_) => {
                    self.toaster.say(t_string!(self.i18n, card.menu.activated));
                    self.reload.now();
                }
                Err(error) => self.failed(error),
            }
        });
    }

    /// Archives it, which can be undone.
    pub fn deactivate(self) {
        spawn_local(async move {
            match api::deactivate(self.seen).await {
                Ok(changed) => {
                    let done = StepRequest { id: self.seen.id, version: changed.version };
                    let undo = move || {
                        spawn_local(async move {
                            match api::undo_step(done).await {
                                Ok(_) => self.reload.now(),
                                Err(error) => self.failed(error),
                            }
                        });
                    };
                    let said = match self.status {
                        Status::Invited => t_string!(self.i18n, card.menu.deactivated_withdrawn),
                        _ => t_string!(self.i18n, card.menu.deactivated),
                    };
                    self.toaster.say_with_undo(said, undo);
                    self.reload.now();
                }
                Err(error) => self.failed(error),
            }
        });
    }
}

/// What deletes the customer and leads to the list, and whether it is at work. `done` hears of the answer.
pub fn use_delete(
    steps: Steps,
    name: String,
    done: impl Fn() + Copy + Send + Sync + 'static,
) -> (RwSignal<bool>, impl Fn() + Clone + Send + Sync + 'static) {
    let Steps { i18n, toaster, seen, .. } = steps;
    let (lead_on, pending) = (use_lead_on(), RwSignal::new(false));
    let delete = move || {
        pending.set(true);
        let (lead_on, name) = (lead_on.clone(), name.clone());
        spawn_local(async move {
            let answer = api::delete(seen).await;
            let _ = pending.try_set(false);
            done();
            match answer {
                Ok(()) => {
                    toaster.say(t_string!(i18n, card.menu.deleted, name = name));
                    lead_on("/klanten?tab=concept", NavigateOptions::default());
                }
                Err(error) => steps.failed(error),
            }
        });
    };
    (pending, delete)
}

/// What the address of the card asks of its customer, and what came back of it.
#[component]
pub fn StepQuestion(card: Card, reload: Reload) -> impl IntoView {
    let query = use_query();
    // The addresses ask themselves which is the head office.
    let own = [Asked::Activate, Asked::Deactivate, Asked::Delete, Asked::Print];
    let asked = Memo::new(move |_| Asked::of_customer(&query.read()).filter(|asked| own.contains(asked)));
    move || {
        let card = card.clone();
        asked.get().map(|asked| {
            view! {
                <div class="card-body">
                    <div class="measure" id=QUESTION>
                        {match asked {
                            Asked::Print => view! { <ByBrowser /> }.into_any(),
                            asked => view! { <Step card asked reload /> }.into_any(),
                        }}
                    </div>
                </div>
            }
        })
    }
}

/// The question before one of the steps.
#[component]
fn Step(card: Card, asked: Asked, reload: Reload) -> impl IntoView {
    let steps = Steps::of(&card, reload);
    let (id, status, name) = (card.id, card.status, card.details.name);
    let (action, can) = match asked {
        Asked::Activate => (ACTIVATE, steps.can(Transition::Activate)),
        Asked::Deactivate => (DEACTIVATE, steps.can(Transition::Deactivate)),
        Asked::Delete => (DELETE, allowed(Area::Customers, Level::Delete) && delete_refusal(status).is_none()),
        Asked::HeadOffice | Asked::Main | Asked::Print => return ().into_any(),
    };
    if !can {
        return view! { <CameBackNotice action /> }.into_any();
    }
    let i18n = use_i18n();
    let lead_on = use_lead_on();
    let (pending, delete) = use_delete(steps, name.clone(), || ());
    let on_confirm = Callback::new(move |()| {
        let leave = || lead_on(&paths::card(id), NavigateOptions { replace: true, ..NavigateOptions::default() });
        match asked {
            Asked::Activate => {
                steps.activate();
                leave();
            }
            Asked::Deactivate => {
                steps.deactivate();
                leave();
            }
            _ => delete(),
        }
    });
    let title = move || {
        let name = name.clone();
        match asked {
            Asked::Activate => t_string!(i18n, card.menu.activate_title, name = name),
            Asked::Deactivate => t_string!(i18n, card.menu.deactivate_title, name = name),
            _ => t_string!(i18n, card.menu.delete_title, name = name),
        }
    };
    let verb = move || {
        let verb = match asked {
            Asked::Activate => t_string!(i18n, card.menu.activate),
            Asked::Deactivate => t_string!(i18n, card.menu.deactivate),
            _ => t_string!(i18n, ui.delete),
        };
        verb.to_owned()
    };
    let text = move || match asked {
        Asked::Activate => t_string!(i18n, card.menu.activate_text),
        Asked::Deactivate if status == Status::Invited => t_string!(i18n, card.menu.deactivate_invited_text),
        Asked::Deactivate => t_string!(i18n, card.menu.deactivate_text),
        _ => t_string!(i18n, card.menu.delete_text),
    };
    view! {
        <Question
            below_title=true
            title=Signal::derive(title)
            action
            along=vec![("id", id.to_string()), ("version", card.version.to_string())]
            verb=Signal::derive(verb)
            danger=asked == Asked::Delete
            back=paths::card(id)
            pending
            on_confirm
        >
            <p>{text}</p>
        </Question>
    }
    .into_any()
}

/// Without a script only the browser itself prints.
#[component]
fn ByBrowser() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="notice unprinted" role="note">
            <Icon name="printer" />
            <div><p>{t!(i18n, ui.print_by_browser)}</p></div>
        </div>
    }
}
