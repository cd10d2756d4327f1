//! The pages of accounts. Those that need no session are plain forms: they work before hydration.

mod confirm;
mod confirming;
mod elsewhere;
mod factors;
mod first_run;
mod join;
mod new_device;
pub(crate) mod parts;
mod passkey;
mod password;
mod profile;
mod second_step;
mod set_up;
mod sign_in;

pub use confirm::ConfirmPage;
pub use confirming::Confirming;
pub use elsewhere::ElsewherePage;
pub use first_run::FirstRunPage;
pub use join::JoinPage;
pub use new_device::NewDevicePage;
pub use passkey::{PasskeyButton, PasskeyPage, use_passkey};
pub use password::{ForgottenPasswordPage, NewPasswordPage};
pub use profile::ProfilePage;
pub use second_step::SecondStepPage;
pub use set_up::{CodesPage, SetUpPage};
pub use sign_in::SignInPage;
