//! What the link of a mail about a new browser shows and does.

use chrono::{DateTime, Utc};
use domain::Device;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// Which link of a mail is looked at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewDeviceRequest {
    pub token: String,
}

/// A sign-in that a mail told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDevice {
    pub device: Device,
    pub address: String,
    pub at: DateTime<Utc>,
    /// ISO 3166-1 alpha-2 country of the firm whose clock tells the time.
    pub country: String,
    /// Of a customer's own person.
    pub portal: bool,
}

/// The sign-in that a mail told of. Anybody who has the link may ask.
#[server(name = ReadNewDevice, prefix = "/api", endpoint = "session/new_device", input = Json)]
pub async fn new_device(request: NewDeviceRequest) -> Result<NewDevice, AppError> {
    super::notice::shown(&crate::context::AppContext::current()?, &request.token).await
}

/// Ends the session that a mail told of, and goes on to where a new password is asked for. Anybody who has the link may.
#[server(prefix = "/api", endpoint = "session/end_device")]
pub async fn end_device(token: String) -> Result<(), AppError> {
    use crate::session::links::Purpose;
    let page = format!("/toestel/{}", crate::session::cookie::encoded(&token));
    let context = crate::context::AppContext::current()?;
    let ended = super::notice::end(&context, &token).await;
    let outcome = super::record::link_outcome(&context, Purpose::Device, &token, ended).await;
    let sent = crate::session::back::Sent { form: "end_device", page: &page, typed: &[] };
    let on = |portal| if portal { "/toegang?gedaan=beeindigd" } else { "/wachtwoord?gedaan=beeindigd" };
    sent.answer(outcome.map(|portal| on(portal).to_owned()))
}
