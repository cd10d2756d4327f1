//! The catalogue of integrations. Linking one records it with its settings; nothing here calls an outside service.

use serde::{Deserialize, Serialize};

use crate::{Email, Line, Reason, clean, details::Rejections, templates::LinkSettings};

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
    /// Stored as [`YES`] or empty.
    YesNo,
    /// One of these values.
    Choice(&'static [&'static str]),
}

/// What a setting holds that is switched on.
pub const YES: &str = "yes";

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
    pub const ALL: [Self; 6] =
        [Self::Peppol, Self::ExactOnline, Self::Octopus, Self::Yuki, Self::Codabox, Self::EmailImport];

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
        Self::ALL.into_iter().find(|integration| integration.key() == key)
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
            setting("direction", SettingKind::Choice(&["receive", "send", "both"])),
            setting("mandate", SettingKind::YesNo),
        ];
        const DIVISION: &[Setting] = &[setting("division", SettingKind::Text)];
        const DOSSIER: &[Setting] = &[setting("dossier", SettingKind::Text)];
        const BANK: &[Setting] = &[setting("statements", SettingKind::YesNo), setting("payslips", SettingKind::YesNo)];
        const MAILBOX: &[Setting] = &[setting("mailbox", SettingKind::Email)];
        match self {
            Self::Peppol => PEPPOL,
            Self::ExactOnline | Self::Yuki => DIVISION,
            Self::Octopus => DOSSIER,
            Self::Codabox => BANK,
            Self::EmailImport => MAILBOX,
        }
    }

    /// The settings with every value in its normal form, without those left empty.
    ///
    /// # Errors
    /// What is wrong, by the setting's key. A key that this integration does not have is wrong too.
    pub fn checked(self, settings: &LinkSettings) -> Result<LinkSettings, Rejections> {
        let (mut good, mut wrong) = (LinkSettings::new(), Rejections::new());
        for (key, value) in settings.iter().filter(|(_, value)| !clean::is_blank(value)) {
            let kind = self.settings().iter().find(|setting| setting.key == key).map(|setting| setting.kind);
            let read = match kind {
                Some(SettingKind::Text) => value.parse::<Line>().map(String::from),
                Some(SettingKind::Email) => value.parse::<Email>().map(String::from),
                Some(SettingKind::YesNo) if value == YES => Ok(value.clone()),
                Some(SettingKind::Choice(choices)) if choices.contains(&value.as_str()) => Ok(value.clone()),
                Some(SettingKind::YesNo | SettingKind::Choice(_)) | None => Err(Reason::Format.into()),
            };
            match read {
                Ok(value) => drop(good.insert(key.clone(), value)),
                Err(rejection) => drop(wrong.insert(key.clone(), rejection)),
            }
        }
        if wrong.is_empty() { Ok(good) } else { Err(wrong) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_storage_and_equal_the_serialised_name() {
        for integration in Integration::ALL {
            assert_eq!(Integration::from_key(integration.key()), Some(integration));
            assert_eq!(serde_json::to_value(integration).unwrap(), integration.key());
        }
    }

    fn settings(pairs: &[(&str, &str)]) -> LinkSettings {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn settings_come_out_in_their_normal_form() {
        let given = settings(&[("mailbox", " Facturen@Peeters.BE ")]);
        let checked = Integration::EmailImport.checked(&given).unwrap();
        assert_eq!(checked, settings(&[("mailbox", "Facturen@peeters.be")]));
        let given = settings(&[("dossier", "two\nli\u{200b}nes")]);
        assert_eq!(Integration::Octopus.checked(&given).unwrap(), settings(&[("dossier", "two lines")]));
        let given = settings(&[("direction", "both"), ("mandate", "yes")]);
        assert_eq!(Integration::Peppol.checked(&given).unwrap(), given);
        assert!(Integration::Yuki.checked(&settings(&[("division", " ")])).unwrap().is_empty());
    }

    #[test]
    fn what_the_catalogue_does_not_know_is_refused_by_its_key() {
        for (integration, key, value) in [
            (Integration::Peppol, "direction", "sideways"),
            (Integration::Peppol, "mandate", "perhaps"),
            (Integration::Peppol, "division", "7"),
            (Integration::EmailImport, "mailbox", "nowhere"),
            (Integration::Octopus, "dossier", &"x".repeat(251)),
        ] {
            let wrong = integration.checked(&settings(&[(key, value)])).unwrap_err();
            assert_eq!(wrong.keys().collect::<Vec<_>>(), [key]);
        }
    }
}
