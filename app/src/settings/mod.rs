//! Settings of the firm: its own data, users, permission profiles.

pub mod api;
#[cfg(feature = "ssr")]
mod card_tabs;
#[cfg(feature = "ssr")]
pub mod firm;
mod first_steps;
pub mod forms;
#[cfg(feature = "ssr")]
pub mod groups;
mod letterhead;
pub mod logo;
#[cfg(feature = "ssr")]
pub mod names;
#[cfg(feature = "ssr")]
mod office;
mod pages;
#[cfg(feature = "ssr")]
mod plain;
#[cfg(feature = "ssr")]
mod prelude;
#[cfg(feature = "ssr")]
mod profiles;
#[cfg(feature = "ssr")]
pub mod queries;
mod requests;
mod shown;
#[cfg(feature = "ssr")]
pub mod users;
#[cfg(feature = "ssr")]
mod writing;

pub use first_steps::{FirstSteps, FirstStepsList};
pub use letterhead::{FirmCard, FirmHead, Letterhead, OfFirm};
pub use logo::{Logo, LogoForm, LogoRequest};
pub use pages::{
    CATEGORIES, OWN_FIELDS, OwnFieldKindPage, ProfileRightsPage, SettingsPage, language_choices, profile_title,
};
pub use requests::{
    CardTabSwitch, GroupRequest, IdRequest, InviteRequest, ProfileRequest, RequireRequest, SeenRequest, UserRequest,
};
pub use shown::{Colleague, Group, MailState, Office, Profile, User, Users};
