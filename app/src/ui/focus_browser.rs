//! Keeps the focus on the page. What has it may go away: a row that is deleted, a step that was taken, a button that did its work. It
//! then goes to what has taken its place, or to the nearest heading around where it was, and never to the body, from which the keyboard would begin at the top
//! again while a screen reader says nothing.

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

/// The parts of a page that have a heading, or rows that take the focus.
const PARTS: &str = "dialog[open], section, fieldset, .list-box, main";
/// A row that takes the focus.
const ROW: &str = "tr[tabindex]";

#[derive(Default)]
struct Keeper {
    /// What has the focus or had it last, and what is around that, from the inside.
    last: RefCell<Vec<Element>>,
    pressed: Cell<bool>,
    /// The key that was pressed last is Tab: whoever goes by it past the end of the page wants to leave it.
    tabs: Cell<bool>,
    /// The page has the focus until its heading is there.
    waits: Cell<bool>,
    /// What had the focus lost it to nothing, and nobody pressed beside it: it may still be there, and be something else now.
    dropped: Cell<bool>,
    /// A look around is planned.
    planned: Cell<bool>,
}

thread_local! {
    static KEEPER: Keeper = Keeper::default();
}

/// Watches, for as long as the browser tab shows the page.
pub fn keep() {
    Effect::new(|| {
        // What was given it before hydration: by the browser, or by `hydration.js`.
        if let Some(first) = document().active_element() {
            KEEPER.with(|keeper| keeper.came(first));
        }
        let _ = window_event_listener(ev::focusin, |event| {
            if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                KEEPER.with(|keeper| keeper.came(element));
            }
        });
        let _ = window_event_listener(ev::focusout, |event| KEEPER.with(|keeper| keeper.left(&event)));
        let _ = window_event_listener(ev::keydown, |event| KEEPER.with(|keeper| keeper.tabs.set(event.key() == "Tab")));
        let _ = window_event_listener(ev::pointerdown, |_| KEEPER.with(|keeper| keeper.pressed.set(true)));
        let _ = window_event_listener(ev::pointerup, |_| KEEPER.with(|keeper| keeper.pressed.set(false)));
        let _ = window_event_listener(ev::pointercancel, |_| KEEPER.with(|keeper| keeper.pressed.set(false)));
        // A browser that cannot watch its page leaves the focus as it is.
        let _ = watch();
    });
}

/// A page has taken the place of another, and with that of the link that led here: its heading is read first.
pub fn arrive() {
    if has_nothing()
        && let Some(main) = main()
    {
        KEEPER.with(|keeper| keeper.give_to_page(&main));
    }
}

/// Whether what has the focus lies under this.
pub fn is_under(above: &Element) -> bool {
    let Some(active) = document().active_element() else { return false };
    let (above, under) = (above.get_bounding_client_rect(), active.get_bounding_client_rect());
    let beside = above.right() <= under.left() || under.right() <= above.left();
    !beside && above.top() < under.bottom() && under.top() < above.bottom()
}

fn watch() -> Option<()> {
    let changed = Closure::<dyn Fn()>::new(|| KEEPER.with(Keeper::plan));
    let observer = MutationObserver::new(changed.into_js_value().unchecked_ref()).ok()?;
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_subtree(true);
    what.set_attributes(true);
    what.set_attribute_filter(&js_sys::Array::of3(&"disabled".into(), &"hidden".into(), &"open".into()));
    observer.observe_with_options(document().body()?.as_ref(), &what).ok()
}

impl Keeper {
    fn came(&self, element: Element) {
        let around = std::iter::successors(Some(element), |element| element.parent_element());
        self.last.replace(around.collect());
    }

    /// Whoever clicks beside everything wants the focus nowhere.
    fn left(&self, event: &ev::FocusEvent) {
        let goes_nowhere = event.related_target().is_none() && document().has_focus().unwrap_or_default();
        match (goes_nowhere, self.pressed.get()) {
            (true, true) => drop(self.last.take()),
            (true, false) if self.tabs.get() => {}
            (true, false) => {
                self.dropped.set(true);
                self.plan();
            }
            (false, _) => {}
        }
    }

    /// Looks around once all is in place that follows from the change.
    fn plan(&self) {
        if !self.planned.replace(true) {
            set_timeout(|| KEEPER.with(Self::look), Duration::ZERO);
        }
    }

    fn look(&self) {
        self.planned.set(false);
        let active = document().active_element();
        if let Some(main) = active.as_ref().filter(|active| self.waits.get() && active.tag_name() == "MAIN") {
            self.give_to_page(main);
            return;
        }
        self.waits.set(false);
        let last = self.last.borrow().clone();
        let Some(element) = last.first() else { return };
        let has_it = active.as_ref() == Some(element);
        let dropped = self.dropped.take() && has_nothing();
        if dropped || is_gone(element) && (has_it || has_nothing()) {
            match last.iter().take_while(|element| is_gone(element)).find_map(drawn_anew) {
                Some(main) if main.tag_name() == "MAIN" => self.give_to_page(&main),
                Some(again) => focus(&again),
                None => self.give_near(last.iter().skip(1).find(|around| !is_gone(around))),
            }
        }
    }

    /// To the nearest part around this that has something to give it to.
    fn give_near(&self, around: Option<&Element>) {
        let mut part = around.and_then(|around| around.closest(PARTS).ok().flatten());
        while let Some(here) = part {
            if here.tag_name() == "MAIN" {
                return self.give_to_page(&here);
            }
            let row = || here.query_selector(ROW).ok().flatten();
            if let Some(home) = heading(&here).or_else(row) {
                return focus(&home);
            }
            part = here.parent_element().and_then(|around| around.closest(PARTS).ok().flatten());
        }
        if let Some(main) = main() {
            self.give_to_page(&main);
        }
    }

    fn give_to_page(&self, main: &Element) {
        let heading = main.query_selector("h1").ok().flatten();
        self.waits.set(heading.is_none());
        focus(heading.as_ref().unwrap_or(main));
    }
}

fn main() -> Option<Element> {
    document().query_selector("main").ok().flatten()
}

fn heading(part: &Element) -> Option<Element> {
    part.query_selector("h1, h2, h3, legend").ok().flatten().filter(|heading| !is_gone(heading))
}

/// What has the id now of an element that is gone. The attribute is asked for it: a form with a field that is called `id` gives that field
/// as its property.
fn drawn_anew(gone: &Element) -> Option<Element> {
    document().get_element_by_id(&gone.get_attribute("id")?).filter(|element| !is_gone(element))
}

fn has_nothing() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Whether it can no longer have the focus.
fn is_gone(element: &Element) -> bool {
    !element.is_connected()
        || element.matches(":disabled").unwrap_or_default()
        || element.get_client_rects().length() == 0
}

/// What is read rather than worked with takes the focus from a script alone; what is worked with stays within reach of Tab. The page
/// stays where it is, but for a row, which must be seen by whoever goes on from it.
fn focus(element: &Element) {
    let Some(element) = element.dyn_ref::<HtmlElement>() else { return };
    if element.tab_index() < 0 {
        // An attribute that the browser knows: it has no reason to refuse.
        let _ = element.set_attribute("tabindex", "-1");
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(!element.matches(ROW).unwrap_or_default());
    let _ = element.focus_with_options(&options);
}
