//! Integrations and colleagues of one customer: recorded with their settings, never called.

pub mod api;
#[cfg(feature = "ssr")]
mod earlier_mandates;
mod fields;
#[cfg(feature = "ssr")]
pub mod kinds;
#[cfg(feature = "ssr")]
mod queries;
mod record;
#[cfg(feature = "ssr")]
mod sent;
#[cfg(feature = "ssr")]
mod store;
mod tab;
mod words;

#[cfg(feature = "ssr")]
pub use earlier_mandates::forget_mandates_of_links;
pub use fields::{SettingFields, SettingValues};
pub use record::{
    AppliedTemplate, ApplyRequest, AssignRequest, COMPARED, CategoryRequest, CustomerSettings, EmptyField, FillRequest,
    LEAVING, Link, LinkRequest, NEW_LINK, OPEN, SettingsRequest, UNLINKED, UnlinkRequest, address,
};
pub use tab::SettingsTab;
pub use words::{about, former_settings_in_words, setting_name, settings_in_words};
