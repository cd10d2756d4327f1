//! The columns that the list can have, a row each. The head, the rows, the print, what is sorted by and the window settings follow.
//! Fields of a customer, its head office and its main contact come from the tables of fields: a new field is a column too.

use std::{borrow::Cow, sync::LazyLock};

use domain::{
    details::{AddressDetails, ContactDetails, CustomerDetails},
    fields::{AddressField, ContactField, CustomerField, Kind, Record},
    numbers,
    own_fields::OwnKind,
    permissions::Area,
};
use leptos_i18n::td_string;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{address::Sort, records::Row};
use crate::{
    customers::fields::label_in,
    i18n::*,
    own_fields::{id_of, name_of},
};

/// A column of the list.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name in what is kept of a colleague's window settings. It never changes.
    pub key: String,
    /// What it is sorted by; none where no index bears it.
    pub sort: Option<Sort>,
    /// The area of permission that guards it beside that of customers.
    pub area: Option<Area>,
    /// What its cells say.
    pub cell: Cell,
    /// How it is drawn.
    pub look: Look,
    /// Its title, where a firm gave it.
    pub title: Option<String>,
}

/// A field of the firm's own that can be a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnColumn {
    pub id: Uuid,
    /// In the language of who looks.
    pub label: String,
    pub kind: OwnKind,
}

/// From where the text of a cell comes.
#[derive(Clone, Copy, Debug)]
pub enum Cell {
    /// Every row has it.
    Row(fn(&Row) -> String),
    /// The name, which is the link to the card.
    Name,
    /// The status in word and colour.
    Status,
    /// A field of the customer.
    Customer(CustomerField),
    /// Street, number and box of the head office.
    Street,
    /// Another field of the head office.
    Address(AddressField),
    /// The full name of the main contact.
    ContactName,
    /// Another field of the main contact.
    Contact(ContactField),
    Unit,
    Categories,
    Template,
    /// A field of the firm's own.
    Own(Uuid),
}

/// How a column is drawn: the class of its cells, and by `of-…` its width while nobody chose another.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub cell: &'static str,
    pub width: &'static str,
}

/// A column that the list had from the start has a place of its own on a phone; any other is left out there.
const TEXT: Look = Look { cell: "extra", width: "of-extra" };
const WIDE: Look = Look { cell: "extra", width: "of-wide" };
const CODE: Look = Look { cell: "extra code", width: "of-extra" };
const AMOUNT: Look = Look { cell: "extra number", width: "of-extra" };

/// The name of a customer, which is always shown.
pub const NAME: &str = "name";
/// The columns of a colleague who chose none, in their order.
pub const STANDARD: [&str; 6] = ["number", NAME, "vat", "city", "status", "manager_id"];
/// What the keys of the main contact's columns and the head office's begin with: fields of different records may have one name.
const OF_CONTACT: &str = "contact_";
const OF_ADDRESS: &str = "address_";

static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let mut columns = named();
    let fields = CustomerDetails::FIELDS.iter().map(|field| of_customer(*field, None));
    let addresses = AddressDetails::FIELDS.iter().filter_map(|field| of_address(*field));
    let contacts = ContactDetails::FIELDS.iter().filter_map(|field| of_contact(*field));
    for column in fields.flatten().chain(addresses).chain(contacts) {
        if columns.iter().all(|other| other.key != column.key) {
            columns.push(column);
        }
    }
    columns
});

/// Those that stand first, in the order in which they are offered.
fn named() -> Vec<Column> {
    let row = |key: &str, sort, text: fn(&Row) -> String, cell, width| {
        column(key, Some(sort), None, Cell::Row(text), Look { cell, width })
    };
    let plain = |key, cell| column(key, None, None, cell, WIDE);
    let contact = column("contact", Some(Sort::Contact), Some(Area::Contacts), Cell::ContactName, WIDE);
    let fields = [
        of_customer(CustomerField::Country, Some(Sort::Country)),
        of_customer(CustomerField::Phone, Some(Sort::Phone)),
        of_customer(CustomerField::Email, None),
        of_customer(CustomerField::Iban, None),
    ];
    let mut columns = vec![
        row("number", Sort::Number, |row| row.number.to_string(), "number", "of-number"),
        column(NAME, Some(Sort::Name), None, Cell::Name, Look { cell: "name stays", width: "of-name" }),
        row("vat", Sort::Vat, |row| numbers::readable_vat(&row.vat), "code", "of-code"),
        contact,
        column("address", Some(Sort::Address), None, Cell::Street, WIDE),
        row("city", Sort::City, |row| row.city.clone(), "city", "of-city"),
    ];
    columns.extend(fields.into_iter().flatten());
    columns.extend([
        column("status", Some(Sort::Status), None, Cell::Status, Look { cell: "status", width: "of-status" }),
        row("manager_id", Sort::Manager, |row| row.manager.clone().unwrap_or_default(), "manager", "of-manager"),
        plain("business_unit_id", Cell::Unit),
        plain("categories", Cell::Categories),
        plain("template_id", Cell::Template),
    ]);
    columns
}

fn column(key: &str, sort: Option<Sort>, area: Option<Area>, cell: Cell, look: Look) -> Column {
    Column { key: key.to_owned(), sort, area, cell, look, title: None }
}

/// The column of a field. What refers to another record has one of its own, or none.
fn of_customer(field: CustomerField, sort: Option<Sort>) -> Option<Column> {
    let def = CustomerDetails::def(field);
    (def.kind != Kind::Reference).then(|| column(def.key, sort, def.area, Cell::Customer(field), look_of(def.kind)))
}

/// Street, number and box are one column, and the city is that of the customer's row.
fn of_address(field: AddressField) -> Option<Column> {
    let def = AddressDetails::def(field);
    let is_elsewhere = matches!(
        field,
        AddressField::Street | AddressField::HouseNumber | AddressField::BoxNumber | AddressField::City
    );
    let key = format!("{OF_ADDRESS}{}", def.key);
    (!is_elsewhere).then(|| column(&key, None, def.area, Cell::Address(field), look_of(def.kind)))
}

/// First and last name are one column.
fn of_contact(field: ContactField) -> Option<Column> {
    let def = ContactDetails::def(field);
    let is_name = matches!(field, ContactField::FirstName | ContactField::LastName);
    let key = format!("{OF_CONTACT}{}", def.key);
    (!is_name).then(|| column(&key, None, Some(Area::Contacts), Cell::Contact(field), look_of(def.kind)))
}

fn look_of(kind: Kind) -> Look {
    match kind {
        Kind::Money => AMOUNT,
        Kind::Iban | Kind::Vat | Kind::CompanyNumber | Kind::Phone => CODE,
        Kind::Email | Kind::Url | Kind::Nace | Kind::LegalForm | Kind::Paragraph => WIDE,
        _ => TEXT,
    }
}

fn look_of_own(kind: OwnKind) -> Look {
    match kind {
        OwnKind::Number | OwnKind::Money => AMOUNT,
        OwnKind::LongText | OwnKind::Several | OwnKind::Link => WIDE,
        _ => TEXT,
    }
}

/// Every column that is no field of a firm's own, in the order in which they are offered.
pub fn all() -> &'static [Column] {
    &COLUMNS
}

impl Column {
    /// The column of this key.
    pub fn of(key: &str) -> Option<&'static Self> {
        all().iter().find(|column| column.key == key)
    }

    /// The column of a field of the firm's own. Whether it is open was asked before: [`OwnColumn`]s are those that are.
    pub fn of_own(own: &OwnColumn) -> Self {
        // A colleague is stored by an id, which puts nobody in an order that a person knows.
        let sort = (own.kind != OwnKind::Colleague).then_some(Sort::Own(own.id));
        let title = Some(own.label.clone());
        Self { title, ..column(&name_of(own.id), sort, None, Cell::Own(own.id), look_of_own(own.kind)) }
    }

    /// The column of this key, where it may be one of these fields.
    pub fn among(own: &[OwnColumn], key: &str) -> Option<Cow<'static, Self>> {
        if let Some(known) = Self::of(key) {
            return Some(Cow::Borrowed(known));
        }
        let id = id_of(key).filter(|id| name_of(*id) == key)?;
        own.iter().find(|own| own.id == id).map(|own| Cow::Owned(Self::of_own(own)))
    }

    /// Whether somebody sees it whose rights these are.
    pub fn is_open(&self, may_read: impl Fn(Area) -> bool) -> bool {
        self.area.is_none_or(may_read)
    }

    /// Whether its text is read beside the row.
    pub fn is_read(&self) -> bool {
        !matches!(self.cell, Cell::Row(_) | Cell::Name | Cell::Status)
    }

    /// Whether it is always shown.
    pub fn is_fixed(&self) -> bool {
        self.key == NAME
    }

    /// Its title.
    pub fn label(&self, l: Locale) -> String {
        if let Some(title) = &self.title {
            return title.clone();
        }
        let field = |key: &str| label_in(l, key).unwrap_or_default().to_owned();
        match self.cell {
            Cell::Street => td_string!(l, customers.columns.address).to_owned(),
            Cell::ContactName => td_string!(l, card.field.main).to_owned(),
            Cell::Contact(of) => {
                td_string!(l, customers.columns.of_contact, field = field(ContactDetails::def(of).key))
            }
            Cell::Address(of) => {
                td_string!(l, customers.columns.of_address, field = field(AddressDetails::def(of).key))
            }
            _ => match self.key.as_str() {
                "number" => td_string!(l, customers.number).to_owned(),
                NAME => td_string!(l, customers.name).to_owned(),
                "vat" => td_string!(l, customers.vat).to_owned(),
                "city" => td_string!(l, customers.city).to_owned(),
                "status" => td_string!(l, customers.status).to_owned(),
                "manager_id" => td_string!(l, customers.manager).to_owned(),
                key => field(key),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use leptos_i18n::Locale as _;

    use super::*;

    #[test]
    fn every_field_has_one_column() {
        let keys: BTreeSet<&str> = all().iter().map(|column| column.key.as_str()).collect();
        assert_eq!(keys.len(), all().len(), "each key once");
        for field in CustomerDetails::FIELDS {
            assert!(keys.contains(CustomerDetails::def(*field).key), "{field:?}");
        }
        for key in ["contact", "contact_email", "address", "address_postcode", "address_country", "categories"] {
            assert!(keys.contains(key), "{key}");
        }
        assert!(STANDARD.iter().all(|key| keys.contains(key)));
    }

    #[test]
    fn what_an_area_guards_is_guarded_here() {
        let guarded = |area| -> Vec<&str> {
            all().iter().filter(|column| column.area == Some(area)).map(|column| column.key.as_str()).collect()
        };
        assert_eq!(guarded(Area::Financial), ["iban", "credit_limit"]);
        let contact = ["contact", "contact_email", "contact_phone", "contact_mobile", "contact_role", "contact_locale"];
        assert_eq!(guarded(Area::Contacts), contact);
    }

    #[test]
    fn every_order_but_that_of_entry_is_of_one_column() {
        for sort in Sort::ALL {
            let bears = all().iter().filter(|column| column.sort == Some(sort)).count();
            assert_eq!(bears, usize::from(sort != Sort::Entry), "{sort:?}");
        }
    }

    #[test]
    fn every_column_has_a_title_of_its_own() {
        for l in Locale::get_all() {
            let titles: BTreeSet<String> = all().iter().map(|column| column.label(*l)).collect();
            assert!(titles.len() == all().len() && !titles.contains(""), "{l:?}: {titles:?}");
        }
    }
}
