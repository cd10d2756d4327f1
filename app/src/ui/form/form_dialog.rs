//! A form in a dialog.

use leptos::prelude::*;

use super::{ErrorSummary, PostForm, Summary, WayBack};
use crate::{
    i18n::*,
    ui::{Button, Dialog, Kind},
};

/// A dialog in which something is filled in; or the same in the page, where its address asks for that.
#[component]
pub fn FormDialog(
    open: RwSignal<bool>,
    /// The function that takes it as a plain form, and what goes along unseen.
    plain: &'static str,
    #[prop(optional)] along: Vec<(&'static str, String)>,
    #[prop(into)] title: Signal<String>,
    /// What the button that sends it says.
    #[prop(into)]
    action: Signal<String>,
    #[prop(into)] pending: Signal<bool>,
    save: impl Fn() + Copy + Send + Sync + 'static,
    /// Lists above the fields what is wrong with them, where there are more than two.
    #[prop(optional, into)]
    summary: Option<Summary>,
    /// In the page: the address without it.
    #[prop(optional_no_strip)]
    back: Option<String>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let listed = move || summary.map(|summary| view! { <ErrorSummary summary /> });
    if let Some(back) = back {
        return view! {
            <section class="panel stack" aria-label=title>
                <h2>{title}</h2>
                <PostForm action=plain along send=save>
                    {listed()}
                    {children()}
                    <div class="form-foot">
                        <WayBack href=back />
                        <Button kind=Kind::Primary submit=true pending>{action}</Button>
                    </div>
                </PostForm>
            </section>
        }
        .into_any();
    }
    let form_id = plain.rsplit('/').next().unwrap_or_default();
    let foot = move || {
        view! {
            <Button on_click=move |_| open.set(false)>{t!(i18n, ui.cancel)}</Button>
            <Button kind=Kind::Primary submit=true form=form_id pending>
                {action}
            </Button>
        }
    };
    view! {
        <Dialog open title foot>
            <PostForm action=plain form_id along send=save>
                {listed()}
                {children()}
            </PostForm>
        </Dialog>
    }
    .into_any()
}

/// Opens as soon as it is drawn; the question is withdrawn when it closes.
pub fn opened(done: Callback<()>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        match before {
            None => open.set(true),
            Some(true) if !now => done.run(()),
            _ => {}
        }
        now
    });
    open
}
