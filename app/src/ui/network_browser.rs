//! Says that an answer is awaited: a line runs along the top of the window, and what was pressed looks busy. Every request of a page
//! goes through the browser's `fetch`, the parts of the program that come later too, so it is told in one place.

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use js_sys::{Date, Function, Promise, Reflect};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use web_sys::Element;

/// What bears this attribute is busy: the body, and what was pressed.
const BUSY: &str = "data-busy";
/// A request that begins so many milliseconds after somebody did something is about that.
const FOLLOWS: f64 = 1_000.0;
/// One answer often leads to the next request at once.
const DEBOUNCE: Duration = Duration::from_millis(60);

#[derive(Default)]
struct Network {
    /// How many answers somebody waits for.
    awaited: Cell<usize>,
    /// When somebody did something last.
    done: Cell<f64>,
    pressed: RefCell<Option<Element>>,
    /// What looks busy.
    marked: RefCell<Vec<Element>>,
}

thread_local! {
    static NETWORK: Network = Network::default();
}

/// Watches, for as long as the browser tab shows the page.
pub fn watch() {
    Effect::new(|| {
        let _ = window_event_listener(ev::pointerdown, |event| {
            let target = event.target().and_then(|target| target.dyn_into().ok());
            NETWORK.with(|network| network.did(target));
        });
        let _ =
            window_event_listener(ev::keydown, |_| NETWORK.with(|network| network.did(document().active_element())));
        // Where the browser does not let it be watched, its own signs have to do.
        let _ = wrap();
    });
}

/// Puts itself before the browser's `fetch`, which does what it did.
fn wrap() -> Result<(), JsValue> {
    let name = JsValue::from("fetch");
    let fetch: Function = Reflect::get(&window(), &name)?.dyn_into()?;
    let ended = Closure::<dyn FnMut()>::new(|| NETWORK.with(Network::ended));
    let wrapped = Closure::<dyn Fn(JsValue, JsValue) -> Result<Promise, JsValue>>::new(move |what, how| {
        let answer: Promise = fetch.call2(&window(), &what, &how)?.dyn_into()?;
        Ok(if NETWORK.with(Network::began) { answer.finally(&ended) } else { answer })
    });
    Reflect::set(&window(), &name, &wrapped.into_js_value()).map(drop)
}

/// Whether the connection is slow, or paid for by what goes over it: what may not be needed is not fetched then. Browsers that do not
/// tell have an ordinary one.
pub fn is_sparing() -> bool {
    let said = |name: &str| {
        let connection = Reflect::get(&window().navigator(), &"connection".into()).ok()?;
        Reflect::get(&connection, &name.into()).ok()
    };
    let word = |name: &str| said(name).and_then(|value| value.as_string()).unwrap_or_default();
    said("saveData").is_some_and(|saves| saves.is_truthy())
        || matches!(word("effectiveType").as_str(), "slow-2g" | "2g" | "3g")
        || word("type") == "cellular"
}

impl Network {
    /// Somebody did something, with this: a pointer or a key is pressed before anything comes of it.
    fn did(&self, with: Option<Element>) {
        self.done.set(Date::now());
        self.pressed.replace(with.and_then(|with| with.closest("a, button, tr.open").ok().flatten()));
    }

    /// A request begins. Gives whether somebody waits for its answer: some are made by the page itself.
    fn began(&self) -> bool {
        let awaited = Date::now() - self.done.get() < FOLLOWS;
        if awaited {
            self.awaited.set(self.awaited.get() + 1);
            let body: Option<Element> = document().body().map(Into::into);
            for element in body.into_iter().chain(self.pressed.take()) {
                // An attribute of our own on an element that exists: the browser has no reason to refuse.
                let _ = element.set_attribute(BUSY, "");
                self.marked.borrow_mut().push(element);
            }
        }
        awaited
    }

    fn ended(&self) {
        self.awaited.set(self.awaited.get().saturating_sub(1));
        set_timeout(|| NETWORK.with(Self::rest), DEBOUNCE);
    }

    fn rest(&self) {
        if self.awaited.get() == 0 {
            for element in self.marked.take() {
                let _ = element.remove_attribute(BUSY);
            }
        }
    }
}
