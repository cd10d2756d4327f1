//! What a check found, in words.

use std::{collections::BTreeMap, fmt};

/// How many examples of one problem are named.
pub(super) const EXAMPLES: usize = 5;

/// All that was looked at.
#[derive(Debug, Default)]
pub struct Report {
    pub parts: Vec<Part>,
}

impl Report {
    /// How many different things are wrong.
    pub fn problems(&self) -> usize {
        self.parts.iter().map(|part| part.problems.len()).sum()
    }
}

/// One thing that was looked at.
#[derive(Debug, Default)]
pub struct Part {
    pub name: &'static str,
    /// How much of it there was.
    pub looked_at: String,
    pub problems: Vec<Problem>,
    /// What is worth knowing and not wrong.
    pub notes: Vec<String>,
}

/// What is wrong, how often, and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub what: String,
    pub count: u64,
    pub examples: Vec<String>,
}

/// Gathers what is wrong: however much it is, only the first examples are kept.
#[derive(Debug, Default)]
pub(super) struct Problems(BTreeMap<String, Problem>);

impl Problems {
    /// Adds one case of a problem.
    pub fn add(&mut self, what: impl Into<String>, example: impl Into<String>) {
        self.add_many(what, 1, [example.into()]);
    }

    /// Adds many cases, of which a few are named.
    pub fn add_many(&mut self, what: impl Into<String>, count: u64, examples: impl IntoIterator<Item = String>) {
        let what = what.into();
        let problem = self.0.entry(what.clone()).or_insert_with(|| Problem { what, count: 0, examples: Vec::new() });
        problem.count += count;
        let room = EXAMPLES - problem.examples.len();
        problem.examples.extend(examples.into_iter().take(room));
    }

    /// The part of a report that tells them.
    pub fn into_part(self, name: &'static str, looked_at: impl Into<String>) -> Part {
        Part { name, looked_at: looked_at.into(), problems: self.0.into_values().collect(), notes: Vec::new() }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| part.fmt(f))?;
        match self.problems() {
            0 => writeln!(f, "No problems found."),
            1 => writeln!(f, "1 problem found."),
            many => writeln!(f, "{many} problems found."),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = if self.problems.is_empty() { "ok" } else { "PROBLEM" };
        writeln!(f, "{:<12} {:<8} {}", self.name, state, self.looked_at)?;
        self.notes.iter().try_for_each(|note| writeln!(f, "  note: {note}"))?;
        self.problems.iter().try_for_each(|problem| writeln!(f, "  {problem}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} times", self.what, self.count)?;
        if self.examples.is_empty() {
            return Ok(());
        }
        let all = self.count <= self.examples.len() as u64;
        write!(f, "; {}{}", if all { "" } else { "first: " }, self.examples.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_its_first_cases_and_counts_all() {
        let mut problems = Problems::default();
        (0..8).for_each(|number| problems.add("wrong", format!("row {number}")));
        let report = Report { parts: vec![problems.into_part("rows", "8 rows")] };
        assert_eq!(
            report.to_string(),
            "rows         PROBLEM  8 rows\n  wrong: 8 times; first: row 0; row 1; row 2; row 3; row 4\n1 problem found.\n"
        );
    }

    #[test]
    fn nothing_wrong_is_said_too() {
        let report = Report { parts: vec![Problems::default().into_part("rows", "8 rows")] };
        assert_eq!(report.to_string(), "rows         ok       8 rows\nNo problems found.\n");
    }
}
