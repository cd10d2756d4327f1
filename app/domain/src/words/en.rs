//! English.

use super::{Lang, grouped, megabytes, titles};
use crate::imports::{FileProblem, ProblemReason};
use crate::{Reason, Repair};

pub fn reason(reason: &Reason, field: &str, value: &str) -> String {
    match reason {
        Reason::Empty => format!("{field} is empty. Fill it in."),
        Reason::Length { found, wanted } => {
            let wanted = wanted.replace('/', " or ");
            format!(
                "{field} {value} has {found} characters, it should have {wanted}. Check whether something is missing or too much."
            )
        }
        Reason::TooLong { max } => {
            format!("{field} is too long: {max} characters at most. Make it shorter.")
        }
        Reason::Characters => {
            format!("{field} {value} has a character that does not belong here. Remove it.")
        }
        Reason::CheckDigits { expected: Some(digits) } => {
            format!(
                "{field} {value} is not right: the check digits should be {digits}. Check whether digits were swapped."
            )
        }
        Reason::CheckDigits { expected: None } => {
            format!(
                "{field} {value} is not right: the check digit does not fit the rest. Check whether digits were swapped."
            )
        }
        Reason::UnknownCountry { hint: Some(code) } => {
            format!("{value} is not a country code. Use {code}.")
        }
        Reason::UnknownCountry { hint: None } => {
            format!("{value} is not a country code. Use two letters, such as BE, NL or FR.")
        }
        Reason::UnknownLanguage => {
            format!("{value} is not a language we know. Use for instance nl-BE, fr-BE, de-BE or en-GB.")
        }
        Reason::Prefix => {
            format!("{field} {value} must begin with the letters of the country, such as BE.")
        }
        Reason::LostDigits => {
            format!(
                "{field} {value} was shortened by the spreadsheet, digits are lost. Format the cell as text and type the number again."
            )
        }
        Reason::Format => format!("{field} {value} does not have the right form. Check it."),
        Reason::LocalPart => {
            format!(
                "{field} {value} cannot be: before the @ stand only letters without accents, digits and signs. Ask for another address."
            )
        }
        Reason::Range { min, max } => {
            format!(
                "{field} {value} cannot be. Use a whole number from {} to {}.",
                grouped(*min, ','),
                grouped(*max, ',')
            )
        }
        Reason::NumbersDiffer => {
            format!(
                "{field} {value}: VAT number and company number do not belong together. Check which of the two is right."
            )
        }
    }
}

pub fn problem(reason: &ProblemReason, field: &str, value: &str, mended: &str) -> String {
    match reason {
        ProblemReason::Refused { reason } => self::reason(reason, field, value),
        ProblemReason::Missing => format!("{field} is required and missing. Fill in the cell."),
        ProblemReason::Repaired { repair: Repair::LeadingZero } => {
            format!("{value} became {mended}: the spreadsheet had dropped the leading zero.")
        }
        ProblemReason::Repaired { repair: Repair::LookAlikes } => {
            format!("{value} became {mended}: letters stood in place of digits.")
        }
        ProblemReason::Repaired { repair: Repair::Spaces } => {
            format!("{field}: double or non-breaking spaces became plain spaces. It is now {mended}.")
        }
        ProblemReason::Repaired { repair: Repair::LooseAccents } => {
            format!("{field}: loose accents were joined to their letter. It is now {mended}.")
        }
        ProblemReason::Repaired { repair: Repair::InvisibleSigns } => {
            format!("{field}: invisible characters were removed. It is now {mended}.")
        }
        ProblemReason::FailedFormula => {
            format!("{field}: the formula gives {value}. Mend the formula or replace it by its value.")
        }
        ProblemReason::NotYesOrNo => format!("{field} {value} is not clear. Use Yes or No."),
        ProblemReason::UnknownTemplate => {
            format!("There is no template named {value}. Choose an existing template or make it first.")
        }
        ProblemReason::NumbersDiffer => {
            format!(
                "{field} {value} does not belong to the company number in the same row. Check which of the two is right."
            )
        }
        ProblemReason::Double { row } => {
            format!("{field} {value} also stands in row {row}. Leave one of the two rows out.")
        }
        ProblemReason::InUse => format!(
            "{field} {value} is already in use. Ask an administrator of your firm to add this customer or to assign it to you."
        ),
        ProblemReason::ReferenceTaken => {
            format!(
                "{field} {value} already belongs to a customer with another company number. Give this customer another reference."
            )
        }
        ProblemReason::BecameADate => {
            format!(
                "{field} {value} looks like a date. Was it for instance 3-5? Format the cell as text and type it again."
            )
        }
        ProblemReason::OtherCountry => {
            format!("{field} {value} is of another country than the customer. Check whether that is right.")
        }
    }
}

pub fn file_problem(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Empty => "This file is empty. Download the template, fill it in and upload it again.".to_owned(),
        FileProblem::NotASpreadsheet => {
            "This is not an Excel workbook. Open the file in your spreadsheet program and save it as .xlsx.".to_owned()
        }
        FileProblem::OldXls => {
            "This is an old Excel workbook (.xls). Open it in your spreadsheet program and save it as .xlsx.".to_owned()
        }
        FileProblem::Encrypted => {
            "This file is protected by a password. Save it without a password and upload it again.".to_owned()
        }
        FileProblem::Damaged { .. } => {
            "This file is damaged. Open it in your spreadsheet program, save it as .xlsx and try again.".to_owned()
        }
        FileProblem::TooLarge { max } => {
            format!("This file is larger than {} MB. Spread the customers over more files.", megabytes(*max))
        }
        FileProblem::TooManyRows { max } => {
            format!("This file has more than {max} rows. Spread the customers over more files.")
        }
        FileProblem::ZipBomb { .. } => {
            "This file grows beyond all measure when unpacked and was refused. Copy the customers to a new workbook and try again.".to_owned()
        }
        FileProblem::NoHeader => {
            "No row of column titles was found. Use the titles of the template, such as Legal name and Country (letter code).".to_owned()
        }
        FileProblem::DuplicateColumn { sheet, row, name, letters } => {
            format!("The column {name} appears more than once: at {} in row {row}, sheet {sheet}. Keep one.", letters.join(" and "))
        }
        FileProblem::MissingColumns { sheet, row, columns } => {
            format!("Row {row} of sheet {sheet} lacks required columns: {}. Add them.", titles(columns, Lang::En))
        }
    }
}
