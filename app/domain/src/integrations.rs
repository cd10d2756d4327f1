//! The catalogue of integrations. Linking one records it with its settings; nothing here calls an outside service.

use serde::{Deserialize, Serialize};

use crate::{Email, Line, Reason, Rejection, clean, details::Rejections, templates::LinkSettings};

/// An outside system that a customer can be linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Integration {
    /// The network for electronic invoices.
    Peppol,
    /// Bookkeeping with Exact.
    ExactOnline,
    /// Bookkeeping with Octopus.
    Octopus,
    /// Bookkeeping with Yuki.
    Yuki,
    /// Bank statements and payslips by CodaBox.
    Codabox,
    /// A mailbox that documents are mailed to.
    EmailImport,
}

/// What a setting of an integration holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// A line of text.
    Text,
    /// An e-mail address.
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
    /// The name it is stored by.
    pub key: &'static str,
    /// What it holds.
    pub kind: SettingKind,
    /// A fact of one customer, such as its file number: no template gives it.
    pub own: bool,
}

/// A setting that many customers share.
const fn shared(key: &'static str, kind: SettingKind) -> Setting {
    Setting { key, kind, own: false }
}

/// A setting that is a customer's own.
const fn own(key: &'static str, kind: SettingKind) -> Setting {
    Setting { key, kind, own: true }
}

/// What links of earlier versions held as well: the change log still tells of it. Whether the mandate is signed is a field of the
/// customer itself.
const MANDATE: &[Setting] = &[own("mandate", SettingKind::YesNo)];

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
        const PEPPOL: &[Setting] = &[shared("direction", SettingKind::Choice(&["receive", "send", "both"]))];
        const DIVISION: &[Setting] = &[own("division", SettingKind::Text)];
        const DOSSIER: &[Setting] = &[own("dossier", SettingKind::Text)];
        const BANK: &[Setting] = &[shared("statements", SettingKind::YesNo), shared("payslips", SettingKind::YesNo)];
        const MAILBOX: &[Setting] = &[own("mailbox", SettingKind::Email)];
        match self {
            Self::Peppol => PEPPOL,
            Self::ExactOnline | Self::Yuki => DIVISION,
            Self::Octopus => DOSSIER,
            Self::Codabox => BANK,
            Self::EmailImport => MAILBOX,
        }
    }

    /// The settings that a template gives.
    pub fn template_settings(self) -> impl Iterator<Item = &'static Setting> {
        self.settings().iter().filter(|setting| !setting.own)
    }

    /// The settings that each customer has of its own.
    pub fn own_settings(self) -> impl Iterator<Item = &'static Setting> {
        self.settings().iter().filter(|setting| setting.own)
    }

    /// Settings that links had in earlier versions.
    pub fn former_settings(self) -> &'static [Setting] {
        if self == Self::Peppol { MANDATE } else { &[] }
    }

    /// The settings of a link with every value in its normal form, without those left empty.
    ///
    /// # Errors
    /// What is wrong, by the setting's key. A key that this integration does not have is wrong too.
    pub fn checked(self, settings: &LinkSettings) -> Result<LinkSettings, Rejections> {
        checked_by(|key| self.settings().iter().find(|setting| setting.key == key), settings)
    }

    /// The same for the settings of a template: one that is a customer's own is wrong there.
    ///
    /// # Errors
    /// What is wrong, by the setting's key.
    pub fn checked_for_template(self, settings: &LinkSettings) -> Result<LinkSettings, Rejections> {
        checked_by(|key| self.template_settings().find(|setting| setting.key == key), settings)
    }

    /// What of these settings a template gives.
    pub fn given(self, settings: &LinkSettings) -> LinkSettings {
        let mut given = settings.clone();
        given.retain(|key, _| self.template_settings().any(|setting| setting.key == key));
        given
    }

    /// The settings of a link brought back to its template: what the template gives, and what is the customer's own.
    pub fn realigned(self, link: &LinkSettings, template: &LinkSettings) -> LinkSettings {
        let mut settings = link.clone();
        settings.retain(|key, _| self.own_settings().any(|setting| setting.key == key));
        settings.extend(self.given(template));
        settings
    }
}

fn checked_by(
    known: impl Fn(&str) -> Option<&'static Setting>,
    settings: &LinkSettings,
) -> Result<LinkSettings, Rejections> {
    let (mut good, mut wrong) = (LinkSettings::new(), Rejections::new());
    for (key, value) in settings.iter().filter(|(_, value)| !clean::is_blank(value)) {
        match normal(known(key).map(|setting| setting.kind), value) {
            Ok(value) => drop(good.insert(key.clone(), value)),
            Err(rejection) => drop(wrong.insert(key.clone(), rejection)),
        }
    }
    if wrong.is_empty() { Ok(good) } else { Err(wrong) }
}

/// The normal form of the value of a setting; none of its kinds is right for one that is not known.
fn normal(kind: Option<SettingKind>, value: &str) -> Result<String, Rejection> {
    match kind {
        Some(SettingKind::Text) => value.parse::<Line>().map(String::from),
        Some(SettingKind::Email) => value.parse::<Email>().map(String::from),
        Some(SettingKind::YesNo) if value == YES => Ok(value.to_owned()),
        Some(SettingKind::Choice(choices)) if choices.contains(&value) => Ok(value.to_owned()),
        Some(SettingKind::YesNo | SettingKind::Choice(_)) | None => Err(Reason::FORMAT.into()),
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
        let given = settings(&[("statements", "yes"), ("payslips", "yes")]);
        assert_eq!(Integration::Codabox.checked(&given).unwrap(), given);
        assert!(Integration::Yuki.checked(&settings(&[("division", " ")])).unwrap().is_empty());
    }

    #[test]
    fn what_the_catalogue_does_not_know_is_refused_by_its_key() {
        for (integration, key, value) in [
            (Integration::Peppol, "direction", "sideways"),
            (Integration::Peppol, "mandate", "yes"),
            (Integration::Codabox, "payslips", "perhaps"),
            (Integration::Peppol, "division", "7"),
            (Integration::EmailImport, "mailbox", "nowhere"),
            (Integration::Octopus, "dossier", &"x".repeat(251)),
        ] {
            let wrong = integration.checked(&settings(&[(key, value)])).unwrap_err();
            assert_eq!(wrong.keys().collect::<Vec<_>>(), [key]);
        }
    }

    #[test]
    fn what_is_a_customers_own_is_given_by_no_template() {
        for (integration, key, value, given) in [
            (Integration::Peppol, "direction", "both", true),
            (Integration::Peppol, "mandate", "yes", false),
            (Integration::ExactOnline, "division", "7", false),
            (Integration::Octopus, "dossier", "12", false),
            (Integration::Yuki, "division", "7", false),
            (Integration::Codabox, "statements", "yes", true),
            (Integration::Codabox, "payslips", "yes", true),
            (Integration::EmailImport, "mailbox", "facturen@peeters.be", false),
        ] {
            let one = settings(&[(key, value)]);
            let none = LinkSettings::new();
            let checked = integration.checked_for_template(&one);
            assert_eq!(checked.is_ok(), given, "{key}");
            assert_eq!(integration.given(&one), if given { one.clone() } else { none }, "{key}");
            if let Err(wrong) = checked {
                assert_eq!(wrong.keys().collect::<Vec<_>>(), [key]);
            }
        }
        assert!(Integration::Octopus.checked_for_template(&settings(&[("dossier", " ")])).unwrap().is_empty());
    }

    #[test]
    fn every_setting_is_a_templates_or_a_customers_own() {
        for integration in Integration::ALL {
            let (given, own) = (integration.template_settings().count(), integration.own_settings().count());
            assert_eq!(given + own, integration.settings().len());
            let former = integration.former_settings();
            assert!(former.iter().all(|former| integration.settings().iter().all(|now| now.key != former.key)));
        }
    }

    #[test]
    fn a_link_keeps_what_is_its_own_when_it_goes_back_to_its_template() {
        let link = settings(&[("dossier", "13")]);
        assert_eq!(Integration::Octopus.realigned(&link, &settings(&[("dossier", "12")])), link);
        let link = settings(&[("direction", "send"), ("mandate", "yes")]);
        let template = settings(&[("direction", "both"), ("mandate", "yes")]);
        assert_eq!(Integration::Peppol.realigned(&link, &template), settings(&[("direction", "both")]));
        assert!(Integration::Codabox.realigned(&settings(&[("payslips", "yes")]), &LinkSettings::new()).is_empty());
    }
}
