//! The two servers that are measured, each a process of its own, so that its memory is its own too.

use std::{
    fs::File,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command},
    time::{Duration, Instant},
};

use crate::load::{Ask, Connection};
use anyhow::{Context, bail};

/// A server that ends with this value.
pub struct Server {
    pub address: SocketAddr,
    child: Child,
}

impl Server {
    /// Starts the product's own binary on a data folder.
    pub fn product(binary: &Path, data: &Path) -> anyhow::Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(binary);
        command.arg("serve").arg("--data").arg(data).args(["--log", "warn"]).arg("--listen").arg(address.to_string());
        Self::spawn(command.env_remove("DATABASE_URL").env_remove("KANTOOR_DEMO"), address, data)
            .with_context(|| format!("{} could not be started: build it first", binary.display()))
    }

    /// Starts this program again, as the hand-written server.
    pub fn floor(data: &Path) -> anyhow::Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        Self::spawn(command.arg("--floor").arg(address.to_string()).arg("--data").arg(data), address, data)
    }

    /// What it says goes into `bench.log` of the data folder.
    fn spawn(command: &mut Command, address: SocketAddr, data: &Path) -> anyhow::Result<Self> {
        let child = command.stdout(File::create(data.join("bench.log"))?).spawn()?;
        Ok(Self { address, child })
    }

    /// Waits until it answers this, and tells how long that took.
    pub async fn answers(&mut self, ask: &Ask) -> anyhow::Result<Duration> {
        let began = Instant::now();
        loop {
            if let Ok(mut connection) = Connection::open(self.address).await {
                connection.ask(ask).await?;
                return Ok(began.elapsed());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("a server ended while starting: {status}");
            }
            if began.elapsed() > Duration::from_secs(60) {
                bail!("a server does not answer on {}", self.address);
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Resident memory in bytes.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let kilobytes = status.ok().and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("VmRSS:"))?.to_owned();
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        });
        kilobytes.unwrap_or_default() * 1024
    }
}

impl Drop for Server {
    /// Ends it and waits for that.
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
