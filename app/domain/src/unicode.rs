//! What the tables of Unicode know: composed letters, and domain names in the two ways they are written.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

/// The text with letters and their accents as one sign wherever there is one (NFC).
pub fn composed(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

/// The text with letters and their accents apart, and ligatures and the like as plain letters (NFKD).
pub fn decomposed(text: &str) -> String {
    DecomposingNormalizerBorrowed::new_nfkd().normalize(text).into_owned()
}

/// A domain name as mail servers know it: in lower case, with `xn--` for labels that have other letters. None for a name that
/// cannot exist.
pub fn ascii_domain(domain: &str) -> Option<String> {
    let read = Uts46::new().to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Allow, DnsLength::Verify);
    read.ok().map(Cow::into_owned)
}

/// A domain name as people write it.
pub fn shown_domain(domain: &str) -> String {
    Uts46::new().to_unicode(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Allow).0.into_owned()
}
