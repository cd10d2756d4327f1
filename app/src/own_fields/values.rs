//! What a customer has in own fields, as forms and cards know it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Reason,
    customers::Status,
    own_fields::{Labels, OwnKind},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::OwnField;
use crate::{
    customers::records::Named,
    error::{FieldError, Fields},
    patch::Clash,
};

/// Values in their one form, by field; nothing stands for an empty one.
pub type OwnValues = BTreeMap<Uuid, String>;

/// How the names of own fields begin in a form; the id follows.
pub const OWN: &str = "own_";
/// The same of what the form was read with.
pub const OWN_SEEN: &str = "ownseen_";
/// The fields of a plain form in which one customer gets a field alone.
pub const ADDED_LABEL: &str = "ownadded_label";
pub const ADDED_VALUE: &str = "ownadded_value";

/// The name of an own field in a form.
#[must_use]
pub fn name_of(id: Uuid) -> String {
    format!("{OWN}{}", id.simple())
}

/// The own field of this name.
#[must_use]
pub fn id_of(name: &str) -> Option<Uuid> {
    name.strip_prefix(OWN)?.parse().ok()
}

/// The own fields of a form: those that its reader may change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnForm {
    pub fields: Vec<OwnField>,
    /// A value for each of the fields, also for those that are empty.
    pub values: OwnValues,
    /// Colleagues who stand in a value.
    pub people: Vec<Named>,
    /// By which it is judged what must be filled in.
    pub status: Status,
    /// Whether the card has the tab *Vrije kenmerken*.
    pub has_tab: bool,
    /// Whether its reader may give the customer a field that it alone has.
    pub may_add: bool,
}

impl OwnForm {
    /// What is changed in the form of the customer: all, unless the card has a tab for some of it.
    #[must_use]
    pub fn beside_tab(self) -> Self {
        if self.has_tab { Self { may_add: false, ..self.only(|field| !field.on_tab) } } else { self }
    }

    /// What is changed on the tab.
    #[must_use]
    pub fn on_tab(self) -> Self {
        self.only(|field| field.on_tab)
    }

    fn only(mut self, is_here: impl Fn(&OwnField) -> bool) -> Self {
        self.fields.retain(|field| is_here(field));
        let here: BTreeSet<Uuid> = self.fields.iter().map(|field| field.id).collect();
        self.values.retain(|id, _| here.contains(id));
        self
    }

    /// What is wrong with these values, by the names of the fields.
    #[must_use]
    pub fn wrong(&self, values: &OwnValues) -> Fields {
        let named = self.fields.iter().filter_map(|field| Some((field, values.get(&field.id)?)));
        let wrong = named.filter_map(|(field, text)| Some((name_of(field.id), self.wrong_in(field, text)?)));
        wrong.collect()
    }

    fn wrong_in(&self, field: &OwnField, text: &str) -> Option<FieldError> {
        match field.read(text) {
            Err(rejection) => Some(FieldError::Rejected(rejection)),
            Ok(value) if value.is_empty() && field.required_from.holds_for(self.status) => {
                Some(FieldError::Rejected(Reason::Empty.into()))
            }
            Ok(_) => None,
        }
    }

    /// The values in their one form; what is wrong stays as it was typed. A field that the form does not have is left out.
    #[must_use]
    pub fn tidied(&self, values: &OwnValues) -> OwnValues {
        let named = self.fields.iter().filter_map(|field| Some((field, values.get(&field.id)?)));
        named.map(|(field, text)| (field.id, field.read(text).unwrap_or_else(|_| text.clone()))).collect()
    }
}

/// What a save changes of own fields: what was seen of them, and what becomes of those that were changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnPatch {
    pub seen: OwnValues,
    pub new: OwnValues,
    /// A field that the customer alone gets.
    pub added: Option<AddedField>,
}

/// A field that one customer alone gets, with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedField {
    pub label: String,
    pub value: String,
}

impl AddedField {
    /// The field, unless nothing was typed of it.
    #[must_use]
    pub fn typed(label: &str, value: &str) -> Option<Self> {
        let is_blank = domain::clean::is_blank(label) && domain::clean::is_blank(value);
        (!is_blank).then(|| Self { label: label.to_owned(), value: value.to_owned() })
    }
}

impl OwnPatch {
    /// What differs between what was seen and what was made of it.
    #[must_use]
    pub fn between(seen: &OwnValues, typed: &OwnValues) -> Self {
        let mut new = typed.clone();
        new.retain(|field, value| seen.get(field) != Some(value));
        Self { seen: seen.clone(), new, added: None }
    }

    /// The values that change, of what there is `now`.
    ///
    /// # Errors
    /// `Clash` where a value is by now neither what was seen nor what it is to become.
    pub fn onto(&self, now: &OwnValues) -> Result<OwnValues, Clash> {
        let of = |values: &OwnValues, field| values.get(field).cloned().unwrap_or_default();
        let mut changed = OwnValues::new();
        for (field, new) in &self.new {
            let stored = of(now, field);
            if stored == *new {
                continue;
            }
            if stored != of(&self.seen, field) {
                return Err(Clash);
            }
            changed.insert(*field, new.clone());
        }
        Ok(changed)
    }

    /// The same in the one form of each value, without fields that the form no longer has.
    #[must_use]
    pub fn tidied(&self, form: &OwnForm) -> Self {
        Self { seen: form.tidied(&self.seen), new: form.tidied(&self.new), added: self.added.clone() }
    }

    /// The values as their sender sees them.
    #[must_use]
    pub fn typed(&self) -> OwnValues {
        let mut typed = self.seen.clone();
        typed.extend(self.new.clone());
        typed
    }
}

/// An own field of a customer on its card. Options and colleagues stand there by their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFact {
    pub field: Uuid,
    pub labels: Labels,
    pub kind: OwnKind,
    pub value: String,
    /// The customer changed it itself, and no colleague has marked that as seen.
    pub by_customer: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(texts: &[(u128, &str)]) -> OwnValues {
        texts.iter().map(|(id, text)| (Uuid::from_u128(*id), (*text).to_owned())).collect()
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let patch = OwnPatch::between(&values(&[(1, "a"), (2, "b")]), &values(&[(1, "a"), (2, "c")]));
        assert_eq!(patch.new, values(&[(2, "c")]));
        assert_eq!(patch.typed(), values(&[(1, "a"), (2, "c")]));
        assert_eq!(patch.onto(&values(&[(1, "z"), (2, "b")])), Ok(values(&[(2, "c")])), "another field is another's");
        assert_eq!(patch.onto(&values(&[(2, "c")])), Ok(values(&[])), "twice is once");
        assert_eq!(patch.onto(&values(&[(2, "d")])), Err(Clash));
        assert_eq!(patch.onto(&values(&[])), Err(Clash), "somebody emptied it");
    }

    #[test]
    fn a_field_that_was_empty_is_filled_unless_somebody_did() {
        let patch = OwnPatch::between(&values(&[(1, "")]), &values(&[(1, "a")]));
        assert_eq!(patch.onto(&values(&[])), Ok(values(&[(1, "a")])));
        assert_eq!(patch.onto(&values(&[(1, "b")])), Err(Clash));
    }
}
