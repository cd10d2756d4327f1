//! The sheets of the file, their columns, and what stands in them.

use std::collections::HashMap;

use domain::{
    customers::Status,
    email,
    fields::{Kind, Record},
    imports::{Column, Target, is_same_title},
    permissions::{Area, Level},
    sorting::sort_by_name,
    words::workbook,
};
use entity::{business_unit, category, template, user};
use leptos_i18n::td_string;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use sheets::table::Sheet;
use uuid::Uuid;

use super::{parts, read::Exported};
use crate::{
    context::Db,
    customers::{
        details,
        fields::{amount, label_in, status_name, yes_or_no},
        financial,
    },
    error::AppError,
    i18n::*,
    own_fields::{self, OwnField},
    session::Viewer,
    ui::lang,
};

/// The columns as a viewer may see them, and the names that they show in place of ids.
pub struct Columns {
    locale: Locale,
    bulk: Vec<Column>,
    /// Contacts may be seen.
    contacts: bool,
    names: HashMap<Uuid, String>,
    /// The firm's own fields that may be seen.
    own: Vec<OwnField>,
}

impl Columns {
    /// Reads the names of the firm's colleagues, business units, templates and categories. Columns of what the viewer may not see
    /// are left out.
    pub async fn of(db: &Db, viewer: &Viewer, locale: Locale) -> Result<Self, AppError> {
        let (contacts, financial) = (viewer.may(Area::Contacts, Level::Read), financial::may_see(viewer));
        let shown =
            |column: &Column| (contacts || !is_of_contact(*column)) && (financial || !financial::guards(column.key()));
        let bulk = Column::ALL.into_iter().filter(shown).collect();
        let firm_id = viewer.firm_id;
        let users = user::Entity::find().select_only().columns([user::Column::Id, user::Column::Name]);
        let units = business_unit::Entity::find()
            .select_only()
            .columns([business_unit::Column::Id, business_unit::Column::Name]);
        let templates = template::Entity::find().select_only().columns([template::Column::Id, template::Column::Name]);
        let categories = category::Entity::find().select_only().columns([category::Column::Id, category::Column::Name]);
        let (users, units, templates, categories): (Vec<(Uuid, String)>, Vec<_>, Vec<_>, Vec<_>) = tokio::try_join!(
            users.filter(user::Column::FirmId.eq(firm_id)).into_tuple().all(&db.read),
            units.filter(business_unit::Column::FirmId.eq(firm_id)).into_tuple().all(&db.read),
            templates.filter(template::Column::FirmId.eq(firm_id)).into_tuple().all(&db.read),
            categories.filter(category::Column::FirmId.eq(firm_id)).into_tuple().all(&db.read),
        )?;
        let names = users.into_iter().chain(units).chain(templates).chain(categories).collect();
        let own = own_fields::of_customer::columns(&db.read, viewer).await?;
        Ok(Self { locale, bulk, contacts, names, own })
    }

    /// The sheets: the customers, their addresses, and their contacts.
    pub fn sheets(&self) -> Vec<Sheet> {
        let l = self.locale;
        let sheet = |name: &str, titles: &[&str]| Sheet {
            name: name.to_owned(),
            titles: titles.iter().map(|title| (*title).to_owned()).collect(),
        };
        let mut sheets = vec![
            Sheet { name: td_string!(l, customers.title).to_owned(), titles: self.titles() },
            sheet(td_string!(l, card.section.addresses), &parts::address_titles(l)),
        ];
        if self.contacts {
            sheets.push(sheet(td_string!(l, card.section.contacts), &parts::contact_titles(l)));
        }
        sheets
    }

    /// The rows of a customer, each with the place of its sheet.
    pub fn rows(&self, exported: &Exported) -> Vec<(usize, Vec<String>)> {
        let (l, customer) = (self.locale, &exported.customer);
        let addresses = exported.addresses.iter().map(|address| (1, parts::address(l, customer, address)));
        let contacts = exported.contacts.iter().filter(|_| self.contacts);
        let contacts = contacts.map(|contact| (2, parts::contact(l, customer, contact)));
        std::iter::once((0, self.cells(exported))).chain(addresses).chain(contacts).collect()
    }

    /// What stands above the columns: those of the bulk file under its own titles, the others under titles that it does not take
    /// for its own.
    fn titles(&self) -> Vec<String> {
        let l = self.locale;
        let [number, rest @ ..] = beside(l);
        let mut titles = vec![number.to_owned()];
        titles.extend(self.bulk.iter().map(|column| column.title(lang(l)).to_owned()));
        titles.extend(rest.map(str::to_owned));
        titles.extend(self.own.iter().map(|field| field.labels.of(lang(l)).to_owned()));
        titles
    }

    /// The row of the customer itself.
    fn cells(&self, exported: &Exported) -> Vec<String> {
        let customer = &exported.customer;
        let mut cells = vec![customer.number.to_string()];
        cells.extend(self.bulk.iter().map(|column| self.bulk_cell(*column, exported)));
        let mut categories: Vec<String> = exported.categories.iter().map(|id| self.name(Some(*id))).collect();
        sort_by_name(&mut categories, String::as_str);
        let status = Status::from_ordinal(customer.status).unwrap_or_default();
        cells.extend([
            status_name(self.locale, status).to_owned(),
            self.name(customer.manager_id),
            self.name(customer.business_unit_id),
            categories.join("; "),
        ]);
        cells.extend(self.own.iter().map(|field| {
            let value =
                exported.own.get(&field.id).map(|value| own_fields::of_customer::named(field, value, &self.names));
            own_fields::words::in_file(self.locale, field.kind, &value.unwrap_or_default())
        }));
        cells
    }

    fn bulk_cell(&self, column: Column, exported: &Exported) -> String {
        let (customer, address, contact) = (&exported.customer, exported.head_office(), exported.main_contact());
        let text = match column {
            Column::LegalName => Some(&customer.name),
            Column::Country => Some(&customer.country),
            Column::ContactEmail => return contact.map(|contact| email::shown(&contact.email)).unwrap_or_default(),
            Column::ContactFirstName => contact.map(|contact| &contact.first_name),
            Column::ContactLastName => contact.map(|contact| &contact.last_name),
            Column::ContactLocale => contact.map(|contact| &contact.locale),
            Column::CompanyNumber => Some(&customer.company_number),
            Column::Vat => Some(&customer.vat),
            Column::ExternalReference => Some(&customer.external_reference),
            Column::Iban => Some(&customer.iban),
            Column::Street => address.map(|address| &address.street),
            Column::HouseNumber => address.map(|address| &address.house_number),
            Column::Box => address.map(|address| &address.box_number),
            Column::Postcode => address.map(|address| &address.postcode),
            Column::City => address.map(|address| &address.city),
            Column::Mandate => return yes_or_no(self.locale, customer.mandate).to_owned(),
            Column::Template => return self.name(customer.template_id),
            Column::Phone => Some(&customer.phone),
            Column::Mobile => Some(&customer.mobile),
            Column::Website => Some(&customer.website),
            Column::CustomerEmail => return email::shown(&customer.email),
            Column::Description => Some(&customer.description),
            Column::AddressCountry => address.map(|address| &address.country),
            Column::CustomerLocale => Some(&customer.locale),
            by_kind => return self.by_kind(by_kind, exported),
        };
        text.cloned().unwrap_or_default()
    }

    /// The cell of a field that comes in by its kind: as it does.
    fn by_kind(&self, column: Column, exported: &Exported) -> String {
        match column.target() {
            Some(Target::Customer(field)) => self.of_field(field, &details::of_customer(&exported.customer)),
            Some(Target::Address(field)) => {
                let address = exported.head_office().map(details::of_address).unwrap_or_default();
                self.of_field(field, &address)
            }
            None => String::new(),
        }
    }

    fn of_field<R: Record>(&self, field: R::Field, record: &R) -> String {
        match record.yes_no(field) {
            Some(yes) => yes_or_no(self.locale, yes).to_owned(),
            None => {
                let text = record.text(field).cloned().unwrap_or_default();
                match R::def(field).kind {
                    Kind::Money => amount(self.locale, &text),
                    kind => kind.choice(&text).map_or(text, |choice| choice.name(lang(self.locale)).to_owned()),
                }
            }
        }
    }

    fn name(&self, id: Option<Uuid>) -> String {
        id.and_then(|id| self.names.get(&id)).cloned().unwrap_or_default()
    }
}

/// What stands above the columns that the bulk file does not take, the number first.
fn beside(l: Locale) -> [&'static str; 5] {
    [
        td_string!(l, customers.file.number),
        td_string!(l, card.field.status),
        label_in(l, "manager_id").unwrap_or_default(),
        label_in(l, "business_unit_id").unwrap_or_default(),
        td_string!(l, card.field.categories),
    ]
}

/// The same in every language.
pub fn titles_beside() -> impl Iterator<Item = String> {
    Locale::get_all().iter().flat_map(|locale| beside(*locale)).map(str::to_owned)
}

/// Whether a file of the list would not come back as it is with a field of the firm's own of this name: another column is called so, or
/// one that some colleagues' files do not have would be read from it.
pub fn is_title(label: &str) -> bool {
    let is_known = || Column::named(label).is_some_and(|(column, _)| is_guarded(column));
    let is_beside = || titles_beside().any(|title| is_same_title(&title, label));
    let is_of_errors = || [workbook::REASONS, workbook::ROW].iter().any(|title| title.is_in_any(label));
    Column::titled(label).is_some() || is_known() || is_beside() || is_of_errors()
}

/// Whether the files of some colleagues do not have the column.
fn is_guarded(column: Column) -> bool {
    is_of_contact(column) || financial::guards(column.key())
}

fn is_of_contact(column: Column) -> bool {
    use Column::{ContactEmail, ContactFirstName, ContactLastName, ContactLocale};
    matches!(column, ContactEmail | ContactFirstName | ContactLastName | ContactLocale)
}
