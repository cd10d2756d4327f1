//! A form with its button.

use leptos::prelude::*;

use super::{ErrorSummary, PostForm, Summary};
use crate::{
    i18n::*,
    ui::{Button, Kind},
};

/// A form with *Opslaan* at its foot, but for who may only read it.
#[component]
pub fn SaveForm(
    /// The function that takes it as a plain form, and what goes along unseen.
    plain: &'static str,
    #[prop(optional)] along: Vec<(&'static str, String)>,
    save: impl Fn() + 'static,
    #[prop(into)] pending: Signal<bool>,
    #[prop(optional)] readonly: bool,
    /// Instead of *Opslaan*, where that is not the first thing to do on its page.
    #[prop(optional, into)]
    action: Option<Signal<String>>,
    /// Lists above the fields what is wrong with them, where there are more than two.
    #[prop(optional, into)]
    summary: Option<Summary>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let kind = if action.is_some() { Kind::Secondary } else { Kind::Primary };
    let words = move || action.map_or_else(|| t_string!(i18n, ui.save).to_owned(), |action| action.get());
    view! {
        <PostForm action=plain along send=save>
            {summary.map(|summary| view! { <ErrorSummary summary /> })}
            {children()}
            {(!readonly)
                .then(|| {
                    view! {
                        <div class="form-foot">
                            <Button kind submit=true pending>
                                {words}
                            </Button>
                        </div>
                    }
                })}
        </PostForm>
    }
}
