//! Customers that are private persons: a first and a last name, no number asked, the same rules by every way in.

use app::{
    audit::history::{FieldChange, Shown},
    customers::{
        form::request::{CreateRequest, UpdateRequest},
        list::address::{ListQuery, Tab, View},
    },
    error::{AppError, FieldError},
    portal::records::Missing,
};
use domain::{
    Reason,
    details::CustomerDetails,
    fields::INDIVIDUAL,
    imports::{Column, ProblemReason, State},
};
use entity::customer;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{
    both,
    imports::import_client::{DUBOIS, ImportClient, PEETERS, with, workbook},
    support::{
        Client, TestApp,
        cards::{blank, card, create, filled, history, peeters, update},
        forms::send,
        invitations::posted,
        lists::list,
        portal::{Portal, overview},
    },
};

both!(
    a_person_has_a_first_and_a_last_name_and_no_number,
    a_plain_form_makes_a_person_of_a_company_and_back,
    another_type_keeps_what_was_filled_in,
    the_list_shows_persons_alone,
    a_file_brings_persons_in_and_an_export_takes_them_out,
    the_page_of_a_person_asks_for_no_number,
);

async fn jan(client: &Client) -> CreateRequest {
    let mut request = peeters(blank(client).await.form_id);
    request.customer = CustomerDetails {
        customer_type: INDIVIDUAL.into(),
        given_name: " Jan".into(),
        family_name: "Van  den Berghe".into(),
        vat: String::new(),
        company_number: String::new(),
        name: String::new(),
        ..request.customer
    };
    request
}

fn wrong<T: std::fmt::Debug>(answer: Result<T, AppError>) -> Vec<(String, FieldError)> {
    let Err(AppError::Invalid(fields)) = answer else { panic!("{answer:?}") };
    fields.into_iter().collect()
}

async fn a_person_has_a_first_and_a_last_name_and_no_number(app: TestApp) {
    let client = app.signed_in(&app.firm("Particulier").await).await;
    let request = jan(&client).await;
    let mut nameless = request.clone();
    nameless.customer.given_name = String::new();
    let missing = FieldError::Rejected(Reason::Empty.into());
    assert_eq!(wrong(create(&client, &nameless).await), [("given_name".to_owned(), missing.clone())]);
    let mut company = request.clone();
    company.customer.customer_type = String::new();
    assert_eq!(wrong(create(&client, &company).await), [("name".to_owned(), missing)]);
    let mut abroad = request.clone();
    abroad.form_id = Some(blank(&client).await.form_id);
    abroad.customer.country = "NL".into();
    create(&client, &abroad).await.unwrap();

    let id = create(&client, &request).await.unwrap();
    let details = card(&client, id).await.details;
    let names = [details.name.as_str(), &details.given_name, &details.family_name, &details.customer_type];
    assert_eq!(names, ["Jan Van den Berghe", "Jan", "Van den Berghe", INDIVIDUAL]);
    let page = client.get(&format!("/klanten/{id}")).await.text().await.unwrap();
    assert!(page.contains("Particulier") && page.contains("Voornaam (particulier)"), "{page}");
    let company = create(&client, &peeters(blank(&client).await.form_id)).await.unwrap();
    let other = client.get(&format!("/klanten/{company}")).await.text().await.unwrap();
    for number in [">Btw-nummer<", ">Bedrijfsnummer<"] {
        assert!(!page.contains(number) && other.contains(number), "{number}: {page}");
    }
}

async fn a_plain_form_makes_a_person_of_a_company_and_back(app: TestApp) {
    let client = app.signed_in(&app.firm("Zonder script").await).await;
    let id = create(&client, &peeters(blank(&client).await.form_id)).await.unwrap();
    let before = card(&client, id).await.details;
    let page = format!("/klanten/{id}/bewerken");
    let nameless = send(&client, &page, "/api/customers/save_form", &[("customer_type", INDIVIDUAL)]).await;
    let shown = client.follow(&nameless).await.text().await.unwrap();
    assert!(shown.contains("Achternaam (particulier) ontbreekt."), "{shown}");
    assert_eq!(card(&client, id).await.details, before);
    let fields = [("customer_type", INDIVIDUAL), ("given_name", "Jan"), ("family_name", "Peeters")];
    send(&client, &page, "/api/customers/save_form", &fields).await;
    let person = card(&client, id).await.details;
    let expected = CustomerDetails {
        name: "Jan Peeters".into(),
        customer_type: INDIVIDUAL.into(),
        given_name: "Jan".into(),
        family_name: "Peeters".into(),
        ..before.clone()
    };
    assert_eq!(person, expected, "its numbers are kept");
    send(&client, &page, "/api/customers/save_form", &[("customer_type", ""), ("name", before.name.as_str())]).await;
    let company = card(&client, id).await.details;
    assert_eq!(company, CustomerDetails { customer_type: String::new(), name: before.name, ..person });
}

async fn another_type_keeps_what_was_filled_in(app: TestApp) {
    let client = app.signed_in(&app.firm("Van type").await).await;
    let id = create(&client, &jan(&client).await).await.unwrap();
    let form = filled(&client, id).await;
    let company = CustomerDetails { customer_type: "company".into(), ..form.details.clone() };
    update(&client, &UpdateRequest::of(id, form.version, company)).await.unwrap();
    let now = card(&client, id).await;
    assert_eq!(now.details, CustomerDetails { customer_type: String::new(), ..form.details.clone() });
    let told = history(&client, id).await.moments.remove(0).events.remove(0).fields;
    let choice = |key: &str| Shown::Choice { field: "customer_type".into(), key: key.into() };
    assert_eq!(told, [FieldChange { field: "customer_type".into(), before: choice(INDIVIDUAL), after: choice("") }]);
    let page = client.get(&format!("/klanten/{id}/historiek")).await.text().await.unwrap();
    assert!(page.contains("Particulier") && page.contains("Professioneel"), "{page}");
    update(&client, &UpdateRequest::of(id, now.version, form.details.clone())).await.unwrap();
    assert_eq!(card(&client, id).await.details, form.details);
}

async fn the_list_shows_persons_alone(app: TestApp) {
    let client = app.signed_in(&app.firm("Lijst").await).await;
    let other = app.signed_in(&app.firm("Andere lijst").await).await;
    create(&other, &jan(&other).await).await.unwrap();
    let id = create(&client, &jan(&client).await).await.unwrap();
    create(&client, &peeters(blank(&client).await.form_id)).await.unwrap();
    let persons = ListQuery { tab: Tab::Draft, view: View::Individuals, ..ListQuery::default() };
    let ids = async |query: &ListQuery| -> Vec<Uuid> {
        list(&client, query).await.rows.into_iter().map(|row| row.id).collect()
    };
    assert_eq!(ids(&persons).await, [id]);
    assert_eq!(ids(&persons.searching("berghe")).await, [id]);
    assert_eq!(ids(&persons.searching("bakkerij")).await, Vec::<Uuid>::new());
    let form = filled(&client, id).await;
    let company = CustomerDetails { customer_type: String::new(), ..form.details };
    update(&client, &UpdateRequest::of(id, form.version, company)).await.unwrap();
    assert_eq!(ids(&persons).await, Vec::<Uuid>::new(), "a company since then");
}

async fn a_file_brings_persons_in_and_an_export_takes_them_out(app: TestApp) {
    let importer = ImportClient::of_firm(&app, "Van").await;
    let person = |row, name: &'static str| with(with(row, Column::CustomerType, "individual"), Column::LegalName, name);
    let numberless = |row| with(with(row, Column::Vat, ""), Column::CompanyNumber, "");
    let jean = with(person(DUBOIS, "Jean Marie Dupont"), Column::GivenName, "Jean Marie");
    let rows = [
        numberless(with(person(PEETERS, "Peeters An"), Column::ExternalReference, "P1")),
        numberless(with(with(jean, Column::FamilyName, "Dupont"), Column::ExternalReference, "P2")),
        numberless(with(person(PEETERS, "Madonna"), Column::ExternalReference, "P3")),
    ];
    let id = importer.upload(workbook(&rows)).await;
    let ready = importer.until(id, State::Ready).await;
    assert_eq!((ready.new, ready.line.wrong), (2, 1));
    let problems = importer.problems(id).await.lines;
    let told: Vec<_> = problems.iter().map(|line| (&line.problem.column, line.problem.reason.clone())).collect();
    assert_eq!(told, [(&Column::LegalName.into(), ProblemReason::Refused { reason: Reason::PersonName })]);
    importer.step("start", id).await.unwrap();
    importer.until(id, State::Done).await;
    let expected = [("An Peeters", "An", "Peeters"), ("Jean Marie Dupont", "Jean Marie", "Dupont")];
    assert_persons(&app, &importer, &expected).await;

    let query = ListQuery { tab: Tab::Draft, ..ListQuery::default() };
    let file = importer.client.get(&query.file()).await.bytes().await.unwrap();
    let to = ImportClient::of_firm(&app, "Naar").await;
    let id = to.upload(file.to_vec()).await;
    to.until(id, State::Ready).await;
    to.step("start", id).await.unwrap();
    to.until(id, State::Done).await;
    assert_persons(&app, &to, &expected).await;
}

/// The customers of the firm, by their names: all are private persons.
async fn assert_persons(app: &TestApp, importer: &ImportClient, expected: &[(&str, &str, &str)]) {
    let made = customer::Entity::find().filter(customer::Column::FirmId.eq(importer.viewer.firm_id));
    let made = made.order_by_asc(customer::Column::Name).all(&app.context.db.read).await.unwrap();
    let names = made.iter().map(|one| (one.name.as_str(), one.given_name.as_str(), one.family_name.as_str()));
    assert_eq!(names.collect::<Vec<_>>(), expected);
    assert!(made.iter().all(|one| one.customer_type == INDIVIDUAL && one.vat.is_empty()), "{made:?}");
}

async fn the_page_of_a_person_asks_for_no_number(app: TestApp) {
    let smtp = posted(&app).await;
    let portal = Portal::of(&app, &smtp, "Eigen pagina", "jan@bakkerij.be").await;
    let an = app.signed_in(&portal.viewer).await;
    let form = filled(&an, portal.id).await;
    let bare = CustomerDetails { vat: String::new(), company_number: String::new(), ..form.details };
    update(&an, &UpdateRequest::of(portal.id, form.version, bare.clone())).await.unwrap();
    assert!(overview(&portal.client, portal.id).await.unwrap().missing.contains(&Missing::Number));
    let path = format!("/mijn-bedrijf/{}", portal.id);
    let page = portal.client.get(&path).await.text().await.unwrap();
    assert!(page.contains("Btw-nummer") && page.contains("Bedrijfsnummer"), "{page}");
    let person = CustomerDetails {
        customer_type: INDIVIDUAL.into(),
        given_name: "Jan".into(),
        family_name: "Peeters".into(),
        ..bare
    };
    update(&an, &UpdateRequest::of(portal.id, filled(&an, portal.id).await.version, person)).await.unwrap();
    let shown = overview(&portal.client, portal.id).await.unwrap();
    assert!(!shown.missing.contains(&Missing::Number), "{:?}", shown.missing);
    assert_eq!((shown.details.name.as_str(), shown.details.given_name.as_str()), ("Jan Peeters", "Jan"));
    let page = portal.client.get(&path).await.text().await.unwrap();
    assert!(!page.contains("Btw-nummer") && !page.contains("Bedrijfsnummer"), "{page}");
    let (id, version) = (portal.id.to_string(), shown.version.to_string());
    let fields = [
        ("customer_id", id.as_str()),
        ("version", version.as_str()),
        ("details[name]", "X"),
        ("details[phone]", "09 123 45 67"),
    ];
    portal.client.form("/api/portal/save_details", &fields).await;
    let after = card(&an, portal.id).await;
    assert_eq!((after.details.name.as_str(), after.details.phone.as_str()), ("Jan Peeters", "09 123 45 67"));
    assert_eq!(after.waiting, None);
}
