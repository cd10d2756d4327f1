//! Workbooks whose parts are hostile: relations, the workbook, shared texts, styles.

use super::{
    Hostile,
    workbook::{
        RELS, SHARED, SHEET, STYLES, WORKBOOK, cell, header, honest, part, rels, row, sheet, with, with_rows,
        with_shared, with_sheets, with_sheets_in_one_part, with_styles, without,
    },
    zips::packed,
};
use crate::imports::import_client::PEETERS;

pub fn relations() -> Vec<Hostile> {
    let target = |target: &str| with(&[(RELS, &rels(&[("rId1", "worksheet", target)]))]);
    let root = |target: &str| with(&[("_rels/.rels", &rels(&[("rId1", "officeDocument", target)]))]);
    let flood: Vec<(String, String)> = (0..300_000).map(|n| (format!("r{n}"), format!("{n}.xml"))).collect();
    let flood: Vec<(&str, &str, &str)> =
        flood.iter().map(|(id, target)| (id.as_str(), "image", target.as_str())).collect();
    let mut loops = honest();
    loops.push(part("xl/worksheets/_rels/sheet1.xml.rels", rels(&[("rId1", "worksheet", "../worksheets/sheet1.xml")])));
    let leading = |mode: &str, target: &str| {
        let relation = format!("<Relationship Id=\"rId1\" Type=\"x/worksheet\" {mode} Target=\"{target}\"/>");
        with(&[(RELS, &format!("<Relationships>{relation}</Relationships>"))])
    };
    let external = "TargetMode=\"External\"";
    let mut all: Vec<Hostile> = ["[Content_Types].xml", "_rels/.rels", WORKBOOK, RELS, SHEET]
        .map(|name| Hostile::any("a part is missing", without(name)))
        .into();
    all.extend([
        Hostile::refused("a sheet above the root", target("../../../../etc/passwd")),
        Hostile::refused("a sheet at the root", target("/etc/passwd")),
        Hostile::refused("the workbook as its own sheet", target("workbook.xml")),
        Hostile::refused("the relations as a sheet", target("_rels/workbook.xml.rels")),
        Hostile::refused("a sheet without a place", target("")),
        Hostile::refused("a sheet that is a folder", target("worksheets/")),
        Hostile::any("a sheet by many detours", target(&("a/../".repeat(50_000) + "worksheets/sheet1.xml"))),
        Hostile::refused("a sheet elsewhere", leading(external, "http://127.0.0.1:1/sheet1.xml")),
        Hostile::read("a sheet that the same relation leads to here", leading("", "worksheets/sheet1.xml")),
        Hostile::refused("a workbook above the root", root("../../../../etc/passwd")),
        Hostile::refused("the relations as the workbook", root("_rels/.rels")),
        Hostile::refused("the sheet as the workbook", root(SHEET)),
        Hostile::any("relations in a ring", packed(&loops)),
        Hostile::any("300,000 relations", with(&[("xl/worksheets/_rels/sheet1.xml.rels", &rels(&flood))])),
        Hostile::refused("300,000 relations of the workbook", with(&[(RELS, &rels(&flood))])),
    ]);
    all
}

pub fn sheets() -> Vec<Hostile> {
    let names: Vec<String> = (0..10_000).map(|n| format!("Blad {n}")).collect();
    let many = |more: &'static str, count: usize| {
        let sheets: Vec<(&str, &str)> = names[..count].iter().map(|name| (name.as_str(), more)).collect();
        with_sheets(&sheets)
    };
    let long = "K".repeat(900_000);
    vec![
        Hostile::any("10,000 hidden sheets", many("state=\"hidden\"", 10_000)),
        Hostile::any("10,000 sheets", many("", 10_000)),
        Hostile::any("sheets in a state that nobody knows", many("state=\"veiled\"", 2)),
        Hostile::any("a sheet whose name is 900,000 letters", with_sheets(&[(&long, "")])),
        Hostile::any("sheets of one name", with_sheets(&[("Klanten", ""), ("Klanten", "")])),
        Hostile::any("a name that turns around", with_sheets(&[("\u{202e}netnalK\u{0}", "")])),
        Hostile::refused("no sheets", with_sheets(&[])),
        Hostile::refused("two sheets in one part", with_sheets_in_one_part()),
        Hostile::any("a format of 1 MB for 400 cells", {
            let long = format!(
                "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"{}\"/></numFmts><cellXfs><xf numFmtId=\"200\"/></cellXfs></styleSheet>",
                "0".repeat(1_000_000)
            );
            let cells: String =
                (2..402).map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" s=\"0\"><v>1</v></c></row>")).collect();
            let sheet = sheet(&(header() + &cells));
            let relations = rels(&[("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")]);
            with(&[(RELS, &relations), (STYLES, &long), (SHEET, &sheet)])
        }),
    ]
}

pub fn shared_texts() -> Vec<Hostile> {
    let named = |count: usize, per_row: usize| -> String {
        let rows = (0..count / per_row).map(|n| {
            let cells: String = (0..per_row as u32)
                .map(|place| {
                    format!("<c r=\"{}{}\" t=\"s\"><v>0</v></c>", domain::imports::column_letters(place), n + 2)
                })
                .collect();
            format!("<row r=\"{}\">{cells}</row>", n + 2)
        });
        rows.collect()
    };
    let one = |letters: usize| format!("<sst><si><t>{}</t></si></sst>", "x".repeat(letters));
    let titles = sheet(&format!("<row r=\"1\">{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(1_700)));
    let relations =
        rels(&[("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")]);
    let told = |count: &str| {
        with_shared(
            &format!("<sst uniqueCount=\"{count}\" count=\"{count}\"><si><t>a</t></si></sst>"),
            &row(2, &PEETERS),
        )
    };
    let index =
        |index: &str| with_shared(&one(3), &format!("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>{index}</v></c></row>"));
    // A workbook that lies outside of xl/, where nobody looks for shared texts.
    let elsewhere = packed(&[
        part("[Content_Types].xml", "<Types/>"),
        part("_rels/.rels", rels(&[("rId1", "officeDocument", "customxml/workbook.xml")])),
        part("customxml/workbook.xml", String::from_utf8(honest()[2].1.clone()).expect("a text")),
        part("customxml/_rels/workbook.xml.rels", rels(&[("rId1", "worksheet", "worksheets/sheet1.xml")])),
        part("customxml/worksheets/sheet1.xml", sheet(&(header() + &row(2, &PEETERS)))),
        part("customxml/sharedStrings.xml", "<sst uniqueCount=\"1000000000000\"></sst>"),
    ]);
    let escapes = format!("<sst><si><t>{}</t></si></sst>", "_x0041_".repeat(140_000));
    vec![
        Hostile::any("shared texts outside of xl/", elsewhere),
        Hostile::any("a million million shared texts", told("1000000000000")),
        Hostile::any("more shared texts than a number holds", told("99999999999999999999999")),
        Hostile::any("fewer shared texts than none", told("-1")),
        Hostile::any("a count in disguise", told("&#49;000000000000")),
        Hostile::any("one text of 1 MB named by 1,700 cells", with_shared(&one(1_000_000), &named(1_700, 17))),
        Hostile::any(
            "one text of 1 MB named by 1,700 titles",
            with(&[(SHEET, &titles), (RELS, &relations), (SHARED, &one(1_000_000))]),
        ),
        Hostile::any("one full cell named 340,000 times", with_shared(&one(32_767), &named(340_000, 17))),
        Hostile::any(
            "a million shared texts",
            with_shared(&format!("<sst>{}</sst>", "<si><t>a</t></si>".repeat(1_000_000)), ""),
        ),
        Hostile::any("140,000 escapes in a text", with_shared(&escapes, &named(1_700, 17))),
        Hostile::any("a text before the first", index("-1")),
        Hostile::any("a text behind the last", index("1")),
        Hostile::any("a text beyond all numbers", index("99999999999999999999999")),
        Hostile::any("a text that is no number", index("NaN")),
    ]
}

pub fn styles() -> Vec<Hostile> {
    let long = "0".repeat(900_000);
    let xfs = |count: usize| "<xf numFmtId=\"164\" fontId=\"0\"/>".repeat(count);
    let format = |code: &str, xfs: &str| {
        with_styles(&format!(
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"{code}\"/></numFmts>\
             <fonts><font><name val=\"x\"/></font></fonts><cellXfs count=\"9999999999999\">{xfs}</cellXfs></styleSheet>"
        ))
    };
    let font = format!(
        "<styleSheet><fonts><font><name val=\"{long}\"/></font></fonts><cellXfs>{}</cellXfs></styleSheet>",
        xfs(60_000)
    );
    let styled = |style: &str, value: &str| {
        with_rows(&format!("<row r=\"2\"><c r=\"A2\" s=\"{style}\"><v>{value}</v></c></row>"))
    };
    vec![
        Hostile::any("a format of 900,000 digits for 60,000 styles", format(&long, &xfs(60_000))),
        Hostile::any("500,000 styles", format("0", &xfs(500_000))),
        Hostile::any("a format that never ends", format("[$[[[&quot;", &xfs(1))),
        Hostile::any("a font of 900,000 letters for 60,000 styles", with_styles(&font)),
        Hostile::any("styles that are none", with(&[(STYLES, "<html/>")])),
        Hostile::any("a style before the first", styled("-1", "1")),
        Hostile::any("a style beyond all numbers", styled("99999999999999999999", "1")),
        Hostile::any("a day beyond the calendar", styled("0", "1e308")),
        Hostile::any("a cell and its style", with_rows(&cell("A2", "a"))),
    ]
}
