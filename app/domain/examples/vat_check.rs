//! Judges one VAT number per line of standard input: `line<TAB>valid|invalid`, for `scripts/vat-differential.py`.

use std::io::{self, BufRead, BufWriter, Write};

use domain::{Repair, VatNumber};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        // A number whose letters were read as digits is a proposal of ours, not a number as it stands.
        let valid = VatNumber::read(&line).is_ok_and(|parsed| parsed.repaired != Some(Repair::LookAlikes));
        writeln!(out, "{line}\t{}", if valid { "valid" } else { "invalid" })?;
    }
    out.flush()
}
