//! Live progress: one server-sent event each time that a job has moved, until it has finished.

use std::{convert::Infallible, time::Duration};

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::permissions::Level;
use futures::Stream;
use uuid::Uuid;

use super::{JobView, queries};
use crate::{
    context::AppContext,
    session::{Viewer, Visitor, viewer_of},
};

/// How often the job is looked at.
const POLL_INTERVAL: Duration = Duration::from_millis(300);

/// `GET /api/jobs/{id}/events`.
pub async fn events(
    State(context): State<AppContext>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<Uuid>,
) -> Response {
    let Visitor::Colleague(viewer) = visitor else { return StatusCode::UNAUTHORIZED.into_response() };
    match queries::one(&context, &viewer, id, Level::Read).await {
        Ok(job) => Sse::new(follow(context, *viewer, job)).keep_alive(KeepAlive::default()).into_response(),
        Err(error) => StatusCode::from_u16(error.status()).unwrap_or_default().into_response(),
    }
}

/// The job as it is, then each time that it has changed. Ends with the job, with the server, and when the reader has gone.
fn follow(context: AppContext, viewer: Viewer, first: JobView) -> impl Stream<Item = Result<Event, Infallible>> {
    async_stream::stream! {
        let mut last = first;
        yield Ok(event(&last));
        while !last.state.is_finished() {
            tokio::select! {
                () = tokio::time::sleep(POLL_INTERVAL) => {}
                () = context.stop.cancelled() => break,
            }
            // Who left, or lost the right, sees no more of it.
            let Ok(Some(viewer)) = viewer_of::user(&context.db, viewer.firm_id, viewer.user_id).await else { break };
            // A fault of the moment: the next look may succeed, and the browser asks again if it does not.
            let Ok(now) = queries::one(&context, &viewer, last.id, Level::Read).await else { break };
            if now != last {
                yield Ok(event(&now));
                last = now;
            }
        }
    }
}

fn event(job: &JobView) -> Event {
    // A record of plain fields always becomes JSON.
    Event::default().json_data(job).unwrap_or_default()
}
