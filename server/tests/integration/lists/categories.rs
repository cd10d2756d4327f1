//! The list of one category.

use app::customers::{
    form::request::UpdateRequest,
    list::{
        address::{ListQuery, Sort, Tab, View},
        records::Count,
    },
};
use domain::{customers::Status, details::CustomerDetails};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        accounts::personnel,
        cards::{added, card, categorise, category, step, uncategorise, update},
        customers::{Said, add, assigned},
        lists::{all_pages, list},
    },
};

both!(
    a_category_narrows_whatever_else_is_asked,
    a_category_of_very_many_pages_through_all_once,
    the_index_keeps_up,
    a_category_is_chosen_without_javascript,
);

async fn names(client: &Client, query: &ListQuery) -> Vec<String> {
    list(client, query).await.rows.into_iter().map(|row| row.name).collect()
}

async fn a_category_narrows_whatever_else_is_asked(app: TestApp) {
    let (an, other) = (app.firm("Rubriek").await, app.firm("Vreemd").await);
    let (client, stranger) = (app.signed_in(&an).await, app.signed_in(&other).await);
    let bo = app.colleague_with(an.firm_id, &personnel()).await;
    let (horeca, bouw) = (category(&client, "Horeca").await, category(&client, "Bouw").await);
    let (theirs, empty) = (category(&stranger, "Horeca").await, category(&client, "Leeg").await);
    let active = Status::Active;
    let said = [
        Said { name: "Zon", vat: "BE0477472701", status: active, categories: vec![horeca], ..Default::default() },
        Said {
            name: "Maan",
            status: active,
            categories: vec![bouw, horeca],
            content: assigned(&[bo.user_id]),
            ..Default::default()
        },
        Said { name: "Zonwering", status: active, categories: vec![bouw], ..Default::default() },
        Said { name: "Ster", categories: vec![horeca], ..Default::default() },
        Said { name: "Zonder", status: active, content: assigned(&[bo.user_id]), ..Default::default() },
    ];
    add(&app, an.firm_id, &said).await;
    let foreign = Said { name: "Vreemde zon", status: active, categories: vec![theirs], ..Default::default() };
    add(&app, other.firm_id, &[foreign]).await;

    let all = ListQuery { category: Some(horeca), ..Default::default() };
    let page = list(&client, &all).await;
    assert_eq!((page.counts.active, page.counts.draft), (Count::Exactly(2), Count::Exactly(1)));
    assert_eq!(page.counts.inactive, Count::Exactly(0));
    let offered: Vec<&str> = page.categories.iter().map(|category| category.name.as_str()).collect();
    assert_eq!(offered, ["Bouw", "Horeca", "Leeg"]);
    let is = |category| ListQuery { category: Some(category), ..Default::default() };
    for (query, expected) in [
        (all.clone(), vec!["Maan", "Zon"]),
        (ListQuery { sort: Some(Sort::Name), descending: true, ..all.clone() }, vec!["Zon", "Maan"]),
        (all.in_tab(Tab::Draft), vec!["Ster"]),
        (all.in_tab(Tab::Inactive), vec![]),
        (all.through(View::WithVat), vec!["Zon"]),
        (all.through(View::WithoutVat), vec!["Maan"]),
        (all.searching("zon"), vec!["Zon"]),
        (is(bouw).searching("zon"), vec!["Zonwering"]),
        (is(empty), vec![]),
        (is(theirs), vec![]),
        (is(Uuid::now_v7()), vec![]),
    ] {
        assert_eq!(names(&client, &query).await, expected, "{}", query.href());
    }
    let scoped = app.signed_in(&bo).await;
    for (query, expected) in [(all.clone(), vec!["Maan"]), (is(bouw), vec!["Maan"]), (all.searching("zon"), vec![])] {
        assert_eq!(names(&scoped, &query).await, expected, "assigned: {}", query.href());
    }
}

async fn a_category_of_very_many_pages_through_all_once(app: TestApp) {
    let an = app.firm("Menigte").await;
    let client = app.signed_in(&an).await;
    let (horeca, bouw) = (category(&client, "Horeca").await, category(&client, "Bouw").await);
    let one = Said { name: "Bakkerij", city: "Gent", status: Status::Active, ..Default::default() };
    let mut said = vec![Said { categories: vec![horeca], ..one.clone() }; 1_010];
    said[3].city = "Aalst";
    said[7].categories.push(bouw);
    said.push(one);
    let ids = add(&app, an.firm_id, &said).await;
    let query = ListQuery { category: Some(horeca), ..Default::default() };
    let first = list(&client, &query).await;
    assert_eq!((first.sort, first.counts.active), (Sort::Entry, Count::MoreThan(1_000)));
    let by_entry = ListQuery { sort: Some(Sort::Entry), ..query.clone() };
    assert_eq!(all_pages(&client, &by_entry).await, ids[..1_010]);
    let sorted = all_pages(&client, &ListQuery { sort: Some(Sort::City), ..query }).await;
    assert_eq!((sorted.len(), sorted[0]), (1_010, ids[3]));
    let few = ListQuery { category: Some(bouw), ..Default::default() };
    assert_eq!(all_pages(&client, &few).await, [ids[7]]);
}

async fn the_index_keeps_up(app: TestApp) {
    let client = app.signed_in(&app.firm("Bijhouden").await).await;
    let (id, horeca) = (added(&client).await, category(&client, "Horeca").await);
    let query = ListQuery { category: Some(horeca), tab: Tab::Draft, ..Default::default() };
    // The counts come from the index alone: a word that was left in it would be counted.
    let counts = async |query: &ListQuery| {
        let page = list(&client, query).await;
        (page.counts.active, page.counts.draft)
    };
    let (none, one) = (Count::Exactly(0), Count::Exactly(1));
    assert_eq!(counts(&query).await, (none, none));
    categorise(&client, id, horeca).await.unwrap();
    assert_eq!(counts(&query).await, (none, one));
    assert_eq!(names(&client, &query).await, ["Bakkerij Peeters BV"]);

    let renamed = json!({ "request": { "id": horeca, "version": 1, "name": "Cafés" } });
    client.call::<()>("/api/settings/save_category", &renamed).await.unwrap();
    assert_eq!(counts(&query).await, (none, one), "a category is known by its id");

    let seen = card(&client, id).await;
    let details = CustomerDetails { name: "Slagerij Maes".into(), ..seen.details };
    update(&client, &UpdateRequest::of(id, seen.version, details)).await.unwrap();
    assert_eq!(counts(&query.searching("slagerij")).await, (none, one), "it stays in while the customer changes");
    let stepped = step(&client, "activate", id, seen.version + 1).await.unwrap();
    assert_eq!(counts(&query).await, (one, none), "and while it goes to the other tab");
    assert_eq!(stepped.status, Status::Active);

    uncategorise(&client, id, horeca).await.unwrap();
    assert_eq!(counts(&query).await, (none, none));
    assert_eq!(counts(&ListQuery { category: None, ..query.searching("slagerij") }).await, (one, none));
}

async fn a_category_is_chosen_without_javascript(app: TestApp) {
    let client = app.signed_in(&app.firm("Keuze").await).await;
    let page = async |address: &str| client.get(address).await.text().await.unwrap();
    assert!(!page("/klanten").await.contains("<select"), "a firm without groups has nothing to choose");
    let horeca = category(&client, "Horeca").await;
    let shown = page(&format!("/klanten?zoek=x&tab=niet-actief&categorie={horeca}")).await;
    let select = shown.split("<select").nth(1).and_then(|rest| rest.split("</select>").next()).expect("the categories");
    assert!(select.contains(r#"name="categorie""#) && select.contains(r#"form="search""#), "{select}");
    assert!(select.contains(&format!(r#"value="{horeca}" selected"#)), "{select}");
    let form = shown.split(r#"id="search""#).nth(1).and_then(|rest| rest.split("</form>").next()).expect("the search");
    assert!(form.contains(r#"name="tab""#) && !form.contains(r#"name="categorie""#), "sent once: {form}");
    let save = json!({ "request": { "id": null, "version": 0, "name": "Gent" } });
    client.call::<()>("/api/settings/save_unit", &save).await.unwrap();
    let both = page("/klanten").await;
    assert_eq!(both.matches("<select").count(), 2);
    assert_eq!(both.matches("<noscript><button").count(), 1, "one button sends all");
}
