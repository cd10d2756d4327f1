//! From the zip to the parts of a workbook.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use domain::imports::{FileProblem, MAX_CELL};
use quick_xml::events::Event;
use zip::ZipArchive;

use super::cells::Cells;
use super::drawings::{Count, Drawings};
use super::styles::{self, Formats};
use super::xml::{Part, attributes, decoded, is_true};
use crate::Trust;
use crate::guard::{self, Guard, damaged};
use crate::lexer::PartKind;

/// How many bytes of a workbook's drawings are searched.
const MAX_DRAWINGS: u64 = 8 * 1024 * 1024;

/// A workbook whose sheets are known and can be read.
pub struct Book {
    archive: Archive,
    pub sheets: Vec<Sheet>,
    texts: Vec<Box<str>>,
    formats: Formats,
    settings: Settings,
}

/// A sheet of the workbook, of whatever kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Whether it has cells; one that holds only a chart or a dialog has none.
    pub has_cells: bool,
    part: String,
}

/// What the workbook says about all of its cells.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// Days are counted from 1904.
    pub from_1904: bool,
    /// Whoever opens it calculates every formula anew: what is stored beside them may be a mere filler.
    pub calculates_anew: bool,
}

impl Book {
    /// # Errors
    /// No zip, one without the parts of a workbook, and what the guard refuses of a file that was not looked at before.
    pub fn open(path: &Path, trust: Trust) -> Result<Self, FileProblem> {
        let mut archive = Archive::open(path, trust)?;
        let workbook = workbook_part(&mut archive)?;
        let (folder, relations) = relations(&mut archive, &workbook, |_| true)?;
        let target = |kind: &str| {
            let found = relations.values().find(|relation| relation.kind.ends_with(kind));
            found.map(|relation| resolve(&folder, &relation.target))
        };
        let (sheets, settings) = sheets(&mut archive, &workbook, &folder, &relations)?;
        let texts = match target("/sharedStrings").or_else(|| archive.named(&format!("{folder}sharedStrings.xml"))) {
            Some(part) => shared_texts(&mut archive, &part)?,
            None => Vec::new(),
        };
        let formats = match target("/styles").or_else(|| archive.named(&format!("{folder}styles.xml"))) {
            Some(part) => archive.part(&part, PartKind::Other)?.map(styles::read).transpose()?.unwrap_or_default(),
            None => Formats::default(),
        };
        Ok(Book { archive, sheets, texts, formats, settings })
    }

    /// The cells of a sheet, from its top.
    ///
    /// # Errors
    /// The sheet is not in the zip, or holds no cells.
    pub fn cells(&mut self, sheet: &Sheet) -> Result<Cells<'_>, FileProblem> {
        let part = self
            .archive
            .part(&sheet.part, PartKind::Sheet)?
            .ok_or_else(|| damaged(format!("{} is missing", sheet.part)))?;
        Cells::new(part, &self.texts, &self.formats, self.settings)
    }

    /// Whether a table somewhere in the workbook hides rows that its filter does not let through.
    ///
    /// # Errors
    /// A table that cannot be read.
    pub fn filters_a_table(&mut self) -> Result<bool, FileProblem> {
        for table in self.beside("/table", ("/tables/", ".xml"))? {
            let Some(mut part) = self.archive.part(&table, PartKind::Other)? else { continue };
            loop {
                match part.next()? {
                    Event::Start(tag) if tag.local_name().as_ref() == "filterColumn" => return Ok(true),
                    Event::Eof => break,
                    _ => {}
                }
            }
        }
        Ok(false)
    }

    /// How many comments stand beside cells, in all sheets together.
    ///
    /// # Errors
    /// A list of comments that cannot be read.
    pub fn comments(&mut self) -> Result<u32, FileProblem> {
        let mut comments = 0;
        for name in self.beside("/comments", ("/comment", ".xml"))? {
            let Some(mut part) = self.archive.part(&name, PartKind::Sheet)? else { continue };
            loop {
                match part.next()? {
                    Event::Start(tag) if tag.local_name().as_ref() == "comment" => comments += 1,
                    Event::Eof => break,
                    _ => {}
                }
            }
        }
        Ok(comments)
    }

    /// What lies on the sheets: text boxes, pictures and charts, as far as the first [`MAX_DRAWINGS`] say. Nothing of it is read, so a
    /// drawing that breaks has what stands before that place, and it is told that there may be more.
    ///
    /// # Errors
    /// Relations of a sheet that cannot be read.
    pub fn drawings(&mut self) -> Result<Drawings, FileProblem> {
        let (mut count, mut left) = (Count::default(), MAX_DRAWINGS);
        let mut names = self.beside("/drawing", ("/drawings/drawing", ".xml"))?;
        names.extend(self.beside("/vmlDrawing", ("/drawings/vmldrawing", ".vml"))?);
        names.sort_unstable();
        names.dedup();
        for name in names {
            let Ok(Some(Beginning { mut part, bytes, is_all })) = self.archive.beginning(&name, left) else {
                count.unread();
                continue;
            };
            if !is_all {
                count.unread();
            }
            count.add(&mut part);
            left -= bytes;
        }
        Ok(count.done())
    }

    /// The parts that the sheets have beside their cells, by the kind of the relation that leads to them, and those of which no sheet
    /// speaks, by their usual names.
    fn beside(&mut self, kind: &str, usual: (&str, &str)) -> Result<Vec<String>, FileProblem> {
        let mut parts = self.archive.containing(usual);
        for sheet in &self.sheets {
            let (folder, relations) = relations(&mut self.archive, &sheet.part, |told| told.ends_with(kind))?;
            parts.extend(relations.values().map(|relation| normal(&resolve(&folder, &relation.target))));
        }
        parts.sort_unstable();
        parts.dedup();
        Ok(parts)
    }
}

/// The first bytes of a part.
struct Beginning<'a> {
    part: Part<'a>,
    bytes: u64,
    /// Whether nothing follows them.
    is_all: bool,
}

/// The zip, its parts found whatever their case and slashes.
struct Archive {
    zip: ZipArchive<BufReader<File>>,
    names: HashMap<String, usize>,
    /// None for a file that was looked at before.
    guard: Option<Guard>,
}

impl Archive {
    fn open(path: &Path, trust: Trust) -> Result<Self, FileProblem> {
        let file = match trust {
            Trust::Unknown => guard::file(path)?,
            Trust::Checked => File::open(path).map_err(damaged)?,
        };
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
        let guard = if trust == Trust::Unknown { Some(Guard::of(&mut zip)?) } else { None };
        let mut names = HashMap::new();
        for index in 0..zip.len() {
            let part = zip.by_index_raw(index).map_err(damaged)?;
            if part.encrypted() {
                return Err(FileProblem::Encrypted);
            }
            let name = normal(&part.name().map_err(damaged)?);
            // Of two parts with one name, one would be left out.
            if names.insert(name, index).is_some() {
                return Err(damaged("two parts with one name"));
            }
        }
        Ok(Archive { zip, names, guard })
    }

    fn part(&mut self, name: &str, kind: PartKind) -> Result<Option<Part<'_>>, FileProblem> {
        let Some(&index) = self.names.get(&normal(name)) else { return Ok(None) };
        if let Some(guard) = &mut self.guard {
            guard.pass(&mut self.zip, index, kind)?;
        }
        Ok(Some(Part::new(self.zip.by_index(index).map_err(damaged)?, u64::MAX)))
    }

    /// The first bytes of a part of which nothing is kept, up to what no reader should see.
    fn beginning(&mut self, name: &str, most: u64) -> Result<Option<Beginning<'_>>, FileProblem> {
        let Some(&index) = self.names.get(&normal(name)) else { return Ok(None) };
        let (bytes, is_all) = guard::sound(self.zip.by_index(index).map_err(damaged)?, most);
        let part = Part::new(self.zip.by_index(index).map_err(damaged)?, bytes);
        Ok(Some(Beginning { part, bytes, is_all }))
    }

    fn named(&self, name: &str) -> Option<String> {
        self.names.contains_key(&normal(name)).then(|| name.to_owned())
    }

    /// The parts in such a folder and with such an ending, by name.
    fn containing(&self, (folder, ending): (&str, &str)) -> Vec<String> {
        let parts = self.names.keys().filter(|name| name.contains(folder) && name.ends_with(ending));
        let mut parts: Vec<String> = parts.cloned().collect();
        parts.sort_unstable();
        parts
    }
}

fn normal(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

struct Relation {
    kind: String,
    target: String,
}

type Relations = HashMap<String, Relation>;

/// Where the workbook itself lies, which is said at the root of the zip.
fn workbook_part(archive: &mut Archive) -> Result<String, FileProblem> {
    let named = match archive.part("_rels/.rels", PartKind::Other)? {
        Some(part) => read_relations(part, |_| true)?
            .into_values()
            .find(|relation| relation.kind.ends_with("/officeDocument"))
            .map(|relation| resolve("", &relation.target)),
        None => None,
    };
    let usual = || archive.named("xl/workbook.xml");
    named.or_else(usual).ok_or(FileProblem::NotASpreadsheet)
}

/// The folder of the workbook or of a sheet, and what it refers to by such kinds.
fn relations(
    archive: &mut Archive,
    part: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<(String, Relations), FileProblem> {
    let (folder, name) = part.rsplit_once(['/', '\\']).map_or(("", part), |(folder, name)| (folder, name));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let relations = match archive.part(&format!("{folder}_rels/{name}.rels"), PartKind::Other)? {
        Some(part) => read_relations(part, wanted)?,
        None => Relations::new(),
    };
    Ok((folder, relations))
}

fn read_relations(mut part: Part<'_>, wanted: impl Fn(&str) -> bool) -> Result<Relations, FileProblem> {
    let mut relations = Relations::new();
    loop {
        match part.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let (mut id, mut kind, mut target) = (String::new(), String::new(), String::new());
                attributes(&tag, |name, value| match name {
                    "Id" => id = value.into_owned(),
                    "Type" => kind = value.into_owned(),
                    "Target" => target = value.into_owned(),
                    _ => {}
                })?;
                if wanted(&kind) {
                    relations.insert(id, Relation { kind, target: decoded(&target)? });
                }
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// A target seen from a folder; one with a slash in front is seen from the root.
fn resolve(folder: &str, target: &str) -> String {
    if target.starts_with(['/', '\\']) {
        return target.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

fn sheets(
    archive: &mut Archive,
    workbook: &str,
    folder: &str,
    relations: &Relations,
) -> Result<(Vec<Sheet>, Settings), FileProblem> {
    let (mut sheets, mut settings, mut places) = (Vec::new(), Settings::default(), HashSet::new());
    let mut part = archive.part(workbook, PartKind::Other)?.ok_or(FileProblem::NotASpreadsheet)?;
    loop {
        match part.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "sheet" => {
                    let (mut name, mut id, mut hidden) = (String::new(), String::new(), false);
                    attributes(&tag, |key, value| match key {
                        "name" => name = value.into_owned(),
                        "id" => id = value.into_owned(),
                        "state" => hidden = value != "visible",
                        _ => {}
                    })?;
                    let relation = relations.get(&id).ok_or_else(|| damaged(format!("sheet {name} lies nowhere")))?;
                    let part = resolve(folder, &relation.target);
                    // What is unpacked is counted by part: a hundred sheets in one would be read a hundred times.
                    if !places.insert(normal(&part)) {
                        return Err(damaged(format!("sheet {name} lies where another one does")));
                    }
                    sheets.push(Sheet { name: decoded(&name)?, hidden, has_cells: has_cells(&relation.kind), part });
                }
                "workbookPr" => attributes(&tag, |key, value| {
                    settings.from_1904 |= key == "date1904" && is_true(&value);
                })?,
                "calcPr" => attributes(&tag, |key, value| {
                    settings.calculates_anew |= key == "fullCalcOnLoad" && is_true(&value);
                })?,
                _ => {}
            },
            Event::Eof => return Ok((sheets, settings)),
            _ => {}
        }
    }
}

/// Whether sheets of this kind have cells: macros of Excel 4 stand in cells too, and customers may stand beside them.
fn has_cells(kind: &str) -> bool {
    ["/worksheet", "/xlMacrosheet", "/xlIntlMacrosheet"].iter().any(|with_cells| kind.ends_with(with_cells))
}

fn shared_texts(archive: &mut Archive, name: &str) -> Result<Vec<Box<str>>, FileProblem> {
    let Some(mut part) = archive.part(name, PartKind::SharedTexts)? else { return Ok(Vec::new()) };
    let mut texts = Vec::new();
    let mut text = String::new();
    loop {
        match part.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                text.clear();
                part.runs(&mut text)?;
                // One sign more than a cell can hold is enough to refuse each cell that names it.
                let end = text.char_indices().nth(MAX_CELL + 1).map_or(text.len(), |(end, _)| end);
                texts.push(text[..end].into());
            }
            Event::Eof => return Ok(texts),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_where_they_are_named() {
        for (folder, target, found) in [
            ("xl/", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/", "../data/sheet1.xml", "data/sheet1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl/", "/xl/worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"),
            ("xl/", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ] {
            assert_eq!(resolve(folder, target), found);
        }
    }
}
