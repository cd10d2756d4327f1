//! The window settings of the list: which columns each colleague sees, in which order, and what stands in them.

use app::{
    customers::list::{
        address::{ListQuery, Sort, Tab},
        layout::Layout,
        records::{ListPage, Printed},
    },
    error::AppError,
    limits::{COLUMN_WIDTHS, ITEMS},
    session::Viewer,
};
use domain::{
    customers::Status,
    details::ContactDetails,
    permissions::{Area, BuiltIn, Level, Rights, Scope},
};
use entity::list_layout;
use reqwest::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use super::columns::filled;
use crate::{
    both,
    support::{
        Client, TestApp,
        answers::location,
        customers::{Said, add},
        forms::{post, press, shows},
        lists::list,
    },
};

both!(
    each_colleague_has_its_own_columns,
    every_column_says_what_the_customer_is,
    an_area_hides_its_columns,
    columns_are_chosen_without_javascript,
    a_printed_list_has_the_same_columns,
);

const ARRANGE: &str = "/api/customers/arrange_list";
const ARRANGE_FORM: &str = "/api/customers/arrange_list_form";
const STANDARD: &str = "number name vat city status manager_id";

pub(super) async fn arrange(client: &Client, text: &str, compact: bool) {
    let request = json!({ "request": Layout::read(text, compact) });
    client.call::<()>(ARRANGE, &request).await.unwrap();
}

async fn layout(client: &Client) -> (String, bool) {
    let layout = list(client, &ListQuery::default()).await.layout;
    (layout.text(), layout.compact)
}

async fn kept(app: &TestApp) -> u64 {
    list_layout::Entity::find().count(&app.context.db.read).await.unwrap()
}

async fn each_colleague_has_its_own_columns(app: TestApp) {
    let an = app.firm("Kolommen").await;
    let client = app.signed_in(&an).await;
    let bo = app.signed_in(&app.colleague(an.firm_id, "Bo", BuiltIn::Administrator).await).await;
    let other = app.signed_in(&app.firm("Elders").await).await;
    assert_eq!(layout(&client).await, (STANDARD.into(), false));
    arrange(&client, "phone name:240 number", true).await;
    assert_eq!(layout(&client).await, ("phone name:240 number".into(), true));
    for colleague in [&bo, &other] {
        assert_eq!(layout(colleague).await, (STANDARD.into(), false), "nobody else's");
    }
    arrange(&bo, "name email", false).await;
    assert_eq!(layout(&client).await.0, "phone name:240 number", "nor the other way round");

    // What is not known is left out, what stands twice stands once, a width has its limits, and the name stays.
    arrange(&client, "weg email weg:90 city:1 email:90 phone:9999", false).await;
    let (least, most) = (COLUMN_WIDTHS.start(), COLUMN_WIDTHS.end());
    assert_eq!(layout(&client).await, (format!("name email city:{least} phone:{most}"), false));
    let long = vec![json!({ "key": "email", "width": null }); ITEMS + 1];
    let long = json!({ "request": { "columns": long, "compact": false } });
    assert!(client.call::<Value>(ARRANGE, &long).await.is_err());

    assert_eq!(kept(&app).await, 2);
    arrange(&client, "", false).await;
    assert_eq!(layout(&client).await, (STANDARD.into(), false));
    arrange(&bo, STANDARD, false).await;
    assert_eq!(kept(&app).await, 0, "as it comes, nothing is kept");
    app.checked().await;
}

/// Every column that is read beside the row, with what it says of the customer of `columns.rs`.
const CELLS: [(&str, &str); 35] = [
    ("contact", "Piet Maes"),
    ("address", "Veldstraat 12 bus 3"),
    ("country", "België"),
    ("phone", "09 123 45 67"),
    ("email", "info@maes.be"),
    ("iban", "BE68 5390 0754 7034"),
    ("business_unit_id", "Oost"),
    ("categories", "Bouw, Horeca"),
    ("template_id", "Vennootschap"),
    ("customer_type", "Professioneel"),
    ("given_name", "Jan"),
    ("family_name", "Maes"),
    ("legal_form", "BV – besloten vennootschap"),
    ("nace", "62.100 – Ontwerpen van computerprogramma’s"),
    ("vat_applied_for", "Ja"),
    ("company_number", "0403.170.701"),
    ("external_reference", "K-17"),
    ("locale", "Frans (België)"),
    ("mobile", "+32 478 12 34 56"),
    ("fax", "09 123 45 68"),
    ("website", "maes.be"),
    ("mailing_code", "012"),
    ("region", "Waasland"),
    ("seller", "Els Claes"),
    ("archive_number", "A-12"),
    ("credit_limit", "€ 1.234,50"),
    ("opening_hours", "ma–vr 9–17 u."),
    ("description", "Betaalt laat"),
    ("mandate", "Ja"),
    ("address_label", "Winkel"),
    ("address_addition", "Gebouw C"),
    ("address_postcode", "9000"),
    ("address_country", "Nederland"),
    ("contact_email", "piet@maes.be"),
    ("contact_locale", "Duits (België)"),
];

/// A page of the list with these columns.
async fn page(client: &Client, text: &str, tab: Tab) -> ListPage {
    arrange(client, text, false).await;
    list(client, &ListQuery { tab, ..ListQuery::default() }).await
}

async fn every_column_says_what_the_customer_is(app: TestApp) {
    let an = app.firm("Cellen").await;
    let client = app.signed_in(&an).await;
    filled(&client, an.user_id).await;
    let all = CELLS.map(|(key, _)| key).join(" ");
    let row = page(&client, &format!("number name {all}"), Tab::Draft).await.rows.remove(0);
    let cells: Vec<(&str, &str)> = CELLS.iter().map(|(key, _)| *key).zip(row.more.iter().map(String::as_str)).collect();
    assert_eq!(cells, CELLS);
    // Each of them alone too, and the other way round.
    for (key, expected) in CELLS {
        assert_eq!(page(&client, &format!("name {key}"), Tab::Draft).await.rows[0].more, [expected], "{key}");
    }
    let turned = CELLS.iter().rev().map(|(key, _)| *key).collect::<Vec<_>>().join(" ");
    let row = page(&client, &turned, Tab::Draft).await.rows.remove(0);
    assert!(row.more.iter().eq(CELLS.iter().rev().map(|(_, expected)| expected)), "{:?}", row.more);
    assert_eq!(
        page(&client, STANDARD, Tab::Draft).await.rows[0].more,
        Vec::<String>::new(),
        "nothing is read for these"
    );

    // A customer of which nothing else is known, and each row its own.
    add(&app, an.firm_id, &[Said { name: "Kaal", ..Said::default() }]).await;
    let rows = page(&client, "name contact address phone categories business_unit_id mandate", Tab::Draft).await.rows;
    let more: Vec<Vec<&str>> = rows.iter().map(|row| row.more.iter().map(String::as_str).collect()).collect();
    let full = vec!["Piet Maes", "Veldstraat 12 bus 3", "09 123 45 67", "Bouw, Horeca", "Oost", "Ja"];
    assert_eq!(more, [full, vec!["", "", "", "", "", "Nee"]]);
}

/// A colleague who may do everything but anything in this area.
pub(super) async fn without(app: &TestApp, an: &Viewer, area: Area) -> Client {
    let levels = Area::ALL.map(|each| (each, if each == area { Level::None } else { Level::Delete }));
    let rights = Rights { scope: Scope::All, levels: levels.into() };
    app.signed_in(&app.colleague_with(an.firm_id, &rights).await).await
}

async fn an_area_hides_its_columns(app: TestApp) {
    let an = app.firm("Rechten").await;
    let contact = |first_name: &str| ContactDetails { first_name: first_name.into(), ..ContactDetails::default() };
    let said =
        |name, first: &str| Said { name, status: Status::Active, contact: Some(contact(first)), ..Said::default() };
    add(&app, an.firm_id, &[said("Aarde", "Zoë"), said("Zon", "Adèle")]).await;
    let all = "name iban contact contact_email credit_limit phone";
    for (area, open) in
        [(Area::Financial, "name contact contact_email phone"), (Area::Contacts, "name iban credit_limit phone")]
    {
        let client = without(&app, &an, area).await;
        let found = page(&client, all, Tab::Active).await;
        assert_eq!(found.layout.text(), open, "without {area:?}");
        assert!(found.rows.iter().all(|row| row.more.len() == found.layout.columns.len() - 1), "{:?}", found.rows);
        let html = client.get("/klanten").await.text().await.unwrap();
        assert_eq!(html.contains("Zoë"), area != Area::Contacts, "without {area:?}");
        let form = client.get("/klanten/vensterinstellingen").await.text().await.unwrap();
        assert_eq!(form.contains("show_contact_email"), area != Area::Contacts, "what is not open is not offered");
        assert_eq!(form.contains("show_iban"), area != Area::Financial);
        // Nor does the order tell.
        let by_contact = ListQuery { sort: Some(Sort::Contact), ..ListQuery::default() };
        let sorted = list(&client, &by_contact).await;
        let names: Vec<&str> = sorted.rows.iter().map(|row| row.name.as_str()).collect();
        let (sort, expected) = match area {
            Area::Contacts => (Sort::Name, ["Aarde", "Zon"]),
            _ => (Sort::Contact, ["Zon", "Aarde"]),
        };
        assert_eq!((sorted.sort, names), (sort, expected.to_vec()), "without {area:?}");
    }
    // What was chosen while a right was there is not shown when it is gone.
    let colleague = app.colleague(an.firm_id, "Bo", BuiltIn::ClientManager).await;
    arrange(&app.signed_in(&colleague).await, all, false).await;
    let reader = Viewer { rights: BuiltIn::Reader.rights(), ..colleague };
    let query = ListQuery::default();
    let seen = app::customers::list::queries::page(&app.context.db, &reader, &query).await.unwrap();
    assert_eq!(seen.layout.text(), "name contact contact_email phone");

    let nobody = without(&app, &an, Area::Customers).await;
    let request = json!({ "request": Layout::default() });
    assert_eq!(nobody.call::<()>(ARRANGE, &request).await, Err(AppError::Forbidden));
}

async fn columns_are_chosen_without_javascript(app: TestApp) {
    let an = app.firm("Formulier").await;
    let client = app.signed_in(&an).await;
    add(&app, an.firm_id, &[Said { name: "Zon", phone: "09 123 45 67", status: Status::Active, ..Said::default() }])
        .await;
    let here = "/klanten?sorteer=nummer";
    let asked = "/klanten/vensterinstellingen?sorteer=nummer";
    let page = async |address: &str| {
        let answer = client.get(address).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.text().await.unwrap()
    };
    let html = page(here).await;
    assert!(html.contains(&format!(r#"href="{}""#, asked.replace('&', "&amp;"))), "the icon leads there: {html}");

    let html = page(asked).await;
    let typed = [("show_phone", "true"), ("show_vat", ""), ("width_phone", "180"), ("compact", "true")];
    let answer = post(&client, &html, ARRANGE_FORM, &typed).await;
    assert_eq!(location(&answer), here, "Enter saves, and leads back to the list");
    assert_eq!(layout(&client).await, ("number name city status manager_id phone:180".into(), true));
    let html = page(here).await;
    assert!(html.contains(r#"<col width="180">"#) && html.contains("09 123 45 67"), "{html}");

    let html = page(asked).await;
    assert!(shows(&html, "width_phone", "180") && shows(&html, "compact", "true"), "{html}");
    let answer = press(&client, &html, ARRANGE_FORM, ("move", "up name"), &[]).await;
    assert_eq!(location(&answer), asked, "there may be more to move");
    assert_eq!(layout(&client).await, ("name number city status manager_id phone:180".into(), true));
    let html = client.follow(&answer).await.text().await.unwrap();
    let answer = press(&client, &html, ARRANGE_FORM, ("move", "down city"), &[("width_phone", "")]).await;
    assert_eq!(location(&answer), asked);
    assert_eq!(layout(&client).await, ("name number status city manager_id phone".into(), true));

    let html = page(asked).await;
    let answer = press(&client, &html, ARRANGE_FORM, ("reset", "ja"), &[]).await;
    assert_eq!(location(&answer), here);
    assert_eq!(layout(&client).await, (STANDARD.into(), false));
    // Nobody is led away from the product.
    let html = page(asked).await;
    let answer = post(&client, &html, ARRANGE_FORM, &[("list", "https://elders.example/?zoek=zon")]).await;
    assert_eq!(location(&answer), "/klanten?zoek=zon");
}

async fn a_printed_list_has_the_same_columns(app: TestApp) {
    let an = app.firm("Papier").await;
    let client = app.signed_in(&an).await;
    let one = |name, phone| Said { name, phone, status: Status::Active, ..Said::default() };
    add(&app, an.firm_id, &[one("Aarde", "09 111 11 11"), one("Zon", "")]).await;
    arrange(&client, "phone name", false).await;
    let request = json!({ "request": { "query": ListQuery::default() } });
    let printed: Printed = client.call("/api/customers/printed", &request).await.unwrap();
    assert_eq!(printed.layout.text(), "phone name");
    let rows: Vec<_> = printed.rows.iter().map(|row| (row.name.as_str(), row.more.as_slice())).collect();
    assert_eq!(rows, [("Aarde", &["09 111 11 11".to_owned()][..]), ("Zon", &[String::new()][..])]);
    let html = client.get("/klanten/afdrukken").await.text().await.unwrap();
    let line = r#"<td class="extra code">09 111 11 11</td><th scope="row" class="name stays">Aarde</th></tr>"#;
    assert!(html.contains(line), "{html}");
}
