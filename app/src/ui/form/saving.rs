//! Sending a form from a hydrated page, and what comes back.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use super::{Checks, Summary};
use crate::{
    error::{AppError, Fields},
    ui::use_toaster,
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

/// A form on its way: whether it is being sent, and what was wrong with it.
pub struct Saving<I: 'static> {
    pub pending: RwSignal<bool>,
    checks: Checks,
    /// What is stored now, where somebody else was first.
    now: RwSignal<Option<String>>,
    send: Callback<I>,
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
    let toaster = use_toaster();
    let (pending, checks, now) = (RwSignal::new(false), Checks::of_server(), RwSignal::new(None::<String>));
    let confirmation = use_context::<Confirmation>();
    let again = StoredValue::new(None::<Callback<I>>);
    let send = Callback::new(move |input: I| {
        pending.set(true);
        checks.forget();
        now.set(None);
        spawn_local(async move {
            let outcome = call(input.clone()).await;
            // The page may be gone by now.
            if pending.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(answer) => {
                    checks.refuse(Fields::new());
                    done(answer);
                }
                Err(AppError::Unconfirmed) if confirmation.is_some() => {
                    let resend = move || {
                        again.try_get_value().flatten().and_then(|send| send.try_run(input.clone()));
                    };
                    confirmation.iter().for_each(|confirmation| confirmation.ask(resend.clone()));
                }
                Err(AppError::Invalid(fields)) if !fields.is_empty() => checks.refuse(fields),
                Err(AppError::Conflict(stored)) => {
                    now.set(Some(stored));
                    checks.refuse(Fields::new());
                }
                Err(problem) => {
                    toaster.failed(problem);
                    checks.refuse(Fields::new());
                }
            }
        });
    });
    again.set_value(Some(send));
    Saving { pending, checks, now, send }
}

impl<I: 'static> Saving<I> {
    /// Sends it, unless it is on its way.
    pub fn send(self, input: I) {
        if !self.pending.get_untracked() {
            self.send.run(input);
        }
    }

    /// The sentence for one field, with the value that was refused; nothing when it was right. The fields of a form ask for it in their
    /// order.
    pub fn wrong(
        self,
        name: impl AsRef<str>,
        label: impl Fn() -> String + Send + Sync + 'static,
        value: RwSignal<String>,
    ) -> Signal<Option<String>> {
        self.checks.line(name.as_ref(), Signal::derive(label), Signal::derive(move || value.get_untracked()))
    }

    /// All of these sentences, for a form that stands as long as this does.
    pub fn summary(self) -> Summary {
        self.checks.summary()
    }

    /// What is stored now, when somebody else was first.
    pub fn conflict<T: DeserializeOwned>(self) -> Option<T> {
        self.now.with(|now| serde_json::from_str(now.as_ref()?).ok())
    }

    /// Forgets what was wrong.
    pub fn clear(self) {
        self.checks.forget();
        self.now.set(None);
    }
}
