//! `make bench`: what the product costs beside the same work written by hand, measured in turn in one run. The figures are
//! printed; nothing is judged by the clock.

mod cases;
mod data;
mod earlier;
mod floor;
mod floor_import;
mod imports;
mod load;
mod own;
mod process;
mod report;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::Parser;

use cases::Case;
use data::Data;
use earlier::Build;
use load::{Ask, Connection};
use process::Server;
use report::{Line, mebibytes, milliseconds, row};

/// Measures a release build of Kantoor.
#[derive(Parser)]
struct Options {
    /// How many customers the firm has.
    #[arg(long, default_value_t = 100_000)]
    customers: u32,
    /// A tenth of the time for each case, and the small import only: for a look while working.
    #[arg(long)]
    quick: bool,
    /// Leave out the list and the card.
    #[arg(long)]
    no_pages: bool,
    /// Leave out the list with fields of the firm's own.
    #[arg(long)]
    no_own: bool,
    /// Leave out the imports.
    #[arg(long)]
    no_imports: bool,
    /// Only cases whose name holds this.
    #[arg(long, default_value = "")]
    only: String,
    /// The product's binary.
    #[arg(long, env = "KANTOOR_BIN", default_value = "target/release/kantoor")]
    binary: PathBuf,
    /// An earlier build, to measure this one beside: nothing else is measured then.
    #[arg(long)]
    before: Option<PathBuf>,
    /// Where databases are kept between runs.
    #[arg(long, env = "KANTOOR_BENCH", default_value = "target/bench")]
    kept: PathBuf,
    /// Serve as the floor on this address: how the program starts itself.
    #[arg(long, hide = true, requires = "data")]
    floor: Option<SocketAddr>,
    #[arg(long, hide = true)]
    data: Option<PathBuf>,
}

impl Options {
    /// How long each case is asked for.
    fn lasting(&self) -> Duration {
        Duration::from_millis(if self.quick { 150 } else { 1_500 })
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    if let (Some(address), Some(data)) = (options.floor, &options.data) {
        return floor::serve(address, data).await;
    }
    let data = Data::ready(&options.binary, &options.kept, options.customers, 0).await?;
    println!("{} customers", options.customers);
    if let Some(before) = &options.before {
        let earlier = Data::of_earlier(before, &options.kept, options.customers).await?;
        let (now, before) = (Build { binary: &options.binary, data }, Build { binary: before, data: earlier });
        return earlier::compare(now, before, options.lasting()).await;
    }
    if !options.no_pages {
        pages(&options, &data).await?;
    }
    if !options.no_own {
        own_fields(&options).await?;
    }
    if !options.no_imports {
        let sizes: &[u32] = if options.quick { &[10_000] } else { &[10_000, 100_000] };
        for rows in sizes {
            imports::measure(&options.binary, &data, *rows).await?;
        }
    }
    Ok(())
}

/// The list and the card: start, answers, memory.
async fn pages(options: &Options, data: &Data) -> anyhow::Result<()> {
    let lasting = options.lasting();
    let cases: Vec<_> =
        cases::cases(data).await?.into_iter().filter(|case| case.name.contains(&options.only)).collect();
    let mut floor = Server::floor(&data.folder)?;
    let first = Ask { path: "/klanten".into(), json: None, cookie: data.cookie.clone() };
    // The first start reads from the disk what the next ones find in the system's memory.
    let mut product = Server::product(&options.binary, &data.folder)?;
    product.answers(&first).await?;
    drop(product);
    let mut product = Server::product(&options.binary, &data.folder)?;
    let cold = product.answers(&first).await?;
    if let Some(case) = cases.first() {
        floor.answers(&case.floor).await?;
    }
    for connections in [1, 32] {
        report::table(connections, &lines(&floor, &product, &cases, connections, lasting).await?);
    }
    let mut connection = Connection::open(product.address).await?;
    for case in cases.iter().cycle().take(10_000) {
        connection.ask(&case.call).await?;
    }
    println!("\n| figure | is | aim |\n|---|---|---|");
    row("cold start to the first list", &format!("{} ms", milliseconds(cold)), "300 ms");
    row("resident memory after more than 10,000 requests", &mebibytes(product.memory()), "80 MiB");
    Ok(())
}

/// The list with fields of the firm's own, in a database that has them.
async fn own_fields(options: &Options) -> anyhow::Result<()> {
    let data = Data::ready(&options.binary, &options.kept, options.customers, own::FIELDS).await?;
    let cases: Vec<_> = own::cases(&data).await?.into_iter().filter(|case| case.name.contains(&options.only)).collect();
    let Some(first) = cases.first() else { return Ok(()) };
    println!("\n{} customers with {} fields of the firm's own", options.customers, own::FIELDS);
    let (mut floor, mut product) = (Server::floor(&data.folder)?, Server::product(&options.binary, &data.folder)?);
    floor.answers(&first.floor).await?;
    product.answers(&first.page).await?;
    for connections in [1, 32] {
        let lines = lines(&floor, &product, &cases, connections, options.lasting()).await?;
        report::table(connections, &lines);
        if let Some(slowest) = lines.iter().max_by_key(|line| line.call.p95).filter(|_| connections == 1) {
            println!("\n| figure | is | aim |\n|---|---|---|");
            let is = format!("{} ms ({})", milliseconds(slowest.call.p95), slowest.name);
            row("list sorted and narrowed by own fields, slowest p95", &is, "10 ms");
        }
    }
    Ok(())
}

/// What each case takes, over so many connections.
async fn lines(
    floor: &Server,
    product: &Server,
    cases: &[Case],
    connections: usize,
    lasting: Duration,
) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::new();
    for case in cases {
        lines.push(Line {
            name: case.name.clone(),
            floor: load::measure(floor.address, &case.floor, connections, lasting).await?,
            call: load::measure(product.address, &case.call, connections, lasting).await?,
            page: load::measure(product.address, &case.page, connections, lasting).await?,
        });
    }
    Ok(lines)
}
