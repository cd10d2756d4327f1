//! The order in which a colleague has the tabs of a card, and those that it hides.

use serde::{Deserialize, Serialize};

use super::table::TABS;

/// A tab of the card, as a colleague has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardTab {
    /// The slug of its row in [`TABS`].
    pub slug: String,
    /// It stands at its place, and not in the row.
    pub hidden: bool,
}

/// What a colleague chose. Nothing of it: the tabs as they come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabOrder {
    /// Slugs, the first first.
    pub slugs: Vec<String>,
    /// Those that are not shown.
    pub hidden: Vec<String>,
}

impl TabOrder {
    /// The choice that gives these tabs.
    pub fn of(tabs: &[CardTab]) -> Self {
        let slug = |tab: &CardTab| tab.slug.clone();
        Self {
            slugs: tabs.iter().map(slug).collect(),
            hidden: tabs.iter().filter(|tab| tab.hidden).map(slug).collect(),
        }
    }

    /// The tabs that somebody is offered, as this says. Those that it does not name stand behind, as they come; the first of the
    /// table is always shown.
    pub fn apply(&self, offered: &[&str]) -> Vec<CardTab> {
        let place = |slug: &str| self.slugs.iter().position(|named| named == slug).unwrap_or(usize::MAX);
        let is_first = |slug: &str| TABS.first().is_some_and(|first| first.slug == slug);
        let mut slugs = offered.to_vec();
        slugs.sort_by_key(|slug| place(slug));
        let tab = |slug: &str| CardTab {
            slug: slug.to_owned(),
            hidden: !is_first(slug) && self.hidden.iter().any(|hidden| hidden == slug),
        };
        slugs.into_iter().map(tab).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: [&str; 4] = ["contact", "instellingen", "historiek", "notities"];

    fn order(slugs: &str, hidden: &str) -> TabOrder {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        TabOrder { slugs: words(slugs), hidden: words(hidden) }
    }

    fn shown(tabs: &[CardTab]) -> String {
        let word = |tab: &CardTab| format!("{}{}", if tab.hidden { "-" } else { "" }, tab.slug);
        tabs.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tabs_stand_as_they_were_chosen() {
        for (slugs, hidden, expected) in [
            ("", "", "contact instellingen historiek notities"),
            ("notities contact", "", "notities contact instellingen historiek"),
            ("historiek notities instellingen contact", "", "historiek notities instellingen contact"),
            ("", "historiek", "contact instellingen -historiek notities"),
            ("", "contact historiek", "contact instellingen -historiek notities"),
            ("weg historiek historiek", "weg", "historiek contact instellingen notities"),
        ] {
            assert_eq!(shown(&order(slugs, hidden).apply(&OFFERED)), expected, "{slugs}, without {hidden}");
        }
        assert_eq!(shown(&order("notities contact", "notities").apply(&OFFERED[..2])), "contact instellingen");
    }

    #[test]
    fn what_is_applied_is_chosen_again() {
        let tabs = order("notities contact", "historiek").apply(&OFFERED);
        assert_eq!(TabOrder::of(&tabs).apply(&OFFERED), tabs);
    }
}
