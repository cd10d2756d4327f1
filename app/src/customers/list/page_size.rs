//! How long the pages of the list are.

use serde::{Deserialize, Serialize};

/// How many rows a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PageSize {
    #[default]
    Fifty,
    Hundred,
    TwoHundred,
}

impl PageSize {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::Fifty, Self::Hundred, Self::TwoHundred];

    /// So many rows.
    pub const fn rows(self) -> usize {
        match self {
            Self::Fifty => 50,
            Self::Hundred => 100,
            Self::TwoHundred => 200,
        }
    }
}
