//! Errors in words: what happened, and the way out.

use domain::{permissions::Area, words};
use leptos_i18n::{I18nContext, td_string};

use crate::{
    error::{AppError, FieldError, Fields, Guessable, Refusal, StorageFault},
    i18n::*,
    limits::{Counted, Excess},
    ui::lang,
};

/// The sentence for a request that failed.
pub fn message(i18n: I18nContext<Locale>, error: &AppError) -> String {
    sentence(i18n.get_locale(), error)
}

/// The same where no page is drawn.
pub fn sentence(l: Locale, error: &AppError) -> String {
    match error {
        AppError::Unauthenticated => td_string!(l, ui.error.unauthenticated).to_owned(),
        AppError::Forbidden => td_string!(l, ui.error.forbidden).to_owned(),
        AppError::Elsewhere => td_string!(l, ui.error.elsewhere).to_owned(),
        AppError::Unconfirmed => td_string!(l, ui.error.unconfirmed).to_owned(),
        AppError::SecondFactorMissing => td_string!(l, ui.error.second_factor_missing).to_owned(),
        AppError::NotFound => td_string!(l, ui.error.not_found).to_owned(),
        AppError::Invalid(_) => td_string!(l, ui.error.invalid).to_owned(),
        AppError::Conflict(_) => td_string!(l, ui.error.conflict).to_owned(),
        AppError::Taken(_) => td_string!(l, ui.error.taken).to_owned(),
        AppError::Refused(refusal) => refused(l, *refusal),
        AppError::TooLarge(Excess::Kilobytes(most)) => td_string!(l, ui.error.too_large, most = most.to_string()),
        AppError::TooLarge(Excess::Items(most)) => td_string!(l, ui.error.too_many, most = most.to_string()),
        AppError::TooLarge(Excess::Depth(_)) | AppError::MediaType => td_string!(l, ui.error.malformed).to_owned(),
        AppError::Busy => td_string!(l, ui.error.busy).to_owned(),
        AppError::TooSlow => td_string!(l, ui.error.too_slow).to_owned(),
        AppError::TooOften(seconds) => td_string!(l, ui.error.too_often, minutes = seconds.div_ceil(60)),
        AppError::Storage(fault) => storage(l, *fault).to_owned(),
        AppError::Internal(reference) => td_string!(l, ui.error.internal, reference = reference.clone()),
        AppError::Connection(_) => td_string!(l, ui.error.connection).to_owned(),
    }
}

fn storage(l: Locale, fault: StorageFault) -> &'static str {
    match fault {
        StorageFault::Full => td_string!(l, ui.storage.full),
        StorageFault::ReadOnly => td_string!(l, ui.storage.read_only),
        StorageFault::Broken => td_string!(l, ui.storage.broken),
        StorageFault::Busy => td_string!(l, ui.storage.busy),
        StorageFault::Unreachable => td_string!(l, ui.storage.unreachable),
    }
}

/// The same with what is wrong of each field, where no form shows that beside it.
pub fn whole_sentence(l: Locale, error: &AppError) -> String {
    let AppError::Invalid(fields) = error else { return sentence(l, error) };
    let of_field = |(name, error): (&String, &FieldError)| match error {
        FieldError::Rejected(rejection) => {
            let label = td_string!(l, ui.error.text, name = name.clone());
            Some(words::reason(&rejection.reason, label.trim(), "", lang(l)).replace("  ", " "))
        }
        _ => None,
    };
    let said: Vec<String> = fields.iter().filter_map(of_field).collect();
    if said.is_empty() { sentence(l, error) } else { said.join(" ") }
}

/// There are as many already as there may be.
fn full(l: Locale, counted: Counted) -> String {
    let most = counted.most().to_string();
    match counted {
        Counted::Addresses => td_string!(l, ui.full.addresses, most),
        Counted::Contacts => td_string!(l, ui.full.contacts, most),
        Counted::Notes => td_string!(l, ui.full.notes, most),
        Counted::People => td_string!(l, ui.full.people, most),
        Counted::CategoriesOfCustomer => td_string!(l, ui.full.categories_of_customer, most),
        Counted::Assigned => td_string!(l, ui.full.assigned, most),
        Counted::Colleagues => td_string!(l, ui.full.colleagues, most),
        Counted::Profiles => td_string!(l, ui.full.profiles, most),
        Counted::Units => td_string!(l, ui.full.units, most),
        Counted::Categories => td_string!(l, ui.full.categories, most),
        Counted::Templates => td_string!(l, ui.full.templates, most),
        Counted::OwnFields => td_string!(l, ui.full.own_fields, most),
        Counted::OwnFieldsOfCustomer => td_string!(l, ui.full.own_fields_of_customer, most),
    }
}

fn refused(l: Locale, refusal: Refusal) -> String {
    let said = match refusal {
        Refusal::Full(counted) => return full(l, counted),
        Refusal::DeleteOnlyDraft => td_string!(l, ui.refusal.delete_only_draft),
        Refusal::DeleteArchived => td_string!(l, ui.refusal.delete_archived),
        Refusal::TemplateArchived => td_string!(l, ui.refusal.template_archived),
        Refusal::ManagerLeft => td_string!(l, ui.refusal.manager_left),
        Refusal::OwnFieldMissing => td_string!(l, ui.refusal.own_field_missing),
        Refusal::KindChanging => td_string!(l, ui.refusal.kind_changing),
        Refusal::StatusDoesNotAllow => td_string!(l, ui.refusal.status_does_not_allow),
        Refusal::NoEmail => td_string!(l, ui.refusal.no_email),
        Refusal::AlreadyInvited => td_string!(l, ui.refusal.already_invited),
        Refusal::LinkInvalid => td_string!(l, ui.refusal.link_invalid),
        Refusal::OwnAddress => td_string!(l, ui.refusal.own_address),
        Refusal::SignedInAsOther => td_string!(l, ui.refusal.signed_in_as_other),
        Refusal::SignInFirst => td_string!(l, ui.refusal.sign_in_first),
        Refusal::LastAdministrator => td_string!(l, ui.refusal.last_administrator),
        Refusal::BuiltIn => td_string!(l, ui.refusal.built_in),
        Refusal::InUse => td_string!(l, ui.refusal.in_use),
        Refusal::AlreadySetUp => td_string!(l, ui.refusal.already_set_up),
        Refusal::ImportState => td_string!(l, ui.refusal.import_state),
        Refusal::FileGone => td_string!(l, ui.refusal.file_gone),
        Refusal::StepExpired => td_string!(l, ui.refusal.step_expired),
        Refusal::LastFactor => td_string!(l, ui.refusal.last_factor),
        Refusal::TooManyPasskeys => td_string!(l, ui.refusal.too_many_passkeys),
        Refusal::PasskeyRefused => td_string!(l, ui.refusal.passkey_refused),
        Refusal::MailsToAddress => td_string!(l, ui.refusal.mails_to_address),
        Refusal::MailsBySender => td_string!(l, ui.refusal.mails_by_sender),
        Refusal::MailsByFirm => td_string!(l, ui.refusal.mails_by_firm),
        Refusal::TooManyChosen => td_string!(l, ui.refusal.too_many_chosen),
        Refusal::FilesOfDay => td_string!(l, ui.refusal.files_of_day),
        Refusal::HiddenRows => td_string!(l, ui.refusal.hidden_rows),
        Refusal::FileUnreadable => td_string!(l, ui.refusal.file_unreadable),
        Refusal::NothingTicked => td_string!(l, ui.refusal.nothing_ticked),
    };
    said.to_owned()
}

/// The sentence under a field: names the field by its label, the value, and the way out.
pub fn field_message(i18n: I18nContext<Locale>, error: &FieldError, label: &str, value: &str) -> String {
    match error {
        FieldError::Rejected(rejection) => words::reason(&rejection.reason, label, value, lang(i18n.get_locale())),
        FieldError::Taken => t_string!(i18n, ui.wrong.taken, label = label.to_owned(), value = value.to_owned()),
        FieldError::InUse => t_string!(i18n, ui.wrong.in_use, label = label.to_owned(), value = value.to_owned()),
        FieldError::TitleOfFile => t_string!(i18n, ui.wrong.title_of_file, value = value.to_owned()),
        FieldError::Required => t_string!(i18n, ui.wrong.required, label = label.to_owned()),
        FieldError::NoPassword => t_string!(i18n, ui.wrong.no_password).to_owned(),
        FieldError::WeakPassword => t_string!(i18n, ui.wrong.weak_password).to_owned(),
        FieldError::Guessable(Guessable::Word) => t_string!(i18n, ui.wrong.guessable_word).to_owned(),
        FieldError::Guessable(Guessable::Name) => t_string!(i18n, ui.wrong.guessable_name).to_owned(),
        FieldError::Guessable(Guessable::Keys) => t_string!(i18n, ui.wrong.guessable_keys).to_owned(),
        FieldError::WrongStartCode => t_string!(i18n, ui.wrong.start_code).to_owned(),
        FieldError::WrongPassword => t_string!(i18n, ui.wrong.wrong_password).to_owned(),
        FieldError::WrongCode => t_string!(i18n, ui.wrong.wrong_code).to_owned(),
    }
}

/// The sentence for the field of this name, if the server refused it.
pub fn field_error(i18n: I18nContext<Locale>, fields: &Fields, name: &str, label: &str, value: &str) -> Option<String> {
    fields.get(name).map(|error| field_message(i18n, error, label, value))
}

/// What an area of rights is called.
pub fn area_name(i18n: I18nContext<Locale>, area: Area) -> &'static str {
    match area {
        Area::Customers => t_string!(i18n, ui.area.customers),
        Area::Contacts => t_string!(i18n, ui.area.contacts),
        Area::Financial => t_string!(i18n, ui.area.financial),
        Area::Notes => t_string!(i18n, ui.area.notes),
        Area::FreeFields => t_string!(i18n, ui.area.free_fields),
        Area::Templates => t_string!(i18n, ui.area.templates),
        Area::Imports => t_string!(i18n, ui.area.imports),
        Area::Invitations => t_string!(i18n, ui.area.invitations),
        Area::Users => t_string!(i18n, ui.area.users),
        Area::Settings => t_string!(i18n, ui.area.settings),
    }
}
