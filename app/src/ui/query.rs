//! What stands in the address behind the question mark. The router's own map decodes it twice, so that `%2541` would be `A`
//! instead of `%41`: here it is decoded once, by server and browser alike.

use leptos::prelude::*;
use leptos_router::hooks::use_url;

/// Names and values of an address, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands behind the question mark.
    pub fn parse(search: &str) -> Self {
        let pairs = search.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decoded(name), decoded(value))
                })
                .collect(),
        )
    }

    /// The last value of this name.
    pub fn get_str(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The same as a text of its own.
    pub fn get(&self, name: &str) -> Option<String> {
        self.get_str(name).map(str::to_owned)
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Query {
    /// From names and values that are decoded already.
    fn from_iter<T: IntoIterator<Item = (N, V)>>(pairs: T) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

/// The query of the page's own address: it changes with the page, not as soon as somebody leaves for another one.
pub fn use_query() -> Memo<Query> {
    let url = use_url();
    Memo::new(move |_| url.with(|url| Query::parse(url.search())))
}

/// A plus is a space, and `%` begins a byte of two figures; anything else stands for itself.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte =
            text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], byte) {
            (_, Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', None) => out.push(b' '),
            (other, None) => out.push(other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zoek(search: &str) -> String {
        Query::parse(search).get("zoek").unwrap_or_default()
    }

    #[test]
    fn an_address_is_decoded_once() {
        for (search, meant) in [
            ("zoek=caf%C3%A9", "café"),
            ("zoek=a%26b&tab=x", "a&b"),
            ("?zoek=a+b", "a b"),
            ("zoek=a%2Bb", "a+b"),
            ("zoek=%2541", "%41"),
            ("zoek=%41", "A"),
            ("zoek=100%25", "100%"),
            ("zoek=100%", "100%"),
            ("zoek=%zz%4", "%zz%4"),
            ("zoek=%23", "#"),
            ("zoek=%C3", "\u{fffd}"),
            ("zoek=%é", "%é"),
            ("zoek=x=y", "x=y"),
            ("zoek", ""),
            ("", ""),
        ] {
            assert_eq!(zoek(search), meant, "{search}");
        }
        assert_eq!(zoek("zoek=a&zoek=b"), "b");
    }
}
