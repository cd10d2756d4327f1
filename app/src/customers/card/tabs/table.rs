//! The tabs of the card, a row each: where it is, what it is called, whom it is open to, and what it shows.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use uuid::Uuid;

use crate::{i18n::*, ui::Tab};

type Say = fn(I18nContext<Locale>) -> &'static str;

/// A tab of the card.
pub struct TabDef {
    /// By which it is known in addresses and in the database: it never changes.
    pub slug: &'static str,
    /// What people call it.
    pub label: Say,
    /// Whoever may read this area sees the tab.
    pub area: Area,
    /// What somebody is told of it who may switch it on; none for a tab that every card has.
    pub optional: Option<Say>,
    pub(super) shows: Shows,
}

/// What a tab shows; `opened.rs` draws it. With a pointer to what draws it, the settings would load every tab.
pub(super) enum Shows {
    Contact,
    Settings,
    History,
    Notes,
    FreeFields,
}

/// The tab *Klantinstellingen*.
pub const SETTINGS: &str = "instellingen";
/// The tab *Notities*.
pub const NOTES: &str = "notities";
/// The tab *Vrije kenmerken*.
pub const FREE_FIELDS: &str = "vrije-kenmerken";

/// All tabs, as they come. The first is the card itself: it is always shown.
pub const TABS: [TabDef; 5] = [
    TabDef {
        slug: "contact",
        label: |i18n| t_string!(i18n, card.tab.contact),
        area: Area::Customers,
        optional: None,
        shows: Shows::Contact,
    },
    TabDef {
        slug: SETTINGS,
        label: |i18n| t_string!(i18n, card.tab.settings),
        area: Area::Customers,
        optional: None,
        shows: Shows::Settings,
    },
    TabDef {
        slug: "historiek",
        label: |i18n| t_string!(i18n, card.tab.history),
        area: Area::Customers,
        optional: None,
        shows: Shows::History,
    },
    TabDef {
        slug: NOTES,
        label: |i18n| t_string!(i18n, card.tab.notes),
        area: Area::Notes,
        optional: Some(|i18n| t_string!(i18n, card.notes.about)),
        shows: Shows::Notes,
    },
    TabDef {
        slug: FREE_FIELDS,
        label: |i18n| t_string!(i18n, card.tab.free_fields),
        area: Area::FreeFields,
        optional: Some(|i18n| t_string!(i18n, card.free_fields.about)),
        shows: Shows::FreeFields,
    },
];

impl TabDef {
    /// The tab of this slug; none for the card itself.
    #[must_use]
    pub fn of(slug: &str) -> Option<&'static Self> {
        match slug {
            "" => TABS.first(),
            slug => TABS.iter().find(|tab| tab.slug == slug),
        }
    }

    /// Whether it is the card itself.
    #[must_use]
    pub fn is_first(&self) -> bool {
        TABS.first().is_some_and(|first| first.slug == self.slug)
    }

    /// Whether it is on the cards of somebody with these rights, in a firm that has switched on these tabs.
    #[must_use]
    pub fn is_offered(&self, may: impl Fn(Area, Level) -> bool, switched_on: &[&str]) -> bool {
        may(self.area, Level::Read) && (self.optional.is_none() || switched_on.contains(&self.slug))
    }

    /// Where it is on the card of a customer.
    #[must_use]
    pub fn href(&self, customer_id: Uuid) -> String {
        if self.is_first() {
            format!("/klanten/{customer_id}")
        } else {
            format!("/klanten/{customer_id}/{}", self.slug)
        }
    }

    /// The tab in the row of tabs.
    pub fn link(&'static self, customer_id: Uuid) -> Tab {
        let i18n = use_i18n();
        Tab::new(self.href(customer_id), Signal::derive(move || (self.label)(i18n).to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_tab_has_a_place_of_its_own() {
        let slugs: BTreeSet<&str> = TABS.iter().map(|tab| tab.slug).collect();
        assert_eq!(slugs.len(), TABS.len());
        let is_word = |slug: &str| !slug.is_empty() && slug.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(slugs.into_iter().all(is_word), "slugs are stored with a space between");
        // A part of the address behind the customer that is another page.
        assert!(["bewerken", "uitnodigen"].iter().all(|page| TabDef::of(page).is_none()));
        assert!(TabDef::of("").is_some_and(TabDef::is_first));
        assert!(TABS[0].optional.is_none(), "a card is never without it");
    }

    #[test]
    fn a_tab_is_offered_to_whom_its_area_is_open_where_it_is_switched_on() {
        let offered = |closed: Option<Area>, on: &[&str]| -> Vec<&str> {
            let may = |area: Area, _| Some(area) != closed;
            TABS.iter().filter(|tab| tab.is_offered(may, on)).map(|tab| tab.slug).collect()
        };
        assert_eq!(offered(None, &[]), ["contact", SETTINGS, "historiek"]);
        assert_eq!(offered(None, &[NOTES]), ["contact", SETTINGS, "historiek", NOTES]);
        assert_eq!(offered(Some(Area::Notes), &[NOTES]), ["contact", SETTINGS, "historiek"]);
        assert_eq!(offered(Some(Area::Customers), &[NOTES]), [NOTES]);
        assert_eq!(offered(Some(Area::Customers), &[FREE_FIELDS, NOTES]), [NOTES, FREE_FIELDS]);
    }
}
