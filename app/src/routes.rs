//! The pages: one line each.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Outlet, ParentRoute, Redirect, Route, Router, Routes},
    path,
};
use leptos_use::UseLocalesOptions;

use crate::{
    customers::list::ListPage,
    i18n::I18nContextProvider,
    keys::KeysDialog,
    lazy::{CustomerPage, EntrancePage, OfficePage, VisitorPage},
    session::request,
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
                    <Route path=path!("/aanmelden") view=EntrancePage::SignIn />
                    <Route path=path!("/aanmelden/code") view=VisitorPage::SecondStep ssr=SsrMode::Async />
                    <Route path=path!("/aanmelden/passkey") view=VisitorPage::Passkey />
                    <Route path=path!("/tweestaps") view=VisitorPage::SetUp ssr=SsrMode::Async />
                    <Route path=path!("/tweestaps/codes") view=VisitorPage::Codes ssr=SsrMode::Async />
                    <Route path=path!("/bevestigen") view=VisitorPage::Confirm />
                    <Route path=path!("/begin") view=VisitorPage::FirstRun />
                    <Route path=path!("/wachtwoord") view=VisitorPage::ForgottenPassword />
                    <Route path=path!("/wachtwoord/:token") view=VisitorPage::NewPassword ssr=SsrMode::Async />
                    <Route path=path!("/collega/:token") view=VisitorPage::Join ssr=SsrMode::Async />
                    <Route path=path!("/uitnodiging/:token") view=VisitorPage::Answer ssr=SsrMode::Async />
                    <Route path=path!("/toegang") view=VisitorPage::Access />
                    <Route path=path!("/toegang/:token") view=VisitorPage::AccessLink ssr=SsrMode::Async />
                    <Route path=path!("/toestel/:token") view=VisitorPage::NewDevice ssr=SsrMode::Async />
                    <Route path=path!("/mijn-bedrijf") view=VisitorPage::Companies ssr=SsrMode::Async />
                    <Route path=path!("/mijn-bedrijf/:id") view=VisitorPage::Company ssr=SsrMode::Async />
                    <ParentRoute path=path!("") view=Framed>
                        <Route path=path!("/") view=|| view! { <Redirect path="/klanten" /> } />
                        <Route path=path!("/klanten") view=|| view! { <ui::Hydrated /> <ListPage /> } ssr=SsrMode::Async />
                        <Route path=path!("/klanten/nieuw") view=CustomerPage::New ssr=SsrMode::Async />
                        <Route path=path!("/klanten/afdrukken") view=CustomerPage::Print ssr=SsrMode::Async />
                        <Route path=path!("/klanten/vensterinstellingen") view=CustomerPage::Arrange ssr=SsrMode::Async />
                        <Route path=path!("/klanten/uitnodigen") view=CustomerPage::InviteMany ssr=SsrMode::Async />
                        <Route path=path!("/klanten/:id/bewerken") view=CustomerPage::Edit ssr=SsrMode::Async />
                        <Route path=path!("/klanten/:id/uitnodigen") view=CustomerPage::Invite ssr=SsrMode::Async />
                        <Route path=path!("/klanten/:id/:tab?") view=CustomerPage::Card ssr=SsrMode::Async />
                        <Route path=path!("/sjablonen") view=OfficePage::Templates ssr=SsrMode::Async />
                        <Route path=path!("/sjablonen/:id") view=OfficePage::TemplateWizard ssr=SsrMode::Async />
                        <Route path=path!("/imports") view=OfficePage::Imports ssr=SsrMode::Async />
                        <Route path=path!("/imports/nieuw") view=OfficePage::NewImport ssr=SsrMode::Async />
                        <Route path=path!("/imports/:id") view=OfficePage::Import ssr=SsrMode::Async />
                        <Route path=path!("/instellingen/:tab?") view=OfficePage::Settings ssr=SsrMode::Async />
                        <Route path=path!("/instellingen/profielen/:id") view=OfficePage::ProfileRights ssr=SsrMode::Async />
                        <Route path=path!("/instellingen/velden/:id/soort") view=OfficePage::OwnFieldKind ssr=SsrMode::Async />
                        <Route path=path!("/toetsen") view=CustomerPage::Keys />
                        <Route path=path!("/profiel") view=OfficePage::Profile ssr=SsrMode::Async />
                    </ParentRoute>
                    <Route path=path!("/*elsewhere") view=EntrancePage::Elsewhere ssr=SsrMode::Async />
                </Routes>
            </Router>
            </ui::Root>
        </I18nContextProvider>
    }
}

/// The side menu around the page that the route names, and the keys on top of both.
#[component]
fn Framed() -> impl IntoView {
    view! {
        <ui::Frame>
            <Outlet />
        </ui::Frame>
        <KeysDialog />
    }
}
