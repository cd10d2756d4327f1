//! Every way by which something is written that has a history. A function that is added is not let through until it stands here.

use std::collections::BTreeSet;

use domain::permissions::Level;

use crate::security::table::TABLE;

/// The functions that write what has a history, and the route that takes a logo.
pub const WAYS: &[&str] = &[
    "/api/access/withdraw",
    "/api/access/withdraw_form",
    "/api/addresses/delete",
    "/api/addresses/make_head_office",
    "/api/addresses/save",
    "/api/addresses/save_form",
    "/api/contacts/activate",
    "/api/contacts/deactivate",
    "/api/contacts/delete",
    "/api/contacts/make_main",
    "/api/contacts/save",
    "/api/contacts/save_form",
    "/api/customers/activate",
    "/api/customers/create",
    "/api/customers/deactivate",
    "/api/customers/decide",
    "/api/customers/decide_form",
    "/api/customers/delete",
    "/api/customers/save_form",
    "/api/customers/undo_step",
    "/api/customers/update",
    "/api/imports/start",
    "/api/integrations/apply_template",
    "/api/integrations/apply_template_form",
    "/api/integrations/assign",
    "/api/integrations/assign_form",
    "/api/integrations/categorise",
    "/api/integrations/categorise_form",
    "/api/integrations/fill_in",
    "/api/integrations/fill_in_form",
    "/api/integrations/link",
    "/api/integrations/link_form",
    "/api/integrations/unassign",
    "/api/integrations/unassign_form",
    "/api/integrations/uncategorise",
    "/api/integrations/uncategorise_form",
    "/api/integrations/unlink",
    "/api/integrations/unlink_form",
    "/api/invitations/accept",
    "/api/invitations/decline",
    "/api/invitations/resend",
    "/api/invitations/resend_form",
    "/api/invitations/send",
    "/api/invitations/send_form",
    "/api/invitations/send_many",
    "/api/invitations/send_many_form",
    "/api/invitations/withdraw",
    "/api/invitations/withdraw_form",
    "/api/portal/save_address",
    "/api/portal/save_contact",
    "/api/portal/save_details",
    "/api/portal/withdraw",
    "/api/session/account_form",
    "/api/session/add_passkey",
    "/api/session/change_account",
    "/api/session/change_password",
    "/api/session/choose_password",
    "/api/session/join",
    "/api/session/new_codes",
    "/api/session/password_form",
    "/api/session/remove_app",
    "/api/session/remove_passkey",
    "/api/session/set_up_app",
    "/api/settings/category_form",
    "/api/settings/change_office",
    "/api/settings/change_user",
    "/api/settings/delete_category",
    "/api/settings/delete_profile",
    "/api/settings/delete_unit",
    "/api/settings/invite",
    "/api/settings/invite_form",
    "/api/settings/logo",
    "/api/settings/office_form",
    "/api/settings/profile_form",
    "/api/settings/require_form",
    "/api/settings/require_second_factor",
    "/api/settings/reset_second_factor",
    "/api/settings/save_category",
    "/api/settings/save_profile",
    "/api/settings/save_unit",
    "/api/settings/set_logo",
    "/api/settings/unit_form",
    "/api/settings/user_form",
    "/api/templates/archive",
    "/api/templates/duplicate",
    "/api/templates/save",
    "/api/templates/save_form",
    "/api/templates/unarchive",
];

/// The others that ask for more than a right to read: they read, or write what has no history.
const NO_HISTORY: &[&str] = &[
    "/api/customers/blank",
    "/api/customers/changes_seen",
    "/api/customers/changes_seen_form",
    "/api/customers/filled",
    "/api/imports/choose",
    "/api/imports/discard",
    "/api/imports/retry",
    "/api/invitations/open",
    "/api/invitations/prepare",
    "/api/invitations/prepare_many",
    "/api/invitations/preview",
    "/api/invitations/renew",
    "/api/jobs/cancel",
    "/api/jobs/get",
    "/api/portal/access",
    "/api/portal/ask_link",
    "/api/portal/choose_password",
    "/api/portal/companies",
    "/api/portal/company",
    "/api/portal/enter",
    "/api/portal/entrance",
    "/api/portal/save_account",
    "/api/portal/sign_in",
    "/api/portal/sign_out",
    "/api/session/account",
    "/api/session/app_setup",
    "/api/session/codes",
    "/api/session/confirm",
    "/api/session/confirm_and_return",
    "/api/session/end_device",
    "/api/session/end_other_sessions",
    "/api/session/end_session",
    "/api/session/factors",
    "/api/session/forgot_password",
    "/api/session/give_code",
    "/api/session/invited",
    "/api/session/new_device",
    "/api/session/passkey_add_options",
    "/api/session/passkey_confirm",
    "/api/session/passkey_confirm_options",
    "/api/session/passkey_options",
    "/api/session/passkey_sign_in",
    "/api/session/second_step",
    "/api/session/sessions",
    "/api/session/sign_in",
    "/api/session/sign_out",
    "/api/session/sign_out_everywhere",
    "/api/settings/colleagues",
    "/api/settings/end_sessions",
    "/api/settings/first_steps",
    "/api/settings/resend",
];

/// Makes the first firm, of which there is one: `accounts::entry` does that.
const ONCE: &str = "/api/session/begin";

/// No function of the server, but written by.
const ROUTE: &str = "/api/settings/logo";

#[test]
fn every_function_that_may_write_is_done_or_named() {
    let writes = TABLE.iter().filter(|(_, who)| {
        let rights = who.rights();
        rights.is_none_or(|rights| rights.iter().any(|(_, level)| *level > Level::Read))
    });
    let there: BTreeSet<&str> = writes.map(|(path, _)| *path).collect();
    let done = WAYS.iter().filter(|way| **way != ROUTE).chain([&ONCE]);
    let known: BTreeSet<&str> = done.chain(NO_HISTORY).copied().collect();
    assert_eq!(there, known);
    assert!(NO_HISTORY.iter().all(|path| !WAYS.contains(path)));
}
