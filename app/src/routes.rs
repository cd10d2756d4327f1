//! The pages: one line each.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{Outlet, ParentRoute, Redirect, Route, Router, Routes},
    path,
};
use leptos_use::UseLocalesOptions;

use crate::{
    customers::list::ListPage,
    i18n::I18nContextProvider,
    lazy,
    session::{Visitor, pages::SignInPage, request, use_visitor},
    ui,
};

/// The whole interface. A page is sent when all that it shows is known, so that it is whole without JavaScript too.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(RwSignal::new(SharedValue::new(request::visitor).into_inner()));
    let languages = UseLocalesOptions::default().ssr_lang_header_getter(request::languages);
    view! {
        <I18nContextProvider ssr_lang_header_getter=languages>
            <ui::Root>
            <Router>
                <Routes fallback=|| view! { <ui::NotFound /> }>
                    <Route path=path!("/aanmelden") view=|| view! { <ui::Awake /> <SignInPage /> } />
                    <Route path=path!("/aanmelden/code") view={Lazy::<lazy::SecondStepPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/aanmelden/passkey") view={Lazy::<lazy::PasskeyPage>::new()} />
                    <Route path=path!("/tweestaps") view={Lazy::<lazy::SetUpPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/tweestaps/codes") view={Lazy::<lazy::CodesPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/bevestigen") view={Lazy::<lazy::ConfirmPage>::new()} />
                    <Route path=path!("/begin") view={Lazy::<lazy::FirstRunPage>::new()} />
                    <Route path=path!("/wachtwoord") view={Lazy::<lazy::ForgottenPasswordPage>::new()} />
                    <Route path=path!("/wachtwoord/:token") view={Lazy::<lazy::NewPasswordPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/collega/:token") view={Lazy::<lazy::JoinPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/uitnodiging/:token") view={Lazy::<lazy::AnswerPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/toegang") view={Lazy::<lazy::AccessPage>::new()} />
                    <Route path=path!("/toegang/:token") view={Lazy::<lazy::AccessLinkPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/toestel/:token") view={Lazy::<lazy::NewDevicePage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/mijn-bedrijf") view={Lazy::<lazy::CompaniesPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/mijn-bedrijf/:id") view={Lazy::<lazy::CompanyPage>::new()} ssr=SsrMode::Async />
                    <ParentRoute path=path!("") view=Framed>
                        <Route path=path!("/") view=|| view! { <Redirect path="/klanten" /> } />
                        <Route path=path!("/klanten") view=|| view! { <ui::Awake /> <ListPage /> } ssr=SsrMode::Async />
                        <Route path=path!("/klanten/nieuw") view={Lazy::<lazy::NewPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/klanten/afdrukken") view={Lazy::<lazy::PrintPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/klanten/uitnodigen") view={Lazy::<lazy::InviteManyPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/klanten/:id/bewerken") view={Lazy::<lazy::EditPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/klanten/:id/uitnodigen") view={Lazy::<lazy::InvitePage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/klanten/:id/:tab?") view={Lazy::<lazy::CardPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/sjablonen") view={Lazy::<lazy::TemplatesPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/sjablonen/:id") view={Lazy::<lazy::TemplateWizardPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/imports") view={Lazy::<lazy::ImportsPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/imports/nieuw") view={Lazy::<lazy::NewImportPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/imports/:id") view={Lazy::<lazy::ImportPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/instellingen/:tab?") view={Lazy::<lazy::SettingsPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/instellingen/profielen/:id") view={Lazy::<lazy::ProfileRightsPage>::new()} ssr=SsrMode::Async />
                        <Route path=path!("/profiel") view={Lazy::<lazy::ProfilePage>::new()} ssr=SsrMode::Async />
                    </ParentRoute>
                    <Route path=path!("/*elsewhere") view=Elsewhere ssr=SsrMode::Async />
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

/// An address that is no page's. Who works here keeps the menu.
#[component]
fn Elsewhere() -> impl IntoView {
    let colleague = use_visitor().with_untracked(|visitor| matches!(visitor, Visitor::Colleague(_)));
    let page = || view! { <ui::NotFound /> };
    view! {
        <ui::Awake />
        {if colleague {
            view! { <ui::Frame>{page()}</ui::Frame> }.into_any()
        } else {
            view! { <ui::PlainFrame>{page()}</ui::PlainFrame> }.into_any()
        }}
    }
}
