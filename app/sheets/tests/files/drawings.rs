//! What lies on a sheet and in no cell is told: text boxes, pictures, charts, and drawings that cannot be read.

use std::fs;
use std::path::Path;

use domain::imports::{Choices, FileReport};

use crate::common::{TestFiles, header, rels, survey};
use crate::surveying::good;

/// A shape with a text.
const TEXT_BOX: &str = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>Niet importeren</a:t></a:r></a:p></xdr:txBody></xdr:sp>";

/// What is said of a good file with these drawings and further parts.
fn report(parts: &[(&str, &str)]) -> FileReport {
    let files = TestFiles::new();
    report_of(&files.workbook(&(header(1) + &good(2, "met tekening")), parts))
}

fn report_of(path: &Path) -> FileReport {
    let (rows, report) = survey(path, &Choices::default()).expect("a workbook");
    assert_eq!(rows.len(), 1);
    report
}

/// Text boxes, pictures, and whether there may be more, of one drawing.
fn of_drawing(drawing: &str) -> (u32, u32, bool) {
    told(&report(&[("xl/drawings/drawing1.xml", drawing)]))
}

fn told(report: &FileReport) -> (u32, u32, bool) {
    (report.text_boxes, report.pictures, report.drawings_unread)
}

#[test]
fn a_shape_counts_when_it_has_a_text() {
    let body = |text: &str| format!("<xdr:sp><xdr:txBody><a:bodyPr/>{text}</xdr:txBody></xdr:sp>");
    for (text, boxes) in [
        ("", 0),
        ("<a:p/>", 0),
        ("<a:p><a:r><a:t/></a:r></a:p>", 0),
        ("<a:p><a:r><a:t> \n&#160;&#x20;</a:t></a:r></a:p>", 0),
        ("<a:p><a:r><a:t>Bel eerst</a:t></a:r></a:p>", 1),
        ("<a:p><a:r><a:t>&#65;</a:t></a:r></a:p>", 1),
        ("<a:p><a:r><a:t>&amp;</a:t></a:r></a:p>", 1),
        ("<a:p><a:r><a:t><![CDATA[Bel]]></a:t></a:r></a:p>", 1),
        ("<a:p><a:fld><a:t>Een</a:t></a:fld><a:r><a:t>Twee</a:t></a:r></a:p>", 1),
    ] {
        let drawing = format!("<xdr:wsDr>{}</xdr:wsDr>", body(text));
        assert_eq!(of_drawing(&drawing), (boxes, 0, false), "{text}");
        let group = format!("<xdr:wsDr><xdr:grpSp>{}{TEXT_BOX}</xdr:grpSp><a:t>geen vorm</a:t></xdr:wsDr>", body(text));
        assert_eq!(of_drawing(&group), (boxes + 1, 0, false), "in a group: {text}");
    }
}

#[test]
fn pictures_and_charts_are_told() {
    let drawing = format!(
        "<xdr:wsDr><xdr:pic><xdr:blipFill/></xdr:pic><xdr:graphicFrame><a:graphic/></xdr:graphicFrame>{TEXT_BOX}</xdr:wsDr>"
    );
    assert_eq!(of_drawing(&drawing), (1, 2, false));
    // A chart that older programs cannot draw has a shape in its place, which says so.
    let newer = format!(
        "<xdr:wsDr><mc:AlternateContent><mc:Choice Requires=\"cx1\"><xdr:graphicFrame/></mc:Choice>\
         <mc:Fallback>{TEXT_BOX}</mc:Fallback></mc:AlternateContent>{TEXT_BOX}</xdr:wsDr>"
    );
    assert_eq!(of_drawing(&newer), (1, 1, false));
    let only_older = format!(
        "<xdr:wsDr><mc:AlternateContent><mc:Choice Requires=\"x\"/><mc:Fallback>{TEXT_BOX}</mc:Fallback>\
         </mc:AlternateContent></xdr:wsDr>"
    );
    assert_eq!(of_drawing(&only_older), (1, 0, false));
}

#[test]
fn a_drawing_that_breaks_tells_that_there_may_be_more() {
    let long = "x".repeat(2_000_000);
    for (what, rest) in [
        ("a tag beyond measure", format!("<a b=\"{long}\"/>")),
        ("a type declaration", "<!DOCTYPE a>".to_owned()),
        ("nested too deeply", "<a>".repeat(300)),
        ("tags that do not match", "</xdr:pic>".to_owned()),
    ] {
        let drawing = format!("<xdr:wsDr>{TEXT_BOX}{rest}{TEXT_BOX}</xdr:wsDr>");
        assert_eq!(of_drawing(&drawing), (1, 0, true), "{what}");
    }
    for (what, drawing) in [
        ("it ends too early", format!("<xdr:wsDr>{TEXT_BOX}")),
        ("it ends in a tag", format!("<xdr:wsDr>{TEXT_BOX}<xdr:p")),
    ] {
        assert_eq!(of_drawing(&drawing), (1, 0, true), "{what}");
    }
    for (what, drawing) in [("no XML", "Dit is geen tekening"), ("nothing", ""), ("UTF-16", "\0<\0a\0/\0>")] {
        assert_eq!(of_drawing(drawing), (0, 0, true), "{what}");
    }
}

#[test]
fn a_drawing_that_is_not_there_is_told() {
    let list = rels(&[("a", "drawing", "../drawings/drawing1.xml")]);
    let relations = ("xl/worksheets/_rels/sheet1.xml.rels", list.as_str());
    assert_eq!(told(&report(&[relations])), (0, 0, true));
    assert_eq!(told(&report(&[relations, ("xl/drawings/drawing1.xml", "<xdr:wsDr/>")])), (0, 0, false));
}

#[test]
fn a_drawing_that_does_not_unpack_is_told() {
    let files = TestFiles::new();
    let drawing = format!("<xdr:wsDr>{}</xdr:wsDr>", TEXT_BOX.repeat(50));
    let path = files.workbook(&(header(1) + &good(2, "met tekening")), &[("xl/drawings/drawing1.xml", &drawing)]);
    assert_eq!(told(&report_of(&path)), (50, 0, false));

    let name = b"xl/drawings/drawing1.xml";
    let mut bytes = fs::read(&path).expect("the file");
    let at = bytes.windows(name.len()).position(|window| window == name).expect("the part") + name.len();
    // The method of packing stands 22 bytes before the name: one that nobody knows.
    let mut unknown = bytes.clone();
    let directory = unknown.windows(name.len()).rposition(|window| window == name).expect("its line") - 36;
    unknown[at - name.len() - 22] = 99;
    unknown[directory] = 99;
    assert_eq!(told(&report_of(&files.file("unknown.xlsx", &unknown))), (0, 0, true));

    // What is packed is damaged: whatever is read of it, it is not all.
    bytes[at + 20..at + 60].fill(0xff);
    assert!(report_of(&files.file("damaged.xlsx", &bytes)).drawings_unread);
}

#[test]
fn drawings_are_searched_in_order_and_up_to_a_limit_that_is_told() {
    let long = format!("<xdr:wsDr>{TEXT_BOX}{}{TEXT_BOX}</xdr:wsDr>", "<xdr:ext/>".repeat(900_000));
    let short = format!("<xdr:wsDr>{TEXT_BOX}</xdr:wsDr>");
    let parts = [
        ("xl/drawings/drawing3.xml", short.as_str()),
        ("xl/drawings/drawing2.xml", &long),
        ("xl/drawings/drawing1.xml", &short),
    ];
    assert_eq!(told(&report(&parts)), (2, 0, true), "the first, and the beginning of the second");
    assert_eq!(told(&report(&[parts[0], parts[2]])), (2, 0, false));
}

#[test]
fn a_drawing_as_long_as_the_limit_is_whole() {
    const LIMIT: usize = 8 * 1024 * 1024;
    let filled = |length: usize| {
        let (begin, end) = (format!("<xdr:wsDr>{TEXT_BOX}"), "</xdr:wsDr>");
        let tags = "<!--.-->".repeat((length - begin.len() - end.len()) / 8);
        let rest = " ".repeat(length - begin.len() - end.len() - tags.len());
        format!("{begin}{tags}{rest}{end}")
    };
    assert_eq!(of_drawing(&filled(LIMIT)), (1, 0, false));
    assert_eq!(of_drawing(&filled(LIMIT + 1)), (1, 0, true));
}

/// A shape of a drawing of the old kind, with a text in HTML and what it is.
fn old(text: &str, kind: &str) -> String {
    format!(
        "<v:shape><v:textbox style='mso-direction-alt:auto'><div style='text-align:left'>{text}</div></v:textbox>\
         <x:ClientData ObjectType=\"{kind}\"><x:Anchor>1, 15</x:Anchor></x:ClientData></v:shape>"
    )
}

#[test]
fn old_text_boxes_and_form_controls_are_told() {
    let text = "<font face=\"Calibri\">Bel eerst</font>";
    for (what, shapes, expected) in [
        ("a button", old(text, "Button"), (1, 0, false)),
        ("a box that says of what kind it is", old(text, "Rect"), (1, 0, false)),
        ("a box that does not", "<v:rect><v:textbox>Bel</v:textbox></v:rect>".to_owned(), (1, 0, false)),
        ("without a text", old("&nbsp;", "Button"), (0, 0, false)),
        ("a comment's, which are counted by themselves", old(text, "Note"), (0, 0, false)),
        ("many", old(text, "Note") + &old(text, "Checkbox") + &old("", "Note") + &old(text, "Label"), (2, 0, false)),
        ("lines that Excel breaks", old("Bel<br>eerst<br/>", "Button") + &old(text, "Button"), (2, 0, false)),
        ("a picture", "<v:shape><v:imagedata o:relid=\"rId1\"/></v:shape>".to_owned(), (0, 1, false)),
        ("broken", old(text, "Button") + "</v:shape>" + &old(text, "Button"), (1, 0, true)),
    ] {
        let drawing = format!("<xml xmlns:v=\"urn:schemas-microsoft-com:vml\">{shapes}</xml>");
        assert_eq!(told(&report(&[("xl/drawings/vmlDrawing1.vml", &drawing)])), expected, "{what}");
        let list = rels(&[("a", "vmlDrawing", "../elders/oud.bin")]);
        let parts = [("xl/elders/oud.bin", drawing.as_str()), ("xl/worksheets/_rels/sheet1.xml.rels", &list)];
        assert_eq!(told(&report(&parts)), expected, "{what}, by the relation of its sheet");
    }
}

#[test]
fn what_is_drawn_in_both_ways_counts_once() {
    let copied = "<a:extLst><a:ext><a14:compatExt spid=\"_x0000_s1025\"/></a:ext></a:extLst>";
    let drawing = format!(
        "<xdr:wsDr><mc:AlternateContent><mc:Choice Requires=\"a14\"><xdr:sp><xdr:nvSpPr>{copied}</xdr:nvSpPr>\
         <xdr:txBody><a:t>Knop</a:t></xdr:txBody></xdr:sp><xdr:pic>{copied}</xdr:pic></mc:Choice><mc:Fallback/>\
         </mc:AlternateContent>{TEXT_BOX}<xdr:pic/></xdr:wsDr>"
    );
    let vml = format!("<xml>{}<v:shape><v:imagedata/></v:shape></xml>", old("Knop", "Button"));
    let (new, other) = (("xl/drawings/drawing1.xml", drawing.as_str()), ("xl/drawings/vmlDrawing1.vml", vml.as_str()));
    assert_eq!(told(&report(&[new, other])), (2, 2, false));
    assert_eq!(told(&report(&[new])), (2, 2, false));
    assert_eq!(told(&report(&[other])), (1, 1, false));
}

#[test]
fn comments_of_other_programs_are_no_drawings() {
    let vml = format!("<xml>{}</xml>", old("<br>", "Note"));
    let list = rels(&[
        ("a", "comments", "/xl/comments/comment1.xml"),
        ("b", "vmlDrawing", "/xl/drawings/commentsDrawing1.vml"),
    ]);
    let report = report(&[
        ("xl/comments/comment1.xml", "<comments><commentList><comment ref=\"A2\"/></commentList></comments>"),
        ("xl/drawings/commentsDrawing1.vml", &vml),
        ("xl/worksheets/_rels/sheet1.xml.rels", &list),
    ]);
    assert_eq!((report.comments, told(&report)), (1, (0, 0, false)));
}
