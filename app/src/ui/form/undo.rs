//! The way back from what a plain form did. A hydrated page offers it in its message for some seconds; any other has a form for it
//! below the word that it was saved, once.

use leptos::{context::Provider, prelude::*};

use super::{
    came_back::{self, CameBack, Notice, OfForm, Why},
    post_form::{Hidden, named, of_page},
};
use crate::{
    i18n::*,
    ui::{Button, Kind},
};

/// The field by which a form says that it takes back what was done.
pub const UNDO: &str = "undo";

/// The form, where what was saved can be taken back. The browser sends it, also from a page that is hydrated.
#[component]
pub fn UndoForm() -> impl IntoView {
    came_back::undo_of_page().filter(|form| form.why == Why::Undo).map(form_of)
}

/// Says that it was not taken back, and why. Where its sender had to sign in first, the form is there again.
#[component]
pub fn UndoNotice() -> impl IntoView {
    came_back::undo_of_page().filter(|form| form.why != Why::Undo).map(|form| {
        let again = (form.why == Why::Waited).then(|| form_of(form.clone()));
        view! {
            <Provider value=OfForm::of(form)><Notice /></Provider>
            {again}
        }
    })
}

fn form_of(form: CameBack) -> impl IntoView {
    let i18n = use_i18n();
    let action = form.action().to_owned();
    let fields = named(of_page()).chain(form.texts).collect::<Vec<_>>();
    view! {
        <form class="unprinted" method="post" action=action novalidate>
            <Hidden fields />
            <Button kind=Kind::Quiet icon="rotate-ccw" submit=true>{t!(i18n, ui.undo)}</Button>
        </form>
    }
}
