//! The real binary, as an operator starts it, on the data of a test.

use std::{
    net::SocketAddr,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use app::session::Viewer;

use super::{Client, TestApp};

/// A command of the binary on this data.
pub fn command(app: &TestApp, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kantoor"));
    on_data_of(app, &mut command).args(arguments);
    command
}

/// What a command of the binary says on this data, and how it ends.
pub fn run(app: &TestApp, arguments: &[&str]) -> Output {
    command(app, arguments).output().expect("the binary starts")
}

/// What a command said, on both of its outputs.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn on_data_of<'a>(app: &TestApp, command: &'a mut Command) -> &'a mut Command {
    let site = app.folder.path().join("site");
    std::fs::create_dir_all(site.join("pkg")).expect("a site");
    command
        .env("KANTOOR_DATA", app.folder.path())
        .env("DATABASE_URL", &app.database)
        .env("KANTOOR_SITE", site)
        .env("KANTOOR_LOG", "warn")
        .env_remove("KANTOOR_BACKUP_PASSPHRASE")
        .stdin(Stdio::null())
}

/// A server in a process of its own. Dropped, it is killed.
pub struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    /// Serves the data of a test. `shell` comes before the binary: limits that it is started with.
    pub async fn serve(app: &TestApp, shell: &str) -> Self {
        let port =
            std::net::TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address").port();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{shell} exec {} serve --listen {address}", env!("CARGO_BIN_EXE_kantoor"))]);
        on_data_of(app, &mut command).stdout(Stdio::null());
        let mut started = Self { child: command.spawn().expect("the binary starts"), address };
        for _ in 0..600 {
            let ended = started.child.try_wait().expect("a state");
            assert!(ended.is_none(), "the server ended: {ended:?}");
            if reqwest::get(format!("http://{address}/health")).await.is_ok() {
                return started;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server does not answer");
    }

    /// A client of this server, with a session of this colleague.
    pub async fn signed_in(&self, app: &TestApp, viewer: &Viewer) -> Client {
        app.signed_in(viewer).await.at(self.address)
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // Both fail only where it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}
