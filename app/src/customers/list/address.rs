//! What the list shows, as it stands in the address: whoever opens the same address sees the same list.

pub use domain::customers::Tab;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use super::{
    own_choice::{Asked, OwnChoice},
    page_size::PageSize,
    sort::Sort,
};
use crate::ui::{Order, Query};

/// Where the list lives.
pub const PATH: &str = "/klanten";
/// Where all of it comes as a file.
pub const FILE: &str = "/api/customers/export";
/// Where customers are invited together.
pub const INVITE: &str = "/klanten/uitnodigen";
/// Where a list is printed.
const PRINT: &str = "/klanten/afdrukken";
/// Where the window settings are a page.
const ARRANGE: &str = "/klanten/vensterinstellingen";
/// Says in an address that all customers of the list it stands for are meant.
pub const ALL: &str = "alle";
/// Names some customers in an address.
pub const IDS: &str = "ids";

/// What the business unit is called in the address, and in the form that is sent before hydration.
pub const UNIT: &str = "eenheid";
/// The same of the category.
pub const CATEGORY: &str = "categorie";
/// The same of a value of a field of the firm's own.
pub const OWN: &str = "veld";
/// The first and the last value of one, or how a text begins.
pub const FROM: &str = "vanaf";
pub const TO: &str = "tot";
/// Says in an address the actions of which row are asked for on the page.
pub const ACTIONS: &str = "acties";
/// Which row of the list a page begins with.
const FIRST_ROW: &str = "rij";
/// How many rows a page has.
const ROWS: &str = "rijen";

/// Which customers, in which order, from where on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListQuery {
    /// What is typed in the search field.
    pub search: String,
    pub tab: Tab,
    pub view: View,
    /// By name where nothing was chosen; see [`Sort::Entry`] for the one exception.
    pub sort: Option<Sort>,
    pub descending: bool,
    /// Only the customers of this business unit.
    pub unit: Option<Uuid>,
    /// Only those in this category.
    pub category: Option<Uuid>,
    /// Only those that have this in a field of the firm's own.
    #[serde(default)]
    pub own: Option<OwnChoice>,
    pub place: Place,
    #[serde(default)]
    pub page_size: PageSize,
    /// Which row of the whole list the page begins with, as it was counted on the way there: the pager says it.
    pub first_row: Option<u64>,
}

/// What the funnel lets through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum View {
    #[default]
    All,
    /// Those that the viewer manages or is assigned to.
    Mine,
    WithoutVat,
    WithVat,
    /// What the customer changed itself, until it is seen, and what waits for approval.
    ByCustomer,
    /// Private persons.
    Individuals,
}

/// Which page: the first, or the one that begins after or ends before a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    #[default]
    First,
    After(Cursor),
    Before(Cursor),
}

/// A place in the list: a customer and what it is sorted by, so that the place remains when the customer is gone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cursor {
    pub key: String,
    pub id: Uuid,
}

/// A tab as it stands in the address.
const fn tab_word(tab: Tab) -> &'static str {
    match tab {
        Tab::Active => "actief",
        Tab::Draft => "concept",
        Tab::Inactive => "niet-actief",
    }
}

impl View {
    /// All of them, in the order of the funnel.
    pub const ALL: [Self; 6] =
        [Self::All, Self::Mine, Self::WithoutVat, Self::WithVat, Self::Individuals, Self::ByCustomer];

    /// As it stands in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "alle",
            Self::Mine => "mijn",
            Self::WithoutVat => "zonder-btw",
            Self::WithVat => "met-btw",
            Self::ByCustomer => "gewijzigd",
            Self::Individuals => "particulieren",
        }
    }
}

impl Cursor {
    fn parse(text: &str) -> Option<Self> {
        let (key, id) = text.rsplit_once('~')?;
        Some(Self { key: key.to_owned(), id: id.parse().ok()? })
    }

    fn text(&self) -> String {
        format!("{}~{}", self.key, self.id.simple())
    }
}

impl ListQuery {
    /// Reads an address. What makes no sense is left out rather than refused: the list is shown without it.
    pub fn read(params: &Query) -> Self {
        let word = |name: &str| params.get_str(name).unwrap_or_default().to_owned();
        let (tab, view, sort) = (word("tab"), word("weergave"), word("sorteer"));
        let cursor = |name: &str| params.get_str(name).and_then(Cursor::parse);
        Self {
            search: word("zoek").trim().chars().take(200).collect(),
            tab: Tab::ALL.into_iter().find(|known| tab_word(*known) == tab).unwrap_or_default(),
            view: View::ALL.into_iter().find(|known| known.word() == view).unwrap_or_default(),
            sort: Sort::from_word(&sort),
            descending: word("richting") == "af",
            unit: word(UNIT).parse().ok(),
            category: word(CATEGORY).parse().ok(),
            own: OwnChoice::read(params),
            place: cursor("na").map(Place::After).or_else(|| cursor("voor").map(Place::Before)).unwrap_or_default(),
            page_size: PageSize::ALL.into_iter().find(|size| size.rows().to_string() == word(ROWS)).unwrap_or_default(),
            first_row: word(FIRST_ROW).parse().ok(),
        }
    }

    /// Everything that differs from the list as it opens, as names and values of the address.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let plain = Self::default();
        let mut fields = Vec::new();
        let mut add = |name, value: String| fields.push((name, value));
        if !self.search.is_empty() {
            add("zoek", self.search.clone());
        }
        if self.tab != plain.tab {
            add("tab", tab_word(self.tab).into());
        }
        if self.view != plain.view {
            add("weergave", self.view.word().into());
        }
        if let Some(sort) = self.sort {
            add("sorteer", sort.word().into_owned());
        }
        if self.descending {
            add("richting", "af".into());
        }
        if let Some(unit) = self.unit {
            add(UNIT, unit.simple().to_string());
        }
        if let Some(category) = self.category {
            add(CATEGORY, category.simple().to_string());
        }
        if let Some(own) = &self.own {
            add(OWN, own.text());
        }
        match &self.place {
            Place::First => {}
            Place::After(cursor) => add("na", cursor.text()),
            Place::Before(cursor) => add("voor", cursor.text()),
        }
        if self.page_size != plain.page_size {
            add(ROWS, self.page_size.rows().to_string());
        }
        if let Some(row) = self.first_row {
            add(FIRST_ROW, row.to_string());
        }
        fields
    }

    /// The address of this list.
    pub fn href(&self) -> String {
        self.below(PATH)
    }

    /// The address of the file with all customers of this list, whichever page is shown.
    pub fn file(&self) -> String {
        self.at(Place::First).below(FILE)
    }

    /// The address of the file with these customers.
    pub fn file_of_some(ids: &[Uuid]) -> String {
        format!("{FILE}?{IDS}={}", listed(ids))
    }

    /// Where the window settings are a page: from there one comes back to this list.
    pub fn arranging(&self) -> String {
        self.below(ARRANGE)
    }

    /// Where all customers of this list are printed, whichever page is shown: from there one comes back to it.
    pub fn printed(&self) -> String {
        self.below(PRINT)
    }

    /// Where all customers of this list are invited.
    pub fn invite(&self) -> String {
        let list = self.clone().first_page().below(INVITE);
        format!("{list}{}{ALL}=ja", if list == INVITE { '?' } else { '&' })
    }

    /// Where these customers are invited.
    pub fn invite_some(ids: &[Uuid]) -> String {
        format!("{INVITE}?{IDS}={}", listed(ids))
    }

    fn below(&self, path: &str) -> String {
        let mut href = path.to_owned();
        for (index, (name, value)) in self.fields().iter().enumerate() {
            href.push(if index == 0 { '?' } else { '&' });
            href.push_str(name);
            href.push('=');
            escape(&mut href, value);
        }
        href
    }

    /// The same list from its first page on.
    #[must_use]
    pub fn first_page(self) -> Self {
        Self { place: Place::First, first_row: None, ..self }
    }

    /// Searching something else.
    #[must_use]
    pub fn searching(&self, search: &str) -> Self {
        Self { search: search.trim().to_owned(), ..self.clone() }.first_page()
    }

    /// Another tab, or the same.
    #[must_use]
    pub fn in_tab(&self, tab: Tab) -> Self {
        Self { tab, ..self.clone() }.first_page()
    }

    /// Through another view of the funnel.
    #[must_use]
    pub fn through(&self, view: View) -> Self {
        Self { view, ..self.clone() }.first_page()
    }

    /// With other pages of the same list.
    #[must_use]
    pub fn sized(&self, page_size: PageSize) -> Self {
        Self { page_size, ..self.clone() }.first_page()
    }

    /// Another page of the same list.
    #[must_use]
    pub fn at(&self, place: Place) -> Self {
        Self { place, first_row: None, ..self.clone() }
    }

    /// In the order that a click on a title gives.
    #[must_use]
    pub fn ordered(&self, order: &Order) -> Self {
        Self { sort: Sort::from_word(&order.column), descending: order.descending, ..self.clone() }.first_page()
    }
}

fn listed(ids: &[Uuid]) -> String {
    ids.iter().map(|id| id.simple().to_string()).collect::<Vec<_>>().join(",")
}

/// Reads the customers that an address names. What is no id is left out.
pub fn ids_in(params: &Query) -> Vec<Uuid> {
    params.get_str(IDS).unwrap_or_default().split(',').filter_map(|id| id.parse().ok()).collect()
}

/// Server and browser write the same address, and as little of it in signs and figures as a person can read.
fn escape(out: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'-' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> ListQuery {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        ListQuery::read(&pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    #[test]
    fn an_address_that_says_nothing_is_the_list_as_it_opens() {
        assert_eq!(read(""), ListQuery::default());
        assert_eq!(
            read(
                "tab=x&weergave=&sorteer=veld-1&richting=op&eenheid=y&categorie=y&veld=y.1&na=z&voor=~&rij=-1&rijen=1000"
            ),
            ListQuery::default()
        );
        assert_eq!(ListQuery::default().href(), PATH);
    }

    #[test]
    fn a_list_survives_its_address() {
        let cursor = Cursor { key: "a~b c".into(), id: Uuid::from_u128(7) };
        let list = ListQuery {
            search: "d'hondt & zn".into(),
            tab: Tab::Inactive,
            view: View::WithVat,
            sort: Some(Sort::Own(Uuid::from_u128(13))),
            descending: true,
            unit: Some(Uuid::from_u128(9)),
            category: Some(Uuid::from_u128(11)),
            own: Some(OwnChoice { field: Uuid::from_u128(13), value: "3".into() }),
            place: Place::Before(cursor),
            page_size: PageSize::Hundred,
            first_row: Some(51),
        };
        let params: Query = list.fields().into_iter().collect();
        assert_eq!(ListQuery::read(&params), list);
        assert_eq!(ListQuery::read(&Query::parse(list.href().split_once('?').unwrap().1)), list);
        assert_eq!(
            list.href(),
            "/klanten?zoek=d%27hondt+%26+zn&tab=niet-actief&weergave=met-btw&sorteer=veld-0000000000000000000000000000000d&richting=af\
             &eenheid=00000000000000000000000000000009&categorie=0000000000000000000000000000000b\
             &veld=0000000000000000000000000000000d.3&voor=a~b+c~00000000000000000000000000000007&rijen=100&rij=51"
        );
    }

    #[test]
    fn what_is_searched_for_survives_the_address_as_it_is() {
        for search in ["%41", "100%", "a&b", "a+b", "café", "#1", "\"x\"", "0812 375 196"] {
            let list = ListQuery::default().searching(search);
            assert_eq!(ListQuery::read(&Query::parse(list.href().split_once('?').unwrap().1)).search, search);
        }
    }

    #[test]
    fn all_of_a_list_or_some_are_invited() {
        assert_eq!(ListQuery::default().invite(), "/klanten/uitnodigen?alle=ja");
        let deep = read("zoek=bakker&na=x~00000000000000000000000000000001");
        assert_eq!(deep.invite(), "/klanten/uitnodigen?zoek=bakker&alle=ja");
        let ids = [Uuid::from_u128(1), Uuid::from_u128(2)];
        for href in [ListQuery::invite_some(&ids), ListQuery::file_of_some(&ids)] {
            assert_eq!(ids_in(&Query::parse(href.split_once('?').unwrap().1)), ids);
        }
    }

    #[test]
    fn what_changes_the_list_goes_back_to_its_first_page() {
        let deep = read("categorie=00000000000000000000000000000002&na=x~00000000000000000000000000000001");
        assert_ne!(deep.place, Place::First);
        assert_eq!(deep.searching("a").place, Place::First);
        assert_eq!(deep.in_tab(Tab::Inactive).place, Place::First);
        assert_eq!(deep.through(View::WithVat).place, Place::First);
        assert_eq!(deep.ordered(&Order { column: "btw".into(), descending: false }).place, Place::First);
    }
}
