//! The firm, its business units, categories and profiles.

use app::{
    error::{AppError, FieldError, Refusal},
    settings::{FirstSteps, Group, Office, Profile},
};
use domain::permissions::Rights;
use entity::firm;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        TestApp,
        accounts::{personnel, profile, save_profile, user},
        answers::location,
        cards::{added, categorise, category},
        forms::send,
    },
};

both!(
    the_firm_is_changed_and_checked,
    every_field_of_the_firm_is_kept,
    business_units_are_kept_while_in_use,
    categories_are_kept_while_in_use,
    profiles_are_made_changed_and_removed,
    another_firm_is_not_found,
);

async fn the_firm_is_changed_and_checked(app: TestApp) {
    let client = app.signed_in(&app.firm("Zaak").await).await;
    let begun: FirstSteps = client.call("/api/settings/first_steps", &json!({})).await.unwrap();
    assert_eq!(begun, FirstSteps::default());
    let office: Office = client.call("/api/settings/office", &json!({})).await.unwrap();
    let wrong = Office { vat: "BE0123456789".into(), country: "XX".into(), ..office.clone() };
    let wrong = client.call::<Office>("/api/settings/change_office", &json!({ "request": wrong })).await;
    let Err(AppError::Invalid(fields)) = wrong else { panic!("{wrong:?}") };
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["country", "vat"]);
    let unreachable = Office { phone: "bel ons".into(), address: "x".repeat(501), ..office.clone() };
    let unreachable = client.call::<Office>("/api/settings/change_office", &json!({ "request": unreachable })).await;
    let Err(AppError::Invalid(fields)) = unreachable else { panic!("{unreachable:?}") };
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["address", "phone"]);
    let (address, phone) = ("Markt 1\n9000  Gent".into(), " 09 123 45 67".into());
    let good = Office { vat: "be 0477.472.701".into(), name: "Zaak & Zonen".into(), address, phone, ..office.clone() };
    let changed: Office = client.call("/api/settings/change_office", &json!({ "request": good })).await.unwrap();
    assert_eq!((changed.version, changed.vat.as_str()), (2, "BE0477472701"));
    assert_eq!((changed.address.as_str(), changed.phone.as_str()), ("Markt 1\n9000 Gent", "09 123 45 67"));
    let late = client.call::<Office>("/api/settings/change_office", &json!({ "request": office })).await;
    assert_eq!(late, Err(AppError::Conflict(json!(changed).to_string())));
    let begun: FirstSteps = client.call("/api/settings/first_steps", &json!({})).await.unwrap();
    assert_eq!(begun, FirstSteps { office: true, ..FirstSteps::default() });
    let page = client.get("/klanten").await.text().await.unwrap();
    assert!(page.contains("Aan de slag") && page.contains("Nodig uw collega’s uit"), "{page}");
    assert!(page.contains("data-reached=\"Markt 1\n9000 Gent\n09 123 45 67\""), "what stands on paper: {page}");
    app.checked().await;
}

/// All that somebody can change of the firm, each field something else than it was, and the row that should come of it.
fn changed(before: &firm::Model) -> (Office, firm::Model) {
    let office = Office {
        version: before.version,
        name: "Kantoor Maes".into(),
        country: "FR".into(),
        vat: "FR40303265045".into(),
        address: "Rue Haute 1\n59000 Lille".into(),
        phone: "+33 3 20 12 34 56".into(),
        email: "bureau@maes.example".into(),
        locale: "fr".into(),
    };
    let row = firm::Model {
        version: before.version + 1,
        name: "Kantoor Maes".into(),
        country: "FR".into(),
        vat: "FR40303265045".into(),
        address: "Rue Haute 1\n59000 Lille".into(),
        phone: "+33 3 20 12 34 56".into(),
        email: "bureau@maes.example".into(),
        locale: "fr".into(),
        ..before.clone()
    };
    (office, row)
}

async fn every_field_of_the_firm_is_kept(app: TestApp) {
    for by_form in [false, true] {
        let an = app.firm(if by_form { "Velden" } else { "Alles" }).await;
        let client = app.signed_in(&an).await;
        // A number is given, and one more.
        added(&client).await;
        let stored = async || firm::Entity::find_by_id(an.firm_id).one(&app.context.db.read).await.unwrap().unwrap();
        let before = stored().await;
        let (office, expected) = changed(&before);
        for (was, is) in [
            (&before.name, &expected.name),
            (&before.country, &expected.country),
            (&before.vat, &expected.vat),
            (&before.address, &expected.address),
            (&before.phone, &expected.phone),
            (&before.email, &expected.email),
            (&before.locale, &expected.locale),
        ] {
            assert_ne!(was, is, "a field that is not changed proves nothing");
        }
        if by_form {
            let page = "/instellingen";
            let typed: [(&str, &str); 7] = [
                ("name", &office.name),
                ("country", &office.country),
                ("vat", &office.vat),
                ("address", &office.address),
                ("phone", &office.phone),
                ("email", &office.email),
                ("locale", &office.locale),
            ];
            let answer = send(&client, page, "/api/settings/office_form", &typed).await;
            assert_eq!(location(&answer), format!("{page}?bewaard=ja"));
        } else {
            let shown: Office =
                client.call("/api/settings/change_office", &json!({ "request": office.clone() })).await.unwrap();
            assert_eq!(shown, Office { version: expected.version, ..office });
        }
        assert_eq!(stored().await, expected, "by a form: {by_form}");
    }
}

async fn business_units_are_kept_while_in_use(app: TestApp) {
    let an = app.firm("Delen").await;
    let client = app.signed_in(&an).await;
    let save = |name| json!({ "request": { "id": null, "version": 0, "name": name } });
    client.call::<()>("/api/settings/save_unit", &save("Gent")).await.unwrap();
    let twice = client.call::<()>("/api/settings/save_unit", &save("Gent")).await;
    assert_eq!(twice, Err(AppError::field("name", FieldError::Taken)));
    let units: Vec<Group> = client.call("/api/settings/units", &json!({})).await.unwrap();
    let gent = &units[0];
    let renamed = json!({ "request": { "id": gent.id, "version": 1, "name": "Gent-Zuid" } });
    client.call::<()>("/api/settings/save_unit", &renamed).await.unwrap();
    assert!(matches!(client.call::<()>("/api/settings/save_unit", &renamed).await, Err(AppError::Conflict(_))));

    let me = user(&client, an.user_id).await;
    let move_to = |version, unit: Option<Uuid>| json!({ "request": { "id": an.user_id, "version": version, "profile_id": me.profile_id, "unit_id": unit, "active": true } });
    client.call::<()>("/api/settings/change_user", &move_to(1, Some(gent.id))).await.unwrap();
    let delete = json!({ "request": { "id": gent.id, "version": 2 } });
    let used = client.call::<()>("/api/settings/delete_unit", &delete).await;
    assert_eq!(used, Err(AppError::Refused(Refusal::InUse)));
    client.call::<()>("/api/settings/change_user", &move_to(2, None)).await.unwrap();
    client.call::<()>("/api/settings/delete_unit", &delete).await.unwrap();
    app.checked().await;
}

async fn categories_are_kept_while_in_use(app: TestApp) {
    let client = app.signed_in(&app.firm("Soort").await).await;
    let save = |id: Option<Uuid>, name| json!({ "request": { "id": id, "version": 1, "name": name } });
    let (horeca, customer) = (category(&client, "Horeca").await, added(&client).await);
    category(&client, "Bouw").await;
    let twice = client.call::<()>("/api/settings/save_category", &save(None, "Horeca")).await;
    assert_eq!(twice, Err(AppError::field("name", FieldError::Taken)));
    let taken = client.call::<()>("/api/settings/save_category", &save(Some(horeca), "Bouw")).await;
    assert_eq!(taken, Err(AppError::field("name", FieldError::Taken)));
    client.call::<()>("/api/settings/save_category", &save(Some(horeca), "Cafés")).await.unwrap();
    let late = client.call::<()>("/api/settings/save_category", &save(Some(horeca), "Te laat")).await;
    let now = Group { id: horeca, version: 2, name: "Cafés".into() };
    assert_eq!(late, Err(AppError::conflict(&now)));
    let listed: Vec<Group> = client.call("/api/settings/categories", &json!({})).await.unwrap();
    assert_eq!(listed.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["Bouw", "Cafés"]);

    categorise(&client, customer, horeca).await.unwrap();
    let delete = json!({ "request": { "id": horeca, "version": 2 } });
    let used = client.call::<()>("/api/settings/delete_category", &delete).await;
    assert_eq!(used, Err(AppError::Refused(Refusal::InUse)));
    // A customer that goes takes its categories with it.
    let step = json!({ "request": { "id": customer, "version": 1 } });
    client.call::<()>("/api/customers/delete", &step).await.unwrap();
    client.call::<()>("/api/settings/delete_category", &delete).await.unwrap();
    let left: Vec<Group> = client.call("/api/settings/categories", &json!({})).await.unwrap();
    assert_eq!(left.len(), 1);
    app.checked().await;
}

async fn profiles_are_made_changed_and_removed(app: TestApp) {
    let client = app.signed_in(&app.firm("Rol").await).await;
    let save = async |request| client.call::<Uuid>("/api/settings/save_profile", &request).await;
    let id = save(save_profile(None, 0, "Stage", &Rights::default())).await.unwrap();
    assert_eq!(
        save(save_profile(None, 0, "Stage", &Rights::default())).await,
        Err(AppError::field("name", FieldError::Taken))
    );
    assert_eq!(save(save_profile(Some(id), 1, "Stagiair", &personnel())).await, Ok(id));
    assert!(matches!(save(save_profile(Some(id), 1, "Te laat", &personnel())).await, Err(AppError::Conflict(_))));
    let staff = profile(&client, "staff").await;
    let builtin = save(save_profile(Some(staff.id), 1, "Anders", &Rights::default())).await;
    assert_eq!(builtin, Err(AppError::Refused(Refusal::BuiltIn)));
    let order: Vec<Profile> = client.call("/api/settings/profiles", &json!({})).await.unwrap();
    let order: Vec<_> = order.iter().map(|profile| profile.name.as_str()).collect();
    assert_eq!(order, ["administrator", "client_manager", "staff", "reader", "Stagiair"]);

    let delete = |id: Uuid, version: i32| json!({ "request": { "id": id, "version": version } });
    let used = profile(&client, "administrator").await;
    assert_eq!(
        client.call::<()>("/api/settings/delete_profile", &delete(used.id, 1)).await,
        Err(AppError::Refused(Refusal::BuiltIn))
    );
    client.call::<()>("/api/settings/delete_profile", &delete(id, 2)).await.unwrap();
    assert_eq!(
        client.call::<Profile>("/api/settings/profile", &json!({ "request": { "id": id } })).await,
        Err(AppError::NotFound)
    );
    app.checked().await;
}

async fn another_firm_is_not_found(app: TestApp) {
    let (ours, theirs) = (app.firm("Wij").await, app.firm("Zij").await);
    let (client, other) = (app.signed_in(&ours).await, app.signed_in(&theirs).await);
    let save = json!({ "request": { "id": null, "version": 0, "name": "Hun team" } });
    other.call::<()>("/api/settings/save_unit", &save).await.unwrap();
    let units: Vec<Group> = other.call("/api/settings/units", &json!({})).await.unwrap();
    let (unit, profile_id) = (units[0].id, profile(&other, "staff").await.id);
    let theirs_too = category(&other, "Hun soort").await;
    let me = user(&client, ours.user_id).await;
    let seen = |id: Uuid| json!({ "request": { "id": id, "version": 1 } });
    let place = |id: Uuid, profile_id: Uuid, unit_id: Option<Uuid>| {
        json!({ "request": { "id": id, "version": 1, "profile_id": profile_id, "unit_id": unit_id, "active": true,
            "name": "Cé", "email": "ce@wij.be", "locale": "nl" } })
    };
    for (path, request) in [
        ("profile", seen(profile_id)),
        ("delete_profile", seen(profile_id)),
        ("save_profile", save_profile(Some(profile_id), 1, "Van ons", &Rights::default())),
        ("delete_unit", seen(unit)),
        ("delete_category", seen(theirs_too)),
        ("save_category", json!({ "request": { "id": theirs_too, "version": 1, "name": "Van ons" } })),
        ("save_unit", json!({ "request": { "id": unit, "version": 1, "name": "Van ons" } })),
        ("resend", seen(theirs.user_id)),
        ("change_user", place(theirs.user_id, me.profile_id, None)),
        ("change_user", place(me.id, profile_id, None)),
        ("change_user", place(me.id, me.profile_id, Some(unit))),
        ("invite", place(me.id, profile_id, None)),
        ("invite", place(me.id, me.profile_id, Some(unit))),
    ] {
        let answer = client.call::<serde_json::Value>(&format!("/api/settings/{path}"), &request).await;
        assert_eq!(answer, Err(AppError::NotFound), "{path} {request}");
    }
}
