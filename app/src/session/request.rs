//! The visitor of the request that is being answered. The router has looked it up; every server function starts here.

use std::net::IpAddr;

use axum::http::{header, request::Parts};
use axum_extra::extract::CookieJar;
use domain::{
    Device,
    permissions::{Area, Level},
};
use leptos::prelude::use_context;

use super::{PortalViewer, Viewer, Visitor, address, confirm, cookie, queries::Holder};
use crate::{
    clock,
    context::AppContext,
    error::{AppError, Refusal},
};

/// Who asks.
pub fn visitor() -> Visitor {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<Visitor>().cloned()).unwrap_or_default()
}

/// The colleague who asks, or `Unauthenticated`.
pub fn viewer() -> Result<Viewer, AppError> {
    match visitor() {
        Visitor::Colleague(viewer) => Ok(*viewer),
        Visitor::SettingUp(_) => Err(AppError::SecondFactorMissing),
        Visitor::Customer(_) | Visitor::Nobody => Err(AppError::Unauthenticated),
    }
}

/// The colleague who asks, also one who has to set up a second factor first: only what that takes begins so.
pub fn viewer_setting_up() -> Result<Viewer, AppError> {
    match visitor() {
        Visitor::Colleague(viewer) | Visitor::SettingUp(viewer) => Ok(*viewer),
        Visitor::Customer(_) | Visitor::Nobody => Err(AppError::Unauthenticated),
    }
}

/// Goes on only if the holder of this session gave the password or a passkey lately; else `Unconfirmed`. It stands before what
/// an unattended screen must not allow.
pub async fn confirmed() -> Result<(), AppError> {
    let token = session_token().ok_or(AppError::Unauthenticated)?;
    confirm::check(&AppContext::current()?.db, &token, clock::now()).await
}

/// The colleague who asks, if its permission profile allows this; else `Forbidden`.
pub fn viewer_who_may(area: Area, level: Level) -> Result<Viewer, AppError> {
    let viewer = viewer()?;
    if viewer.may(area, level) { Ok(viewer) } else { Err(AppError::Forbidden) }
}

/// The customer's own person who asks, or `Unauthenticated`.
pub fn portal_viewer() -> Result<PortalViewer, AppError> {
    match visitor() {
        Visitor::Customer(viewer) => Ok(viewer),
        _ => Err(AppError::Unauthenticated),
    }
}

/// Whoever is signed in, or `Unauthenticated`. Who came in by the link of one company is not the holder of the account.
pub fn holder() -> Result<Holder, AppError> {
    match visitor() {
        Visitor::Colleague(viewer) => Ok(Holder::User { firm_id: viewer.firm_id, user_id: viewer.user_id }),
        Visitor::SettingUp(_) => Err(AppError::SecondFactorMissing),
        Visitor::Customer(PortalViewer { only: Some(_), .. }) => Err(AppError::Refused(Refusal::SignInFirst)),
        Visitor::Customer(viewer) => Ok(Holder::Portal { account_id: viewer.account_id, only: None }),
        Visitor::Nobody => Err(AppError::Unauthenticated),
    }
}

/// Whether a page is to be the answer, as when a plain form is sent, and not data.
pub fn wants_page() -> bool {
    let accepts = |parts: Parts| Some(parts.headers.get(header::ACCEPT)?.to_str().ok()?.contains("text/html"));
    use_context::<Parts>().and_then(accepts).unwrap_or(false)
}

/// The secret of the session that the browser carries, if any.
pub fn session_token() -> Option<String> {
    cookie(cookie::NAME)
}

/// What the browser keeps in the hidden cookie of this name.
pub fn cookie(name: &str) -> Option<String> {
    let jar = use_context::<Parts>().map(|parts| CookieJar::from_headers(&parts.headers))?;
    let name = cookie::full_name(name, AppContext::current().ok()?.secure_cookies);
    jar.get(&name).map(|cookie| cookie.value().to_owned())
}

/// The languages that the visitor prefers.
pub fn languages() -> Option<String> {
    use_context::<Parts>().map(|parts| cookie::languages(&parts.headers))
}

/// Whether people reach the product over TLS.
pub fn is_https() -> bool {
    use_context::<AppContext>().is_some_and(|context| context.secure_cookies)
}

/// The browser that asks, and where it is.
#[derive(Clone, Debug, Default)]
pub struct Source {
    pub address: String,
    pub device: Device,
}

/// Where the request comes from, as people read it.
pub fn source() -> Source {
    let header =
        use_context::<Parts>().and_then(|parts| Some(parts.headers.get(header::USER_AGENT)?.to_str().ok()?.to_owned()));
    Source { address: address().to_string(), device: Device::of_user_agent(&header.unwrap_or_default()) }
}

/// Where the request comes from.
pub fn address() -> IpAddr {
    AppContext::current().ok().zip(use_context::<Parts>()).map_or(IpAddr::from([0, 0, 0, 0]), |(context, parts)| {
        address::of(&parts.headers, &parts.extensions, &context.proxies)
    })
}
