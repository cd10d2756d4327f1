//! Asks a register over HTTP: one request on a connection of its own, that ends in time and reads no more than an answer holds.

use std::{sync::Arc, time::Duration};

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
    Request,
    body::Bytes,
    client::conn::http1,
    header::{ACCEPT, CONTENT_TYPE, HOST},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};
use url::{Position, Url};

use super::register::Silence;

/// The longest answer of a register, in bytes.
const MOST: usize = 64 * 1024;
const JSON: &str = "application/json";

/// Asks by the certificates that this machine trusts.
#[derive(Clone)]
pub struct Client {
    tls: TlsConnector,
    within: Duration,
}

impl Client {
    /// One whose whole exchange takes no longer than `within`.
    ///
    /// # Errors
    /// Where the library has no version of TLS to offer.
    pub fn new(within: Duration) -> Result<Self, rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { tls: TlsConnector::from(Arc::new(config)), within })
    }

    /// Sends JSON and gives the body of the answer, whatever its status: registers tell what is wrong in the body. It is not led on to
    /// another address.
    pub async fn post(&self, url: &Url, json: Vec<u8>) -> Result<Bytes, Silence> {
        timeout(self.within, self.exchange(url, json)).await.unwrap_or(Err(Silence::TimedOut))
    }

    async fn exchange(&self, url: &Url, json: Vec<u8>) -> Result<Bytes, Silence> {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Err(Silence::Unreachable);
        };
        let request = Request::post(&url[Position::BeforePath..Position::AfterQuery])
            .header(HOST, &url[Position::BeforeHost..Position::AfterPort])
            .header(ACCEPT, JSON)
            .header(CONTENT_TYPE, JSON)
            .body(Full::from(json))
            .map_err(|_| Silence::Unreachable)?;
        // An IPv6 address stands between brackets in a URL only.
        let host = host.trim_matches(['[', ']']);
        let stream = TcpStream::connect((host, port)).await.map_err(|_| Silence::Unreachable)?;
        if url.scheme() != "https" {
            return answer(stream, request).await;
        }
        let name = ServerName::try_from(host.to_owned()).map_err(|_| Silence::Unreachable)?;
        let stream = self.tls.connect(name, stream).await.map_err(|_| Silence::Unreachable)?;
        answer(stream, request).await
    }
}

async fn answer<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Bytes, Silence>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|_| Silence::Unreachable)?;
    // It ends with this function, also where that is given up half-way.
    let mut background = JoinSet::new();
    background.spawn(connection);
    let response = sender.send_request(request).await.map_err(|_| Silence::Unreachable)?;
    let body = Limited::new(response.into_body(), MOST).collect().await;
    let too_long = |error: Box<dyn std::error::Error + Send + Sync>| match error.is::<LengthLimitError>() {
        true => Silence::Unreadable,
        false => Silence::Unreachable,
    };
    body.map(|body| body.to_bytes()).map_err(too_long)
}
