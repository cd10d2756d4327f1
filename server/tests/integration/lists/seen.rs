//! Who sees which customers.

use app::{
    customers::list::{
        address::{ListQuery, Place, Tab, View},
        api::{ListRequest, SuggestRequest},
        records::{Count, ListPage},
    },
    error::AppError,
};
use domain::{
    customers::Status,
    details::ContactDetails,
    permissions::{Area, BuiltIn, Level, Rights, Scope},
};
use entity::profile;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::{
    both,
    support::{
        TestApp,
        customers::{Said, add, assigned},
        lists::{found, list, searching, suggest},
    },
};

both!(
    contacts_are_found_by_those_who_may_see_them_only,
    an_assigned_colleague_sees_its_own,
    another_firm_is_never_seen,
);
both!(spoilt: who_may_not_read_is_refused);

async fn contacts_are_found_by_those_who_may_see_them_only(app: TestApp) {
    let an = app.firm("Raad").await;
    let contact = ContactDetails {
        first_name: "Zon".into(),
        last_name: "Vanderlinden".into(),
        email: "cel@vanderlinden.be".into(),
        mobile: "0478 12 34 56".into(),
        locale: "nl-BE".into(),
        ..Default::default()
    };
    let said = Said { name: "Slagerij Zon", contact: Some(contact), status: Status::Active, ..Default::default() };
    add(&app, an.firm_id, &[said]).await;
    let levels = Area::ALL.map(|area| (area, if area == Area::Contacts { Level::None } else { Level::Delete }));
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    let without = app.signed_in(&app.colleague_with(an.firm_id, &rights).await).await;
    let with = app.signed_in(&an).await;
    for search in ["vanderlinden", "v", "slagerij vander", "cel@vanderlinden.be", "0478 12 34 56", "+32 478"] {
        assert_eq!(found(&with, search).await, ["Slagerij Zon"], "{search}");
        assert_eq!(
            found(&without, search).await,
            Vec::<String>::new(),
            "{search}: letter by letter it would be spelled out"
        );
    }
    for client in [&with, &without] {
        assert_eq!(found(client, "slagerij zon").await, ["Slagerij Zon"]);
        assert_eq!(suggest(client, "slagerjj").await, ["slagerij"]);
    }
    assert_eq!(suggest(&with, "vanderlindem").await, ["vanderlinden"]);
    assert_eq!(suggest(&without, "vanderlindem").await, Vec::<String>::new());
}

async fn an_assigned_colleague_sees_its_own(app: TestApp) {
    let an = app.firm("Deel").await;
    let bo = app.colleague(an.firm_id, "Bo", BuiltIn::Staff).await;
    let active = Status::Active;
    let said = [
        Said { name: "Bakkerij Beheerd", manager: Some(bo.user_id), status: active, ..Default::default() },
        Said {
            name: "Bakkerij Toegewezen",
            manager: Some(an.user_id),
            content: assigned(&[bo.user_id, an.user_id]),
            status: active,
            ..Default::default()
        },
        Said {
            name: "Bakkerij Beide",
            manager: Some(bo.user_id),
            content: assigned(&[bo.user_id]),
            ..Default::default()
        },
        Said { name: "Bakkerij Vreemd", manager: Some(an.user_id), status: active, ..Default::default() },
        Said { name: "Bakkerij Niemand", vat: "BE0477472701", ..Default::default() },
    ];
    add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&bo).await;
    for search in ["", "bakkerij"] {
        let page = list(&client, &searching(search)).await;
        let names: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Bakkerij Beheerd", "Bakkerij Toegewezen"], "{search}");
        assert_eq!((page.counts.active, page.counts.draft), (Count::Exactly(2), Count::Exactly(1)));
        assert_eq!(page.rows[1].manager.as_deref(), Some("An Beheerder"));
    }
    let with_vat = ListQuery { view: View::WithVat, tab: Tab::Draft, ..Default::default() };
    assert_eq!(list(&client, &with_vat).await.rows, []);
    assert_eq!(suggest(&client, "toegewesen").await, ["toegewezen"]);
    assert_eq!(suggest(&client, "vreemt").await, Vec::<String>::new(), "a word of a customer that it does not see");
}

async fn another_firm_is_never_seen(app: TestApp) {
    let (mine, theirs) = (app.firm("Mijn").await, app.firm("Hun").await);
    let said = |name| Said {
        name,
        vat: "BE0477472701",
        email: "geheim@kantoor.be",
        status: Status::Active,
        ..Default::default()
    };
    add(&app, mine.firm_id, &[said("Bakkerij Mijn")]).await;
    add(&app, theirs.firm_id, &[said("Bakkerij Hun"), said("Zeldzaam"), said("Zeldzaamheid")]).await;
    let client = app.signed_in(&mine).await;
    for search in ["", "bakkerij", "0477472701", "geheim"] {
        let page = list(&client, &searching(search)).await;
        assert_eq!(page.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Bakkerij Mijn"], "{search}");
        assert_eq!(page.counts.active, Count::Exactly(1), "{search}");
    }
    let their_word = theirs.firm_id.simple().to_string();
    for search in ["zeldzaam", "hun bakkerij", &their_word, &format!("firm{their_word}")] {
        assert_eq!(found(&client, search).await, Vec::<String>::new(), "{search}");
    }
    assert_eq!(suggest(&client, "zeldsaam").await, Vec::<String>::new(), "a word of another firm only");
    let their_row = list(&app.signed_in(&theirs).await, &ListQuery::default()).await.rows.remove(0);
    let from_theirs = app::customers::list::address::Cursor { key: String::new(), id: their_row.id };
    let page = list(&client, &ListQuery::default().at(Place::After(from_theirs))).await;
    assert!(page.rows.iter().all(|row| row.name == "Bakkerij Mijn"));
}

async fn who_may_not_read_is_refused(app: TestApp) {
    let an = app.firm("Recht").await;
    let list = json!({ "request": ListRequest { query: ListQuery::default() } });
    let suggest = json!({ "request": SuggestRequest { search: "a".into() } });
    assert_eq!(app.client().call::<ListPage>("/api/customers/list", &list).await, Err(AppError::Unauthenticated));
    assert_eq!(
        app.client().call::<Vec<String>>("/api/customers/suggest", &suggest).await,
        Err(AppError::Unauthenticated)
    );
    let nobody = app.colleague(an.firm_id, "Niemand", BuiltIn::Reader).await;
    let none = serde_json::to_string(&Rights::default()).unwrap();
    profile::Entity::update_many()
        .col_expr(profile::Column::Rights, none.into())
        .filter(profile::Column::Builtin.eq(BuiltIn::Reader.key()))
        .exec(app.context.db.writer())
        .await
        .unwrap();
    let client = app.signed_in(&nobody).await;
    assert_eq!(client.call::<ListPage>("/api/customers/list", &list).await, Err(AppError::Forbidden));
    assert_eq!(client.call::<Vec<String>>("/api/customers/suggest", &suggest).await, Err(AppError::Forbidden));
    assert_eq!(client.get("/klanten").await.status(), 403);
}
