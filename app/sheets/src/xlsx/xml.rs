//! The little that is needed of XML: tags with their attributes, and the text between them.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read, Take};

use domain::imports::FileProblem;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::QName;
use zip::read::ZipFile;

use crate::guard::damaged;

/// A part of the workbook while it streams by.
pub struct Part<'a> {
    reader: quick_xml::Reader<BufReader<Take<ZipFile<'a, BufReader<File>>>>>,
    buffer: Vec<u8>,
}

impl<'a> Part<'a> {
    /// The part up to so many bytes.
    pub fn new(file: ZipFile<'a, BufReader<File>>, bytes: u64) -> Self {
        let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(32 * 1024, file.take(bytes)));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.trim_text(false);
        config.expand_empty_elements = true;
        Part { reader, buffer: Vec::with_capacity(1024) }
    }

    /// What comes next.
    pub fn next(&mut self) -> Result<Event<'_>, FileProblem> {
        self.buffer.clear();
        self.reader.read_event_into(&mut self.buffer).map_err(damaged)
    }

    /// Adds the text up to the end of the element that was opened, whatever stands in between.
    pub fn text(&mut self, into: &mut String) -> Result<(), FileProblem> {
        let mut depth = 0;
        loop {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                Event::Text(text) => into.push_str(&text.xml10_content()),
                Event::CData(text) => into.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => push_entity(&entity, into)?,
                Event::Eof => return Err(damaged("a part ends too early")),
                _ => {}
            }
        }
    }

    /// The text of an element that holds runs of text (`<si>`, `<is>`): all of `<t>`, but not how it is pronounced.
    pub fn runs(&mut self, into: &mut String) -> Result<(), FileProblem> {
        let (mut depth, mut spoken) = (0, 0);
        loop {
            match self.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "t" && spoken == 0 => self.text(into)?,
                Event::Start(tag) => {
                    depth += 1;
                    spoken += u32::from(spoken > 0 || tag.local_name().as_ref() == "rPh");
                }
                Event::End(_) if depth == 0 => break,
                Event::End(_) => {
                    depth -= 1;
                    spoken = u32::saturating_sub(spoken, 1);
                }
                Event::Eof => return Err(damaged("a part ends too early")),
                _ => {}
            }
        }
        unescape(into);
        Ok(())
    }
}

fn push_entity(entity: &BytesRef<'_>, into: &mut String) -> Result<(), FileProblem> {
    if let Some(text) = resolve_xml_entity(entity) {
        into.push_str(text);
    } else if let Some(c) = entity.resolve_char_ref().map_err(damaged)? {
        into.push(c);
    } else {
        return Err(damaged("an entity that XML does not know"));
    }
    Ok(())
}

/// Hands each attribute to `each`: its name without a prefix, and its value as it stands.
pub fn attributes<'t>(tag: &'t BytesStart<'_>, mut each: impl FnMut(&str, Cow<'t, str>)) -> Result<(), FileProblem> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(damaged)?;
        each(local(attribute.key), attribute.value);
    }
    Ok(())
}

fn local(name: QName<'_>) -> &str {
    name.into_inner().rsplit(':').next().unwrap_or_default()
}

/// The value of an attribute with its entities in place.
pub fn decoded(value: &str) -> Result<String, FileProblem> {
    let mut text = quick_xml::escape::unescape(value).map_err(damaged)?.into_owned();
    unescape(&mut text);
    Ok(text)
}

/// Whether an attribute says yes.
pub fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}

/// Turns `_x000D_` into the sign that it stands for, as spreadsheets write what XML cannot hold.
pub fn unescape(text: &mut String) {
    if !text.contains("_x") {
        return;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from_here) = rest.split_at(at);
        out.push_str(before);
        rest = match escaped(from_here) {
            Some((sign, after)) => {
                out.push(sign);
                after
            }
            None => {
                out.push_str("_x");
                &from_here["_x".len()..]
            }
        };
    }
    out.push_str(rest);
    *text = out;
}

/// The sign that an escape at the start of a text stands for, and what follows it.
fn escaped(text: &str) -> Option<(char, &str)> {
    const LENGTH: usize = "_x000D_".len();
    let (escape, after) = text.split_at_checked(LENGTH)?;
    let digits = escape.strip_prefix("_x")?.strip_suffix('_')?;
    let digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(digits)?;
    Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_the_signs_they_stand_for() {
        for (written, meant) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00é_", "_x00é_"),
            ("_x12", "_x12"),
            ("_x+041_", "_x+041_"),
            ("_x_x0041_", "_xA"),
            ("_xZZZZ_ _x0041_", "_xZZZZ_ A"),
        ] {
            let mut text = written.to_owned();
            unescape(&mut text);
            assert_eq!(text, meant);
        }
    }
}
