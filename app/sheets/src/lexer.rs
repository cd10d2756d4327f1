//! Measures the pieces of an XML part while it streams by, keeping nothing but the tag at hand.
//!
//! An XML reader holds one tag or one run of text whole, and a workbook reader one cell or shared text, so one piece of 600 MB
//! means 600 MB of memory however small the buffers are. Nesting is followed, since a reader can be led past the end of a cell
//! by tags that do not match.

use domain::imports::MAX_SHEETS;

/// The longest cell, shared text, tag, comment or run of text, in bytes. A cell holds at most 32,767 characters; escapes and
/// formatting within the text make it some times longer.
const MAX_PIECE: usize = 1024 * 1024;
/// Shared texts in a workbook, told or real: 200,000 rows of 17 cells that all differ, and room for other sheets.
const MAX_SHARED_TEXTS: usize = 5_000_000;
/// Tags in a part that is neither a sheet nor the shared texts; Excel itself allows 65,490 cell formats, some tags each.
const MAX_TAGS: usize = 1_000_000;
const MAX_DEPTH: usize = 256;
/// Encodings in which every sign of XML is one byte, as it is here; a part that names none is UTF-8.
const ENCODINGS: [&[u8]; 4] = [b"utf-8", b"us-ascii", b"iso-8859-", b"windows-125"];

/// What a part is opened as; it decides which things are counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    Sheet,
    SharedTexts,
    /// What lies on a sheet; HTML may stand in it.
    Drawing,
    Other,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// A piece or a count is beyond anything a spreadsheet program writes.
    Excess(String),
    /// Not the XML a spreadsheet program writes.
    Malformed(&'static str),
    /// More sheets than a list of customers has.
    Sheets,
}

pub struct Lexer {
    part: PartKind,
    most_tags: usize,
    /// Inside `<…>`: what stands there so far, without the brackets.
    tag: Vec<u8>,
    in_tag: bool,
    quote: Option<u8>,
    quotes_seen_to: usize,
    run: usize,
    names: Vec<u8>,
    starts: Vec<usize>,
    /// How deep the open cell or shared text stands, and its bytes so far.
    cell: Option<(usize, usize)>,
    tags: usize,
    shared_texts: usize,
    sheets: u32,
    begun: bool,
}

impl Lexer {
    /// How many tags were opened.
    pub fn tags(&self) -> usize {
        self.tags
    }

    /// Whether it has tags, and all of them are closed.
    pub fn is_whole(&self) -> bool {
        self.tags > 0 && !self.in_tag && self.starts.is_empty()
    }

    /// Of a part that may have so many tags at the most.
    pub fn new(part: PartKind, most_tags: usize) -> Self {
        Lexer {
            part,
            most_tags: if matches!(part, PartKind::Drawing | PartKind::Other) {
                most_tags.min(MAX_TAGS)
            } else {
                most_tags
            },
            tag: Vec::with_capacity(256),
            in_tag: false,
            quote: None,
            quotes_seen_to: 0,
            run: 0,
            names: Vec::new(),
            starts: Vec::new(),
            cell: None,
            tags: 0,
            shared_texts: 0,
            sheets: 0,
            begun: false,
        }
    }

    /// Takes the next bytes of the part.
    pub fn feed(&mut self, mut bytes: &[u8]) -> Result<(), Fault> {
        if !self.begun && bytes.first().is_some_and(|first| matches!(first, 0 | 0xfe | 0xff)) {
            return Err(Fault::Malformed("not UTF-8"));
        }
        self.begun = true;
        while !bytes.is_empty() {
            let stop = if self.in_tag { b'>' } else { b'<' };
            let found = bytes.iter().position(|&byte| byte == stop);
            let taken = found.unwrap_or(bytes.len());
            self.grow(taken + 1)?;
            if self.in_tag {
                self.tag.extend_from_slice(&bytes[..taken]);
            }
            let Some(at) = found else { return Ok(()) };
            bytes = &bytes[at + 1..];
            if !self.in_tag {
                self.in_tag = true;
                self.run = 0;
            } else if self.tag_is_whole()? {
                self.end_of_tag()?;
            } else {
                self.tag.push(b'>');
            }
        }
        Ok(())
    }

    fn grow(&mut self, bytes: usize) -> Result<(), Fault> {
        self.run += bytes;
        let mut longest = self.run;
        if let Some((_, cell)) = &mut self.cell {
            *cell += bytes;
            longest = longest.max(*cell);
        }
        if longest > MAX_PIECE {
            return Err(Fault::Excess(format!("one cell or tag is longer than {MAX_PIECE} bytes")));
        }
        Ok(())
    }

    /// Whether the `>` just met closes the tag, and does not stand in a quoted value, a comment or the like.
    fn tag_is_whole(&mut self) -> Result<bool, Fault> {
        let tag = self.tag.as_slice();
        Ok(match tag.first() {
            Some(b'!') if tag.starts_with(b"!--") => tag.len() >= 5 && tag.ends_with(b"--"),
            Some(b'!') if tag.starts_with(b"![CDATA[") => tag.ends_with(b"]]"),
            Some(b'!') => return Err(Fault::Malformed("a document type declaration")),
            Some(b'?') => tag.len() >= 2 && tag.ends_with(b"?"),
            Some(b'/') => true,
            _ => {
                for &byte in &tag[self.quotes_seen_to..] {
                    match self.quote {
                        Some(quote) if byte == quote => self.quote = None,
                        None if byte == b'"' || byte == b'\'' => self.quote = Some(byte),
                        _ => {}
                    }
                }
                self.quotes_seen_to = tag.len();
                self.quote.is_none()
            }
        })
    }

    fn end_of_tag(&mut self) -> Result<(), Fault> {
        let tag = std::mem::take(&mut self.tag);
        match tag.first() {
            Some(b'?') if tag.starts_with(b"?xml") => check_encoding(&tag)?,
            Some(b'!' | b'?') => {}
            Some(b'/') => self.close(tag[1..].trim_ascii_end())?,
            _ => self.open(&tag)?,
        }
        self.tag = tag;
        self.tag.clear();
        self.in_tag = false;
        self.quotes_seen_to = 0;
        self.run = 0;
        Ok(())
    }

    fn open(&mut self, tag: &[u8]) -> Result<(), Fault> {
        let end = tag.iter().position(|b| b.is_ascii_whitespace() || *b == b'/').unwrap_or(tag.len());
        let name = &tag[..end];
        let local = name.iter().position(|&b| b == b':').map_or(name, |colon| &name[colon + 1..]);
        self.tags += 1;
        match (self.part, local) {
            (_, b"sst") => self.check_told_texts(tag)?,
            (_, b"si") => self.shared_texts += 1,
            // Only the workbook itself has a list of them.
            (PartKind::Other, b"sheet") => self.sheets += 1,
            _ => {}
        }
        if self.sheets > MAX_SHEETS {
            return Err(Fault::Sheets);
        }
        if self.shared_texts > MAX_SHARED_TEXTS || self.tags > self.most_tags {
            return Err(Fault::Excess("too many elements".to_owned()));
        }
        if tag.ends_with(b"/") || self.breaks_a_line(name) {
            return Ok(());
        }
        if self.starts.len() >= MAX_DEPTH {
            return Err(Fault::Excess("nested too deeply".to_owned()));
        }
        self.starts.push(self.names.len());
        self.names.extend_from_slice(name);
        if self.cell.is_none() && matches!(local, b"c" | b"si") {
            self.cell = Some((self.starts.len(), 0));
        }
        Ok(())
    }

    fn close(&mut self, name: &[u8]) -> Result<(), Fault> {
        if self.breaks_a_line(name) {
            return Ok(());
        }
        let depth = self.starts.len();
        match self.starts.pop() {
            Some(start) if self.names[start..] == *name => self.names.truncate(start),
            _ => return Err(Fault::Malformed("tags do not match")),
        }
        if self.cell.is_some_and(|(cell_depth, _)| cell_depth == depth) {
            self.cell = None;
        }
        Ok(())
    }

    /// Excel breaks the lines of an old text box by a `<br>` that it does not close.
    fn breaks_a_line(&self, name: &[u8]) -> bool {
        self.part == PartKind::Drawing && name.eq_ignore_ascii_case(b"br")
    }

    /// The reader makes room for as many texts as the part says it has, before it has seen one.
    fn check_told_texts(&self, tag: &[u8]) -> Result<(), Fault> {
        let tag = std::str::from_utf8(tag).map_err(|_| Fault::Malformed("not UTF-8"))?;
        for after in tag.split("uniqueCount").skip(1) {
            let digits = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\'' | '+'));
            let digits = digits.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            if !digits.parse::<usize>().is_ok_and(|told| told <= MAX_SHARED_TEXTS) {
                return Err(Fault::Excess(format!("says it has {digits} texts")));
            }
        }
        Ok(())
    }
}

/// A reader follows the encoding that a part names, and would see other tags than were seen here.
fn check_encoding(declaration: &[u8]) -> Result<(), Fault> {
    let declaration = declaration.to_ascii_lowercase();
    let Some(at) = declaration.windows(8).position(|bytes| bytes == b"encoding") else { return Ok(()) };
    let named = declaration[at + 8..].trim_ascii_start().strip_prefix(b"=").unwrap_or_default().trim_ascii_start();
    let named = named.get(1..).unwrap_or_default();
    if ENCODINGS.iter().any(|encoding| named.starts_with(encoding)) {
        Ok(())
    } else {
        Err(Fault::Malformed("not UTF-8"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lex(part: PartKind, xml: &str) -> Result<(), Fault> {
        let mut lexer = Lexer::new(part, 20 * MAX_TAGS);
        // Three bytes at a time, so that every tag is cut somewhere.
        xml.as_bytes().chunks(3).try_for_each(|chunk| lexer.feed(chunk))
    }

    #[test]
    fn ordinary_parts_pass() {
        let sheet = "<?xml version=\"1.0\"?><!-- a > b --><x:worksheet a='>' b=\"<>\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\">\
                     <is><t>a &amp; b</t></is></c><c/></row></sheetData ><![CDATA[ ]>> ]]></x:worksheet>";
        assert_eq!(lex(PartKind::Sheet, sheet), Ok(()));
    }

    #[test]
    fn a_long_cell_is_found_however_it_is_cut_up() {
        let long = "x".repeat(MAX_PIECE / 4);
        let whole = format!("<c><is><t>{}</t></is></c>", long.repeat(5));
        let runs = format!("<si>{}</si>", format!("<r><t>{long}</t></r>").repeat(5));
        let comment = format!("<!--{}-->", "< > ".repeat(MAX_PIECE / 4 + 1));
        let attribute = format!("<row a='{}'>", "> ".repeat(MAX_PIECE / 2 + 1));
        for xml in [&whole, &runs, &comment, &attribute] {
            assert!(matches!(lex(PartKind::Sheet, xml), Err(Fault::Excess(_))), "{}", &xml[..20]);
        }
        let many = format!("<c><is><t>{long}</t></is></c>").repeat(9);
        assert_eq!(lex(PartKind::Sheet, &many), Ok(()), "each cell by itself is short enough");
    }

    #[test]
    fn other_encodings_are_refused() {
        let utf16: Vec<u8> = "<c/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(Lexer::new(PartKind::Sheet, MAX_TAGS).feed(&utf16), Err(Fault::Malformed("not UTF-8")));
        assert_eq!(Lexer::new(PartKind::Sheet, MAX_TAGS).feed(b"\xff\xfe<\0c\0"), Err(Fault::Malformed("not UTF-8")));
        for (encoding, read) in
            [("UTF-8", true), ("iso-8859-1", true), ("UTF-16", false), ("utf-7", false), ("", false)]
        {
            let xml = format!("<?xml version='1.0' encoding = '{encoding}'?><c/>");
            assert_eq!(lex(PartKind::Sheet, &xml).is_ok(), read, "{encoding}");
        }
        assert_eq!(lex(PartKind::Sheet, "\u{feff}<?xml version='1.0'?><c/>"), Ok(()), "a mark of UTF-8 is fine");
    }

    #[test]
    fn sheets_are_counted_in_the_workbook_alone() {
        let sheets = |count| "<sheet/>".repeat(count);
        assert_eq!(lex(PartKind::Other, &sheets(100)), Ok(()));
        assert_eq!(lex(PartKind::Other, &sheets(101)), Err(Fault::Sheets));
        assert_eq!(lex(PartKind::Sheet, &sheets(101)), Ok(()));
    }

    #[test]
    fn tags_that_do_not_match_are_refused() {
        assert_eq!(lex(PartKind::Sheet, "<c><v>a</c>b</c>"), Err(Fault::Malformed("tags do not match")));
        assert!(matches!(lex(PartKind::Sheet, "<!DOCTYPE x [<!ENTITY a \"b\">]>"), Err(Fault::Malformed(_))));
    }

    #[test]
    fn told_and_real_counts_are_limited() {
        assert_eq!(lex(PartKind::SharedTexts, "<sst count=\"9\" uniqueCount=\"12\"></sst>"), Ok(()));
        let told = "<sst uniqueCount = '999999999999'></sst>";
        assert!(matches!(lex(PartKind::SharedTexts, told), Err(Fault::Excess(_))));
        assert!(matches!(lex(PartKind::Other, &"<xf/>".repeat(MAX_TAGS + 1)), Err(Fault::Excess(_))));
        assert_eq!(lex(PartKind::Sheet, &"<c/>".repeat(MAX_TAGS + 1)), Ok(()));
        let mut few = Lexer::new(PartKind::Sheet, 3);
        assert_eq!(few.feed(b"<c/><c/><c/>"), Ok(()));
        assert!(matches!(few.feed(b"<c/>"), Err(Fault::Excess(_))), "what all parts may have together");
    }
}
