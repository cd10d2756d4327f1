//! What stands in the address, and is sent to it without JavaScript.

use domain::customers::Status;
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        TestApp,
        customers::{Said, add},
    },
};

both!(a_strange_address_shows_the_list, a_business_unit_is_chosen_without_javascript,);

async fn a_strange_address_shows_the_list(app: TestApp) {
    let an = app.firm("Vreemd").await;
    add(&app, an.firm_id, &[Said { name: "Zon", status: Status::Active, ..Default::default() }]).await;
    let client = app.signed_in(&an).await;
    let id = Uuid::now_v7();
    for query in [
        String::new(),
        format!("sorteer=nummer&na=geen-getal~{id}"),
        format!("sorteer=status&richting=af&voor=99999999~{id}"),
        "na=x&tab=y&weergave=z&eenheid=q&categorie=q".into(),
        "sorteer=invoer".into(),
        format!("sorteer=invoer&zoek=zon&na=x~{id}"),
    ] {
        let page = client.get(&format!("/klanten?{query}")).await;
        assert_eq!(page.status(), 200, "{query}");
        assert!(page.text().await.unwrap().contains("Zon"), "{query}");
    }
}

async fn a_business_unit_is_chosen_without_javascript(app: TestApp) {
    let an = app.firm("Eenheid").await;
    let client = app.signed_in(&an).await;
    let save = json!({ "request": { "id": null, "version": 0, "name": "Gent" } });
    client.call::<()>("/api/settings/save_unit", &save).await.unwrap();
    let units: Vec<app::settings::Group> = client.call("/api/settings/units", &json!({})).await.unwrap();
    let gent = units[0].id;
    let page = client.get(&format!("/klanten?zoek=x&tab=niet-actief&eenheid={gent}")).await.text().await.unwrap();
    let select = page.split("<select").nth(1).and_then(|rest| rest.split("</select>").next()).expect("the units");
    assert!(select.contains(r#"name="eenheid""#) && select.contains(r#"form="search""#), "{select}");
    assert!(select.contains(&format!(r#"value="{gent}" selected"#)), "{select}");
    let form = page.split(r#"id="search""#).nth(1).and_then(|rest| rest.split("</form>").next()).expect("the search");
    assert!(form.contains(r#"name="tab""#) && !form.contains(r#"name="eenheid""#), "sent once: {form}");
    assert!(page.contains("<noscript><button") && page.contains(r#"form="search">Zoeken"#), "{page}");
}
