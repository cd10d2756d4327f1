//! What a page asks about jobs.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::JobView;
use crate::{error::AppError, session::Texts};

/// Which job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct JobRequest {
    pub id: Uuid,
}

/// How far a job is.
#[server(name = GetJob, prefix = "/api", endpoint = "jobs/get", input = Json, output = Json)]
pub async fn get(request: JobRequest) -> Result<JobView, AppError> {
    use crate::{context::AppContext, session::viewer};
    use domain::permissions::Level;
    super::queries::one(&AppContext::current()?, &viewer()?, request.id, Level::Read).await
}

/// Asks a job to stop.
#[server(name = CancelJob, prefix = "/api", endpoint = "jobs/cancel", input = Json, output = Json)]
pub async fn cancel(request: JobRequest) -> Result<(), AppError> {
    use crate::{context::AppContext, session::viewer};
    super::queries::cancel(&AppContext::current()?, &viewer()?, request.id).await
}

/// Asks a job to stop by a plain form, which leads to its page again.
#[server(name = CancelJobForm, prefix = "/api", endpoint = "jobs/cancel_form")]
pub async fn cancel_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::{context::AppContext, session::plain::Sent};
    let Some(sent) = Sent::of_colleague("/api/jobs/cancel_form", texts)? else { return Ok(()) };
    let asked = super::queries::cancel_sent(&AppContext::current()?, &sent).await;
    sent.answer(asked)
}
