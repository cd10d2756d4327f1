//! The mail worker: sends what is due, one mail after another, and waits for more.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::MailFailure;
use entity::outbox;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{
    MailContext, Mailer,
    outbox::{self as box_of, Outcome},
};
use crate::{
    clock,
    context::{AppContext, caught},
    error::AppError,
    pictures,
    session::links::{self, Purpose},
};

/// How often the outbox is looked into when nobody says that there is something: retries, and mails of another process.
const IDLE: Duration = Duration::from_secs(2);
/// The longest pause while the outbox cannot be worked on: it doubles from the one above.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

/// Sends what waits in the outbox until told to stop. Without an SMTP server mails wait.
pub async fn work(context: AppContext, mailer: Mailer, stop: CancellationToken) {
    if mailer.smtp.is_none() {
        return stop.cancelled().await;
    }
    deliver(&context.wake, &stop, || send_next(&context, &mailer)).await;
}

/// Sends the next mail, and the one after it, as long as one is due; and looks again when something came, or after a while.
async fn deliver<F>(wake: &Notify, stop: &CancellationToken, mut next: impl FnMut() -> F)
where
    F: Future<Output = Result<bool, AppError>>,
{
    let mut backoff = IDLE;
    while !stop.is_cancelled() {
        // Asked for before the look: a wake-up in between is not lost.
        let woken = wake.notified();
        match caught("the look into the outbox", next()).await {
            Ok(true) => {
                backoff = IDLE;
                continue;
            }
            Ok(false) => backoff = IDLE,
            Err(error) => {
                tracing::error!(%error, "the outbox could not be worked on");
                stop.run_until_cancelled(tokio::time::sleep(backoff)).await;
                backoff = LONGEST_BACKOFF.min(backoff * 2);
                continue;
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = woken => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

/// Sends one mail; false when none is due.
async fn send_next(context: &AppContext, mailer: &Mailer) -> Result<bool, AppError> {
    let Some(mail) = box_of::due(&context.db, clock::now()).await? else { return Ok(false) };
    let tx = context.db.begin().await?;
    // Counted before anything of it is looked at: a mail that ends the process does so no more often than any other is tried.
    let ours = box_of::claim(&tx, &mail, clock::now()).await?;
    tx.commit().await?;
    if !ours {
        return Ok(true);
    }
    let outcome = ended(attempt(context, mailer, &mail)).await;
    match &outcome {
        Outcome::Sent | Outcome::Withdrawn => {}
        // Neither address nor answer is logged: both may name a person.
        Outcome::Delayed(_) | Outcome::Refused(_) => {
            tracing::warn!(mail = %mail.id, kind = mail.kind, attempt = mail.attempts + 1, "a mail was not sent");
        }
    }
    box_of::settle(&context.db, &mail, outcome, clock::now()).await?;
    Ok(true)
}

/// How an attempt ended. One that failed here, or panicked, may work later.
async fn ended(attempt: impl Future<Output = Result<Outcome, AppError>>) -> Outcome {
    caught("sending a mail", attempt).await.unwrap_or_else(|_| Outcome::Delayed(MailFailure::Fault.key().to_owned()))
}

/// Makes the link of a claimed mail and sends it. No transaction is open while SMTP answers.
async fn attempt(context: &AppContext, mailer: &Mailer, mail: &outbox::Model) -> Result<Outcome, AppError> {
    let now = clock::now();
    let Some(mut told) = MailContext::about(&context.db.read, mail, now).await? else { return Ok(Outcome::Withdrawn) };
    let logo = match told.logo {
        Some((firm_id, id)) => pictures::png(&context.db.read, firm_id, id)
            .await
            .inspect_err(|error| tracing::warn!(%firm_id, %error, "a mail leaves without its logo"))
            .ok(),
        None => None,
    };
    let place = match told.kind.purpose() {
        None => mail.customer_id.filter(|_| told.kind.page() == "klanten").map(|id| id.to_string()),
        Some(purpose) => {
            let Some(token) = link(context, purpose, mail, now).await? else { return Ok(Outcome::Withdrawn) };
            Some(token)
        }
    };
    let page = format!("{}/{}", context.public_url, told.kind.page());
    told.logo = told.logo.filter(|_| logo.is_some());
    let letter = told.letter(&place.map_or_else(|| page.clone(), |place| format!("{page}/{place}")));
    Ok(mailer.send(mail, &letter, logo).await)
}

/// The token of the link in a mail; none where the mail was taken back since it was claimed: what it would open is taken back too.
async fn link(
    context: &AppContext,
    purpose: Purpose,
    mail: &outbox::Model,
    now: DateTime<Utc>,
) -> Result<Option<String>, AppError> {
    let tx = context.db.begin().await?;
    if !box_of::waits(&tx, mail.id).await? {
        return Ok(None);
    }
    let token = match mail.attempts {
        0 => links::make(&tx, purpose, mail.firm_id, mail.subject_id, now).await?,
        // The server may have taken the mail of an earlier attempt after all: its link stays good.
        _ => links::add(&tx, purpose, mail.firm_id, mail.subject_id, now).await?,
    };
    tx.commit().await?;
    Ok(Some(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_mail_that_panics_waits_and_others_leave() {
        let outcome = ended(async { panic!("on purpose") }).await;
        assert!(matches!(outcome, Outcome::Delayed(said) if said == MailFailure::Fault.key()));
        let (wake, stop, mut looks) = (Notify::new(), CancellationToken::new(), 0);
        let looking = deliver(&wake, &stop, || {
            looks += 1;
            let (looks, stop) = (looks, &stop);
            async move {
                match looks {
                    1 => panic!("on purpose"),
                    2 => Ok(true),
                    _ => {
                        stop.cancel();
                        Ok(false)
                    }
                }
            }
        });
        looking.await;
        assert_eq!(looks, 3);
    }
}
