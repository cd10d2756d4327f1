//! The columns of the bulk file: their names in each language and how a header cell is recognised.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::Language;
use crate::texts::{Text, columns};

/// One column of the bulk file, in the order of the downloadable template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    LegalName,
    Country,
    ContactEmail,
    ContactFirstName,
    ContactLastName,
    ContactLocale,
    CompanyNumber,
    Vat,
    ExternalReference,
    Iban,
    Street,
    HouseNumber,
    Box,
    Postcode,
    City,
    Mandate,
    Template,
    Phone,
    Mobile,
    Website,
    CustomerEmail,
    Description,
    AddressCountry,
    CustomerLocale,
}

use Column::*;

impl Column {
    /// How many columns there are.
    pub const COUNT: usize = 24;

    /// Every column, in the order of the template.
    pub const ALL: [Column; Column::COUNT] = [
        LegalName,
        Country,
        ContactEmail,
        ContactFirstName,
        ContactLastName,
        ContactLocale,
        CompanyNumber,
        Vat,
        ExternalReference,
        Iban,
        Street,
        HouseNumber,
        Box,
        Postcode,
        City,
        Mandate,
        Template,
        Phone,
        Mobile,
        Website,
        CustomerEmail,
        Description,
        AddressCountry,
        CustomerLocale,
    ];

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
        matches!(self, CompanyNumber | Vat | ExternalReference | Iban | HouseNumber | Box | Postcode | Phone | Mobile)
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

const KEYS: [&str; Column::COUNT] = [
    "legal_name",
    "country",
    "contact_email",
    "contact_first_name",
    "contact_last_name",
    "contact_locale",
    "company_number",
    "vat",
    "external_reference",
    "iban",
    "street",
    "house_number",
    "box",
    "postcode",
    "city",
    "mandate",
    "template",
    "phone",
    "mobile",
    "website",
    "customer_email",
    "description",
    "address_country",
    "customer_locale",
];

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

/// The texts of one kind, by column.
macro_rules! of_columns {
    ($texts:ident) => {
        [
            columns::$texts::LEGAL_NAME,
            columns::$texts::COUNTRY,
            columns::$texts::CONTACT_EMAIL,
            columns::$texts::CONTACT_FIRST_NAME,
            columns::$texts::CONTACT_LAST_NAME,
            columns::$texts::CONTACT_LOCALE,
            columns::$texts::COMPANY_NUMBER,
            columns::$texts::VAT,
            columns::$texts::EXTERNAL_REFERENCE,
            columns::$texts::IBAN,
            columns::$texts::STREET,
            columns::$texts::HOUSE_NUMBER,
            columns::$texts::BOX,
            columns::$texts::POSTCODE,
            columns::$texts::CITY,
            columns::$texts::MANDATE,
            columns::$texts::TEMPLATE,
            columns::$texts::PHONE,
            columns::$texts::MOBILE,
            columns::$texts::WEBSITE,
            columns::$texts::CUSTOMER_EMAIL,
            columns::$texts::DESCRIPTION,
            columns::$texts::ADDRESS_COUNTRY,
            columns::$texts::CUSTOMER_LOCALE,
        ]
    };
}

const TITLES: [Text; Column::COUNT] = of_columns!(title);
const SYNONYMS: [Text; Column::COUNT] = of_columns!(also);
const HELP: [Text; Column::COUNT] = of_columns!(help);

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
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn every_written_header_is_recognised_and_none_is_ambiguous() {
        let mut seen: HashMap<String, Column> = HashMap::new();
        for column in Column::ALL {
            assert_eq!(Column::ALL[column.index()], column);
            let titles = TITLES[column.index()].in_all().map(fold);
            for form in titles.chain(synonyms(column).map(str::to_owned)) {
                assert_eq!(fold(&form), form, "synonyms are written folded");
                assert_eq!(*seen.entry(form.clone()).or_insert(column), column, "{form}");
                assert_eq!(Column::from_header(&form), Some(column), "{form}");
            }
            for lang in Language::ALL {
                assert_eq!(Column::from_header(&column.header(lang)), Some(column));
                assert_eq!(Column::from_header(&column.title(lang).to_uppercase()), Some(column));
            }
        }
    }

    #[test]
    fn stars_accents_and_spaces_do_not_matter() {
        assert_eq!(Column::from_header("  *NUMERO  D’ENTREPRISE"), Some(CompanyNumber));
        assert_eq!(Column::from_header("E-mail"), Some(ContactEmail));
        assert_eq!(Column::from_header("Gemeente / Stad"), Some(City));
        assert_eq!(Column::from_header("***"), None);
        assert_eq!(Column::from_header("Rechtsvorm"), None);
    }

    #[test]
    fn what_other_programs_call_a_column_is_known() {
        for (title, column) in [
            ("Btw nr. klant", Vat),
            ("Ondernemingsnr", CompanyNumber),
            ("Huisnr.", HouseNumber),
            ("Gsm-nummer", Mobile),
            ("Klantcode", ExternalReference),
            ("N° TVA", Vat),
            ("Nº d'entreprise", CompanyNumber),
            ("USt-IdNr.", Vat),
            ("Straßenname", Street),
            ("PLZ", Postcode),
            ("Tel.", Phone),
            ("KBO / BCE", CompanyNumber),
            ("Raison sociale", LegalName),
        ] {
            assert_eq!(Column::named(title), Some((column, Title::Synonym)), "{title}");
        }
        assert_eq!(Column::named("* BTW"), Some((Vat, Title::Own)));
        assert_eq!(Column::named("STRASSE"), Some((Street, Title::Own)));
        for (title, column) in [("Nr.", HouseNumber), ("Nummer", HouseNumber), ("N°", HouseNumber), ("Nom", LegalName)]
        {
            assert_eq!(Column::named(title), Some((column, Title::Bare)), "{title}");
        }
        for unknown in ["Status", "Type", "Rechtsvorm", "E-mail factuur", "Omzet 2025", "Dossierbeheerder"] {
            assert_eq!(Column::named(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn titles_in_two_languages_and_with_hints_are_known() {
        for (title, column) in [
            ("Naam / Nom", LegalName),
            ("Land / Pays", Country),
            ("E-mail | Courriel", ContactEmail),
            ("Land (verplicht)", Country),
            ("Taal [NL/FR]", ContactLocale),
            ("Voornaam\nPrénom", ContactFirstName),
            ("Contactpersoon: Voornaam", ContactFirstName),
        ] {
            assert_eq!(Column::from_header(title), Some(column), "{title}");
        }
        for unknown in ["Naam / Land", "Straat / Status", "(verplicht)", "/"] {
            assert_eq!(Column::named(unknown), None, "{unknown}");
        }
        assert_eq!(Column::named(&format!("Land ({})", "a".repeat(990))), Some((Country, Title::Synonym)));
        assert_eq!(Column::named(&format!("Land ({})", "a".repeat(32_000))), None, "the text of a cell");
    }

    #[test]
    fn column_letters_count_as_a_spreadsheet_does() {
        for (number, text) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(number), text);
        }
    }

    #[test]
    fn six_columns_are_required() {
        assert_eq!(Column::ALL.iter().filter(|c| c.required()).count(), 6);
        assert_eq!(Column::ContactLocale.header(Language::Nl), "Taal contactpersoon (locale) *");
    }
}
