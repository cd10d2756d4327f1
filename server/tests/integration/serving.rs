//! Connections: those that owe us something for too long are closed, and what we owe goes on.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, routing::get};
use server::serve::{Limits, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

const SHORT: Duration = Duration::from_millis(300);
/// Longer than anything that is waited for here, on a machine that does much else.
const END: Duration = Duration::from_secs(20);

fn limits() -> Limits {
    Limits { head: SHORT, body: SHORT, idle: SHORT, stalled: SHORT, body_rate: 1 << 40, ..Limits::default() }
}

struct Served {
    address: SocketAddr,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

async fn served(limits: Limits) -> Served {
    let pieces = || async {
        let pieces = async_stream(8, SHORT / 2);
        Body::from_stream(pieces)
    };
    let router = Router::new()
        .route("/", get(|| async { "ok" }).post(|body: String| async { body }))
        .route("/pieces", get(pieces))
        .route("/flood", get(|| async { Body::from_stream(async_stream(100_000, Duration::ZERO)) }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    let serving = tokio::spawn(serve(listener, router, limits, Arc::new([]), stop.clone()));
    Served { address, stop, serving }
}

/// So many pieces with pauses between them.
fn async_stream(pieces: usize, pause: Duration) -> impl futures::Stream<Item = Result<Vec<u8>, Infallible>> {
    futures::stream::unfold(0, move |sent| async move {
        if sent == pieces {
            return None;
        }
        sleep(pause).await;
        Some((Ok(vec![b'p'; 4_096]), sent + 1))
    })
}

impl Served {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn sends(&self, text: &str) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }
}

/// All that comes until the connection is closed.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let closed = timeout(END, stream.read_to_end(&mut all)).await.expect("it is closed");
    // A connection that is cut off is closed too.
    let _ = closed;
    String::from_utf8_lossy(&all).into_owned()
}

async fn answer(stream: &mut TcpStream) -> String {
    let mut buffer = vec![0; 4_096];
    let read = timeout(END, stream.read(&mut buffer)).await.expect("an answer").unwrap();
    String::from_utf8_lossy(&buffer[..read]).into_owned()
}

#[tokio::test]
async fn an_unfinished_head_is_not_waited_for() {
    let served = served(limits()).await;
    assert_eq!(until_closed(&mut served.connect().await).await, "", "nothing at all");
    let mut stream = served.sends("GET / HTTP/1.1\r\nHost: x\r\n").await;
    // A letter now and then does not keep it open.
    let drip = async {
        loop {
            sleep(SHORT / 6).await;
            if stream.write_all(b"x").await.is_err() {
                return;
            }
        }
    };
    timeout(END, drip).await.expect("it is closed");
}

#[tokio::test]
async fn an_unfinished_body_is_not_waited_for() {
    let served = served(limits()).await;
    let mut stream = served.sends("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc").await;
    assert!(!until_closed(&mut stream).await.contains("200 OK"));
    let mut whole = served.sends("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc").await;
    assert!(answer(&mut whole).await.contains("200 OK"));
}

#[tokio::test]
async fn an_idle_connection_is_closed_and_one_that_asks_again_is_not() {
    let served = served(limits()).await;
    let mut stream = served.connect().await;
    for _ in 0..4 {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        assert!(answer(&mut stream).await.contains("200 OK"));
        sleep(SHORT / 6).await;
    }
    assert_eq!(until_closed(&mut stream).await, "");
}

#[tokio::test]
async fn an_answer_may_take_long() {
    let served = served(limits()).await;
    let mut stream = served.sends("GET /pieces HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(until_closed(&mut stream).await.matches('p').count() >= 8 * 4_096, "all of it came");
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_not_kept() {
    let served = served(Limits { connections: 1, ..limits() }).await;
    let _stuck = served.sends("GET /flood HTTP/1.1\r\nHost: x\r\n\r\n").await;
    // It has the only place, until it is given up.
    let asks = async {
        loop {
            let mut other = served.sends("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
            let mut buffer = [0; 64];
            if matches!(other.read(&mut buffer).await, Ok(read) if read > 0) {
                return;
            }
            sleep(SHORT / 6).await;
        }
    };
    timeout(END, asks).await.expect("its place is free");
}

#[tokio::test]
async fn an_idle_connection_makes_room_for_another() {
    let limits = Limits { connections: 2, ..Limits::default() };
    let served = served(limits).await;
    let mut first = served.sends("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(answer(&mut first).await.contains("200 OK"));
    let _second = served.sends("GET / HTTP/1.1\r\n").await;
    sleep(SHORT).await;
    let mut third = served.sends("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(answer(&mut third).await.contains("200 OK"));
    assert_eq!(until_closed(&mut first).await, "");
}

#[tokio::test]
async fn an_address_has_its_share_of_connections() {
    let served = served(Limits { of_address: 1, ..Limits::default() }).await;
    let mut first = served.sends("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(answer(&mut first).await.contains("200 OK"));
    assert_eq!(until_closed(&mut served.connect().await).await, "");
    first.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(answer(&mut first).await.contains("200 OK"));
}

#[tokio::test]
async fn what_is_being_answered_when_the_server_stops_is_answered_whole() {
    let served = served(limits()).await;
    let mut stream = served.sends("GET /pieces HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(answer(&mut stream).await.contains("200 OK"));
    served.stop.cancel();
    assert!(until_closed(&mut stream).await.matches('p').count() >= 7 * 4_096);
    timeout(END, served.serving).await.expect("it has stopped").unwrap();
}
