//! What a package of parts is, by what its root leads to (ECMA-376, part 2): its folders may be called anything.

use domain::imports::FileKind;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What the part of this type holds.
const TYPES: [(&str, Option<FileKind>); 8] = [
    ("ms-excel.sheet.binary", Some(FileKind::Xlsb)),
    ("spreadsheetml", None),
    ("ms-excel", None),
    ("wordprocessingml", Some(FileKind::Docx)),
    ("ms-word", Some(FileKind::Docx)),
    ("presentationml", Some(FileKind::Pptx)),
    ("ms-powerpoint", Some(FileKind::Pptx)),
    ("visio", Some(FileKind::Picture)),
];
/// The usual names of first parts, for a type that says nothing.
const NAMES: [(&str, Option<FileKind>); 4] = [
    ("workbook.bin", Some(FileKind::Xlsb)),
    ("workbook.xml", None),
    ("document.xml", Some(FileKind::Docx)),
    ("presentation.xml", Some(FileKind::Pptx)),
];

/// What a package is by its root relations and its list of types; `Some(None)` is a workbook.
pub fn kind(relations: &str, types: &str) -> Option<Option<FileKind>> {
    let (relation, part) = root(relations)?;
    let told = content_type(types, &part);
    let of_type = |text: &str| TYPES.iter().find(|(name, _)| text.contains(name)).map(|(_, kind)| *kind);
    let of_name = || NAMES.iter().find(|(name, _)| part.ends_with(name)).map(|(_, kind)| *kind);
    told.and_then(|told| of_type(&told)).or_else(|| of_type(&relation)).or_else(of_name)
}

/// The relation that leads to the first part, and that part.
fn root(relations: &str) -> Option<(String, String)> {
    tags(relations, "Relationship").into_iter().find_map(|[kind, target, ..]| {
        let leads = kind.ends_with("/officedocument") || (kind.contains("visio") && kind.ends_with("/document"));
        leads.then_some((kind, target))
    })
}

/// The type of a part: its own, or that of all with its ending.
fn content_type(types: &str, part: &str) -> Option<String> {
    let own = tags(types, "Override").into_iter().find(|[_, _, name, ..]| name == part);
    let ending = part.rsplit_once('.').map(|(_, ending)| ending);
    let usual = || tags(types, "Default").into_iter().find(|[.., extension, _]| Some(extension.as_str()) == ending);
    own.or_else(usual).map(|[.., told]| told)
}

/// Of each tag of this name: type, target, name of a part, ending, type of a part; in lower case, up to where it is no XML.
fn tags(xml: &str, wanted: &str) -> Vec<[String; 5]> {
    const ATTRIBUTES: [&str; 5] = ["Type", "Target", "PartName", "Extension", "ContentType"];
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == wanted => {
                found.push(ATTRIBUTES.map(|name| attribute(&tag, name).unwrap_or_default()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(attribute.value.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase())
}

/// The type of a document of LibreOffice, by its manifest.
pub fn document_type(manifest: &str) -> Option<&str> {
    let root = manifest.split('<').find(|tag| tag.contains("full-path=\"/\""))?;
    root.split("media-type=\"").nth(1)?.split('"').next()
}
