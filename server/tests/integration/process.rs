//! The binary itself: what it takes of the machine.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, StatusCode};
use tokio::task::JoinSet;

/// How many sign in at once: each hash takes 19 MiB while it is made.
const AT_ONCE: u32 = 80;
/// What they may take together, in KiB: four hashes, and as much again for everything else.
const MOST: u64 = 160 * 1024;

/// A running product, ended when it is dropped.
struct Product {
    child: Child,
    address: SocketAddr,
}

impl Product {
    async fn start(folder: &Path) -> Self {
        std::fs::create_dir_all(folder.join("site/pkg")).unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_kantoor"))
            .args(["serve", "--listen", &address.to_string()])
            .arg("--data")
            .arg(folder.join("data"))
            .arg("--site")
            .arg(folder.join("site"))
            .env_remove("DATABASE_URL")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let product = Self { child, address };
        for _ in 0..600 {
            if reqwest::get(product.at("/health")).await.is_ok_and(|answer| answer.status() == StatusCode::OK) {
                return product;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it does not start");
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A line of what Linux tells of the process's memory, in KiB.
    fn memory(&self, line: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let value = status.lines().find_map(|each| each.strip_prefix(line)).unwrap();
        value.trim_start_matches(':').trim().split(' ').next().unwrap().parse().unwrap()
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Signs in, to an account that nobody has, from an address of its own: it takes as long as a real one.
async fn sign_in(http: Client, url: String, number: u32) -> StatusCode {
    let form = [("email", format!("jan{number}@nergens.be")), ("password", "vier koppen zwarte thee".into())];
    let from = format!("198.51.{}.{}", number / 250, number % 250);
    let request = http.post(url).header("sec-fetch-site", "same-origin").header("x-forwarded-for", from);
    request.header("accept", "text/html").form(&form).send().await.unwrap().status()
}

#[tokio::test]
async fn many_who_sign_in_at_once_take_little_memory_and_give_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let product = Product::start(folder.path()).await;
    let http = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let url = product.at("/api/session/sign_in");
    let before = product.memory("VmRSS");
    let mut all = JoinSet::new();
    for number in 0..AT_ONCE {
        all.spawn(sign_in(http.clone(), url.clone(), number));
    }
    while let Some(answer) = all.join_next().await {
        assert_eq!(answer.unwrap(), StatusCode::FOUND, "back to the form");
    }
    let (most, after) = (product.memory("VmHWM") - before, product.memory("VmRSS").saturating_sub(before));
    assert!(most < MOST, "{most} KiB more at the most");
    assert!(after < MOST, "{after} KiB more afterwards");
}
