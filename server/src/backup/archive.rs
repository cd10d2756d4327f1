//! Writes the parts of a backup one after another, and what each must be when it is read again.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use anyhow::{Context, ensure};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use super::{
    manifest::{SUMS, Sum, Sums},
    seal::Seal,
};

/// A backup that is being written.
pub struct Archive<W: Write> {
    tar: tar::Builder<GzEncoder<Sealed<W>>>,
    sums: Sums,
}

/// Encrypted or not.
enum Sealed<W: Write> {
    Open(W),
    Age(age::stream::StreamWriter<W>),
}

impl<W: Write> Write for Sealed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Open(writer) => writer.write(bytes),
            Self::Age(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Open(writer) => writer.flush(),
            Self::Age(writer) => writer.flush(),
        }
    }
}

impl<W: Write> Archive<W> {
    /// Begins a backup.
    pub fn new(writer: W, seal: &Seal) -> anyhow::Result<Self> {
        let sealed = match seal.encryptor()? {
            Some(encryptor) => Sealed::Age(encryptor.wrap_output(writer)?),
            None => Sealed::Open(writer),
        };
        Ok(Self { tar: tar::Builder::new(GzEncoder::new(sealed, Compression::fast())), sums: Sums::default() })
    }

    /// Adds a part.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.append(path, bytes.len() as u64, bytes).map(drop)
    }

    /// Adds a file as long as it is now. False where it is gone: nothing refers to what was removed meanwhile.
    pub fn add_file(&mut self, path: &str, from: &Path) -> anyhow::Result<bool> {
        let file = match File::open(from) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error).with_context(|| format!("{} could not be read", from.display())),
        };
        let length = file.metadata()?.len();
        let read = self.append(path, length, file.take(length))?;
        ensure!(read == length, "{} was cut off while it was read: try again", from.display());
        Ok(true)
    }

    fn append(&mut self, path: &str, length: u64, bytes: impl Read) -> io::Result<u64> {
        let mut header = tar::Header::new_gnu();
        header.set_size(length);
        header.set_mode(0o600);
        let mut hashing = Hashing::new(bytes);
        self.tar.append_data(&mut header, path, &mut hashing)?;
        let (bytes, sha256) = hashing.done();
        self.sums.parts.push(Sum { path: path.to_owned(), bytes, sha256 });
        Ok(bytes)
    }

    /// Ends it with the sums, and gives back what it was written to.
    pub fn finish(mut self) -> anyhow::Result<W> {
        let sums = serde_json::to_vec(&self.sums)?;
        self.add(SUMS, &sums)?;
        Ok(match self.tar.into_inner()?.finish()? {
            Sealed::Open(writer) => writer,
            Sealed::Age(writer) => writer.finish()?,
        })
    }
}

/// Counts and hashes what is read through it.
pub struct Hashing<R> {
    reader: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Hashing<R> {
    pub fn new(reader: R) -> Self {
        Self { reader, hash: Sha256::new(), bytes: 0 }
    }

    /// How much it was, and its hash in hexadecimal.
    pub fn done(self) -> (u64, String) {
        let hash = self.hash.finalize();
        (self.bytes, hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}
