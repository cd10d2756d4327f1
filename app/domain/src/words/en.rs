//! English.

use super::{BELGIAN_IBAN, Lang, grouped, megabytes, titles};
use crate::imports::{FileKind, FileProblem, ProblemReason};
use crate::{Reason, Repair};

pub fn reason(reason: &Reason, field: &str, value: &str) -> String {
    match reason {
        Reason::Empty => format!("{field} is empty. Fill it in."),
        Reason::Length { found, wanted, example } => {
            let wanted = wanted.replace('/', " or ");
            let way_out = looks_like(example.as_deref(), "Check whether something is missing or too much.");
            format!("{field} {value} has {found} characters, it should have {wanted}. {way_out}")
        }
        Reason::TooLong { max } => {
            format!("{field} is too long: {max} characters at most. Make it shorter.")
        }
        Reason::Characters { example } => {
            let way_out = looks_like(example.as_deref(), "Remove it.");
            format!("{field} {value} has a character that does not belong here. {way_out}")
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
        Reason::Day => {
            format!("{field} {value} has become a date. Format the cell as text and type the value again.")
        }
        Reason::LostDigits => {
            format!(
                "{field} {value} was shortened by the spreadsheet, digits are lost. Format the cell as text and type the number again."
            )
        }
        Reason::Format { example: None } => {
            format!("{field} {value} is not known here. Check whether a character is missing or too many.")
        }
        Reason::Format { example } => {
            format!("{field} {value} does not have the form of such a number. {}", looks_like(example.as_deref(), ""))
        }
        Reason::EmailForm => {
            format!("{field} {value} cannot be right. An e-mail address looks like name@company.be.")
        }
        Reason::PhoneForm => {
            format!(
                "{field} {value} cannot be right. A phone number has 6 to 15 digits, such as 09 123 45 67 or +32 478 12 34 56."
            )
        }
        Reason::WebsiteForm => {
            format!("{field} {value} cannot be right. The address of a website looks like www.company.be.")
        }
        Reason::IbanForm { example } => {
            let example = example.as_deref().unwrap_or(BELGIAN_IBAN);
            format!(
                "{field} {value} does not have the form of an account number of that country. Copy it from a bank statement, such as {example}."
            )
        }
        Reason::LocalPart => {
            format!(
                "{field} {value} is not valid: only unaccented letters, digits and certain symbols may come before the @. Ask for another address."
            )
        }
        Reason::Range { min, max } => {
            format!(
                "{field} {value} is not valid. Use a whole number from {} to {}.",
                grouped(*min, ','),
                grouped(*max, ',')
            )
        }
        Reason::SeveralAddresses => {
            format!("{field} {value}: one address per cell or field. Keep one and give the other to a second contact.")
        }
        Reason::SeveralNumbers => {
            format!(
                "{field} {value}: one number per cell or field. Give the second as the mobile number, or to a contact."
            )
        }
        Reason::SeveralLanguages => format!("{field} {value}: one language per contact, for instance nl-BE."),
        Reason::SeveralCountries => format!("{field} {value}: one country per cell or field, for instance BE."),
        Reason::NumbersDiffer => {
            format!(
                "{field} {value}: VAT number and company number do not belong together. Check which of the two is right."
            )
        }
    }
}

/// The way out of a wrong form: what is right, where that is known.
fn looks_like(example: Option<&str>, otherwise: &str) -> String {
    example.map_or_else(|| otherwise.to_owned(), |example| format!("It looks like {example}."))
}

pub fn problem(reason: &ProblemReason, field: &str, value: &str, mended: &str) -> String {
    match reason {
        ProblemReason::Refused { reason } => self::reason(reason, field, value),
        ProblemReason::Missing => format!("{field} is required and missing. Fill in the cell."),
        ProblemReason::Repaired { repair: Repair::LeadingZero } => {
            format!("{value} became {mended}: the spreadsheet had dropped the leading zero.")
        }
        ProblemReason::Repaired { repair: Repair::LookAlikes } => {
            format!("{value} became {mended}: letters had been typed for digits.")
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
        ProblemReason::BeyondCell { max } => {
            format!("{field} is longer than a cell can be: {max} characters. Shorten it.")
        }
        ProblemReason::Repaired { repair: Repair::LanguageName } => {
            format!("{value} became {mended}: the language was written in full or by its first letter.")
        }
        ProblemReason::Repaired { repair: Repair::MailMarks } => {
            format!("{value} became {mended}: mailto: or a dot is not part of the address.")
        }
        ProblemReason::Repaired { repair: Repair::Apostrophe } => {
            format!("{value} became {mended}: the apostrophe in front is not part of it.")
        }
        ProblemReason::Uncalculated => {
            format!(
                "{field}: formula without a calculated value ({value}). Open the file in Excel, save it and upload it again."
            )
        }
        ProblemReason::FailedFormula => {
            format!("{field}: the formula gives {value}. Correct the formula or replace it with its value.")
        }
        ProblemReason::NotYesOrNo => format!("{field} {value} is not clear. Use Yes or No."),
        ProblemReason::NoRight => {
            format!("{field} is left out: your profile does not allow changing it. Ask a colleague who has that right.")
        }
        ProblemReason::UnknownTemplate => {
            format!("There is no template named {value}. Choose an existing template or make it first.")
        }
        ProblemReason::NumbersDiffer => {
            format!(
                "{field} {value} does not belong to the company number in the same row. Check which of the two is right."
            )
        }
        ProblemReason::Double { row, sheet: Some(sheet) } => {
            format!("{field} {value} also appears in row {row} of sheet {sheet}. Leave one of the two rows out.")
        }
        ProblemReason::Double { row, sheet: None } => {
            format!("{field} {value} also appears in row {row}. Leave one of the two rows out.")
        }
        ProblemReason::InUse => format!("{field} {value}: this number is already in use; ask an administrator."),
        ProblemReason::ReferenceTaken => {
            format!(
                "{field} {value} already belongs to a customer with another company number. Give this customer another reference."
            )
        }
        ProblemReason::Garbled => format!(
            "{field} {value}: accented letters look damaged, as after a wrong conversion. Check it in the program that the file comes from."
        ),
        ProblemReason::BecameYesOrNo => format!(
            "{field} {value}: the spreadsheet took this for a yes or a no (TRUE or FALSE). If this is not intended, format the cell as text and type it again."
        ),
        ProblemReason::ZeroForNothing => {
            format!(
                "{field}: {value} was read as empty, here and in the rows below: a reference to an empty cell gives 0."
            )
        }
        ProblemReason::BecameADate => {
            format!(
                "{field} {value} looks like a date. Was it for instance 3-5? Format the cell as text and type it again."
            )
        }
        ProblemReason::UnknownBank { code } => format!("{field} {value}: {}", unknown_bank(code)),
        ProblemReason::OtherCountry => {
            format!("{field} {value} belongs to a different country from the customer. Check whether that is right.")
        }
    }
}

/// A hint beside an account number that may be right all the same.
pub fn unknown_bank(code: &str) -> String {
    format!("no Belgian bank has code {code}. Check the three digits after the check digits.")
}

pub fn file_problem(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Empty => "This file is empty. Download the import file, fill it in and upload it again.".to_owned(),
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
            "This file becomes far too large when unzipped and was refused. Copy the customers to a new workbook and try again.".to_owned()
        }
        FileProblem::TooManySheets { max } => {
            format!("This workbook has more than {max} sheets. Copy the sheet with the customers to a new workbook.")
        }
        FileProblem::TooMuchText { max } => {
            format!("The cells of this file hold more than {} MB of text together. Spread the customers over more files, or remove long texts.", megabytes(*max))
        }
        FileProblem::TooManyProblems { max } => {
            format!("This file has more than {max} errors and repairs. Check that the titles are above the right columns, or spread the customers over more files.")
        }
        FileProblem::TooHeavy => {
            "Reading this file takes too much memory or time. Copy only the customers to a new workbook and try again.".to_owned()
        }
        FileProblem::ReaderFault { reference } => {
            format!("This file could not be read: the reader failed, reference {reference}. Open it in your spreadsheet program, save it again as .xlsx and try again. If it keeps failing, give the reference to your administrator.")
        }
        FileProblem::OtherKind { file } => other_kind(*file),
        FileProblem::NoSheet { sheet } => {
            format!("There is no sheet {sheet} in this file. Choose another sheet.")
        }
        FileProblem::NoHeader => {
            "No row of column titles was found. Use the titles of the import file, such as Legal name and Country (letter code).".to_owned()
        }
        FileProblem::OtherTitles { sheet, row } => {
            format!("Row {row} of sheet {sheet} has titles again, in another order than at the top. Put that table on a sheet of its own, or in another file.")
        }
        FileProblem::DuplicateColumn { sheet, row, name, letters } => {
            format!("The column {name} appears more than once: at {} in row {row}, sheet {sheet}. Keep one.", letters.join(" and "))
        }
        FileProblem::MissingColumns { sheet, row, columns } => {
            format!("Row {row} of sheet {sheet} lacks required columns: {}. Add them.", titles(columns, Lang::En))
        }
    }
}

/// What a file is that was taken for a workbook, and the way out.
fn other_kind(file: FileKind) -> String {
    let kind = match file {
        FileKind::Xlsb => "a binary Excel workbook (.xlsb)",
        FileKind::Ods => "an .ods of LibreOffice or OpenOffice",
        FileKind::Numbers => "a workbook of Apple Numbers",
        FileKind::OtherWorkbook => "a workbook of another spreadsheet program",
        FileKind::Xml2003 => "an XML workbook of Excel 2003",
        FileKind::Csv => "a CSV or text file",
        FileKind::Html => "a web page (HTML), even if it may be called .xls",
        FileKind::Docx => "a Word document (.docx)",
        FileKind::Doc => "an old Word document (.doc)",
        FileKind::Pptx => "a PowerPoint presentation (.pptx)",
        FileKind::Ppt => "an old PowerPoint presentation (.ppt)",
        FileKind::Odt => "a text document of LibreOffice (.odt)",
        FileKind::Iwork => "a document of Apple Pages or Keynote",
        FileKind::Rtf => "a text document (.rtf)",
        FileKind::Mail => "an Outlook mail (.msg)",
        FileKind::Pdf => "a PDF",
        FileKind::Picture => "a picture",
        FileKind::Media => "an audio or video file",
        FileKind::Zip | FileKind::Archive => {
            return "This is a zip file or another archive. Extract it and upload the .xlsx that is in it.".to_owned();
        }
    };
    if file.is_table() {
        format!("This is {kind}, not an .xlsx. Open it in your spreadsheet program, save it as .xlsx and upload that.")
    } else {
        format!(
            "This is {kind}, not an Excel workbook. Upload an .xlsx with the customers, such as the import file filled in."
        )
    }
}
