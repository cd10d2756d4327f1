//! The pages of accounts. Those that need no session are plain forms: they work before the page is awake.

mod first_run;
mod join;
mod new_device;
pub(crate) mod parts;
mod password;
mod profile;
mod sign_in;

pub use first_run::FirstRunPage;
pub use join::JoinPage;
pub use new_device::NewDevicePage;
pub use password::{ForgottenPasswordPage, NewPasswordPage};
pub use profile::ProfilePage;
pub use sign_in::SignInPage;
