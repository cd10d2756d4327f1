//! The second factor: an authenticator app, passkeys, and recovery codes for whoever lost both.

pub mod api;
#[cfg(feature = "ssr")]
pub mod app_code;
#[cfg(feature = "ssr")]
pub mod browser;
#[cfg(not(feature = "ssr"))]
#[path = "browser_hydrate.rs"]
pub mod browser;
#[cfg(feature = "ssr")]
pub mod challenge;
#[cfg(feature = "ssr")]
mod codes;
pub mod passkey_api;
#[cfg(feature = "ssr")]
mod passkeys;
#[cfg(feature = "ssr")]
mod qr;
#[cfg(feature = "ssr")]
mod sent;
#[cfg(feature = "ssr")]
mod setup;
mod shown;
#[cfg(feature = "ssr")]
pub mod step;
#[cfg(feature = "ssr")]
pub mod store;

pub use shown::{AppSetup, Factors, PasskeyRecord, QrCode, SecondStep};
