//! What differs between two versions of a record, and one record of what was chosen.

use leptos_i18n::I18nContext;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    i18n::Locale,
    patch::{self, fields},
};

/// Whose value of a field stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Mine,
    Theirs,
}

impl Side {
    /// What a plain form sends for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Theirs => "theirs",
        }
    }
}

/// The words for what two people made of a record.
pub trait RecordWords: Send + Sync + 'static {
    /// What a field is called.
    fn label(&self, i18n: I18nContext<Locale>, field: &str) -> String;
    /// What a value says in a field of the record that is `theirs`; nothing for an empty one.
    fn value(&self, i18n: I18nContext<Locale>, theirs: &Map<String, Value>, field: &str, value: &Value) -> String;
}

/// A field that the two sides see differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: String,
    pub mine: Value,
    pub theirs: Value,
    /// The side that changed it, where only one did.
    pub proposed: Option<Side>,
}

/// Where `mine` and `theirs` differ, both having begun from `base`.
pub fn differences<T: Serialize>(base: &T, mine: &T, theirs: &T) -> Vec<Difference> {
    let (base, mut mine, theirs) = (fields(base), fields(mine), fields(theirs));
    let difference = |(field, theirs): (String, Value)| {
        let mine = mine.remove(&field).unwrap_or_default();
        let was = base.get(&field)?;
        let proposed = match (mine == *was, theirs == *was) {
            (true, _) => Some(Side::Theirs),
            (_, true) => Some(Side::Mine),
            _ => None,
        };
        (mine != theirs).then_some(Difference { field, mine, theirs, proposed })
    };
    theirs.into_iter().filter_map(difference).collect()
}

/// `theirs` with the fields for which `mine` was chosen. None when a choice does not fit the record, which no table offers.
pub fn merged<T: Serialize + DeserializeOwned>(
    theirs: &T,
    chosen: impl IntoIterator<Item = (Difference, Side)>,
) -> Option<T> {
    let mut fields = fields(theirs);
    for (difference, side) in chosen {
        if side == Side::Mine {
            fields.insert(difference.field, difference.mine);
        }
    }
    patch::record(fields).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::details::AddressDetails;

    use super::*;

    fn address(street: &str, postcode: &str, city: &str) -> AddressDetails {
        AddressDetails {
            street: street.into(),
            postcode: postcode.into(),
            city: city.into(),
            ..AddressDetails::default()
        }
    }

    #[test]
    fn what_only_one_side_changed_is_proposed() {
        let base = address("Markt", "9000", "Gent");
        let found =
            differences(&base, &address("Kouter", "9000", "Gent-Brugge"), &address("Markt", "9050", "Gentbrugge"));
        let proposed: BTreeMap<_, _> = found.iter().map(|one| (one.field.as_str(), one.proposed)).collect();
        assert_eq!(proposed, [("street", Some(Side::Mine)), ("postcode", Some(Side::Theirs)), ("city", None)].into());
    }

    #[test]
    fn what_both_changed_alike_is_no_difference() {
        let base = address("Markt", "9000", "Gent");
        let same = address("Kouter", "9000", "Gent");
        assert!(differences(&base, &same, &same).is_empty());
    }

    #[test]
    fn choices_make_one_record() {
        let (base, mine, theirs) =
            (address("Markt", "", "Gent"), address("Kouter", "", "Aalst"), address("Markt", "9000", "Brugge"));
        let chosen = differences(&base, &mine, &theirs).into_iter().map(|one| {
            let side = one.proposed.unwrap_or(Side::Mine);
            (one, side)
        });
        assert_eq!(merged(&theirs, chosen), Some(address("Kouter", "9000", "Aalst")));
    }
}
