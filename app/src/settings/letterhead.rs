//! How a firm is reached, for those who are not in it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    error::AppError,
    i18n::*,
    ui::{MailLink, PhoneLink, ProductName, late},
};

/// What stands below a firm's mails and on its customers' pages. All but the name may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    pub name: String,
    /// Where its logo is.
    pub logo: Option<String>,
    /// A line for each line of it.
    pub address: String,
    pub phone: String,
    pub email: String,
}

/// The firm with its address, telephone and e-mail address.
#[component]
pub fn FirmCard(letterhead: Letterhead) -> impl IntoView {
    let i18n = use_i18n();
    let Letterhead { name, address, phone, email, .. } = letterhead;
    view! {
        <address class="panel stack firm-card" aria-label=move || t_string!(i18n, settings.office.reached)>
            <strong>{name}</strong>
            {(!address.is_empty()).then(|| view! { <span class="lines">{address}</span> })}
            <PhoneLink number=phone />
            {(!email.is_empty()).then(|| view! { <MailLink email=email.clone() /> })}
        </address>
    }
}

/// At the top of a page for customers: their firm by its logo or its name. Where none is known it is the product.
#[component]
pub fn FirmHead<T>(
    /// What the page shows.
    shown: Resource<Result<T, AppError>>,
    /// Whose it is.
    firm: fn(T) -> Option<Letterhead>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    view! {
        <Suspense>
            {move || late(async move {
                match shown.await.ok().and_then(firm) {
                    Some(Letterhead { name, logo: Some(path), .. }) => {
                        view! { <img class="logo" src=path alt=name /> }.into_any()
                    }
                    Some(Letterhead { name, .. }) => view! { <span>{name}</span> }.into_any(),
                    None => view! { <ProductName /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// A page that a mail of the firm leads to: at the foot stands how it is reached.
#[component]
pub fn OfFirm(firm: Letterhead, children: Children) -> impl IntoView {
    view! {
        {children()}
        <FirmCard letterhead=firm />
    }
}
