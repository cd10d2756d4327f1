//! Numbers stand in groups where people read them, each with a button that copies it, and plain in files.

use app::customers::form::request::UpdateRequest;

use crate::{
    both,
    support::{
        TestApp,
        cards::{added, blank, create, filled, peeters, update},
    },
};

both!(numbers_are_read_in_groups, a_company_number_is_read_as_in_its_country, a_suggested_number_is_read_in_groups,);

async fn numbers_are_read_in_groups(app: TestApp) {
    let client = app.signed_in(&app.firm("Leesbaar").await).await;
    let id = added(&client).await;
    let before = filled(&client, id).await;
    let mut customer = before.details;
    customer.iban = "BE68539007547034".into();
    update(&client, &UpdateRequest::of(id, before.version, customer)).await.unwrap();
    let page = async |address: &str| client.get(address).await.text().await.unwrap();
    let card = page(&format!("/klanten/{id}")).await;
    for (number, plain, label) in [
        ("BE 0477.472.701", "BE0477472701", "Btw-nummer kopiëren"),
        ("0477.472.701", "0477472701", "Bedrijfsnummer kopiëren"),
        ("BE68 5390 0754 7034", "BE68539007547034", "IBAN kopiëren"),
    ] {
        assert!(card.contains(&format!(">{number}<")), "{number}");
        assert!(card.contains(&format!(r#"aria-label="{label}""#)), "{label}");
        assert!(!card.contains(&format!(">{plain}<")), "{plain}");
    }
    assert!(page("/klanten?tab=concept").await.contains(">BE 0477.472.701<"));
    let history = page(&format!("/klanten/{id}/historiek")).await;
    assert!(history.contains(">BE68 5390 0754 7034<") && history.contains(">BE 0477.472.701<"), "{history}");
    // Between the marks that hydration needs.
    let bare: String = card.split("<!").map(|part| part.split_once('>').map_or(part, |(_, rest)| rest)).collect();
    // What is unknown has a dash: an empty description of its term.
    for term in ["Business unit", "Categorieën"] {
        let said = bare.split(&format!("<dt>{term}</dt>")).nth(1).unwrap_or_else(|| panic!("{term} in {bare}"));
        assert_eq!(said.split("</dd>").next(), Some(r#"<dd><span class="fact"></span>"#), "{term}");
    }
}

async fn a_company_number_is_read_as_in_its_country(app: TestApp) {
    let client = app.signed_in(&app.firm("Siren").await).await;
    let mut request = peeters(blank(&client).await.form_id);
    request.customer.country = "FR".into();
    request.customer.vat = "FR40303265045".into();
    request.customer.company_number = "303265045".into();
    let id = create(&client, &request).await.unwrap();
    let card = client.get(&format!("/klanten/{id}")).await.text().await.unwrap();
    assert!(card.contains(">303 265 045<") && !card.contains(">303265045<"), "{card}");
}

async fn a_suggested_number_is_read_in_groups(app: TestApp) {
    let client = app.signed_in(&app.firm("Bedoeld nummer").await).await;
    added(&client).await;
    let list = client.get("/klanten?tab=concept&zoek=0477472710").await.text().await.unwrap();
    assert!(list.contains(">0477.472.701<"), "{list}");
    assert!(list.contains("zoek=0477472701"), "the search of the link stays plain: {list}");
}
