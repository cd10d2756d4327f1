//! Short messages that something has happened, with a way back where there is one.

use std::time::Duration;

use leptos::{
    ev, html,
    leptos_dom::helpers::TimeoutHandle,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, Node},
};

use super::{Button, Icon, Kind, SignInAgain, focus, message};
use crate::{error::AppError, i18n::*};

/// Long enough to read two lines.
const SHOWN: Duration = Duration::from_secs(8);
/// Long enough to read them, think again, and reach the button.
const SHOWN_WITH_UNDO: Duration = Duration::from_secs(15);
/// The class of messages that stand at the top of the page.
const AT_TOP: &str = "at-top";

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
/// problem comes back when what came after it is gone. Only a message that has the focus stays beside a later one.
#[derive(Clone, Copy, Default)]
pub struct Toaster {
    toasts: RwSignal<Vec<Toast>>,
    next: StoredValue<usize>,
    clock: StoredValue<Option<TimeoutHandle>>,
    /// The message that has the focus.
    focused: RwSignal<Option<usize>>,
    /// Whether the pointer is on a message.
    pointed: StoredValue<bool>,
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
        let focused = self.focused.try_get_untracked().flatten();
        self.toasts.update(|toasts| {
            toasts.retain(|toast| !is_done || toast.lasts().is_none() || focused == Some(toast.id));
            toasts.push(Toast { id, said, undo });
        });
        self.go_on();
    }

    fn close(self, id: usize) {
        // The page may be gone by the time the clock runs out.
        let remaining = self.toasts.try_update(|toasts| {
            toasts.retain(|toast| toast.id != id);
            toasts.len()
        });
        // What is gone has neither the pointer nor the focus, though a browser may not say so.
        if remaining == Some(0) {
            self.pointed.try_set_value(false);
        }
        if self.focused.try_get_untracked().flatten() == Some(id) {
            self.focused.try_set(None);
        }
        self.go_on();
    }

    /// The pointer came onto the messages, or left them.
    fn point(self, pointed: bool) {
        self.pointed.set_value(pointed);
        self.go_on();
    }

    /// The focus came to this message.
    fn enter(self, id: usize) {
        self.focused.set(Some(id));
        self.go_on();
    }

    /// The focus left for the page. What stayed for it alone is over.
    fn leave(self) {
        self.focused.set(None);
        self.toasts.update(|toasts| {
            let last = toasts.last().map(|toast| toast.id);
            toasts.retain(|toast| toast.lasts().is_none() || last == Some(toast.id));
        });
        self.go_on();
    }

    /// What is shown: the last one, and before it the one that has the focus.
    fn shown(self) -> Vec<Toast> {
        let (toasts, focused) = (self.toasts.read(), self.focused.get());
        let last = toasts.last().map(|toast| toast.id);
        toasts.iter().filter(|toast| [last, focused].contains(&Some(toast.id))).cloned().collect()
    }

    /// Starts the clock of the last message, from the beginning; it stands still while somebody reads one, or is about to press a
    /// button of one.
    fn go_on(self) {
        if let Some(clock) = self.clock.try_update_value(Option::take).flatten() {
            clock.clear();
        }
        let is_focused = self.focused.try_get_untracked().flatten().is_some();
        if is_focused || self.pointed.try_get_value().unwrap_or_default() {
            return;
        }
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
    let place = NodeRef::<html::Div>::new();
    Effect::new(move || {
        let _ = window_event_listener(ev::focusin, move |_| make_way(toaster, place));
    });
    let leave = move |_| {
        toaster.point(false);
        make_way(toaster, place);
    };
    view! {
        <div
            class="toasts"
            role="status"
            aria-live="polite"
            node_ref=place
            on:pointerenter=move |_| toaster.point(true)
            on:pointerleave=leave
        >
            <For each=move || toaster.shown() key=|toast| toast.id let(toast)>
                <Message toast place />
            </For>
        </div>
    }
}

/// Puts the messages at the top of the page where they would lie over what has the focus. They do not go from under the pointer, and
/// what is as large as the page lies under them at either end.
fn make_way(toaster: Toaster, place: NodeRef<html::Div>) {
    let (Some(place), Some(active)) = (place.get_untracked(), document().active_element()) else { return };
    if toaster.pointed.get_value() || place.contains(Some(&active)) {
        return;
    }
    let covers = |at_top| {
        // A class of our own: the browser has no reason to refuse.
        let _ = place.class_list().toggle_with_force(AT_TOP, at_top);
        focus::is_under(&place)
    };
    if covers(false) && covers(true) {
        covers(false);
    }
}

/// One message. While the pointer or the focus is on it, it stays.
#[component]
fn Message(toast: Toast, place: NodeRef<html::Div>) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let Toast { id, said, undo } = toast;
    let done = matches!(said, Said::Done(_));
    let signed_out = matches!(said, Said::Failed(AppError::Unauthenticated));
    let words = move || match &said {
        Said::Done(text) | Said::Problem(text) => text.clone(),
        Said::Failed(error) => message(i18n, error),
    };
    Effect::new(move || make_way(toaster, place));
    // Whoever came here by the keyboard goes back to where they were; what watches over the focus knows where to, if that is gone.
    let before = StoredValue::new_local(None::<HtmlElement>);
    let enter = move |event: ev::FocusEvent| {
        toaster.enter(id);
        if let Some(left) = event.related_target().filter(|left| !is_inside(&event, left.dyn_ref())) {
            before.set_value(left.dyn_into().ok());
        }
    };
    // In a window that somebody goes away from, it keeps the focus.
    let leave = move |event: ev::FocusEvent| {
        let to = event.related_target();
        let stays = to.is_some_and(|to| is_inside(&event, to.dyn_ref())) || !document().has_focus().unwrap_or(true);
        if !stays {
            toaster.leave();
        }
    };
    let close = move || {
        if let Some(back) = before.try_get_value().flatten().filter(|element| element.is_connected()) {
            let _ = back.focus();
        }
        toaster.close(id);
    };
    view! {
        <div class="toast" class:problem=!done on:focusin=enter on:focusout=leave>
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
