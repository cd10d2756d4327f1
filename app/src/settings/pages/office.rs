//! The tab of the firm's own data.

use domain::{
    Country, VatNumber, numbers,
    permissions::{Area, Level},
};
use leptos::prelude::*;

use super::{language_choices, shared::Stored};
use crate::{
    customers::fields,
    error::FieldError,
    i18n::*,
    session::{Visitor, reached, use_visitor},
    settings::{LogoForm, Office, api},
    ui::{self, ConflictNotice, SaveForm, Size, allowed, use_saving, use_toaster},
};

#[component]
pub fn OfficeTab() -> impl IntoView {
    let stored = Resource::new(|| (), |()| api::office());
    view! {
        <Stored stored shown=|office| view! { <OfficeForm office /> }.into_any() />
    }
}

#[component]
fn OfficeForm(office: Office) -> impl IntoView {
    let (i18n, toaster, visitor) = (use_i18n(), use_toaster(), use_visitor());
    let readonly = !allowed(Area::Settings, Level::Edit);
    let version = RwSignal::new(office.version);
    let [name, country, vat, address, phone, email, locale] =
        [office.name, office.country, office.vat, office.address, office.phone, office.email, office.locale]
            .map(RwSignal::new);
    let show = move |office: Office| {
        version.set(office.version);
        for (field, value) in [
            (name, office.name),
            (country, office.country),
            (vat, office.vat),
            (address, office.address),
            (phone, office.phone),
            (email, office.email),
            (locale, office.locale),
        ] {
            field.set(value);
        }
    };
    let saving = use_saving(api::change_office, move |office: Office| {
        visitor.update(|visitor| {
            if let Visitor::Colleague(viewer) = visitor {
                viewer.firm_reached = reached(&office.address, &office.phone);
            }
        });
        show(office);
        toaster.say(t_string!(i18n, ui.saved));
    });
    let save = move || {
        saving.send(Office {
            version: version.get_untracked(),
            name: name.get_untracked(),
            country: country.get_untracked(),
            vat: vat.get_untracked(),
            address: address.get_untracked(),
            phone: phone.get_untracked(),
            email: email.get_untracked(),
            locale: locale.get_untracked(),
        });
    };
    ui::use_save_shortcut(save);
    let name_label = move || t_string!(i18n, settings.office.name).to_owned();
    let country_label = move || t_string!(i18n, settings.office.country).to_owned();
    let vat_label = move || t_string!(i18n, settings.office.vat).to_owned();
    let address_label = move || t_string!(i18n, settings.office.address).to_owned();
    let phone_label = move || t_string!(i18n, settings.office.phone).to_owned();
    let email_label = move || t_string!(i18n, settings.office.email).to_owned();
    let locale_label = move || t_string!(i18n, settings.office.locale).to_owned();
    let refused = Memo::new(move |_| vat.with(|vat| (!vat.is_empty()).then(|| VatNumber::read(vat).err()).flatten()));
    let left = RwSignal::new(false);
    // In the order of the form.
    let name_wrong = saving.wrong("name", name_label, name);
    let country_wrong = saving.wrong("country", country_label, country);
    let vat_from_server = saving.wrong("vat", vat_label, vat);
    let vat_wrong = move || {
        let here = left.get().then(|| refused.get()).flatten();
        here.map(|rejection| ui::field_message(i18n, &FieldError::Rejected(rejection), &vat_label(), &vat.get()))
            .or_else(|| vat_from_server.get())
    };
    let countries = move || {
        let language = ui::lang(i18n.get_locale());
        Country::choices(language).into_iter().map(|(code, name)| (code.to_string(), name.to_owned())).collect()
    };
    let conflict = move |now: Office| {
        let theirs = now.clone();
        view! {
            <ConflictNotice
                stored=vec![
                    (name_label(), now.name),
                    (country_label(), fields::country_name(i18n.get_locale_untracked(), &now.country)),
                    (vat_label(), numbers::readable_vat(&now.vat)),
                    (address_label(), now.address),
                    (phone_label(), now.phone),
                    (email_label(), now.email),
                    (locale_label(), now.locale),
                ]
                on_take=move || {
                    show(theirs.clone());
                    saving.clear();
                }
                on_keep=move || {
                    version.set(now.version);
                    save();
                }
            />
        }
    };
    // Another logo is another version of what this form shows too, unless somebody else changed that in between.
    let on_change = Callback::new(move |now: i32| {
        if now == version.get_untracked() + 1 {
            version.set(now);
        }
    });
    view! {
        {move || saving.conflict().map(conflict)}
        <SaveForm plain="/api/settings/office_form" along=vec![("version", office.version.to_string())] save pending=saving.pending readonly summary=saving.summary()>
            <ui::TextField
                name="name"
                label=name_label
                size=Size::Large
                required=true
                readonly
                value=name
                error=name_wrong
            />
            <ui::SelectField
                name="country"
                label=country_label
                size=Size::Large
                disabled=readonly
                choices=Signal::derive(countries)
                value=country
                error=country_wrong
            />
            <ui::TextField
                name="vat"
                label=vat_label
                help=move || t_string!(i18n, settings.office.vat_help).to_owned()
                optional=true
                readonly
                value=vat
                error=vat_wrong
                repairs=move || left.get().then(|| refused.get()).flatten().map(|rejection| rejection.repairs).unwrap_or_default()
                on_leave=Callback::new(move |()| left.set(true))
            />
            <ui::TextArea
                name="address"
                label=address_label
                help=move || t_string!(i18n, settings.office.address_help).to_owned()
                rows=3
                optional=true
                readonly
                value=address
                error=saving.wrong("address", address_label, address)
            />
            <ui::TextField
                name="phone"
                label=phone_label
                kind="tel"
                optional=true
                readonly
                value=phone
                error=saving.wrong("phone", phone_label, phone)
            />
            <ui::TextField
                name="email"
                label=email_label
                help=move || t_string!(i18n, settings.office.email_help).to_owned()
                kind="email"
                size=Size::Large
                required=true
                readonly
                value=email
                error=saving.wrong("email", email_label, email)
            />
            <ui::SelectField
                name="locale"
                label=locale_label
                help=move || t_string!(i18n, settings.office.locale_help).to_owned()
                disabled=readonly
                choices=language_choices()
                value=locale
            />
        </SaveForm>
        <LogoForm readonly on_change />
    }
}
