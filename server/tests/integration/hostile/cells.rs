//! Workbooks whose sheet is hostile: its XML, its addresses, its values.

use std::fmt::Write;

use domain::imports::Column;

use super::{
    Hostile,
    noise::Noise,
    workbook::{
        RELS, SHARED, SHEET, STYLES, WORKBOOK, book, cell, header, honest, rels, row, sheet, with, with_rows,
        with_sheet_bytes,
    },
    zips::packed,
};
use crate::imports::import_client::{DUBOIS, PEETERS};

fn raw(xml: &str) -> Vec<u8> {
    with(&[(SHEET, xml)])
}

/// The honest sheet with a declaration of types in front, and a cell that says this.
fn declaring_with(types: &str, text: &str) -> Vec<u8> {
    let sheet = sheet(&(header() + &row(2, &PEETERS) + &format!("<row r=\"3\">{}</row>", cell("A3", text))));
    raw(&sheet.replacen("<worksheet>", &format!("{types}<worksheet>"), 1))
}

/// The same, with a cell that uses it.
fn declaring(types: &str) -> Vec<u8> {
    declaring_with(&format!("<!DOCTYPE a [{types}]>"), "&a;")
}

pub fn xml() -> Vec<Hostile> {
    let laughs: String = (1..10).fold("<!ENTITY a0 \"ha\">".to_owned(), |mut laughs, n| {
        let _ = write!(laughs, "<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
        laughs
    });
    let good = sheet(&(header() + &row(2, &PEETERS)));
    let wide = |big: bool| {
        let units = good.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        let mark: [u8; 2] = if big { [0xfe, 0xff] } else { [0xff, 0xfe] };
        with_sheet_bytes(mark.into_iter().chain(units).collect())
    };
    let saying = |encoding: &str| raw(&good.replacen("?>", &format!(" encoding=\"{encoding}\"?>"), 1));
    let long = "x".repeat(2_000_000);
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=\"1\"")).collect();
    vec![
        Hostile::refused("a thousand million laughs", declaring(&(laughs + "<!ENTITY a \"&a9;\">"))),
        Hostile::refused("a file of the server", declaring("<!ENTITY a SYSTEM \"file:///etc/passwd\">")),
        Hostile::refused("a page of a stranger", declaring("<!ENTITY a SYSTEM \"http://127.0.0.1:1/a\">")),
        Hostile::refused("types from elsewhere", declaring("<!ENTITY % p SYSTEM \"http://127.0.0.1:1/p\"> %p;")),
        Hostile::refused("a word that holds itself", declaring("<!ENTITY a \"&a;\">")),
        // What all of these have beside their declaration is nothing that is refused.
        Hostile::read("a cell without a declaration of types", declaring_with("", "a")),
        Hostile::read("a comment where the declaration stood", declaring_with("<!-- ENTITY -->", "&amp;a;")),
        Hostile::refused("100,000 levels", raw(&("<a>".repeat(100_000) + &"</a>".repeat(100_000)))),
        Hostile::refused("levels without an end", raw(&"<row>".repeat(100_000))),
        Hostile::refused("tags that do not match", raw("<worksheet><sheetData></worksheet></sheetData>")),
        Hostile::refused("a sheet that breaks off", raw(&good[..good.len() / 2])),
        Hostile::refused("a sheet of nothing", raw("")),
        Hostile::refused("a sheet of words", raw("dit is geen werkblad")),
        Hostile::refused("zeros in a sheet", with_sheet_bytes(vec![0; 100_000])),
        Hostile::any("zeros between the cells", raw(&good.replace("</c>", "</c>\0"))),
        Hostile::any("a zero in a cell", with_rows(&row(2, &["a\0b", "&#0;", "_x0000_"]))),
        Hostile::any("signs that XML forbids", with_rows(&row(2, &["\u{1}\u{b}\u{fffe}", "&#xD800;", "&#x110000;"]))),
        Hostile::any("a word that XML does not know", with_rows(&row(2, &["&nbsp;"]))),
        Hostile::refused("two bytes a letter, small end first", wide(false)),
        Hostile::refused("two bytes a letter, big end first", wide(true)),
        Hostile::any("says that it is UTF-16", saying("UTF-16")),
        Hostile::any("says that it is UTF-7", saying("UTF-7")),
        Hostile::any("says that it is of no kind", saying("☃")),
        Hostile::any(
            "bytes that are no text",
            with_sheet_bytes(
                good.replace("Peeters", "P\u{e9}")
                    .into_bytes()
                    .into_iter()
                    .map(|byte| if byte == 0xc3 { 0xff } else { byte })
                    .collect(),
            ),
        ),
        Hostile::refused("an attribute of 2 MB", raw(&format!("<worksheet a=\"{long}\"><sheetData/></worksheet>"))),
        Hostile::any("100,000 attributes", raw(&format!("<worksheet{attributes}><sheetData/></worksheet>"))),
        Hostile::refused("a comment of 2 MB", raw(&format!("<worksheet><!--{long}--><sheetData/></worksheet>"))),
        Hostile::refused("an instruction of 2 MB", raw(&format!("<?a {long}?><worksheet><sheetData/></worksheet>"))),
        Hostile::refused(
            "characters of 2 MB",
            with_rows(&format!("<row><c t=\"inlineStr\"><is><t><![CDATA[{long}]]></t></is></c></row>")),
        ),
        Hostile::refused("a name of 2 MB", raw(&format!("<worksheet><{long}/><sheetData/></worksheet>"))),
        Hostile::refused("a formula of 2 MB", with_rows(&format!("<row><c r=\"A2\"><f>{long}</f><v>1</v></c></row>"))),
        Hostile::any("a cell of 900,000 letters", with_rows(&row(2, &[&long[..900_000]]))),
        Hostile::any("a cell in a cell", with_rows("<row r=\"2\"><c r=\"A2\"><c r=\"B2\"><v>1</v></c></c></row>")),
        Hostile::any("a sheet in a sheet", with_rows("<row r=\"2\"><sheetData><row><c/></row></sheetData></row>")),
        Hostile::any("300,000 words in a cell", with_rows(&row(2, &[&"&amp;".repeat(180_000)]))),
        Hostile::any(
            "100,000 runs in a cell",
            with_rows(&format!(
                "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is>{}</is></c></row>",
                "<r/>".repeat(100_000)
            )),
        ),
    ]
}

pub fn addresses() -> Vec<Hostile> {
    let at = |address: &str| with_rows(&(row(2, &PEETERS) + &format!("<row r=\"3\">{}</row>", cell(address, "a"))));
    let sized = |area: &str| {
        let good = sheet(&(header() + &row(2, &PEETERS)));
        raw(&good.replacen("<sheetData>", &format!("<dimension ref=\"{area}\"/><sheetData>"), 1))
    };
    let descending: String = (2..5_000).rev().map(|n| row(n, &["a"])).collect();
    let mut all: Vec<Hostile> = [
        "ZZZZZZ99999999999",
        "A0",
        "A-1",
        "A4294967296",
        "A4294967297",
        "XFE1",
        "A",
        "1",
        "",
        "é1",
        "A1B2",
        "$A$3",
        "A 3",
    ]
    .map(|address| Hostile::any("a cell that lies nowhere", at(address)))
    .into();
    all.extend(
        ["A1:XFD1048576", "A0:Q2", "ZZZZZZZZ99:A1", "B2:A1", "A1:A1:A1", "", ":", "A1:B99999999999999999999"]
            .map(|area| Hostile::any("a size that cannot be", sized(area))),
    );
    all.extend([
        Hostile::any("a size of 900,000 letters", sized(&"A1:".repeat(300_000))),
        Hostile::any("a row beyond all numbers", with_rows("<row r=\"99999999999999999999\"><c><v>1</v></c></row>")),
        Hostile::any("a row before the first", with_rows("<row r=\"-1\"><c><v>1</v></c></row>")),
        Hostile::any(
            "a row at the end of numbers",
            with_rows("<row r=\"4294967295\"><c><v>1</v></c></row><row><c/></row>"),
        ),
        Hostile::refused("rows from bottom to top", with_rows(&descending)),
        Hostile::refused("two rows in one", with_rows(&(row(2, &PEETERS) + &row(2, &DUBOIS)))),
        Hostile::refused("a row above the titles", with_rows(&row(1, &PEETERS))),
        Hostile::refused(
            "100,000 times the same cell",
            with_rows(&format!("<row r=\"2\">{}</row>", cell("A2", "a").repeat(100_000))),
        ),
        Hostile::any(
            "a million cells in a row",
            with_rows(&format!("<row r=\"2\">{}</row>", "<c><v>1</v></c>".repeat(1_000_000))),
        ),
        Hostile::any("500,000 empty rows", with_rows(&"<row/>".repeat(500_000))),
        Hostile::any(
            "20,000 titles",
            raw(&sheet(&format!("<row r=\"1\">{}</row>", cell("A1", "Land").replace(" r=\"A1\"", "").repeat(20_000)))),
        ),
    ]);
    all
}

pub fn values() -> Vec<Hostile> {
    let typed = |kind: &str, value: &str| {
        with_rows(&(row(2, &PEETERS) + &format!("<row r=\"3\"><c r=\"A3\" t=\"{kind}\"><v>{value}</v></c></row>")))
    };
    vec![
        Hostile::read("data that were still being fetched", typed("e", "#GETTING_DATA")),
        Hostile::read("an error that nobody knows", typed("e", "#SPILL!")),
        Hostile::any("an error of 900,000 letters", typed("e", &"#".repeat(900_000))),
        Hostile::any("a cell of a kind that nobody knows", typed("weird", "1")),
        Hostile::any("neither yes nor no", typed("b", "banana")),
        Hostile::any("a day that is none", typed("d", "2026-99-99T99:99:99")),
        Hostile::any("a number beyond all numbers", typed("n", "1e999999999")),
        Hostile::any("a number that is none", typed("n", "NaN")),
        Hostile::any("a number of 900,000 digits", typed("n", &"9".repeat(900_000))),
        Hostile::any("a value in pieces", typed("n", "1<!-- -->2<a>3</a>")),
        Hostile::any("two values", typed("n", "1</v><v>2")),
    ]
}

/// Files that the guard lets through: nearly as much work as a file can be.
pub fn heavy() -> Vec<Hostile> {
    let texts: String = (0..4_000_000).map(|n| format!("<si><t>{n}</t></si>")).collect();
    let rows: String = (1..500_000).map(|n| format!("<row r=\"{n}\">{}</row>", "<c><v>1</v></c>".repeat(10))).collect();
    let sheets = [(SHEET, sheet(&(header() + &row(2, &PEETERS)))), ("xl/worksheets/sheet2.xml", sheet(&rows))];
    let relations =
        rels(&[("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml")]);
    let formats = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf numFmtId=\"1\"/>".repeat(990_000));
    vec![
        Hostile::read("4 million shared texts", with(&[(SHARED, &format!("<sst>{texts}</sst>"))])),
        Hostile::read(
            "10 million tags in a sheet that is not read",
            with(&[
                (WORKBOOK, &book(&[("Klanten", ""), ("Andere", "")])),
                (RELS, &relations),
                (sheets[0].0, &sheets[0].1),
                (sheets[1].0, &sheets[1].1),
            ]),
        ),
        Hostile::any("a million styles", with(&[(STYLES, &formats)])),
    ]
}

/// Files of people whose programs write more than others: nothing in them is amiss.
pub fn honest_and_odd() -> Vec<Hostile> {
    let chain: String = (0..416_000).map(|n| format!("<c r=\"A{n}\" i=\"1\"/>")).collect();
    let chain = format!("<calcChain>{chain}</calcChain>");
    let cache = format!("<pivotCacheRecords>{}</pivotCacheRecords>", "<r><x v=\"1\"/></r>".repeat(300_000));
    let merged: String = (2..100_000).map(|n| format!("<mergeCell ref=\"S{n}:T{n}\"/>")).collect();
    let good = header() + &row(2, &PEETERS);
    let merged = sheet(&good).replace("</sheetData>", &format!("</sheetData><mergeCells>{merged}</mergeCells>"));
    let relations = rels(&[("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "calcChain", "calcChain.xml")]);
    // Each of them may be the titles once more.
    let mut without = PEETERS;
    without[Column::ContactEmail.index()] = "";
    let nowhere: String = (2..20_002).map(|number| row(number, &without)).collect();
    vec![
        Hostile::read("26,000 rows of 16 formulas", with(&[("xl/calcChain.xml", &chain), (RELS, &relations)])),
        Hostile::read("a pivot table of 300,000 rows", with(&[("xl/pivotCache/pivotCacheRecords1.xml", &cache)])),
        Hostile::read(
            "data of another program",
            with(&[("customXml/item1.xml", &format!("<a>{}</a>", "x".repeat(3_000_000)))]),
        ),
        Hostile::read(
            "a drawing with a declaration of types",
            with(&[("xl/drawings/drawing1.xml", "<!DOCTYPE a><a/>")]),
        ),
        Hostile::read("100,000 merged cells", raw(&merged)),
        Hostile::read("20,000 rows without an address for mail", raw(&sheet(&(header() + &nowhere)))),
    ]
}

/// The honest workbook with some of its bytes changed by chance.
pub fn mutations() -> Vec<Hostile> {
    const MARKS: &[u8] = b"<>/\"'&;=! \0\xffa1:";
    let whole = packed(&honest());
    let zips = (0..12).map(|seed| {
        let (mut noise, mut bytes) = (Noise::of(seed), whole.clone());
        for _ in 0..=noise.below(8) {
            let at = noise.below(bytes.len());
            bytes[at] = noise.below(256) as u8;
        }
        Hostile::any("some bytes of the zip are others", bytes)
    });
    let parts = (0..12).map(|seed| {
        let (mut noise, mut parts) = (Noise::of(1_000 + seed), honest());
        for _ in 0..=noise.below(8) {
            let part = noise.below(parts.len());
            let content = &mut parts[part].1;
            let at = noise.below(content.len());
            content[at] = MARKS[noise.below(MARKS.len())];
        }
        Hostile::any("some bytes of the parts are others", packed(&parts))
    });
    let swapped = (0..4).map(|seed| {
        let (mut noise, mut parts) = (Noise::of(2_000 + seed), honest());
        let (one, other) = (noise.below(parts.len()), noise.below(parts.len()));
        let name = parts[one].0.clone();
        parts[one].0 = std::mem::replace(&mut parts[other].0, name);
        Hostile::any("parts stand in each other's place", packed(&parts))
    });
    zips.chain(parts).chain(swapped).collect()
}
