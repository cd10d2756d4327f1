//! How a firm is reached, for those who are not in it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    i18n::*,
    ui::{MailLink, PhoneLink},
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

/// The lines of a firm's address, and its telephone, as far as they are known.
pub fn reached(address: &str, phone: &str) -> Vec<String> {
    address.lines().chain([phone]).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The firm with its address, telephone and e-mail address.
#[component]
pub fn FirmCard(letterhead: Letterhead) -> impl IntoView {
    let i18n = use_i18n();
    let Letterhead { name, logo, address, phone, email } = letterhead;
    view! {
        <address class="panel stack firm-card" aria-label=move || t_string!(i18n, settings.office.reached)>
            {logo.map(|path| view! { <img class="logo" src=path alt="" /> })}
            <strong>{name}</strong>
            {(!address.is_empty()).then(|| view! { <span class="lines">{address}</span> })}
            <PhoneLink number=phone />
            {(!email.is_empty()).then(|| view! { <MailLink email=email.clone() /> })}
        </address>
    }
}

/// A page that a mail of the firm leads to: its logo at the top, and at the foot how it is reached.
#[component]
pub fn OfFirm(firm: Letterhead, children: Children) -> impl IntoView {
    let logo = firm.logo.clone().map(|path| view! { <img class="logo" src=path alt="" /> });
    view! {
        {logo}
        {children()}
        <FirmCard letterhead=Letterhead { logo: None, ..firm } />
    }
}
