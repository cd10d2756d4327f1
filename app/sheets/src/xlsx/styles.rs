//! The number format of each style of a workbook.

use std::collections::HashMap;

use domain::imports::FileProblem;
use quick_xml::events::Event;

use super::xml::{Part, attributes, decoded};
use crate::format::NumberFormat;

/// The number formats by the number that cells name them by.
#[derive(Debug, Default)]
pub struct Formats {
    formats: Vec<NumberFormat>,
    /// The place of a style's format among these.
    styles: Vec<usize>,
}

impl Formats {
    /// The format of a style; none where cells are shown as they are.
    pub fn of(&self, style: usize) -> Option<&NumberFormat> {
        self.formats.get(*self.styles.get(style)?)
    }
}

/// The longest code of a format, in bytes.
const LONGEST: usize = 1_024;

pub fn read(mut part: Part<'_>) -> Result<Formats, FileProblem> {
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut places: HashMap<u32, usize> = HashMap::new();
    let mut read = Formats::default();
    let mut in_cells = false;
    loop {
        match part.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    let (mut id, mut code) = (None, String::new());
                    attributes(&tag, |name, value| match name {
                        "numFmtId" => id = value.parse().ok(),
                        "formatCode" => code = value.into_owned(),
                        _ => {}
                    })?;
                    // No spreadsheet takes a longer one; every cell would be written by it.
                    if let Some(id) = id.filter(|_| code.len() <= LONGEST) {
                        codes.insert(id, decoded(&code)?);
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let mut id = 0;
                    attributes(&tag, |name, value| {
                        if name == "numFmtId" {
                            id = value.parse().unwrap_or_default();
                        }
                    })?;
                    let place = *places.entry(id).or_insert_with(|| {
                        let code = codes.get(&id).map_or_else(|| built_in(id), String::as_str);
                        read.formats.push(NumberFormat::parse(code));
                        read.formats.len() - 1
                    });
                    read.styles.push(place);
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(read),
            _ => {}
        }
    }
}

/// The formats that every program knows by number (ECMA-376, 18.8.30). Those that depend on the language of the program are
/// written as a Belgian one shows them.
fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 5 | 6 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 7 | 8 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 | 48 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14..=17 | 27..=31 | 36 | 50..=58 => "dd/mm/yyyy",
        22 => "dd/mm/yyyy hh:mm",
        18..=21 | 32..=35 | 45 | 47 => "hh:mm:ss",
        46 => "[h]:mm:ss",
        49 => "@",
        _ => "General",
    }
}
