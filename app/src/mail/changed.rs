//! What somebody changed of an IBAN or an e-mail address, told so that who knew it recognises it and nobody else learns it.

use entity::{change, customer};
use serde_json::{Map, Value};

/// A field that was changed, before and after, masked; empty where there was or is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub field: Field,
    pub before: String,
    pub after: String,
}

/// Which field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Iban,
    Email,
}

impl Field {
    const ALL: [(&'static str, Self); 2] = [("iban", Self::Iban), ("email", Self::Email)];

    /// A value as a mail may hold it.
    fn masked(self, value: &str) -> String {
        match self {
            _ if value.is_empty() => String::new(),
            Self::Iban => masked_iban(value),
            Self::Email => masked_email(value),
        }
    }
}

impl Changed {
    /// What a line of the change log tells of these fields; what is only proposed beside the customer as it is `now`.
    pub fn of(line: &change::Model, now: Option<&customer::Model>) -> Vec<Self> {
        let fields: Map<String, Value> = serde_json::from_str(&line.fields).unwrap_or_default();
        let side = |field: Field, value: &Value| field.masked(value.as_str().unwrap_or_default());
        Field::ALL
            .into_iter()
            .filter_map(|(name, field)| {
                let values = fields.get(name)?;
                let before = match (now, field) {
                    (Some(now), Field::Iban) if line.record_kind == "proposal" => field.masked(&now.iban),
                    _ => side(field, &values[0]),
                };
                Some(Self { field, before, after: side(field, &values[1]) })
            })
            .collect()
    }
}

/// Country, check digits and the last four signs.
fn masked_iban(iban: &str) -> String {
    let signs: Vec<char> = iban.chars().filter(|c| !c.is_whitespace()).collect();
    match signs.len() {
        0..=8 => "…".to_owned(),
        length => [&signs[..4], &signs[length - 4..]].map(|part| part.iter().collect::<String>()).join(" … "),
    }
}

/// The first sign of the name, and the domain.
fn masked_email(email: &str) -> String {
    match email.rsplit_once('@') {
        Some((local, domain)) => format!("{}…@{domain}", local.chars().next().unwrap_or('…')),
        None => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_knew_it_recognises_it_and_nobody_else_learns_it() {
        assert_eq!(masked_iban("BE68539007547034"), "BE68 … 7034");
        assert_eq!(masked_iban("BE68"), "…");
        assert_eq!(masked_email("jan.peeters@bakkerij.be"), "j…@bakkerij.be");
        assert_eq!(masked_email("é@x.be"), "é…@x.be");
        assert_eq!(Field::Iban.masked(""), "");
    }
}
