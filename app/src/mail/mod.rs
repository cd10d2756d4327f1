//! Mail: an outbox in the database, and the SMTP server that takes from it.

use tokio_util::sync::CancellationToken;

use crate::context::AppContext;

/// The way to the SMTP server; without one mails wait.
pub struct Mailer;

impl Mailer {
    /// Reads the setting.
    ///
    /// # Errors
    /// When the address or the URL cannot be understood.
    pub fn new(_smtp_url: Option<&str>, _from: &str) -> anyhow::Result<Self> {
        Ok(Self)
    }
}

/// Sends what waits in the outbox until told to stop.
pub async fn work(_context: AppContext, _mailer: Mailer, stop: CancellationToken) {
    stop.cancelled().await;
}
