//! Breaks right numbers of every scheme by one slip, and counts what is offered for them: the number that was meant alone, in a
//! choice, nothing, or others. `cargo run --release -p domain --example repair_check [HOW_MANY]`, 100,000 unless told; the same
//! numbers each time. The exit code is 1 if others are ever offered.

#[path = "../tests/repairs/broken.rs"]
mod broken;

use std::{env, process::ExitCode};

use broken::{Dice, Outcome, SCHEMES, Slip, broken, outcome};

fn main() -> ExitCode {
    let wanted = env::args().nth(1).map_or(100_000, |number| number.parse().expect("how many numbers to break"));
    let each = usize::div_ceil(wanted, SCHEMES.len() * 2);
    let mut dice = Dice(20_261_126);
    let mut total = [0; 4];
    println!(
        "{:<18} {:<32} {:<9} {:>7} {:>7} {:>8} {:>6}",
        "number", "shape", "slip", "right", "choice", "nothing", "wrong"
    );
    for scheme in SCHEMES {
        for slip in [Slip::Digit, Slip::Exchange] {
            let mut counts = [0; 4];
            for _ in 0..each {
                let (right, wrong) = broken(*scheme, slip, &mut dice);
                counts[outcome(*scheme, &right, &wrong) as usize] += 1;
            }
            line(scheme.kind, scheme.shape, &format!("{slip:?}"), counts);
            total = std::array::from_fn(|at| total[at] + counts[at]);
        }
    }
    let [right, choice, nothing, wrong] = total;
    let all: usize = total.iter().sum();
    println!("{all} broken numbers: {right} right, {choice} a choice, {nothing} nothing, {wrong} wrong");
    if total[Outcome::Wrong as usize] == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn line(kind: &str, shape: &str, slip: &str, [right, choice, nothing, wrong]: [usize; 4]) {
    println!("{kind:<18} {shape:<32} {slip:<9} {right:>7} {choice:>7} {nothing:>8} {wrong:>6}");
}
