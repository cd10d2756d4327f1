//! The visitor of the request that is being answered. The router has looked it up; every server function starts here.

use std::net::IpAddr;

use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use domain::permissions::{Area, Level};
use leptos::prelude::use_context;

use super::{PortalViewer, Viewer, Visitor, address, cookie};
use crate::{context::AppContext, error::AppError};

/// Who asks.
pub fn visitor() -> Visitor {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<Visitor>().cloned()).unwrap_or_default()
}

/// The colleague who asks, or `Unauthenticated`.
pub fn viewer() -> Result<Viewer, AppError> {
    match visitor() {
        Visitor::Colleague(viewer) => Ok(*viewer),
        _ => Err(AppError::Unauthenticated),
    }
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

/// The secret of the session that the browser carries, if any.
pub fn session_token() -> Option<String> {
    cookie(cookie::NAME)
}

/// What the browser keeps in the cookie of this name.
pub fn cookie(name: &str) -> Option<String> {
    let jar = use_context::<Parts>().map(|parts| CookieJar::from_headers(&parts.headers))?;
    jar.get(name).map(|cookie| cookie.value().to_owned())
}

/// Where the request comes from.
pub fn address() -> IpAddr {
    let proxies = AppContext::current().proxies;
    use_context::<Parts>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |parts| address::of(&parts.headers, &parts.extensions, &proxies))
}
