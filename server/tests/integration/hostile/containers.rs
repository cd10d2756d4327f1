//! Files whose zip is hostile, or that are no zip at all.

use super::{
    Hostile,
    noise::Noise,
    workbook::{SHEET, WORKBOOK, header, honest, part, rels, row, sheet},
    zips::{Entry, RUN, end, packed, zip},
};
use crate::imports::import_client::PEETERS;

/// The honest workbook as entries of a zip that can be made to lie.
fn entries() -> Vec<Entry> {
    honest().iter().map(|(name, content)| Entry::stored(name, content)).collect()
}

/// The honest workbook, with its sheet changed.
fn lying(change: impl FnOnce(&mut Entry)) -> Vec<u8> {
    let mut entries = entries();
    change(entries.iter_mut().find(|entry| entry.name == SHEET.as_bytes()).expect("a sheet"));
    zip(&entries)
}

/// The honest workbook, with a part of its own that unpacks to so many bytes.
fn swollen(name: &str, before: &str, bytes: usize, after: &str) -> Vec<u8> {
    let mut entries: Vec<Entry> = entries().into_iter().filter(|entry| entry.name != name.as_bytes()).collect();
    entries.push(Entry::inflating(name, before.as_bytes(), bytes / RUN, after.as_bytes()));
    zip(&entries)
}

pub fn no_workbooks() -> Vec<Hostile> {
    let mut noise = Noise::of(1);
    let mut zip_noise = b"PK\x03\x04".to_vec();
    zip_noise.extend(noise.bytes(60_000));
    let mut ole = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    ole.extend(noise.bytes(80_000));
    let nested = packed(&[("inner.xlsx".to_owned(), packed(&honest()))]);
    let document = packed(&[
        part("[Content_Types].xml", "<Types/>"),
        part("_rels/.rels", rels(&[("rId1", "officeDocument", "word/document.xml")])),
        part("word/document.xml", "<w:document><w:body><w:p><w:r><w:t>Beste,</w:t></w:r></w:p></w:body></w:document>"),
    ]);
    vec![
        Hostile::refused("nothing", Vec::new()),
        Hostile::refused("one byte", vec![b'P']),
        Hostile::refused("noise", noise.bytes(64 * 1024)),
        Hostile::refused("noise that begins like a zip", zip_noise),
        Hostile::refused("noise that begins like an old workbook", ole),
        Hostile::refused("a zip of nothing", end(0, 0, 0)),
        Hostile::refused("the end of a zip that tells of 65,535 entries", end(0xffff, 0xffff_ffff, 0xffff_ffff)),
        Hostile::refused("zeros", vec![0; 1024 * 1024]),
        Hostile::refused("a workbook in a zip", nested),
        Hostile::refused("a letter", document),
        Hostile::refused("a page", b"<!DOCTYPE html><html><body><table><tr><td>Peeters".to_vec()),
    ]
}

pub fn torn() -> Vec<Hostile> {
    let whole = packed(&honest());
    let cut = |tenths: usize| Hostile::refused("torn off", whole[..whole.len() * tenths / 10].to_vec());
    let mut torn: Vec<Hostile> = (1..10).map(cut).collect();
    torn.push(Hostile::refused("without its last byte", whole[..whole.len() - 1].to_vec()));
    torn.push(Hostile::refused("without its first byte", whole[1..].to_vec()));
    torn
}

pub fn lies() -> Vec<Hostile> {
    let rows = header() + &row(2, &PEETERS);
    let mut twice = entries();
    twice.push(Entry::stored(SHEET, sheet(&(header() + &row(2, &PEETERS).repeat(2))).as_bytes()));
    let mut at_first = entries();
    for entry in at_first.iter_mut().skip(1) {
        entry.at_first = true;
    }
    let renamed = |name: &[u8]| {
        let mut entries = entries();
        entries.push(Entry { name: name.to_vec(), ..Entry::stored("x", rows.as_bytes()) });
        zip(&entries)
    };
    let many: Vec<Entry> =
        entries().into_iter().chain((0..5_000).map(|n| Entry::stored(&format!("xl/media/{n}.png"), b""))).collect();
    let mut zip64 = zip(&entries());
    let at = zip64.len() - 22;
    zip64.truncate(at);
    zip64.extend(b"PK\x06\x06");
    zip64.extend(44u64.to_le_bytes());
    zip64.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    zip64.extend([0xff; 32]);
    zip64.extend(b"PK\x06\x07\x00\x00\x00\x00");
    zip64.extend((at as u64).to_le_bytes());
    zip64.extend(1u32.to_le_bytes());
    zip64.extend(end(0xffff, 0xffff_ffff, 0xffff_ffff));
    vec![
        Hostile::refused("a wrong check sum", lying(|sheet| sheet.crc ^= 1)),
        Hostile::refused("a part with a password", lying(|sheet| sheet.flags = 1)),
        Hostile::refused("a method that nobody knows", lying(|sheet| sheet.method = 97)),
        Hostile::refused("stored bytes that say they are packed", lying(|sheet| sheet.method = 8)),
        Hostile::refused("a part that says it packs 4 GB", lying(|sheet| sheet.told = u32::MAX)),
        Hostile::refused("a part that says it takes 4 GB", lying(|sheet| sheet.told_packed = u32::MAX - 1)),
        Hostile::any("a part that says it is empty", lying(|sheet| sheet.told = 0)),
        Hostile::any("a part that lies at no length", lying(|sheet| sheet.told_packed = 0)),
        Hostile::any("two parts of one name", zip(&twice)),
        Hostile::refused("all parts in one place", zip(&at_first)),
        Hostile::any("a part above the root", renamed(b"../../../etc/passwd")),
        Hostile::any("a part at the root", renamed(b"/etc/passwd")),
        Hostile::any("a name with a zero", renamed(b"xl/work\0book.xml")),
        Hostile::any("a name that is no text", renamed(b"xl/\xff\xfe\xfd.xml")),
        Hostile::any("a name of 60,000 letters", renamed(&b"a".repeat(60_000))),
        Hostile::any("a name without letters", renamed(b"")),
        Hostile::any("backslashes", renamed(b"xl\\worksheets\\sheet1.xml")),
        Hostile::refused("5,000 parts", zip(&many)),
        Hostile::refused("a zip64 that lies", zip64),
    ]
}

pub fn bombs() -> Vec<Hostile> {
    const MB: usize = 1024 * 1024;
    let small = |mut bytes: Vec<u8>, told: u32| {
        // What it says of its size, in the part's own header and in the directory.
        let real = Entry::inflating(SHEET, b"<worksheet>", 300 * MB / RUN, b"").told.to_le_bytes();
        for at in 0..bytes.len() - 4 {
            if bytes[at..at + 4] == real {
                bytes[at..at + 4].copy_from_slice(&told.to_le_bytes());
            }
        }
        bytes
    };
    let cell = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>";
    let crowd: Vec<Entry> = entries()
        .into_iter()
        .chain((0..60).map(|n| Entry::inflating(&format!("xl/sheets/{n}.xml"), b"<a>", 40 * MB / RUN, b"</a>")))
        .collect();
    vec![
        Hostile::refused("a sheet of a gigabyte", swollen(SHEET, "<worksheet>", 1_100 * MB, "</worksheet>")),
        Hostile::refused(
            "a cell of 300 MB",
            swollen(SHEET, cell, 300 * MB, "</t></is></c></row></sheetData></worksheet>"),
        ),
        Hostile::refused(
            "a tag of 100 MB",
            swollen(SHEET, "<worksheet><sheetData><row r='", 100 * MB, "'/></sheetData>"),
        ),
        Hostile::refused("a comment of 100 MB", swollen(SHEET, "<worksheet><!--", 100 * MB, "--></worksheet>")),
        Hostile::refused(
            "300 MB that say they are 1,000 bytes",
            small(swollen(SHEET, "<worksheet>", 300 * MB, ""), 1_000),
        ),
        Hostile::refused("a workbook of 300 MB", swollen(WORKBOOK, "<workbook>", 300 * MB, "</workbook>")),
        Hostile::any("relations of 100 MB", swollen("xl/worksheets/_rels/sheet1.xml.rels", "<a>", 100 * MB, "</a>")),
        Hostile::any(
            "shared texts of 300 MB",
            swollen("xl/sharedStrings.xml", "<sst><si><t>", 300 * MB, "</t></si></sst>"),
        ),
        Hostile::any("styles of 300 MB", swollen("xl/styles.xml", "<styleSheet>", 300 * MB, "</styleSheet>")),
        Hostile::any("a theme of 100 MB", swollen("xl/theme/theme1.xml", "<a>", 100 * MB, "</a>")),
        Hostile::any("a picture of 300 MB", swollen("xl/media/image1.png", "", 300 * MB, "")),
        Hostile::any("60 parts of 40 MB", zip(&crowd)),
    ]
}
