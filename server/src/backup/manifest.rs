//! What stands in a backup: `head.json` first, then `tables/NAME/NUMBER.ndjson` and `files/…`, and `sums.json` last.

use serde::{Deserialize, Serialize};

/// Raised when an older program could not read what is written.
pub const FORMAT: u32 = 1;
pub const HEAD: &str = "head.json";
pub const SUMS: &str = "sums.json";
pub const TABLES: &str = "tables";
pub const FILES: &str = "files";

/// Says what follows, so that a restore can refuse before it has read everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub format: u32,
    /// The version of the product that made it.
    pub version: String,
    pub made_at: chrono::DateTime<chrono::Utc>,
    /// The steps that the database had taken.
    pub migrations: Vec<String>,
    /// In an order in which rows can be put in.
    pub tables: Vec<TableHead>,
}

/// A table, and the columns that each of its rows names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHead {
    pub name: String,
    pub columns: Vec<String>,
}

/// What everything before it must be. A file that was cut off has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    pub parts: Vec<Sum>,
}

/// One part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    pub path: String,
    pub bytes: u64,
    /// In hexadecimal.
    pub sha256: String,
}

/// Where the rows of a table go, a part at a time.
pub fn part_of(table: &str, number: u64) -> String {
    format!("{TABLES}/{table}/{number:06}.ndjson")
}

/// The table whose rows a part holds.
pub fn table_of(path: &str) -> Option<&str> {
    path.strip_prefix(TABLES)?.strip_prefix('/')?.split_once('/').map(|(table, _)| table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_tells_its_table() {
        assert_eq!(table_of(&part_of("customer", 3)), Some("customer"));
        assert_eq!(table_of("files/imports/x.xlsx"), None);
        assert_eq!(table_of(SUMS), None);
    }
}
