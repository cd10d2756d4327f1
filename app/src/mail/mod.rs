//! Mail: an outbox in the database, the texts, and the SMTP server that takes them.
//!
//! A mail is queued in the transaction of what it tells about. Its text, and the link in it, are made when it is sent.

mod changed;
mod digest;
mod failure;
mod kind;
mod mail_context;
mod mail_text;
mod mailer;
pub mod outbox;
mod pace;
mod render;
mod retention;
mod status;
mod worker;

pub use kind::{FactorChange, MailKind};
pub use mail_context::MailContext;
pub use mail_text::MailText;
pub use mailer::Mailer;
pub(crate) use outbox::MAX_ATTEMPTS;
pub use outbox::NewMail;
pub use pace::{Sender, days_for};
pub(crate) use retention::ForgetOldMails;
pub use status::MailStatus;
pub use worker::work;
