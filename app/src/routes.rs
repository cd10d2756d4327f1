//! The pages: one line each.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Outlet, ParentRoute, Redirect, Route, Router, Routes},
    path,
};

use crate::{
    customers::{card::CardPage, form::{EditPage, NewPage}, list::ListPage},
    i18n::I18nContextProvider,
    imports::{ImportPage, ImportsPage, NewImportPage},
    invitations::{AnswerPage, InviteManyPage, InvitePage},
    portal::{AccessLinkPage, AccessPage, CompaniesPage, CompanyPage},
    session::{
        Visitor,
        pages::{FirstRunPage, ForgottenPasswordPage, JoinPage, NewPasswordPage, ProfilePage, SignInPage},
    },
    settings::{ProfileRightsPage, SettingsPage},
    templates::{TemplateWizardPage, TemplatesPage},
    ui,
};

/// The whole interface. A page is sent when all that it shows is known, so that it is whole without JavaScript too.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(StoredValue::new(SharedValue::new(visitor).into_inner()));
    view! {
        <I18nContextProvider>
            <ui::Root>
            <Router>
                <Routes fallback=|| view! { <ui::NotFound /> }>
                    <Route path=path!("/aanmelden") view=SignInPage />
                    <Route path=path!("/begin") view=FirstRunPage />
                    <Route path=path!("/wachtwoord") view=ForgottenPasswordPage />
                    <Route path=path!("/wachtwoord/:token") view=NewPasswordPage ssr=SsrMode::Async />
                    <Route path=path!("/collega/:token") view=JoinPage ssr=SsrMode::Async />
                    <Route path=path!("/uitnodiging/:token") view=AnswerPage ssr=SsrMode::Async />
                    <Route path=path!("/toegang") view=AccessPage />
                    <Route path=path!("/toegang/:token") view=AccessLinkPage />
                    <Route path=path!("/mijn-bedrijf") view=CompaniesPage ssr=SsrMode::Async />
                    <Route path=path!("/mijn-bedrijf/:id") view=CompanyPage ssr=SsrMode::Async />
                    <ParentRoute path=path!("") view=Framed>
                        <Route path=path!("/") view=|| view! { <Redirect path="/klanten" /> } />
                        <Route path=path!("/klanten") view=ListPage ssr=SsrMode::Async />
                        <Route path=path!("/klanten/nieuw") view=NewPage ssr=SsrMode::Async />
                        <Route path=path!("/klanten/uitnodigen") view=InviteManyPage ssr=SsrMode::Async />
                        <Route path=path!("/klanten/:id/bewerken") view=EditPage ssr=SsrMode::Async />
                        <Route path=path!("/klanten/:id/uitnodigen") view=InvitePage ssr=SsrMode::Async />
                        <Route path=path!("/klanten/:id/:tab?") view=CardPage ssr=SsrMode::Async />
                        <Route path=path!("/sjablonen") view=TemplatesPage ssr=SsrMode::Async />
                        <Route path=path!("/sjablonen/:id") view=TemplateWizardPage ssr=SsrMode::Async />
                        <Route path=path!("/imports") view=ImportsPage ssr=SsrMode::Async />
                        <Route path=path!("/imports/nieuw") view=NewImportPage ssr=SsrMode::Async />
                        <Route path=path!("/imports/:id") view=ImportPage ssr=SsrMode::Async />
                        <Route path=path!("/instellingen/:tab?") view=SettingsPage ssr=SsrMode::Async />
                        <Route path=path!("/instellingen/profielen/:id") view=ProfileRightsPage ssr=SsrMode::Async />
                        <Route path=path!("/profiel") view=ProfilePage ssr=SsrMode::Async />
                    </ParentRoute>
                </Routes>
            </Router>
            </ui::Root>
        </I18nContextProvider>
    }
}

/// The side menu around the page that the route names.
#[component]
fn Framed() -> impl IntoView {
    view! {
        <ui::Frame>
            <Outlet />
        </ui::Frame>
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
