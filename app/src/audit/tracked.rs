//! Which records the change log follows, and which of their columns say something to a person.

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use sea_orm::{EntityTrait, ModelTrait};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// A record whose every change is logged.
pub trait Tracked: ModelTrait + Serialize + Send + Sync {
    /// Its name in the log.
    const KIND: &'static str;
    /// Columns that follow from others, or only keep the books: they would say the same thing twice.
    const DERIVED: &'static [&'static str] = &[];
    /// Columns that every line repeats, because they tell which record it is.
    const NAMED_BY: &'static [&'static str] = &[];

    /// Columns without which the others cannot be read: each line repeats them, unless they are empty.
    const TOLD_WITH: &'static [&'static str] = &[];

    fn record_id(&self) -> Uuid;
    fn version(&self) -> i32;
    /// The customer whose history it belongs to.
    fn customer_id(&self) -> Option<Uuid> {
        None
    }

    /// The columns that the log compares.
    fn logged_fields(&self) -> Map<String, Value> {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(self) else { return Map::new() };
        for name in ["firm_id", "id", "customer_id", "version", "created_at", "updated_at"] {
            fields.shift_remove(name);
        }
        for name in Self::DERIVED {
            fields.shift_remove(*name);
        }
        fields.values_mut().for_each(to_microseconds);
        fields
    }
}

/// PostgreSQL keeps a time to the microsecond: what is finer is left out of the log, so that it says what the row will.
pub fn to_microseconds(value: &mut Value) {
    let finer = value.as_str().filter(|text| text.len() > "2026-11-26T03:49:41.123456Z".len() && text.ends_with('Z'));
    if let Some(time) = finer.and_then(|text| text.parse::<DateTime<Utc>>().ok()) {
        *value = Value::String(time.trunc_subsecs(6).to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
}

macro_rules! tracked {
    ($entity:ident, $kind:literal, customer: $customer:expr $(, derived: $derived:expr)?) => {
        impl Tracked for entity::$entity::Model {
            const KIND: &'static str = $kind;
            $(const DERIVED: &'static [&'static str] = $derived;)?

            fn record_id(&self) -> Uuid {
                self.id
            }
            fn version(&self) -> i32 {
                self.version
            }
            fn customer_id(&self) -> Option<Uuid> {
                let of: fn(&Self) -> Option<Uuid> = $customer;
                of(self)
            }
        }
    };
}

tracked!(customer, "customer", customer: |c| Some(c.id),
derived: &[
    "name_key", "match_key", "reference_key", "tab", "manager_key", "city_key", "street_key", "contact_key", "search", "postcode", "city",
]);
tracked!(address, "address", customer: |a| Some(a.customer_id));
tracked!(contact, "contact", customer: |c| Some(c.customer_id));
tracked!(note, "note", customer: |n| Some(n.customer_id));
tracked!(invitation, "invitation", customer: |i| Some(i.customer_id));
tracked!(template, "template", customer: |_| None);
tracked!(profile, "profile", customer: |_| None);
tracked!(business_unit, "business_unit", customer: |_| None);
tracked!(category, "category", customer: |_| None);
tracked!(own_field, "own_field", customer: |_| None, derived: &["change_id"]);
tracked!(user, "user", customer: |_| None);
tracked!(second_factor, "second_factor", customer: |_| None, derived: &["last_step"]);
tracked!(passkey, "passkey", customer: |_| None, derived: &["credential_id", "credential", "used_at"]);

impl Tracked for entity::firm::Model {
    const KIND: &'static str = "firm";
    const DERIVED: &'static [&'static str] = &["next_customer_number"];

    fn record_id(&self) -> Uuid {
        self.id
    }
    fn version(&self) -> i32 {
        self.version
    }
}

impl Tracked for entity::customer_integration::Model {
    const KIND: &'static str = "integration";
    const NAMED_BY: &'static [&'static str] = &["integration"];

    /// A link has no id of its own: the customer stands for it, and the field `integration` names which.
    fn record_id(&self) -> Uuid {
        self.customer_id
    }
    fn version(&self) -> i32 {
        self.version
    }
    fn customer_id(&self) -> Option<Uuid> {
        Some(self.customer_id)
    }
}

/// What a customer has in an own field: the customer stands for it, and the field `field_id` names which.
impl Tracked for entity::own_value::Model {
    const KIND: &'static str = "own_value";
    const DERIVED: &'static [&'static str] = &["value_key"];
    const NAMED_BY: &'static [&'static str] = &["field_id"];
    const TOLD_WITH: &'static [&'static str] = &["kind", "value"];

    fn record_id(&self) -> Uuid {
        self.customer_id
    }
    fn version(&self) -> i32 {
        self.version
    }
    fn customer_id(&self) -> Option<Uuid> {
        Some(self.customer_id)
    }
}

/// Who has access to the customer's own page. The customer stands for it, and the field `account_id` names who.
impl Tracked for entity::portal_customer::Model {
    const KIND: &'static str = "access";
    const DERIVED: &'static [&'static str] = &["since", "seen_at"];
    const NAMED_BY: &'static [&'static str] = &["account_id"];

    fn record_id(&self) -> Uuid {
        self.customer_id
    }
    fn version(&self) -> i32 {
        1
    }
    fn customer_id(&self) -> Option<Uuid> {
        Some(self.customer_id)
    }
}

/// A link between a customer and something else of the firm, which is there or not: the customer stands for it, and the other
/// end's field names which.
macro_rules! tracked_link {
    ($entity:ident, $kind:literal, $to:literal) => {
        impl Tracked for entity::$entity::Model {
            const KIND: &'static str = $kind;
            const NAMED_BY: &'static [&'static str] = &[$to];

            fn record_id(&self) -> Uuid {
                self.customer_id
            }
            fn version(&self) -> i32 {
                1
            }
            fn customer_id(&self) -> Option<Uuid> {
                Some(self.customer_id)
            }
        }
    };
}

/// A customer has one: its own id stands for it.
impl Tracked for entity::proposal::Model {
    const KIND: &'static str = "proposal";

    fn record_id(&self) -> Uuid {
        self.customer_id
    }
    fn version(&self) -> i32 {
        self.version
    }
    fn customer_id(&self) -> Option<Uuid> {
        Some(self.customer_id)
    }
}

tracked_link!(customer_user, "assignment", "user_id");
tracked_link!(customer_category, "categorisation", "category_id");

/// The entity of a tracked record.
pub type EntityOf<T> = <T as ModelTrait>::Entity;
/// What SeaORM writes for a tracked record.
pub type ActiveModelOf<T> = <EntityOf<T> as EntityTrait>::ActiveModel;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_time_is_logged_as_the_row_keeps_it() {
        for (is, logged) in [
            ("2026-11-26T03:49:41.123456789Z", "2026-11-26T03:49:41.123456Z"),
            ("2026-11-26T03:49:41.123000789Z", "2026-11-26T03:49:41.123Z"),
            ("2026-11-26T03:49:41.123456Z", "2026-11-26T03:49:41.123456Z"),
            ("2026-11-26T03:49:41Z", "2026-11-26T03:49:41Z"),
            ("Zaak 1.123456789Z", "Zaak 1.123456789Z"),
        ] {
            let mut value = json!(is);
            to_microseconds(&mut value);
            assert_eq!(value, logged);
        }
    }
}
