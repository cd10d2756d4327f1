//! Why the SMTP server did not take a mail: whether to try again, and what to tell.

use std::{error::Error as _, io};

use domain::MailFailure;
use lettre::transport::smtp::Error;

use super::outbox::Outcome;

/// Longest answer of a server that is kept, in characters.
const LONGEST_ANSWER: usize = 300;

/// How an attempt ended that failed. What a server refuses for good is not tried again; what stands in the way of every mail is,
/// since somebody mends that.
pub(super) fn outcome(error: &Error) -> Outcome {
    let cause = cause(error);
    let kept = match said(error) {
        Some(said) => format!("{} {said}", cause.key()),
        None => cause.key().to_owned(),
    };
    match cause {
        MailFailure::AddressUnknown | MailFailure::RefusedForGood => Outcome::Refused(kept),
        MailFailure::Unreachable
        | MailFailure::RefusedForNow
        | MailFailure::Tls
        | MailFailure::SignIn
        | MailFailure::Fault => Outcome::Delayed(kept),
    }
}

fn cause(error: &Error) -> MailFailure {
    let text = error.source().map(ToString::to_string).unwrap_or_default();
    match error.status() {
        Some(code) => of_answer(u16::from(code), &text),
        None if error.is_tls() || is_handshake(error) => MailFailure::Tls,
        None if error.is_client() => of_client(&text),
        // It could not be connected to, took too long, or hung up in the middle of its answer.
        None => MailFailure::Unreachable,
    }
}

/// By the code of an answer (RFC 5321), and by the finer code that most servers begin its text with (RFC 3463).
fn of_answer(code: u16, text: &str) -> MailFailure {
    let finer = text.split_whitespace().next().unwrap_or_default();
    match (code, finer) {
        (530 | 534 | 535 | 538, _) => MailFailure::SignIn,
        (..500, _) => MailFailure::RefusedForNow,
        // The sender's address, not the recipient's.
        (_, "5.1.7" | "5.1.8") => MailFailure::RefusedForGood,
        (_, finer) if finer.starts_with("5.1.") => MailFailure::AddressUnknown,
        (550 | 551 | 553, finer) if !is_finer_code(finer) => MailFailure::AddressUnknown,
        _ => MailFailure::RefusedForGood,
    }
}

fn is_finer_code(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| part.parse::<u16>().is_ok())
}

/// What lettre itself says before a mail is offered: what the server did not announce.
fn of_client(text: &str) -> MailFailure {
    match text {
        text if text.contains("authentication") => MailFailure::SignIn,
        text if text.contains("STARTTLS") => MailFailure::Tls,
        _ => MailFailure::RefusedForGood,
    }
}

/// Whether a connection ended while it was made secret: rustls tells what it does not accept as data that is invalid.
fn is_handshake(error: &Error) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(inner) = inner.downcast_ref::<io::Error>() {
            return inner.kind() == io::ErrorKind::InvalidData || inner.to_string().contains("tls handshake");
        }
        source = inner.source();
    }
    false
}

/// What the server said, in one line and not too long; nothing where it said nothing.
fn said(error: &Error) -> Option<String> {
    error.status()?;
    let text = error.source()?.to_string();
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = one_line.chars().filter(|c| !c.is_control()).take(LONGEST_ANSWER).collect();
    (!short.is_empty()).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_by_its_codes() {
        for (code, text, cause) in [
            (421, "4.3.2 shutting down", MailFailure::RefusedForNow),
            (450, "4.2.1 greylisted", MailFailure::RefusedForNow),
            (451, "try again later", MailFailure::RefusedForNow),
            (452, "4.2.2 mailbox full", MailFailure::RefusedForNow),
            (530, "5.7.0 authentication required", MailFailure::SignIn),
            (535, "5.7.8 bad credentials", MailFailure::SignIn),
            (550, "5.1.1 <jan@bakkerij.be>: no such user", MailFailure::AddressUnknown),
            (550, "no such user here", MailFailure::AddressUnknown),
            (553, "mailbox name not allowed", MailFailure::AddressUnknown),
            (550, "5.7.1 rejected by policy", MailFailure::RefusedForGood),
            (550, "5.1.8 sender's domain is unknown", MailFailure::RefusedForGood),
            (552, "5.3.4 too big", MailFailure::RefusedForGood),
            (554, "looks like spam", MailFailure::RefusedForGood),
            (501, "syntax", MailFailure::RefusedForGood),
        ] {
            assert_eq!(of_answer(code, text), cause, "{code} {text}");
        }
    }

    #[test]
    fn what_a_server_does_not_announce_is_told_too() {
        for (text, cause) in [
            ("No compatible authentication mechanism was found", MailFailure::SignIn),
            ("STARTTLS is not supported on this server", MailFailure::Tls),
            ("Message contains non-ascii chars but server does not support 8BITMIME", MailFailure::RefusedForGood),
        ] {
            assert_eq!(of_client(text), cause, "{text}");
        }
    }
}
