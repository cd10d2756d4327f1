//! JSON, looked through without keeping any of it, before it is read.

use std::{collections::HashSet, fmt};

use domain::Reason;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{DEPTH, Excess, ITEMS, VALUES, longest};
use crate::error::{AppError, FieldError, Fields};

/// Whether the arguments of a server function keep to the limits.
///
/// # Errors
/// `TooLarge`; `Invalid` with the field whose text is too long or holds a NUL, or without one where this is no JSON or a field
/// stands in it twice.
pub fn check_json(body: &[u8]) -> Result<(), AppError> {
    checked("", body)
}

/// Reads JSON that came as the text of a field: what it holds keeps to the limits of a request, which saw one text.
///
/// # Errors
/// Those of [`check_json`]; where it is JSON of another kind, `Invalid` without a field.
pub fn read_json<T: DeserializeOwned>(field: &str, text: &str) -> Result<T, AppError> {
    checked(field, text.as_bytes())?;
    serde_json::from_str(text).map_err(|_| AppError::Invalid(Fields::new()))
}

/// Whether a text fits the field of this name.
///
/// # Errors
/// `Invalid`, naming the field.
pub fn check_text(field: &str, text: &str) -> Result<(), AppError> {
    let max = longest(field);
    let wrong = |reason: Reason| Err(AppError::field(field, FieldError::Rejected(reason.into())));
    // As many bytes are at most as many characters: most texts need no counting.
    if text.len() > max && text.chars().count() > max {
        return wrong(Reason::TooLong { max });
    }
    if text.contains('\0') { wrong(Reason::CHARACTERS) } else { Ok(()) }
}

fn checked(name: &str, json: &[u8]) -> Result<(), AppError> {
    let mut scan = Scan::default();
    let mut json = serde_json::Deserializer::from_slice(json);
    let read = Value { scan: &mut scan, name, depth: 0 }.deserialize(&mut json).and_then(|()| json.end());
    match (scan.fault, read) {
        (Some(fault), _) => Err(fault),
        (None, Err(_)) => Err(AppError::Invalid(Fields::new())),
        (None, Ok(())) => Ok(()),
    }
}

/// What was seen so far.
#[derive(Default)]
struct Scan {
    values: usize,
    fault: Option<AppError>,
}

impl Scan {
    /// Remembers what is wrong, and stops the parser.
    fn stop<E: Error>(&mut self, fault: AppError) -> E {
        self.fault = Some(fault);
        E::custom("over a limit")
    }

    fn count<E: Error>(&mut self) -> Result<(), E> {
        self.values += 1;
        if self.values > VALUES { Err(self.too_many(VALUES)) } else { Ok(()) }
    }

    fn too_many<E: Error>(&mut self, most: usize) -> E {
        self.stop(AppError::TooLarge(Excess::Items(most as u32)))
    }
}

/// A value, and the name of the field that it stands in.
struct Value<'a> {
    scan: &'a mut Scan,
    name: &'a str,
    depth: usize,
}

impl Value<'_> {
    fn text<E: Error>(self, text: &str) -> Result<(), E> {
        check_text(self.name, text).map_err(|fault| self.scan.stop(fault))
    }

    fn deeper<E: Error>(&mut self) -> Result<usize, E> {
        let depth = self.depth + 1;
        if depth > DEPTH {
            return Err(self.scan.stop(AppError::TooLarge(Excess::Depth(DEPTH as u32))));
        }
        Ok(depth)
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.scan.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let depth = self.deeper()?;
        let mut items = 0;
        while list.next_element_seed(Value { scan: &mut *self.scan, name: self.name, depth })?.is_some() {
            items += 1;
            if items > ITEMS {
                return Err(self.scan.too_many(ITEMS));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let depth = self.deeper()?;
        let mut names = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            check_text("", &name).map_err(|fault| self.scan.stop::<A::Error>(fault))?;
            map.next_value_seed(Value { scan: &mut *self.scan, name: &name, depth })?;
            if !names.insert(name) {
                return Err(self.scan.stop(AppError::Invalid(Fields::new())));
            }
            if names.len() > ITEMS {
                return Err(self.scan.too_many(ITEMS));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::{SEARCH, TEXT};

    fn wrong(name: &str, reason: Reason) -> Result<(), AppError> {
        Err(AppError::field(name, FieldError::Rejected(reason.into())))
    }

    #[test]
    fn what_keeps_to_the_limits_passes() {
        let ids = vec!["0"; ITEMS];
        let request = serde_json::json!({ "request": {
            "ids": ids, "note": "x".repeat(TEXT), "search": "é".repeat(SEARCH),
            "none": null, "yes": true, "number": -1, "more": 1.5,
        } });
        assert_eq!(check_json(request.to_string().as_bytes()), Ok(()));
        assert_eq!(check_json(b"{}"), Ok(()));
    }

    #[test]
    fn a_text_is_measured_by_the_name_of_its_field() {
        let long = |name: &str, length| serde_json::json!({ "request": { name: ["x".repeat(length)] } }).to_string();
        assert_eq!(check_json(long("search", 201).as_bytes()), wrong("search", Reason::TooLong { max: 200 }));
        assert_eq!(check_json(long("name", 10_001).as_bytes()), wrong("name", Reason::TooLong { max: 10_000 }));
        let key = serde_json::json!({ "x".repeat(10_001): 1 }).to_string();
        assert_eq!(check_json(key.as_bytes()), wrong("", Reason::TooLong { max: 10_000 }));
    }

    #[test]
    fn json_in_a_field_keeps_to_the_same_limits() {
        let read = |text: &str| read_json::<Vec<String>>("selection", text);
        assert_eq!(read(r#"["a"]"#), Ok(vec!["a".to_owned()]));
        assert_eq!(read(r#"["a\u0000"]"#), wrong("selection", Reason::CHARACTERS).map(|()| Vec::new()));
        let too_deep = AppError::TooLarge(Excess::Depth(DEPTH as u32));
        assert_eq!(read(&"[".repeat(9_000)), Err(too_deep));
        for text in ["", "no json", "{}", "[1]"] {
            assert_eq!(read(text), Err(AppError::Invalid(Fields::new())), "{text}");
        }
    }

    #[test]
    fn a_nul_is_named_with_its_field() {
        assert_eq!(check_json(br#"{"request":{"email":"a\u0000b"}}"#), wrong("email", Reason::CHARACTERS));
        assert_eq!(check_json(br#"{"a\u0000":1}"#), wrong("", Reason::CHARACTERS));
    }

    #[test]
    fn too_many_and_too_deep_are_refused_at_the_first_too_many() {
        let items = |count| format!("[{}]", vec!["1"; count].join(","));
        let too_many = |most: usize| Err(AppError::TooLarge(Excess::Items(most as u32)));
        assert_eq!(check_json(items(ITEMS + 1).as_bytes()), too_many(ITEMS));
        let names: Vec<String> = (0..=ITEMS).map(|name| format!("\"{name}\":1")).collect();
        assert_eq!(check_json(format!("{{{}}}", names.join(",")).as_bytes()), too_many(ITEMS));
        let lists = vec![items(900); 6].join(",");
        assert_eq!(check_json(format!("[{lists}]").as_bytes()), too_many(VALUES));
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(check_json(deep(DEPTH).as_bytes()), Ok(()));
        let too_deep = Err(AppError::TooLarge(Excess::Depth(DEPTH as u32)));
        assert_eq!(check_json(deep(DEPTH + 1).as_bytes()), too_deep);
        assert_eq!(check_json("[".repeat(100_000).as_bytes()), too_deep, "though it is no JSON");
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for body in ["", "no json", "{", "{} {}", r#"{"a":1,"a":2}"#, r#""\ud800""#, "NaN", "1e999"] {
            assert_eq!(check_json(body.as_bytes()), Err(AppError::Invalid(Fields::new())), "{body}");
        }
        assert_eq!(check_json(b"\"\xff\""), Err(AppError::Invalid(Fields::new())), "no UTF-8");
    }
}
