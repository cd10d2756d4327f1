//! SQLite's full text against the customers that it should find. Its index keeps no text: each word of each customer is hashed, and
//! the sums of what stands in the index and of what should stand there are compared, in memory that does not grow.

use std::{
    collections::{BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

use futures::TryStreamExt;
use sea_orm::{
    DatabaseConnection,
    sqlx::{self, AssertSqlSafe, Row, SqliteConnection, SqlitePool},
};

use super::report::{EXAMPLES, Part, Problems};
use crate::customers::search;

/// Customers are summed in so many groups, so that the one whose words differ is found among few.
const GROUPS: i64 = 4_096;

/// Compares the whole index, in one snapshot of its own.
pub(super) async fn check(db: &DatabaseConnection) -> Part {
    compare(db.get_sqlite_connection_pool()).await.unwrap_or_else(|error| {
        let mut problems = Problems::default();
        problems.add("SQLite cannot read the full text", error.to_string());
        problems.into_part("full text", "not read to its end")
    })
}

async fn compare(pool: &SqlitePool) -> Result<Part, sqlx::Error> {
    let mut tx = pool.begin().await?;
    let instances =
        "CREATE VIRTUAL TABLE temp.customer_instance USING fts5vocab('main', 'customer_search', 'instance')";
    sqlx::query(instances).execute(&mut *tx).await?;
    // Rolled back, the table of instances is gone again.
    let part = sums(&mut tx).await?;
    tx.rollback().await?;
    Ok(part)
}

async fn sums(db: &mut SqliteConnection) -> Result<Part, sqlx::Error> {
    let mut problems = Problems::default();
    let mut groups = vec![0_u64; GROUPS as usize];
    let mut customers = 0_u64;
    should(db, |seq, sum| {
        customers += 1;
        groups[(seq % GROUPS) as usize] = groups[(seq % GROUPS) as usize].wrapping_add(sum);
    })
    .await?;
    stands(db, |seq, sum| groups[(seq % GROUPS) as usize] = groups[(seq % GROUPS) as usize].wrapping_sub(sum)).await?;
    let wrong: Vec<i64> = (0..GROUPS).filter(|group| groups[*group as usize] != 0).collect();
    if !wrong.is_empty() {
        let numbers = differing(db, &wrong[..wrong.len().min(EXAMPLES)]).await?;
        let examples = numbers.iter().map(|seq| format!("customer with seq {seq}"));
        problems.add_many(
            "the full text does not say what the customers do",
            numbers.len().max(wrong.len()) as u64,
            examples,
        );
    }
    Ok(problems.into_part("full text", format!("words of {customers} customers")))
}

/// The customers of these groups whose words differ.
async fn differing(db: &mut SqliteConnection, groups: &[i64]) -> Result<BTreeSet<i64>, sqlx::Error> {
    let mut sums: HashMap<i64, u64> = HashMap::new();
    let mut add = |seq: i64, sum: u64| {
        if groups.contains(&(seq % GROUPS)) {
            let of_customer = sums.entry(seq).or_default();
            *of_customer = of_customer.wrapping_add(sum);
        }
    };
    should(db, &mut add).await?;
    stands(db, |seq, sum| add(seq, sum.wrapping_neg())).await?;
    Ok(sums.into_iter().filter(|(_, sum)| *sum != 0).map(|(seq, _)| seq).collect())
}

/// Hands over the sum of the words that each customer should be found by.
async fn should(db: &mut SqliteConnection, mut take: impl FnMut(i64, u64)) -> Result<(), sqlx::Error> {
    let sql = format!("SELECT seq, {} FROM customer", search::full_text_of_row());
    let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(db);
    while let Some(row) = rows.try_next().await? {
        let (seq, text): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
        let words: BTreeSet<String> = text.split(is_between).filter(|word| !word.is_empty()).map(lower).collect();
        take(seq, words.iter().fold(0, |sum: u64, word| sum.wrapping_add(hash(seq, word))));
    }
    Ok(())
}

/// Hands over each word of each customer that stands in the index.
async fn stands(db: &mut SqliteConnection, mut take: impl FnMut(i64, u64)) -> Result<(), sqlx::Error> {
    let mut rows = sqlx::query("SELECT doc, term FROM temp.customer_instance").fetch(db);
    while let Some(row) = rows.try_next().await? {
        let (seq, word): (i64, &str) = (row.try_get(0)?, row.try_get(1)?);
        take(seq, hash(seq, word));
    }
    Ok(())
}

/// As the tokenizer `ascii` parts words.
fn is_between(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric()
}

fn lower(word: &str) -> String {
    word.to_ascii_lowercase()
}

fn hash(seq: i64, word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (seq, word).hash(&mut hasher);
    hasher.finish()
}
