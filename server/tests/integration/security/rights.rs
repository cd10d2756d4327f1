//! Exactly who may call a function: whoever has what `TABLE` says of it, and no more, is let in, and whoever has anything less is not.

use std::collections::{BTreeMap, btree_map::Entry};

use app::session::{
    Viewer,
    queries::{Holder, open},
    request::Source,
};
use chrono::Utc;
use domain::permissions::{
    Area::{self, *},
    BuiltIn,
    Level::{self, *},
    Rights, Scope,
};
use entity::portal_account;
use uuid::Uuid;

use super::{
    call,
    table::{TABLE, Who},
    tenant_isolation::store,
};
use crate::{
    both,
    support::{Client, TestApp},
};

both!(
    a_function_asks_for_what_the_table_says_and_for_no_more,
    a_function_asks_for_all_that_the_table_says,
    the_profiles_of_every_firm_may_what_is_written_here,
    each_door_lets_its_own_people_in,
);

/// What the profiles that every firm starts with give: the administrator's, the client manager's, the staff's and the reader's.
#[rustfmt::skip]
const PROFILES: [(Area, [Level; 4]); 10] = [
    (Customers,   [Delete, Delete, Edit, Read]),
    (Contacts,    [Delete, Delete, Edit, Read]),
    (Financial,   [Delete, Delete, None, None]),
    (Notes,       [Delete, Delete, Edit, Read]),
    (FreeFields,  [Delete, Delete, Edit, Read]),
    (Templates,   [Delete, Delete, Read, Read]),
    (Imports,     [Delete, Delete, Edit, None]),
    (Invitations, [Delete, Delete, Edit, Read]),
    (Users,       [Delete, Read,   None, None]),
    (Settings,    [Delete, Read,   None, None]),
];

/// The functions that ask for rights, each with what it asks for.
fn functions() -> impl Iterator<Item = (&'static str, Vec<(Area, Level)>)> {
    TABLE.iter().filter_map(|(path, who)| Some((*path, who.rights()?)))
}

/// What a client is told that calls a function in a session of its own: some functions end the one that they are asked by.
async fn told(app: &TestApp, viewer: &Viewer, path: &str) -> (u16, String) {
    let client = app.signed_in(viewer).await;
    let (status, text) = call(&client, path, Uuid::now_v7()).await;
    (status.as_u16(), text)
}

/// Whether a function was reached: it may find nothing or refuse what it was given, but nobody is turned away.
fn let_in(status: u16) -> bool {
    ![401, 403].contains(&status) && status < 500
}

/// A colleague who has these rights and no others, and sees as few customers as a profile can show.
async fn with_only(app: &TestApp, firm_id: Uuid, levels: &[(Area, Level)]) -> Viewer {
    // Said of each area: what is not said of one follows another.
    let none = Area::ALL.into_iter().map(|area| (area, None));
    let rights = Rights { scope: Scope::Assigned, levels: none.chain(levels.iter().copied()).collect() };
    app.colleague_with(firm_id, &rights).await
}

async fn a_function_asks_for_what_the_table_says_and_for_no_more(app: TestApp) {
    let firm_id = app.firm("Genoeg").await.firm_id;
    let (mut people, mut wrong) = (BTreeMap::new(), Vec::new());
    for (path, rights) in functions() {
        if let Entry::Vacant(place) = people.entry(rights.clone()) {
            place.insert(with_only(&app, firm_id, &rights).await);
        }
        let (status, text) = told(&app, &people[&rights], path).await;
        if !let_in(status) {
            wrong.push(format!("{path} answered {status} to who has {rights:?}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn a_function_asks_for_all_that_the_table_says(app: TestApp) {
    let firm_id = app.firm("Minder").await.firm_id;
    let (mut people, mut wrong) = (BTreeMap::new(), Vec::new());
    for (path, rights) in functions() {
        // One level less in one area, everywhere else the most.
        for (area, level) in rights {
            let less = one_less(level);
            if let Entry::Vacant(place) = people.entry((area, less)) {
                let levels = Area::ALL.map(|each| (each, if each == area { less } else { Delete }));
                let rights = Rights { scope: Scope::All, levels: levels.into() };
                place.insert(app.colleague_with(firm_id, &rights).await);
            }
            let (status, text) = told(&app, &people[&(area, less)], path).await;
            if status != 403 {
                wrong.push(format!("{path} answered {status} to who has {less:?} in {area:?}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn one_less(level: Level) -> Level {
    match level {
        Delete => Edit,
        Edit => Read,
        Read | None => None,
    }
}

async fn the_profiles_of_every_firm_may_what_is_written_here(app: TestApp) {
    let firm_id = app.firm("Profielen").await.firm_id;
    let mut wrong = Vec::new();
    for (place, profile) in
        [BuiltIn::Administrator, BuiltIn::ClientManager, BuiltIn::Staff, BuiltIn::Reader].into_iter().enumerate()
    {
        let gives: BTreeMap<Area, Level> = PROFILES.iter().map(|(area, levels)| (*area, levels[place])).collect();
        let viewer = app.colleague(firm_id, "Bo", profile).await;
        assert_eq!(viewer.rights.levels, gives, "{profile:?}");
        for (path, rights) in functions() {
            let may = rights.iter().all(|(area, level)| gives[area] >= *level);
            let (status, text) = told(&app, &viewer, path).await;
            let fits = if may { let_in(status) } else { status == 403 };
            if !fits {
                wrong.push(format!("{path} answered {status} to {profile:?}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A new session of a person of customers who keeps no company.
async fn person(app: &TestApp, account_id: Uuid) -> Client {
    let holder = Holder::Portal { account_id, only: Option::None };
    let opened = open(app.context.db.writer(), holder, &Source::default(), Utc::now()).await.unwrap();
    app.client().with_session(&opened.token)
}

async fn each_door_lets_its_own_people_in(app: TestApp) {
    let firm_id = app.firm("Deuren").await.firm_id;
    let nothing = with_only(&app, firm_id, &[]).await;
    let id = Uuid::now_v7();
    let account = portal_account::Model {
        id,
        version: 1,
        email: "niemand@klant.be".into(),
        name: "Niemand".into(),
        locale: "nl".into(),
        password_hash: Option::None,
        created_at: Utc::now(),
    };
    store(&app, account).await;
    let mut wrong = Vec::new();
    for (path, who) in TABLE.iter().filter(|(_, who)| *who != Who::Public) {
        // What each of them is told, where it is turned away.
        let (colleague, customer) = match who {
            Who::Public | Who::SignedIn => (Option::None, Option::None),
            Who::Colleague => (Option::None, Some(401)),
            Who::Customer => (Some(401), Option::None),
            Who::May(..) | Who::MayAll(..) => (Some(403), Some(401)),
        };
        let (of_colleague, _) = told(&app, &nothing, path).await;
        let (of_customer, _) = call(&person(&app, id).await, path, Uuid::now_v7()).await;
        for (whom, answered, turned_away) in
            [("a colleague", of_colleague, colleague), ("a customer's person", of_customer.as_u16(), customer)]
        {
            if turned_away.map_or(!let_in(answered), |status| answered != status) {
                wrong.push(format!("{path} answered {whom} {answered}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
