//! This build beside an earlier one, in turn in one run: what a change made slower or faster.

use std::{path::Path, time::Duration};

use crate::{
    data::Data,
    imports,
    load::{self, Ask},
    process::Server,
    report::milliseconds,
};

/// How often each is measured. What is printed is the one in the middle.
const TURNS: usize = 5;
const TURNS_OF_IMPORT: usize = 3;
/// Rows of the import.
const ROWS: u32 = 10_000;

/// A build, and customers that it made.
pub struct Build<'a> {
    pub binary: &'a Path,
    pub data: Data,
}

/// Prints what each page, and the import, takes of both.
pub async fn compare(now: Build<'_>, before: Build<'_>, lasting: Duration) -> anyhow::Result<()> {
    let mut builds = Vec::new();
    for build in [&now, &before] {
        let mut server = Server::product(build.binary, &build.data.folder)?;
        let asks = pages(&build.data).await?;
        for (_, ask) in &asks {
            server.answers(ask).await?;
        }
        builds.push((server, asks));
    }
    println!("\n| page, p50 in milliseconds | now | before | × |\n|---|---|---|---|");
    for at in 0..builds[0].1.len() {
        let mut taken = [Vec::new(), Vec::new()];
        for _ in 0..TURNS {
            for (taken, (server, asks)) in taken.iter_mut().zip(&builds) {
                taken.push(load::measure(server.address, &asks[at].1, 1, lasting / TURNS as u32).await?.p50);
            }
        }
        print(builds[0].1[at].0, taken);
    }
    drop(builds);
    let mut taken = [Vec::new(), Vec::new()];
    for _ in 0..TURNS_OF_IMPORT {
        for (taken, build) in taken.iter_mut().zip([&now, &before]) {
            taken.push(imports::alone(build.binary, &build.data, ROWS).await?);
        }
    }
    print("import of 10,000 rows", taken);
    Ok(())
}

/// Pages that every build has, by the same addresses.
async fn pages(data: &Data) -> anyhow::Result<Vec<(&'static str, Ask)>> {
    let some = "SELECT lower(hex(id)) AS text FROM customer ORDER BY number LIMIT 1 OFFSET 4321";
    let card = data.texts(some).await?.concat();
    let ask = |path: String| Ask { path, json: None, cookie: data.cookie.clone() };
    Ok(vec![
        ("first page of the list", ask("/klanten".into())),
        ("list by place", ask("/klanten?sorteer=gemeente".into())),
        ("search: bakkerij", ask("/klanten?zoek=bakkerij".into())),
        ("search: bakkerij peeters", ask("/klanten?zoek=bakkerij+peeters".into())),
        ("one card", ask(format!("/klanten/{}", uuid::Uuid::parse_str(&card)?))),
    ])
}

fn print(name: &str, taken: [Vec<Duration>; 2]) {
    let [now, before] = taken.map(|mut all| {
        all.sort_unstable();
        all[all.len() / 2]
    });
    let ratio = now.as_secs_f64() / before.as_secs_f64().max(1e-9);
    println!("| {name} | {} | {} | {ratio:.2} |", milliseconds(now), milliseconds(before));
}
