//! From the cells of one row to a customer that may be created.

use super::answers::{TemplateNames, yes_or_no};
use super::problem::{KEPT, kept};
use super::raw::MAX_CELL;
use super::{Column, Layout, LegalKeys, Problem, ProblemReason, RawCell, RawRow, Severity};
use crate::compact::compact;
use crate::numbers::differing;
use crate::{CompanyNumber, Country, Email, Iban, Line, Locale, Parsed, Reason, Rejection, Repair, VatNumber};

/// A row in which everything is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row's number as the spreadsheet shows it, from 1.
    pub number: u32,
    pub legal_name: Line,
    pub country: Country,
    pub contact_email: Email,
    pub contact_first_name: Line,
    pub contact_last_name: Line,
    pub contact_locale: Locale,
    pub company_number: Option<CompanyNumber>,
    pub vat: Option<VatNumber>,
    pub external_reference: Option<Line>,
    pub iban: Option<Iban>,
    pub street: Option<Line>,
    pub house_number: Option<Line>,
    pub box_number: Option<Line>,
    pub postcode: Option<Line>,
    pub city: Option<Line>,
    /// Whether there is a signed Peppol mandate; none where the file does not say.
    pub mandate: Option<bool>,
    /// The template's name as the firm writes it.
    pub template: Option<String>,
}

impl Row {
    /// The numbers by which this row is the same enterprise as another row or an existing customer.
    pub fn legal_keys(&self) -> LegalKeys {
        LegalKeys::of(self.country, self.company_number.as_ref(), self.vat.as_ref())
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
pub fn read_row(raw: &RawRow, layout: &Layout, templates: &TemplateNames) -> (Option<Row>, Vec<Problem>) {
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
    repair: Option<String>,
) -> Problem {
    Problem {
        sheet: layout.sheet.clone(),
        row: raw.number,
        column,
        letters: layout.letters(column),
        value: kept(raw.cell(column).text()),
        reason,
        // Half a value would be put in the cell.
        repair: repair.filter(|repair| repair.len() <= KEPT),
    }
}

struct Cells<'a> {
    raw: &'a RawRow,
    layout: &'a Layout,
    problems: Vec<Problem>,
}

impl Cells<'_> {
    fn row(&mut self, templates: &TemplateNames) -> Option<Row> {
        // Every cell is read before the first `?`, or the problems behind it would stay hidden.
        let legal_name = self.read(Column::LegalName, Line::read);
        let country = self.read(Column::Country, |raw| raw.parse().map(Parsed::plain));
        let contact_email = self.read(Column::ContactEmail, Email::read);
        let contact_first_name = self.read(Column::ContactFirstName, Line::read);
        let contact_last_name = self.read(Column::ContactLastName, Line::read);
        let contact_locale = self.read(Column::ContactLocale, Locale::read);
        // Without a country there is no rule for its numbers.
        let company_number =
            country.and_then(|country| self.read(Column::CompanyNumber, |raw| CompanyNumber::read_for(country, raw)));
        let vat = country.and_then(|country| self.read(Column::Vat, |raw| VatNumber::read_for(country, raw)));
        if let Some(country) = country {
            self.compare_numbers(country, company_number.as_ref(), vat.as_ref());
        }
        let external_reference = self.read(Column::ExternalReference, read_digits_or_text);
        let iban = self.read(Column::Iban, Iban::read);
        let street = self.read(Column::Street, Line::read);
        let house_number = self.number_in_street(Column::HouseNumber);
        let box_number = self.number_in_street(Column::Box);
        let postcode = self.read(Column::Postcode, |raw| read_postcode(country, raw));
        let city = self.read(Column::City, Line::read);
        let mandate = self.answer();
        let template = self.template(templates);
        Some(Row {
            number: self.raw.number,
            legal_name: legal_name?,
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
        })
    }

    /// Reads one cell by the rule of its kind; reports a required cell that is empty, a refusal and a repair.
    fn read<T: ToString>(
        &mut self,
        column: Column,
        rule: impl FnOnce(&str) -> Result<Parsed<T>, Rejection>,
    ) -> Option<T> {
        let text = self.text(column)?;
        match rule(text) {
            Ok(Parsed { value, repaired }) => {
                if let Some(repair) = repaired {
                    self.report(column, ProblemReason::Repaired { repair }, Some(value.to_string()));
                }
                Some(value)
            }
            // A dash stands for nothing in an optional cell.
            Err(Rejection { reason: Reason::Empty, .. }) if !column.required() => None,
            Err(Rejection { reason, repair }) => {
                self.report(column, reason.into(), repair);
                None
            }
        }
    }

    /// The text of a cell that has one; reports what cannot be read whatever the column.
    fn text(&mut self, column: Column) -> Option<&'_ str> {
        let reason = match self.raw.cell(column) {
            RawCell::Text(text) => return Some(text),
            RawCell::Empty if column.required() => ProblemReason::Missing,
            RawCell::Empty => return None,
            RawCell::LostDigits(_) => ProblemReason::Refused { reason: Reason::LostDigits },
            RawCell::Failed(_) => ProblemReason::FailedFormula,
            RawCell::BeyondCell(_) => ProblemReason::BeyondCell { max: MAX_CELL as u32 },
        };
        self.report(column, reason, None);
        None
    }

    fn number_in_street(&mut self, column: Column) -> Option<Line> {
        let number = self.read(column, read_digits_or_text)?;
        if is_date(number.as_str()) {
            self.report(column, ProblemReason::BecameADate, None);
        }
        Some(number)
    }

    fn answer(&mut self) -> Option<bool> {
        let answer = yes_or_no(self.text(Column::Mandate)?);
        if answer.is_none() {
            self.report(Column::Mandate, ProblemReason::NotYesOrNo, None);
        }
        answer
    }

    fn template(&mut self, templates: &TemplateNames) -> Option<String> {
        let text = self.text(Column::Template)?;
        let found = templates.find(text).map(str::to_owned);
        if found.is_none() {
            let nearest = templates.nearest(text).map(str::to_owned);
            self.report(Column::Template, ProblemReason::UnknownTemplate, nearest);
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

    fn report(&mut self, column: Column, reason: ProblemReason, repair: Option<String>) {
        self.problems.push(problem(self.raw, self.layout, column, reason, repair));
    }
}

/// Free text that is often a number: digits that a spreadsheet took away cannot be seen by their check digits.
fn read_digits_or_text(raw: &str) -> Result<Parsed<Line>, Rejection> {
    match compact(raw) {
        Err(Reason::LostDigits) => Err(Reason::LostDigits.into()),
        _ => Line::read(raw),
    }
}

/// As a reader writes the days of a spreadsheet: `03/05/2026`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    parts.iter().map(|part| part.len()).eq([2, 2, 4]) && parts.concat().bytes().all(|b| b.is_ascii_digit())
}

/// Restores the zeros at the start of a postcode that a spreadsheet took for a number.
fn read_postcode(country: Option<Country>, raw: &str) -> Result<Parsed<Line>, Rejection> {
    let five_digits_from = match country.map(Country::as_str) {
        Some("DE" | "ES" | "FR") => 4,
        Some("FI" | "IT") => 3,
        _ => 5,
    };
    if (five_digits_from..5).contains(&raw.len()) && raw.bytes().all(|b| b.is_ascii_digit()) {
        let Parsed { value, .. } = Line::read(&format!("{raw:0>5}"))?;
        return Ok(Parsed { value, repaired: Some(Repair::LeadingZero) });
    }
    read_digits_or_text(raw)
}
