//! An error as one word in an address: a plain form goes back to its page with `?fout=…`, and the page says it in words.
//!
//! Only what the pages of plain forms can say is told apart; nothing that was typed stands in an address.

use domain::Reason;

use crate::{
    error::{AppError, FieldError, Fields, Guessable, Refusal, StorageFault},
    limits::Counted,
};

/// How the word for a text that is too long begins; the most characters follow.
const LONG: &str = "long";
/// How the word begins for what there are enough of already.
const FULL: &str = "vol";

/// The word for an error: `aanmelden`, `wacht.300`, or the wrong fields as `name.required-password.weak`.
pub fn to_word(error: &AppError) -> String {
    match error {
        AppError::Unauthenticated => "aanmelden".to_owned(),
        AppError::Refused(Refusal::AlreadySetUp) => "bestaat".to_owned(),
        AppError::Refused(Refusal::ImportState) => "stand".to_owned(),
        AppError::Refused(Refusal::FileGone) => "bestand".to_owned(),
        AppError::Refused(Refusal::Full(counted)) => format!("{FULL}.{}", counted.key()),
        AppError::Refused(Refusal::HiddenRows) => "verborgen".to_owned(),
        AppError::Refused(Refusal::FilesOfDay) => "vandaag".to_owned(),
        AppError::Refused(Refusal::TemplateArchived) => "sjabloon".to_owned(),
        AppError::Refused(Refusal::MailsToAddress) => "mails".to_owned(),
        AppError::Refused(Refusal::StepExpired) => "verlopen".to_owned(),
        AppError::Unconfirmed => "bevestigen".to_owned(),
        AppError::Refused(Refusal::SignedInAsOther) => "aangemeld".to_owned(),
        AppError::Refused(Refusal::SignInFirst) => "eerst".to_owned(),
        AppError::Refused(_) | AppError::NotFound => "link".to_owned(),
        AppError::Busy => "druk".to_owned(),
        AppError::TooSlow => "traag".to_owned(),
        AppError::TooOften(seconds) => format!("wacht.{seconds}"),
        AppError::Storage(fault) => format!("opslag.{}", fault.key()),
        AppError::Internal(reference) => format!("intern.{reference}"),
        AppError::Invalid(fields) => {
            let words: Vec<String> =
                fields.iter().map(|(name, error)| format!("{name}.{}", field_word(error))).collect();
            words.join("-")
        }
        AppError::Conflict(_) => "gewijzigd".to_owned(),
        AppError::Forbidden
        | AppError::Elsewhere
        | AppError::SecondFactorMissing
        | AppError::Taken(_)
        | AppError::Connection(_)
        | AppError::TooLarge(_)
        | AppError::MediaType => String::new(),
    }
}

/// The error that a word stands for. A word that somebody made up is an error without particulars.
pub fn from_word(word: &str) -> AppError {
    match word.split_once('.') {
        None if word == "aanmelden" => AppError::Unauthenticated,
        None if word == "bestaat" => AppError::Refused(Refusal::AlreadySetUp),
        None if word == "stand" => AppError::Refused(Refusal::ImportState),
        None if word == "bestand" => AppError::Refused(Refusal::FileGone),
        None if word == "verborgen" => AppError::Refused(Refusal::HiddenRows),
        None if word == "vandaag" => AppError::Refused(Refusal::FilesOfDay),
        None if word == "sjabloon" => AppError::Refused(Refusal::TemplateArchived),
        None if word == "mails" => AppError::Refused(Refusal::MailsToAddress),
        None if word == "verlopen" => AppError::Refused(Refusal::StepExpired),
        None if word == "bevestigen" => AppError::Unconfirmed,
        None if word == "aangemeld" => AppError::Refused(Refusal::SignedInAsOther),
        None if word == "eerst" => AppError::Refused(Refusal::SignInFirst),
        None if word == "gewijzigd" => AppError::Conflict(String::new()),
        None if word == "link" => AppError::Refused(Refusal::LinkInvalid),
        None if word == "druk" => AppError::Busy,
        None if word == "traag" => AppError::TooSlow,
        Some((FULL, counted)) => match Counted::from_key(counted) {
            Some(counted) => AppError::Refused(Refusal::Full(counted)),
            None => AppError::Invalid(Fields::new()),
        },
        Some(("wacht", seconds)) => AppError::TooOften(seconds.parse().unwrap_or(60)),
        Some(("opslag", key)) => StorageFault::ALL
            .into_iter()
            .find(|fault| fault.key() == key)
            .map_or_else(|| AppError::Invalid(Fields::new()), AppError::Storage),
        Some(("intern", reference)) if reference.chars().all(|c| c.is_ascii_alphanumeric()) => {
            AppError::Internal(reference.to_owned())
        }
        _ => AppError::Invalid(word.split('-').filter_map(field).collect::<Fields>()),
    }
}

fn field_word(error: &FieldError) -> String {
    let word = match error {
        FieldError::NoPassword => "none",
        FieldError::WeakPassword => "weak",
        FieldError::Guessable(Guessable::Word) => "word",
        FieldError::Guessable(Guessable::Name) => "name",
        FieldError::Guessable(Guessable::Keys) => "keys",
        FieldError::WrongStartCode => "startcode",
        FieldError::WrongPassword => "wrong",
        FieldError::WrongCode => "code",
        FieldError::Taken => "taken",
        FieldError::InUse => "in_use",
        FieldError::TitleOfFile => "title",
        FieldError::Required => "required",
        FieldError::Rejected(rejection) => match rejection.reason {
            Reason::Empty => "required",
            Reason::TooLong { max } => return format!("{LONG}{max}"),
            _ => "form",
        },
    };
    word.to_owned()
}

fn field(word: &str) -> Option<(String, FieldError)> {
    let (name, error) = word.split_once('.')?;
    let error = match error {
        "none" => FieldError::NoPassword,
        "weak" => FieldError::WeakPassword,
        "word" => FieldError::Guessable(Guessable::Word),
        "name" => FieldError::Guessable(Guessable::Name),
        "keys" => FieldError::Guessable(Guessable::Keys),
        "startcode" => FieldError::WrongStartCode,
        "wrong" => FieldError::WrongPassword,
        "code" => FieldError::WrongCode,
        "taken" => FieldError::Taken,
        "in_use" => FieldError::InUse,
        "title" => FieldError::TitleOfFile,
        "required" => FieldError::Required,
        // What is sent by these forms and has a form of its own is an e-mail address.
        "form" => FieldError::Rejected(Reason::EmailForm.into()),
        word => FieldError::Rejected(Reason::TooLong { max: word.strip_prefix(LONG)?.parse().ok()? }.into()),
    };
    Some((name.to_owned(), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_survives_the_address() {
        let fields = Fields::from([
            ("name".to_owned(), FieldError::Required),
            ("password".to_owned(), FieldError::WeakPassword),
            ("empty".to_owned(), FieldError::NoPassword),
            ("word".to_owned(), FieldError::Guessable(Guessable::Word)),
            ("own".to_owned(), FieldError::Guessable(Guessable::Name)),
            ("keys".to_owned(), FieldError::Guessable(Guessable::Keys)),
            ("code".to_owned(), FieldError::WrongStartCode),
            ("second".to_owned(), FieldError::WrongCode),
            ("reason".to_owned(), FieldError::Rejected(Reason::TooLong { max: 1_000 }.into())),
        ]);
        for error in [
            AppError::Unauthenticated,
            AppError::Refused(Refusal::AlreadySetUp),
            AppError::Refused(Refusal::LinkInvalid),
            AppError::Refused(Refusal::ImportState),
            AppError::Refused(Refusal::FileGone),
            AppError::Refused(Refusal::Full(Counted::Addresses)),
            AppError::Refused(Refusal::StepExpired),
            AppError::Refused(Refusal::MailsToAddress),
            AppError::Unconfirmed,
            AppError::Refused(Refusal::SignedInAsOther),
            AppError::Refused(Refusal::SignInFirst),
            AppError::Conflict(String::new()),
            AppError::Busy,
            AppError::TooSlow,
            AppError::TooOften(95),
            AppError::Storage(StorageFault::Full),
            AppError::Storage(StorageFault::ReadOnly),
            AppError::Internal("0A1B".into()),
            AppError::Invalid(fields),
        ] {
            assert_eq!(from_word(&to_word(&error)), error, "{}", to_word(&error));
        }
    }

    #[test]
    fn a_word_that_was_made_up_says_nothing() {
        for word in ["", "x", "vol.huizen", "opslag.weg", "intern.<b>", "naam.Bel 0900", "naam.long", "naam.longer"] {
            assert_eq!(from_word(word), AppError::Invalid(Fields::new()), "{word}");
        }
    }
}
