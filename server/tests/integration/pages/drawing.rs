//! A page is drawn whole for whom it is for, and whoever does not wait for it upsets nothing.

use std::{collections::BTreeSet, time::Instant};

use reqwest::StatusCode;
use tokio::{task::JoinSet, time::timeout};

use super::product::{NOWHERE, Product};
use crate::{
    both,
    support::{Client, TestApp, panics},
};

both!(threads: every_page_is_drawn, who_leaves_halfway_upsets_nothing);

async fn every_page_is_drawn(app: TestApp) {
    panics::watch();
    assert!(drawn(&app.client(), "/begin").await, "there is no firm yet");
    let product = Product::of(&app).await;
    let mut missing: BTreeSet<String> = product.addresses.iter().cloned().collect();
    // It leads elsewhere for everybody, and a firm is made once.
    assert!(missing.remove("/") && missing.remove("/begin"));
    let mut asked = JoinSet::new();
    for (address, client) in product.visits() {
        asked.spawn(async move { drawn(&client, &address).await.then_some(address) });
    }
    while let Some(page) = asked.join_next().await {
        if let Some(address) = page.unwrap() {
            missing.remove(&address);
        }
    }
    assert!(missing.is_empty(), "nobody may see {missing:?}");
    assert_eq!(panics::seen(), [""; 0]);
}

/// Whether a page comes, whole; if not, its visitor must be sent elsewhere.
async fn drawn(client: &Client, address: &str) -> bool {
    let answer = client.get(address).await;
    let expected = if address == NOWHERE { StatusCode::NOT_FOUND } else { StatusCode::OK };
    if answer.status().is_redirection() {
        return false;
    }
    assert_eq!(answer.status(), expected, "{address}");
    let page = answer.text().await.unwrap();
    assert!(page.contains(" · Kantoor</title>") && page.contains("</html>"), "{address} is whole");
    true
}

async fn who_leaves_halfway_upsets_nothing(app: TestApp) {
    const PARTS: u32 = 6;
    panics::watch();
    let product = Product::of(&app).await;
    let mut asked = JoinSet::new();
    for (address, client) in product.visits() {
        asked.spawn(async move {
            let started = Instant::now();
            drawn(&client, &address).await;
            let whole = started.elapsed();
            for part in 1..=PARTS {
                // Whoever has the first bytes goes too.
                let begun = async { client.get(&address).await.chunk().await };
                let _ = timeout(whole * part / PARTS, begun).await;
            }
        });
    }
    asked.join_all().await;
    assert!(drawn(&app.client(), "/aanmelden").await);
    assert_eq!(panics::seen(), [""; 0]);
}
