//! The pages: one line each.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

use crate::{i18n::*, session::Visitor, ui};

/// The whole interface.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let visitor = SharedValue::new(visitor).into_inner();
    provide_context(StoredValue::new(visitor));
    view! {
        <I18nContextProvider>
            <Router>
                <Routes fallback=|| view! { <ui::NotFound /> }>
                    <Route path=path!("/") view=|| view! { <p>{t!(use_i18n(), ui.title)}</p> } />
                </Routes>
            </Router>
        </I18nContextProvider>
    }
}

#[cfg(feature = "ssr")]
fn visitor() -> Visitor {
    crate::session::request::visitor()
}

#[cfg(not(feature = "ssr"))]
fn visitor() -> Visitor {
    Visitor::Nobody
}
