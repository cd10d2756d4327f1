//! The columns of the bulk file: their names in each language and how a header cell is recognised.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::details::{AddressDetails, CustomerDetails};
use crate::fields::{AddressField, CustomerField, Def, Kind, Record};
use crate::texts::{Text, columns, fields};
use crate::{Language, address_fields, customer_fields};

/// Makes of the columns that have a rule of their own, and of the fields that come in by their kind, the columns of the file.
macro_rules! columns {
    (
        [$($(#[$own_doc:meta])* $Own:ident $key:literal $TEXT:ident,)*]
        $({$(#[$doc:meta])* $Of:ident $Field:ident $Name:ident $field:ident})*
    ) => {
        /// One column of the bulk file, in the order of the downloadable template.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Column {
            $($(#[$own_doc])* $Own,)*
            $($(#[$doc])* $Name,)*
        }

        impl Column {
            /// How many columns there are.
            pub const COUNT: usize = [$($key,)* $(stringify!($field),)*].len();

            /// Every column, in the order of the template.
            pub const ALL: [Column; Column::COUNT] = [$(Column::$Own,)* $(Column::$Name,)*];
        }

        const KEYS: [&str; Column::COUNT] = [$($key,)* $(stringify!($field),)*];
        const TITLES: [Text; Column::COUNT] = [$(columns::title::$TEXT,)* $(fields::$field::LABEL,)*];
        const SYNONYMS: [Text; Column::COUNT] = [$(columns::also::$TEXT,)* $(fields::$field::ALSO,)*];
        const HELP: [Text; Column::COUNT] = [$(columns::help::$TEXT,)* $(fields::$field::HELP,)*];
        /// What the fields are that come in by their kind, with an example of each. They stand behind the other columns.
        const BY_KIND: &[(Target, Text)] = &[$((Target::$Of($Field::$Name), fields::$field::EXAMPLE),)*];
    };
}

/// Picks the rows of the tables that are marked `imported`, a mark that stands first, and adds them to the columns of their own.
macro_rules! imported {
    ([customer $($found:tt)*]) => {
        address_fields! { imported, [address $($found)*] }
    };
    ([address $($found:tt)*]) => {
        columns! {
            [
                /// The name in the statutes.
                LegalName "legal_name" LEGAL_NAME,
                /// The country of the customer.
                Country "country" COUNTRY,
                /// Where the contact gets the invitation.
                ContactEmail "contact_email" CONTACT_EMAIL,
                /// The contact's first name.
                ContactFirstName "contact_first_name" CONTACT_FIRST_NAME,
                /// The contact's last name.
                ContactLastName "contact_last_name" CONTACT_LAST_NAME,
                /// The language in which the contact is written to.
                ContactLocale "contact_locale" CONTACT_LOCALE,
                /// The number by which the country registers the customer.
                CompanyNumber "company_number" COMPANY_NUMBER,
                /// The VAT number.
                Vat "vat" VAT,
                /// What the firm's accounting program calls the customer; every customer has another.
                ExternalReference "external_reference" EXTERNAL_REFERENCE,
                /// The account number.
                Iban "iban" IBAN,
                /// The street of the head office.
                Street "street" STREET,
                /// The number of the house.
                HouseNumber "house_number" HOUSE_NUMBER,
                /// The number of the letter box.
                Box "box" BOX,
                /// The postcode.
                Postcode "postcode" POSTCODE,
                /// The town or municipality.
                City "city" CITY,
                /// Whether there is a signed mandate to register the customer on Peppol.
                Mandate "mandate" MANDATE,
                /// The name of the template for the customer.
                Template "template" TEMPLATE,
                /// The customer's phone number.
                Phone "phone" PHONE,
                /// The customer's mobile number.
                Mobile "mobile" MOBILE,
                /// The customer's address on the web.
                Website "website" WEBSITE,
                /// The customer's own e-mail address, where it is another one than the contact's.
                CustomerEmail "customer_email" CUSTOMER_EMAIL,
                /// What the firm notes about the customer.
                Description "description" DESCRIPTION,
                /// The country of the address, where it is another one than the customer's.
                AddressCountry "address_country" ADDRESS_COUNTRY,
                /// The customer's language, where it is another one than the contact's.
                CustomerLocale "customer_locale" CUSTOMER_LOCALE,
            ]
            $($found)*
        }
    };
    (
        [customer $($found:tt)*]
        $(#[$doc:meta])* $Name:ident $field:ident: $kind:ident [imported $($mark:ident)*],
        $($rest:tt)*
    ) => {
        imported! { [customer $($found)* {$(#[$doc])* Customer CustomerField $Name $field}] $($rest)* }
    };
    (
        [address $($found:tt)*]
        $(#[$doc:meta])* $Name:ident $field:ident: $kind:ident [imported $($mark:ident)*],
        $($rest:tt)*
    ) => {
        imported! { [address $($found)* {$(#[$doc])* Address AddressField $Name $field}] $($rest)* }
    };
    (
        [$($found:tt)*] $(#[$doc:meta])* $Name:ident $field:ident: $kind:ident [$($mark:ident)*],
        $($rest:tt)*
    ) => {
        imported! { [$($found)*] $($rest)* }
    };
}

customer_fields! { imported, [customer] }

/// The field that a column fills by its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Of the customer itself.
    Customer(CustomerField),
    /// Of the head office.
    Address(AddressField),
}

impl Target {
    /// What the table says of the field.
    pub fn def(self) -> Def {
        match self {
            Self::Customer(field) => CustomerDetails::def(field),
            Self::Address(field) => AddressDetails::def(field),
        }
    }
}

use Column::*;

impl Column {
    /// The place of this column in [`Column::ALL`] and in a row's cells.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The stable name used in JSON, translation keys and logs.
    pub fn key(self) -> &'static str {
        KEYS[self.index()]
    }

    /// Whether a row without this cell cannot become a customer (the starred columns).
    pub fn required(self) -> bool {
        self <= ContactLocale
    }

    /// Whether the cell holds digits that a spreadsheet would read as a number, losing zeros or digits.
    pub fn is_number_like(self) -> bool {
        let own = matches!(
            self,
            CompanyNumber | Vat | ExternalReference | Iban | HouseNumber | Box | Postcode | Phone | Mobile
        );
        own || matches!(self.kind(), Some(Kind::Line | Kind::Phone | Kind::Number | Kind::Nace))
    }

    /// The field that comes in through it by its kind; none where the column has a rule of its own.
    pub fn target(self) -> Option<Target> {
        self.by_kind().map(|(target, _)| *target)
    }

    /// The kind of that field.
    pub fn kind(self) -> Option<Kind> {
        self.target().map(|target| target.def().kind)
    }

    /// A value of that field that would be accepted.
    pub fn example(self, lang: Language) -> Option<&'static str> {
        self.by_kind().map(|(_, example)| example.of(lang))
    }

    fn by_kind(self) -> Option<&'static (Target, Text)> {
        BY_KIND.get((self.index() + BY_KIND.len()).checked_sub(Self::COUNT)?)
    }

    /// The title of the column, without a star.
    pub fn title(self, lang: Language) -> &'static str {
        TITLES[self.index()].of(lang)
    }

    /// What goes into the column.
    pub fn help(self, lang: Language) -> &'static str {
        HELP[self.index()].of(lang)
    }

    /// The title as the template shows it: a star marks a required column.
    pub fn header(self, lang: Language) -> String {
        let title = self.title(lang);
        if self.required() { format!("{title} *") } else { title.to_owned() }
    }

    /// The column that a header cell names, whatever its language, case, accents, spaces, punctuation or star.
    pub fn from_header(text: &str) -> Option<Column> {
        Self::named(text).map(|(column, _)| column)
    }

    /// The same, and whether it is by a title that the bulk file itself uses, in any language, or by what others call it.
    pub fn named(text: &str) -> Option<(Column, Title)> {
        if text.len() > LONGEST_TITLE {
            return None;
        }
        Self::named_whole(text).or_else(|| Self::named_in_languages(text))
    }

    /// The column whose title in the bulk file this is, in any language.
    pub fn titled(text: &str) -> Option<Column> {
        let is_titled = |column: &Column| TITLES[column.index()].in_all().any(|title| is_same_title(title, text));
        Column::ALL.into_iter().find(is_titled)
    }

    /// A title with a hint in brackets, or in two languages: `Land (verplicht)`, `Naam / Nom`.
    fn named_in_languages(text: &str) -> Option<(Column, Title)> {
        if !text.contains(['(', '[', '/', '|', '\n']) {
            return None;
        }
        let bare = text.split(['(', '[']).next().unwrap_or_default();
        if bare.len() < text.len()
            && let Some(found) = Self::named_whole(bare)
        {
            return Some(found);
        }
        let mut parts = bare.split(['/', '|', '\n']).map(Self::named_whole);
        let first = parts.next()??;
        let others: Option<Vec<(Column, Title)>> = parts.collect();
        let others = others.filter(|others| !others.is_empty())?;
        others.iter().all(|(column, _)| *column == first.0).then_some(first)
    }

    fn named_whole(text: &str) -> Option<(Column, Title)> {
        KNOWN.get(&fold(text)).copied()
    }
}

/// A title with a hint in brackets, in bytes: more is the text of a cell.
const LONGEST_TITLE: usize = 1_000;

/// Every title, folded. Cells are looked up by the million: a row may be the titles once more.
static KNOWN: LazyLock<HashMap<String, (Column, Title)>> = LazyLock::new(|| {
    let mut titles = HashMap::new();
    let mut add = |folded: String, column, title| {
        let title = if is_bare(&folded) { Title::Bare } else { title };
        titles.entry(folded).or_insert((column, title));
    };
    for column in Column::ALL {
        TITLES[column.index()].in_all().for_each(|title| add(fold(title), column, Title::Own));
    }
    for column in Column::ALL {
        synonyms(column).for_each(|title| add(title.to_owned(), column, Title::Synonym));
    }
    titles
});

/// How a column was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Title {
    /// By its title in the bulk file, in one of the languages.
    Own,
    /// By what another program calls it.
    Synonym,
    /// By a word that says too little by itself, such as *Nr.* or *Naam*: what stands beside it decides.
    Bare,
}

/// Whether a title says too little by itself: a bare *number* may count the rows, a bare *name* may be that of the contact.
fn is_bare(folded: &str) -> bool {
    matches!(folded, "nr" | "no" | "n" | "num" | "nummer" | "numero" | "number" | "naam" | "nom" | "name")
}

/// What other programs and people call a column, as [`fold`] leaves it. A title that means different things in different programs
/// is not among them: it is named as not read.
fn synonyms(column: Column) -> impl Iterator<Item = &'static str> {
    SYNONYMS[column.index()].in_all().flat_map(str::split_whitespace)
}

/// Whether a file that has both titles does not tell them apart.
pub fn is_same_title(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// Letters and digits only, in lower case and without accents; the small o of *nº* is no letter.
pub(super) fn fold(text: &str) -> String {
    let mut folded = crate::likeness::fold(text);
    folded.retain(|c| c.is_alphanumeric() && !matches!(c, 'º' | 'ª'));
    folded
}

/// The letters a spreadsheet shows above a column, from its number counted from 0: 0 is A, 26 is AA.
pub fn letters(column: u32) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    letters.iter().rev().map(|&b| char::from(b)).collect()
}

#[cfg(test)]
#[path = "column_tests.rs"]
mod tests;
