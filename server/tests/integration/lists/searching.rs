//! What a search finds, and what is offered when it finds nothing.

use app::customers::list::records::Count;
use domain::{customers::Status, details::ContactDetails};

use crate::{
    both,
    support::{
        TestApp,
        customers::{Said, add},
        lists::{found, list, searching, suggest},
    },
};

both!(customers_are_found_however_they_are_written, nearest_spellings_are_offered,);

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
        "(café)",
    ] {
        let expected: &[&str] = if search == "0477 472 701" { &[] } else { &[said[0].name] };
        assert_eq!(found(&client, search).await, expected, "{search}");
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
    assert_eq!((kroon.active, kroon.inactive), (Count::Exactly(1), Count::Exactly(1)));
    for nothing in ["", "  ", ".,-"] {
        assert_eq!(list(&client, &searching(nothing)).await.active, Count::Exactly(3), "{nothing}");
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
