//! What a search finds, and what is offered when it finds nothing.

use app::customers::list::records::Count;
use domain::{
    customers::Status,
    details::ContactDetails,
    permissions::{Area, Level, Rights, Scope},
};

use crate::{
    both,
    support::{
        Client, TestApp,
        cards::{blank, create, peeters, step},
        customers::{Said, add},
        lists::{found, list, searching, suggest},
    },
};

both!(
    customers_are_found_however_they_are_written,
    numbers_of_every_kind_are_found_however_grouped,
    a_vat_number_is_found_as_its_country_writes_it,
    nearest_spellings_are_offered,
    a_search_of_any_kind_has_an_end,
);

async fn a_vat_number_is_found_as_its_country_writes_it(app: TestApp) {
    let an = app.firm("Buitenland").await;
    let client = app.signed_in(&an).await;
    for (stored, written) in [
        ("ATU13585627", &["AT U13585627", "U13585627", "ATU13585627"][..]),
        ("BG175074752", &["BG 175 074 752"]),
        ("CHE107787577", &["CHE-107.787.577", "CHE-107.787.577 MWST"]),
        ("CY10259033P", &["CY-10259033P", "CY 10259033P", "10259033P"]),
        ("DE136695976", &["DE 136 695 976", "USt-IdNr. DE136695976"]),
        ("EL094259216", &["EL 094259216", "GR 094259216"]),
        ("ESB58378431", &["ES B58378431", "B58378431", "ES B-58378431"]),
        ("ESX2482300W", &["ES X-2482300W", "X2482300W"]),
        ("FRK7399859412", &["FR K7 399 859 412", "K7 399 859 412", "FRK7399859412", "399 859 412"]),
        ("FR40303265045", &["FR 40 303 265 045", "303 265 045"]),
        ("GB980780684", &["GB 980 7806 84"]),
        ("IE6433435F", &["IE 6433435F", "6433435F"]),
        (
            "NL004495445B01",
            &["NL 004495445B01", "004495445B01", "NL 0044.95.445.B01", "4495445B01", "btw NL 0044 95445 B01"],
        ),
        ("NO923609016MVA", &["NO 923 609 016 MVA", "NO 923 609 016", "923609016"]),
        ("SE123456789701", &["SE 123456789701"]),
    ] {
        add(&app, an.firm_id, &[Said { name: stored, vat: stored, status: Status::Active, ..Default::default() }])
            .await;
        for search in written.iter().copied().chain([domain::numbers::readable_vat(stored).as_str()]) {
            assert_eq!(found(&client, search).await, [stored], "{search}");
        }
    }
}

async fn a_search_of_any_kind_has_an_end(app: TestApp) {
    let an = app.firm("Einde").await;
    let all: Vec<String> = (0..200).map(|number| format!("Bakkerij {number} De Kroon")).collect();
    let said: Vec<Said> = all.iter().map(|name| Said { name, status: Status::Active, ..Default::default() }).collect();
    add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    let groups = "ab.cd.ef.gh.ij.kl.mn.op.qr.st ".repeat(6);
    for search in ["ﷺ".repeat(200), "🥐".repeat(200), "㍿".repeat(200), groups, "bakerij xx yy zz kroom".into()] {
        assert_eq!(suggest(&client, &search).await, Vec::<String>::new(), "{search}");
    }
    assert_eq!(suggest(&client, "bakerij").await, ["bakkerij"]);
}

async fn numbers_of_every_kind_are_found_however_grouped(app: TestApp) {
    let an = app.firm("Nummers").await;
    let client = app.signed_in(&an).await;
    let mut request = peeters(blank(&client).await.form_id);
    request.customer.phone = "09 123 45 67".into();
    request.customer.iban = "BE78979931198486".into();
    request.customer.external_reference = "KL-001".into();
    request.customer.vat = String::new();
    request.contact.mobile = "+32 491 23 45 67".into();
    request.address.street = "Groeningestraat".into();
    request.address.house_number = "12A".into();
    request.address.box_number = "3".into();
    let id = create(&client, &request).await.unwrap();
    step(&client, "activate", id, 1).await.unwrap();
    let find = async |client: &Client, search: &str| !found(client, search).await.is_empty();
    for search in [
        "09 123 45 67",
        "09/123.45.67",
        "+32 9 123 45 67",
        "0032 9 123 45 67",
        "+32 (0)9 123 45 67",
        "tel 091234567",
        "0491 23 45 67",
        "+32491234567",
        "491 23 45",
        "BE78 9799 3119 8486",
        "be78979931198486",
        "IBAN BE78 9799 3119 8486",
        "BE78-9799-3119-8486",
        "BE78 9799",
        "9799 3119 8486",
        "979-9311984-86",
        "groeninge",
        "Groeningestraat 12",
        "groeningestraat nr. 12a",
        "Groeningestraat 12A/3",
        "kl-001",
        "KL001",
        "kl 001",
        "BE 0477 472 701",
        "BE0477472701",
        "BTW BE 0477.472.701",
        "N° 0477.472.701",
        "n° tva BE 0477.472.701",
        "numéro d'entreprise 0477.472.701",
    ] {
        assert!(find(&client, search).await, "{search}");
    }
    for search in ["Groeningestraat 2", "12A", "09 123 45 68", "BE78 9799 3119 8487", "kl-002", "BE 0478 472 701"] {
        assert!(!find(&client, search).await, "{search}");
    }
    let levels = [(Area::Customers, Level::Read)].into();
    let reader = app.colleague_with(an.firm_id, &Rights { scope: Scope::All, levels }).await;
    let reader = app.signed_in(&reader).await;
    assert!(find(&reader, "KL-001").await);
    for iban in ["BE78 9799 3119 8486", "be78979931198486", "979-9311984-86"] {
        assert!(!find(&reader, iban).await, "an account number is told to nobody by searching");
        assert_eq!(suggest(&reader, iban).await, Vec::<String>::new());
    }
}

async fn customers_are_found_however_they_are_written(app: TestApp) {
    let an = app.firm("Zoek").await;
    let active = Status::Active;
    let said = [
        Said {
            name: "Café D'Hondt & Zn.",
            vat: "BE0477472701",
            city: "Geraardsbergen",
            status: active,
            ..Default::default()
        },
        Said {
            name: "Brouwerij De Kroon",
            email: "info@dekroon.be",
            contact: Some(ContactDetails {
                first_name: "Zoë".into(),
                last_name: "Müller".into(),
                ..Default::default()
            }),
            status: active,
            ..Default::default()
        },
        Said { name: "Straßenbau GmbH", city: "Eupen", status: active, ..Default::default() },
        Said { name: "Kroonlijst", status: Status::Archived, ..Default::default() },
    ];
    add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    for search in [
        "café",
        "CAFE",
        "dhondt",
        "d'hondt",
        "hondt d",
        "cafe hondt",
        "zn cafe",
        "geraards",
        "477472701",
        "0477472701",
        "0477.472.701",
        "BE0477472701",
        "be 0477.472.701",
        "0477 472 701",
        "BE-0477/472/701",
        "BE 0477 472 701",
        "BTW BE 0477.472.701",
        "btw: be 0477 472 701",
        "477 472 701",
        "BE 477.472.701",
        "0477\u{a0}472\u{202f}701",
        "TVA 0477-472-701 café",
        "(café)",
    ] {
        assert_eq!(found(&client, search).await, [said[0].name], "{search}");
    }
    for search in ["info@dekroon.be", "dekroon", "INFO@DE", "zoe", "muller zoë", "kroon brouw"] {
        assert_eq!(found(&client, search).await, [said[1].name], "{search}");
    }
    assert_eq!(found(&client, "strassen").await, [said[2].name]);
    for search in ["kroonlijst", "xyz", "cafe kroon", "hond_", "caf%"] {
        let expected: &[&str] = if search == "caf%" || search == "hond_" { &[said[0].name] } else { &[] };
        assert_eq!(found(&client, search).await, expected, "{search}");
    }
    let kroon = list(&client, &searching("kroon")).await;
    assert_eq!((kroon.counts.active, kroon.counts.inactive), (Count::Exactly(1), Count::Exactly(1)));
    for nothing in ["", "  ", "\u{200b}"] {
        assert_eq!(list(&client, &searching(nothing)).await.counts.active, Count::Exactly(3), "{nothing}");
    }
    for signs in [".,-", "%", "_", "***"] {
        assert_eq!(list(&client, &searching(signs)).await.counts.active, Count::Exactly(0), "{signs}");
        assert_eq!(suggest(&client, signs).await, Vec::<String>::new(), "{signs}");
    }
    // Nothing of what stands in a query may break it.
    for strange in [
        "\"",
        "*",
        "a\" OR \"b",
        "NOT",
        "NEAR(a b)",
        "words:a",
        "^a",
        "'; DROP TABLE customer",
        "%",
        "_",
        "\\",
        "§",
        "🥐",
    ] {
        list(&client, &searching(strange)).await;
    }
}

async fn nearest_spellings_are_offered(app: TestApp) {
    let an = app.firm("Bedoeld").await;
    let said = [
        Said { name: "Bakkerij Peeters", vat: "BE0477472701", status: Status::Active, ..Default::default() },
        Said { name: "Slagerij Janssens", ..Default::default() },
    ];
    add(&app, an.firm_id, &said).await;
    let client = app.signed_in(&an).await;
    for (typed, meant) in [
        ("bakerij", "bakkerij"),
        ("bakkreij", "bakkerij"),
        ("abkkerij", "bakkerij"),
        ("jakkerij", "bakkerij"),
        ("akkerij", "bakkerij"),
        ("zbakkerij", "bakkerij"),
        ("hlagerij jansens", "slagerij janssens"),
        ("bakkerij peters", "bakkerij peeters"),
        ("slagrij jansens", "slagerij janssens"),
        ("0477472710", "0477472701"),
    ] {
        assert_eq!(suggest(&client, typed).await.first().map(String::as_str), Some(meant), "{typed}");
    }
    assert_eq!(suggest(&client, "bakkerij").await, Vec::<String>::new(), "it is found already");
    assert_eq!(suggest(&client, "qqqqqqqq").await, Vec::<String>::new());
    assert_eq!(suggest(&client, "slagerij peters").await, Vec::<String>::new(), "found apart, but not together");
}
