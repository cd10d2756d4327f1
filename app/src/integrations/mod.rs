//! Integrations and colleagues of one customer: recorded with their settings, never called.

pub mod api;
mod fields;
#[cfg(feature = "ssr")]
mod queries;
mod record;
#[cfg(feature = "ssr")]
mod store;
mod tab;
mod words;

pub use fields::{SettingFields, SettingValues};
pub use record::{
    AppliedTemplate, ApplyRequest, AssignRequest, CategoryRequest, CustomerSettings, Link, LinkRequest,
    SettingsRequest, UnlinkRequest,
};
pub use tab::SettingsTab;
pub use words::{about, setting_name, settings_in_words};
