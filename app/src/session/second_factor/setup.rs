//! Setting up an authenticator app: a secret is shown, and stored once the app has shown its first code. Until then it travels with
//! the form, sealed.

use chrono::{DateTime, Duration, Utc};

use super::{AppSetup, app_code, qr, store};
use crate::{
    clock,
    context::AppContext,
    error::{AppError, FieldError},
    session::{Viewer, cookie, wanted},
};

/// How long a secret that was shown can be set up.
const LIFETIME: Duration = Duration::hours(1);

/// The page that shows the recovery codes, and leads on to what was wanted.
pub fn codes_page(wanted: &str) -> String {
    let on = wanted::own_page(wanted).unwrap_or("/profiel");
    format!("/tweestaps/codes?terug={}", cookie::encoded(on))
}

/// What the app needs: of the secret that came back with a wrong code, else of a new one.
pub fn offer(context: &AppContext, viewer: &Viewer, sealed: Option<&str>) -> Result<AppSetup, AppError> {
    let now = clock::now();
    let shown_before = sealed.and_then(|sealed| Some((opened(context, viewer, sealed, now)?, sealed.to_owned())));
    let (secret, sealed) = match shown_before {
        Some(shown) => shown,
        None => {
            let secret = app_code::new_secret().to_vec();
            let text = [&now.timestamp().to_be_bytes(), secret.as_slice()].concat();
            (secret, context.sealing.seal(&purpose(viewer), &text)?)
        }
    };
    let address = app_code::address(&secret, &viewer.firm_name, &viewer.email)?;
    Ok(AppSetup { secret: app_code::typed(&secret), qr: qr::of(&address)?, sealed })
}

/// Sets up the app whose first code this is.
pub async fn accept(context: &AppContext, viewer: &Viewer, sealed: &str, code: &str) -> Result<(), AppError> {
    let now = clock::now();
    let wrong = || AppError::field("code", FieldError::WrongCode);
    let secret = opened(context, viewer, sealed, now).ok_or_else(wrong)?;
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let step = app_code::step_of(&secret, &code, now).ok_or_else(wrong)?;
    store::set_app(context, viewer, &secret, step).await
}

/// The secret that was sealed for this viewer, unless that is too long ago.
fn opened(context: &AppContext, viewer: &Viewer, sealed: &str, now: DateTime<Utc>) -> Option<Vec<u8>> {
    let text = context.sealing.open(&purpose(viewer), sealed)?;
    let (made, secret) = text.split_at_checked(size_of::<i64>())?;
    let made = DateTime::from_timestamp(i64::from_be_bytes(made.try_into().ok()?), 0)?;
    (now - made < LIFETIME).then(|| secret.to_vec())
}

fn purpose(viewer: &Viewer) -> String {
    format!("setup {}", viewer.user_id)
}
