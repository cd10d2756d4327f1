//! Short messages that something has happened, with a way back where there is one.

use std::time::Duration;

use leptos::{
    ev,
    leptos_dom::helpers::TimeoutHandle,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, Node},
};

use super::{Button, Icon, Kind, SignInAgain, frame::MAIN, message};
use crate::{error::AppError, i18n::*};

/// Long enough to read two lines.
const SHOWN: Duration = Duration::from_secs(8);
/// Long enough to read them, think again, and reach the button.
const SHOWN_WITH_UNDO: Duration = Duration::from_secs(15);

#[derive(Clone)]
struct Toast {
    id: usize,
    said: Said,
    undo: Option<Callback<()>>,
}

impl Toast {
    /// How long it is shown; a problem stays until it is closed.
    fn lasts(&self) -> Option<Duration> {
        match (&self.said, &self.undo) {
            (Said::Done(_), None) => Some(SHOWN),
            (Said::Done(_), Some(_)) => Some(SHOWN_WITH_UNDO),
            (Said::Problem(_) | Said::Failed(_), _) => None,
        }
    }
}

#[derive(Clone)]
enum Said {
    Done(String),
    Problem(String),
    Failed(AppError),
}

/// Where messages are put. Copy it into an event handler. The last one is shown, alone: what was done before it is over, and a
/// problem comes back when what came after it is gone.
#[derive(Clone, Copy, Default)]
pub struct Toaster {
    toasts: RwSignal<Vec<Toast>>,
    next: StoredValue<usize>,
    clock: StoredValue<Option<TimeoutHandle>>,
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
        let is_done = matches!(said, Said::Done(_));
        self.toasts.update(|toasts| {
            toasts.retain(|toast| !is_done || toast.lasts().is_none());
            toasts.push(Toast { id, said, undo });
        });
        self.go_on();
    }

    fn close(self, id: usize) {
        // The page may be gone by the time the clock runs out.
        self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
        self.go_on();
    }

    /// Stops the clock: somebody reads it, or is about to press its button.
    fn hold(self) {
        if let Some(clock) = self.clock.try_update_value(Option::take).flatten() {
            clock.clear();
        }
    }

    /// Starts the clock of the message that is shown, from the beginning.
    fn go_on(self) {
        self.hold();
        let shown = self.toasts.try_with_untracked(|toasts| toasts.last().map(|toast| (toast.id, toast.lasts())));
        if let Some((id, Some(lasts))) = shown.flatten() {
            let clock = set_timeout_with_handle(move || self.close(id), lasts);
            self.clock.try_set_value(clock.ok());
        }
    }
}

/// The page's messages. `Root` has provided them.
pub fn use_toaster() -> Toaster {
    expect_context()
}

/// Where the messages are shown, and read aloud when they come.
#[component]
pub fn Toasts() -> impl IntoView {
    let toaster = use_toaster();
    let shown = move || toaster.toasts.read().last().cloned();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=shown key=|toast| toast.id let(toast)>
                <Message toast />
            </For>
        </div>
    }
}

/// One message. While the pointer or the focus is on it, it stays.
#[component]
fn Message(toast: Toast) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let Toast { id, said, undo } = toast;
    let done = matches!(said, Said::Done(_));
    let signed_out = matches!(said, Said::Failed(AppError::Unauthenticated));
    let words = move || match &said {
        Said::Done(text) | Said::Problem(text) => text.clone(),
        Said::Failed(error) => message(i18n, error),
    };
    // Whoever came here by the keyboard goes back to where they were.
    let before = StoredValue::new_local(None::<HtmlElement>);
    let enter = move |event: ev::FocusEvent| {
        toaster.hold();
        if let Some(left) = event.related_target().filter(|left| !is_inside(&event, left.dyn_ref())) {
            before.set_value(left.dyn_into().ok());
        }
    };
    let close = move || {
        let back = before.try_get_value().flatten().filter(|element| element.is_connected());
        let back = back.or_else(|| document().get_element_by_id(MAIN)?.dyn_into().ok());
        if let Some(back) = back {
            let _ = back.focus();
        }
        toaster.close(id);
    };
    view! {
        <div
            class="toast"
            class:problem=!done
            on:pointerenter=move |_| toaster.hold()
            on:pointerleave=move |_| toaster.go_on()
            on:focusin=enter
            on:focusout=move |_| toaster.go_on()
        >
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
                                close();
                            }
                        >
                            {t!(i18n, ui.undo)}
                        </Button>
                    }
                })}
            <button type="button" class="button quiet icon-only" aria-label=move || t_string!(i18n, ui.close) on:click=move |_| close()>
                <Icon name="x" />
            </button>
        </div>
    }
}

/// Whether this lies within what an event is about.
fn is_inside(event: &ev::FocusEvent, other: Option<&Node>) -> bool {
    let around = event.current_target().and_then(|around| around.dyn_into::<Node>().ok());
    around.is_some_and(|around| around.contains(other))
}
