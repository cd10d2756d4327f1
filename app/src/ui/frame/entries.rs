//! The side menu: one line an entry, in the order of the screen. An entry is added when its page exists.

use domain::permissions::{Area, Level};
use leptos_i18n::I18nContext;

use crate::i18n::*;

/// A page that the side menu leads to.
pub struct Entry {
    pub href: &'static str,
    /// Where the pages behind it are, by the beginning of their addresses.
    pub pages: &'static [&'static str],
    pub icon: &'static str,
    /// The right without which the entry is hidden.
    pub needs: Option<(Area, Level)>,
    pub label: fn(I18nContext<Locale>) -> &'static str,
}

/// Every entry.
pub const ENTRIES: &[Entry] = &[
    Entry {
        href: "/klanten",
        pages: &["/klanten", "/sjablonen"],
        icon: "users",
        needs: Some((Area::Customers, Level::Read)),
        label: |i18n| t_string!(i18n, ui.menu.customers),
    },
    Entry {
        href: "/imports",
        pages: &["/imports"],
        icon: "upload",
        needs: Some((Area::Imports, Level::Read)),
        label: |i18n| t_string!(i18n, ui.menu.imports),
    },
    Entry {
        href: "/instellingen",
        pages: &["/instellingen"],
        icon: "settings",
        needs: Some((Area::Settings, Level::Read)),
        label: |i18n| t_string!(i18n, ui.menu.settings),
    },
];
