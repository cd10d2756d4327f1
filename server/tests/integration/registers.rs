//! Registers of others, asked over HTTP: a server of this test answers as they are documented to.

use std::{net::SocketAddr, time::Duration};

use app::registers::{
    register::{Answer, Register, Silence},
    vies::{Registered, Vies},
};
use axum::{
    Json, Router,
    http::{StatusCode, header::LOCATION},
    response::{Html, IntoResponse, Response},
    routing::post,
};
use domain::VatNumber;
use serde_json::{Value, json};
use tokio::{io::AsyncReadExt, net::TcpListener, time::sleep};

const BASE: &str = "/taxation_customs/vies/rest-api";
const NUMBER: &str = "BE0477472701";

/// A register at an address that answers every question so.
async fn answering<R, F>(answer: R) -> Vies
where
    R: Fn(Value) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    let handler = move |Json(asked): Json<Value>| answer(asked);
    let router = Router::new().route(&format!("{BASE}/check-vat-number"), post(handler));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    at(address)
}

fn at(address: SocketAddr) -> Vies {
    Vies::at(&format!("http://{address}{BASE}").parse().unwrap()).unwrap()
}

async fn saying(status: StatusCode, body: Value) -> Vies {
    answering(move |_| {
        let body = body.clone();
        async move { (status, Json(body)).into_response() }
    })
    .await
}

async fn told(vies: Vies) -> Answer<Registered> {
    told_of(&vies, NUMBER).await
}

async fn told_of(vies: &Vies, number: &str) -> Answer<Registered> {
    vies.look_up(&number.parse::<VatNumber>().unwrap()).await
}

fn whole(changes: Value) -> Value {
    let mut reply = json!({
        "countryCode": "BE", "vatNumber": "0477472701", "requestDate": "2026-11-28T10:00:00.000Z", "valid": true,
        "requestIdentifier": "", "name": "BV Zuurdesem", "address": "Veldstraat 12\n9000 Gent",
        "traderNameMatch": "NOT_PROCESSED",
    });
    for (key, value) in changes.as_object().unwrap() {
        reply[key] = value.clone();
    }
    reply
}

#[tokio::test]
async fn a_number_is_asked_by_country_and_digits_and_told_with_its_name() {
    let vies = answering(|asked| async move {
        assert_eq!(asked, json!({ "countryCode": "BE", "vatNumber": "0477472701" }));
        Json(whole(json!({}))).into_response()
    })
    .await;
    let (name, address) = (Some("BV Zuurdesem".into()), Some("Veldstraat 12\n9000 Gent".into()));
    assert_eq!(told(vies).await, Answer::Valid(Registered { name, address }));
}

#[tokio::test]
async fn what_a_country_withholds_is_not_told() {
    let nothing = Answer::Valid(Registered { name: None, address: None });
    let withheld = whole(json!({ "name": "---", "address": "---" }));
    assert_eq!(told(saying(StatusCode::OK, withheld).await).await, nothing);
    let bare = json!({ "valid": true, "requestDate": "2026-11-28T10:00:00.000Z" });
    assert_eq!(told(saying(StatusCode::OK, bare).await).await, nothing);
}

#[tokio::test]
async fn only_a_register_that_says_so_makes_a_number_invalid() {
    let no = whole(json!({ "valid": false, "name": "---", "address": "---" }));
    assert_eq!(told(saying(StatusCode::OK, no).await).await, Answer::Invalid);
    for changes in [
        json!({ "requestDate": null, "valid": false }),
        json!({ "valid": null }),
        json!({ "valid": "false" }),
        json!({ "vatNumber": "0244142664", "valid": false }),
        json!({ "countryCode": "NL", "valid": false }),
    ] {
        let answer = told(saying(StatusCode::OK, whole(changes.clone())).await).await;
        assert_eq!(answer, Answer::Unknown(Silence::Unreadable), "{changes}");
    }
}

#[tokio::test]
async fn every_fault_leaves_it_unknown_whatever_its_status() {
    for code in [
        "INVALID_INPUT",
        "INVALID_REQUESTER_INFO",
        "SERVICE_UNAVAILABLE",
        "MS_UNAVAILABLE",
        "TIMEOUT",
        "VAT_BLOCKED",
        "IP_BLOCKED",
        "GLOBAL_MAX_CONCURRENT_REQ",
        "MS_MAX_CONCURRENT_REQ_TIME",
        "VOW-ERR-2500",
    ] {
        for status in [StatusCode::OK, StatusCode::BAD_REQUEST, StatusCode::INTERNAL_SERVER_ERROR] {
            let fault = json!({ "actionSucceed": false, "errorWrappers": [{ "error": code }] });
            let answer = told(saying(status, fault).await).await;
            assert_eq!(answer, Answer::Unknown(Silence::Fault(code.into())), "{status}");
        }
    }
}

#[tokio::test]
async fn a_page_and_a_detour_are_no_answers() {
    let page = answering(|_| async { Html("<h1>Maintenance</h1>").into_response() }).await;
    assert_eq!(told(page).await, Answer::Unknown(Silence::Unreadable));
    let elsewhere = answering(|_| async { (StatusCode::FOUND, [(LOCATION, "http://127.0.0.1:1/")]).into_response() });
    assert_eq!(told(elsewhere.await).await, Answer::Unknown(Silence::Unreadable));
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let long = "x".repeat(100_000);
    let reply = whole(json!({ "name": long }));
    assert_eq!(told(saying(StatusCode::OK, reply).await).await, Answer::Unknown(Silence::Unreadable));
}

#[tokio::test]
async fn a_register_that_is_away_or_slow_holds_nobody_up() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    assert_eq!(told(at(address)).await, Answer::Unknown(Silence::Unreachable));

    let slow = answering(|_| async {
        sleep(Duration::from_secs(60)).await;
        StatusCode::OK.into_response()
    });
    assert_eq!(told(slow.await).await, Answer::Unknown(Silence::TimedOut));
}

#[tokio::test]
async fn a_connection_that_breaks_is_no_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        assert!(stream.read(&mut [0; 64]).await.unwrap() > 0);
    });
    assert_eq!(told(at(address)).await, Answer::Unknown(Silence::Unreachable));
}

#[tokio::test]
async fn a_number_from_outside_the_union_is_not_asked() {
    let vies = saying(StatusCode::OK, json!({ "valid": false, "requestDate": "2026-11-28T10:00:00.000Z" })).await;
    assert_eq!(told_of(&vies, "CHE107787577").await, Answer::NotChecked);
    assert_eq!(told_of(&vies, "XI980780684").await, Answer::Invalid, "Northern Ireland is");
}
