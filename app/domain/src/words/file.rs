//! Why a whole file is refused.

use super::titles;
use crate::Language;
use crate::imports::{FileKind, FileProblem};
use crate::texts::{AND, file as say, kind};

/// Why a whole file is refused, and what to do.
pub fn file_problem(problem: &FileProblem, lang: Language) -> String {
    match problem {
        FileProblem::Empty => say::EMPTY.of(lang).to_owned(),
        FileProblem::NotASpreadsheet => say::NOT_A_SPREADSHEET.of(lang).to_owned(),
        FileProblem::OldXls => say::OLD_XLS.of(lang).to_owned(),
        FileProblem::Encrypted => say::ENCRYPTED.of(lang).to_owned(),
        FileProblem::TooHeavy => say::TOO_HEAVY.of(lang).to_owned(),
        FileProblem::NoHeader => say::NO_HEADER.of(lang).to_owned(),
        FileProblem::Damaged { .. } => say::DAMAGED.of(lang).to_owned(),
        FileProblem::ZipBomb { .. } => say::ZIP_BOMB.of(lang).to_owned(),
        FileProblem::TooLarge { max } => say::TOO_LARGE.fill(lang, &[("max", &megabytes(*max))]),
        FileProblem::TooMuchText { max } => say::TOO_MUCH_TEXT.fill(lang, &[("max", &megabytes(*max))]),
        FileProblem::TooManyRows { max } => say::TOO_MANY_ROWS.fill(lang, &[("max", &max.to_string())]),
        FileProblem::TooManySheets { max } => say::TOO_MANY_SHEETS.fill(lang, &[("max", &max.to_string())]),
        FileProblem::TooManyProblems { max } => say::TOO_MANY_PROBLEMS.fill(lang, &[("max", &max.to_string())]),
        FileProblem::ReaderFault { reference } => say::READER_FAULT.fill(lang, &[("reference", reference)]),
        FileProblem::OtherKind { file } => other_kind(*file, lang),
        FileProblem::NoSheet { sheet } => say::NO_SHEET.fill(lang, &[("sheet", sheet)]),
        FileProblem::OtherTitles { sheet, row } => {
            say::OTHER_TITLES.fill(lang, &[("sheet", sheet), ("row", &row.to_string())])
        }
        FileProblem::DuplicateColumn { sheet, row, name, letters } => {
            let (row, letters) = (row.to_string(), letters.join(AND.of(lang)));
            say::DUPLICATE_COLUMN.fill(lang, &[("sheet", sheet), ("row", &row), ("name", name), ("letters", &letters)])
        }
        FileProblem::MissingColumns { sheet, row, columns } => {
            let (row, columns) = (row.to_string(), titles(columns, lang));
            say::MISSING_COLUMNS.fill(lang, &[("sheet", sheet), ("row", &row), ("columns", &columns)])
        }
    }
}

fn megabytes(bytes: u64) -> String {
    (bytes / (1024 * 1024)).to_string()
}

/// What a file is that was taken for a workbook, and the way out.
fn other_kind(file: FileKind, lang: Language) -> String {
    let what = match file {
        FileKind::Xlsb => kind::XLSB,
        FileKind::Ods => kind::ODS,
        FileKind::Numbers => kind::NUMBERS,
        FileKind::OtherWorkbook => kind::OTHER_WORKBOOK,
        FileKind::Xml2003 => kind::XML2003,
        FileKind::Csv => kind::CSV,
        FileKind::Html => kind::HTML,
        FileKind::Docx => kind::DOCX,
        FileKind::Doc => kind::DOC,
        FileKind::Pptx => kind::PPTX,
        FileKind::Ppt => kind::PPT,
        FileKind::Odt => kind::ODT,
        FileKind::Iwork => kind::IWORK,
        FileKind::Rtf => kind::RTF,
        FileKind::Mail => kind::MAIL,
        FileKind::Pdf => kind::PDF,
        FileKind::Picture => kind::PICTURE,
        FileKind::Media => kind::MEDIA,
        FileKind::Zip | FileKind::Archive => return kind::ARCHIVE.of(lang).to_owned(),
    };
    let sentence = if file.is_table() { kind::TABLE } else { kind::OTHER };
    sentence.fill(lang, &[("kind", what.of(lang))])
}
