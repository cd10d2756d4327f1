//! The real binary, as an operator starts it, on the data of a test.

use std::{
    fs,
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
    fs::create_dir_all(site.join("pkg")).expect("a site");
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

    /// A client of this server, without a session.
    pub fn client(&self, app: &TestApp) -> Client {
        app.client().at(self.address)
    }

    /// A client of this server, with a session of this colleague.
    pub async fn signed_in(&self, app: &TestApp, viewer: &Viewer) -> Client {
        app.signed_in(viewer).await.at(self.address)
    }

    pub fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// A figure of its memory, in kB: `VmRSS` is what it has, `VmHWM` the most that it has had.
    pub fn memory(&self, figure: &str) -> u64 {
        memory(self.child.id(), figure).expect("a process")
    }

    /// The most memory that any of its children has had that are there now, in kB.
    pub fn memory_of_children(&self) -> u64 {
        let all = fs::read_dir("/proc").into_iter().flatten().flatten();
        let ids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let children = ids.filter(|id| stat(*id).is_some_and(|stat| stat.parent == self.child.id()));
        children.filter_map(|id| memory(id, "VmHWM")).max().unwrap_or_default()
    }

    /// How long it has kept a processor busy itself, and how long its children that ended have. Unlike a clock, it does not tell what
    /// else the machine does.
    pub fn was_busy(&self) -> Busy {
        stat(self.child.id()).expect("a process").busy
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

/// How long a process and its children that ended have kept a processor busy.
#[derive(Clone, Copy, Debug)]
pub struct Busy {
    pub itself: Duration,
    pub children: Duration,
}

impl Busy {
    pub fn since(self, before: Self) -> Self {
        Self { itself: self.itself - before.itself, children: self.children - before.children }
    }

    pub fn together(self) -> Duration {
        self.itself + self.children
    }
}

/// The system's ticks in a second, as it tells every program (`USER_HZ`).
const TICKS: u64 = 100;

/// A figure of the memory of a process, in kB; none where it is gone.
pub fn memory(id: u32, figure: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(figure))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// What the system tells of a process.
struct Stat {
    parent: u32,
    busy: Busy,
}

/// None where it is gone (proc_pid_stat(5), fields 4 and 14 to 17).
fn stat(id: u32) -> Option<Stat> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // Its name, in brackets, may hold anything.
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |from: usize| -> Option<Duration> {
        let ticks: u64 = fields.get(from..from + 2)?.iter().filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Some(Duration::from_millis(ticks * 1_000 / TICKS))
    };
    Some(Stat { parent: fields.get(1)?.parse().ok()?, busy: Busy { itself: ticks(11)?, children: ticks(13)? } })
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}
