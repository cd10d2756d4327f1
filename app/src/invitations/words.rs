//! Sentences about invitations.

use domain::{Language, MailFailure};
use leptos_i18n::I18nContext;

use super::records::{Obstacle, Standing};
use crate::{
    i18n::*,
    ui::{Choices, Tone, lang},
};

/// Why a customer is not invited, and what to do.
pub fn obstacle(i18n: I18nContext<Locale>, obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::NoEmail => t_string!(i18n, invitations.obstacle.no_email),
        Obstacle::OwnAddress => t_string!(i18n, invitations.obstacle.own_address),
        Obstacle::Open => t_string!(i18n, invitations.obstacle.open),
        Obstacle::Archived => t_string!(i18n, invitations.obstacle.archived),
        Obstacle::Accepted => t_string!(i18n, invitations.obstacle.accepted),
    }
}

/// Where an invitation stands, in one word.
pub fn standing(i18n: I18nContext<Locale>, standing: Standing) -> (&'static str, Tone) {
    match standing {
        Standing::Open => (t_string!(i18n, invitations.standing.open), Tone::Info),
        Standing::Accepted => (t_string!(i18n, invitations.standing.accepted), Tone::Success),
        Standing::Declined => (t_string!(i18n, invitations.standing.declined), Tone::Danger),
        Standing::Withdrawn => (t_string!(i18n, invitations.standing.withdrawn), Tone::Neutral),
        Standing::Expired => (t_string!(i18n, invitations.standing.expired), Tone::Warning),
    }
}

/// Why a mail did not get through.
pub fn cause(i18n: I18nContext<Locale>, cause: MailFailure) -> &'static str {
    match cause {
        MailFailure::Unreachable => t_string!(i18n, invitations.cause.unreachable),
        MailFailure::RefusedForNow => t_string!(i18n, invitations.cause.refused_for_now),
        MailFailure::RefusedForGood => t_string!(i18n, invitations.cause.refused_for_good),
        MailFailure::AddressUnknown => t_string!(i18n, invitations.cause.address_unknown),
        MailFailure::Tls => t_string!(i18n, invitations.cause.tls),
        MailFailure::SignIn => t_string!(i18n, invitations.cause.sign_in),
        MailFailure::Fault => t_string!(i18n, invitations.cause.fault),
    }
}

/// The languages that a mail can be written in: one a language, whatever the country.
pub fn languages(i18n: I18nContext<Locale>) -> Choices {
    let shown = lang(i18n.get_locale());
    Language::written().map(|language| (language.to_string(), language.name(shown).to_owned())).collect()
}
