//! A list whose rows somebody puts in order: by two buttons, which send the form before hydration, or by dragging.

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{Button, Icon, Kind};
use crate::i18n::*;

/// What is shown of a row.
pub struct ArrangedRow {
    pub words: AnyView,
    /// What stands before the buttons that move it.
    pub controls: AnyView,
    /// What these are called.
    pub up: Signal<String>,
    pub down: Signal<String>,
}

/// The rows. By pointer a whole row is dragged.
#[component]
pub fn Arranged<T: Clone + Send + Sync + 'static>(
    rows: RwSignal<Vec<T>>,
    /// By which a row is known.
    key: fn(&T) -> String,
    shown: fn(T, RwSignal<Vec<T>>) -> ArrangedRow,
) -> impl IntoView {
    let dragged = RwSignal::new(None::<String>);
    let row = move |row: T| {
        let own = StoredValue::new(key(&row));
        let is_own = move |other: &str| own.with_value(|own| own == other);
        let ArrangedRow { words, controls, up, down } = shown(row, rows);
        let begin = move |event: ev::PointerEvent| {
            if !is_control(&event) {
                dragged.set(Some(own.get_value()));
            }
        };
        let enter = move |_: ev::PointerEvent| {
            if let Some(dragged) = dragged.get_untracked().filter(|dragged| !is_own(dragged)) {
                rows.update(|rows| put_at(rows, |one| key(one) == dragged, |one| is_own(&key(one))));
            }
        };
        let on_move = Callback::new(move |to_front: bool| {
            rows.update(|rows| shift(rows, |one| is_own(&key(one)), to_front));
        });
        view! {
            <li
                class="record"
                class:dragged=move || dragged.read().as_deref().is_some_and(is_own)
                on:pointerdown=begin
                on:pointerenter=enter
            >
                <div>{words}</div>
                <div class="row">
                    {controls}
                    <MoveButton key=own.get_value() to_front=true label=up on_move />
                    <MoveButton key=own.get_value() to_front=false label=down on_move />
                </div>
            </li>
        }
    };
    view! {
        <ol
            class="records arranged"
            on:pointerup=move |_| dragged.set(None)
            on:pointerleave=move |_| dragged.set(None)
        >
            <For each=move || rows.get() key=key children=row />
        </ol>
    }
}

/// Whether a pointer is put down on what has a use of its own.
fn is_control(event: &ev::PointerEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest("input, button").is_ok_and(|control| control.is_some()))
}

/// The foot of their form: one button restores the rows as they come, the other saves.
#[component]
pub fn ArrangedFoot(
    class: &'static str,
    /// What the first one is called.
    #[prop(into)]
    reset: Signal<String>,
    /// What a hydrated page does when it is pressed.
    on_reset: Callback<()>,
    #[prop(into)] pending: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let press = move |event: ev::MouseEvent| {
        event.prevent_default();
        on_reset.run(());
    };
    view! {
        <div class=class>
            <button type="submit" name="reset" value="ja" class="button quiet" on:click=press>
                <span class="button-text">{reset}</span>
            </button>
            <Button kind=Kind::Primary submit=true pending>
                {t!(i18n, ui.save)}
            </Button>
        </div>
    }
}

/// Moves an item one place further to the front, or to the back. Where it is the last already, it stays.
pub fn shift<T>(items: &mut [T], is_it: impl Fn(&T) -> bool, to_front: bool) {
    let Some(at) = items.iter().position(is_it) else { return };
    let to = if to_front { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < items.len()) };
    if let Some(to) = to {
        items.swap(at, to);
    }
}

/// Puts an item in the place of another.
fn put_at<T>(items: &mut Vec<T>, is_it: impl Fn(&T) -> bool, is_place: impl Fn(&T) -> bool) {
    if let (Some(from), Some(to)) = (items.iter().position(is_it), items.iter().position(is_place)) {
        let item = items.remove(from);
        items.insert(to, item);
    }
}

/// One of the two buttons that move a row: a form is sent with `move` and `up key` or `down key`.
#[component]
fn MoveButton(
    /// Of the row, which no other has.
    key: String,
    to_front: bool,
    #[prop(into)] label: Signal<String>,
    /// What a hydrated page does instead.
    on_move: Callback<bool>,
) -> impl IntoView {
    let way = if to_front { "up" } else { "down" };
    let id = format!("move-{way}-{key}");
    let value = format!("{way} {key}");
    let button = id.clone();
    let press = move |event: ev::MouseEvent| {
        event.prevent_default();
        on_move.run(to_front);
        // A row that moves in the page loses the focus.
        let button = button.clone();
        request_animation_frame(move || give_focus(&button));
    };
    view! {
        <button
            type="submit"
            id=id
            name="move"
            value=value
            class="button quiet icon-only"
            aria-label=move || label.get()
            title=move || label.get()
            on:click=press
        >
            <Icon name=if to_front { "chevron-up" } else { "chevron-down" } />
        </button>
    }
}

fn give_focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // It fails on nothing that can have the focus.
        let _ = element.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_moves_by_one_place_and_not_over_the_end() {
        for (item, to_front, expected) in
            [("c", true, "acbd"), ("b", false, "acbd"), ("a", true, "abcd"), ("d", false, "abcd"), ("x", true, "abcd")]
        {
            let mut items = ["a", "b", "c", "d"];
            shift(&mut items, |other| *other == item, to_front);
            assert_eq!(items.concat(), expected, "{item}");
        }
    }

    #[test]
    fn an_item_is_put_in_the_place_of_another() {
        for (item, place, expected) in
            [("d", "a", "dabc"), ("a", "c", "bcad"), ("a", "a", "abcd"), ("a", "x", "abcd"), ("x", "a", "abcd")]
        {
            let mut items = vec!["a", "b", "c", "d"];
            put_at(&mut items, |other| *other == item, |other| *other == place);
            assert_eq!(items.concat(), expected, "{item} at {place}");
        }
    }
}
