//! Every order, page after page.

use app::{
    customers::list::{
        address::{ListQuery, PageSize, Sort, Tab, View},
        api::NeighboursRequest,
        records::{Count, Neighbours},
    },
    error::AppError,
};
use domain::{customers::Status, permissions::BuiltIn};
use entity::customer;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        TestApp,
        customers::{Said, add},
        lists::{BY_VAT, all_pages, list, searching},
        templates::on_customer,
    },
};

both!(
    every_order_pages_through_all_once,
    a_search_of_very_many_pages_in_order_of_entry,
    the_own_customers_are_a_view,
    a_page_has_as_many_rows_as_were_chosen,
    a_card_has_neighbours_in_every_order,
);

async fn every_order_pages_through_all_once(app: TestApp) {
    let an = app.firm("Orde").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let (names, cities) =
        (["Bakkerij Één", "bakkerij een", "Zon", "Äpfel", "3M", "Élan", "zon bv"], ["Gent", "Aalst", "", "Âalst"]);
    let vats: Vec<String> =
        (0..137).map(|index| if index % 3 == 0 { String::new() } else { format!("BE{:010}", index / 2) }).collect();
    let said: Vec<Said> = (0..137)
        .map(|index| Said {
            name: names[index % names.len()],
            vat: &vats[index],
            city: cities[index % cities.len()],
            status: Status::ALL[(index / 2) % 5],
            manager: [None, Some(an.user_id), Some(bo.user_id)][index % 3],
            ..Default::default()
        })
        .collect();
    add(&app, an.firm_id, &said).await;
    let stored = customer::Entity::find().all(&app.context.db.read).await.unwrap();
    let client = app.signed_in(&an).await;
    for (sort, descending, tab, view) in orders() {
        let query = ListQuery { sort: Some(sort), descending, tab, view, ..Default::default() };
        let mut expected: Vec<&customer::Model> = stored
            .iter()
            .filter(|customer| Status::ALL[customer.status as usize].tab() == tab)
            .filter(|customer| view == View::All || customer.vat.is_empty() == (view == View::WithoutVat))
            .collect();
        expected.sort_by_key(|customer| (sort_key(sort, customer), customer.name_key.clone(), customer.id));
        if descending {
            expected.reverse();
        }
        let expected: Vec<Uuid> = expected.into_iter().map(|customer| customer.id).collect();
        assert_eq!(all_pages(&client, &query).await, expected, "{}", query.href());
        let page = list(&client, &query).await;
        assert_eq!((page.counts.in_tab(tab), page.sort), (Count::Exactly(expected.len() as u64), sort));
        // The same by way of a search that finds everything with a number of its own.
        let sought = all_pages(&client, &query.searching("b")).await;
        let kept: Vec<Uuid> = expected.into_iter().filter(|id| sought.contains(id)).collect();
        assert_eq!(sought, kept, "searched {}", query.href());
    }
}

fn orders() -> impl Iterator<Item = (Sort, bool, Tab, View)> {
    let columns = Sort::ALL.into_iter().filter(|sort| *sort != Sort::Entry);
    columns.flat_map(|sort| {
        [false, true].into_iter().flat_map(move |descending| {
            Tab::ALL.into_iter().flat_map(move |tab| BY_VAT.into_iter().map(move |view| (sort, descending, tab, view)))
        })
    })
}

/// What the column sorts by, as text that sorts alike.
fn sort_key(sort: Sort, customer: &customer::Model) -> String {
    match sort {
        Sort::Number => format!("{:020}", customer.number),
        Sort::Name => customer.name_key.clone(),
        Sort::Vat => customer.vat.clone(),
        Sort::City => customer.city_key.clone(),
        Sort::Status => customer.status.to_string(),
        Sort::Manager => customer.manager_key.clone(),
        Sort::Country => customer.country.clone(),
        Sort::Phone => customer.phone.clone(),
        Sort::Address => customer.street_key.clone(),
        Sort::Contact => customer.contact_key.clone(),
        Sort::Entry => customer.id.to_string(),
        Sort::Own(_) => unreachable!("not one of all orders"),
    }
}

async fn a_search_of_very_many_pages_in_order_of_entry(app: TestApp) {
    let an = app.firm("Veel").await;
    let one = Said { name: "Bakkerij", city: "Gent", status: Status::Active, ..Default::default() };
    let mut said = vec![one.clone(); 1_010];
    said[3].city = "Aalst";
    said[1_005].city = "Aalst";
    said.push(Said { name: "Slagerij", ..one });
    let ids = add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    let first = list(&client, &searching("bakk")).await;
    assert_eq!(
        (first.sort, first.counts.active, first.counts.inactive),
        (Sort::Entry, Count::MoreThan(1_000), Count::Exactly(0))
    );
    let by_entry = ListQuery { sort: Some(Sort::Entry), ..searching("bakk") };
    assert_eq!(all_pages(&client, &by_entry).await, ids[..1_010]);
    assert_eq!(first.rows.iter().map(|row| row.id).collect::<Vec<_>>(), ids[..50]);
    // An order that was chosen is kept, however many there are.
    let by_city = ListQuery { sort: Some(Sort::City), ..searching("bakk") };
    let sorted = all_pages(&client, &by_city).await;
    assert_eq!((sorted.len(), sorted[..2].to_vec()), (1_010, vec![ids[3], ids[1_005]]));
    // Few are sorted by name.
    let few = list(&client, &searching("bakk aalst")).await;
    assert_eq!((few.sort, few.counts.active), (Sort::Name, Count::Exactly(2)));
}

async fn the_own_customers_are_a_view(app: TestApp) {
    let an = app.firm("Mijn").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let one = Said { name: "Bakkerij", status: Status::Active, ..Default::default() };
    let said = [
        Said { manager: Some(an.user_id), ..one.clone() },
        Said { name: "Slagerij", manager: Some(bo.user_id), ..one.clone() },
        Said { name: "Bakkerij van Bo", manager: Some(bo.user_id), ..one.clone() },
        Said { name: "Bakkerij van niemand", ..one },
    ];
    let ids = add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    on_customer::<()>(&client, "assign", ids[1], json!({ "user_id": an.user_id })).await.unwrap();
    let mine = ListQuery { view: View::Mine, tab: Tab::Active, ..Default::default() };
    assert_eq!(all_pages(&client, &mine).await, [ids[0], ids[1]], "managed and assigned");
    assert_eq!(list(&client, &mine).await.counts.active, Count::Exactly(2));
    assert_eq!(all_pages(&client, &mine.searching("bakk")).await, [ids[0]]);
    let client = app.signed_in(&bo).await;
    assert_eq!(all_pages(&client, &mine).await, [ids[2], ids[1]], "also who sees no others");
}

async fn a_page_has_as_many_rows_as_were_chosen(app: TestApp) {
    let an = app.firm("Lang").await;
    let names: Vec<String> = (0..230).map(|index| format!("Zaak {index:03}")).collect();
    let said: Vec<Said> =
        names.iter().map(|name| Said { name, status: Status::Active, ..Default::default() }).collect();
    let ids = add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    for size in PageSize::ALL {
        let query = ListQuery { tab: Tab::Active, ..Default::default() }.sized(size);
        assert_eq!(list(&client, &query).await.rows.len(), size.rows());
        assert_eq!(all_pages(&client, &query).await, ids);
    }
}

async fn a_card_has_neighbours_in_every_order(app: TestApp) {
    let an = app.firm("Buren").await;
    let names = ["Bakkerij", "Zon", "Maan", "bakkerij", "Ster"];
    let cities = ["Gent", "", "Aalst", "Gent", "Gent"];
    let said: Vec<Said> = (0..5)
        .map(|index| Said { name: names[index], city: cities[index], status: Status::Active, ..Default::default() })
        .collect();
    let ids = add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    let beside = async |query: &ListQuery, id: Uuid| -> Result<Neighbours, AppError> {
        let request = NeighboursRequest { query: query.clone(), id };
        client.call("/api/customers/neighbours", &json!({ "request": request })).await
    };
    let all = ListQuery { tab: Tab::Active, ..Default::default() };
    let mut queries = vec![all.searching("bakk"), ListQuery { view: View::Mine, ..all.clone() }];
    for sort in Sort::ALL {
        queries.extend([false, true].map(|descending| ListQuery { sort: Some(sort), descending, ..all.clone() }));
    }
    for query in queries {
        let listed = all_pages(&client, &query).await;
        for (index, id) in listed.iter().enumerate() {
            let previous = index.checked_sub(1).map(|before| listed[before]);
            let expected = Neighbours { previous, next: listed.get(index + 1).copied() };
            assert_eq!(beside(&query, *id).await, Ok(expected), "{index} of {}", query.href());
        }
    }
    // One that is not in the list any more has its place still.
    let gents = ListQuery { sort: Some(Sort::City), ..all.searching("gent") };
    assert!(beside(&gents, ids[1]).await.unwrap().next.is_some());
    let stranger = app.firm("Vreemd").await;
    let theirs = add(&app, stranger.firm_id, &said[..1]).await[0];
    assert_eq!(beside(&all, theirs).await, Err(AppError::NotFound));
}
