//! Tables of figures, as they stand in docs/BENCHMARKS.md.

use std::time::Duration;

use crate::load::Times;

/// What one case took: the floor, the page, the server function.
pub struct Line {
    pub name: String,
    pub floor: Times,
    pub page: Times,
    pub call: Times,
}

/// All lines at this many connections.
pub fn table(connections: usize, lines: &[Line]) {
    println!("\n{connections} connection(s), milliseconds as p50 / p95; × is against the floor\n");
    println!("| case | floor | server function | × | page | × |");
    println!("|---|---|---|---|---|---|");
    for line in lines {
        let (floor, call, page) = (both(line.floor), both(line.call), both(line.page));
        println!(
            "| {} | {floor} | {call} | {} | {page} | {} |",
            line.name,
            ratio(line.call, line.floor),
            ratio(line.page, line.floor)
        );
    }
}

/// A figure that stands alone, and what it should be.
pub fn row(name: &str, is: &str, aim: &str) {
    println!("| {name} | {is} | {aim} |");
}

pub fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1_000.0)
}

pub fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / 1_048_576.0)
}

fn both(times: Times) -> String {
    format!("{} / {}", milliseconds(times.p50), milliseconds(times.p95))
}

fn ratio(of: Times, to: Times) -> String {
    let part = |of: Duration, to: Duration| of.as_secs_f64() / to.as_secs_f64().max(1e-9);
    format!("{:.1} / {:.1}", part(of.p50, to.p50), part(of.p95, to.p95))
}
