//! The one form of each text: what is typed is cleaned, addresses and references are compared by one key.

use app::{
    audit::history::Shown,
    customers::form::request::UpdateRequest,
    error::{AppError, FieldError},
    settings::Group,
};
use domain::{Reason, imports::State, permissions::BuiltIn};
use entity::{customer, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    imports::import_client::{ImportClient, PEETERS, with, workbook},
    support::{
        PASSWORD, TestApp,
        accounts::sign_in,
        answers::location,
        cards::{added, blank, card, category, create, history, peeters, update},
        customers::{Said, add_one},
    },
};

both!(
    what_is_typed_is_cleaned,
    an_international_address_has_one_form_and_is_shown_as_people_write_it,
    references_are_one_whatever_their_case_and_spaces,
    a_name_of_a_list_is_taken_whatever_its_case,
);
both!(spoilt: letters_that_look_alike_open_nobodys_account);

async fn what_is_typed_is_cleaned(app: TestApp) {
    let client = app.signed_in(&app.firm("Net").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    request.customer.name = "\u{202d}Cafe\u{301}\u{a0}\u{a0}Bel\u{ad}fort\u{200b}".into();
    request.customer.phone = "\u{202a}09\u{a0}123 45 67\u{202c}".into();
    request.customer.description = "een\r\n\r\ntwee\u{feff}".into();
    request.address.city = "Gent\u{200e}".into();
    request.address.street = "Veld\u{200b}straat".into();
    let id = create(&client, &request).await.unwrap();
    let card = card(&client, id).await;
    assert_eq!(card.details.name, "Café Belfort");
    assert_eq!(card.details.phone, "09 123 45 67");
    assert_eq!(card.details.description, "een\n\ntwee");
    let address = &card.addresses[0].details;
    assert_eq!((address.city.as_str(), address.street.as_str()), ("Gent", "Veldstraat"));
}

async fn an_international_address_has_one_form_and_is_shown_as_people_write_it(app: TestApp) {
    let client = app.signed_in(&app.firm("Umlaut").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    request.customer.email = "Info@Ba\u{308}ckerei-Müller.example".into();
    let id = create(&client, &request).await.unwrap();
    let stored = customer::Entity::find().one(&app.context.db.read).await.unwrap().unwrap();
    assert_eq!(stored.email, "Info@xn--bckerei-mller-bfb28a.example");
    let shown = card(&client, id).await;
    assert_eq!(shown.details.email, "Info@bäckerei-müller.example");
    let said = history(&client, id).await.moments[0]
        .events
        .iter()
        .flat_map(|event| event.fields.clone())
        .any(|change| change.after == Shown::Text("Info@bäckerei-müller.example".into()));
    assert!(said, "the history writes it so too");
    // The same, written as mail servers do, is no change.
    let mut same = shown.details.clone();
    same.email = "Info@XN--bckerei-mller-bfb28a.EXAMPLE".into();
    update(&client, &UpdateRequest::of(id, shown.version, same)).await.unwrap();
    assert_eq!(customer::Entity::find().one(&app.context.db.read).await.unwrap().unwrap().email, stored.email);
    let mut refused = card(&client, id).await;
    refused.details.email = "jürgen@example.com".into();
    let answer = update(&client, &UpdateRequest::of(id, refused.version, refused.details)).await;
    assert_eq!(answer, Err(AppError::field("email", FieldError::Rejected(Reason::LocalPart.into()))));
}

async fn letters_that_look_alike_open_nobodys_account(app: TestApp) {
    let an = app.firm("Kelvin").await;
    let karel = app.colleague(an.firm_id, "Karel", BuiltIn::Staff).await;
    let of_karel = user::Column::Id.eq(karel.user_id);
    let named =
        user::ActiveModel { email: sea_orm::ActiveValue::Set("karel@xn--bckerei-5wa.be".into()), ..Default::default() };
    user::Entity::update_many().set(named).filter(of_karel).exec(app.context.db.writer()).await.unwrap();
    for own in ["karel@bäckerei.be", " KAREL@BÄCKEREI.BE ", "karel@ba\u{308}ckerei.be", "Karel@xn--bckerei-5wa.be"] {
        assert_eq!(location(&sign_in(&app.client(), own, PASSWORD).await), "/klanten", "{own}");
    }
    for other in ["\u{212a}arel@bäckerei.be", "ｋarel@bäckerei.be"] {
        let answer = location(&sign_in(&app.client(), other, PASSWORD).await);
        assert!(answer.ends_with("fout=aanmelden"), "{other}: {answer}");
    }
    let client = app.signed_in(&an).await;
    let profile_id = app.context.db.read.clone();
    let profile =
        user::Entity::find_by_id((an.firm_id, karel.user_id)).one(&profile_id).await.unwrap().unwrap().profile_id;
    let invite = |email: &str| json!({ "request": { "name": "K", "email": email, "locale": "nl", "profile_id": profile, "unit_id": Value::Null } });
    let taken = client.call::<Uuid>("/api/settings/invite", &invite("KAREL@Bäckerei.be")).await;
    assert_eq!(taken, Err(AppError::field("email", FieldError::Taken)));
    let refused = client.call::<Uuid>("/api/settings/invite", &invite("\u{212a}arel@bäckerei.be")).await;
    assert_eq!(refused, Err(AppError::field("email", FieldError::Rejected(Reason::LocalPart.into()))));
}

async fn references_are_one_whatever_their_case_and_spaces(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Referentie").await;
    let known =
        add_one(&app, importer.viewer.firm_id, Said { name: "Zon", reference: "KL-001", ..Default::default() }).await;
    let rows = [
        with(
            with(
                with(PEETERS, domain::imports::Column::ExternalReference, "kl-001 "),
                domain::imports::Column::CompanyNumber,
                "",
            ),
            domain::imports::Column::Vat,
            "",
        ),
        with(PEETERS, domain::imports::Column::ExternalReference, "KL-002"),
        with(
            with(
                with(PEETERS, domain::imports::Column::ExternalReference, "kl-002"),
                domain::imports::Column::CompanyNumber,
                "",
            ),
            domain::imports::Column::Vat,
            "BE0477472701",
        ),
    ];
    let id = importer.upload(workbook(&rows)).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.existing, ready.new, ready.line.wrong), (1, 1, 1), "one there already, one new, one repeated");
    let stored = customer::Entity::find_by_id((importer.viewer.firm_id, known))
        .one(&app.context.db.read)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((stored.external_reference.as_str(), stored.reference_key.as_str()), ("KL-001", "kl-001"));
}

async fn a_name_of_a_list_is_taken_whatever_its_case(app: TestApp) {
    let client = app.signed_in(&app.firm("Lijst").await).await;
    let id = category(&client, "Horeca").await;
    let save = |name: &str, id: Option<Uuid>, version: i32| json!({ "request": { "id": id, "version": version, "name": name } });
    for same in ["horeca", " HORECA\u{200b}"] {
        let taken = client.call::<()>("/api/settings/save_category", &save(same, None, 0)).await;
        assert_eq!(taken, Err(AppError::field("name", FieldError::Taken)), "{same}");
    }
    // Its own name may change its case.
    client.call::<()>("/api/settings/save_category", &save("HORECA", Some(id), 1)).await.unwrap();
    for name in ["étage", "Zon", "Etage", "bouw", "'t Hof", "Timmer"] {
        category(&client, name).await;
    }
    let all: Vec<Group> = client.call("/api/settings/categories", &json!({})).await.unwrap();
    let names: Vec<_> = all.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["bouw", "Etage", "étage", "HORECA", "'t Hof", "Timmer", "Zon"]);
    added(&client).await;
}
