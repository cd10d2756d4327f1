//! A whole product for each test: its own database, its own server on a free port, clients that keep cookies.
//!
//! `both!` makes a test of each engine. PostgreSQL is used when `KANTOOR_TEST_POSTGRES` names a server, as the test script
//! sees to; without it those tests fail rather than pass unseen.

pub mod accounts;
mod app;
pub mod cards;
mod client;
pub mod customers;
pub mod invitations;
pub mod lists;
mod smtp;
pub mod templates;

pub use app::{Engine, PASSWORD, TestApp};
pub use client::Client;
pub use smtp::{Mail, Smtp};

/// Makes of `async fn name(app: TestApp)` a test on each engine: `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! both {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn sqlite() {
                super::$name($crate::support::TestApp::start($crate::support::Engine::Sqlite).await).await;
            }

            #[tokio::test]
            async fn postgres() {
                super::$name($crate::support::TestApp::start($crate::support::Engine::Postgres).await).await;
            }
        }
    )*};
}
