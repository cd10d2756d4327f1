//! Every cell of the file under its own title: no two values of the customer that is written are the same.

use app::{
    customers::form::request::UpdateRequest,
    customers::list::address::{ListQuery, Tab},
    settings::Group,
};
use domain::details::{AddressDetails, ContactDetails, CustomerDetails};
use serde_json::{Value, json};
use uuid::Uuid;

use super::export::sheets;
use crate::{
    both,
    support::{
        Client, TestApp,
        cards::{blank, card, categorise, category, create, peeters, update},
        templates::{record, save},
    },
};

both!(every_cell_stands_under_its_title);

/// The row of the customer, each cell with its title.
const CUSTOMER: [(&str, &str); 43] = [
    ("Klantnummer", "77"),
    ("Juridische naam", "Bakkerij Maes"),
    ("Land (lettercode)", "BE"),
    ("E-mailadres contactpersoon", "piet@maes.be"),
    ("Voornaam contactpersoon", "Piet"),
    ("Achternaam contactpersoon", "Maes"),
    ("Taal contactpersoon (locale)", "de-BE"),
    ("Bedrijfsnummer", "0403170701"),
    ("BTW", "BE0403170701"),
    ("Externe referentie", "K-17"),
    ("IBAN", "BE68539007547034"),
    ("Straat", "Veldstraat"),
    ("Nummer", "12"),
    ("Postbus", "3"),
    ("Postcode", "9000"),
    ("Gemeente/stad", "Gent"),
    ("Mandaat", "Ja"),
    ("Sjabloon", "Vennootschap"),
    ("Telefoon", "09 123 45 67"),
    ("Gsm", "+32 478 12 34 56"),
    ("Website", "https://maes.be"),
    ("E-mailadres van het bedrijf", "info@maes.be"),
    ("Opmerkingen", "Betaalt laat"),
    ("Land van het adres", "NL"),
    ("Taal van het bedrijf", "fr-BE"),
    ("Type klant", "Professioneel"),
    ("Voornaam (particulier)", "Jan"),
    ("Achternaam (particulier)", "Maes"),
    ("Btw-nummer in aanvraag", "Ja"),
    ("Fax", "09 123 45 68"),
    ("Rechtsvorm", "BV – besloten vennootschap"),
    ("Activiteit (NACE-BEL)", "62.100"),
    ("Mailingcode", "012"),
    ("Regio", "Waasland"),
    ("Verkoper", "Els Claes"),
    ("Nummer archiefkast", "A-12"),
    ("Kredietlimiet", "1.234,50"),
    ("Openingsuren", "ma–vr 9–17 u."),
    ("Adresaanvulling", "Gebouw C"),
    ("Status", "Concept"),
    ("Dossierbeheerder", "An Beheerder"),
    ("Business unit", "Oost"),
    ("Categorieën", "Bouw; Horeca"),
];

const ADDRESS: [(&str, &str); 11] = [
    ("Klantnummer", "77"),
    ("Naam", "Bakkerij Maes"),
    ("Benaming van het adres", "Winkel"),
    ("Straat", "Veldstraat"),
    ("Huisnummer", "12"),
    ("Bus", "3"),
    ("Adresaanvulling", "Gebouw C"),
    ("Postcode", "9000"),
    ("Gemeente", "Gent"),
    ("Land", "NL"),
    ("Hoofdkantoor", "Ja"),
];

/// Of a second contact, which is neither the main one nor active any more.
const CONTACT: [(&str, &str); 11] = [
    ("Klantnummer", "77"),
    ("Naam", "Bakkerij Maes"),
    ("Voornaam", "Els"),
    ("Achternaam", "Claes"),
    ("E-mailadres", "els@maes.be"),
    ("Telefoon", "09 222 22 22"),
    ("Gsm", "+32 478 22 22 22"),
    ("Functie", "Zaakvoerder"),
    ("Taal", "en-BE"),
    ("Hoofdcontact", "Nee"),
    ("Actief", "Nee"),
];

async fn every_cell_stands_under_its_title(app: TestApp) {
    let an = app.firm("Cellen").await;
    let client = app.signed_in(&an).await;
    let id = filled(&client, an.user_id).await;
    second_contact(&client, id).await;
    let query = ListQuery { tab: Tab::Draft, ..Default::default() };
    let sheets = sheets(&client, &query.file()).await;
    let rows = |sheet: usize, row: usize| sheets[sheet].1[0].iter().zip(&sheets[sheet].1[row]);
    let cells = |sheet, row| rows(sheet, row).map(|(title, cell)| (title.as_str(), cell.as_str())).collect::<Vec<_>>();
    assert_eq!(cells(0, 1), CUSTOMER);
    assert_eq!(cells(1, 1), ADDRESS);
    assert_eq!(cells(2, 2), CONTACT);
    assert_eq!(sheets.iter().map(|(_, rows)| rows.len()).collect::<Vec<_>>(), [2, 2, 3]);
}

/// A customer of which everything is filled in, and everything is different.
pub(super) async fn filled(client: &Client, manager: Uuid) -> Uuid {
    let mut request = peeters(blank(client).await.form_id);
    let template = save(client, &record("Vennootschap", &[], &[])).await.unwrap();
    request.template_id = Some(template);
    request.address = AddressDetails {
        label: "Winkel".into(),
        street: "Veldstraat".into(),
        house_number: "12".into(),
        box_number: "3".into(),
        addition: "Gebouw C".into(),
        postcode: "9000".into(),
        city: "Gent".into(),
        country: "NL".into(),
    };
    request.contact = ContactDetails {
        first_name: "Piet".into(),
        last_name: "Maes".into(),
        email: "piet@maes.be".into(),
        locale: "de-BE".into(),
        ..ContactDetails::default()
    };
    let id = create(client, &request).await.unwrap();
    let unit = json!({ "request": { "id": null, "version": 0, "name": "Oost" } });
    client.call::<()>("/api/settings/save_unit", &unit).await.unwrap();
    let units: Vec<Group> = client.call("/api/settings/units", &json!({})).await.unwrap();
    let details = CustomerDetails {
        name: "Bakkerij Maes".into(),
        number: "77".into(),
        vat: "BE0403170701".into(),
        company_number: "0403170701".into(),
        external_reference: "K-17".into(),
        country: "BE".into(),
        locale: "fr-BE".into(),
        iban: "BE68539007547034".into(),
        email: "info@maes.be".into(),
        phone: "09 123 45 67".into(),
        mobile: "+32 478 12 34 56".into(),
        website: "https://maes.be".into(),
        description: "Betaalt laat".into(),
        mandate: true,
        manager_id: Some(manager),
        business_unit_id: Some(units[0].id),
        customer_type: String::new(),
        given_name: "Jan".into(),
        family_name: "Maes".into(),
        vat_applied_for: true,
        fax: "09 123 45 68".into(),
        legal_form: "610".into(),
        nace: "62.100".into(),
        mailing_code: "012".into(),
        region: "Waasland".into(),
        seller: "Els Claes".into(),
        archive_number: "A-12".into(),
        credit_limit: "1234.50".into(),
        opening_hours: "ma–vr 9–17 u.".into(),
    };
    let seen = card(client, id).await;
    update(client, &UpdateRequest::of(id, seen.version, details)).await.unwrap();
    for name in ["Horeca", "Bouw"] {
        categorise(client, id, category(client, name).await).await.unwrap();
    }
    id
}

async fn second_contact(client: &Client, customer_id: Uuid) {
    let details = json!({ "first_name": "Els", "last_name": "Claes", "email": "els@maes.be", "phone": "09 222 22 22",
        "mobile": "+32 478 22 22 22", "role": "Zaakvoerder", "locale": "en-BE" });
    let new = json!({ "customer_id": customer_id, "id": null, "version": 0, "details": { "new": details } });
    client.call::<Value>("/api/contacts/save", &json!({ "request": new })).await.unwrap();
    let els = card(client, customer_id).await.contacts.unwrap().into_iter().find(|one| !one.main).unwrap();
    let request = json!({ "customer_id": customer_id, "id": els.id, "version": els.version });
    client.call::<Value>("/api/contacts/deactivate", &json!({ "request": request })).await.unwrap();
}
