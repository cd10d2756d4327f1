//! The postman: sends what is due, one mail after another, and waits for more.

use std::time::Duration;

use entity::outbox;
use tokio_util::sync::CancellationToken;

use super::{
    Mailer, Told,
    outbox::{self as box_of, Outcome},
};
use crate::{clock, context::AppContext, error::AppError, pictures, session::links};

/// How often the outbox is looked into when nobody says that there is something: retries, and mails of another process.
const IDLE: Duration = Duration::from_secs(2);
/// The longest pause while the outbox cannot be worked on: it doubles from the one above.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

/// Sends what waits in the outbox until told to stop. Without an SMTP server mails wait.
pub async fn work(context: AppContext, mailer: Mailer, stop: CancellationToken) {
    if mailer.smtp.is_none() {
        return stop.cancelled().await;
    }
    let mut backoff = IDLE;
    while !stop.is_cancelled() {
        // Asked for before the look: a wake-up in between is not lost.
        let woken = context.wake.notified();
        match send_next(&context, &mailer).await {
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
    let Some(outcome) = attempt(context, mailer, &mail).await? else { return Ok(true) };
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

/// Claims the mail, makes its link and sends it; none when another worker was first. No transaction is open while SMTP answers.
async fn attempt(context: &AppContext, mailer: &Mailer, mail: &outbox::Model) -> Result<Option<Outcome>, AppError> {
    let now = clock::now();
    let told = Told::about(&context.db.read, mail, now).await?;
    let logo = match told.as_ref().and_then(|told| told.logo) {
        Some((firm_id, id)) => pictures::png(&context.db.read, firm_id, id)
            .await
            .inspect_err(|error| tracing::warn!(%firm_id, %error, "a mail leaves without its logo"))
            .ok(),
        None => None,
    };
    let tx = context.db.begin().await?;
    if !box_of::claim(&tx, mail, now).await? {
        return Ok(None);
    }
    let Some(mut told) = told else {
        tx.commit().await?;
        return Ok(Some(Outcome::Withdrawn));
    };
    let place = match told.kind.purpose() {
        None => mail.customer_id.filter(|_| told.kind.page() == "klanten").map(|id| id.to_string()),
        Some(purpose) if mail.attempts == 0 => {
            Some(links::make(&tx, purpose, mail.firm_id, mail.subject_id, now).await?)
        }
        // The server may have taken the mail of an earlier attempt after all: its link stays good.
        Some(purpose) => Some(links::add(&tx, purpose, mail.firm_id, mail.subject_id, now).await?),
    };
    tx.commit().await?;
    let page = format!("{}/{}", context.public_url, told.kind.page());
    told.logo = told.logo.filter(|_| logo.is_some());
    let letter = told.letter(&place.map_or_else(|| page.clone(), |place| format!("{page}/{place}")));
    Ok(Some(mailer.send(mail, &letter, logo).await))
}
