//! What a save changes of a record: the fields that somebody changed, and what they saw of it. A field that was not sent is not written:
//! neither one that a colleague changes at the same time, nor one that the page, opened before the last update, does not know.

use std::{collections::BTreeMap, marker::PhantomData};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::audit::Stamp;

/// A change of a record of type `T`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Record"), try_from = "Sent")]
pub struct Patch<T> {
    /// What was seen, by field.
    seen: Map<String, Value>,
    /// What becomes of it, by field.
    new: Map<String, Value>,
    #[serde(skip)]
    record: PhantomData<T>,
}

/// What can be changed by a patch: a struct of named fields, any of which may be left out.
pub trait Record: Serialize + DeserializeOwned + Default {}

impl<T: Serialize + DeserializeOwned + Default> Record for T {}

/// A field of the patch is by now neither what was seen nor what it is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash;

impl<T: Record> Patch<T> {
    /// What differs between what was seen and what was made of it.
    pub fn between(seen: &T, new: &T) -> Self {
        let (seen, mut new) = (fields(seen), fields(new));
        new.retain(|field, value| seen.get(field) != Some(value));
        Self { seen, new, record: PhantomData }
    }

    /// These fields of a record, of which the version tells whether they are as they were seen.
    pub fn of(fields: Map<String, Value>) -> Self {
        Self { seen: Map::new(), new: fields, record: PhantomData }
    }

    /// All fields of a record, likewise.
    pub fn whole(new: &T) -> Self {
        Self::of(fields(new))
    }

    /// The record as it is `now`, with what the patch changes. `is_seen` says whether nobody changed it since the version that was read.
    pub fn onto(&self, now: &T, is_seen: bool) -> Result<T, Clash> {
        let mut fields = fields(now);
        for (field, new) in &self.new {
            let stored = fields.get(field);
            if stored == Some(new) {
                continue;
            }
            let is_free = self.seen.get(field).map_or(is_seen, |seen| stored == Some(seen));
            if !is_free {
                return Err(Clash);
            }
            fields.insert(field.clone(), new.clone());
        }
        record(fields).map_err(|_| Clash)
    }

    /// The record as its sender sees it: what they changed, over what they saw.
    pub fn typed(&self) -> T {
        let mut fields = self.seen.clone();
        fields.extend(self.new.clone());
        // What was sent was read as such a record already.
        record(fields).unwrap_or_default()
    }
}

/// What a record is now, told to somebody who saved an older state of it: the content of [`AppError::Conflict`](crate::error::AppError::Conflict).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Current<T, V = i32> {
    pub version: V,
    pub details: T,
    /// Who changed it last since the state that was edited, by field.
    pub changed: BTreeMap<String, Stamp>,
}

/// A patch as it is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    #[serde(default)]
    seen: Map<String, Value>,
    #[serde(default)]
    new: Map<String, Value>,
}

/// Refuses a field that the record does not have: whoever sent it would take it for saved.
impl<T: Record> TryFrom<Sent> for Patch<T> {
    type Error = String;

    fn try_from(Sent { seen, new }: Sent) -> Result<Self, Self::Error> {
        let known = fields(&T::default());
        if let Some(field) = seen.keys().chain(new.keys()).find(|field| !known.contains_key(*field)) {
            return Err(format!("there is no field {field:?}"));
        }
        for sent in [&seen, &new] {
            record::<T>(sent.clone()).map_err(|error| error.to_string())?;
        }
        Ok(Self { seen, new, record: PhantomData })
    }
}

/// The fields of a record by their names; none of what is no record.
pub fn fields(record: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The record of these fields.
///
/// # Errors
/// A field that it needs is lacking, or holds what it cannot.
pub fn record<T: DeserializeOwned>(fields: Map<String, Value>) -> Result<T, serde_json::Error> {
    serde_json::from_value(Value::Object(fields))
}

#[cfg(test)]
mod tests {
    use domain::details::{AddressDetails, CustomerDetails};
    use serde_json::json;

    use super::*;

    fn address(street: &str, city: &str) -> AddressDetails {
        AddressDetails { street: street.into(), city: city.into(), country: "BE".into(), ..AddressDetails::default() }
    }

    #[test]
    fn only_what_was_changed_is_written() {
        let seen = address("Markt", "Gent");
        let patch = Patch::between(&seen, &address("Kouter", "Gent"));
        let other = address("Markt", "Aalst");
        assert_eq!(patch.onto(&other, false), Ok(address("Kouter", "Aalst")), "both changes are kept");
        assert_eq!(patch.onto(&address("Kouter", "Gent"), false), Ok(address("Kouter", "Gent")), "twice is once");
        assert_eq!(patch.typed(), address("Kouter", "Gent"));
    }

    #[test]
    fn the_same_field_changed_by_two_clashes() {
        let patch = Patch::between(&address("Markt", "Gent"), &address("Kouter", "Gent"));
        assert_eq!(patch.onto(&address("Veldstraat", "Gent"), false), Err(Clash));
        assert_eq!(
            patch.onto(&address("Veldstraat", "Gent"), true),
            Err(Clash),
            "what was seen counts, whatever the version"
        );
    }

    #[test]
    fn where_nothing_is_said_of_what_was_seen_the_version_tells() {
        let patch = Patch::whole(&address("Kouter", "Gent"));
        assert_eq!(patch.onto(&address("Markt", "Gent"), true), Ok(address("Kouter", "Gent")));
        assert_eq!(patch.onto(&address("Markt", "Gent"), false), Err(Clash));
        assert_eq!(patch.onto(&address("Kouter", "Gent"), false), Ok(address("Kouter", "Gent")));
    }

    #[test]
    fn a_page_of_yesterday_wipes_nothing() {
        let sent = json!({ "seen": { "name": "Peeters" }, "new": { "name": "Peeters & Zonen" } });
        let patch: Patch<CustomerDetails> = serde_json::from_value(sent).unwrap();
        let now = CustomerDetails { name: "Peeters".into(), mandate: true, phone: "09".into(), ..Default::default() };
        let after = CustomerDetails { name: "Peeters & Zonen".into(), ..now.clone() };
        assert_eq!(patch.onto(&now, false), Ok(after));
    }

    #[test]
    fn what_the_record_does_not_have_is_refused() {
        let refused = |sent: Value| serde_json::from_value::<Patch<AddressDetails>>(sent).is_err();
        assert!(refused(json!({ "new": { "planet": "Mars" } })));
        assert!(refused(json!({ "new": { "city": 5 } })));
        assert!(refused(json!({ "seen": { "city": null } })));
        assert!(refused(json!({ "city": "Gent" })), "a whole record is no patch");
        assert!(!refused(json!({ "new": { "city": "Gent" } })));
    }

    #[test]
    fn it_crosses_the_wire() {
        let patch = Patch::between(&address("Markt", "Gent"), &address("Kouter", "Gent"));
        assert_eq!(
            serde_json::from_value::<Patch<AddressDetails>>(serde_json::to_value(&patch).unwrap()).unwrap(),
            patch
        );
    }
}
