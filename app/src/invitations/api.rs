//! What the pages ask the server about invitations. The last three are plain forms of whoever opened the link of a mail.

use std::collections::BTreeMap;

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::records::{Opened, Outcome, Prepared, PreparedMany, Preview, Recipient, Selection, State};
use crate::{error::AppError, jobs::JobView};

/// Which customer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CustomerRequest {
    pub customer_id: Uuid,
}

/// Which invitation.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct InvitationRequest {
    pub id: Uuid,
}

/// One invitation, as filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SendRequest {
    pub customer_id: Uuid,
    pub recipient: Recipient,
    pub note: String,
}

/// Which customers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SelectionRequest {
    pub selection: Selection,
    /// The last one that was read of those who are invited; none for the first page.
    #[serde(default)]
    pub after: Option<Uuid>,
}

/// Many invitations with one note, or one for each language.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendManyRequest {
    pub selection: Selection,
    pub note: String,
    /// By the key of the language of the mail, in place of `note`.
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
}

/// Which job.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct OutcomeRequest {
    pub job_id: Uuid,
}

/// The link that was opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenRequest {
    pub token: String,
}

/// Whom a customer's invitation can go to.
#[server(name = Prepare, prefix = "/api", endpoint = "invitations/prepare", input = Json, output = Json)]
pub async fn prepare(request: CustomerRequest) -> Result<Prepared, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Edit)?;
    super::states::prepare(&context, &viewer, request.customer_id).await
}

/// Who of a selection would be invited.
#[server(name = PrepareMany, prefix = "/api", endpoint = "invitations/prepare_many", input = Json, output = Json)]
pub async fn prepare_many(request: SelectionRequest) -> Result<PreparedMany, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Edit)?;
    super::states::prepare_many(&context, &viewer, &request).await
}

/// The mail as it would be sent.
#[server(name = PreviewMail, prefix = "/api", endpoint = "invitations/preview", input = Json, output = Json)]
pub async fn preview(request: SendRequest) -> Result<Preview, AppError> {
    use super::send::{self, NewInvitation};
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Edit)?;
    let new = NewInvitation { recipient: request.recipient, note: request.note };
    send::preview(&context, &viewer, request.customer_id, new).await
}

/// Invites a customer.
#[server(name = SendOne, prefix = "/api", endpoint = "invitations/send", input = Json, output = Json)]
pub async fn send(request: SendRequest) -> Result<(), AppError> {
    use super::send::{self, NewInvitation};
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Edit)?;
    let new = NewInvitation { recipient: request.recipient, note: request.note };
    send::one(&context, &viewer, request.customer_id, new).await
}

/// Invites one customer by a plain form.
#[server(name = SendForm, prefix = "/api", endpoint = "invitations/send_form")]
pub async fn send_form(#[server(flatten)] texts: crate::session::Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/invitations/send_form", texts, Area::Invitations, Level::Edit, super::send::one_sent).await
}

/// Invites all of a selection who can be: gives the job that does it.
#[server(name = SendMany, prefix = "/api", endpoint = "invitations/send_many", input = Json, output = Json)]
pub async fn send_many(request: SendManyRequest) -> Result<Uuid, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Edit)?;
    super::bulk::queue(&context, &viewer, request).await
}

/// Invites all of a selection by a plain form.
#[server(name = SendManyForm, prefix = "/api", endpoint = "invitations/send_many_form")]
pub async fn send_many_form(#[server(flatten)] texts: crate::session::Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/invitations/send_many_form", texts, Area::Invitations, Level::Edit, super::bulk::queue_sent).await
}

/// How far such a job is, and how many it invited.
#[server(name = GetOutcome, prefix = "/api", endpoint = "invitations/outcome", input = Json, output = Json)]
pub async fn outcome(request: OutcomeRequest) -> Result<(JobView, Outcome), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Read)?;
    super::states::outcome(&context, &viewer, request.job_id).await
}

/// The last invitation of a customer.
#[server(name = GetState, prefix = "/api", endpoint = "invitations/state", input = Json, output = Json)]
pub async fn state(request: CustomerRequest) -> Result<Option<State>, AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Read)?;
    super::states::state(&context, &viewer, request.customer_id).await
}

/// Sends an open invitation once more.
#[server(name = Resend, prefix = "/api", endpoint = "invitations/resend", input = Json, output = Json)]
pub async fn resend(request: InvitationRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Edit)?;
    super::send::again(&context, &viewer, request.id).await.map(drop)
}

/// Sends an open invitation once more by a plain form.
#[server(name = ResendForm, prefix = "/api", endpoint = "invitations/resend_form")]
pub async fn resend_form(#[server(flatten)] texts: crate::session::Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/invitations/resend_form", texts, Area::Invitations, Level::Edit, super::sent::resend).await
}

/// Takes an open invitation back.
#[server(name = Withdraw, prefix = "/api", endpoint = "invitations/withdraw", input = Json, output = Json)]
pub async fn withdraw(request: InvitationRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Invitations, Level::Edit)?;
    super::taking_back::withdraw(&context, &viewer, request.id).await.map(drop)
}

/// Takes an open invitation back by a plain form; one that was not asked about is asked first.
#[server(name = WithdrawForm, prefix = "/api", endpoint = "invitations/withdraw_form")]
pub async fn withdraw_form(#[server(flatten)] texts: crate::session::Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/invitations/withdraw_form", texts, Area::Invitations, Level::Edit, super::sent::withdraw).await
}

/// What the link of an invitation shows. It changes nothing. Anybody who has the link may ask.
#[server(name = Open, prefix = "/api", endpoint = "invitations/open", input = Json, output = Json)]
pub async fn open(request: OpenRequest) -> Result<Opened, AppError> {
    let context = crate::context::AppContext::current()?;
    super::link::opened(&context.db.read, &request.token, crate::clock::now()).await
}

/// Accepts an invitation and signs in. `way` is `password` or `link`; `switch` agrees to signing somebody else out. Anybody who has
/// the link may.
#[server(name = Accept, prefix = "/api", endpoint = "invitations/accept")]
pub async fn accept(
    token: String,
    #[server(default)] way: String,
    #[server(default)] password: String,
    #[server(default)] switch: String,
) -> Result<(), AppError> {
    use crate::session::{agrees, back::Sent, links::Purpose, sign_in, sign_ins::record};
    let context = crate::context::AppContext::current()?;
    let chosen = (way == "password").then_some(password);
    let accepted = super::answers::accept(&context, &token, chosen, agrees(&switch)).await;
    let outcome = match record::link_outcome(&context, Purpose::Invitation, &token, accepted).await {
        Ok(accepted) => {
            sign_in::welcome(&context, accepted.holder, &accepted.locale, Some(accepted.result)).await?;
            Ok(format!("{}?welkom=ja", crate::paths::company(accepted.customer_id)))
        }
        Err(error) => Err(error),
    };
    Sent { form: "accept", page: &super::link::page(&token), typed: &[("way", &way)] }.answer(outcome)
}

/// Declines an invitation. Anybody who has the link may.
#[server(name = Decline, prefix = "/api", endpoint = "invitations/decline")]
pub async fn decline(token: String, #[server(default)] reason: String) -> Result<(), AppError> {
    use crate::session::{back::Sent, links::Purpose, sign_ins::record};
    let context = crate::context::AppContext::current()?;
    let page = super::link::page(&token);
    let declined = super::answers::decline(&context, &token, &reason).await;
    let outcome = record::link_outcome(&context, Purpose::Invitation, &token, declined).await;
    Sent { form: "decline", page: &page, typed: &[("reason", &reason)] }.answer(outcome.map(|()| page.clone()))
}

/// Asks for a new link in place of one that ran out. Anybody who has the old one may: the new one goes to the same address.
#[server(name = Renew, prefix = "/api", endpoint = "invitations/renew")]
pub async fn renew(token: String) -> Result<(), AppError> {
    use crate::session::{back::Sent, links::Purpose, sign_ins::record};
    let context = crate::context::AppContext::current()?;
    let page = super::link::page(&token);
    let renewed = super::answers::renew(&context, &token).await;
    let outcome = record::link_outcome(&context, Purpose::Invitation, &token, renewed).await;
    Sent { form: "renew", page: &page, typed: &[] }.answer(outcome.map(|()| format!("{page}?nieuw=ja")))
}
