//! Changing a record that somebody else may be changing too: from which state the form began, and what became of saving it.

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{
    BlockingNotice,
    checks::Checks,
    conflict::{ConflictRow, ConflictTable, Difference, RecordWords, Side, differences, merged},
    failure::Failure,
};
use crate::{
    audit::Stamp,
    error::AppError,
    i18n::*,
    patch::{Current, fields},
};

/// What is told of a save that did not go on.
#[derive(Clone, Copy, Default)]
pub struct Told {
    failure: RwSignal<Option<AppError>>,
    clash: RwSignal<Option<Clash>>,
}

/// What somebody else made of the record meanwhile, and the choices between both.
#[derive(Clone)]
struct Clash {
    theirs: Map<String, Value>,
    choices: Vec<Choice>,
}

/// A difference, and which side was chosen. What is proposed is chosen at first.
#[derive(Clone)]
struct Choice {
    difference: Difference,
    side: RwSignal<Option<Side>>,
    /// Who changed it on the other side, and when.
    stamp: Option<Stamp>,
}

/// The state of one form that changes a record of type `T` with versions of type `V`.
pub struct Editing<T: Send + Sync + 'static, V: Send + Sync + 'static = i32> {
    /// The state that the form began with, in which version.
    base: RwSignal<(V, T)>,
    /// What it is now, where somebody else was quicker.
    theirs: StoredValue<Option<Current<T, V>>>,
    checks: Checks,
    pub told: Told,
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
            theirs: StoredValue::new(None),
            checks,
            told: Told::default(),
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
        let Told { failure, clash } = self.told;
        failure.set(None);
        if let Some(Clash { choices, .. }) = clash.get_untracked() {
            let chosen = untrack(|| decided(&choices))?;
            let theirs = self.theirs.get_value()?;
            show(&merged(&theirs.details, chosen)?);
            self.base.set((theirs.version, theirs.details));
        }
        let right = self.checks.reveal();
        clash.set(None);
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
                    let choice = |difference: Difference| Choice {
                        side: RwSignal::new(difference.proposed),
                        stamp: theirs.changed.get(&difference.field).cloned(),
                        difference,
                    };
                    let choices = differences(&base, mine, &theirs.details).into_iter().map(choice).collect();
                    let clash = Clash { theirs: fields(&theirs.details), choices };
                    self.theirs.set_value(Some(theirs));
                    self.told.clash.set(Some(clash));
                }
                Err(_) => self.told.failure.set(Some(AppError::Conflict(now))),
            },
            error => self.told.failure.set(Some(error)),
        }
        self.pending.set(false);
    }

    /// Whether a choice between both sides is being made.
    pub fn clashes(self) -> bool {
        self.told.clash.read().is_some()
    }

    /// Whether a choice is still open.
    pub fn undecided(self) -> bool {
        self.told.clash.with(|clash| clash.as_ref().is_some_and(|clash| decided(&clash.choices).is_none()))
    }
}

/// What went wrong with saving, and the choice where somebody else was quicker.
#[component]
pub fn Outcome<W: RecordWords>(told: Told, words: W) -> impl IntoView {
    let words = StoredValue::new(words);
    view! {
        {move || told.failure.get().map(|error| view! { <Failure error /> })}
        {move || told.clash.get().map(|clash| view! { <Choosing clash words /> })}
    }
}

#[component]
fn Choosing<W: RecordWords>(clash: Clash, words: StoredValue<W>) -> impl IntoView {
    let i18n = use_i18n();
    let Clash { theirs: record, choices } = clash;
    let row = |Choice { difference, side, stamp }: Choice| {
        let Difference { field, mine, theirs, .. } = difference;
        let say = |value: &Value| words.with_value(|words| words.value(i18n, &record, &field, value));
        ConflictRow {
            name: format!("conflict-{field}"),
            mine: say(&mine),
            theirs: say(&theirs),
            label: Signal::derive(move || words.with_value(|words| words.label(i18n, &field))),
            side,
            stamp,
        }
    };
    let rows = choices.into_iter().map(row).collect();
    view! {
        <BlockingNotice tone="warning" icon="users">
            <strong>{t!(i18n, ui.conflict.changed)}</strong>
            <p>{t!(i18n, ui.conflict.choose)}</p>
            <ConflictTable rows />
        </BlockingNotice>
    }
}

/// The choices, once every one was made.
fn decided(choices: &[Choice]) -> Option<Vec<(Difference, Side)>> {
    choices.iter().map(|choice| choice.side.get().map(|side| (choice.difference.clone(), side))).collect()
}
