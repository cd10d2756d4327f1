//! Whom the list is about, as SQL.

use domain::{
    fields::INDIVIDUAL,
    permissions::{Area, Level, Scope},
};
use entity::{
    customer::{self, Column},
    customer_category,
};
use sea_orm::{
    ColumnTrait, Condition, DbBackend,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    address::{ListQuery, Tab, View},
    own_filter::OwnFilter,
};
use crate::{
    customers::{
        portal_changes::news,
        search::{self, Term},
        visible,
    },
    own_fields::OwnField,
    session::Viewer,
};

/// Which customers are asked for. Without a tab those of all.
pub struct Filter<'a> {
    pub viewer: &'a Viewer,
    pub tab: Option<Tab>,
    pub view: View,
    pub unit: Option<Uuid>,
    pub category: Option<Uuid>,
    pub own: Option<OwnFilter>,
    pub terms: Vec<Term>,
}

impl<'a> Filter<'a> {
    /// What an address asks for; `own` are the fields of the firm's own that the viewer sees.
    pub fn of(viewer: &'a Viewer, query: &ListQuery, own: &[OwnField]) -> Self {
        let terms = search::terms(&query.search);
        let own = query.own.as_ref().map(|choice| OwnFilter::of(choice, own));
        let ListQuery { tab, view, unit, category, .. } = *query;
        Self { viewer, tab: Some(tab), view, unit, category, own, terms }
    }

    /// What a search alone asks for, whatever the tab.
    pub fn search(viewer: &'a Viewer, terms: Vec<Term>) -> Self {
        Self { viewer, tab: None, view: View::All, unit: None, category: None, own: None, terms }
    }

    /// The same for another tab.
    pub fn in_tab(&self, tab: Tab) -> Self {
        Self { tab: Some(tab), own: self.own.clone(), terms: self.terms.clone(), ..*self }
    }

    /// Whether the list has other customers than its tab and the view on VAT numbers say.
    pub fn is_narrowed(&self) -> bool {
        self.is_sought() || self.is_listed() || self.own.is_some()
    }

    /// Whether the full-text index takes part.
    pub fn is_sought(&self) -> bool {
        let has_word = self.own.as_ref().is_some_and(OwnFilter::has_word);
        let is_grouped = self.unit.is_some() || self.category.is_some() || has_word;
        let is_grouped = is_grouped || self.view == View::Individuals;
        is_grouped || !self.terms.is_empty()
    }

    /// Whether a value of an own field is sought, and no words or people are.
    pub fn is_of_own_alone(&self) -> bool {
        self.own.is_some() && self.terms.is_empty() && !self.is_of_people()
    }

    /// The filter by an own field whose values have an order, or that is to have any or none.
    pub fn own_in_order(&self) -> Option<&OwnFilter> {
        self.own.as_ref().filter(|own| !own.has_word())
    }

    /// Whether who is assigned, or what customers changed, says which these are.
    fn is_of_people(&self) -> bool {
        self.is_scoped() || matches!(self.view, View::Mine | View::ByCustomer)
    }

    /// Whether the viewer sees some of the firm's customers only.
    fn is_scoped(&self) -> bool {
        self.viewer.rights.scope == Scope::Assigned
    }

    /// Whether another table says which customers these are: no index of the customers has them together, and none counts them.
    pub fn is_listed(&self) -> bool {
        self.is_of_people() || self.own_in_order().is_some_and(|own| !own.is_asked_in(self.tab))
    }

    /// What each customer must be, but for the words.
    pub fn condition(&self) -> Condition {
        self.condition_beside_own().add_option(self.own.as_ref().map(OwnFilter::holds))
    }

    /// The same but for the own field.
    pub fn condition_beside_own(&self) -> Condition {
        let view = match self.view {
            View::All => None,
            View::WithoutVat => Some(Column::Vat.eq("")),
            // Not "greater than", though it is the same: SQLite would leave the index of the order for that of the numbers.
            View::WithVat => Some(Column::Vat.ne("")),
            View::Mine => Some(visible::is_own(self.viewer)),
            View::ByCustomer => Some(news::unseen(self.viewer.firm_id)),
            View::Individuals => Some(Column::CustomerType.eq(INDIVIDUAL)),
        };
        visible::condition(self.viewer)
            .add_option(self.tab.map(|tab| Column::Tab.eq(tab as i16)))
            .add_option(view)
            .add_option(self.unit.map(|unit| Column::BusinessUnitId.eq(unit)))
            .add_option(self.category.map(is_in))
    }

    /// The customers as a set of keys, in a column `hit`: SQLite's `seq`. In the order of entry where words are sought.
    pub fn set_on_sqlite(&self) -> SelectStatement {
        match (self.is_sought(), self.is_listed()) {
            (true, false) => self.full_text(),
            // The plus keeps the index from being asked customer by customer.
            (true, true) => {
                self.full_text().and_where(Expr::cust("+customer_search.rowid").in_subquery(self.listed())).take()
            }
            (false, true) => self.listed(),
            (false, false) => Query::select()
                .expr_as(Expr::cust("seq"), "hit")
                .from(customer::Entity)
                .cond_where(self.condition())
                .and_where_option((self.view == View::WithVat).then(|| Column::Vat.gt("")))
                .take(),
        }
    }

    /// The customers as a set of keys, in a column `hit`: PostgreSQL's `id`.
    pub fn set_on_postgres(&self) -> SelectStatement {
        Query::select()
            .expr_as(Expr::col((customer::Entity, Column::Id)), "hit")
            .from(customer::Entity)
            .cond_where(self.condition())
            .cond_where(self.words())
            .take()
    }

    /// The words, as conditions on the column that PostgreSQL has a trigram index on.
    pub fn words(&self) -> Condition {
        let own =
            (!self.sees_contacts()).then(|| self.words_in(&Expr::cust(search::own_words_sql(DbBackend::Postgres))));
        self.words_in(&Column::Search.into_expr()).add_option(own)
    }

    /// The words, each as the beginning of a word of this text.
    fn words_in(&self, text: &Expr) -> Condition {
        let begins = |word: &str| {
            let ways = Term::ways(word).into_iter().map(|way| text.clone().like(format!("% {way}%")));
            ways.fold(Condition::any(), Condition::add)
        };
        self.terms.iter().fold(Condition::all(), |all, term| {
            let parts = term.parts.iter().fold(Condition::all(), |parts, part| parts.add(begins(part)));
            let financial = self.financial(term).map(|word| begins(&word));
            let house = term.house.as_deref().map(begins);
            all.add(Condition::any().add(begins(&term.joined)).add(parts).add_option(house).add_option(financial))
        })
    }

    fn sees_contacts(&self) -> bool {
        self.viewer.may(Area::Contacts, Level::Read)
    }

    /// The word by which a term finds an account number, for a viewer who may see those.
    fn financial(&self, term: &Term) -> Option<String> {
        let may = term.may_be_account() && self.viewer.may(Area::Financial, Level::Read);
        may.then(|| search::financial_word(&term.joined))
    }

    /// What the full text finds. It knows the words of contacts too: where the viewer may not see those, each customer that it finds
    /// is looked at. So it is where each is asked for an own field.
    fn full_text(&self) -> SelectStatement {
        let mut found = Query::select();
        found
            .expr_as(Expr::cust("customer_search.rowid"), "hit")
            .from("customer_search")
            .and_where(Expr::cust_with_values("customer_search MATCH ?", [self.match_expression()]));
        let words = (!self.sees_contacts() && !self.terms.is_empty())
            .then(|| self.words_in(&Expr::cust(search::own_words_sql(DbBackend::Sqlite))));
        let own = self.own_in_order().filter(|own| own.is_asked_in(self.tab)).map(OwnFilter::holds);
        if words.is_some() || own.is_some() {
            found
                .cross_join(customer::Entity)
                .and_where(Expr::cust("customer.seq = customer_search.rowid"))
                .cond_where(Condition::all().add_option(words).add_option(own));
        }
        found
    }

    /// What FTS5 is asked. Tab, view, business unit, category and what was chosen in an own field are words of the index too, so that
    /// no customer need be read.
    fn match_expression(&self) -> String {
        let firm = self.viewer.firm_id;
        let group = match (self.tab, self.view) {
            (None, _) => {
                let tabs = Tab::ALL.map(|tab| format!(r#""{}""#, search::tab_word(firm, tab)));
                format!("({})", tabs.join(" OR "))
            }
            (Some(tab), View::All | View::Mine | View::ByCustomer | View::Individuals) => {
                format!(r#""{}""#, search::tab_word(firm, tab))
            }
            (Some(tab), view) => format!(r#""{}""#, search::view_word(firm, tab, view == View::WithVat)),
        };
        let unit = self.unit.map(|unit| format!(r#""{}""#, search::unit_word(firm, unit)));
        let category = self.category.map(|category| format!(r#""{}""#, search::category_word(firm, category)));
        let own = self.own.as_ref().and_then(OwnFilter::word).map(|word| format!(r#""{word}""#));
        let individuals = (self.view == View::Individuals).then(|| format!(r#""{}""#, search::individual_word(firm)));
        let begins = |word: &String| match Term::ways(word).as_slice() {
            [only] => format!(r#""{only}"*"#),
            ways => format!(r#"("{}"*)"#, ways.join(r#""* OR ""#)),
        };
        let terms = self.terms.iter().map(|term| {
            let mut ways = vec![begins(&term.joined)];
            if !term.is_word() {
                ways.push(format!("({})", term.parts.iter().map(begins).collect::<Vec<_>>().join(" AND ")));
            }
            ways.extend(term.house.as_ref().map(begins));
            ways.extend(self.financial(term).map(|word| format!(r#""{word}"*"#)));
            if ways.len() == 1 { ways.concat() } else { format!("({})", ways.join(" OR ")) }
        });
        std::iter::once(group)
            .chain(unit)
            .chain(category)
            .chain(own)
            .chain(individuals)
            .chain(terms)
            .collect::<Vec<_>>()
            .join(" AND ")
    }

    /// From the few customers that another table names to their rows: the other way round would read every customer of the firm.
    fn listed(&self) -> SelectStatement {
        let few = match (self.view, self.own_in_order()) {
            (View::ByCustomer, _) => news::ids(self.viewer.firm_id),
            (_, Some(own)) if !self.is_of_people() => own.customers(self.viewer.firm_id),
            _ => visible::assigned(self.viewer),
        };
        Query::select()
            .expr_as(Expr::cust("customer.seq"), "hit")
            .from_subquery(few, "mine")
            .cross_join(customer::Entity)
            .and_where(Column::FirmId.eq(self.viewer.firm_id))
            .and_where(Expr::cust("customer.id = mine.id"))
            .cond_where(self.condition())
            .take()
    }
}

/// Whether the customer of the row is in a category: asked of the link, which both engines find by its key.
fn is_in(category: Uuid) -> Expr {
    use customer_category::Column::{CategoryId, CustomerId, FirmId};
    let link = Query::select()
        .expr(Expr::val(1))
        .from(customer_category::Entity)
        .and_where(FirmId.into_expr().equals(Column::FirmId.as_column_ref()))
        .and_where(CustomerId.into_expr().equals(Column::Id.as_column_ref()))
        .and_where(CategoryId.eq(category))
        .take();
    Expr::exists(link)
}
