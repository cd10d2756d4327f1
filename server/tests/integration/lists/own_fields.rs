//! Fields of the firm's own in the list: columns, orders and a filter.

use app::{
    customers::{
        list::{
            address::{ListQuery, OwnChoice, PageSize, Sort, Tab, View},
            queries,
            records::{Count, ListPage, Neighbours},
        },
        store,
    },
    own_fields::{OwnField, name_of},
};
use domain::{
    customers::Status,
    own_fields::{OwnKind, sort_key},
    permissions::Area,
    sorting,
};
use entity::own_value;
use serde_json::json;
use uuid::Uuid;

use super::layout::{arrange, without};
use crate::{
    both,
    support::{
        TestApp,
        accounts::personnel,
        cards::{fill_in_own, own_field},
        customers::{Said, add, analyze_if_many, assigned},
        lists::{all_pages, list},
    },
};

both!(
    each_kind_is_a_column,
    a_guarded_field_is_not_there_for_who_may_not_see_it,
    an_archived_field_leaves_the_list,
    every_order_pages_through_all_once,
    very_many_page_through_all_once,
    a_value_narrows_whatever_else_is_asked,
    a_value_is_chosen_without_javascript,
);

const ARCHIVE: &str = "/api/own_fields/archive";

/// Stores what customers have in a field.
pub(super) async fn hold(app: &TestApp, firm_id: Uuid, field: &OwnField, values: &[(Uuid, &str)]) {
    let row = |(customer_id, value): &(Uuid, &str)| own_value::Model {
        firm_id,
        customer_id: *customer_id,
        field_id: field.id,
        version: 1,
        value: (*value).to_owned(),
        value_key: sort_key(field.kind, value),
        kind: String::new(),
    };
    let rows: Vec<own_value::Model> = values.iter().map(row).collect();
    let ids: Vec<Uuid> = values.iter().map(|(id, _)| *id).collect();
    let mut log = app.log(firm_id).await;
    log.insert_many(&rows).await.unwrap();
    store::refind(&log.tx, firm_id, &ids).await.unwrap();
    log.finish().await.unwrap();
    analyze_if_many(app, ids.len()).await;
}

pub(super) async fn named(app: &TestApp, firm_id: Uuid, names: &[&str]) -> Vec<Uuid> {
    let said = names.iter().map(|name| Said { name, status: Status::Active, ..Default::default() });
    add(app, firm_id, &said.collect::<Vec<_>>()).await
}

pub(super) fn names(page: &ListPage) -> Vec<&str> {
    page.rows.iter().map(|row| row.name.as_str()).collect()
}

fn is(field: &OwnField, value: &str) -> ListQuery {
    ListQuery { own: Some(OwnChoice { field: field.id, value: value.into() }), ..Default::default() }
}

pub(super) fn by(field: &OwnField) -> ListQuery {
    ListQuery { sort: Some(Sort::Own(field.id)), ..Default::default() }
}

async fn each_kind_is_a_column(app: TestApp) {
    let an = app.firm("Kolom").await;
    let client = app.signed_in(&an).await;
    let ids = named(&app, an.firm_id, &["Zon", "Aarde"]).await;
    let me = an.user_id.to_string();
    let mut fields = Vec::new();
    for (kind, value, shown) in [
        (OwnKind::Text, "Kast <3>", "Kast <3>".to_owned()),
        (OwnKind::LongText, "een\ntwee", "een twee".to_owned()),
        (OwnKind::Number, "-1234.5", "-1234,5".to_owned()),
        (OwnKind::Money, "1234.50", "€ 1.234,50".to_owned()),
        (OwnKind::Date, "2026-11-28", "28/11/2026".to_owned()),
        (OwnKind::YesNo, "true", "Ja".to_owned()),
        (OwnKind::Choice, "2", "Groot".to_owned()),
        (OwnKind::Several, "1,2", "Klein, Groot".to_owned()),
        (OwnKind::Link, "https://voorbeeld.be", "voorbeeld.be".to_owned()),
        (OwnKind::Colleague, me.as_str(), an.name.clone()),
    ] {
        let more = json!({ "kind": kind.key(), "more_options": "Klein\nGroot" });
        let field = own_field(&client, &format!("Veld {}", kind.key()), more).await.unwrap();
        hold(&app, an.firm_id, &field, &[(ids[0], value)]).await;
        fields.push((field, shown));
    }
    let keys: Vec<String> = fields.iter().map(|(field, _)| name_of(field.id)).collect();
    arrange(&client, &format!("{} name", keys.join(" ")), false).await;
    let page = list(&client, &ListQuery::default()).await;
    let shown: Vec<String> = fields.iter().map(|(_, shown)| shown.clone()).collect();
    let empty = vec![String::new(); fields.len()];
    assert_eq!(page.rows.iter().map(|row| row.more.clone()).collect::<Vec<_>>(), [empty, shown]);
    let sorted: Vec<bool> = page.layout.columns().map(|(column, _)| column.sort.is_some()).collect();
    let mut expected = vec![true; 9];
    expected.extend([false, true]);
    assert_eq!(sorted, expected, "nobody is looked for by an id, and the name sorts too");
    let html = client.get("/klanten").await.text().await.unwrap();
    assert!(html.contains("Veld long_text") && html.contains("Kast &lt;3&gt;"), "{html}");
    let printed = queries::printed(&app.context.db, &an, &ListQuery::default(), 9).await.unwrap();
    assert_eq!(printed.rows[1].more, page.rows[1].more);
    let form = client.get("/klanten/vensterinstellingen").await.text().await.unwrap();
    assert!(form.contains(&format!("show_{}", keys[0])), "{form}");
}

async fn a_guarded_field_is_not_there_for_who_may_not_see_it(app: TestApp) {
    let an = app.firm("Bewaakt").await;
    let client = app.signed_in(&an).await;
    let more = json!({ "kind": "choice", "more_options": "Uitmuntend\nMatig", "area": "financial" });
    let rating = own_field(&client, "Kredietscore", more).await.unwrap();
    let ids = named(&app, an.firm_id, &["Zon", "Aarde"]).await;
    hold(&app, an.firm_id, &rating, &[(ids[0], "1"), (ids[1], "2")]).await;
    let key = name_of(rating.id);
    for area in [Area::Financial, Area::Contacts] {
        let sees = area != Area::Financial;
        let client = without(&app, &an, area).await;
        arrange(&client, &format!("name {key}"), false).await;
        let page = list(&client, &by(&rating)).await;
        assert_eq!((page.layout.own.len(), page.own.len()), if sees { (1, 1) } else { (0, 0) }, "without {area:?}");
        let order = if sees { (Sort::Own(rating.id), ["Zon", "Aarde"]) } else { (Sort::Name, ["Aarde", "Zon"]) };
        assert_eq!((page.sort, names(&page)), (order.0, order.1.to_vec()), "nor does the order tell");
        let few = list(&client, &is(&rating, "1")).await;
        let expected = if sees { vec!["Zon"] } else { vec![] };
        assert_eq!((names(&few), few.counts.active), (expected.clone(), Count::Exactly(expected.len() as u64)));
        let address = is(&rating, "1").href();
        for path in ["/klanten", "/klanten/vensterinstellingen", &address] {
            let html = client.get(path).await.text().await.unwrap();
            assert_eq!(html.contains("Kredietscore") || html.contains("Uitmuntend"), sees, "{path}: {html}");
        }
    }
    let stranger = app.signed_in(&app.firm("Vreemd").await).await;
    let page = list(&stranger, &ListQuery { sort: Some(Sort::Own(rating.id)), ..is(&rating, "1") }).await;
    assert_eq!((page.sort, page.own.len(), page.rows.len()), (Sort::Name, 0, 0));
}

async fn an_archived_field_leaves_the_list(app: TestApp) {
    let an = app.firm("Archief").await;
    let client = app.signed_in(&an).await;
    let size = own_field(&client, "Omvang", json!({ "kind": "choice", "more_options": "Klein\nGroot" })).await.unwrap();
    let ids = named(&app, an.firm_id, &["Zon", "Aarde"]).await;
    hold(&app, an.firm_id, &size, &[(ids[0], "1")]).await;
    let key = name_of(size.id);
    arrange(&client, &format!("name {key}:120"), false).await;
    let query = ListQuery { sort: Some(Sort::Own(size.id)), ..is(&size, "1") };
    let archive = async |version: i32, archived: bool| {
        let request = json!({ "id": size.id, "version": version, "archived": archived });
        client.call::<()>(ARCHIVE, &json!({ "request": request })).await.unwrap();
        list(&client, &query).await
    };
    let gone = archive(1, true).await;
    assert_eq!((gone.layout.text().as_str(), gone.layout.own.len(), gone.own.len()), ("name", 0, 0));
    assert_eq!((gone.sort, gone.rows.len()), (Sort::Name, 0), "who narrowed the list is not left with all of it");
    let back = archive(2, false).await;
    assert_eq!((back.layout.text(), back.sort), (format!("name {key}:120"), Sort::Own(size.id)));
    assert_eq!(names(&back), ["Zon"]);
}

async fn every_order_pages_through_all_once(app: TestApp) {
    let an = app.firm("Orde").await;
    let client = app.signed_in(&an).await;
    let number = own_field(&client, "Getal", json!({ "kind": "number" })).await.unwrap();
    let kinds = ["Bakkerij Één", "bakkerij een", "Zon", "Äpfel", "3M"];
    let status = |index: usize| match index % 50 {
        1 => Status::Archived,
        9 | 19 => Status::Draft,
        _ => Status::Active,
    };
    let said = (0..260).map(|index| Said { name: kinds[index % 5], status: status(index), ..Default::default() });
    let ids = add(&app, an.firm_id, &said.collect::<Vec<_>>()).await;
    let value = |index: usize| (!index.is_multiple_of(3)).then(|| (index as i64 * 7) % 23 - 5);
    let texts: Vec<(usize, String)> = (0..260).filter_map(|index| Some((index, value(index)?.to_string()))).collect();
    let values: Vec<(Uuid, &str)> = texts.iter().map(|(index, text)| (ids[*index], text.as_str())).collect();
    hold(&app, an.firm_id, &number, &values).await;
    for (tab, descending, search) in [
        (Tab::Active, false, ""),
        (Tab::Active, true, ""),
        (Tab::Draft, false, ""),
        (Tab::Inactive, true, ""),
        (Tab::Active, false, "bakk"),
        (Tab::Active, true, "zon"),
    ] {
        let query = ListQuery { tab, descending, search: search.into(), ..by(&number) };
        let listed = |index: &usize| {
            let is_found = search.is_empty() || kinds[index % 5].to_lowercase().contains(search);
            status(*index).tab() == tab && is_found
        };
        let mut with: Vec<usize> = (0..260).filter(listed).filter(|index| value(*index).is_some()).collect();
        with.sort_by_key(|index| (value(*index), ids[*index]));
        let mut rest: Vec<usize> = (0..260).filter(listed).filter(|index| value(*index).is_none()).collect();
        rest.sort_by_key(|index| (sorting::sort_key(kinds[index % 5]), ids[*index]));
        if descending {
            with.reverse();
            rest.reverse();
        }
        let expected: Vec<Uuid> = with.into_iter().chain(rest).map(|index| ids[index]).collect();
        assert_eq!(all_pages(&client, &query).await, expected, "{}", query.href());
        for at in [0, expected.len() / 2, expected.len() - 1] {
            let request = json!({ "request": { "query": query, "id": expected[at] } });
            let beside: Neighbours = client.call("/api/customers/neighbours", &request).await.unwrap();
            let previous = at.checked_sub(1).map(|before| expected[before]);
            assert_eq!((beside.previous, beside.next), (previous, expected.get(at + 1).copied()), "{at}");
        }
    }
    // What an address says that nobody made is no error.
    let strange = client.get(&format!("/klanten?sorteer=veld-{}&na=x~{}", number.id.simple(), ids[0])).await;
    assert_eq!(strange.status(), 200);
}

async fn very_many_page_through_all_once(app: TestApp) {
    let an = app.firm("Veel").await;
    let client = app.signed_in(&an).await;
    let letter = own_field(&client, "Nieuwsbrief", json!({ "kind": "yes_no" })).await.unwrap();
    let size = own_field(&client, "Omvang", json!({ "kind": "choice", "more_options": "Klein\nGroot" })).await.unwrap();
    let shelf = own_field(&client, "Kast", json!({})).await.unwrap();
    let one = Said { name: "Bakkerij", status: Status::Active, ..Default::default() };
    let ids = add(&app, an.firm_id, &vec![one; 5_010]).await;
    let letters: Vec<(Uuid, &str)> = ids[..5_005].iter().map(|id| (*id, "true")).collect();
    let sizes: Vec<(Uuid, &str)> = ids[..1_010].iter().map(|id| (*id, "2")).collect();
    let shelves: Vec<(usize, String)> =
        (0..5_010).step_by(2).map(|index| (index, format!("K{}", 9_999 - index))).collect();
    let shelves: Vec<(Uuid, &str)> = shelves.iter().map(|(index, text)| (ids[*index], text.as_str())).collect();
    for (field, values) in [(&letter, &letters), (&size, &sizes), (&shelf, &shelves)] {
        hold(&app, an.firm_id, field, values).await;
    }
    let expected = |among: usize| -> Vec<Uuid> {
        let with = (0..among).rev().filter(|index| index % 2 == 0);
        with.chain((0..among).filter(|index| index % 2 == 1)).map(|index| ids[index]).collect()
    };
    for (field, value, among) in [(&letter, "true", 5_005), (&size, "2", 1_010)] {
        let query = is(field, value).sized(PageSize::TwoHundred);
        let page = list(&client, &query).await;
        assert_eq!((page.sort, page.counts.active), (Sort::Name, Count::MoreThan(1_000)));
        assert_eq!(all_pages(&client, &query).await, ids[..among]);
        assert_eq!(all_pages(&client, &ListQuery { sort: Some(Sort::Own(shelf.id)), ..query }).await, expected(among));
    }
    let by_entry = ListQuery { sort: Some(Sort::Entry), ..is(&letter, "true").sized(PageSize::TwoHundred) };
    assert_eq!(all_pages(&client, &by_entry).await, ids[..5_005]);
}

async fn a_value_narrows_whatever_else_is_asked(app: TestApp) {
    let (an, other) = (app.firm("Waarde").await, app.firm("Vreemd").await);
    let (client, stranger) = (app.signed_in(&an).await, app.signed_in(&other).await);
    let bo = app.colleague_with(an.firm_id, &personnel()).await;
    let options = |kind: &str| json!({ "kind": kind, "more_options": "Klein\nGroot\nReus" });
    let size = own_field(&client, "Omvang", options("choice")).await.unwrap();
    let regions = own_field(&client, "Streken", options("several")).await.unwrap();
    let letter = own_field(&client, "Nieuwsbrief", json!({ "kind": "yes_no" })).await.unwrap();
    let who = own_field(&client, "Boekhouder", json!({ "kind": "colleague" })).await.unwrap();
    let shelf = own_field(&client, "Kast", json!({})).await.unwrap();
    let theirs = own_field(&stranger, "Omvang", options("choice")).await.unwrap();
    let active = Status::Active;
    let said = [
        Said { name: "Zon", vat: "BE0477472701", status: active, ..Default::default() },
        Said { name: "Maan", status: active, content: assigned(&[bo.user_id]), ..Default::default() },
        Said { name: "Zonwering", status: active, ..Default::default() },
        Said { name: "Ster", ..Default::default() },
    ];
    let ids = add(&app, an.firm_id, &said).await;
    hold(&app, an.firm_id, &size, &[(ids[0], "2"), (ids[1], "2"), (ids[2], "1"), (ids[3], "2")]).await;
    hold(&app, an.firm_id, &regions, &[(ids[0], "1,2"), (ids[1], "2,3"), (ids[2], "3")]).await;
    hold(&app, an.firm_id, &letter, &[(ids[0], "true"), (ids[2], "false")]).await;
    let bo_id = bo.user_id.to_string();
    hold(&app, an.firm_id, &who, &[(ids[2], &bo_id)]).await;
    hold(&app, an.firm_id, &shelf, &[(ids[0], "2")]).await;

    let large = is(&size, "2");
    let page = list(&client, &large).await;
    assert_eq!((page.counts.active, page.counts.draft), (Count::Exactly(2), Count::Exactly(1)));
    let offered: Vec<(&str, Vec<&str>)> = page
        .own
        .iter()
        .map(|group| (group.label.as_str(), group.choices.iter().map(|(_, words)| words.as_str()).collect()))
        .collect();
    let three = vec!["Klein", "Groot", "Reus"];
    assert_eq!(offered[..3], [("Omvang", three.clone()), ("Streken", three), ("Nieuwsbrief", vec!["Ja", "Nee"])]);
    assert_eq!((offered.len(), offered[3].0), (5, "Boekhouder"));
    assert_eq!(offered[4], ("Kast", vec![]), "a text is not chosen from a list");
    for (query, expected) in [
        (large.clone(), vec!["Maan", "Zon"]),
        (ListQuery { sort: Some(Sort::Name), descending: true, ..large.clone() }, vec!["Zon", "Maan"]),
        (ListQuery { sort: Some(Sort::Own(regions.id)), ..large.clone() }, vec!["Zon", "Maan"]),
        (large.in_tab(Tab::Draft), vec!["Ster"]),
        (large.in_tab(Tab::Inactive), vec![]),
        (large.through(View::WithVat), vec!["Zon"]),
        (large.searching("zon"), vec!["Zon"]),
        (is(&size, "1"), vec!["Zonwering"]),
        (is(&size, "3"), vec![]),
        (is(&regions, "2"), vec!["Maan", "Zon"]),
        (is(&regions, "3"), vec!["Maan", "Zonwering"]),
        (is(&letter, "true"), vec!["Zon"]),
        (is(&letter, "false"), vec!["Zonwering"]),
        (is(&who, &bo_id), vec!["Zonwering"]),
        (is(&who, &an.user_id.to_string()), vec![]),
        // What no customer can have, nobody has.
        (is(&size, "9"), vec![]),
        (is(&size, ""), vec![]),
        (is(&regions, "2,3"), vec![]),
        (is(&shelf, "2"), vec![]),
        (is(&theirs, "2"), vec![]),
    ] {
        assert_eq!(names(&list(&client, &query).await), expected, "{}", query.href());
    }
    let hers = app.signed_in(&bo).await;
    let page = list(&hers, &large).await;
    assert_eq!((names(&page), page.counts.active), (vec!["Maan"], Count::Exactly(1)), "of those that she sees");
    let printed = queries::printed(&app.context.db, &an, &large, 9).await.unwrap();
    assert_eq!((printed.rows.len(), printed.groups), (2, vec!["Omvang: Groot".to_owned()]));

    // The counts come from the index alone: a word that was left in it would be counted.
    fill_in_own(&client, ids[1], &[(size.id, "1")]).await.unwrap();
    let page = list(&client, &large).await;
    assert_eq!((names(&page), page.counts.active), (vec!["Zon"], Count::Exactly(1)));
    fill_in_own(&client, ids[0], &[(size.id, "")]).await.unwrap();
    assert_eq!(list(&client, &large).await.counts.active, Count::Exactly(0));
}

async fn a_value_is_chosen_without_javascript(app: TestApp) {
    let client = app.signed_in(&app.firm("Formulier").await).await;
    assert!(
        !client.get("/klanten").await.text().await.unwrap().contains(r#"name="veld""#),
        "without fields there is none"
    );
    let size = own_field(&client, "Omvang", json!({ "kind": "choice", "more_options": "Klein" })).await.unwrap();
    let value = format!("{}.1", size.id.simple());
    let page = client.get(&format!("/klanten?zoek=x&veld={value}")).await.text().await.unwrap();
    let select = page.split("<select").nth(1).and_then(|rest| rest.split("</select>").next()).expect("the values");
    assert!(select.contains(r#"name="veld""#) && select.contains(r#"form="search""#), "{select}");
    assert!(select.contains(&format!(r#"value="{value}" selected"#)) && select.contains("Omvang: Klein"), "{select}");
    let form = page.split(r#"id="search""#).nth(1).and_then(|rest| rest.split("</form>").next()).expect("the search");
    assert!(!form.contains(r#"name="veld""#), "sent once: {form}");
}
