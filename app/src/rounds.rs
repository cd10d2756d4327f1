//! What is done again and again for as long as the server runs.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::{context::caught, error::AppError};

/// Does a round at once, and one each time that so long has passed, until told to stop. After one that fails, or panics, the next
/// comes all the same.
pub(crate) async fn every<F>(period: Duration, stop: &CancellationToken, what: &str, mut round: impl FnMut() -> F)
where
    F: Future<Output = Result<(), AppError>>,
{
    let mut rounds = tokio::time::interval(period);
    while stop.run_until_cancelled(rounds.tick()).await.is_some() {
        if let Err(error) = caught(what, round()).await {
            tracing::error!(%error, "{what} could not be done whole; it is tried again in {} min.", period.as_secs() / 60);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_round_that_panics_or_fails_is_not_the_last() {
        let (stop, mut done) = (CancellationToken::new(), 0);
        every(Duration::from_millis(1), &stop, "a round", || {
            done += 1;
            let (done, stop) = (done, &stop);
            async move {
                match done {
                    1 => panic!("on purpose"),
                    2 => return Err(AppError::NotFound),
                    3 => stop.cancel(),
                    _ => {}
                }
                Ok(())
            }
        })
        .await;
        assert_eq!(done, 3);
    }
}
