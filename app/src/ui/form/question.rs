//! The question before something is done, in the page: a page that is not hydrated has no dialog to ask it in.

use leptos::prelude::*;

use super::{PostForm, WayBack};
use crate::ui::{Button, Kind};

/// The field by which a form says that its question was answered.
pub const CONFIRMED: &str = "confirmed";

/// The question, with the form that does it and the way back to the page without the question.
#[component]
pub fn Question(
    #[prop(into)] title: Signal<String>,
    /// The function that does it, and what goes along.
    action: &'static str,
    along: Vec<(&'static str, String)>,
    /// What the button says.
    #[prop(into)]
    verb: Signal<String>,
    /// It cannot be undone.
    #[prop(optional)]
    danger: bool,
    /// It stands below the title of the page, not in a section with a title of its own.
    #[prop(optional)]
    below_title: bool,
    #[prop(into)] back: String,
    #[prop(into, optional)] pending: Signal<bool>,
    /// What a hydrated page does.
    on_confirm: Callback<()>,
    /// What is answered beside yes or no.
    #[prop(optional, into)]
    fields: ViewFn,
    children: Children,
) -> impl IntoView {
    let kind = if danger { Kind::Danger } else { Kind::Primary };
    let along = [along, vec![(CONFIRMED, "true".to_owned())]].concat();
    view! {
        <div class="panel stack unprinted">
            {if below_title { view! { <h2>{title}</h2> }.into_any() } else { view! { <h3>{title}</h3> }.into_any() }}
            {children()}
            <PostForm action along send=move || on_confirm.run(())>
                {fields.run()}
                <div class="form-foot">
                    <WayBack href=back />
                    <Button kind submit=true pending>{verb}</Button>
                </div>
            </PostForm>
        </div>
    }
}
