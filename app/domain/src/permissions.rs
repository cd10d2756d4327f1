//! Who may do what: a permission profile is data, and these few functions are the only ones that read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

/// A part of the product that a right is given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// The customers and their own data.
    Customers,
    /// The people at a customer.
    Contacts,
    /// What a customer pays with and may owe: its IBAN, its credit limit. Without it they are left out everywhere, not only on the card.
    Financial,
    /// What colleagues write down about a customer.
    Notes,
    /// The firm's own fields that stand on the tab *Vrije kenmerken*, and those that one customer alone has.
    FreeFields,
    /// What a new customer starts with.
    Templates,
    /// Bringing in bulk files. It takes more than this: see [`IMPORTING`].
    Imports,
    /// Asking customers to accept.
    Invitations,
    /// The colleagues and their profiles.
    Users,
    /// The settings of the firm.
    Settings,
}

impl Area {
    /// Every area, in the order a profile shows them.
    pub const ALL: [Self; 10] = [
        Self::Customers,
        Self::Contacts,
        Self::Financial,
        Self::Notes,
        Self::FreeFields,
        Self::Templates,
        Self::Imports,
        Self::Invitations,
        Self::Users,
        Self::Settings,
    ];

    /// The name it is stored by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Contacts => "contacts",
            Self::Financial => "financial",
            Self::Notes => "notes",
            Self::FreeFields => "free_fields",
            Self::Templates => "templates",
            Self::Imports => "imports",
            Self::Invitations => "invitations",
            Self::Users => "users",
            Self::Settings => "settings",
        }
    }

    /// The area that it belonged to before it had one of its own. A profile that was stored before that gives as much of it.
    const fn split_from(self) -> Option<Self> {
        match self {
            Self::Notes | Self::FreeFields => Some(Self::Customers),
            _ => None,
        }
    }
}

/// Where somebody must be allowed to edit, who brings in a bulk file: it makes customers and their contacts.
pub const IMPORTING: [Area; 3] = [Area::Imports, Area::Customers, Area::Contacts];

/// How far a right goes; each level includes the ones before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing: the area is not even seen.
    #[default]
    None,
    /// To look at it.
    Read,
    /// To add to it and change it.
    Edit,
    /// To delete from it.
    Delete,
}

impl Level {
    /// Every level, least first.
    pub const ALL: [Self; 4] = [Self::None, Self::Read, Self::Edit, Self::Delete];
}

/// Which customers a user sees at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Every customer of the firm.
    All,
    /// Only those the user is assigned to or manages.
    #[default]
    Assigned,
}

/// The content of a permission profile. An area that is not named gives no right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights {
    /// Which customers.
    pub scope: Scope,
    /// How far the right for each area goes.
    #[serde(deserialize_with = "known_areas")]
    pub levels: BTreeMap<Area, Level>,
}

/// Leaves out areas that this version does not know, and adds those that became areas of their own since: a profile may have been
/// stored by another version.
fn known_areas<'de, D: Deserializer<'de>>(stored: D) -> Result<BTreeMap<Area, Level>, D::Error> {
    let levels = BTreeMap::<String, Level>::deserialize(stored)?;
    let area = |name: &str| Area::ALL.into_iter().find(|area| area.key() == name);
    let mut levels: BTreeMap<Area, Level> =
        levels.into_iter().filter_map(|(name, level)| Some((area(&name)?, level))).collect();
    for area in Area::ALL {
        if let Some(level) = area.split_from().and_then(|from| levels.get(&from).copied()) {
            levels.entry(area).or_insert(level);
        }
    }
    Ok(levels)
}

impl Rights {
    /// The level that the profile gives for an area.
    pub fn level(&self, area: Area) -> Level {
        self.levels.get(&area).copied().unwrap_or_default()
    }

    /// Whether the profile allows this much in this area: the question behind every server function and every button.
    pub fn may(&self, area: Area, level: Level) -> bool {
        self.level(area) >= level
    }

    /// Whether these rights include the others: who has these can hand those out without giving more than it has.
    pub fn covers(&self, others: &Self) -> bool {
        let widely = self.scope == Scope::All || others.scope == Scope::Assigned;
        widely && Area::ALL.iter().all(|area| self.may(*area, others.level(*area)))
    }

    /// Whether nobody can be given more: a firm keeps at least one user who has this.
    pub fn is_administrator(&self) -> bool {
        self.scope == Scope::All && Area::ALL.iter().all(|area| self.may(*area, Level::Delete))
    }
}

/// The profiles that every firm starts with. They cannot be changed; a copy can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuiltIn {
    /// Beheerder: may do everything.
    Administrator,
    /// Klantbeheerder: everything, but users and settings only to look at.
    ClientManager,
    /// Medewerker: works for assigned customers, and deletes nothing.
    Staff,
    /// Lezer: looks at every customer, and changes nothing.
    Reader,
}

impl BuiltIn {
    /// All four, most rights first.
    pub const ALL: [Self; 4] = [Self::Administrator, Self::ClientManager, Self::Staff, Self::Reader];

    /// The name it is stored by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::ClientManager => "client_manager",
            Self::Staff => "staff",
            Self::Reader => "reader",
        }
    }

    /// What the profile allows.
    pub fn rights(self) -> Rights {
        let level = |area: Area| match self {
            Self::Administrator => Level::Delete,
            Self::ClientManager => match area {
                Area::Users | Area::Settings => Level::Read,
                _ => Level::Delete,
            },
            Self::Staff => match area {
                Area::Users | Area::Settings | Area::Financial => Level::None,
                Area::Templates => Level::Read,
                _ => Level::Edit,
            },
            Self::Reader => match area {
                Area::Users | Area::Settings | Area::Financial | Area::Imports => Level::None,
                _ => Level::Read,
            },
        };
        let scope = if self == Self::Staff { Scope::Assigned } else { Scope::All };
        Rights { scope, levels: Area::ALL.into_iter().map(|area| (area, level(area))).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_includes_the_ones_below_it() {
        let rights = BuiltIn::Staff.rights();
        assert!(rights.may(Area::Customers, Level::Read));
        assert!(rights.may(Area::Customers, Level::Edit));
        assert!(!rights.may(Area::Customers, Level::Delete));
    }

    #[test]
    fn an_area_that_is_not_named_gives_no_right() {
        assert!(!Rights::default().may(Area::Customers, Level::Read));
        assert!(Rights::default().may(Area::Customers, Level::None));
    }

    #[test]
    #[rustfmt::skip]
    fn a_profile_gives_exactly_this() {
        use {Area::*, Level::*};
        let given = |built_in: BuiltIn| Area::ALL.map(|area| (area, built_in.rights().level(area)));
        let [administrator, manager, staff, reader] = BuiltIn::ALL.map(|built_in| (built_in.rights().scope, given(built_in)));
        assert_eq!(administrator, (Scope::All, [
            (Customers, Delete), (Contacts, Delete), (Financial, Delete), (Notes, Delete), (FreeFields, Delete),
            (Templates, Delete), (Imports, Delete), (Invitations, Delete), (Users, Delete), (Settings, Delete),
        ]));
        assert_eq!(manager, (Scope::All, [
            (Customers, Delete), (Contacts, Delete), (Financial, Delete), (Notes, Delete), (FreeFields, Delete),
            (Templates, Delete), (Imports, Delete), (Invitations, Delete), (Users, Read), (Settings, Read),
        ]));
        assert_eq!(staff, (Scope::Assigned, [
            (Customers, Edit), (Contacts, Edit), (Financial, Level::None), (Notes, Edit), (FreeFields, Edit),
            (Templates, Read), (Imports, Edit), (Invitations, Edit), (Users, Level::None), (Settings, Level::None),
        ]));
        assert_eq!(reader, (Scope::All, [
            (Customers, Read), (Contacts, Read), (Financial, Level::None), (Notes, Read), (FreeFields, Read),
            (Templates, Read), (Imports, Level::None), (Invitations, Read), (Users, Level::None), (Settings, Level::None),
        ]));
    }

    #[test]
    fn only_the_administrator_profile_is_one() {
        let administrators: Vec<_> = BuiltIn::ALL.into_iter().filter(|b| b.rights().is_administrator()).collect();
        assert_eq!(administrators, [BuiltIn::Administrator]);
    }

    #[test]
    fn rights_cover_what_is_no_larger() {
        let [administrator, manager, staff, reader] = BuiltIn::ALL.map(BuiltIn::rights);
        assert!([&administrator, &manager, &staff, &reader].into_iter().all(|rights| administrator.covers(rights)));
        assert!(manager.covers(&staff) && manager.covers(&manager) && !manager.covers(&administrator));
        assert!(!staff.covers(&reader), "whoever sees some customers cannot show somebody all of them");
        assert!(staff.covers(&Rights::default()));
    }

    #[test]
    fn a_reader_may_change_nothing() {
        let rights = BuiltIn::Reader.rights();
        assert!(Area::ALL.iter().all(|area| !rights.may(*area, Level::Edit)));
    }

    #[test]
    fn rights_survive_storage() {
        for built_in in BuiltIn::ALL {
            let json = serde_json::to_string(&built_in.rights()).unwrap();
            assert_eq!(serde_json::from_str::<Rights>(&json).unwrap(), built_in.rights());
        }
    }

    #[test]
    fn an_area_is_stored_by_its_key() {
        for area in Area::ALL {
            assert_eq!(serde_json::to_value(area).unwrap(), area.key());
        }
    }

    #[test]
    fn an_area_of_another_version_gives_no_right() {
        let stored = r#"{"scope":"all","levels":{"activities":"delete","customers":"read","files":"edit"}}"#;
        let rights: Rights = serde_json::from_str(stored).unwrap();
        let given = [Area::Customers, Area::Notes, Area::FreeFields].map(|area| (area, Level::Read));
        assert_eq!(rights.levels, BTreeMap::from(given));
    }

    #[test]
    fn an_area_that_became_one_of_its_own_gives_what_it_gave_before() {
        for (stored, notes, free_fields) in [
            (r#"{"scope":"all","levels":{"customers":"delete"}}"#, Level::Delete, Level::Delete),
            (r#"{"scope":"all","levels":{"customers":"delete","notes":"none"}}"#, Level::None, Level::Delete),
            (r#"{"scope":"all","levels":{"customers":"edit","free_fields":"read"}}"#, Level::Edit, Level::Read),
            (r#"{"scope":"all","levels":{"contacts":"delete"}}"#, Level::None, Level::None),
        ] {
            let rights: Rights = serde_json::from_str(stored).unwrap();
            assert_eq!((rights.level(Area::Notes), rights.level(Area::FreeFields)), (notes, free_fields), "{stored}");
        }
    }
}
