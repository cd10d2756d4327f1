//! Settings, from flags or environment. A wrong one is refused at start, by its name.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use axum::http::Uri;
use clap::{Args, Parser, Subcommand};
use domain::imports::Choices;
use ipnet::IpNet;
use tracing_subscriber::EnvFilter;

use crate::backup::{KeyArgs, SealArgs};

/// Kantoor: customer management for accounting firms.
#[derive(Debug, Parser)]
#[command(name = "kantoor", version)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the product (what happens without a command too).
    Serve,
    /// Reads a workbook for the server, in a process that can do no harm to it.
    #[command(hide = true)]
    ReadWorkbook {
        workbook: PathBuf,
        /// The workbook was looked at for harm before.
        #[arg(long)]
        checked: bool,
        /// Address space, in bytes.
        #[arg(long)]
        memory: u64,
        /// Time on a processor, in seconds.
        #[arg(long)]
        cpu: u64,
        /// What is to be read of it, as JSON.
        #[arg(long, value_parser = choices)]
        choices: Choices,
    },
    /// Draws a picture anew for the server, as PNG on standard output, in a process that can do no harm to it.
    #[command(hide = true)]
    ReadPicture {
        picture: PathBuf,
        /// Address space, in bytes.
        #[arg(long)]
        memory: u64,
        /// Time on a processor, in seconds.
        #[arg(long)]
        cpu: u64,
    },
    /// Fills the database with a firm and this many believable customers, for benchmarks; prints how to sign in.
    Generate {
        /// How many customers.
        #[arg(long, default_value_t = 100_000)]
        customers: u32,
        /// How many fields of its own the firm has, with something in most of them.
        #[arg(long, default_value_t = 0)]
        own_fields: u32,
    },
    /// Writes the database and the uploaded files into one new file, also while the server runs.
    Backup {
        /// The file to make; one that is there already is not overwritten.
        file: PathBuf,
        #[command(flatten)]
        seal: SealArgs,
    },
    /// Restores a backup into an empty data folder and database, after verifying all of it, and checks the result.
    Restore {
        /// The file that `kantoor backup` made.
        file: PathBuf,
        #[command(flatten)]
        key: KeyArgs,
    },
    /// Checks that everything agrees: database engine, change log against every record, counts, full text, references, files. Says
    /// what it found, and ends with 1 if anything is wrong. It changes nothing, and may run beside the server.
    Check,
}

#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// Address and port to listen on.
    #[arg(long, env = "KANTOOR_LISTEN", default_value = "127.0.0.1:3000", global = true)]
    pub listen: SocketAddr,
    /// Folder of the database (unless `--database-url` names another) and of uploaded files.
    #[arg(long, env = "KANTOOR_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/DATABASE`; default: SQLite in the data folder.
    #[arg(long, env = "DATABASE_URL", value_parser = database_url, global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Folder of the built site: scripts, styles, icons.
    #[arg(long, env = "KANTOOR_SITE", default_value = "target/site", global = true)]
    pub site: PathBuf,
    /// Where people reach the product; links in mails begin with it. Default: http:// and the listening address.
    #[arg(long, env = "KANTOOR_PUBLIC_URL", value_parser = public_url, global = true)]
    pub public_url: Option<String>,
    /// Proxies that are believed about whom they speak for (`X-Forwarded-For`): addresses or networks, with commas between. Tries to
    /// sign in are counted by address: behind a proxy that is not named here, all people count as one.
    #[arg(long, env = "KANTOOR_TRUSTED_PROXIES", value_parser = network, value_delimiter = ',', default_value = "127.0.0.0/8,::1/128", global = true)]
    pub trusted_proxies: Vec<IpNet>,
    /// SMTP server: `smtp://[USER:PASSWORD@]HOST[:PORT]`, `smtps://…` for TLS, `smtp://…?tls=required` for STARTTLS. Without it mails wait.
    #[arg(long, env = "KANTOOR_SMTP_URL", value_parser = smtp_url, global = true, hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// The address that mails come from.
    #[arg(long, env = "KANTOOR_MAIL_FROM", default_value = "kantoor@localhost", value_parser = mail_address, global = true)]
    pub mail_from: String,
    /// Start with a demo firm of 500 customers, if the database is empty.
    #[arg(long, env = "KANTOOR_DEMO", value_parser = clap::builder::BoolishValueParser::new(), num_args = 0..=1, default_value = "false", default_missing_value = "true", global = true)]
    pub demo: bool,
    /// What is logged, as in `info` or `warn,app=debug`.
    #[arg(long, env = "KANTOOR_LOG", default_value = "info,sqlx=warn,sea_orm_migration=warn", value_parser = log_filter, global = true)]
    pub log: String,
}

impl Settings {
    /// Where the database is.
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite://{}", self.data.join("kantoor.db").display()))
    }

    /// Where uploaded files are.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// Where people reach the product, without a slash at the end.
    pub fn public_url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen)).trim_end_matches('/').to_owned()
    }

    /// Whether browsers reach the product over TLS, so that cookies are marked so.
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }
}

fn network(value: &str) -> Result<IpNet, String> {
    let alone = value.parse::<IpAddr>().map(IpNet::from);
    let network: IpNet = alone
        .or_else(|_| value.parse())
        .map_err(|_| "is no address (10.0.0.2) and no network (10.0.0.0/8)".to_owned())?;
    match network.prefix_len() {
        0 => Err("is everybody: name the proxy's own address or network".to_owned()),
        _ => Ok(network),
    }
}

fn database_url(value: &str) -> Result<String, String> {
    let rest = one_of(value, &["sqlite://", "postgres://", "postgresql://"])?;
    let place = rest.split('?').next().unwrap_or_default();
    if value.starts_with("sqlite://") {
        return match place {
            "" | "/" => Err("names no file: sqlite://FILE".to_owned()),
            _ if rest.contains(":memory:") || rest.contains("mode=memory") => {
                Err("keeps nothing: name a file, sqlite://FILE".to_owned())
            }
            file if file.ends_with('/') => Err("is a folder: name a file in it".to_owned()),
            _ => Ok(value.to_owned()),
        };
    }
    let (_, database) = place.split_once('/').unwrap_or_default();
    if database.is_empty() {
        return Err("names no database: postgres://USER:PASSWORD@HOST/DATABASE".to_owned());
    }
    // Without a host it is found through a socket, which the parameters name.
    has_good_port(rest).map(|()| value.to_owned())
}

fn smtp_url(value: &str) -> Result<String, String> {
    let rest = one_of(value, &["smtp://", "smtps://"])?;
    if host(rest).is_empty() {
        return Err("names no server: smtp://HOST:PORT".to_owned());
    }
    has_good_port(rest).map(|()| value.to_owned())
}

/// Scheme and host, perhaps a port: links are made by putting a path behind it.
fn public_url(value: &str) -> Result<String, String> {
    let rest = one_of(value, &["http://", "https://"])?;
    has_good_port(rest)?;
    let uri: Uri = value.parse().map_err(|error| format!("is no address of a website: {error}"))?;
    let more = uri.path() != "/" || uri.query().is_some() || value.contains(['#', '@']);
    if more { Err("is more than a host, like https://kantoor.example".to_owned()) } else { Ok(value.to_owned()) }
}

fn log_filter(value: &str) -> Result<String, String> {
    EnvFilter::try_new(value).map(|_| value.to_owned()).map_err(|error| error.to_string())
}

/// What follows one of these beginnings.
fn one_of<'a>(value: &'a str, starts: &[&str]) -> Result<&'a str, String> {
    let rest = starts.iter().find_map(|start| value.strip_prefix(start));
    rest.ok_or_else(|| format!("begins with none of {}", starts.join(", ")))
}

/// Host and port of what follows the scheme of a URL: what stands after user and password, before path and parameters.
fn authority(rest: &str) -> &str {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    rest[..end].rsplit('@').next().unwrap_or_default()
}

fn host(rest: &str) -> &str {
    let authority = authority(rest);
    match authority.rfind(':').filter(|colon| !authority[*colon..].contains(']')) {
        Some(colon) => &authority[..colon],
        None => authority,
    }
}

/// Whether a port, if one is named, is one that something can listen on.
fn has_good_port(rest: &str) -> Result<(), String> {
    let port = authority(rest)[host(rest).len()..].strip_prefix(':');
    match port.map(str::parse::<u16>) {
        None | Some(Ok(1..)) => Ok(()),
        Some(_) => Err(format!("has no port between 1 and 65535: {}", port.unwrap_or_default())),
    }
}

fn mail_address(value: &str) -> Result<String, String> {
    value.parse::<domain::Email>().map(|_| value.to_owned()).or_else(|error| {
        // A machine of its own may send from user@localhost.
        if value.ends_with("@localhost") {
            Ok(value.to_owned())
        } else {
            Err(format!("is no e-mail address: {}", error.reason))
        }
    })
}

fn choices(text: &str) -> Result<Choices, serde_json::Error> {
    serde_json::from_str(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_setting_is_refused_by_its_name() {
        for (flag, value) in [
            ("--listen", "nowhere"),
            ("--database-url", "mysql://x"),
            ("--database-url", "sqlite://"),
            ("--database-url", "sqlite://?mode=rwc"),
            ("--database-url", "sqlite://data/"),
            ("--database-url", "sqlite://:memory:"),
            ("--database-url", "sqlite://x.db?mode=memory"),
            ("--database-url", "postgres://"),
            ("--database-url", "postgres://an:secret@localhost"),
            ("--database-url", "postgres://localhost:99999/kantoor"),
            ("--smtp-url", "localhost"),
            ("--smtp-url", "smtp://"),
            ("--smtp-url", "smtp://:25"),
            ("--smtp-url", "smtp://an:secret@mail.be:99999"),
            ("--public-url", "kantoor.be"),
            ("--public-url", "https://"),
            ("--public-url", "https://a b"),
            ("--public-url", "http://[::1"),
            ("--public-url", "https://me:secret@kantoor.be"),
            ("--public-url", "https://kantoor.be/onder?q=1"),
            ("--public-url", "https://kantoor.be:99999"),
            ("--public-url", "https://kantoor.be:0"),
            ("--public-url", "http://[::1]:99999"),
            ("--log", "app=foo"),
            ("--trusted-proxies", "0.0.0.0/0"),
            ("--trusted-proxies", "10.0.0.1,proxy"),
        ] {
            let error = Cli::try_parse_from(["kantoor", "serve", flag, value]).unwrap_err().to_string();
            assert!(error.contains(flag), "{error}");
        }
    }

    #[test]
    fn a_public_address_is_a_host() {
        for url in ["https://kantoor.be", "https://kantoor.be/", "http://127.0.0.1:3000", "http://[::1]:3000"] {
            assert_eq!(public_url(url).as_deref(), Ok(url));
        }
    }

    #[test]
    fn a_good_setting_is_taken_as_it_is() {
        for url in [
            "sqlite://data/kantoor.db",
            "sqlite:///var/lib/kantoor.db",
            "postgres://an:p@ss:word@localhost/kantoor",
            "postgres://localhost:5432/kantoor",
            "postgresql:///kantoor?host=/run/postgresql",
        ] {
            assert_eq!(database_url(url).as_deref(), Ok(url));
        }
        for url in ["smtp://localhost", "smtps://an:secret@mail.be:465", "smtp://[::1]:25?tls=required"] {
            assert_eq!(smtp_url(url).as_deref(), Ok(url));
        }
    }

    #[test]
    fn the_database_lies_in_the_data_folder_unless_told_otherwise() {
        let cli = Cli::try_parse_from(["kantoor", "--data", "there"]).unwrap();
        assert_eq!(cli.settings.database_url(), "sqlite://there/kantoor.db");
        assert_eq!(cli.settings.trusted_proxies, ["127.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()]);
        assert!(!cli.settings.demo);
    }
}
