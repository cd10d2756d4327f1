//! The list narrowed by what a field of the firm's own holds: from one value to another, by how a text begins, by any value or none.

use app::{
    customers::list::{
        address::{Asked, ListQuery, OwnChoice, PageSize, Sort, Tab, View},
        queries,
        records::{Count, Neighbours},
    },
    own_fields::OwnField,
};
use domain::{customers::Status, permissions::Area};
use serde_json::json;
use uuid::Uuid;

use super::{
    layout::without,
    own_fields::{by, hold, named, names},
};
use crate::{
    both,
    support::{
        TestApp,
        accounts::personnel,
        cards::own_field,
        customers::{Said, add, assigned},
        lists::{all_pages, list},
    },
};

both!(
    each_kind_is_narrowed_in_its_own_way,
    bounds_go_with_whatever_else_is_asked,
    very_many_with_a_value_page_through_all_once,
    bounds_are_typed_without_javascript,
);

fn asked(field: &OwnField, asked: Asked<'_>) -> ListQuery {
    ListQuery { own: Some(OwnChoice::of(field.id, asked)), ..Default::default() }
}

async fn each_kind_is_narrowed_in_its_own_way(app: TestApp) {
    let an = app.firm("Grenzen").await;
    let client = app.signed_in(&an).await;
    let ids = named(&app, an.firm_id, &["Aarde", "Maan", "Zon"]).await;
    let me = an.user_id.to_string();
    let within = Asked::Within;
    let begins = Asked::Begins;
    let (some, none) = (vec!["Aarde", "Maan"], vec!["Zon"]);
    for (kind, values, cases) in [
        (
            "number",
            ["-1234.5", "12"],
            vec![
                (within("12", "12"), vec!["Maan"]),
                (within("-1.234,5", "-1234,5"), vec!["Aarde"]),
                (within("", "0"), vec!["Aarde"]),
                (within("0", ""), vec!["Maan"]),
                (within("-2000", "12,0"), some.clone()),
                (within("12,1", ""), vec![]),
                (within("", ""), some.clone()),
                // What is no number is none that anybody has.
                (within("twaalf", ""), vec![]),
                (begins("1"), vec![]),
                (Asked::Value("12"), vec![]),
            ],
        ),
        (
            "money",
            ["1234.50", "9.00"],
            vec![
                (within("€ 9", "9,00"), vec!["Maan"]),
                (within("1.234,50", ""), vec!["Aarde"]),
                (within("10", "1000"), vec![]),
            ],
        ),
        (
            "date",
            ["2026-11-28", "1999-12-31"],
            vec![
                (within("2026-11-28", "28/11/2026"), vec!["Aarde"]),
                (within("", "2000-01-01"), vec!["Maan"]),
                (within("1999-12-31", ""), some.clone()),
                (within("2026-11-29", ""), vec![]),
            ],
        ),
        (
            "text",
            ["Gént Zuid", "Gen"],
            vec![
                (begins("gen"), some.clone()),
                (begins("GENT"), vec!["Aarde"]),
                (begins("zuid"), vec![]),
                (begins("gentz"), vec![]),
                (begins(""), some.clone()),
                (within("a", "z"), vec![]),
            ],
        ),
        ("long_text", ["een\ntwee", "Eender"], vec![(begins("een tw"), vec!["Aarde"]), (begins("eend"), vec!["Maan"])]),
        (
            "link",
            ["https://voorbeeld.be/a", "https://elders.be"],
            vec![(begins("voorbeeld.be"), vec!["Aarde"]), (begins("https://elders"), vec!["Maan"])],
        ),
        ("yes_no", ["true", "false"], vec![(Asked::Value("true"), vec!["Aarde"]), (within("a", ""), vec![])]),
        ("choice", ["1", "2"], vec![(Asked::Value("2"), vec!["Maan"])]),
        ("several", ["1,2", "2"], vec![(Asked::Value("2"), some.clone()), (Asked::Value("1"), vec!["Aarde"])]),
        ("colleague", [me.as_str(), me.as_str()], vec![(Asked::Value(me.as_str()), some.clone())]),
    ] {
        let more = json!({ "kind": kind, "more_options": "Klein\nGroot" });
        let field = own_field(&client, &format!("Veld {kind}"), more).await.unwrap();
        hold(&app, an.firm_id, &field, &[(ids[0], values[0]), (ids[1], values[1])]).await;
        let both = [(Asked::Filled, some.clone()), (Asked::Empty, none.clone())];
        for (what, expected) in cases.into_iter().chain(both) {
            let query = asked(&field, what);
            let read = ListQuery::read(&query.fields().into_iter().collect());
            let page = list(&client, &read).await;
            assert_eq!(names(&page), expected, "{kind}: {what:?}");
            assert_eq!(page.counts.active, Count::Exactly(expected.len() as u64), "{kind}: {what:?}");
            // Only what cannot be read is explained, and repeated.
            let is_repeated = page.unread.map(|why| why.contains("twaalf"));
            assert_eq!(is_repeated, (what == within("twaalf", "")).then_some(true), "{kind}: {what:?}");
        }
    }
}

async fn bounds_go_with_whatever_else_is_asked(app: TestApp) {
    let an = app.firm("Samen").await;
    let client = app.signed_in(&an).await;
    let bo = app.colleague_with(an.firm_id, &personnel()).await;
    let turnover = own_field(&client, "Omzet", json!({ "kind": "money" })).await.unwrap();
    let shelf = own_field(&client, "Kast", json!({})).await.unwrap();
    let margin = own_field(&client, "Marge", json!({ "kind": "number", "area": "financial" })).await.unwrap();
    let active = Status::Active;
    let said = [
        Said { name: "Zon", vat: "BE0477472701", status: active, ..Default::default() },
        Said { name: "Maan", status: active, content: assigned(&[bo.user_id]), ..Default::default() },
        Said { name: "Zonwering", status: active, ..Default::default() },
        Said { name: "Ster", ..Default::default() },
    ];
    let ids = add(&app, an.firm_id, &said).await;
    hold(&app, an.firm_id, &turnover, &[(ids[0], "30.00"), (ids[1], "10.00"), (ids[2], "20.00"), (ids[3], "5.00")])
        .await;
    hold(&app, an.firm_id, &shelf, &[(ids[0], "B2"), (ids[2], "A1")]).await;
    hold(&app, an.firm_id, &margin, &[(ids[0], "5")]).await;
    let few = asked(&turnover, Asked::Within("", "20"));
    let page = list(&client, &few).await;
    assert_eq!((page.counts.active, page.counts.draft), (Count::Exactly(2), Count::Exactly(1)));
    let sorted = |field: &OwnField, descending: bool, query: &ListQuery| ListQuery {
        descending,
        ..ListQuery { sort: by(field).sort, ..query.clone() }
    };
    let empty = asked(&shelf, Asked::Empty);
    for (query, expected) in [
        (few.clone(), vec!["Maan", "Zonwering"]),
        (few.in_tab(Tab::Draft), vec!["Ster"]),
        (few.in_tab(Tab::Inactive), vec![]),
        (few.searching("zon"), vec!["Zonwering"]),
        (asked(&turnover, Asked::Filled).through(View::WithVat), vec!["Zon"]),
        (few.through(View::WithVat), vec![]),
        (few.through(View::WithoutVat), vec!["Maan", "Zonwering"]),
        (sorted(&turnover, false, &few), vec!["Maan", "Zonwering"]),
        (sorted(&turnover, true, &few), vec!["Zonwering", "Maan"]),
        (sorted(&turnover, true, &asked(&turnover, Asked::Within("20", ""))), vec!["Zon", "Zonwering"]),
        (sorted(&shelf, false, &few), vec!["Zonwering", "Maan"]),
        (sorted(&turnover, false, &asked(&shelf, Asked::Begins("a"))), vec!["Zonwering"]),
        (empty.clone(), vec!["Maan"]),
        (empty.searching("zon"), vec![]),
        (sorted(&shelf, false, &empty), vec!["Maan"]),
        (sorted(&turnover, false, &empty), vec!["Maan"]),
    ] {
        assert_eq!(names(&list(&client, &query).await), expected, "{}", query.href());
    }
    let request = json!({ "request": { "query": sorted(&turnover, false, &few), "id": ids[2] } });
    let beside: Neighbours = client.call("/api/customers/neighbours", &request).await.unwrap();
    assert_eq!(beside, Neighbours { previous: Some(ids[1]), next: None });
    let hers = app.signed_in(&bo).await;
    let page = list(&hers, &few).await;
    assert_eq!((names(&page), page.counts.active), (vec!["Maan"], Count::Exactly(1)), "of those that she sees");
    for (query, words) in [
        (&few, "Omzet: tot en met 20"),
        (&empty, "Kast: leeg"),
        (&asked(&shelf, Asked::Begins("b")), "Kast: begint met b"),
        (&asked(&turnover, Asked::Within("1", "2")), "Omzet: van 1 tot en met 2"),
    ] {
        assert_eq!(queries::printed(&app.context.db, &an, query, 9).await.unwrap().groups, [words]);
    }
    // Nothing tells of a field that is closed: neither what it holds nor what it does not.
    let closed = without(&app, &an, Area::Financial).await;
    for what in [Asked::Within("1", "9"), Asked::Filled, Asked::Empty] {
        let query = asked(&margin, what);
        assert_eq!(names(&list(&closed, &query).await), Vec::<&str>::new(), "{what:?}");
        assert!(!names(&list(&client, &query).await).is_empty(), "{what:?}");
    }
}

async fn very_many_with_a_value_page_through_all_once(app: TestApp) {
    let an = app.firm("Veel").await;
    let client = app.signed_in(&an).await;
    let number = own_field(&client, "Getal", json!({ "kind": "number" })).await.unwrap();
    let day = own_field(&client, "Sinds", json!({ "kind": "date" })).await.unwrap();
    let is_draft = |index: usize| index % 100 == 7;
    let said = |index: usize| {
        let status = if is_draft(index) { Status::Draft } else { Status::Active };
        Said { name: "Bakkerij", status, ..Default::default() }
    };
    let ids = add(&app, an.firm_id, &(0..2_300).map(said).collect::<Vec<_>>()).await;
    let numbers: Vec<String> = (0..2_250).map(|index| (index % 100).to_string()).collect();
    let numbers: Vec<(Uuid, &str)> = ids.iter().copied().zip(numbers.iter().map(String::as_str)).collect();
    hold(&app, an.firm_id, &number, &numbers).await;
    let days: Vec<(Uuid, &str)> = ids[..300].iter().map(|id| (*id, "2026-11-28")).collect();
    hold(&app, an.firm_id, &day, &days).await;
    let of_number = |from: usize, to: usize| -> Vec<usize> {
        (0..2_250).filter(|index| (from..=to).contains(&(index % 100))).collect()
    };
    for (field, what, all) in [
        (&number, Asked::Within("10", "59"), of_number(10, 59)),
        (&number, Asked::Within("0", ""), of_number(0, 99)),
        (&number, Asked::Within("5", "7"), of_number(5, 7)),
        (&number, Asked::Filled, (0..2_250).collect()),
        (&number, Asked::Empty, (2_250..2_300).collect()),
        (&day, Asked::Filled, (0..300).collect()),
        (&day, Asked::Empty, (300..2_300).collect()),
    ] {
        let query = asked(field, what).sized(PageSize::TwoHundred);
        for (tab, drafts) in [(Tab::Active, false), (Tab::Draft, true)] {
            let query = query.in_tab(tab);
            let mut here: Vec<usize> = all.iter().copied().filter(|index| is_draft(*index) == drafts).collect();
            let of = |order: &[usize]| order.iter().map(|index| ids[*index]).collect::<Vec<Uuid>>();
            let count = list(&client, &query).await.counts.in_tab(tab);
            let expected = if here.len() > 100 { Count::MoreThan(100) } else { Count::Exactly(here.len() as u64) };
            assert_eq!(count, expected, "{what:?}");
            assert_eq!(all_pages(&client, &query).await, of(&here), "{what:?}");
            assert_eq!(all_pages(&client, &query.searching("bakk")).await, of(&here), "{what:?}");
            here.sort_by_key(|index| (*index >= 2_250, if *index < 2_250 { index % 100 } else { 0 }));
            let sorted = ListQuery { sort: Some(Sort::Own(number.id)), ..query.clone() };
            assert_eq!(all_pages(&client, &sorted).await, of(&here), "{what:?} by the number");
        }
    }
}

async fn bounds_are_typed_without_javascript(app: TestApp) {
    let client = app.signed_in(&app.firm("Formulier").await).await;
    let turnover = own_field(&client, "Omzet", json!({ "kind": "money" })).await.unwrap();
    let shelf = own_field(&client, "Kast", json!({})).await.unwrap();
    let page = async |address: &str| client.get(address).await.text().await.unwrap();
    let first = page("/klanten").await;
    let offered = |words: &str| first.contains(&format!(">{words}<"));
    for words in ["Omzet: van … tot …", "Omzet: ingevuld", "Omzet: leeg", "Kast: begint met …", "Kast: leeg"] {
        assert!(offered(words), "{words}: {first}");
    }
    // The browser sends what was chosen, then what was typed beside it.
    let field = turnover.id.simple();
    let chosen = page(&format!("/klanten?zoek=&veld={field}.van~~")).await;
    // A field that is not asked for is hidden, and not sent.
    let input = |page: &str, name: &str| {
        let inputs = page.split("<input").filter_map(|rest| rest.split('>').next());
        let inputs = inputs.filter(|input| !input.contains(" hidden disabled"));
        inputs.filter(|input| input.contains(&format!(r#"name="{name}""#))).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(input(&first, "vanaf"), Vec::<String>::new());
    for (name, label) in [("vanaf", "Omzet vanaf"), ("tot", "Omzet tot en met")] {
        let inputs = input(&chosen, name);
        assert_eq!(inputs.len(), 1, "{chosen}");
        assert!(inputs[0].contains(r#"form="search""#) && inputs[0].contains(label), "{inputs:?}");
    }
    let typed = page(&format!("/klanten?zoek=&veld={field}.van~~&vanaf=1.000&tot=2000")).await;
    assert!(typed.contains(&format!(r#"value="{field}.van~~" selected"#)), "{typed}");
    assert!(input(&typed, "vanaf")[0].contains(r#"value="1.000""#), "{typed}");
    assert!(input(&typed, "tot")[0].contains(r#"value="2000""#), "{typed}");
    let begins = page(&format!("/klanten?veld={}.begint~&vanaf=Zolder", shelf.id.simple())).await;
    assert!(input(&begins, "vanaf")[0].contains(r#"value="Zolder""#), "{begins}");
    assert_eq!(input(&begins, "tot"), Vec::<String>::new());
}
