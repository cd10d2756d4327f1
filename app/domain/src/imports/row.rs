//! From the cells of one row to a customer that may be created.

use super::answers::{KnownNames, yes_or_no};
use super::cell::{self, Given};
use super::garbled::is_garbled;
use super::problem::{KEPT, kept};
use super::{
    Column, Heading, Layout, LegalKeys, OwnCell, OwnColumns, OwnLack, Problem, ProblemReason, RawCell, RawRow, Severity,
};
use super::{days, language, rules};
use crate::details::person;
use crate::fields::{INDIVIDUAL, Kind};
use crate::numbers::differing;
use crate::{CompanyNumber, Country, Email, Iban, Line, Locale, Parsed, Reason, Rejection, VatNumber, unknown_bank};

/// A row in which everything is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The place of its sheet among those that are read, from 0.
    pub sheet: u16,
    /// The row's number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// The name in the statutes.
    pub legal_name: Line,
    /// The country of the customer.
    pub country: Country,
    /// Where the contact gets the invitation.
    pub contact_email: Email,
    /// The contact's first name.
    pub contact_first_name: Line,
    /// The contact's last name.
    pub contact_last_name: Line,
    /// The language in which the contact is written to.
    pub contact_locale: Locale,
    /// The number by which the country registers the customer.
    pub company_number: Option<CompanyNumber>,
    /// The VAT number.
    pub vat: Option<VatNumber>,
    /// What the firm's accounting program calls the customer.
    pub external_reference: Option<Line>,
    /// The account number.
    pub iban: Option<Iban>,
    /// The street of the head office.
    pub street: Option<Line>,
    /// The number of the house.
    pub house_number: Option<Line>,
    /// The number of the letter box.
    pub box_number: Option<Line>,
    /// The postcode.
    pub postcode: Option<Line>,
    /// The town or municipality.
    pub city: Option<Line>,
    /// Whether there is a signed Peppol mandate; none where the file does not say.
    pub mandate: Option<bool>,
    /// The template's name as the firm writes it.
    pub template: Option<String>,
    /// The company's phone number.
    pub phone: Option<String>,
    /// The company's mobile number.
    pub mobile: Option<String>,
    /// The company's address on the web.
    pub website: Option<String>,
    /// The address of the company itself, beside that of the contact.
    pub customer_email: Option<Email>,
    /// What the firm notes about the customer.
    pub description: Option<String>,
    /// Where the address is another country's than the customer.
    pub address_country: Option<Country>,
    /// The language of the customer, where it is another one than the contact's.
    pub customer_locale: Option<Locale>,
    /// What stands in columns whose fields come in by their kind, in normal form; an answer is `true` or `false`.
    pub more: Vec<(Column, String)>,
    /// What it gives fields of the firm's own.
    pub own: Vec<OwnCell>,
    /// Which of them it leaves empty that a new customer must have.
    pub lacks: Vec<OwnLack>,
}

impl Row {
    /// The numbers by which this row is the same enterprise as another row or an existing customer.
    pub fn legal_keys(&self) -> LegalKeys {
        LegalKeys::of(self.country, self.company_number.as_ref(), self.vat.as_ref())
    }

    /// What stands in a column whose field comes in by its kind.
    pub fn more_of(&self, column: Column) -> Option<&str> {
        self.more.iter().find(|(of, _)| *of == column).map(|(_, text)| text.as_str())
    }

    /// Name and e-mail address in the form in which they are compared.
    pub fn name_and_email_key(&self) -> String {
        name_and_email_key(self.legal_name.as_str(), &self.contact_email)
    }
}

/// The form in which name and e-mail address together tell that two customers are one.
pub fn name_and_email_key(legal_name: &str, contact_email: &Email) -> String {
    format!("{}\n{}", crate::likeness::name_key(legal_name), contact_email.key())
}

/// Reads every cell of a row, so that a person sees all of its problems at once. Answers no row where one is an error.
pub fn read_row(raw: &RawRow, layout: &Layout, templates: &KnownNames) -> (Option<Row>, Vec<Problem>) {
    let mut cells = Cells { raw, layout, problems: Vec::new() };
    let row = cells.row(templates);
    let refused = cells.problems.iter().any(|problem| problem.severity() == Severity::Error);
    (row.filter(|_| !refused), cells.problems)
}

/// A problem in one cell of this row.
pub(super) fn problem(
    raw: &RawRow,
    layout: &Layout,
    column: Column,
    reason: ProblemReason,
    repairs: impl IntoIterator<Item = String>,
) -> Problem {
    problem_of(raw, layout, (column.into(), layout.letters(column)), raw.cell(column), (reason, repairs))
}

fn problem_of(
    raw: &RawRow,
    layout: &Layout,
    (column, letters): (Heading, String),
    cell: &RawCell,
    (reason, repairs): (ProblemReason, impl IntoIterator<Item = String>),
) -> Problem {
    Problem {
        sheet: layout.sheet.clone(),
        row: raw.number,
        column,
        letters,
        value: kept(cell.text()),
        reason,
        // Half a value would be put in the cell.
        repairs: repairs.into_iter().filter(|repair| repair.len() <= KEPT).collect(),
    }
}

/// What a row gives fields of the firm's own, and what is wrong in their cells. `placed` says which field each other column is read
/// into.
pub(super) fn own_cells(
    raw: &RawRow,
    layout: &Layout,
    own: &OwnColumns,
    placed: &[Option<usize>],
) -> (Vec<OwnCell>, Vec<Problem>) {
    let (mut cells, mut problems) = (Vec::new(), Vec::new());
    for (at, (other, cell)) in layout.others.iter().zip(&raw.others).enumerate() {
        let Some(Some(field)) = placed.get(at).map(|field| field.map(|field| own.field(field))) else { continue };
        let heading = || (Heading::Own { own: other.title.clone() }, other.letters());
        match field.read(cell) {
            Ok(Some(value)) => cells.push(field.cell(at, value)),
            Ok(None) => {}
            Err(found) => problems.push(problem_of(raw, layout, heading(), cell, found)),
        }
        if matches!(cell, RawCell::Text(text) if field.is_text() && is_garbled(text)) {
            problems.push(problem_of(raw, layout, heading(), cell, (ProblemReason::Garbled, Vec::new())));
        }
    }
    (cells, problems)
}

/// Whether a text is a day that a spreadsheet made, and lists of values keep. In notes people write days.
fn looks_like_a_day(column: Column, text: &str) -> bool {
    match column {
        Column::HouseNumber | Column::Box => days::is_date(text) || days::is_day_and_month(text),
        Column::Description => false,
        column if column.kind() == Some(Kind::Paragraph) => false,
        _ => days::is_date(text),
    }
}

/// Whether a cell holds a day, by its format or as text.
fn is_a_day(cell: &RawCell) -> bool {
    matches!(cell, RawCell::Date(_)) || matches!(cell, RawCell::Text(text) if days::is_date(text))
}

/// Whether the row says that the customer is a private person.
fn is_individual(more: &[(Column, String)]) -> bool {
    more.iter().any(|(column, text)| *column == Column::CustomerType && text == INDIVIDUAL)
}

struct Cells<'a> {
    raw: &'a RawRow,
    layout: &'a Layout,
    problems: Vec<Problem>,
}

impl Cells<'_> {
    fn row(&mut self, templates: &KnownNames) -> Option<Row> {
        // Every cell is read before the first `?`, or the problems behind it would stay hidden.
        let legal_name = self.read(Column::LegalName, |given| Line::read(&given.text));
        let country = self.read(Column::Country, |given| given.text.parse().map(Parsed::plain));
        let contact_email = self.read(Column::ContactEmail, |given| Email::read(&given.text));
        let contact_first_name = self.read(Column::ContactFirstName, |given| Line::read(&given.text));
        let contact_last_name = self.read(Column::ContactLastName, |given| Line::read(&given.text));
        let contact_locale = self.read(Column::ContactLocale, |given| language::read(country, &given.text));
        // Without a country there is no rule for its numbers.
        let company_number =
            country.and_then(|country| self.read(Column::CompanyNumber, |given| rules::company_number(country, given)));
        let vat = country.and_then(|country| self.read(Column::Vat, |given| rules::vat(country, given)));
        if let Some(country) = country {
            self.compare_numbers(country, company_number.as_ref(), vat.as_ref());
        }
        let external_reference = self.read(Column::ExternalReference, |given| rules::digits_or_text(&given.text));
        let iban = self.read(Column::Iban, |given| Iban::read(&given.text));
        if let Some(code) = iban.as_ref().and_then(unknown_bank) {
            self.report(Column::Iban, ProblemReason::UnknownBank { code }, None);
        }
        let street = self.read(Column::Street, |given| Line::read(&given.text));
        let house_number = self.number_in_street(Column::HouseNumber);
        let box_number = self.number_in_street(Column::Box);
        let address_country = self.read(Column::AddressCountry, |given| given.text.parse().map(Parsed::plain));
        let postcode = self.read(Column::Postcode, |given| rules::postcode(address_country.or(country), &given.text));
        let city = self.read(Column::City, |given| Line::read(&given.text));
        let mandate = self.answer(Column::Mandate);
        let template = self.template(templates);
        let phone = self.read(Column::Phone, |given| rules::phone(country, given));
        let mobile = self.read(Column::Mobile, |given| rules::phone(country, given));
        let website = self.read(Column::Website, |given| rules::website(&given.text));
        let customer_email = self.read(Column::CustomerEmail, |given| Email::read(&given.text));
        let description = self.read(Column::Description, |given| rules::description(&given.text));
        let customer_locale = self.read(Column::CustomerLocale, |given| language::read(country, &given.text));
        let more = Column::ALL.into_iter().filter_map(|column| Some((column, self.by_kind(column, country)?)));
        let more: Vec<_> = more.collect();
        let contact = contact_first_name.as_ref().zip(contact_last_name.as_ref());
        let (legal_name, more) = match is_individual(&more) {
            true => self.person(legal_name?, contact, more)?,
            false => (legal_name?, more),
        };
        Some(Row {
            sheet: self.raw.sheet,
            number: self.raw.number,
            legal_name,
            country: country?,
            contact_email: contact_email?,
            contact_first_name: contact_first_name?,
            contact_last_name: contact_last_name?,
            contact_locale: contact_locale?,
            company_number,
            vat,
            external_reference,
            iban,
            street,
            house_number,
            box_number,
            postcode,
            city,
            mandate,
            template,
            phone,
            mobile,
            website,
            customer_email,
            description,
            address_country,
            customer_locale,
            more,
            own: Vec::new(),
            lacks: Vec::new(),
        })
    }

    /// Reads one cell by the rule of its kind; reports a required cell that is empty, a refusal, a repair, and a day where no day
    /// belongs.
    fn read<T: ToString>(
        &mut self,
        column: Column,
        rule: impl FnOnce(&Given) -> Result<Parsed<T>, Rejection>,
    ) -> Option<T> {
        let given = self.given(column)?;
        match rule(&given) {
            Ok(Parsed { value, repaired }) => {
                if let Some(repair) = repaired.or(given.repaired) {
                    self.report(column, ProblemReason::Repaired { repair }, Some(value.to_string()));
                }
                match self.raw.cell(column) {
                    RawCell::Text(text) if looks_like_a_day(column, text) => {
                        self.report(column, ProblemReason::BecameADate, None);
                    }
                    RawCell::Text(text) if is_garbled(text) => self.report(column, ProblemReason::Garbled, None),
                    RawCell::Date(_) => self.report(column, ProblemReason::BecameADate, None),
                    RawCell::YesNo(_) => self.report(column, ProblemReason::BecameYesOrNo, None),
                    _ => {}
                }
                Some(value)
            }
            // A dash stands for nothing in an optional cell.
            Err(Rejection { reason: Reason::Empty, .. }) if !column.required() => None,
            Err(_) if is_a_day(self.raw.cell(column)) => {
                self.report(column, Reason::Day.into(), None);
                None
            }
            Err(Rejection { reason, repairs }) => {
                self.report(column, reason.into(), repairs);
                None
            }
        }
    }

    /// What is given in a cell that has something in it; reports what cannot be read whatever the column.
    fn given(&mut self, column: Column) -> Option<Given> {
        match cell::given(column, self.raw.cell(column)) {
            Ok(given) => return Some(given),
            Err(ProblemReason::Missing) if !column.required() => {
                if let RawCell::Number { .. } = self.raw.cell(column) {
                    self.report(column, ProblemReason::ZeroForNothing, None);
                }
            }
            Err(reason) => self.report(column, reason, None),
        }
        None
    }

    /// The name of a private person, and its row with first and last name. Where they have no cell of their own, the name has both.
    fn person(
        &mut self,
        name: Line,
        contact: Option<(&Line, &Line)>,
        mut more: Vec<(Column, String)>,
    ) -> Option<(Line, Vec<(Column, String)>)> {
        let said = |column| more.iter().find(|(of, _)| *of == column).map(|(_, text)| text.clone());
        let (given, family) = match (said(Column::GivenName), said(Column::FamilyName)) {
            (Some(given), Some(family)) => (given, family),
            (given, family) => {
                let contact = contact.map(|(first, last)| (first.as_str(), last.as_str()));
                let Some(split) = person::split(name.as_str(), contact) else {
                    self.report(Column::LegalName, Reason::PersonName.into(), None);
                    return None;
                };
                (given.unwrap_or(split.0), family.unwrap_or(split.1))
            }
        };
        let Ok(called) = format!("{given} {family}").parse() else {
            self.report(Column::FamilyName, Reason::TooLong { max: Line::MAX }.into(), None);
            return None;
        };
        more.retain(|(column, _)| !matches!(column, Column::GivenName | Column::FamilyName));
        more.extend([(Column::GivenName, given), (Column::FamilyName, family)]);
        Some((called, more))
    }

    fn number_in_street(&mut self, column: Column) -> Option<Line> {
        self.read(column, |given| rules::digits_or_text(&given.text))
    }

    /// What stands in a column whose field comes in by its kind.
    fn by_kind(&mut self, column: Column, country: Option<Country>) -> Option<String> {
        match column.kind()? {
            Kind::YesNo => self.answer(column).map(|yes| yes.to_string()),
            kind => self.read(column, |given| rules::of_kind(kind, country, given)),
        }
    }

    fn answer(&mut self, column: Column) -> Option<bool> {
        let given = self.given(column)?;
        let answer = yes_or_no(&given.text);
        match (answer, given.repaired) {
            (None, _) => self.report(column, ProblemReason::NotYesOrNo, None),
            (Some(_), Some(repair)) => self.report(column, ProblemReason::Repaired { repair }, Some(given.text)),
            (Some(_), None) => {}
        }
        answer
    }

    fn template(&mut self, templates: &KnownNames) -> Option<String> {
        let given = self.given(Column::Template)?;
        let found = templates.find(&given.text).map(str::to_owned);
        match (&found, given.repaired) {
            (None, _) => {
                let nearest = templates.nearest(&given.text).map(str::to_owned);
                self.report(Column::Template, ProblemReason::UnknownTemplate, nearest);
            }
            (Some(name), Some(repair)) => {
                self.report(Column::Template, ProblemReason::Repaired { repair }, Some(name.clone()));
            }
            (Some(_), None) => {}
        }
        found
    }

    fn compare_numbers(&mut self, country: Country, number: Option<&CompanyNumber>, vat: Option<&VatNumber>) {
        let Some(vat) = vat else { return };
        if vat.country() != country {
            self.report(Column::Vat, ProblemReason::OtherCountry, None);
        } else if let Some((meant, _)) = number.and_then(|number| differing(country, vat, number)) {
            self.report(Column::Vat, ProblemReason::NumbersDiffer, Some(meant.to_string()));
        }
    }

    fn report(&mut self, column: Column, reason: ProblemReason, repairs: impl IntoIterator<Item = String>) {
        self.problems.push(problem(self.raw, self.layout, column, reason, repairs));
    }
}
