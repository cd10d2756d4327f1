//! Believable customers: the demo firm, and as many as a benchmark asks for, by the same code. The customers are the same
//! every time; the password never is.

mod categories;
mod customers;
mod fill;
mod history;
mod mails;
mod numbers;
mod own;
mod parts;
mod password;
mod regions;
mod team;

use std::path::Path;

use crate::{
    context::{AppContext, internal},
    error::{AppError, Refusal},
    session::queries,
};
use own::Own;
use team::{COLLEAGUES, Team};

/// How many customers the demo firm has.
const DEMO_CUSTOMERS: u32 = 500;
/// Where the password is kept, in the data folder.
const PASSWORD_FILE: &str = "demo-password.txt";

/// Makes the demo firm in an empty database and prints how to sign in. In a database with a firm it only says where that is
/// written.
pub async fn start(context: &AppContext) -> Result<(), AppError> {
    let file = context.files.with_file_name(PASSWORD_FILE);
    if queries::is_set_up(&context.db).await? {
        match file.exists() {
            true => println!("How to sign in to the demo firm is written in {}.", file.display()),
            false => println!("There is a firm already: the demo firm is only made in an empty database."),
        }
        return Ok(());
    }
    let password = password::new();
    let team = Team::make(context, "Boekhoudkantoor Demo", &password).await?;
    fill::fill(context, &team, &Own::default(), DEMO_CUSTOMERS).await?;
    history::edit(context, &team).await?;
    say(&file, &password)
}

/// Makes a firm with this many customers, and so many fields of its own, in an empty database and prints how to sign in.
pub async fn generate(context: &AppContext, customers: u32, own_fields: u32) -> Result<(), AppError> {
    if queries::is_set_up(&context.db).await? {
        return Err(AppError::Refused(Refusal::AlreadySetUp));
    }
    let password = password::new();
    let team = Team::make(context, "Boekhoudkantoor Groot", &password).await?;
    let own = Own::make(context, &team, own_fields).await?;
    fill::fill(context, &team, &own, customers.min(numbers::MAX)).await?;
    context.db.analyze().await?;
    say(&context.files.with_file_name(PASSWORD_FILE), &password)
}

/// Prints how to sign in, and keeps it for the next start where only the owner of the data reads it.
fn say(file: &Path, password: &str) -> Result<(), AppError> {
    let mut text = format!("Password of everybody in the demo firm: {password}\n");
    for (name, email, profile) in COLLEAGUES {
        text.push_str(&format!("  {email:<24} {name} ({})\n", profile.key().replace('_', " ")));
    }
    println!("{text}This is also written in {}.", file.display());
    password::keep(file, &text).map_err(internal)
}
