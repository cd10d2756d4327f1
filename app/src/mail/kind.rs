//! Which mails there are.

use crate::session::links::Purpose;

/// Which mail. It holds a link for a purpose, or is a notice and leads to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailKind {
    /// A colleague chooses a new password; the subject is a user.
    Password,
    /// A colleague joins; the subject is a user.
    Colleague,
    /// A customer is invited; the subject is an invitation.
    Invitation,
    /// A customer's person signs in; the subject is a portal account.
    Portal,
    /// Somebody signed in with a browser that was not known; the subject is a line of the log of sign-ins.
    NewDevice,
    /// A colleague hears that its password was chosen or changed; the subject is a user.
    PasswordSet,
    /// A notice that a colleague's second factor changed; the subject is a user.
    SecondFactor(FactorChange),
    /// A colleague hears what a customer's person changed of an IBAN or an e-mail address; the subject is a line of the change log.
    DataChanged,
    /// The same for the address that was known before.
    DataChangedCopy,
    /// A customer's person hears that its password was chosen or changed; the subject is a portal account.
    PortalPassword,
    /// The same for a colleague.
    PortalPasswordFirm,
    /// What customers changed, once a day, for who answers for them; the subject holds the customers together.
    Digest,
}

/// How a second factor changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorChange {
    AppSet,
    AppRemoved,
    PasskeyAdded,
    PasskeyRemoved,
    CodesMade,
    CodeUsed,
    /// An administrator took all of it away.
    Reset,
}

impl MailKind {
    pub const ALL: [Self; 18] = [
        Self::Password,
        Self::PasswordSet,
        Self::Colleague,
        Self::Invitation,
        Self::Portal,
        Self::NewDevice,
        Self::SecondFactor(FactorChange::AppSet),
        Self::SecondFactor(FactorChange::AppRemoved),
        Self::SecondFactor(FactorChange::PasskeyAdded),
        Self::SecondFactor(FactorChange::PasskeyRemoved),
        Self::SecondFactor(FactorChange::CodesMade),
        Self::SecondFactor(FactorChange::CodeUsed),
        Self::SecondFactor(FactorChange::Reset),
        Self::DataChanged,
        Self::DataChangedCopy,
        Self::PortalPassword,
        Self::PortalPasswordFirm,
        Self::Digest,
    ];

    /// The name it is stored by.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PasswordSet => "password_set",
            Self::Colleague => "colleague",
            Self::Invitation => "invitation",
            Self::Portal => "portal",
            Self::NewDevice => "new_device",
            Self::SecondFactor(FactorChange::AppSet) => "factor_app_set",
            Self::SecondFactor(FactorChange::AppRemoved) => "factor_app_removed",
            Self::SecondFactor(FactorChange::PasskeyAdded) => "factor_passkey_added",
            Self::SecondFactor(FactorChange::PasskeyRemoved) => "factor_passkey_removed",
            Self::SecondFactor(FactorChange::CodesMade) => "factor_codes_made",
            Self::SecondFactor(FactorChange::CodeUsed) => "factor_code_used",
            Self::SecondFactor(FactorChange::Reset) => "factor_reset",
            Self::DataChanged => "data_changed",
            Self::DataChangedCopy => "data_changed_copy",
            Self::PortalPassword => "portal_password",
            Self::PortalPasswordFirm => "portal_password_firm",
            Self::Digest => "digest",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What the link in it is for; none for a notice, whose link holds no token.
    pub const fn purpose(self) -> Option<Purpose> {
        match self {
            Self::Password => Some(Purpose::Password),
            Self::Colleague => Some(Purpose::Colleague),
            Self::Invitation => Some(Purpose::Invitation),
            Self::Portal => Some(Purpose::Portal),
            Self::NewDevice => Some(Purpose::Device),
            Self::PasswordSet
            | Self::DataChanged
            | Self::DataChangedCopy
            | Self::PortalPassword
            | Self::PortalPasswordFirm
            | Self::Digest
            | Self::SecondFactor(_) => None,
        }
    }

    /// Whether others than a colleague at the address can have it sent there: whoever knows the address, a customer's person, or
    /// who invites.
    pub(super) const fn is_caused_by_others(self) -> bool {
        match self {
            Self::Password
            | Self::Colleague
            | Self::Invitation
            | Self::Portal
            | Self::NewDevice
            | Self::DataChanged
            | Self::DataChangedCopy
            | Self::PortalPassword
            | Self::PortalPasswordFirm => true,
            Self::PasswordSet | Self::SecondFactor(_) | Self::Digest => false,
        }
    }

    /// Whether somebody sits before a page that says to look for it.
    pub(super) const fn is_awaited(self) -> bool {
        matches!(self, Self::Password | Self::Portal)
    }

    /// The page that its button opens.
    pub(super) const fn page(self) -> &'static str {
        match self {
            Self::Password => "wachtwoord",
            Self::Colleague => "collega",
            Self::Invitation => "uitnodiging",
            Self::Portal | Self::DataChangedCopy | Self::PortalPassword => "toegang",
            Self::DataChanged | Self::PortalPasswordFirm => "klanten",
            Self::Digest => "klanten?weergave=gewijzigd",
            Self::NewDevice => "toestel",
            Self::PasswordSet | Self::SecondFactor(_) => "profiel",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_survives_storage() {
        for kind in MailKind::ALL {
            assert_eq!(MailKind::from_key(kind.key()), Some(kind));
        }
    }
}
