//! Sending a form from a hydrated page, and what comes back.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;
use serde::de::DeserializeOwned;

use super::FieldProblem;
use crate::{
    error::AppError,
    i18n::*,
    ui::{field_error, use_toaster},
};

/// What is done again once the password was given.
#[derive(Clone, Copy)]
pub struct Confirmation(pub RwSignal<Option<Callback<()>>>);

impl Confirmation {
    /// Asks for the password, and then does this.
    pub fn ask(self, again: impl Fn() + Send + Sync + 'static) {
        self.0.set(Some(Callback::new(move |()| again())));
    }
}

/// The name of a field, and what is wrong with it.
type Line = (String, Signal<Option<String>>);

/// A form on its way: whether it is being sent, and what was wrong with it.
pub struct Saving<I: 'static> {
    pub pending: RwSignal<bool>,
    error: RwSignal<Option<AppError>>,
    /// Tells of each answer.
    answered: RwSignal<()>,
    /// The sentences for the fields, in the order of the form.
    lines: StoredValue<Vec<Line>>,
    send: Callback<I>,
    i18n: I18nContext<Locale>,
}

/// What an error summary above the fields of a form shows.
#[derive(Clone, Copy)]
pub struct Summary {
    pub problems: Signal<Vec<FieldProblem>>,
    pub tried: Signal<()>,
}

// Derived, they would ask the same of the request.
impl<I: 'static> Clone for Saving<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: 'static> Copy for Saving<I> {}

/// Sends by `call`. `done` gets the answer; what no field and no conflict can show is said in a message. Where the server wants the
/// password first, it is asked, and the same is sent once more.
pub fn use_saving<I, T, F>(call: fn(I) -> F, done: impl Fn(T) + Copy + Send + Sync + 'static) -> Saving<I>
where
    I: Clone + Send + Sync + 'static,
    T: 'static,
    F: Future<Output = Result<T, AppError>> + 'static,
{
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let (pending, error, answered) = (RwSignal::new(false), RwSignal::new(None::<AppError>), RwSignal::new(()));
    let confirmation = use_context::<Confirmation>();
    let again = StoredValue::new(None::<Callback<I>>);
    let send = Callback::new(move |input: I| {
        pending.set(true);
        error.set(None);
        spawn_local(async move {
            let outcome = call(input.clone()).await;
            // The page may be gone by now.
            if pending.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(answer) => {
                    answered.set(());
                    done(answer);
                }
                Err(AppError::Unconfirmed) if confirmation.is_some() => {
                    let resend = move || {
                        again.try_get_value().flatten().and_then(|send| send.try_run(input.clone()));
                    };
                    confirmation.iter().for_each(|confirmation| confirmation.ask(resend.clone()));
                }
                Err(problem) => {
                    let shown_in_form = match &problem {
                        AppError::Invalid(fields) => !fields.is_empty(),
                        AppError::Conflict(_) => true,
                        _ => false,
                    };
                    if !shown_in_form {
                        toaster.failed(problem.clone());
                    }
                    error.set(Some(problem));
                    answered.set(());
                }
            }
        });
    });
    again.set_value(Some(send));
    Saving { pending, error, answered, lines: StoredValue::default(), send, i18n }
}

impl<I: 'static> Saving<I> {
    /// Sends it, unless it is on its way.
    pub fn send(self, input: I) {
        if !self.pending.get_untracked() {
            self.send.run(input);
        }
    }

    /// The sentence for one field, or nothing when it was right. The fields of a form ask for it in their order.
    pub fn wrong(
        self,
        name: impl Into<String>,
        label: impl Fn() -> String + Copy + Send + Sync + 'static,
        value: RwSignal<String>,
    ) -> Signal<Option<String>> {
        let name: String = name.into();
        let of_field = name.clone();
        let sentence = Signal::derive(move || {
            self.error.with(|error| match error {
                Some(AppError::Invalid(fields)) => {
                    field_error(self.i18n, fields, &of_field, &label(), &value.get_untracked())
                }
                _ => None,
            })
        });
        self.lines.update_value(|lines| lines.push((name, sentence)));
        sentence
    }

    /// All of these sentences, for a form that stands as long as this does.
    pub fn summary(self) -> Summary {
        let problem = |(name, sentence): &Line| Some(FieldProblem { name: name.clone(), text: sentence.get()? });
        Summary {
            problems: Signal::derive(move || self.lines.with_value(|lines| lines.iter().filter_map(problem).collect())),
            tried: Signal::derive(move || self.answered.track()),
        }
    }

    /// What is stored now, when somebody else was first.
    pub fn conflict<T: DeserializeOwned>(self) -> Option<T> {
        self.error.with(|error| match error {
            Some(AppError::Conflict(now)) => serde_json::from_str(now).ok(),
            _ => None,
        })
    }

    /// Forgets what was wrong.
    pub fn clear(self) {
        self.error.set(None);
    }
}
