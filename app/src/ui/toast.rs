//! Short messages that something has happened, with a way back where there is one.

use std::time::Duration;

use leptos::prelude::*;

use super::{Button, Icon, Kind, SignInAgain, message};
use crate::{error::AppError, i18n::*};

/// Long enough to read two lines and reach the button.
const SHOWN: Duration = Duration::from_secs(8);

#[derive(Clone)]
struct Toast {
    id: usize,
    said: Said,
    undo: Option<Callback<()>>,
}

#[derive(Clone)]
enum Said {
    Done(String),
    Problem(String),
    Failed(AppError),
}

/// Where messages are put. Copy it into an event handler.
#[derive(Clone, Copy, Default)]
pub struct Toaster {
    toasts: RwSignal<Vec<Toast>>,
    next: StoredValue<usize>,
}

impl Toaster {
    /// Something was done.
    pub fn say(self, text: impl Into<String>) {
        self.add(Said::Done(text.into()), None);
    }

    /// Something was done that a button can undo while the message is there.
    pub fn say_with_undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.add(Said::Done(text.into()), Some(Callback::new(move |()| undo())));
    }

    /// Something is not as it should be. It stays until it is closed.
    pub fn problem(self, text: impl Into<String>) {
        self.add(Said::Problem(text.into()), None);
    }

    /// A request failed. It stays until it is closed.
    pub fn failed(self, error: AppError) {
        self.add(Said::Failed(error), None);
    }

    fn add(self, said: Said, undo: Option<Callback<()>>) {
        let Some(id) = self.next.try_update_value(|next| std::mem::replace(next, *next + 1)) else { return };
        if matches!(said, Said::Done(_)) {
            set_timeout(move || self.close(id), SHOWN);
        }
        self.toasts.update(|toasts| toasts.push(Toast { id, said, undo }));
    }

    fn close(self, id: usize) {
        // The page may be gone by the time the clock runs out.
        self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// The page's messages. `Root` has provided them.
pub fn use_toaster() -> Toaster {
    expect_context()
}

/// Where the messages are shown, and read aloud when they come.
#[component]
pub fn Toasts() -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toaster.toasts.get() key=|toast| toast.id let(toast)>
                {
                    let Toast { id, said, undo } = toast;
                    let done = matches!(said, Said::Done(_));
                    let signed_out = matches!(said, Said::Failed(AppError::Unauthenticated));
                    let words = move || match &said {
                        Said::Done(text) | Said::Problem(text) => text.clone(),
                        Said::Failed(error) => message(i18n, error),
                    };
                    view! {
                        <div class="toast" class:problem=!done>
                            <Icon name=if done { "check" } else { "circle-alert" } />
                            <p>{words} {signed_out.then(|| view! { " " <SignInAgain /> })}</p>
                            {undo
                                .map(|undo| {
                                    view! {
                                        <Button
                                            kind=Kind::Quiet
                                            icon="rotate-ccw"
                                            on_click=move |_| {
                                                undo.run(());
                                                toaster.close(id);
                                            }
                                        >
                                            {t!(i18n, ui.undo)}
                                        </Button>
                                    }
                                })}
                            <button type="button" class="button quiet icon-only" aria-label=move || t_string!(i18n, ui.close) on:click=move |_| toaster.close(id)>
                                <Icon name="x" />
                            </button>
                        </div>
                    }
                }
            </For>
        </div>
    }
}
