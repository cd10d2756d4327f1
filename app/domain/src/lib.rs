//! The rules of the product, for server and browser alike: pure functions and types, no I/O.
//!
//! A number or name becomes one of the types below by `FromStr`, serde, or `read` where it matters whether the value
//! had to be mended; holding the type means holding a value that is right. See [`Rejection`] for what goes wrong.

#![warn(missing_docs)]

mod checks;
mod compact;
mod newtype;
mod slips;
mod texts;
#[cfg(not(target_arch = "wasm32"))]
mod unicode;
#[cfg(target_arch = "wasm32")]
#[path = "unicode_browser.rs"]
mod unicode;

pub mod banks;
pub mod clean;
pub mod company_number;
pub mod country;
pub mod customers;
pub mod details;
pub mod device;
pub mod email;
pub mod fields;
pub mod file_name;
pub mod iban;
pub mod imports;
pub mod integrations;
pub mod invitations;
pub mod language;
pub mod likeness;
pub mod locale;
pub mod mail_failure;
pub mod money;
pub mod nace;
pub mod numbers;
pub mod own_fields;
pub mod peppol;
pub mod permissions;
pub mod reference;
pub mod rejection;
pub mod sorting;
pub mod templates;
pub mod text;
pub mod vat;
pub mod words;
pub mod zone;

pub use self::iban::Iban;
pub use banks::unknown_bank;
pub use company_number::{BranchNumber, BusinessId, CompanyNumber, EnterpriseNumber, KvkNumber, NorwegianNumber, Rsin};
pub use country::{COUNTRIES, Country};
pub use device::Device;
pub use email::Email;
pub use language::Language;
pub use locale::Locale;
pub use mail_failure::MailFailure;
pub use money::{Currency, Money};
pub use nace::Nace;
pub use numbers::{CheckState, bank_of};
pub use peppol::ParticipantId;
pub use rejection::{Parsed, Reason, Rejection, Repair};
pub use text::Line;
pub use vat::VatNumber;
