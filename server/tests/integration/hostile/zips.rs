//! Zips that say what the test wants them to say, true or not.

use std::io::{Cursor, Read, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

/// One part of a zip: its packed bytes, and what is said of them.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: Vec<u8>,
    /// 0 stored, 8 deflated.
    pub method: u16,
    pub flags: u16,
    pub crc: u32,
    pub packed: Vec<u8>,
    /// How large it says it is, packed and unpacked.
    pub told_packed: u32,
    pub told: u32,
    /// Whether the directory names the place of the first entry instead of its own.
    pub at_first: bool,
}

impl Entry {
    /// A part that is stored as it is and says the truth.
    pub fn stored(name: &str, content: &[u8]) -> Self {
        Self {
            name: name.as_bytes().to_vec(),
            method: 0,
            flags: 0,
            crc: crc(content),
            packed: content.to_vec(),
            told_packed: content.len() as u32,
            told: content.len() as u32,
            at_first: false,
        }
    }

    /// A part that unpacks to `before`, then so many bytes `a`, then `after`.
    pub fn inflating(name: &str, before: &[u8], repeats: usize, after: &[u8]) -> Self {
        let packed = deflated(before, repeats, after);
        let told = (before.len() + repeats * RUN + after.len()) as u32;
        Self { method: 8, told_packed: packed.len() as u32, told, packed, ..Self::stored(name, b"") }
    }
}

/// The zip of these entries.
pub fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let place = if entry.at_first { 0 } else { bytes.len() as u32 };
        let mut common = Vec::new();
        for field in [20, entry.flags, entry.method, 0, 0x21] {
            common.extend(field.to_le_bytes());
        }
        for field in [entry.crc, entry.told_packed, entry.told] {
            common.extend(field.to_le_bytes());
        }
        common.extend((entry.name.len() as u16).to_le_bytes());
        if !entry.at_first || bytes.is_empty() {
            bytes.extend(b"PK\x03\x04");
            bytes.extend(&common);
            bytes.extend([0; 2]);
            bytes.extend(&entry.name);
            bytes.extend(&entry.packed);
        }
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 12]);
        directory.extend(place.to_le_bytes());
        directory.extend(&entry.name);
    }
    let start = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(end(entries.len() as u16, directory.len() as u32, start));
    bytes
}

/// The end of a zip: how many entries its directory has, how long it is and where it begins.
pub fn end(entries: u16, length: u32, start: u32) -> Vec<u8> {
    let mut bytes = b"PK\x05\x06\x00\x00\x00\x00".to_vec();
    bytes.extend(entries.to_le_bytes());
    bytes.extend(entries.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

/// An honest zip of these parts.
pub fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    for (name, content) in parts {
        zip.start_file(name, options).expect("a part");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

/// Bytes that one step of [`deflated`] unpacks to.
pub const RUN: usize = 258 * 8;

/// A deflate stream made by hand, because packing a gigabyte takes longer than a test may.
fn deflated(before: &[u8], repeats: usize, after: &[u8]) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.stored(before);
    // A last but one block of fixed codes: `a`, which is given back by the first of the runs, then runs of 258 at distance 1.
    bits.push(0b010, 3);
    bits.code(0x30 + u32::from(b'a'), 8);
    let run = |bits: &mut Bits| {
        for _ in 0..8 {
            bits.code(0b1100_0101, 8);
            bits.code(0, 5);
        }
    };
    // The first begins one byte later, so it is one byte shorter: 257 are three codes less.
    bits.code(0b1100_0100, 8);
    bits.push(30, 5);
    bits.code(0, 5);
    for _ in 0..7 {
        bits.code(0b1100_0101, 8);
        bits.code(0, 5);
    }
    run(&mut bits);
    // 104 bits are 13 bytes: from here the bytes repeat themselves.
    let from = bits.bytes.len();
    run(&mut bits);
    let period = bits.bytes[from..].to_vec();
    for _ in 3..repeats {
        bits.bytes.extend(&period);
    }
    bits.code(0, 7);
    bits.stored(after);
    bits.push(0b011, 3);
    bits.code(0, 7);
    bits.finish()
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    kept: u64,
    count: u32,
}

impl Bits {
    fn push(&mut self, value: u32, count: u32) {
        self.kept |= u64::from(value) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.kept as u8);
            self.kept >>= 8;
            self.count -= 8;
        }
    }

    /// Huffman codes stand with their highest bit first.
    fn code(&mut self, value: u32, count: u32) {
        self.push(value.reverse_bits() >> (32 - count), count);
    }

    fn stored(&mut self, content: &[u8]) {
        for piece in content.chunks(0xffff) {
            self.push(0, 3);
            self.push(0, (8 - self.count % 8) % 8);
            self.bytes.extend((piece.len() as u16).to_le_bytes());
            self.bytes.extend((!(piece.len() as u16)).to_le_bytes());
            self.bytes.extend(piece);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.push(0, (8 - self.count % 8) % 8);
        self.bytes
    }
}

/// The check sum of a part, as a zip wants it.
pub fn crc(content: &[u8]) -> u32 {
    !content.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

#[test]
fn a_stream_made_by_hand_unpacks_to_what_it_should() {
    let entry = Entry { crc: 0, ..Entry::inflating("a", b"<a>", 5, b"</a>") };
    let content = [b"<a>".to_vec(), vec![b'a'; 5 * RUN], b"</a>".to_vec()].concat();
    let bytes = zip(&[Entry { crc: crc(&content), ..entry }]);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut unpacked = Vec::new();
    archive.by_index(0).expect("a part").read_to_end(&mut unpacked).expect("whole");
    assert_eq!(unpacked, content);
}
