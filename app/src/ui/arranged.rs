//! A list whose rows somebody puts in order: by two buttons, which send the form before hydration, or by dragging.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::Icon;

/// Moves an item one place further to the front, or to the back. Where it is the last already, it stays.
pub fn shift<T>(items: &mut [T], is_it: impl Fn(&T) -> bool, to_front: bool) {
    let Some(at) = items.iter().position(is_it) else { return };
    let to = if to_front { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < items.len()) };
    if let Some(to) = to {
        items.swap(at, to);
    }
}

/// Puts an item in the place of another.
pub fn put_at<T>(items: &mut Vec<T>, is_it: impl Fn(&T) -> bool, is_place: impl Fn(&T) -> bool) {
    if let (Some(from), Some(to)) = (items.iter().position(is_it), items.iter().position(is_place)) {
        let item = items.remove(from);
        items.insert(to, item);
    }
}

/// One of the two buttons that move a row: a form is sent with `move` and `up key` or `down key`.
#[component]
pub fn MoveButton(
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
