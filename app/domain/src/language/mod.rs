//! The languages: which there are, and in what they differ beside their texts. The rows stand in `table.rs`.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::likeness::fold;
use crate::texts::{LANGUAGES, Text};
use crate::{Country, Reason, Rejection, clean};

macro_rules! languages {
    ($($language:ident {
        key: $key:literal, name: $name:literal, texts: $texts:literal,
        thousands: $thousands:literal, decimal: $decimal:literal, symbol: $symbol:expr,
        spoken_in: $spoken_in:expr,
        called: $called:expr,
    })*) => {
        /// A language in which people can be addressed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Language { $(#[doc = $name] $language),* }

        impl Language {
            /// In the order of drop-downs.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$language),*];
            /// How many there are.
            pub const COUNT: usize = [$(stringify!($language)),*].len();
        }

        static ROWS: [Row; Language::COUNT] = [$(Row {
            key: $key,
            name: $name,
            texts: $texts,
            thousands: $thousands,
            decimal: $decimal,
            symbol: $symbol,
            spoken_in: $spoken_in,
        }),*];
        /// What people and programs call each beside its names in `locales/`, folded. Apart, because no page needs it.
        static ALSO_CALLED: [&[&str]; Language::COUNT] = [$($called),*];
    };
}

include!("table.rs");

struct Row {
    /// ISO 639-1, in lower case.
    key: &'static str,
    /// What it is called in itself.
    name: &'static str,
    /// The language whose texts its speakers get: its own, once it has texts.
    texts: &'static str,
    /// Between each three digits.
    thousands: char,
    /// Before the cents.
    decimal: char,
    symbol: SymbolPlace,
    /// Where a contact who speaks it is taken to be from there; its home first.
    spoken_in: &'static [&'static str],
}

/// Where the symbol of a currency stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolPlace {
    /// `€ 1,00`
    Before,
    /// `€1.00`
    Glued,
    /// `1,00 €`
    After,
}

impl Language {
    /// For people whose language has no texts.
    pub const FALLBACK: Self = Self::En;

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// ISO 639-1, in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.row().key
    }

    /// The language of this key: `nl`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.as_str() == key)
    }

    /// What it is called in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        self.row().name
    }

    /// What it is called in another language.
    #[must_use]
    pub fn name(self, shown: Self) -> &'static str {
        self.names().of(shown)
    }

    fn names(self) -> Text {
        LANGUAGES[self as usize]
    }

    /// The languages that pages and mails are written in.
    pub fn written() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|language| language.row().texts == language.row().key)
    }

    /// The language of this key, if pages and mails are written in it.
    #[must_use]
    pub fn of_texts(key: &str) -> Option<Self> {
        Self::written().find(|language| language.as_str() == key)
    }

    /// The language in which somebody with this BCP 47 tag is written to: the first where there is no tag.
    #[must_use]
    pub fn written_to(tag: &str) -> Self {
        let Some(key) = tag.get(..2) else { return Self::default() };
        Self::from_key(key).and_then(|spoken| Self::from_key(spoken.row().texts)).unwrap_or(Self::FALLBACK)
    }

    /// Stands between each three digits.
    #[must_use]
    pub fn thousands(self) -> char {
        self.row().thousands
    }

    /// Stands before the cents.
    #[must_use]
    pub fn decimal(self) -> char {
        self.row().decimal
    }

    /// Where the symbol of a currency stands.
    #[must_use]
    pub fn symbol_place(self) -> SymbolPlace {
        self.row().symbol
    }

    /// Whether a contact in this country who speaks it is taken to be from there.
    #[must_use]
    pub fn is_spoken_in(self, country: Country) -> bool {
        self.row().spoken_in.contains(&country.as_str())
    }

    /// Whether it is the first of the countries where it is spoken.
    #[must_use]
    pub fn is_at_home_in(self, country: Country) -> bool {
        self.row().spoken_in.first() == Some(&country.as_str())
    }

    /// The language of this folded name, in any of the languages, or by the letters that other programs use.
    #[must_use]
    pub fn called(folded: &str) -> Option<Self> {
        CALLED.get(folded).copied()
    }
}

static CALLED: LazyLock<HashMap<String, Language>> = LazyLock::new(|| {
    let of = |language: Language| {
        let also = ALSO_CALLED[language as usize].iter().map(|name| (*name).to_owned());
        language.names().in_all().map(fold).chain(also).map(move |name| (name, language))
    };
    Language::ALL.into_iter().flat_map(of).collect()
});

impl Default for Language {
    fn default() -> Self {
        Self::ALL[0]
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Language {
    type Err = Rejection;

    fn from_str(raw: &str) -> Result<Self, Rejection> {
        let key = clean::line(raw).text.to_ascii_lowercase();
        Self::from_key(&key).ok_or_else(|| Reason::UnknownLanguage.into())
    }
}
