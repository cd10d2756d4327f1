//! What every register is asked, and how it may answer.

/// A register of others, in which a number is looked up.
pub trait Register {
    /// What is looked up.
    type Number;
    /// What it says of a number that it has.
    type Found;

    /// Asks the register. However it fares, there is an answer: the reason why it told nothing is one.
    fn look_up(&self, number: &Self::Number) -> impl Future<Output = Answer<Self::Found>> + Send;
}

/// How a number stands with a register. Only a register that said so makes a number valid or invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// The register has it.
    Valid(T),
    /// The register says that there is no such number.
    Invalid,
    /// The register told nothing of it, so that nobody knows.
    Unknown(Silence),
    /// The register does not keep such numbers, and was not asked.
    NotChecked,
}

/// Why a register told nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silence {
    /// It could not be reached, or the connection broke.
    Unreachable,
    /// It took too long.
    TimedOut,
    /// What it sent is no answer to what was asked, or is too long.
    Unreadable,
    /// It said that it does not answer now, by a code of its own.
    Fault(String),
}
