//! A whole product for each test: its own database, its own server on a free port, clients that keep cookies.
//!
//! `both!` makes a test of each engine. PostgreSQL is used when `KANTOOR_TEST_POSTGRES` names a server, as the test script
//! sees to; without it those tests fail rather than pass unseen.

pub mod accounts;
pub mod answers;
mod app;
pub mod authenticator;
pub mod cards;
mod client;
pub mod customers;
pub mod factors;
pub mod forms;
pub mod invitations;
pub mod lists;
pub mod mime;
pub mod panics;
pub mod portal;
pub mod process;
mod smtp;
pub mod templates;

pub use app::{Engine, PASSWORD, TestApp, database_url};
pub use client::Client;
pub use smtp::{Fault, Mail, Smtp};

/// Makes of `async fn name(app: TestApp)` a test on each engine: `name::sqlite` and `name::postgres`. It ends with `kantoor check`.
/// `threads:` before the names lets the server have several, as the product does; otherwise it shares the test's one. `spoilt:`
/// leaves the check out, for tests that write past the product. `postgres:` is for what only that engine can be brought to do.
#[macro_export]
macro_rules! both {
    (threads: $($name:ident),* $(,)?) => { $crate::both!(@ "multi_thread" checked $($name)*); };
    (spoilt: $($name:ident),* $(,)?) => { $crate::both!(@ "current_thread" spoilt $($name)*); };
    (threads spoilt: $($name:ident),* $(,)?) => { $crate::both!(@ "multi_thread" spoilt $($name)*); };
    (postgres: $($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn postgres() {
                let app = $crate::support::TestApp::start($crate::support::Engine::Postgres).await;
                super::$name(app.clone()).await;
                app.checked().await;
            }
        }
    )*};
    ($($name:ident),* $(,)?) => { $crate::both!(@ "current_thread" checked $($name)*); };
    (@ $flavor:tt $end:ident $($name:ident)*) => {$(
        mod $name {
            #[tokio::test(flavor = $flavor)]
            async fn sqlite() {
                on($crate::support::Engine::Sqlite).await;
            }

            #[tokio::test(flavor = $flavor)]
            async fn postgres() {
                on($crate::support::Engine::Postgres).await;
            }

            async fn on(engine: $crate::support::Engine) {
                let app = $crate::support::TestApp::start(engine).await;
                super::$name(app.clone()).await;
                app.$end().await;
            }
        }
    )*};
}
