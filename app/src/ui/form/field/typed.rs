//! Keeps a signal and an input alike, in both directions.

use leptos::{
    html::ElementType,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlInputElement, HtmlTextAreaElement},
};

/// An element that somebody types a text in.
pub trait Typing {
    fn text(&self) -> String;
    fn show(&self, text: &str);
}

impl Typing for HtmlInputElement {
    fn text(&self) -> String {
        self.value()
    }
    fn show(&self, text: &str) {
        self.set_value(text);
    }
}

impl Typing for HtmlTextAreaElement {
    fn text(&self) -> String {
        self.value()
    }
    fn show(&self, text: &str) {
        self.set_value(text);
    }
}

/// Follows the signal with an element that somebody types in.
pub fn follow_typing<E>(value: RwSignal<String>, element: NodeRef<E>)
where
    E: ElementType + 'static,
    E::Output: Typing + JsCast + Clone + 'static,
{
    follow(
        value,
        move || element.get().map(|element| element.text()),
        move |text| {
            if let Some(element) = element.get_untracked() {
                element.show(text);
            }
        },
    );
}

/// Follows the signal with the input. What somebody typed before hydration wins over what the server sent.
pub fn follow<T>(value: RwSignal<T>, read: impl Fn() -> Option<T> + 'static, write: impl Fn(&T) + 'static)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let sent = value.get_untracked();
    Effect::new(move |woken: Option<()>| {
        let wanted = value.get();
        let Some(shown) = read() else { return };
        if woken.is_none() && shown != sent {
            value.set(shown);
        } else if shown != wanted {
            write(&wanted);
        }
    });
}
