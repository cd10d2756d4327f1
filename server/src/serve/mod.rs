//! Connections: how many there are, and how long each may take over what it owes us. Answers may take as long as they like: a
//! page follows a job by a stream that does not end.

mod body;
mod open;
mod stream;

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use ipnet::IpNet;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use body::{AnswerBody, RequestBody};
use open::{Open, Place};
use stream::Timed;

/// The head of a request is no longer than this, in bytes.
const HEAD: usize = 64 * 1024;
/// How long to wait after a connection could not be taken: this process may have no file descriptor left.
const BREATH: Duration = Duration::from_millis(100);

/// How many connections there are, and how long they may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From the first byte of a request, or from connecting, to the end of its head.
    pub head: Duration,
    /// For the body of a request, to which what comes in `body_rate` is added.
    pub body: Duration,
    /// Bytes a second that a body comes in at least, once its time is over: a large file takes longer.
    pub body_rate: u64,
    /// Between two requests.
    pub idle: Duration,
    /// Without taking anything of an answer.
    pub stalled: Duration,
    /// All connections. When there are as many, the one that has been idle longest makes room.
    pub connections: usize,
    /// Those of one address, unless it is a proxy's: an office has one for all.
    pub of_address: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(60),
            body_rate: 32 * 1024,
            idle: Duration::from_secs(120),
            stalled: Duration::from_secs(60),
            connections: 800,
            of_address: 400,
        }
    }
}

/// Answers whoever connects until told to stop, and then until all answers have been given.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    proxies: Arc<[IpNet]>,
    stop: CancellationToken,
) {
    let open = Open::new(limits, proxies);
    let (alive, mut ended) = mpsc::channel::<Infallible>(1);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        // Dropped, and so closed.
        let Some(place) = open.enter(peer.ip()) else { continue };
        let (router, stop, alive) = (router.clone(), stop.clone(), alive.clone());
        tokio::spawn(async move {
            connection(stream, peer, router, place, limits, stop).await;
            drop(alive);
        });
    }
    drop((alive, listener));
    ended.recv().await;
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    place: Place,
    limits: Limits,
    stop: CancellationToken,
) {
    let state = place.state.clone();
    // Answers are small: the last piece of one need not wait for the receipt of the first.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(Timed::new(stream, state.clone(), limits));
    let service = service_fn(move |request: Request<Incoming>| {
        let answering = state.begin();
        let mut request = request.map(|body| Body::new(RequestBody::new(body, state.clone(), limits)));
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = router.clone().oneshot(request);
        async move { answer.await.map(|answer| answer.map(|body| AnswerBody::new(body, answering))) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(HEAD);
    let served = http.serve_connection(io, service);
    tokio::pin!(served);
    tokio::select! {
        // A connection that broke or took too long is closed: there is nobody to tell.
        _ = served.as_mut() => return,
        () = place.state.left() => return,
        () = stop.cancelled() => served.as_mut().graceful_shutdown(),
    }
    let _ = served.await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_ended_and_slow_sending_is_not() {
        let Limits { head, body, body_rate, idle, .. } = Limits::default();
        assert_eq!([head, body, idle], [10, 60, 120].map(Duration::from_secs));
        // 50 MB over the slowest line of a phone take half an hour, and may.
        assert!(50_000_000 / body_rate < 30 * 60);
    }
}
