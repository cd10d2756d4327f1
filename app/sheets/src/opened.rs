//! Which parts of a zip a reader of workbooks may open, and as what.
//!
//! A workbook lies where the relations say, under any name. What is told here are the last steps of their paths, whatever stands
//! before them: rather a part too many is looked at than one too few.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read};

use domain::imports::FileProblem;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::guard::{bomb, damaged};
use crate::lexer::Part;

/// The longest list of relations that is read, in bytes: a workbook refers to some hundred parts.
const MAX_RELATIONS: u64 = 4 * 1024 * 1024;

/// The last steps of paths, in lower case, by what is opened under them.
pub struct Opened {
    texts: HashSet<String>,
    sheets: HashSet<String>,
    /// The workbook, its relations and styles.
    others: HashSet<String>,
}

impl Opened {
    /// What the relations of this workbook, or of what passes for one, lead to.
    ///
    /// # Errors
    /// Relations that cannot be read, or that go on for ever.
    pub fn of(archive: &mut ZipArchive<BufReader<File>>) -> Result<Self, FileProblem> {
        let mut opened = Self {
            texts: HashSet::from(["sharedstrings.xml".to_owned()]),
            sheets: HashSet::new(),
            others: [".rels", "workbook.xml", "workbook.xml.rels", "styles.xml", "theme1.xml"]
                .map(str::to_owned)
                .into(),
        };
        for relation in relations(archive, |name| name == ".rels")? {
            opened.others.insert(format!("{}.rels", relation.target));
            opened.others.insert(relation.target);
        }
        let lists = opened.others.clone();
        for Relation { kind, target } in relations(archive, |name| name.ends_with(".rels") && lists.contains(name))? {
            match kind.as_str() {
                "sharedstrings" => opened.texts.insert(target),
                "worksheet" | "chartsheet" | "dialogsheet" => opened.sheets.insert(target),
                "styles" => opened.others.insert(target),
                _ => false,
            };
        }
        Ok(opened)
    }

    /// What a part is opened as, if it is.
    pub fn kind(&self, name: &str) -> Option<Part> {
        let path = name.replace('\\', "/").to_ascii_lowercase();
        let last = last(&path);
        if self.texts.contains(last) {
            Some(Part::SharedTexts)
        } else if self.sheets.contains(last)
            || (last.ends_with(".xml") && ["worksheets/", "/comment"].iter().any(|folder| path.contains(folder)))
        {
            Some(Part::Sheet)
        } else if self.others.contains(last) || path.contains("/tables/") {
            Some(Part::Other)
        } else {
            None
        }
    }
}

struct Relation {
    /// The last step of its type and of its target, in lower case.
    kind: String,
    target: String,
}

/// What is said in all lists of relations whose last step is such.
fn relations(
    archive: &mut ZipArchive<BufReader<File>>,
    is_list: impl Fn(&str) -> bool,
) -> Result<Vec<Relation>, FileProblem> {
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        let path = part.name().map_err(damaged)?.replace('\\', "/").to_ascii_lowercase();
        if !is_list(last(&path)) {
            continue;
        }
        if part.size() > MAX_RELATIONS {
            return Err(bomb("relations without an end".to_owned()));
        }
        drop(part);
        let part = archive.by_index(index).map_err(damaged)?;
        let mut reader = Reader::from_reader(BufReader::new(part.take(MAX_RELATIONS)));
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(damaged)? {
                Event::Start(tag) | Event::Empty(tag) => found.extend(relation(&tag)?),
                Event::Eof => break,
                _ => {}
            }
        }
    }
    Ok(found)
}

fn relation(tag: &BytesStart<'_>) -> Result<Option<Relation>, FileProblem> {
    let (mut kind, mut target) = (None, None);
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(damaged)?;
        let value = unescape(&attribute.value).map_err(damaged)?.replace('\\', "/").to_ascii_lowercase();
        match attribute.key.local_name().as_ref() {
            "Type" => kind = Some(last(&value).to_owned()),
            "Target" => target = Some(last(&value).to_owned()),
            _ => {}
        }
    }
    Ok(kind.zip(target).map(|(kind, target)| Relation { kind, target }))
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
