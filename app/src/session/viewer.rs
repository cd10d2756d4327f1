//! The person at the screen, as both server and browser know it.

use domain::{
    Country,
    permissions::{Area, Level, Rights},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A colleague of a firm, signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    pub user_id: Uuid,
    pub firm_id: Uuid,
    pub firm_name: String,
    /// Where the firm's logo is; none where it has none.
    pub firm_logo: Option<String>,
    /// The lines of the firm's address, and its telephone, as far as they are known.
    pub firm_reached: Vec<String>,
    /// ISO 3166-1 alpha-2 country of the firm.
    pub firm_country: String,
    pub name: String,
    pub email: String,
    /// The key of a language.
    pub locale: String,
    pub profile: String,
    pub rights: Rights,
}

/// How a firm is reached: the lines of its address, and its telephone, as far as they are known.
pub fn reached(address: &str, phone: &str) -> Vec<String> {
    address.lines().chain([phone]).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl Visitor {
    /// Name and e-mail address; empty for nobody.
    pub fn called(&self) -> (&str, &str) {
        match self {
            Self::Colleague(viewer) | Self::SettingUp(viewer) => (&viewer.name, &viewer.email),
            Self::Customer(viewer) => (&viewer.name, &viewer.email),
            Self::Nobody => ("", ""),
        }
    }

    /// Where the firm of a colleague is.
    pub fn firm_country(&self) -> Option<Country> {
        match self {
            Self::Colleague(viewer) => viewer.country(),
            _ => None,
        }
    }

    /// Whether it is a colleague of a firm.
    pub fn is_colleague(&self) -> bool {
        matches!(self, Self::Colleague(_) | Self::SettingUp(_))
    }
}

impl Viewer {
    /// Where the firm is.
    pub fn country(&self) -> Option<Country> {
        self.firm_country.parse().ok()
    }

    /// Whether this person's permission profile allows it.
    pub fn may(&self, area: Area, level: Level) -> bool {
        self.rights.may(area, level)
    }
}

/// A person of a customer, signed in to keep the customer's own data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalViewer {
    pub account_id: Uuid,
    pub name: String,
    pub email: String,
    pub locale: String,
    /// ISO 3166-1 alpha-2 country whose clock is the person's: see [`super::viewer_of::account_country`].
    pub country: String,
    /// The one company that a link opened; none where the person signed in, and the whole account is open. A link does not tell
    /// the account's name: it is empty then.
    pub only: Option<OneCompany>,
}

/// A company of a portal account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneCompany {
    pub firm_id: Uuid,
    pub customer_id: Uuid,
}

/// Whoever asks for a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visitor {
    #[default]
    Nobody,
    Colleague(Box<Viewer>),
    /// A colleague whose profile asks for a second factor, and who has none yet: nothing else can be done until it is set up.
    SettingUp(Box<Viewer>),
    Customer(PortalViewer),
}

/// Who is looking at the page. The server says it for a page load: signing in or out loads a new page. Who changes its own name
/// changes it here too.
pub fn use_visitor() -> RwSignal<Visitor> {
    expect_context()
}
