//! Refuses a file that is no workbook, or that would fill the memory, before anything of it is kept.
//!
//! A reader trusts what a workbook says about itself. So each part that it opens, whatever its name, is first unpacked into nothing,
//! a small buffer at a time, counting what really comes out and measuring the longest piece that a reader would hold at once. What
//! else a program keeps in its workbooks, such as the order of its formulas, drawings and caches, costs nothing and may be as it is.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use domain::imports::{FileProblem, MAX_FILE_BYTES, MAX_SHEETS};
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::kind::{self, Sayings};
use crate::lexer::{Fault, Lexer, PartKind};

/// Parts in the zip: a workbook with hundreds of sheets has fewer.
const MAX_PARTS: usize = 4_096;
/// All parts unpacked, in bytes; 200,000 rows of 17 long cells stay below a third of it.
const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;
/// The shared texts unpacked, in bytes: the one large part that a reader keeps in memory.
const MAX_SHARED_TEXTS: u64 = 192 * 1024 * 1024;
/// Any other part that is no sheet (styles, relations), in bytes.
const MAX_OTHER: u64 = 48 * 1024 * 1024;
/// Tags in all parts, with which a reader is busy for 4 s. 200,000 rows of 24 cells have 10 million, or 15 with the texts in them.
const MAX_TAGS: usize = 16_000_000;
/// How much smaller than its content an honest part may be packed; spreadsheets reach 10 to 60.
const MAX_RATIO: u64 = 200;
/// Below this size no ratio is judged: a small part of repeated cells packs very well.
const RATIO_FROM: u64 = 8 * 1024 * 1024;

/// How much is read of what a package says of itself, in bytes.
const MAX_SAID: u64 = 256 * 1024;
/// How much of a part's name is shown.
const MAX_NAME: usize = 100;

const CENTRAL_ENTRY: &[u8] = b"PK\x01\x02";

/// Opens a file that may be a workbook, or says what it is instead.
///
/// # Errors
/// Its size, its kind, and too many parts.
pub fn file(path: &Path) -> Result<File, FileProblem> {
    let mut file = File::open(path).map_err(damaged)?;
    match file.metadata().map_err(damaged)?.len() {
        0 => return Err(FileProblem::Empty),
        size if size > MAX_FILE_BYTES => {
            return Err(FileProblem::TooLarge { max: MAX_FILE_BYTES });
        }
        _ => {}
    }
    kind::check(&mut file)?;

    // The directory is counted before it is read: each of its entries costs the zip library some hundred bytes.
    if occurrences(&mut file, CENTRAL_ENTRY, MAX_PARTS + 1)? > MAX_PARTS {
        return Err(bomb(format!("more than {MAX_PARTS} parts")));
    }
    file.rewind().map_err(damaged)?;
    Ok(file)
}

/// Stands before the parts of one file.
pub struct Guard {
    /// How many bytes may still come out of them, and tags be in them.
    left: u64,
    tags_left: usize,
    /// What was looked at: a sheet is opened more than once.
    passed: HashSet<(usize, PartKind)>,
}

impl Guard {
    /// # Errors
    /// A zip that holds something else than a workbook.
    pub fn of(zip: &mut ZipArchive<BufReader<File>>) -> Result<Self, FileProblem> {
        check_content(zip)?;
        Ok(Self { left: MAX_UNPACKED, tags_left: MAX_TAGS, passed: HashSet::new() })
    }

    /// Lets a part be opened as what it is taken for.
    ///
    /// # Errors
    /// Sizes, ratios, oversized cells, broken structure.
    pub fn pass(
        &mut self,
        zip: &mut ZipArchive<BufReader<File>>,
        index: usize,
        kind: PartKind,
    ) -> Result<(), FileProblem> {
        if !self.passed.contains(&(index, kind)) {
            let part = zip.by_index(index).map_err(damaged)?;
            let (bytes, tags) = check_part(part, kind, self.left, self.tags_left)?;
            self.left -= bytes;
            self.tags_left -= tags;
            self.passed.insert((index, kind));
        }
        Ok(())
    }
}

/// Refuses a zip that holds something else than a workbook.
fn check_content(archive: &mut ZipArchive<BufReader<File>>) -> Result<(), FileProblem> {
    let names = archive.file_names().filter_map(Result::ok).map(Cow::into_owned).collect::<Vec<_>>();
    let mut beginning = |wanted: &str, bytes| {
        let name = names.iter().find(|name| name.replace('\\', "/").eq_ignore_ascii_case(wanted));
        name.map_or_else(String::new, |name| beginning(archive, name, bytes))
    };
    let said = Sayings {
        mimetype: beginning("mimetype", 200),
        manifest: beginning("META-INF/manifest.xml", MAX_SAID),
        content: beginning("content.xml", MAX_SAID),
        apple: beginning("Index/Document.iwa", 64),
        root: beginning("_rels/.rels", MAX_SAID),
        types: beginning("[Content_Types].xml", MAX_SAID),
    };
    match kind::of_zip(&names, &said) {
        Some(file) => Err(FileProblem::OtherKind { file }),
        None => Ok(()),
    }
}

/// The first bytes of a part as text; nothing of one that cannot be read, which is told when it is opened.
fn beginning(archive: &mut ZipArchive<BufReader<File>>, name: &str, bytes: u64) -> String {
    let mut read = Vec::new();
    if let Ok(part) = archive.by_name(name) {
        let _ = part.take(bytes).read_to_end(&mut read);
    }
    String::from_utf8_lossy(&read).into_owned()
}

/// Unpacks one part into nothing; answers how many bytes came out, and how many tags were in it, at most as many as are left.
fn check_part<R: Read>(
    mut part: ZipFile<'_, R>,
    kind: PartKind,
    left: u64,
    tags_left: usize,
) -> Result<(u64, usize), FileProblem> {
    // It is shown in the log.
    let name: String = part.name().map_err(damaged)?.escape_debug().take(MAX_NAME).collect();
    let (declared, packed) = (part.size(), part.compressed_size());
    if declared > left {
        return Err(bomb(format!("{name} says it unpacks to {declared} bytes")));
    }
    if declared > RATIO_FROM && declared / packed.max(1) > MAX_RATIO {
        return Err(bomb(format!("{name} is packed more than {MAX_RATIO} times")));
    }
    let most = match kind {
        PartKind::SharedTexts => MAX_SHARED_TEXTS,
        PartKind::Sheet => MAX_UNPACKED,
        PartKind::Drawing | PartKind::Other => MAX_OTHER,
    };
    if declared > most {
        return Err(bomb(format!("{name} says it unpacks to {declared} bytes")));
    }

    let mut lexer = Lexer::new(kind, tags_left);
    let mut buffer = [0; 32 * 1024];
    let mut real = 0;
    loop {
        let read = part.read(&mut buffer).map_err(damaged)?;
        if read == 0 {
            break;
        }
        real += read as u64;
        if real > declared {
            return Err(bomb(format!("{name} unpacks to more than it says")));
        }
        lexer.feed(&buffer[..read]).map_err(|fault| match fault {
            Fault::Excess(what) => bomb(format!("{name}: {what}")),
            Fault::Malformed(what) => damaged(format!("{name}: {what}")),
            Fault::Sheets => FileProblem::TooManySheets { max: MAX_SHEETS },
        })?;
    }
    Ok((real, lexer.tags()))
}

/// How many bytes of a drawing, of which a beginning is enough, no reader stumbles over, and whether that is all of it.
pub fn sound(mut part: impl Read, most: u64) -> (u64, bool) {
    let mut lexer = Lexer::new(PartKind::Drawing, MAX_TAGS);
    let mut buffer = [0; 32 * 1024];
    let mut sound = 0;
    loop {
        let room = buffer.len().min(usize::try_from(most - sound).unwrap_or(usize::MAX));
        // Where there is no room left, one byte more is asked for, to know whether there is one.
        match part.read(&mut buffer[..room.max(1)]) {
            Ok(0) => return (sound, lexer.is_whole()),
            Ok(read) if read <= room => {
                for piece in buffer[..read].split_inclusive(|byte| *byte == b'>') {
                    if lexer.feed(piece).is_err() {
                        return (sound, false);
                    }
                    sound += piece.len() as u64;
                }
            }
            _ => return (sound, false),
        }
    }
}

/// How often a short mark stands in the file; stops counting at `enough`.
pub fn occurrences(file: &mut File, mark: &[u8], enough: usize) -> Result<usize, FileProblem> {
    file.seek(SeekFrom::Start(0)).map_err(damaged)?;
    let mut buffer = vec![0; 64 * 1024];
    let (mut kept, mut found) = (0, 0);
    loop {
        let read = file.read(&mut buffer[kept..]).map_err(damaged)?;
        if read == 0 || found >= enough {
            return Ok(found);
        }
        let filled = kept + read;
        found += buffer[..filled].windows(mark.len()).filter(|window| *window == mark).count();
        // The tail is looked at again with what follows it, too short to hold the mark by itself.
        kept = filled.min(mark.len() - 1);
        buffer.copy_within(filled - kept..filled, 0);
    }
}

pub fn bomb(detail: String) -> FileProblem {
    FileProblem::ZipBomb { detail }
}

pub fn damaged(error: impl std::fmt::Display) -> FileProblem {
    FileProblem::Damaged { detail: error.to_string() }
}
