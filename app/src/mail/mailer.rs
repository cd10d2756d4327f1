//! The way to the SMTP server.

use std::time::Duration;

use anyhow::Context;
use domain::{Email, MailFailure};
use entity::outbox;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MultiPart, SinglePart},
};

use super::{MailText, failure, outbox::Outcome, render};

/// How long the SMTP server may keep us waiting.
const PATIENCE: Duration = Duration::from_secs(30);

/// The way to the SMTP server; without one mails wait.
pub struct Mailer {
    pub(super) smtp: Option<AsyncSmtpTransport<Tokio1Executor>>,
    from: Address,
}

impl Mailer {
    /// Reads the settings: `smtp://` or `smtps://`, and the address that mails come from.
    ///
    /// # Errors
    /// When the URL or the address cannot be understood.
    pub fn new(smtp_url: Option<&str>, from: &str) -> anyhow::Result<Self> {
        let smtp = smtp_url
            .map(|url| {
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map(|smtp| smtp.timeout(Some(PATIENCE)).build())
            })
            .transpose()
            .context("the SMTP server's URL (KANTOOR_SMTP_URL) cannot be understood")?;
        let from = from.parse().context("the address that mails come from (KANTOOR_MAIL_FROM) cannot be understood")?;
        Ok(Self { smtp, from })
    }

    /// Gives a letter to the SMTP server. The message's id follows from the mail: a copy sent after a crash is recognised.
    pub(super) async fn send(&self, mail: &outbox::Model, letter: &MailText, logo: Option<Vec<u8>>) -> Outcome {
        let Some(smtp) = &self.smtp else { return Outcome::Delayed(String::new()) };
        let message = match self.message(mail, letter, logo) {
            Ok(message) => message,
            Err(error) => return Outcome::Refused(format!("{} {error}", MailFailure::AddressUnknown.key())),
        };
        match smtp.send(message).await {
            Ok(_) => Outcome::Sent,
            Err(error) => failure::outcome(&error),
        }
    }

    pub(super) fn message(
        &self,
        mail: &outbox::Model,
        letter: &MailText,
        logo: Option<Vec<u8>>,
    ) -> anyhow::Result<Message> {
        let mut message = Message::builder()
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.domain())))
            .from(named(&letter.firm, self.from.clone()))
            .to(Mailbox::new(None, mailed(&mail.recipient)?))
            .subject(&letter.subject);
        if let Ok(address) = mailed(&letter.reply_to) {
            message = message.reply_to(named(&letter.sender, address));
        }
        let (text, html) = (render::text(letter)?, render::html(letter)?);
        let Some(png) = logo else { return Ok(message.multipart(MultiPart::alternative_plain_html(text, html))?) };
        let picture = Attachment::new_inline(render::LOGO.to_owned()).body(png, "image/png".parse()?);
        let related = MultiPart::related().singlepart(SinglePart::html(html)).singlepart(picture);
        Ok(message.multipart(MultiPart::alternative().singlepart(SinglePart::plain(text)).multipart(related))?)
    }
}

/// An address with a name, which is one line: a header bears no line end.
fn named(name: &str, address: Address) -> Mailbox {
    let line = name.split(char::is_control).collect::<Vec<_>>().join(" ");
    Mailbox::new(Some(line), address)
}

/// The address that the server is told: one from before addresses were kept in ASCII becomes so.
fn mailed(address: &str) -> anyhow::Result<Address> {
    Ok(address.parse::<Email>()?.as_str().parse()?)
}
