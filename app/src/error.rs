//! What can go wrong with a request, as it crosses the wire.

use std::{collections::BTreeMap, fmt::Display, str::FromStr};

use domain::{Rejection, clean, details::Rejections};
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

use crate::limits::{Counted, Excess};

/// Why a request was refused. Everything a person can do something about is said by type; the rest is a reference into the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// 401: nobody is signed in, or the session has ended.
    #[error("not signed in")]
    Unauthenticated,
    /// 403: the permission profile does not allow it.
    #[error("not allowed")]
    Forbidden,
    /// 403: the request comes from a page of another site, or does not say from which.
    #[error("from elsewhere")]
    Elsewhere,
    /// 403: the password or a passkey is asked again before this; it was given too long ago.
    #[error("to be confirmed")]
    Unconfirmed,
    /// 403: the permission profile asks for a second factor, which must be set up first.
    #[error("no second factor yet")]
    SecondFactorMissing,
    /// 404: no such record in this firm. A record of another firm is not found either, so that nobody learns that it exists.
    #[error("not found")]
    NotFound,
    /// 422: a field is wrong; the key is the field's name in the form.
    #[error("invalid input")]
    Invalid(Fields),
    /// 409: somebody else changed the record since it was read. Holds what it is now, as JSON.
    #[error("changed by somebody else")]
    Conflict(String),
    /// 422: the rules do not allow it now; the code names a sentence of the interface.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// 409: another record has this already; the text names the constraint that says so. Stores turn it into a field's error. It
    /// stays here: how the tables are made is nobody else's.
    #[error("taken")]
    Taken(#[serde(serialize_with = "withheld")] String),
    /// 429: too often; try again after so many seconds.
    #[error("too many attempts, wait {0} s")]
    TooOften(u32),
    /// 413: more than a request may hold.
    #[error("too large: {0:?}")]
    TooLarge(Excess),
    /// 415: the body is not of the kind that is taken here.
    #[error("unsupported media type")]
    MediaType,
    /// 503: too much waits already for work that takes a while. It can be tried again soon.
    #[error("busy")]
    Busy,
    /// 503: a query took longer than a person waits, and was stopped.
    #[error("took too long")]
    TooSlow,
    /// 503: the disk or the database does not do its work. What was sent is not kept; what can be read still can.
    #[error("storage: {0:?}")]
    Storage(StorageFault),
    /// 500: our fault. The reference finds the cause in the log.
    #[error("internal error {0}")]
    Internal(String),
    /// The request did not reach the server, or its answer could not be read.
    #[error("no connection: {0}")]
    Connection(String),
}

fn withheld<T, S: serde::Serializer>(_: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("")
}

/// What is wrong with each field of a form, by the field's name.
pub type Fields = BTreeMap<String, FieldError>;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldError {
    Rejected(Rejection),
    /// Another record has it already.
    Taken,
    /// A customer that the viewer may not see has this number.
    InUse,
    /// A file has a column of the product with this title.
    TitleOfFile,
    Required,
    /// No password where one is chosen.
    NoPassword,
    /// A password that is too short or too long.
    WeakPassword,
    /// A password that is too easy to guess, and why.
    Guessable(Guessable),
    /// The code that the server shows when it starts was not right.
    WrongStartCode,
    /// The current password was not right.
    WrongPassword,
    /// The code of an authenticator app, or the recovery code, was not right or counts no longer.
    WrongCode,
}

/// What makes a password easy to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Guessable {
    /// A common word, with digits or signs around it.
    Word,
    /// The person's name or address, or the firm's.
    Name,
    /// Keys beside each other, a sequence, the same again, or one of the passwords that were stolen elsewhere.
    Keys,
}

/// What the disk or the database under the product does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StorageFault {
    /// There is no room left.
    Full,
    /// Nothing can be written.
    ReadOnly,
    /// It cannot be read or written, or what it gives is not what was written.
    Broken,
    /// Others write, for longer than one waits.
    Busy,
    /// The database does not answer.
    Unreachable,
}

impl StorageFault {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Full, Self::ReadOnly, Self::Broken, Self::Busy, Self::Unreachable];

    /// One word for it: in the log, in an address, and to whoever watches the server.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::ReadOnly => "readonly",
            Self::Broken => "broken",
            Self::Busy => "busy",
            Self::Unreachable => "unreachable",
        }
    }
}

/// Reads the fields of a request one by one, and says at the end what was wrong with all of them.
#[derive(Debug, Default)]
pub struct FormValidator {
    wrong: Fields,
}

impl FormValidator {
    /// The stored form of a field that must be filled in; empty when it is wrong.
    pub fn required<T: FromStr<Err = Rejection> + Display>(&mut self, name: &str, raw: &str) -> String {
        match raw.parse::<T>() {
            Ok(value) => value.to_string(),
            Err(rejection) => {
                self.refuse(name, FieldError::Rejected(rejection));
                String::new()
            }
        }
    }

    /// The stored form of a field that may stay empty.
    pub fn optional<T: FromStr<Err = Rejection> + Display>(&mut self, name: &str, raw: &str) -> String {
        if clean::is_blank(raw) { String::new() } else { self.required::<T>(name, raw) }
    }

    /// The same by a rule that has no type of its own.
    pub fn with(&mut self, name: &str, raw: &str, rule: impl Fn(&str) -> Result<String, Rejection>) -> String {
        let read = if clean::is_blank(raw) { Ok(String::new()) } else { rule(raw) };
        read.unwrap_or_else(|rejection| {
            self.refuse(name, FieldError::Rejected(rejection));
            String::new()
        })
    }

    /// Remembers that a field is wrong.
    pub fn refuse(&mut self, name: &str, error: FieldError) {
        self.wrong.insert(name.to_owned(), error);
    }

    /// All fields were right, or `Invalid` with those that were not.
    pub fn done(self) -> Result<(), AppError> {
        if self.wrong.is_empty() { Ok(()) } else { Err(AppError::Invalid(self.wrong)) }
    }
}

/// Why a rule of the product refuses something that is well-formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Only a customer in status Concept can be deleted.
    DeleteOnlyDraft,
    /// An archived customer is kept.
    DeleteArchived,
    /// The status does not allow this step.
    StatusDoesNotAllow,
    /// The customer has no e-mail address to invite.
    NoEmail,
    /// An invitation is open already.
    AlreadyInvited,
    /// The link was used, withdrawn or has expired.
    LinkInvalid,
    /// An invitation to an address that only whoever sends it knows of, by somebody who may not see all that it opens.
    OwnAddress,
    /// Somebody else is signed in to this browser, and nobody said that they may be signed out.
    SignedInAsOther,
    /// The session was opened by the link of one company: the account needs signing in.
    SignInFirst,
    /// A firm keeps at least one administrator.
    LastAdministrator,
    /// A built-in profile cannot be changed.
    BuiltIn,
    /// It is still in use.
    InUse,
    /// The first-run page works once.
    AlreadySetUp,
    /// The import is not in a state for this.
    ImportState,
    /// The file of the import was removed: it was kept long enough.
    FileGone,
    /// There are as many already as there may be.
    Full(Counted),
    /// Enough mails were sent to this address lately.
    MailsToAddress,
    /// This colleague has sent enough mails lately.
    MailsBySender,
    /// The colleagues of the firm have sent enough mails lately.
    MailsByFirm,
    /// This colleague brought as many bytes of files as fit in a day.
    FilesOfDay,
    /// The list that was chosen shows more customers than are taken at once.
    TooManyChosen,
    /// Nobody has said yet what becomes of the file's hidden rows.
    HiddenRows,
    /// The file of the import, which was read before, cannot be read any more.
    FileUnreadable,
    /// The template was archived: nothing new is made with it.
    TemplateArchived,
    /// The colleague who is to answer for a customer was deactivated.
    ManagerLeft,
    /// A field of the firm's own is empty that must be filled in from that status on.
    OwnFieldMissing,
    /// The values of the field are being written as another kind, or as the one that they had.
    KindChanging,
    /// Signing in was begun too long ago to be finished.
    StepExpired,
    /// The permission profile asks for a second factor: one stays.
    LastFactor,
    /// A person keeps only so many passkeys.
    TooManyPasskeys,
    /// The passkey is not known, or its answer was not right or came too late.
    PasskeyRefused,
    /// None of what is to be decided was ticked.
    NothingTicked,
}

impl AppError {
    /// One wrong field.
    pub fn field(name: &str, error: FieldError) -> Self {
        Self::Invalid(BTreeMap::from([(name.to_owned(), error)]))
    }

    /// Somebody else was first: this is what the record is now.
    pub fn conflict(now: &impl Serialize) -> Self {
        Self::Conflict(serde_json::to_string(now).unwrap_or_default())
    }

    /// What another record has already is said at the field of this name.
    #[must_use]
    pub fn taken_at(self, field: &str) -> Self {
        match self {
            Self::Taken(_) => Self::field(field, FieldError::Taken),
            other => other,
        }
    }

    /// The wrong fields, if that is what it says.
    pub fn fields(self) -> Fields {
        match self {
            Self::Invalid(fields) => fields,
            _ => Fields::new(),
        }
    }

    /// The HTTP status it is answered with.
    pub fn status(&self) -> u16 {
        match self {
            Self::Unauthenticated => 401,
            Self::Forbidden | Self::Elsewhere | Self::Unconfirmed | Self::SecondFactorMissing => 403,
            Self::NotFound => 404,
            Self::Conflict(_) | Self::Taken(_) => 409,
            Self::Invalid(_) | Self::Refused(_) => 422,
            Self::TooLarge(_) => 413,
            Self::MediaType => 415,
            Self::TooOften(_) => 429,
            Self::Busy | Self::TooSlow | Self::Storage(_) => 503,
            Self::Internal(_) | Self::Connection(_) => 500,
        }
    }
}

impl From<Rejections> for AppError {
    fn from(wrong: Rejections) -> Self {
        Self::Invalid(wrong.into_iter().map(|(name, rejection)| (name, FieldError::Rejected(rejection))).collect())
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::Invalid(Fields::new())
            }
            other => Self::Connection(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_the_tables_are_made_does_not_cross_the_wire() {
        let error = AppError::Taken("UNIQUE constraint failed: user.email".into());
        let wire = serde_json::to_string(&error).unwrap();
        assert_eq!(wire, r#"{"Taken":""}"#);
        assert_eq!(serde_json::from_str::<AppError>(&wire).unwrap().status(), 409);
        assert_eq!(error.to_string(), "taken");
    }
}
