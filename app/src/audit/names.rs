//! The names behind the ids in a customer's history.

use std::collections::{BTreeSet, HashMap};

use domain::{customers::Status, email, integrations::Integration};
use entity::{business_unit, category, customer, template};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::{
    actors,
    history::{RecordKind, Shown},
    read::Line,
};
use crate::{
    context::Db,
    customers::{fields, records::person_name, store},
    error::AppError,
};

/// The names of what the fields refer to by id.
pub struct Names {
    colleagues: HashMap<Uuid, String>,
    templates: HashMap<Uuid, String>,
    business_units: HashMap<Uuid, String>,
    categories: HashMap<Uuid, String>,
    /// Persons of the customer, by their portal account.
    accounts: HashMap<Uuid, String>,
    /// Addresses and contacts that are there now.
    records: HashMap<Uuid, String>,
    /// Where the customer is: its register writes company numbers in groups of its own.
    country: String,
}

impl Names {
    /// Reads the names that these lines of a customer's history refer to.
    pub async fn of(db: &Db, firm_id: Uuid, customer_id: Uuid, lines: &[Line]) -> Result<Self, AppError> {
        let ids = |fields: &[&str]| -> BTreeSet<Uuid> {
            let values = lines.iter().flat_map(|line| fields.iter().filter_map(|field| line.fields.get(*field)));
            values
                .flat_map(|values| [&values[0], &values[1]])
                .filter_map(|value| value.as_str()?.parse().ok())
                .collect()
        };
        let mut records = HashMap::new();
        for address in store::addresses_of(&db.read, firm_id, customer_id).await? {
            let place = address_name(&address.label, &address.street, &address.house_number, &address.city);
            records.insert(address.id, place);
        }
        for contact in store::contacts_of(&db.read, firm_id, customer_id).await? {
            records.insert(
                contact.id,
                person_name(&contact.first_name, &contact.last_name, &email::shown(&contact.email)),
            );
        }
        let country = customer::Entity::find_by_id((firm_id, customer_id))
            .select_only()
            .column(customer::Column::Country)
            .into_tuple()
            .one(&db.read)
            .await?;
        let templates = ids(&["template_id"]);
        let templates = template::Entity::find()
            .filter(template::Column::FirmId.eq(firm_id))
            .filter(template::Column::Id.is_in(templates))
            .all(&db.read)
            .await?;
        let units = ids(&["business_unit_id"]);
        let units = business_unit::Entity::find()
            .filter(business_unit::Column::FirmId.eq(firm_id))
            .filter(business_unit::Column::Id.is_in(units))
            .all(&db.read)
            .await?;
        let categories = ids(&["category_id"]);
        let categories = category::Entity::find()
            .filter(category::Column::FirmId.eq(firm_id))
            .filter(category::Column::Id.is_in(categories))
            .all(&db.read)
            .await?;
        Ok(Self {
            accounts: actors::persons(&db.read, firm_id, ids(&["account_id"])).await?,
            colleagues: actors::colleagues(&db.read, firm_id, ids(&["manager_id", "user_id", "created_by"])).await?,
            templates: templates.into_iter().map(|template| (template.id, template.name)).collect(),
            business_units: units.into_iter().map(|unit| (unit.id, unit.name)).collect(),
            categories: categories.into_iter().map(|category| (category.id, category.name)).collect(),
            records,
            country: country.unwrap_or_default(),
        })
    }

    /// Whether a line tells of a contact that was removed: the contact's own, and the invitation that went to it.
    ///
    /// Who a removed contact was is said nowhere any more, not even here: a person may ask to be forgotten (GDPR, article 17).
    /// What was done with its record, when and by whom, is the firm's to tell and stays. The log itself is left as it was
    /// written: the law against money laundering (18-9-2017, article 60) has a firm keep identities for ten years.
    pub fn forgotten(&self, kind: RecordKind, line: &Line) -> bool {
        let contact = match kind {
            RecordKind::Contact => Some(line.row.record_id),
            RecordKind::Invitation => line.text("contact_id").parse().ok(),
            _ => None,
        };
        // The line by which an invitation stopped naming its contact tells who that was, and not which.
        let unnamed = kind == RecordKind::Invitation && line.fields.get("email").is_some_and(|change| change[1] == "");
        unnamed || contact.is_some_and(|id| !self.records.contains_key(&id))
    }

    /// What a person calls the record of a line; none for the customer itself.
    pub fn subject(&self, kind: RecordKind, line: &Line) -> Option<Shown> {
        let name = match kind {
            RecordKind::Customer | RecordKind::Proposal => return None,
            RecordKind::Contact => self.records.get(&line.row.record_id)?.clone(),
            RecordKind::Address => match self.records.get(&line.row.record_id) {
                Some(name) => name.clone(),
                None => {
                    address_name(line.text("label"), line.text("street"), line.text("house_number"), line.text("city"))
                }
            },
            RecordKind::Assignment => self.colleagues.get(&line.text("user_id").parse().ok()?)?.clone(),
            RecordKind::Categorisation => return Some(named(&self.categories, line.text("category_id"))),
            RecordKind::Integration => Integration::from_key(line.text("integration"))?.name().to_owned(),
            RecordKind::Invitation => email::shown(line.text("email")),
            RecordKind::Access => self.accounts.get(&line.text("account_id").parse().ok()?)?.clone(),
        };
        (!name.is_empty()).then_some(Shown::Text(name))
    }

    /// The value of a field, with the name of what it refers to.
    pub fn shown(&self, kind: RecordKind, field: &str, value: &Value) -> Shown {
        let text = match value {
            Value::Null => return Shown::Nothing,
            Value::Bool(yes) => return Shown::YesNo(*yes),
            Value::Number(cents) if fields::is_money(field) => {
                return cents.as_i64().map_or(Shown::Nothing, Shown::Money);
            }
            Value::String(text) if text.is_empty() => return Shown::Nothing,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match (field, kind) {
            ("manager_id" | "user_id" | "created_by", _) => named(&self.colleagues, &text),
            ("template_id", _) => named(&self.templates, &text),
            ("business_unit_id", _) => named(&self.business_units, &text),
            ("category_id", _) => named(&self.categories, &text),
            ("contact_id", _) => match named(&self.records, &text) {
                Shown::Gone => Shown::ContactGone,
                name => name,
            },
            ("status", RecordKind::Customer) => {
                let status = value.as_i64().and_then(|ordinal| Status::from_ordinal(ordinal.try_into().ok()?));
                status.map_or(Shown::Nothing, Shown::Status)
            }
            ("status", _) => Shown::Answer(text),
            ("email", _) => Shown::Text(email::shown(&text)),
            ("company_number", _) => Shown::Text(fields::readable_in(&self.country, field, &text)),
            ("country", _) => Shown::Country(text),
            ("locale", _) => Shown::Locale(text),
            ("expires_at" | "answered_at", _) => text.parse().map_or(Shown::Nothing, Shown::Moment),
            _ => Shown::Text(text),
        }
    }
}

/// What has this id, if that is still there.
fn named(names: &HashMap<Uuid, String>, id: &str) -> Shown {
    let name = id.parse().ok().and_then(|id: Uuid| names.get(&id));
    name.cloned().map_or(Shown::Gone, Shown::Text)
}

/// Where it is: its own name, or street and city.
fn address_name(label: &str, street: &str, house_number: &str, city: &str) -> String {
    let line = format!("{street} {house_number}");
    let parts = [label, line.trim(), city];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
