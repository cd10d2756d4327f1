//! Pages that the browser fetches when they are first opened: the first visit brings only what the first page needs.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{customers, imports, invitations, portal, session::pages, settings, templates, ui::Awake};

/// Makes of each page a part of its own, under the same name.
macro_rules! lazy {
    ($($page:ident = $component:path),* $(,)?) => {$(
        /// The page of this name, fetched apart.
        #[derive(Debug)]
        pub struct $page;

        #[lazy_route]
        impl LazyRoute for $page {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> AnyView {
                view! {
                    <Awake />
                    {$component()}
                }
                .into_any()
            }
        }
    )*};
}

lazy! {
    NewPage = customers::form::NewPage,
    EditPage = customers::form::EditPage,
    CardPage = customers::card::CardPage,
    ImportsPage = imports::ImportsPage,
    NewImportPage = imports::NewImportPage,
    ImportPage = imports::ImportPage,
    InvitePage = invitations::InvitePage,
    InviteManyPage = invitations::InviteManyPage,
    AnswerPage = invitations::AnswerPage,
    AccessPage = portal::AccessPage,
    AccessLinkPage = portal::AccessLinkPage,
    CompaniesPage = portal::CompaniesPage,
    CompanyPage = portal::CompanyPage,
    FirstRunPage = pages::FirstRunPage,
    ForgottenPasswordPage = pages::ForgottenPasswordPage,
    NewPasswordPage = pages::NewPasswordPage,
    JoinPage = pages::JoinPage,
    ProfilePage = pages::ProfilePage,
    SettingsPage = settings::SettingsPage,
    ProfileRightsPage = settings::ProfileRightsPage,
    TemplatesPage = templates::TemplatesPage,
    TemplateWizardPage = templates::TemplateWizardPage,
}
