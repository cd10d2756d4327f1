//! Pages that the browser fetches when one of their part is first opened: the first visit brings only what signing in and the
//! list need. Parts are few on purpose: what two of them share becomes a file of its own, for each combination.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::LazyRoute;

use crate::{
    customers, imports, invitations, portal,
    session::pages,
    settings, templates,
    ui::{Awake, network},
};

/// About how long a page is busy with itself after it came.
const A_MOMENT: Duration = Duration::from_millis(500);

/// Fetches the customer's part while somebody looks at the list and the browser has nothing else to do: a card opens at once then. Where
/// the connection is slow or metered, what may not be needed is not fetched.
pub fn fetch_customer_part() {
    Effect::new(|| {
        if !network::is_sparing() {
            let fetch = || spawn_local(CardPage::preload());
            // Not every browser tells when it is idle.
            if request_idle_callback_with_handle(fetch).is_err() {
                set_timeout(fetch, A_MOMENT);
            }
        }
    });
}

/// Makes a part that is fetched at once, and of each of its pages a route of the same name. `$preload` is the name that `lazy`
/// gives to fetching the part without showing it.
macro_rules! part {
    ($(#[$about:meta])* $part:ident, $preload:ident, $Pages:ident { $($Page:ident = $component:path),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug)]
        #[expect(clippy::enum_variant_names, reason = "they are the pages' own names")]
        enum $Pages {
            $($Page),*
        }

        #[lazy]
        fn $part(page: $Pages) -> AnyView {
            let page = match page {
                $($Pages::$Page => $component().into_any()),*
            };
            view! {
                <Awake />
                {page}
            }
            .into_any()
        }

        $(
            /// The page of this name, fetched with its part.
            #[derive(Debug)]
            pub struct $Page;

            impl LazyRoute for $Page {
                fn data() -> Self {
                    Self
                }

                async fn view(_this: Self) -> AnyView {
                    $part($Pages::$Page).await
                }

                async fn preload() {
                    #[cfg(target_arch = "wasm32")]
                    $preload().await;
                }
            }
        )*
    };
}

part! {
    /// One customer: added, seen, changed, invited.
    customer_part, __preload_customer_part, CustomerPages {
        NewPage = customers::form::NewPage,
        EditPage = customers::form::EditPage,
        CardPage = customers::card::CardPage,
        InvitePage = invitations::InvitePage,
        InviteManyPage = invitations::InviteManyPage,
        PrintPage = customers::list::PrintPage,
    }
}

part! {
    /// What the office sets up, and its bulk files.
    office_part, __preload_office_part, OfficePages {
        ImportsPage = imports::ImportsPage,
        NewImportPage = imports::NewImportPage,
        ImportPage = imports::ImportPage,
        ProfilePage = pages::ProfilePage,
        SettingsPage = settings::SettingsPage,
        ProfileRightsPage = settings::ProfileRightsPage,
        TemplatesPage = templates::TemplatesPage,
        TemplateWizardPage = templates::TemplateWizardPage,
    }
}

part! {
    /// Who follows a link from a mail, and the customer's own pages.
    visitor_part, __preload_visitor_part, VisitorPages {
        AnswerPage = invitations::AnswerPage,
        AccessPage = portal::AccessPage,
        AccessLinkPage = portal::AccessLinkPage,
        CompaniesPage = portal::CompaniesPage,
        CompanyPage = portal::CompanyPage,
        FirstRunPage = pages::FirstRunPage,
        ForgottenPasswordPage = pages::ForgottenPasswordPage,
        NewPasswordPage = pages::NewPasswordPage,
        JoinPage = pages::JoinPage,
        NewDevicePage = pages::NewDevicePage,
        SecondStepPage = pages::SecondStepPage,
        PasskeyPage = pages::PasskeyPage,
        SetUpPage = pages::SetUpPage,
        CodesPage = pages::CodesPage,
        ConfirmPage = pages::ConfirmPage,
    }
}
