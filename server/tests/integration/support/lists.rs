//! What the tests of the list share.

use super::Client;
use app::customers::list::{
    address::{ListQuery, Place, Tab, View},
    api::{ListRequest, SuggestRequest},
    records::ListPage,
};
use serde_json::json;
use uuid::Uuid;

/// The views that a customer's own row decides.
pub const BY_VAT: [View; 3] = [View::All, View::WithoutVat, View::WithVat];

pub async fn list(client: &Client, query: &ListQuery) -> ListPage {
    let request = ListRequest { query: query.clone() };
    client.call("/api/customers/list", &json!({ "request": request })).await.unwrap()
}

pub async fn suggest(client: &Client, search: &str) -> Vec<String> {
    let request = SuggestRequest { search: search.into() };
    client.call("/api/customers/suggest", &json!({ "request": request })).await.unwrap()
}

pub fn searching(search: &str) -> ListQuery {
    ListQuery { search: search.into(), tab: Tab::Active, ..Default::default() }
}

/// The names that a search finds among the active customers.
pub async fn found(client: &Client, search: &str) -> Vec<String> {
    list(client, &searching(search)).await.rows.into_iter().map(|row| row.name).collect()
}

/// All rows of a list, page after page to the end; checks that the way back shows the same.
pub async fn all_pages(client: &Client, query: &ListQuery) -> Vec<Uuid> {
    let mut pages = vec![list(client, query).await];
    assert_eq!(pages[0].previous, None);
    while let Some(next) = pages.last().and_then(|page| page.next.clone()) {
        pages.push(list(client, &query.at(Place::After(next))).await);
        assert!(pages.len() < 40, "the pages of {} do not end", query.href());
    }
    let ids = |page: &ListPage| page.rows.iter().map(|row| row.id).collect::<Vec<_>>();
    for index in (1..pages.len()).rev() {
        let back = pages[index].previous.clone().expect("a way back");
        let again = list(client, &query.at(Place::Before(back))).await;
        assert_eq!(ids(&again), ids(&pages[index - 1]), "back from page {} of {}", index + 1, query.href());
        assert_eq!(again.next, pages[index - 1].next);
    }
    pages.iter().flat_map(ids).collect()
}
