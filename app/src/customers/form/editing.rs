//! Changing a record that somebody else may be changing too: from which state the form began, and what became of saving it.

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    checks::Checks,
    conflict::{Choice, ConflictTable, Difference, Side, country_of, differences, merged},
    failure::Failure,
    value::Known,
};
use crate::{error::AppError, i18n::*, patch::Current, ui::BlockingNotice};

/// What both sides made of the record, and the choice between them.
#[derive(Clone)]
struct Clash<T, V> {
    theirs: Current<T, V>,
    choices: Vec<Choice>,
    /// Where the customer is.
    country: String,
}

/// The state of one form that changes a record of type `T` with versions of type `V`.
pub struct Editing<T: Send + Sync + 'static, V: Send + Sync + 'static = i32> {
    /// The state that the form began with, in which version.
    base: RwSignal<(V, T)>,
    clash: RwSignal<Option<Clash<T, V>>>,
    checks: Checks,
    pub failure: RwSignal<Option<AppError>>,
    pub pending: RwSignal<bool>,
}

impl<T: Send + Sync + 'static, V: Send + Sync + 'static> Clone for Editing<T, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static, V: Send + Sync + 'static> Copy for Editing<T, V> {}

impl<T, V> Editing<T, V>
where
    T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
    V: Clone + DeserializeOwned + Send + Sync + 'static,
{
    /// Begins with a record as it was read.
    pub fn new(version: V, details: T, checks: Checks) -> Self {
        Self {
            base: RwSignal::new((version, details)),
            clash: RwSignal::new(None),
            checks,
            failure: RwSignal::new(None),
            pending: RwSignal::new(false),
        }
    }

    /// What the form began with, and in which version.
    pub fn base(self) -> (V, T) {
        self.base.get()
    }

    /// Lets the form begin with another state.
    pub fn begin_with(self, base: &(V, T)) {
        self.base.set(base.clone());
    }

    /// Begins to save: `show` puts what was chosen between both sides into the form. Gives the version that is changed; none
    /// while a save is under way, a choice is open or a field is wrong.
    pub fn begin(self, show: impl Fn(&T)) -> Option<V> {
        if self.pending.get_untracked() {
            return None;
        }
        self.failure.set(None);
        if let Some(Clash { theirs, choices, .. }) = self.clash.get_untracked() {
            let chosen = untrack(|| decided(&choices))?;
            show(&merged(&theirs.details, chosen)?);
            self.base.set((theirs.version, theirs.details));
        }
        let right = self.checks.reveal();
        self.clash.set(None);
        if right {
            self.pending.set(true);
        }
        right.then(|| self.base.get_untracked().0)
    }

    /// The save was refused: says why, or lets the person choose between `mine` and what it is now.
    pub fn failed(self, error: AppError, mine: &T) {
        // The form may be gone by the time the answer comes.
        let Some((_, base)) = self.base.try_get_untracked() else { return };
        match error {
            AppError::Invalid(fields) => self.checks.refuse(fields),
            AppError::Conflict(now) => match serde_json::from_str::<Current<T, V>>(&now) {
                Ok(theirs) => {
                    let choices = Choice::of(differences(&base, mine, &theirs.details), &theirs.changed);
                    let country = country_of(&theirs.details);
                    self.clash.set(Some(Clash { theirs, choices, country }));
                }
                Err(_) => self.failure.set(Some(AppError::Conflict(now))),
            },
            error => self.failure.set(Some(error)),
        }
        self.pending.set(false);
    }

    /// Whether a choice between both sides is being made.
    pub fn clashes(self) -> bool {
        self.clash.read().is_some()
    }

    /// Whether a choice is still open.
    pub fn undecided(self) -> bool {
        self.clash.with(|clash| clash.as_ref().is_some_and(|clash| decided(&clash.choices).is_none()))
    }
}

/// What went wrong with saving, and the choice where somebody else was quicker.
#[component]
pub fn Outcome<T, V>(editing: Editing<T, V>, #[prop(optional)] known: Known) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    let i18n = use_i18n();
    let known = StoredValue::new(known);
    let choice = move |choices: Vec<Choice>, country: String| {
        view! {
            <BlockingNotice tone="warning" icon="users">
                <strong>{t!(i18n, ui.conflict.changed)}</strong>
                <p>{t!(i18n, ui.conflict.choose)}</p>
                <ConflictTable choices country known />
            </BlockingNotice>
        }
    };
    view! {
        {move || editing.failure.get().map(|error| view! { <Failure error /> })}
        {move || editing.clash.get().map(|clash| choice(clash.choices, clash.country))}
    }
}

/// The choices, once every one was made.
fn decided(choices: &[Choice]) -> Option<Vec<(Difference, Side)>> {
    choices.iter().map(|choice| choice.side.get().map(|side| (choice.difference.clone(), side))).collect()
}
