//! Pages that the browser fetches when one of their part is first opened: the first visit brings only what signing in and the
//! list need. Parts are few on purpose: what two of them share becomes a file of its own, for each combination.

use std::time::Duration;

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};
use leptos_router::LazyRoute;

use crate::{
    customers,
    error::AppError,
    i18n::*,
    imports, invitations, portal,
    session::pages,
    settings, templates,
    ui::{self, Awake, ErrorState, TabTitle, network},
};

/// About how long a page is busy with itself after it came.
const A_MOMENT: Duration = Duration::from_millis(500);

/// Fetches the customer's part while somebody looks at the list and the browser has nothing else to do: a card opens at once then. Where
/// the connection is slow or metered, what may not be needed is not fetched.
pub fn fetch_customer_part() {
    Effect::new(|| {
        if !network::is_sparing() {
            let fetch = || spawn_local(CardPage::preload());
            let when_idle = move || {
                // Not every browser tells when it is idle.
                if request_idle_callback_with_handle(fetch).is_err() {
                    fetch();
                }
            };
            set_timeout(when_idle, A_MOMENT);
        }
    });
}

/// A part that the browser asked for did not arrive: the connection is gone, or a newer version of Kantoor no longer has it.
struct NotFetched(String);

impl From<SplitLoaderError> for NotFetched {
    fn from(error: SplitLoaderError) -> Self {
        Self(error.to_string())
    }
}

impl NotFetched {
    /// Says so, with a way to try again.
    fn page(self) -> AnyView {
        view! { <Missing error=self.0 /> }.into_any()
    }
}

#[component]
fn Missing(error: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TabTitle title=Signal::derive(move || t_string!(i18n, ui.state.error).to_owned()) />
        <ErrorState error=AppError::Connection(error) />
    }
}

/// Makes a part that is fetched at once, and of each of its pages a route of the same name. `$preload` fetches the part without showing
/// it.
macro_rules! part {
    ($(#[$about:meta])* $part:ident, $preload:ident, $Pages:ident { $($Page:ident = $component:path),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug)]
        #[expect(clippy::enum_variant_names, reason = "they are the pages' own names")]
        enum $Pages {
            $($Page),*
        }

        #[wasm_split($part, wasm_split_path = ::leptos::wasm_split, preload($preload), fallible)]
        fn $part(page: $Pages) -> Result<AnyView, NotFetched> {
            let page = match page {
                $($Pages::$Page => $component().into_any()),*
            };
            let page = view! {
                <Awake />
                {page}
            };
            Ok(page.into_any())
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
                    match $part($Pages::$Page).await {
                        Ok(page) => page,
                        Err(missing) => missing.page(),
                    }
                }

                /// What does not arrive now is asked for again when it is shown. A page that the server sent whole stays as it is then.
                async fn preload() {
                    if $preload().await.is_err() && !ui::is_hydrated() {
                        ui::never_hydrate().await;
                    }
                }
            }
        )*
    };
}

part! {
    /// One customer: added, seen, changed, invited.
    customer_part, preload_customer_part, CustomerPages {
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
    office_part, preload_office_part, OfficePages {
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
    visitor_part, preload_visitor_part, VisitorPages {
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
