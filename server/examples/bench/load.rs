//! Asks one thing again and again over connections that stay open, and tells how long the answers took.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use axum::{
    body::Bytes,
    http::{Request, header},
};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, task::JoinSet};

/// What is asked: a page, or a server function with its arguments.
#[derive(Clone, Debug)]
pub struct Ask {
    pub path: String,
    /// JSON of a server function's arguments.
    pub json: Option<String>,
    pub cookie: String,
}

/// How long answers took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    pub p50: Duration,
    pub p95: Duration,
}

impl Times {
    pub fn of(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        let at = |part: usize| {
            all.get((all.len() * part / 100).min(all.len().saturating_sub(1))).copied().unwrap_or_default()
        };
        Self { p50: at(50), p95: at(95) }
    }
}

/// A connection that stays open.
pub struct Connection(SendRequest<Full<Bytes>>);

impl Connection {
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// The whole answer; anything but 200 is an error.
    pub async fn ask(&mut self, ask: &Ask) -> anyhow::Result<Bytes> {
        let request = Request::builder()
            .uri(&ask.path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &ask.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, if ask.json.is_some() { "application/json" } else { "text/html" });
        let request = match &ask.json {
            Some(json) => {
                let post = request.method("POST").header(header::CONTENT_TYPE, "application/json");
                post.body(Full::from(json.clone()))?
            }
            None => request.body(Full::default())?,
        };
        self.0.ready().await?;
        let answer = self.0.send_request(request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        ensure!(
            status == 200,
            "{} answered {status}: {}",
            ask.path,
            String::from_utf8_lossy(&body[..body.len().min(300)])
        );
        Ok(body)
    }
}

/// Asks over this many connections at once, for as long as `lasting`, after a few answers that do not count.
pub async fn measure(address: SocketAddr, ask: &Ask, connections: usize, lasting: Duration) -> anyhow::Result<Times> {
    let mut askers = JoinSet::new();
    for _ in 0..connections {
        let ask = ask.clone();
        askers.spawn(async move {
            let mut connection = Connection::open(address).await?;
            for _ in 0..5 {
                connection.ask(&ask).await?;
            }
            let (began, mut times) = (Instant::now(), Vec::new());
            while began.elapsed() < lasting || times.len() < 5 {
                let asked = Instant::now();
                connection.ask(&ask).await?;
                times.push(asked.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut all = Vec::new();
    while let Some(times) = askers.join_next().await {
        all.extend(times?.with_context(|| format!("measuring {}", ask.path))?);
    }
    Ok(Times::of(all))
}
