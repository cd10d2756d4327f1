//! Long work: rows in the `job` table that a worker claims, so that a crash loses nothing and repeats nothing.

use tokio_util::sync::CancellationToken;

use crate::context::AppContext;

/// Does jobs until told to stop.
pub async fn work(_context: AppContext, stop: CancellationToken) {
    stop.cancelled().await;
}
