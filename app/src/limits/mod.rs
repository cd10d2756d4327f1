//! How much a request, a customer and a firm may hold. One table for the server, which refuses more, and for the pages, which say so.

#[cfg(feature = "ssr")]
pub mod json;

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::error::{AppError, Refusal};

/// The largest body of a server function, in bytes. Files go by routes of their own.
pub const BODY: usize = 128 * 1024;
/// The longest path and query of an address, in bytes.
pub const ADDRESS: usize = 8 * 1024;
/// How deep the arguments of a server function nest.
pub const DEPTH: usize = 12;
/// How many values one list or one record in a request has.
pub const ITEMS: usize = 1_000;
/// How many values a request has altogether.
pub const VALUES: usize = 5_000;
/// So many of a firm's mails within an hour leave as fast as the mail server takes them; those after leave one after another.
pub const MAILS_AT_ONCE: usize = 50;
/// So many mails that one colleague causes leave in a day; the others of a job leave on the days after.
pub const MAILS_A_DAY: u64 = 2_000;
/// So many mails of all colleagues of a firm, together.
pub const MAILS_A_DAY_OF_FIRM: u64 = 5_000;
/// So many customers of a list are chosen, or printed, at once; and so many moments of a history are printed.
pub const CHOSEN: usize = 5_000;
/// So many columns a list has.
pub const COLUMNS: usize = 60;
/// How narrow and how wide a colleague can make a column, in pixels.
pub const COLUMN_WIDTHS: RangeInclusive<u16> = 48..=800;
/// So many options an own field has, those that are offered no more too.
pub const OPTIONS: usize = 100;
/// The longest search, in characters.
pub const SEARCH: usize = 200;
/// The longest text of any other field, in characters. Most fields hold less: what was typed goes back to its form with a word
/// for each, which takes a text that was read.
pub const TEXT: usize = 10_000;

/// The longest text of a field in a request or an address, by the field's name, in characters.
#[must_use]
pub fn longest(field: &str) -> usize {
    match field {
        "search" | "zoek" => SEARCH,
        _ => TEXT,
    }
}

/// Plain forms: the server functions that take `application/x-www-form-urlencoded`. Every other takes `application/json` only.
pub const PLAIN_FORMS: &[&str] = &[
    "/api/access/withdraw_form",
    "/api/addresses/delete_form",
    "/api/addresses/make_head_office_form",
    "/api/addresses/save_form",
    "/api/contacts/activate_form",
    "/api/contacts/deactivate_form",
    "/api/contacts/delete_form",
    "/api/contacts/make_main_form",
    "/api/contacts/save_form",
    "/api/customers/activate_form",
    "/api/customers/arrange_list_form",
    "/api/customers/arrange_tabs_form",
    "/api/customers/changes_seen_form",
    "/api/customers/deactivate_form",
    "/api/customers/decide_form",
    "/api/customers/delete_form",
    "/api/customers/save_form",
    "/api/customers/undo_step_form",
    "/api/free_fields/save_form",
    "/api/imports/choose",
    "/api/imports/discard",
    "/api/imports/retry",
    "/api/imports/start",
    "/api/integrations/apply_template_form",
    "/api/integrations/assign_form",
    "/api/integrations/categorise_form",
    "/api/integrations/fill_in_form",
    "/api/integrations/link_form",
    "/api/integrations/unassign_form",
    "/api/integrations/uncategorise_form",
    "/api/integrations/unlink_form",
    "/api/invitations/accept",
    "/api/invitations/decline",
    "/api/invitations/renew",
    "/api/invitations/resend_form",
    "/api/invitations/send_form",
    "/api/invitations/send_many_form",
    "/api/invitations/withdraw_form",
    "/api/jobs/cancel_form",
    "/api/notes/delete_form",
    "/api/notes/restore_form",
    "/api/notes/save_form",
    "/api/own_fields/add_set",
    "/api/own_fields/archive_form",
    "/api/own_fields/change_kind_form",
    "/api/own_fields/save_form",
    "/api/own_fields/shift_form",
    "/api/portal/ask_link",
    "/api/portal/choose_password",
    "/api/portal/enter",
    "/api/portal/save_account",
    "/api/portal/save_address",
    "/api/portal/save_contact",
    "/api/portal/save_details",
    "/api/portal/sign_in",
    "/api/portal/sign_out",
    "/api/portal/withdraw",
    "/api/session/account_form",
    "/api/session/begin",
    "/api/session/choose_password",
    "/api/session/confirm_and_return",
    "/api/session/end_device",
    "/api/session/end_other_sessions",
    "/api/session/end_session",
    "/api/session/forgot_password",
    "/api/session/give_code",
    "/api/session/join",
    "/api/session/language_form",
    "/api/session/new_codes_form",
    "/api/session/open_form",
    "/api/session/password_form",
    "/api/session/remove_app_form",
    "/api/session/remove_passkey_form",
    "/api/session/set_up_app",
    "/api/session/sign_in",
    "/api/session/sign_out",
    "/api/session/sign_out_everywhere",
    "/api/settings/card_tab_form",
    "/api/settings/category_form",
    "/api/settings/delete_category_form",
    "/api/settings/delete_profile_form",
    "/api/settings/delete_unit_form",
    "/api/settings/end_sessions_form",
    "/api/settings/invite_form",
    "/api/settings/office_form",
    "/api/settings/profile_form",
    "/api/settings/require_form",
    "/api/settings/resend_form",
    "/api/settings/reset_second_factor_form",
    "/api/settings/set_logo_form",
    "/api/settings/unit_form",
    "/api/settings/user_form",
    "/api/templates/archive_form",
    "/api/templates/duplicate_form",
    "/api/templates/save_form",
    "/api/templates/unarchive_form",
];

/// What a request has too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Excess {
    /// It is larger than so many kilobytes.
    Kilobytes(u32),
    /// A list or record in it has more values than this.
    Items(u32),
    /// It nests deeper than this.
    Depth(u32),
}

/// What a customer or a firm has at most a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counted {
    /// Addresses of a customer.
    Addresses,
    /// Contacts of a customer, those who left too.
    Contacts,
    /// Notes of a customer.
    Notes,
    /// People who open a customer's own page.
    People,
    /// Categories that one customer is in.
    CategoriesOfCustomer,
    /// Colleagues assigned to one customer.
    Assigned,
    /// Colleagues of a firm, those who left too.
    Colleagues,
    /// Permission profiles of a firm.
    Profiles,
    /// Business units of a firm.
    Units,
    /// Categories of a firm.
    Categories,
    /// Templates of a firm, the archived ones too.
    Templates,
    /// Own fields of a firm, the archived ones too.
    OwnFields,
    /// Own fields that one customer alone has, the archived ones too.
    OwnFieldsOfCustomer,
}

impl Counted {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Addresses,
        Self::Contacts,
        Self::Notes,
        Self::People,
        Self::CategoriesOfCustomer,
        Self::Assigned,
        Self::Colleagues,
        Self::Profiles,
        Self::Units,
        Self::Categories,
        Self::Templates,
        Self::OwnFields,
        Self::OwnFieldsOfCustomer,
    ];

    /// How many there may be.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::Addresses | Self::People | Self::CategoriesOfCustomer => 50,
            Self::OwnFieldsOfCustomer => 20,
            Self::Contacts | Self::Assigned | Self::Profiles | Self::OwnFields => 100,
            Self::Notes | Self::Units | Self::Categories | Self::Templates => 500,
            Self::Colleagues => 1_000,
        }
    }

    /// Whether there is room for one more beside those that there are.
    ///
    /// # Errors
    /// `Refused`, saying how many there may be.
    pub fn room(self, there: u64) -> Result<(), AppError> {
        if there < self.most() as u64 { Ok(()) } else { Err(AppError::Refused(Refusal::Full(self))) }
    }

    /// Whether as many may be there together.
    ///
    /// # Errors
    /// `Refused`, saying how many there may be.
    pub fn fits(self, all: usize) -> Result<(), AppError> {
        if all <= self.most() { Ok(()) } else { Err(AppError::Refused(Refusal::Full(self))) }
    }

    /// The word it is known by in an address.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Addresses => "adressen",
            Self::Contacts => "contactpersonen",
            Self::Notes => "notities",
            Self::People => "personen",
            Self::CategoriesOfCustomer => "categorieen-van-klant",
            Self::Assigned => "toegewezen",
            Self::Colleagues => "collegas",
            Self::Profiles => "profielen",
            Self::Units => "eenheden",
            Self::Categories => "categorieen",
            Self::Templates => "sjablonen",
            Self::OwnFields => "eigen-velden",
            Self::OwnFieldsOfCustomer => "eigen-velden-van-klant",
        }
    }

    /// The other way round.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counted| counted.key() == key)
    }
}
