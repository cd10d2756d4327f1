//! Any field of a customer, an address or a contact. One that is added to the tables takes part by itself.

use std::collections::BTreeSet;

use domain::fields::{AddressDetails, ContactDetails, CustomerDetails, Def, Kind, Record};
use entity::change;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Firm;
use crate::support::TestApp;

/// Countries in which a customer needs no VAT number.
const COUNTRIES: [&str; 2] = ["BE", "NO"];

impl Firm {
    /// New values of half of the fields of a record, as a page sends them. Who manages a customer is chosen by others.
    pub(super) async fn some_values<T: Record>(&mut self) -> Map<String, Value> {
        let mut values = Map::new();
        for field in T::FIELDS {
            let Def { key, kind, required, .. } = T::def(*field);
            if key == "manager_id" || self.chance.one_in(2) {
                continue;
            }
            let is_text = !matches!(kind, Kind::YesNo | Kind::Reference | Kind::Number);
            let is_emptied = is_text && !required && self.chance.one_in(4);
            let value = if is_emptied { json!("") } else { self.value(kind).await };
            values.insert(key.to_owned(), value);
        }
        values
    }

    async fn value(&mut self, kind: Kind) -> Value {
        match kind {
            Kind::Line => json!(self.chance.word()),
            Kind::Paragraph => json!(format!("{}\n{}", self.chance.word(), self.chance.word())),
            Kind::Email => json!(self.chance.email()),
            Kind::Phone => json!(self.chance.text(&["", "09 123 45 67", "+32 9 234 56 78"])),
            Kind::Url => json!(format!("https://voorbeeld{}.be", self.chance.below(1_000))),
            Kind::Iban => json!(self.chance.text(&["", "BE68539007547034", "NL91ABNA0417164300"])),
            Kind::Vat => json!(self.chance.text(&["", "BE0477472701"])),
            Kind::CompanyNumber => json!(self.chance.text(&["", "0477472701"])),
            Kind::Country => json!(self.chance.text(&COUNTRIES)),
            Kind::Locale => json!(self.chance.text(&["nl-BE", "fr-BE", "de-BE"])),
            Kind::Number => json!((1_000 + self.chance.below(1_000_000)).to_string()),
            Kind::Money => json!(self.chance.text(&["", "0.00", "1234.50"])),
            Kind::Nace => json!(self.chance.text(&["", "62.100", "10.712"])),
            Kind::CustomerType => json!(self.chance.text(&["", "individual"])),
            Kind::LegalForm => json!(self.chance.text(&["", "014", "be-eenmanszaak", "nl-bv"])),
            Kind::YesNo => json!(self.chance.one_in(2)),
            Kind::Reference => json!(self.a_unit().await),
        }
    }

    async fn a_unit(&mut self) -> Option<Uuid> {
        let units: Vec<_> = self.groups("units").await.iter().map(|unit| unit.id).collect();
        self.chance.of(&units)
    }
}

/// The fields of which no line of the change log says that they were changed.
pub(super) async fn never_changed(app: &TestApp) -> Vec<String> {
    let mut never = unsaid::<CustomerDetails>(app, "customer").await;
    never.extend(unsaid::<AddressDetails>(app, "address").await);
    never.extend(unsaid::<ContactDetails>(app, "contact").await);
    never
}

async fn unsaid<T: Record>(app: &TestApp, kind: &str) -> Vec<String> {
    let updates = change::Entity::find().filter(change::Column::RecordKind.eq(kind));
    let updates = updates.filter(change::Column::Action.eq("update")).select_only().column(change::Column::Fields);
    let lines: Vec<String> = updates.into_tuple().all(&app.context.db.read).await.unwrap();
    let said: BTreeSet<String> = lines
        .iter()
        .flat_map(|line| serde_json::from_str::<Map<String, Value>>(line).unwrap())
        .map(|(key, _)| key)
        .collect();
    let keys = T::FIELDS.iter().map(|field| T::def(*field).key);
    keys.filter(|key| !said.contains(*key)).map(|key| format!("{kind}: {key}")).collect()
}
