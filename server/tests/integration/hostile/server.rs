//! The product's own program as a process of its own, on the database of a test.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use app::session::Viewer;

use crate::support::{Client, TestApp};

/// Ends with this value.
pub struct Server {
    address: SocketAddr,
    child: Child,
}

impl Server {
    /// Starts the product on the database and the files of a test.
    pub async fn start(app: &TestApp) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
        let site = app.folder.path().join("site");
        fs::create_dir_all(site.join("pkg")).expect("a folder");
        let child = Command::new(env!("CARGO_BIN_EXE_kantoor"))
            .args(["serve", "--log", "warn", "--listen", &address.to_string(), "--database-url", &app.database])
            .arg("--data")
            .arg(app.folder.path())
            .arg("--site")
            .arg(site)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the product starts");
        let mut server = Self { address, child };
        while tokio::net::TcpStream::connect(address).await.is_err() {
            assert!(server.lives(), "the product ended while starting");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        server
    }

    /// A colleague at this server.
    pub async fn client(&self, app: &TestApp, viewer: &Viewer) -> Client {
        Client::new(self.address).with_session(&app.session(viewer).await)
    }

    pub fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// A figure of the process's memory, in kB: `VmRSS` is what it has, `VmHWM` the most that it has had.
    pub fn memory(&self, figure: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process");
        let line = status.lines().find_map(|line| line.strip_prefix(figure)).expect("a figure");
        line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse().ok()).expect("a number")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
