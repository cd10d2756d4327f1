//! What a customer may become: its status, the steps between, and what may be done at each.

use serde::{Deserialize, Serialize};

/// Where a customer stands. The ordinal is stored, and is the order in which the list sorts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Concept: entered, nobody told the customer yet.
    #[default]
    Draft = 0,
    /// Uitgenodigd: an invitation is out.
    Invited = 1,
    /// Actief: the customer accepted, or a colleague activated it.
    Active = 2,
    /// Geweigerd: the customer declined.
    Declined = 3,
    /// Gearchiveerd: no longer worked for; kept, and still found.
    Archived = 4,
}

/// A tab of the list. The ordinal is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tab {
    /// Niet actief: declined or archived.
    Inactive = 0,
    /// Actief: worked for, or invited.
    #[default]
    Active = 1,
    /// Concept: entered, and nobody told the customer yet.
    Draft = 2,
}

impl Tab {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Active, Self::Draft, Self::Inactive];

    /// The others, in the order of the screen.
    pub fn others(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |tab| *tab != self)
    }
}

/// A step from one status to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// The customer is asked to accept, or to keep its own data.
    Invite,
    /// The customer says yes to the invitation.
    Accept,
    /// The customer says no to it.
    Decline,
    /// The invitation is taken back.
    Withdraw,
    /// A colleague makes it active: a concept without an invitation, or one that was declined or archived.
    Activate,
    /// A colleague archives it.
    Deactivate,
}

impl Status {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Invited, Self::Active, Self::Declined, Self::Archived];

    /// The status with this ordinal; none where the number means nothing.
    pub fn from_ordinal(ordinal: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|status| *status as i16 == ordinal)
    }

    /// The tab of the list in which a customer with this status stands.
    pub const fn tab(self) -> Tab {
        match self {
            Self::Draft => Tab::Draft,
            Self::Invited | Self::Active => Tab::Active,
            Self::Declined | Self::Archived => Tab::Inactive,
        }
    }

    /// Where a step leads from here; none where the step is not allowed.
    pub fn after(self, transition: Transition) -> Option<Self> {
        match (self, transition) {
            (Self::Draft | Self::Invited | Self::Declined, Transition::Invite) => Some(Self::Invited),
            // A customer that is worked for already can still be asked to keep its own data: it stays active meanwhile.
            (Self::Active, Transition::Invite | Transition::Accept | Transition::Decline | Transition::Withdraw) => {
                Some(Self::Active)
            }
            (Self::Invited, Transition::Accept) => Some(Self::Active),
            (Self::Invited, Transition::Decline) => Some(Self::Declined),
            (Self::Invited, Transition::Withdraw) => Some(Self::Draft),
            (Self::Draft | Self::Declined | Self::Archived, Transition::Activate) => Some(Self::Active),
            (Self::Draft | Self::Invited | Self::Active | Self::Declined, Transition::Deactivate) => {
                Some(Self::Archived)
            }
            _ => None,
        }
    }

    /// Only a Concept may be deleted (row B8); any other is archived, so that nothing is lost.
    pub fn may_delete(self) -> bool {
        self == Self::Draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_survive_storage() {
        for status in Status::ALL {
            assert_eq!(Status::from_ordinal(status as i16), Some(status));
        }
        assert_eq!(Status::from_ordinal(9), None);
    }

    #[test]
    fn the_main_way_leads_from_concept_to_active() {
        let invited = Status::Draft.after(Transition::Invite).unwrap();
        assert_eq!(invited, Status::Invited);
        assert_eq!(invited.after(Transition::Accept), Some(Status::Active));
        assert_eq!(invited.after(Transition::Decline), Some(Status::Declined));
        assert_eq!(invited.after(Transition::Withdraw), Some(Status::Draft));
    }

    #[test]
    fn an_archived_customer_answers_no_invitation() {
        for transition in
            [Transition::Invite, Transition::Accept, Transition::Decline, Transition::Withdraw, Transition::Deactivate]
        {
            assert_eq!(Status::Archived.after(transition), None);
        }
        assert_eq!(Status::Archived.after(Transition::Activate), Some(Status::Active));
    }

    #[test]
    fn only_a_concept_may_be_deleted_and_it_stands_in_a_tab_of_its_own() {
        let deletable: Vec<_> = Status::ALL.into_iter().filter(|s| s.may_delete()).collect();
        assert_eq!(deletable, [Status::Draft]);
        let of_tab = |tab| Status::ALL.into_iter().filter(|status| status.tab() == tab).collect::<Vec<_>>();
        assert_eq!(of_tab(Tab::Active), [Status::Invited, Status::Active]);
        assert_eq!(of_tab(Tab::Draft), [Status::Draft]);
        assert_eq!(of_tab(Tab::Inactive), [Status::Declined, Status::Archived]);
    }
}
