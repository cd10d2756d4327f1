//! A password for the demo firm that a person can type over: made once, never the same twice.

use std::{io, io::Write, path::Path};

use rand::{RngExt, seq::IndexedRandom};

use crate::private;

/// Short words that resemble no other: five of them and a number are 41 bits.
const WORDS: &str = "anker appel arend bakker balkon bamboe banaan beker berg bever bloem boek boter brug citroen dak deken dorp \
    draak druif duif eend eiland emmer fiets fluit forel gans garage geit gitaar glas goud gras haas hamer haven \
    hert hoed honing hooi ijzer insect jas kaars kaas kabel kajak kameel kano karpet kast kasteel kelder kers \
    ketel kiwi klok koala koffie komeet koning kraan krant krokus kruik kwast lamp lepel linde lucht maan magneet \
    mango mantel meloen molen mossel mus muts naald noot oceaan olijf orgel oven paard palm panda papier parel \
    peer pen piano pinda piraat plank poort potlood raam radijs regen rivier robot roos saffier schaap schip sjaal \
    sleutel slot sneeuw spiegel ster stoel tafel tijger toren trein trompet tulp uil vaas veer viool vlieger vos \
    wafel walvis wolk zand zebra zeil zomer";

/// A new password: `koffie-trein-noot-zebra-haven-37`.
pub fn new() -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut rng = rand::rng();
    let mut parts: Vec<String> = (0..5).filter_map(|_| words.choose(&mut rng)).map(|word| (*word).to_owned()).collect();
    parts.push(rng.random_range(10..100).to_string());
    parts.join("-")
}

/// Writes the file for its owner's eyes only.
pub fn keep(file: &Path, text: &str) -> io::Result<()> {
    private::file(file)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_new_password_is_accepted_and_never_the_same() {
        let (one, two) = (new(), new());
        assert_ne!(one, two);
        assert!(crate::session::password::hash(one, &[]).await.is_ok());
    }
}
