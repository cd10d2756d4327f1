//! A mail server that takes everything and keeps it, or fails as it is told: enough of RFC 5321 for one client on this machine.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A mail as it came in.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    /// Headers and body, with the line breaks of quoted-printable taken out.
    pub text: String,
    /// The same as it came.
    pub raw: String,
}

impl Mail {
    /// The value of a header that stands on one line.
    pub fn header(&self, name: &str) -> String {
        let line = self.text.lines().find(|line| line.to_lowercase().starts_with(&format!("{}:", name.to_lowercase())));
        line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    }

    /// The token of the link to a page.
    pub fn token(&self, page: &str) -> String {
        let (_, rest) = self.text.split_once(&format!("/{page}/")).expect("a link to the page");
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
    }
}

/// What a server does instead of taking a mail.
#[derive(Clone, Copy, Debug, Default)]
pub enum Fault {
    #[default]
    None,
    /// Answers this to the recipient's address.
    Answer(&'static str),
    /// Ends the connection in the middle of that answer.
    HangUp,
    /// Asks for a name and a password, and refuses them.
    SignIn,
    /// Announces STARTTLS, and then speaks no TLS.
    NoTls,
}

/// The server; it refuses connections after it was dropped.
pub struct Smtp {
    pub address: SocketAddr,
    mails: Arc<Mutex<Vec<Mail>>>,
    task: JoinHandle<()>,
}

impl Smtp {
    /// Starts on a free port.
    pub async fn start() -> Self {
        Self::start_at("127.0.0.1:0".parse().expect("an address")).await
    }

    /// Starts on a free port, and fails so.
    pub async fn failing(fault: Fault) -> Self {
        Self::start_with("127.0.0.1:0".parse().expect("an address"), fault).await
    }

    /// Starts where one was before.
    pub async fn start_at(address: SocketAddr) -> Self {
        Self::start_with(address, Fault::None).await
    }

    async fn start_with(address: SocketAddr, fault: Fault) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let mails = Arc::new(Mutex::new(Vec::new()));
        let kept = mails.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, kept.clone(), fault));
            }
        });
        Self { address, mails, task }
    }

    /// What `Mailer::new` takes.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Everything that came so far.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().expect("whole").clone()
    }

    /// Waits until so many mails have come.
    pub async fn wait_for(&self, count: usize) -> Vec<Mail> {
        for _ in 0..200 {
            let mails = self.mails();
            if mails.len() >= count {
                return mails;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{count} mails did not come, only {:?}", self.mails());
    }

    /// The tokens of all links to a page, in the order in which they came.
    pub fn links(&self, page: &str) -> Vec<String> {
        let leads_there = format!("/{page}/");
        self.mails().iter().filter(|mail| mail.text.contains(&leads_there)).map(|mail| mail.token(page)).collect()
    }

    /// Waits until so many links to a page and one more have come, whatever mails come between, and gives the token of that one.
    pub async fn wait_for_link(&self, page: &str, before: usize) -> String {
        for _ in 0..200 {
            if let Some(token) = self.links(page).into_iter().nth(before) {
                return token;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no link to {page} came, only {:?}", self.mails());
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn converse(stream: TcpStream, mails: Arc<Mutex<Vec<Mail>>>, fault: Fault) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test\r\n").await?;
    let (mut to, mut body) = (String::new(), None::<String>);
    while let Some(line) = lines.next_line().await? {
        if let Some(text) = &mut body {
            if line == "." {
                let (raw, text) = (text.clone(), text.replace("=\n", "").replace("=3D", "="));
                mails.lock().expect("whole").push(Mail { to: to.clone(), text, raw });
                body = None;
                write.write_all(b"250 taken\r\n").await?;
            } else {
                text.push_str(line.strip_prefix('.').unwrap_or(&line));
                text.push('\n');
            }
            continue;
        }
        let answer: &[u8] = match (line.get(..4).unwrap_or_default().to_uppercase().as_str(), fault) {
            ("EHLO", Fault::SignIn) => b"250-test\r\n250 AUTH PLAIN LOGIN\r\n",
            ("EHLO", Fault::NoTls) => b"250-test\r\n250 STARTTLS\r\n",
            ("AUTH", Fault::SignIn) => b"535 5.7.8 bad credentials\r\n",
            ("STAR", Fault::NoTls) => {
                write.write_all(b"220 go on\r\nthis is no TLS, whatever was said before it\r\n").await?;
                return Ok(());
            }
            ("RCPT", Fault::HangUp) => {
                write.write_all(b"45").await?;
                return Ok(());
            }
            ("RCPT", Fault::Answer(answer)) => {
                write.write_all(format!("{answer}\r\n").as_bytes()).await?;
                continue;
            }
            ("RCPT", _) => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 ok\r\n"
            }
            ("DATA", _) => {
                body = Some(String::new());
                b"354 go on\r\n"
            }
            ("QUIT", _) => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}
