//! Short messages that something has happened, with a way back where there is one.

use std::time::Duration;

use leptos::prelude::*;

use super::{Button, Icon, Kind};
use crate::i18n::*;

/// Long enough to read two lines and reach the button.
const SHOWN: Duration = Duration::from_secs(8);

#[derive(Clone)]
struct Toast {
    id: usize,
    text: String,
    problem: bool,
    undo: Option<Callback<()>>,
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
        self.add(text.into(), false, None);
    }

    /// Something was done that a button can undo while the message is there.
    pub fn say_with_undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.add(text.into(), false, Some(Callback::new(move |()| undo())));
    }

    /// Something failed. It stays until it is closed.
    pub fn problem(self, text: impl Into<String>) {
        self.add(text.into(), true, None);
    }

    fn add(self, text: String, problem: bool, undo: Option<Callback<()>>) {
        let Some(id) = self.next.try_update_value(|next| std::mem::replace(next, *next + 1)) else { return };
        self.toasts.update(|toasts| toasts.push(Toast { id, text, problem, undo }));
        if !problem {
            set_timeout(move || self.close(id), SHOWN);
        }
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
                    let id = toast.id;
                    view! {
                        <div class="toast" class:problem=toast.problem>
                            <Icon name=if toast.problem { "circle-alert" } else { "check" } />
                            <p>{toast.text}</p>
                            {toast
                                .undo
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
