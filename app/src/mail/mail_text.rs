//! The words of a mail, in the recipient's language, before they get a shape.

use chrono::Duration;
use leptos_i18n::td_string;

use super::{
    FactorChange, MailContext, MailKind,
    changed::{Changed, Field},
};
use crate::{
    i18n::*,
    pictures,
    session::{device_name, reached},
    ui::{lang, shown_date, shown_time},
};

/// A mail in words.
#[derive(Clone, Debug)]
pub struct MailText {
    /// ISO 639-1 code of its language.
    pub lang: String,
    pub firm: String,
    /// Where the firm's logo is, for a page that shows the mail; the mail itself brings it along.
    pub logo: Option<String>,
    pub sender: String,
    pub reply_to: String,
    pub subject: String,
    pub greeting: String,
    pub sentences: Vec<String>,
    /// The sender's own words, with who says so; both empty where there are none.
    pub note_from: String,
    pub note: String,
    /// The words on the button, and where it leads.
    pub action: String,
    pub link: String,
    /// For whom the button does not work; empty, with the line about time, where anybody finds the page.
    pub copy: String,
    /// How long the link works; empty where it is no link that works once.
    pub expiry: String,
    /// Who sent it.
    pub sent_by: String,
    /// How the firm is reached, a line each.
    pub reached: Vec<String>,
    /// Why this person gets it, and what to do when it is a mistake.
    pub why: String,
}

impl MailContext {
    fn sign_in_in_words(&self) -> Vec<String> {
        let l = self.locale;
        let Some(sign_in) = &self.sign_in else { return Vec::new() };
        let (device, address) = (device_name(l, &sign_in.device), sign_in.address.clone());
        vec![
            td_string!(l, mail.new_device.text).to_owned(),
            td_string!(l, mail.new_device.what, device, address, at = shown_time(self.zone, sign_in.at)),
            td_string!(l, mail.new_device.then).to_owned(),
        ]
    }

    /// Puts it in words around a link.
    pub fn letter(&self, link: &str) -> MailText {
        let l = self.locale;
        let (firm, customer) = (self.firm.clone(), self.customer.clone());
        // Customers know their firm, and not the product.
        let portal = self.sign_in.as_ref().is_some_and(|sign_in| sign_in.portal);
        let (subject, sentences, action, why) = match self.kind {
            MailKind::Password => (
                td_string!(l, mail.password.subject).to_owned(),
                vec![td_string!(l, mail.password.text).to_owned()],
                td_string!(l, mail.password.action),
                td_string!(l, mail.password.why).to_owned(),
            ),
            MailKind::PasswordSet => (
                td_string!(l, mail.password_set.subject).to_owned(),
                vec![
                    td_string!(l, mail.password_set.text).to_owned(),
                    td_string!(l, mail.password_set.check).to_owned(),
                ],
                td_string!(l, mail.password_set.action),
                td_string!(l, mail.password_set.why).to_owned(),
            ),
            MailKind::Colleague => (
                td_string!(l, mail.colleague.subject, firm = firm.clone()),
                vec![td_string!(l, mail.colleague.text, firm = firm.clone())],
                td_string!(l, mail.colleague.action),
                td_string!(l, mail.colleague.why, firm = firm),
            ),
            MailKind::Invitation => (
                td_string!(l, mail.invitation.subject, firm = firm.clone(), customer = customer.clone()),
                vec![
                    td_string!(l, mail.invitation.text, firm = firm.clone(), customer = customer.clone()),
                    td_string!(l, mail.invitation.what).to_owned(),
                ],
                td_string!(l, mail.invitation.action),
                td_string!(l, mail.invitation.why, firm = firm, customer = customer),
            ),
            MailKind::Portal => (
                match self.of_firm {
                    true => td_string!(l, mail.portal.subject, firm = firm.clone()),
                    false => td_string!(l, mail.portal.subject_plain).to_owned(),
                },
                vec![match self.of_firm {
                    true => td_string!(l, mail.portal.text, firm = firm),
                    false => td_string!(l, mail.portal.text_plain).to_owned(),
                }],
                td_string!(l, mail.portal.action),
                td_string!(l, mail.portal.why).to_owned(),
            ),
            MailKind::NewDevice => (
                match self.of_firm && portal {
                    true => td_string!(l, mail.new_device.subject_portal, firm = firm.clone()),
                    false => td_string!(l, mail.new_device.subject).to_owned(),
                },
                self.sign_in_in_words(),
                td_string!(l, mail.new_device.action),
                match (portal, self.of_firm) {
                    (true, true) => td_string!(l, mail.new_device.why_portal, firm = firm),
                    (true, false) => td_string!(l, mail.new_device.why_portal_plain).to_owned(),
                    (false, _) => td_string!(l, mail.new_device.why).to_owned(),
                },
            ),
            MailKind::SecondFactor(change) => (
                td_string!(l, mail.second_factor.subject).to_owned(),
                vec![factor_change(l, change).to_owned(), td_string!(l, mail.second_factor.text).to_owned()],
                td_string!(l, mail.second_factor.action),
                td_string!(l, mail.second_factor.why).to_owned(),
            ),
            MailKind::DataChanged => (
                td_string!(l, mail.data_changed.subject, customer = customer.clone()),
                self.with_changes(
                    td_string!(l, mail.data_changed.text, person = self.person.clone(), customer = customer.clone()),
                    td_string!(l, mail.data_changed.check).to_owned(),
                ),
                td_string!(l, mail.data_changed.action),
                td_string!(l, mail.data_changed.why, firm = firm),
            ),
            MailKind::DataChangedCopy => (
                td_string!(l, mail.data_changed_copy.subject, customer = customer.clone()),
                self.with_changes(
                    td_string!(l, mail.data_changed_copy.text, customer = customer.clone(), firm = firm.clone()),
                    td_string!(l, mail.data_changed_copy.check, firm = firm.clone()),
                ),
                td_string!(l, mail.data_changed_copy.action),
                td_string!(l, mail.data_changed_copy.why, firm = firm, customer = customer),
            ),
            MailKind::Digest => (
                match self.customers.len() as u64 + self.more {
                    1 => td_string!(l, mail.digest.subject_one).to_owned(),
                    count => td_string!(l, mail.digest.subject, count = count),
                },
                self.digest(),
                td_string!(l, mail.digest.action),
                if self.manages {
                    td_string!(l, mail.digest.why, firm = firm)
                } else {
                    td_string!(l, mail.digest.why_administrator, firm = firm)
                },
            ),
            MailKind::PortalPassword => (
                match self.of_firm {
                    true => td_string!(l, mail.portal_password.subject, firm = firm.clone()),
                    false => td_string!(l, mail.portal_password.subject_plain).to_owned(),
                },
                vec![
                    match self.of_firm {
                        true => td_string!(l, mail.portal_password.text, firm = firm),
                        false => td_string!(l, mail.portal_password.text_plain).to_owned(),
                    },
                    td_string!(l, mail.portal_password.check).to_owned(),
                ],
                td_string!(l, mail.portal_password.action),
                td_string!(l, mail.portal_password.why).to_owned(),
            ),
            MailKind::PortalPasswordFirm => (
                td_string!(l, mail.portal_password_firm.subject, customer = customer.clone()),
                vec![
                    td_string!(l, mail.portal_password_firm.text, person = self.person.clone(), customer = customer),
                    td_string!(l, mail.portal_password_firm.check).to_owned(),
                ],
                td_string!(l, mail.portal_password_firm.action),
                td_string!(l, mail.portal_password_firm.why, firm = firm),
            ),
        };
        let note = self.note.trim().to_owned();
        let by = if self.sender == self.firm { String::new() } else { self.sender.clone() };
        let short_lived = self.kind.purpose().is_some_and(|purpose| purpose.lifetime() < Duration::days(1));
        let shown = |at| if short_lived { shown_time(self.zone, at) } else { shown_date(self.zone.day(at)) };
        let until = self.until.map(shown);
        MailText {
            lang: l.to_string(),
            firm: self.firm.clone(),
            logo: self.logo.map(|(firm_id, id)| pictures::path(firm_id, id)),
            sender: self.sender.clone(),
            reply_to: self.reply_to.clone(),
            subject,
            greeting: match self.name.trim() {
                "" => td_string!(l, mail.greeting_plain).to_owned(),
                name => td_string!(l, mail.greeting, name = name.to_owned()),
            },
            sentences,
            note_from: if note.is_empty() {
                String::new()
            } else {
                td_string!(l, mail.note_from, name = self.sender.clone())
            },
            note,
            action: action.to_owned(),
            link: link.to_owned(),
            copy: if until.is_some() { td_string!(l, mail.copy).to_owned() } else { String::new() },
            expiry: until.map(|until| td_string!(l, mail.expiry, until = until)).unwrap_or_default(),
            reached: reached(&self.address, &self.phone),
            sent_by: match by.as_str() {
                "" => td_string!(l, mail.sent_for, firm = self.firm.clone()),
                by => td_string!(l, mail.sent_by, name = by.to_owned(), firm = self.firm.clone()),
            },
            why,
        }
    }

    /// What is told, what was changed, whether that waits for the firm, and what to do about it.
    fn with_changes(&self, text: String, check: String) -> Vec<String> {
        let changed = self.changed.iter().map(|changed| self.change(changed));
        let waits = self.waits.then(|| td_string!(self.locale, mail.waits).to_owned());
        std::iter::once(text).chain(changed).chain(waits).chain([check]).collect()
    }

    /// The customers that changed something, a line each.
    fn digest(&self) -> Vec<String> {
        let l = self.locale;
        let more = (self.more > 0).then(|| td_string!(l, mail.digest.more, count = self.more));
        let lines = self.customers.iter().map(|customer| format!("– {customer}"));
        std::iter::once(td_string!(l, mail.digest.text).to_owned()).chain(lines).chain(more).collect()
    }

    fn change(&self, changed: &Changed) -> String {
        let l = self.locale;
        let key = match changed.field {
            Field::Iban => "iban",
            Field::Email => "email",
        };
        let field = domain::fields::label(key).map(|label| label.of(lang(l))).unwrap_or_default();
        let said = |value: &str| match value {
            "" => td_string!(l, mail.nothing).to_owned(),
            value => value.to_owned(),
        };
        td_string!(l, mail.change, field = field, before = said(&changed.before), after = said(&changed.after))
    }
}

fn factor_change(l: Locale, change: FactorChange) -> &'static str {
    match change {
        FactorChange::AppSet => td_string!(l, mail.second_factor.app_set),
        FactorChange::AppRemoved => td_string!(l, mail.second_factor.app_removed),
        FactorChange::PasskeyAdded => td_string!(l, mail.second_factor.passkey_added),
        FactorChange::PasskeyRemoved => td_string!(l, mail.second_factor.passkey_removed),
        FactorChange::CodesMade => td_string!(l, mail.second_factor.codes_made),
        FactorChange::CodeUsed => td_string!(l, mail.second_factor.code_used),
        FactorChange::Reset => td_string!(l, mail.second_factor.reset),
    }
}
