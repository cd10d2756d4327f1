//! Pages that the browser fetches when one of their part is first opened: the first visit brings only what the list needs. Parts are few on purpose: what two of them share becomes a file of its own, for each combination.

use std::time::Duration;

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};
use leptos_router::ChooseView;

use crate::{
    customers::{
        self,
        list::{ArrangeForm, address::ListQuery, layout::Layout},
    },
    error::AppError,
    i18n::*,
    imports, invitations,
    keys::{self, Keys},
    portal,
    session::pages,
    settings, templates,
    ui::{self, ErrorState, Hydrated, TabTitle, network},
};

/// About how long a page is busy with itself after it came.
const A_MOMENT: Duration = Duration::from_millis(500);

/// Fetches the customer's part while somebody looks at the list and the browser has nothing else to do: a card opens at once then. Where
/// the connection is slow or metered, what may not be needed is not fetched.
pub fn fetch_customer_part() {
    Effect::new(|| {
        if !network::is_sparing() {
            let fetch = || {
                spawn_local(async {
                    // What does not arrive now is asked for again when a card is opened.
                    let _ = preload_customer_part().await;
                });
            };
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

/// Fetches the form that [`arrange_form`] shows. What does not arrive now is asked for again when it is shown.
pub async fn fetch_arrange_form() {
    let _ = preload_customer_part().await;
}

/// The form of the list's window settings, which few open: it comes with the customer's part.
pub async fn arrange_form(query: Memo<ListQuery>, layout: Layout, done: Callback<()>) -> AnyView {
    arrange_form_of_part(query, layout, done)
        .await
        .unwrap_or_else(|missing| view! { <ErrorState error=missing.error() /> }.into_any())
}

#[wasm_split(customer_part, wasm_split_path = ::leptos::wasm_split, fallible)]
fn arrange_form_of_part(query: Memo<ListQuery>, layout: Layout, done: Callback<()>) -> Result<AnyView, NotFetched> {
    Ok(view! { <ArrangeForm query layout foot="dialog-foot" done /> }.into_any())
}

/// Fetches what [`keys`] shows.
pub async fn fetch_keys() {
    let _ = preload_customer_part().await;
}

/// Which keys there are: few ask for them, and they come with the customer's part.
pub async fn keys() -> AnyView {
    keys_of_part().await.unwrap_or_else(|missing| view! { <ErrorState error=missing.error() /> }.into_any())
}

#[wasm_split(customer_part, wasm_split_path = ::leptos::wasm_split, fallible)]
fn keys_of_part() -> Result<AnyView, NotFetched> {
    Ok(view! { <Keys /> }.into_any())
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
        view! { <Missing error=self.error() /> }.into_any()
    }

    fn error(self) -> AppError {
        AppError::Connection(self.0)
    }
}

#[component]
fn Missing(error: AppError) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TabTitle title=Signal::derive(move || t_string!(i18n, ui.state.error).to_owned()) />
        <ErrorState error />
    }
}

/// Makes a part that is fetched at once, and its pages as what a route shows. `$preload` fetches the part without showing any.
macro_rules! part {
    ($(#[$about:meta])* $part:ident, $preload:ident, $Page:ident { $($Name:ident = $component:path),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug)]
        pub enum $Page {
            $($Name),*
        }

        #[wasm_split($part, wasm_split_path = ::leptos::wasm_split, preload($preload), fallible)]
        fn $part(page: $Page) -> Result<AnyView, NotFetched> {
            let page = match page {
                $($Page::$Name => $component().into_any()),*
            };
            let page = view! {
                <Hydrated />
                {page}
            };
            Ok(page.into_any())
        }

        impl ChooseView for $Page {
            async fn choose(self) -> AnyView {
                match $part(self).await {
                    Ok(page) => page,
                    Err(missing) => missing.page(),
                }
            }

            /// What does not arrive now is asked for again when it is shown. A page that the server sent whole stays as it is then.
            async fn preload(&self) {
                if $preload().await.is_err() && !ui::is_hydrated() {
                    ui::never_hydrate().await;
                }
            }
        }
    };
}

part! {
    /// Where one signs in, and what stands at an address that is no page's.
    entrance_part, preload_entrance_part, EntrancePage {
        SignIn = pages::SignInPage,
        Elsewhere = pages::ElsewherePage,
    }
}

part! {
    /// One customer: added, seen, changed, invited. What is asked for beside the list comes with it.
    customer_part, preload_customer_part, CustomerPage {
        New = customers::form::NewPage,
        Edit = customers::form::EditPage,
        Card = customers::card::CardPage,
        Invite = invitations::InvitePage,
        InviteMany = invitations::InviteManyPage,
        Print = customers::list::PrintPage,
        Arrange = customers::list::ArrangePage,
        Keys = keys::KeysPage,
    }
}

part! {
    /// What the office sets up, and its bulk files.
    office_part, preload_office_part, OfficePage {
        Imports = imports::ImportsPage,
        NewImport = imports::NewImportPage,
        Import = imports::ImportPage,
        Profile = pages::ProfilePage,
        Settings = settings::SettingsPage,
        ProfileRights = settings::ProfileRightsPage,
        OwnFieldKind = settings::OwnFieldKindPage,
        Templates = templates::TemplatesPage,
        TemplateWizard = templates::TemplateWizardPage,
    }
}

part! {
    /// Who follows a link from a mail, and the customer's own pages.
    visitor_part, preload_visitor_part, VisitorPage {
        Answer = invitations::AnswerPage,
        Access = portal::AccessPage,
        AccessLink = portal::AccessLinkPage,
        Companies = portal::CompaniesPage,
        Company = portal::CompanyPage,
        FirstRun = pages::FirstRunPage,
        ForgottenPassword = pages::ForgottenPasswordPage,
        NewPassword = pages::NewPasswordPage,
        Join = pages::JoinPage,
        NewDevice = pages::NewDevicePage,
        SecondStep = pages::SecondStepPage,
        Passkey = pages::PasskeyPage,
        SetUp = pages::SetUpPage,
        Codes = pages::CodesPage,
        Confirm = pages::ConfirmPage,
    }
}
