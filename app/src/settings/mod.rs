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
    CATEGORIES, Confirming, ConflictNotice, FormDialog, OWN_FIELDS, OwnFieldKindPage, ProfileRightsPage, SaveForm,
    Saving, SettingsPage, language_choices, opened, profile_title, use_saving,
};
pub use requests::{
    CardTabSwitch, GroupRequest, IdRequest, InviteRequest, ProfileRequest, RequireRequest, SeenRequest, UserRequest,
};
pub use shown::{Colleague, Group, MailState, Office, Profile, User, Users};
