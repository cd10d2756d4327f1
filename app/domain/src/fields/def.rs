//! What the table says of a field.

use super::Kind;
use crate::permissions::Area;

/// Who sees a field and may change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The firm alone.
    Firm,
    /// The customer's own persons too.
    Shared,
    /// The customer's own persons too, but what they change waits until the firm approves it.
    Approved,
}

/// The part of a form in which a field of a customer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Who the customer is.
    Company,
    /// How it is reached and paid, and who looks after it.
    Details,
}

/// A field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Def {
    /// Its name in forms, in the database, in the change log and in translations. It never changes.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a record cannot be saved without it.
    pub required: bool,
    /// Who sees it and may change it.
    pub audience: Audience,
    /// The area of permission that guards it beside that of its record.
    pub area: Option<Area>,
    /// The part of the form in which it stands.
    pub section: Section,
    /// Whether forms and cards give it a place of its own. Any other is drawn by its kind, in the order of the table.
    pub by_hand: bool,
    /// Whether the bulk file has a column of its label in which it comes in by its kind. The mark stands before any other.
    pub imported: bool,
}

/// Each mark of a table is a function of the same name.
impl Def {
    pub(super) const fn new(key: &'static str, kind: Kind) -> Self {
        Self {
            key,
            kind,
            required: false,
            audience: Audience::Firm,
            area: None,
            section: Section::Details,
            by_hand: false,
            imported: false,
        }
    }

    pub(super) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(super) const fn shared(self) -> Self {
        Self { audience: Audience::Shared, ..self }
    }

    pub(super) const fn approved(self) -> Self {
        Self { audience: Audience::Approved, ..self }
    }

    pub(super) const fn financial(self) -> Self {
        Self { area: Some(Area::Financial), ..self }
    }

    pub(super) const fn company(self) -> Self {
        Self { section: Section::Company, ..self }
    }

    pub(super) const fn by_hand(self) -> Self {
        Self { by_hand: true, ..self }
    }

    pub(super) const fn imported(self) -> Self {
        Self { imported: true, ..self }
    }

    /// Whether the customer's own persons see it.
    #[must_use]
    pub fn is_shared(self) -> bool {
        self.audience != Audience::Firm
    }
}
