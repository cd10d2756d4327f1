//! The definitions of a firm's own fields: the ready-made set, their order, and how many there may be.

use app::{
    error::{AppError, Refusal},
    limits::{self, Counted},
};
use domain::{Language, own_fields::OwnKind};
use serde_json::json;

use crate::{
    both,
    support::{
        TestApp,
        answers::location,
        cards::{own_field, own_fields},
    },
};

both!(
    the_ready_made_set_is_added_once,
    fields_change_places,
    a_firm_has_no_more_than_it_may,
    the_list_tells_where_a_field_stands_and_who_sees_it,
);

async fn the_ready_made_set_is_added_once(app: TestApp) {
    let client = app.signed_in(&app.firm("Reeks").await).await;
    for _ in 0..2 {
        let answer = client.form("/api/own_fields/add_set", &[("page", "/instellingen/velden")]).await;
        assert_eq!(location(&answer), "/instellingen/velden?bewaard=ja");
    }
    let fields = own_fields(&client).await;
    let named: Vec<(&str, OwnKind)> =
        fields.fields.iter().map(|field| (field.labels.own(Language::Nl), field.kind)).collect();
    let list = OwnKind::Choice;
    let text = OwnKind::Text;
    let expected = [
        ("Getal 1", OwnKind::Number),
        ("Tekst 1", text),
        ("Tekst 2", text),
        ("Tekst 3", text),
        ("Keuzelijst 1", list),
        ("Keuzelijst 2", list),
        ("Keuzelijst 3", list),
    ];
    assert_eq!((named.as_slice(), fields.has_set), (expected.as_slice(), true));
    assert_eq!(fields.fields[0].labels.own(Language::De), "Zahl 1");
}

async fn fields_change_places(app: TestApp) {
    let client = app.signed_in(&app.firm("Plaatsen").await).await;
    for label in ["Een", "Twee", "Drie"] {
        own_field(&client, label, json!({})).await.unwrap();
    }
    let order = async || {
        let fields = own_fields(&client).await.fields;
        fields.iter().map(|field| field.labels.own(Language::Nl).to_owned()).collect::<Vec<_>>()
    };
    let id = own_fields(&client).await.fields[2].id;
    for (up, expected) in [
        (true, ["Een", "Drie", "Twee"]),
        (true, ["Drie", "Een", "Twee"]),
        (true, ["Drie", "Een", "Twee"]),
        (false, ["Een", "Drie", "Twee"]),
    ] {
        let request = json!({ "request": { "id": id, "up": up } });
        client.call::<()>("/api/own_fields/shift", &request).await.unwrap();
        assert_eq!(order().await, expected);
    }
}

async fn a_firm_has_no_more_than_it_may(app: TestApp) {
    let client = app.signed_in(&app.firm("Vol").await).await;
    for number in 0..Counted::OwnFields.most() {
        own_field(&client, &format!("Veld {number}"), json!({})).await.unwrap();
    }
    let full = AppError::Refused(Refusal::Full(Counted::OwnFields));
    assert_eq!(own_field(&client, "Nog een", json!({})).await.unwrap_err(), full);
    let many: String = (0..=limits::OPTIONS).map(|number| format!("Keuze {number}\n")).collect();
    let id = own_fields(&client).await.fields[0].id;
    let request = json!({ "id": id, "version": 1, "labels": { "nl": "Veld 0" }, "kind": "text", "more_options": many });
    let Err(AppError::Invalid(wrong)) = client.call::<()>("/api/own_fields/save", &json!({ "request": request })).await
    else {
        panic!("refused")
    };
    assert_eq!(wrong.keys().collect::<Vec<_>>(), ["more_options"]);
}

async fn the_list_tells_where_a_field_stands_and_who_sees_it(app: TestApp) {
    let client = app.signed_in(&app.firm("Overzicht").await).await;
    own_field(&client, "Binnenskamers", json!({})).await.unwrap();
    own_field(&client, "Zichtbaar", json!({ "sharing": "shown", "on_tab": true })).await.unwrap();
    own_field(&client, "Wijzigbaar", json!({ "sharing": "changeable" })).await.unwrap();
    let page = client.get("/instellingen/velden").await.text().await.unwrap();
    let row = |label: &str| {
        let row = page.split("<tr").find(|row| row.contains(&format!("scope=\"row\">{label}<")));
        row.unwrap_or_else(|| panic!("{label}: {page}")).to_owned()
    };
    for (label, on_tab, shared) in [
        ("Binnenskamers", false, ">Niet getoond<"),
        ("Zichtbaar", true, ">Getoond<"),
        ("Wijzigbaar", false, ">Getoond, en de klant mag het wijzigen<"),
    ] {
        let row = row(label).split("</tr>").next().unwrap().to_owned();
        assert_eq!((row.contains("Vrije kenmerken"), row.contains(shared)), (on_tab, true), "{row}");
    }
    assert!(page.contains(">Eigen pagina van de klant<"), "{page}");
}
