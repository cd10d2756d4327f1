//! What the parts of the tab share: sending a change, saying what came of it, and taking oneself off the customer.

use std::{
    collections::VecDeque,
    future::Future,
    sync::{Arc, Mutex},
};

use domain::{
    integrations::Integration,
    permissions::{Area, Level, Scope},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use uuid::Uuid;

use super::{
    super::{AssignRequest, CustomerSettings, LEAVING, OPEN, address, api},
    people::UNASSIGN,
};
use crate::{
    error::AppError,
    i18n::*,
    session::{Visitor, use_visitor},
    ui::{Confirm, Question, Toaster, allowed, use_lead_on, use_query, use_toaster},
};

/// What is done once the change before it has been answered.
type Waiting = Arc<Mutex<VecDeque<Box<dyn FnOnce() + Send>>>>;

/// One value for the whole tab.
#[derive(Clone, Copy)]
pub struct Shared {
    pub customer_id: Uuid,
    pub i18n: I18nContext<Locale>,
    pub toaster: Toaster,
    pub may_edit: bool,
    pub pending: RwSignal<bool>,
    /// The integration whose form is open. The address says which, where a plain form chose it.
    pub open: RwSignal<Option<Integration>>,
    waiting: StoredValue<Waiting>,
    changed: Callback<()>,
    leaving: RwSignal<bool>,
}

impl Shared {
    pub fn new(customer_id: Uuid, changed: Callback<()>) -> Self {
        Self {
            customer_id,
            i18n: use_i18n(),
            toaster: use_toaster(),
            may_edit: allowed(Area::Customers, Level::Edit),
            pending: RwSignal::new(false),
            open: RwSignal::new(use_query().with_untracked(|query| Integration::from_key(query.get_str(OPEN)?))),
            waiting: StoredValue::default(),
            changed,
            leaving: RwSignal::new(false),
        }
    }

    /// What goes along with a plain form of the tab: the customer, and what of it the form is about.
    pub fn along(self, id: String) -> Vec<(&'static str, String)> {
        vec![("customer_id", self.customer_id.to_string()), ("id", id)]
    }

    /// Whether a change is on its way: no other is begun, but an undo waits for it.
    pub fn is_busy(self) -> bool {
        self.pending.try_get_untracked().unwrap_or_default()
    }

    /// Sends a change, shows the tab as it is then, and goes on with `done`. The tab may be gone when the answer comes.
    pub fn send(self, change: impl Future<Output = Result<(), AppError>> + 'static, done: impl FnOnce() + 'static) {
        if self.is_busy() {
            return;
        }
        let free = self.begin();
        spawn_local(async move {
            let answer = change.await;
            match answer {
                Ok(()) => {
                    self.changed.try_run(());
                    done();
                }
                Err(error) => self.toaster.failed(error),
            }
            free();
        });
    }

    /// Says that a change is on its way. What this gives is called when it has been answered: what waited for it is done then, though
    /// the tab may be gone.
    pub fn begin(self) -> impl FnOnce() {
        self.pending.try_set(true);
        let waiting = self.waiting.try_get_value();
        move || {
            self.pending.try_set(false);
            while let Some(next) = waiting.as_ref().filter(|_| !self.is_busy()).and_then(take_first) {
                next();
            }
        }
    }

    /// Does this at once, or after the change that is on its way. An undo is not lost: its message is gone.
    pub fn after(self, undo: impl FnOnce() + Send + 'static) {
        let waiting = self.waiting.try_get_value().filter(|_| self.is_busy());
        match waiting.as_ref().and_then(|waiting| waiting.lock().ok()) {
            Some(mut waiting) => waiting.push_back(Box::new(undo)),
            None => undo(),
        }
    }

    /// Shows the tab as it is now.
    pub fn refresh(self) {
        self.changed.try_run(());
    }

    pub fn assign(self, user_id: Uuid, name: &str) {
        let said = t_string!(self.i18n, integrations.people.was_added, name = name.to_owned());
        self.send(api::assign(self.request(user_id)), move || self.toaster.say(said));
    }

    /// Takes a colleague off, and offers to undo that where the colleague still works here: who left cannot be assigned again.
    /// Whoever would no longer see the customer is asked first.
    pub fn unassign(self, settings: &CustomerSettings, user_id: Uuid) {
        if would_lose_sight(settings, user_id) {
            return self.leaving.set(true);
        }
        let name = settings.name(user_id);
        let said = t_string!(self.i18n, integrations.people.was_removed, name = name.clone());
        let works_here = settings.colleagues.iter().any(|colleague| colleague.id == user_id);
        let undo = move || {
            let name = name.clone();
            self.after(move || self.assign(user_id, &name));
        };
        self.send(api::unassign(self.request(user_id)), move || match works_here {
            true => self.toaster.say_with_undo(said, undo),
            false => self.toaster.say(said),
        });
    }

    fn request(self, user_id: Uuid) -> AssignRequest {
        AssignRequest { customer_id: self.customer_id, user_id }
    }
}

fn take_first(waiting: &Waiting) -> Option<Box<dyn FnOnce() + Send>> {
    waiting.lock().ok()?.pop_front()
}

/// Whether taking this person off hides the customer from the one who does it.
pub fn would_lose_sight(settings: &CustomerSettings, user_id: Uuid) -> bool {
    use_visitor().with_untracked(|visitor| match visitor {
        Visitor::Colleague(viewer) => {
            let manages = settings.manager.as_ref().is_some_and(|manager| manager.id == user_id);
            viewer.user_id == user_id && viewer.rights.scope == Scope::Assigned && !manages
        }
        Visitor::SettingUp(_) | Visitor::Customer(_) | Visitor::Nobody => false,
    })
}

/// The question before somebody takes itself off a customer that it sees by being assigned only.
#[component]
pub fn Leaving(shared: Shared) -> impl IntoView {
    let i18n = shared.i18n;
    let leave = use_leave(shared);
    view! {
        <Confirm
            open=shared.leaving
            title=Signal::derive(move || t_string!(i18n, integrations.people.self_title).to_owned())
            action=Signal::derive(move || t_string!(i18n, integrations.people.self_action).to_owned())
            danger=true
            on_confirm=leave
        >
            <p>{t!(i18n, integrations.people.self_text)}</p>
        </Confirm>
    }
}

/// The same question in the page, for a plain form.
#[component]
pub fn LeavingQuestion(shared: Shared, settings: Arc<CustomerSettings>) -> impl IntoView {
    let i18n = shared.i18n;
    let leave = use_leave(shared);
    let asked = use_query().with_untracked(|query| query.get_str(LEAVING).is_some());
    let me = me();
    (asked && would_lose_sight(&settings, me)).then(|| {
        view! {
            <Question
                title=Signal::derive(move || t_string!(i18n, integrations.people.self_title).to_owned())
                action=UNASSIGN
                along=shared.along(me.to_string())
                verb=Signal::derive(move || t_string!(i18n, integrations.people.self_action).to_owned())
                danger=true
                back=address(shared.customer_id)
                on_confirm=Callback::new(move |()| leave())
            >
                <p>{t!(i18n, integrations.people.self_text)}</p>
            </Question>
        }
    })
}

/// Takes the viewer off the customer, and leads to the list: they no longer see it.
fn use_leave(shared: Shared) -> impl Fn() + Clone + Send + Sync + 'static {
    let (me, lead_on) = (me(), use_lead_on());
    move || {
        let lead_on = lead_on.clone();
        spawn_local(async move {
            match api::unassign(shared.request(me)).await {
                Ok(()) => lead_on("/klanten", NavigateOptions::default()),
                Err(error) => shared.toaster.failed(error),
            }
        });
    }
}

/// The colleague who looks.
fn me() -> Uuid {
    use_visitor().with_untracked(|visitor| match visitor {
        Visitor::Colleague(viewer) => viewer.user_id,
        Visitor::SettingUp(_) | Visitor::Customer(_) | Visitor::Nobody => Uuid::nil(),
    })
}
