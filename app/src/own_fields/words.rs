//! What kinds of own fields are called, and how their values read.

use domain::own_fields::{OwnKind, RequiredFrom, Sharing, written_day, written_in};
use leptos_i18n::{I18nContext, td_string};

use crate::{customers::fields, i18n::*, ui::lang};

/// What a kind is called.
pub fn kind_name(i18n: I18nContext<Locale>, kind: OwnKind) -> &'static str {
    match kind {
        OwnKind::Text => t_string!(i18n, own_fields.kind.text),
        OwnKind::LongText => t_string!(i18n, own_fields.kind.long_text),
        OwnKind::Number => t_string!(i18n, own_fields.kind.number),
        OwnKind::Money => t_string!(i18n, own_fields.kind.money),
        OwnKind::Date => t_string!(i18n, own_fields.kind.date),
        OwnKind::YesNo => t_string!(i18n, own_fields.kind.yes_no),
        OwnKind::Choice => t_string!(i18n, own_fields.kind.choice),
        OwnKind::Several => t_string!(i18n, own_fields.kind.several),
        OwnKind::Link => t_string!(i18n, own_fields.kind.link),
        OwnKind::Colleague => t_string!(i18n, own_fields.kind.colleague),
    }
}

/// When a field must be filled in.
pub fn required_name(i18n: I18nContext<Locale>, from: RequiredFrom) -> &'static str {
    match from {
        RequiredFrom::Never => t_string!(i18n, own_fields.required.never),
        RequiredFrom::Draft => t_string!(i18n, own_fields.required.draft),
        RequiredFrom::Invited => t_string!(i18n, own_fields.required.invited),
        RequiredFrom::Active => t_string!(i18n, own_fields.required.active),
    }
}

/// What customers see of a field.
pub fn sharing_name(i18n: I18nContext<Locale>, sharing: Sharing) -> &'static str {
    match sharing {
        Sharing::Internal => t_string!(i18n, own_fields.sharing.internal),
        Sharing::Shown => t_string!(i18n, own_fields.sharing.shown),
        Sharing::Changeable => t_string!(i18n, own_fields.sharing.changeable),
    }
}

/// A value as people read it in a language. Options and colleagues stand there by their names already.
pub fn readable(l: Locale, kind: OwnKind, value: &str) -> String {
    match kind {
        OwnKind::Number => written_in(value, lang(l)),
        OwnKind::Money => fields::money(l, value),
        OwnKind::Date => written_day(value),
        OwnKind::YesNo if value == "true" => td_string!(l, ui.yes).to_owned(),
        OwnKind::YesNo if value == "false" => td_string!(l, ui.no).to_owned(),
        _ => value.to_owned(),
    }
}

/// The same in the field where it is typed: an amount without its currency. What the field cannot read stays as it was typed.
pub fn to_type(l: Locale, kind: OwnKind, value: &str) -> String {
    match kind {
        OwnKind::Number => written_in(value, lang(l)),
        OwnKind::Money => fields::amount(l, value),
        OwnKind::Date => written_day(value),
        _ => value.to_owned(),
    }
}

/// The same in a file: an amount stands there without its currency.
pub fn in_file(l: Locale, kind: OwnKind, value: &str) -> String {
    if kind == OwnKind::Money { fields::amount(l, value) } else { readable(l, kind, value) }
}
