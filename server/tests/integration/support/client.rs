//! A browser as the server sees it: cookies, the headers that tell where a request comes from, JSON server functions.

use std::net::SocketAddr;

use app::error::AppError;
use reqwest::{Method, RequestBuilder, Response, header, redirect::Policy};
use serde::{Serialize, de::DeserializeOwned};

/// Sends requests as a page of the product would.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    cookie: Option<String>,
    address: Option<&'static str>,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).build().expect("a client");
        Self { http, base: format!("http://{address}"), cookie: None, address: None }
    }

    pub fn with_session(mut self, token: &str) -> Self {
        self.cookie = Some(format!("{}={token}", app::session::cookie::NAME));
        self
    }

    /// Carries one more cookie.
    pub fn with_cookie(mut self, name: &str, value: &str) -> Self {
        let before = self.cookie.take().map(|cookie| format!("{cookie}; ")).unwrap_or_default();
        self.cookie = Some(format!("{before}{name}={value}"));
        self
    }

    /// The same browser behind the proxy, at this address.
    pub fn from(self, address: &'static str) -> Self {
        Self { address: Some(address), ..self }
    }

    /// The same browser at another server.
    pub fn at(self, address: SocketAddr) -> Self {
        Self { base: format!("http://{address}"), ..self }
    }

    /// A request with this client's cookies, from the product's own pages.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let posts = method != Method::GET;
        let mut request =
            self.http.request(method, format!("{}{path}", self.base)).header("sec-fetch-site", "same-origin");
        // With what it reads of its own site, a browser does not say so.
        if posts {
            request = request.header(header::ORIGIN, &self.base);
        }
        if let Some(address) = self.address {
            request = request.header("x-forwarded-for", address);
        }
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    /// Where its pages stand.
    pub fn origin(&self) -> &str {
        &self.base
    }

    /// What a browser posts that does not know `Sec-Fetch-Site`, or does not send it because there is no TLS, from a page of this
    /// origin; without one, as no browser does.
    pub fn posted_from(&self, origin: Option<&str>, path: &str) -> RequestBuilder {
        let (http, request) = self.request(Method::POST, path).build_split();
        let mut request = request.expect("a request");
        request.headers_mut().remove("sec-fetch-site");
        request.headers_mut().remove(header::ORIGIN);
        if let Some(origin) = origin {
            request.headers_mut().insert(header::ORIGIN, origin.parse().expect("a header"));
        }
        RequestBuilder::from_parts(http, request)
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.expect("an answer")
    }

    /// Sends a form as a browser without JavaScript does.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.request(Method::POST, path)
            .header(header::ACCEPT, "text/html")
            .form(fields)
            .send()
            .await
            .expect("an answer")
    }

    /// Goes where an answer leads, as a browser that takes its cookies.
    pub async fn follow(&self, answer: &Response) -> Response {
        let to = answer.headers()[header::LOCATION].to_str().expect("an address");
        let set = answer.headers().get_all(header::SET_COOKIE).iter();
        let cookies: Vec<_> = set.filter_map(|cookie| cookie.to_str().ok()?.split(';').next()).collect();
        let request = self.request(Method::GET, to).header(header::COOKIE, cookies.join("; "));
        request.send().await.expect("an answer")
    }

    /// Calls a server function: its answer, or the error that it gave.
    pub async fn call<T: DeserializeOwned>(&self, path: &str, arguments: &impl Serialize) -> Result<T, AppError> {
        let response = self.request(Method::POST, path).json(arguments).send().await.expect("an answer");
        let good = response.status().is_success();
        let text = response.text().await.expect("a text");
        if good {
            Ok(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error} in {text}")))
        } else {
            Err(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error} in {text}")))
        }
    }
}
