//! The catalogue of integrations. Linking one records it with its settings; nothing here calls an outside service.

use serde::{Deserialize, Serialize};

/// An outside system that a customer can be linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Integration {
    Peppol,
    ExactOnline,
    Octopus,
    Yuki,
    Codabox,
    EmailImport,
}

/// What a setting of an integration holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    Text,
    Email,
    /// Stored as `yes` or empty.
    YesNo,
    /// One of these values.
    Choice(&'static [&'static str]),
}

/// One setting that a link carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    pub key: &'static str,
    pub kind: SettingKind,
}

const fn setting(key: &'static str, kind: SettingKind) -> Setting {
    Setting { key, kind }
}

impl Integration {
    /// The whole catalogue, in the order it is shown.
    pub const ALL: [Self; 6] = [
        Self::Peppol,
        Self::ExactOnline,
        Self::Octopus,
        Self::Yuki,
        Self::Codabox,
        Self::EmailImport,
    ];

    /// The name it is stored by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Peppol => "peppol",
            Self::ExactOnline => "exact_online",
            Self::Octopus => "octopus",
            Self::Yuki => "yuki",
            Self::Codabox => "codabox",
            Self::EmailImport => "email_import",
        }
    }

    /// The integration stored by this name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|integration| integration.key() == key)
    }

    /// Its own name: a brand, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Peppol => "Peppol",
            Self::ExactOnline => "Exact Online",
            Self::Octopus => "Octopus",
            Self::Yuki => "Yuki",
            Self::Codabox => "CodaBox",
            Self::EmailImport => "E-mail import",
        }
    }

    /// The settings a link carries, besides the customer's reference in the outside system.
    pub fn settings(self) -> &'static [Setting] {
        const PEPPOL: &[Setting] = &[
            setting(
                "direction",
                SettingKind::Choice(&["receive", "send", "both"]),
            ),
            setting("mandate", SettingKind::YesNo),
        ];
        const DIVISION: &[Setting] = &[setting("division", SettingKind::Text)];
        const DOSSIER: &[Setting] = &[setting("dossier", SettingKind::Text)];
        const BANK: &[Setting] = &[
            setting("statements", SettingKind::YesNo),
            setting("payslips", SettingKind::YesNo),
        ];
        const MAILBOX: &[Setting] = &[setting("mailbox", SettingKind::Email)];
        match self {
            Self::Peppol => PEPPOL,
            Self::ExactOnline | Self::Yuki => DIVISION,
            Self::Octopus => DOSSIER,
            Self::Codabox => BANK,
            Self::EmailImport => MAILBOX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_storage_and_equal_the_serialised_name() {
        for integration in Integration::ALL {
            assert_eq!(Integration::from_key(integration.key()), Some(integration));
            assert_eq!(
                serde_json::to_value(integration).unwrap(),
                integration.key()
            );
        }
    }
}
