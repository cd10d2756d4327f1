//! The nearest spellings of a search that found nothing: only words of customers that the viewer sees.

use std::{
    collections::HashMap,
    ops::RangeInclusive,
    time::{Duration, Instant},
};

use domain::{
    likeness::damerau,
    permissions::{Area, Level},
};
use entity::customer::{self, Column};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, Statement, Value,
    sea_query::{Expr, Query},
};

use super::{filter::Filter, pages};
use crate::{
    context::Db,
    customers::{
        search::{self, Term},
        visible,
    },
    error::AppError,
    session::Viewer,
};

/// How many searches are offered.
const OFFERED: usize = 3;
/// A word of fewer letters is near to too many others, and one of more is no word of a customer.
const LETTERS: RangeInclusive<usize> = 3..=40;
/// How many words of a search may be put right.
const WRONG: usize = 2;
/// Whoever mistyped does not wait longer: what was not found by then is not offered.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many words are looked up before giving up.
const TRIED: usize = 24;
/// How many words, or customers, are compared.
const COMPARED: u64 = 5_000;

/// Searches near to this one that find something, the nearest first. Words of contacts are among them for whoever may see those.
pub async fn nearest(db: &Db, viewer: &Viewer, search: &str) -> Result<Vec<String>, AppError> {
    let terms = search::terms(search);
    if terms.iter().any(Term::finds_nothing) {
        return Ok(Vec::new());
    }
    let until = Instant::now() + PATIENCE;
    let mut wrong = Vec::new();
    for (index, term) in terms.iter().enumerate() {
        if !finds(db, viewer, vec![term.clone()]).await? {
            wrong.push(index);
        }
        if wrong.len() > WRONG || Instant::now() > until {
            return Ok(Vec::new());
        }
    }
    // Each word that is found nowhere is put right by itself; the last of them is varied.
    let Some((last, others)) = wrong.split_last() else { return Ok(Vec::new()) };
    let mut repaired = terms.clone();
    for index in others {
        let Some(word) = words_like(db, viewer, &repaired, *index, 1, until).await?.into_iter().next() else {
            return Ok(Vec::new());
        };
        repaired[*index] = Term::word(word);
    }
    let offered = words_like(db, viewer, &repaired, *last, OFFERED, until).await?;
    Ok(offered.into_iter().map(|word| written(&repaired, *last, &word)).collect())
}

/// The words nearest to one term that are found together with the right ones before it.
async fn words_like(
    db: &Db,
    viewer: &Viewer,
    terms: &[Term],
    index: usize,
    wanted: usize,
    until: Instant,
) -> Result<Vec<String>, AppError> {
    let typed = &terms[index].joined;
    // Numbers stand without the zeros in front.
    let is_number = typed.bytes().all(|byte| byte.is_ascii_digit());
    let meant = if is_number { typed.trim_start_matches('0') } else { typed };
    let zeros = &typed[..typed.len() - meant.len()];
    if !LETTERS.contains(&meant.len()) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    if db.is_postgres() {
        let known = known_on_postgres(db, viewer, meant).await?;
        found = found_with(db, viewer, &terms[..index], ranked(meant, known), wanted, until).await?;
    } else {
        // A word seldom begins wrong, and looking for that too costs more.
        for starts in [starts(meant), other_first_letters(meant)] {
            let known = known_on_sqlite(db, meant, starts).await?;
            found = found_with(db, viewer, &terms[..index], ranked(meant, known), wanted, until).await?;
            if !found.is_empty() {
                break;
            }
        }
    }
    Ok(found.into_iter().map(|word| format!("{zeros}{word}")).collect())
}

/// Those of these words that are found together with the terms before them, the first few.
async fn found_with(
    db: &Db,
    viewer: &Viewer,
    terms: &[Term],
    words: Vec<String>,
    wanted: usize,
    until: Instant,
) -> Result<Vec<String>, AppError> {
    let mut found = Vec::new();
    for word in words.into_iter().take(TRIED).take_while(|_| Instant::now() < until) {
        let mut tried = terms.to_vec();
        tried.push(Term::word(word.clone()));
        if finds(db, viewer, tried).await? {
            found.push(word);
            if found.len() == wanted {
                break;
            }
        }
    }
    Ok(found)
}

/// How many letters may differ.
fn reach(meant: &str) -> usize {
    if meant.len() <= 4 { 1 } else { 2 }
}

/// The words within reach, nearest first; of two as near the one that more customers have.
fn ranked(meant: &str, known: Vec<(String, i64)>) -> Vec<String> {
    let reach = reach(meant);
    let mut near: Vec<(usize, i64, String)> = known
        .into_iter()
        .filter_map(|(word, customers)| Some((damerau(meant, &word, reach)?, -customers, word)))
        .filter(|(distance, ..)| *distance > 0)
        .collect();
    near.sort();
    near.dedup_by(|a, b| a.2 == b.2);
    near.into_iter().map(|(_, _, word)| word).collect()
}

/// Words of the full-text index that begin alike. They may be other firms' words, or those of contacts: `finds` is asked of each
/// before it is shown.
async fn known_on_sqlite(db: &Db, meant: &str, starts: Vec<String>) -> Result<Vec<(String, i64)>, AppError> {
    if starts.is_empty() {
        return Ok(Vec::new());
    }
    let reach = reach(meant);
    let (shortest, longest) = (meant.len().saturating_sub(reach) as i64, (meant.len() + reach) as i64);
    // One statement for all of them: each by itself is a matter of microseconds.
    let of_one = "SELECT * FROM (SELECT term, doc FROM customer_word WHERE term >= ? AND term < ? \
                  AND length(term) BETWEEN ? AND ? LIMIT ?)";
    let sql = vec![of_one; starts.len()].join(" UNION ALL ");
    let values = starts.iter().flat_map(|start| {
        let end = format!("{start}\u{7f}");
        [start.into(), end.into(), shortest.into(), longest.into(), (COMPARED as i64).into()] as [Value; 5]
    });
    let rows = db.read.query_all_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

fn sees_contacts(viewer: &Viewer) -> bool {
    viewer.may(Area::Contacts, Level::Read)
}

/// How the word that was meant may begin: with the letters that were typed, two of them exchanged, or one of them too many.
/// Figures begin alike far more often than letters do, so more of them must be right.
fn starts(meant: &str) -> Vec<String> {
    let letters: Vec<char> = meant.chars().collect();
    if letters.iter().all(char::is_ascii_digit) {
        return vec![letters[..(letters.len() * 2 / 3)].iter().collect()];
    }
    let (a, b, c) = (letters[0], letters[1], letters[2]);
    let mut starts: Vec<String> = [[a, b], [b, a], [a, c], [b, c]].map(|pair| pair.iter().collect()).to_vec();
    starts.sort();
    starts.dedup();
    starts
}

/// How it may begin when its first letter is wrong or missing: with any letter before those that follow it, of which three must
/// be right. That many letters are in few words each.
fn other_first_letters(meant: &str) -> Vec<String> {
    let after = |from: usize| meant.get(from..meant.len().min(from + 3)).unwrap_or_default();
    if meant.bytes().all(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let letters = 'a'..='z';
    letters.flat_map(|first| [format!("{first}{}", after(1)), format!("{first}{}", after(0))]).collect()
}

/// Words of the customers with a word alike by its trigrams; an exchange of letters breaks too many of those, so also of those
/// with a word that begins alike.
async fn known_on_postgres(db: &Db, viewer: &Viewer, meant: &str) -> Result<Vec<(String, i64)>, AppError> {
    let begins = starts(meant).into_iter().map(|start| Column::Search.like(format!("% {start}%")));
    let begins = begins.fold(Condition::any(), Condition::add);
    let alike = Condition::all().add(Expr::cust_with_values("$1 <% search", [meant]));
    let mut known = HashMap::<String, i64>::new();
    for condition in [alike, begins] {
        let mut like = Query::select();
        like.column(Column::Search)
            .from(customer::Entity)
            .cond_where(visible::condition(viewer))
            .cond_where(condition)
            .limit(COMPARED);
        for row in db.read.query_all(&like).await? {
            let found_by: String = row.try_get_by_index(0)?;
            let words = if sees_contacts(viewer) { found_by.as_str() } else { search::own_words(&found_by) };
            for word in words.split_whitespace().filter(|word| word.is_ascii()) {
                *known.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    Ok(known.into_iter().collect())
}

async fn finds(db: &Db, viewer: &Viewer, terms: Vec<Term>) -> Result<bool, AppError> {
    pages::any(db, &Filter::search(viewer, terms)).await
}

/// The search with one term put right.
fn written(terms: &[Term], index: usize, word: &str) -> String {
    let words = terms.iter().enumerate().map(|(at, term)| if at == index { word } else { &term.joined });
    words.collect::<Vec<_>>().join(" ")
}
