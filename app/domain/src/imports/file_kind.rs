//! What a file is that is no .xlsx workbook, whatever its name says.

use serde::{Deserialize, Serialize};

/// A kind of file that people take for a bulk file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// An Excel workbook in binary form.
    Xlsb,
    /// A workbook of LibreOffice or OpenOffice.
    Ods,
    /// A workbook of Apple Numbers.
    Numbers,
    /// A workbook of yet another program, such as Gnumeric.
    OtherWorkbook,
    /// Excel's XML of 2003.
    Xml2003,
    /// Values with commas, semicolons or tabs between them.
    Csv,
    /// A page of a website, which many programs name .xls.
    Html,
    /// A Word document of 2007 or later.
    Docx,
    /// A Word document of before 2007.
    Doc,
    /// A presentation of PowerPoint 2007 or later.
    Pptx,
    /// A presentation of before 2007.
    Ppt,
    /// A text document of LibreOffice or OpenOffice.
    Odt,
    /// A document of Apple Pages or Keynote.
    Iwork,
    /// A text document in rich text format.
    Rtf,
    /// A mail of Outlook.
    Mail,
    /// A PDF.
    Pdf,
    /// A picture or a drawing.
    Picture,
    /// Sound or film.
    Media,
    /// A zip with anything else in it.
    Zip,
    /// Another packed file: RAR, 7z, gzip.
    Archive,
}

impl FileKind {
    /// All of them.
    pub const ALL: [FileKind; 20] = [
        FileKind::Xlsb,
        FileKind::Ods,
        FileKind::Numbers,
        FileKind::OtherWorkbook,
        FileKind::Xml2003,
        FileKind::Csv,
        FileKind::Html,
        FileKind::Docx,
        FileKind::Doc,
        FileKind::Pptx,
        FileKind::Ppt,
        FileKind::Odt,
        FileKind::Iwork,
        FileKind::Rtf,
        FileKind::Mail,
        FileKind::Pdf,
        FileKind::Picture,
        FileKind::Media,
        FileKind::Zip,
        FileKind::Archive,
    ];

    /// Whether a spreadsheet program opens it as a workbook, so that it can be saved as one.
    pub fn is_table(self) -> bool {
        matches!(
            self,
            FileKind::Xlsb
                | FileKind::Ods
                | FileKind::Numbers
                | FileKind::OtherWorkbook
                | FileKind::Xml2003
                | FileKind::Csv
                | FileKind::Html
        )
    }
}
