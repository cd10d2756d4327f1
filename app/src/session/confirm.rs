//! Asking for the password again before what an unattended screen must not allow: rights, the whole list as a file, access that is
//! given back. It holds for a quarter of an hour, in one session.

use chrono::{DateTime, Duration, Utc};
use entity::session;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{Viewer, cookie, passwords, request, secret};
use crate::{
    clock,
    context::{AppContext, Db},
    error::AppError,
    session::wanted::{is_file, own_page},
};

/// The page that asks for the password; `terug` in its address says what was wanted.
pub const PAGE: &str = "/bevestigen";

/// How long it holds.
const HOLDS: Duration = Duration::minutes(15);

/// Goes on only if the holder of the session with this cookie gave the password or a passkey lately.
pub async fn check(db: &Db, token: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    let open =
        session::Entity::find_by_id(secret::hash(token)).one(&db.read).await?.ok_or(AppError::Unauthenticated)?;
    let lately = open.confirmed_at.is_some_and(|at| now - at < HOLDS);
    if lately { Ok(()) } else { Err(AppError::Unconfirmed) }
}

/// The viewer gives its password once more. Guessing slows down as it does for another password.
pub async fn by_password(context: &AppContext, viewer: &Viewer, password: String) -> Result<(), AppError> {
    passwords::prove(context, viewer, password, "password").await?;
    let tx = context.db.begin().await?;
    mark(&tx, clock::now()).await?;
    Ok(tx.commit().await?)
}

/// Remembers that the holder of this session proved to be there.
pub async fn mark(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), AppError> {
    let token = request::session_token().ok_or(AppError::Unauthenticated)?;
    let confirmed = session::ActiveModel { confirmed_at: Set(Some(now)), ..Default::default() };
    let of_token = session::Column::TokenHash.eq(secret::hash(&token));
    session::Entity::update_many().set(confirmed).filter(of_token).exec(db).await?;
    Ok(())
}

/// What was wanted before confirming, and where confirming leads: to the page that was wanted, or to the word that a file comes now.
pub fn ways(wanted: &str) -> (&str, String) {
    if is_file(wanted) {
        return (wanted, format!("{PAGE}?bestand={}", cookie::encoded(wanted)));
    }
    let page = own_page(wanted).unwrap_or("/klanten");
    (page, page.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_ones_own_and_the_list_as_a_file_are_gone_to() {
        assert_eq!(ways("/profiel"), ("/profiel", "/profiel".to_owned()));
        for foreign in
            ["//evil.example", "/api/session/sign_out", "/api/customers/exportx", "/api/customers/export?a\nb"]
        {
            assert_eq!(ways(foreign).1, "/klanten", "{foreign}");
        }
        let file = "/api/customers/export?view=all";
        assert_eq!(ways(file), (file, "/bevestigen?bestand=/api/customers/export%3Fview%3Dall".to_owned()));
    }
}
