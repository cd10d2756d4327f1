//! The least that an import could cost: reading the cells as they stream, and inserting the rows into the same table without
//! indexes, many a statement, in one transaction. No checks, no matching, no log, no search.

use std::{
    fs::File,
    io::BufReader,
    path::Path,
    time::{Duration, Instant},
};

use calamine::{Reader, Xlsx, open_workbook};
use sea_orm::sqlx::{
    self, Connection as _, Executor,
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::mpsc;

/// Rows a statement.
const BATCH: usize = 500;
const COLUMNS: usize = 17;

type Cells = [String; COLUMNS];

/// Imports the file into a new database in `folder`, whose table is that of `like`.
pub async fn run(file: &Path, like: &Path, folder: &Path) -> anyhow::Result<Duration> {
    let shape = SqliteConnectOptions::new().filename(like.join("kantoor.db")).read_only(true);
    let table: (String,) = sqlx::query_as("SELECT sql FROM sqlite_master WHERE name = 'customer'")
        .fetch_one(&mut SqliteConnection::connect_with(&shape).await?)
        .await?;
    let new = SqliteConnectOptions::new()
        .filename(folder.join("floor.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(false);
    let mut connection = SqliteConnection::connect_with(&new).await?;
    connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(table.0))).await?;

    let began = Instant::now();
    let (sender, mut batches) = mpsc::channel(2);
    let file = file.to_owned();
    let reader = tokio::task::spawn_blocking(move || read(&file, &sender));
    let mut transaction = connection.begin().await?;
    while let Some(batch) = batches.recv().await {
        insert(&mut transaction, &batch).await?;
    }
    transaction.commit().await?;
    reader.await??;
    Ok(began.elapsed())
}

fn read(file: &Path, sender: &mpsc::Sender<Vec<Cells>>) -> anyhow::Result<()> {
    let mut book: Xlsx<BufReader<File>> = open_workbook(file)?;
    let name = book.sheet_names()[0].clone();
    let mut cells = book.worksheet_cells_reader(&name)?;
    let mut rows: Vec<Cells> = Vec::with_capacity(BATCH);
    let mut at = 0;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if row == 0 {
            continue;
        }
        if row != at {
            if rows.len() == BATCH {
                sender.blocking_send(std::mem::replace(&mut rows, Vec::with_capacity(BATCH)))?;
            }
            rows.push(Cells::default());
            at = row;
        }
        if let (Some(last), calamine::DataRef::SharedString(text)) = (rows.last_mut(), cell.get_value()) {
            last[column as usize] = (*text).to_owned();
        } else if let (Some(last), calamine::DataRef::String(text)) = (rows.last_mut(), cell.get_value()) {
            last[column as usize].clone_from(text);
        }
    }
    Ok(sender.blocking_send(rows)?)
}

/// Every column of the table is written, as the product writes it.
async fn insert(transaction: &mut sqlx::SqliteTransaction<'_>, rows: &[Cells]) -> anyhow::Result<()> {
    let values = format!("({})", ["?"; 30].join(","));
    let sql = format!(
        "INSERT INTO customer (firm_id, id, version, number, name, name_key, status, tab, vat, company_number, \
         external_reference, country, locale, iban, email, phone, mobile, website, description, mandate, manager_id, \
         manager_key, business_unit_id, template_id, postcode, city, city_key, search, created_at, updated_at) VALUES {}",
        vec![values; rows.len()].join(",")
    );
    let firm = uuid::Uuid::nil();
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for [
        name,
        country,
        mail,
        first,
        last,
        locale,
        company,
        vat,
        reference,
        iban,
        street,
        number,
        boxed,
        postcode,
        city,
        mandate,
        _,
    ] in rows
    {
        let none = None::<uuid::Uuid>;
        query = query
            .bind(firm)
            .bind(uuid::Uuid::now_v7())
            .bind(1)
            .bind(0)
            .bind(name)
            .bind(name)
            .bind(0)
            .bind(2)
            .bind(vat)
            .bind(company);
        query = query
            .bind(reference)
            .bind(country)
            .bind(locale)
            .bind(iban)
            .bind(mail)
            .bind(first)
            .bind(last)
            .bind("")
            .bind("");
        query = query
            .bind(mandate == "Ja")
            .bind(none)
            .bind(street)
            .bind(none)
            .bind(none)
            .bind(postcode)
            .bind(city)
            .bind(number)
            .bind(boxed);
        query = query.bind("2026-11-22T00:00:00Z").bind("2026-11-22T00:00:00Z");
    }
    query.execute(&mut **transaction).await?;
    Ok(())
}
