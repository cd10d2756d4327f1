//! Keyboard and pointer in the list: one place listens for all rows, and finds the row by where the event came from.

use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement, Node},
};
use uuid::Uuid;

use super::choice::Choice;
use crate::ui::use_key;

/// What a row calls its customer.
pub const ID: &str = "data-customer";
const ROW: &str = "tr[data-customer]";
const BOX: &str = "tr[data-customer] input[type=checkbox]";

/// `/` goes to the search field. Where rows are chosen, what can be done with them lies over the field: they are chosen no longer.
pub fn use_slash(input: NodeRef<html::Input>, choice: Choice) {
    use_key("/", move || {
        let Some(input) = input.get_untracked() else { return };
        choice.clear();
        request_animation_frame(move || {
            let _ = input.focus();
            input.select();
        });
    });
}

/// Arrow down leads from the search field into the rows.
pub fn into_rows(event: &ev::KeyboardEvent) {
    if event.key() == "ArrowDown"
        && let Some(first) = document().query_selector(ROW).ok().flatten()
    {
        event.prevent_default();
        focus(&first);
    }
}

/// Goes on at the row of a customer whose card was looked at, unless somebody has begun something else.
pub fn return_to(id: Uuid) {
    let began = document().active_element().is_some_and(|active| !active.matches("body, main, h1").unwrap_or_default());
    if let Some(row) = document().query_selector(&format!("tr[{ID}='{id}']")).ok().flatten().filter(|_| !began) {
        focus(&row);
    }
}

/// What a person wants of a row.
pub enum RowAction {
    Open(Uuid),
    /// The chosen rows have changed.
    Chosen,
    /// No row is chosen any more.
    Nothing,
}

/// Arrows, Home and End move between the rows, Enter opens one, space chooses it, Escape chooses none. With Shift, what is moved over
/// is chosen too, and space chooses all from the row that was chosen last.
pub fn on_key(event: &ev::KeyboardEvent, anchor: StoredValue<Option<Uuid>>) -> Option<RowAction> {
    let row = row_of(event.as_ref())?;
    let rows = siblings(&row)?;
    let here = rows.iter().position(|other| *other == row)?;
    let is_row = target(event.as_ref()).is_some_and(|target| target == row);
    let (target, action) = match event.key().as_str() {
        "ArrowDown" => (rows.get(here + 1), None),
        "ArrowUp" => (here.checked_sub(1).and_then(|above| rows.get(above)), None),
        "Home" if is_row => (rows.first(), None),
        "End" if is_row => (rows.last(), None),
        "Enter" if is_row => (None, id_of(&row).map(RowAction::Open)),
        " " if is_row => {
            if event.shift_key() {
                choose_to(&row, true, anchor);
            } else {
                toggle(&row);
                anchor.set_value(id_of(&row));
            }
            (None, Some(RowAction::Chosen))
        }
        "Escape" if !chosen().is_empty() => (None, Some(RowAction::Nothing)),
        _ => return None,
    };
    event.prevent_default();
    let Some(target) = target else { return action };
    focus(target);
    (event.shift_key() && is_row).then(|| {
        anchor.set_value(id_of(&row));
        choose_to(target, true, anchor);
        RowAction::Chosen
    })
}

/// A click beside links and buttons chooses the row alone, with Ctrl beside others. With Shift it chooses all from the row that was
/// chosen last, and so does a click on a box.
pub fn on_click(event: &ev::MouseEvent, anchor: StoredValue<Option<Uuid>>) -> Option<RowAction> {
    if let Some(checkbox) = target(event.as_ref())?.dyn_ref::<HtmlInputElement>() {
        let row = row_of(event.as_ref())?;
        if event.shift_key() {
            choose_to(&row, checkbox.checked(), anchor);
        } else {
            anchor.set_value(id_of(&row));
        }
        return Some(RowAction::Chosen);
    }
    let row = plain_row(event)?;
    if event.shift_key() {
        choose_to(&row, true, anchor);
    } else if event.ctrl_key() || event.meta_key() {
        toggle(&row);
        anchor.set_value(id_of(&row));
    } else {
        anchor.set_value(id_of(&row));
        boxes().iter().for_each(|checkbox| checkbox.set_checked(row.contains(Some(checkbox))));
    }
    focus(&row);
    Some(RowAction::Chosen)
}

/// A double click beside links and buttons opens the card.
pub fn on_double_click(event: &ev::MouseEvent) -> Option<RowAction> {
    plain_row(event).and_then(|row| id_of(&row)).map(RowAction::Open)
}

/// The customers whose boxes are ticked.
pub fn chosen() -> Vec<Uuid> {
    boxes().iter().filter(|checkbox| checkbox.checked()).filter_map(|checkbox| checkbox.value().parse().ok()).collect()
}

/// Keeps a click with Shift from marking the text between.
pub fn select_no_text(event: &ev::MouseEvent) {
    if event.shift_key() && plain_row(event).is_some() {
        event.prevent_default();
    }
}

/// Unticks all boxes. Whoever is not in the rows goes to the first that was chosen.
pub fn choose_none() {
    let first = boxes().into_iter().find(HtmlInputElement::checked);
    choose_all(false);
    let is_in_rows =
        document().active_element().is_some_and(|active| active.closest(ROW).is_ok_and(|row| row.is_some()));
    if let Some(row) = first.and_then(|checkbox| checkbox.closest(ROW).ok().flatten()).filter(|_| !is_in_rows) {
        focus(&row);
    }
}

/// Ticks all boxes, or none.
pub fn choose_all(all: bool) {
    boxes().iter().for_each(|checkbox| checkbox.set_checked(all));
}

/// The customer of the row that an event came from.
pub fn customer_of(event: &ev::MouseEvent) -> Option<Uuid> {
    id_of(&row_of(event.as_ref())?)
}

fn plain_row(event: &ev::MouseEvent) -> Option<Element> {
    let within = target(event.as_ref())?.closest("a, button, input, label").ok().flatten();
    if within.is_some() { None } else { row_of(event.as_ref()) }
}

fn target(event: &ev::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn row_of(event: &ev::Event) -> Option<Element> {
    target(event)?.closest(ROW).ok().flatten()
}

fn id_of(row: &Element) -> Option<Uuid> {
    row.get_attribute(ID)?.parse().ok()
}

fn toggle(row: &Element) {
    check(row, box_of(row).is_some_and(|checkbox| !checkbox.checked()));
}

fn check(row: &Element, checked: bool) {
    if let Some(checkbox) = box_of(row) {
        checkbox.set_checked(checked);
    }
}

fn box_of(row: &Element) -> Option<HtmlInputElement> {
    row.query_selector("input[type=checkbox]").ok().flatten()?.dyn_into().ok()
}

/// Chooses all rows from the anchor to this one, or none of them; this one alone where there is no anchor.
fn choose_to(row: &Element, checked: bool, anchor: StoredValue<Option<Uuid>>) {
    let rows = siblings(row).unwrap_or_default();
    let place = |id: Option<Uuid>| rows.iter().position(|other| id.is_some() && id_of(other) == id);
    let Some(here) = place(id_of(row)) else { return };
    let from = place(anchor.get_value()).unwrap_or(here);
    rows[from.min(here)..=from.max(here)].iter().for_each(|row| check(row, checked));
    anchor.set_value(id_of(row));
}

fn siblings(row: &Element) -> Option<Vec<Element>> {
    let rows = row.parent_element()?.query_selector_all(ROW).ok()?;
    Some((0..rows.length()).filter_map(|index| rows.get(index)).filter_map(|node: Node| node.dyn_into().ok()).collect())
}

fn boxes() -> Vec<HtmlInputElement> {
    let Ok(found) = document().query_selector_all(BOX) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)).filter_map(|node: Node| node.dyn_into().ok()).collect()
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}
