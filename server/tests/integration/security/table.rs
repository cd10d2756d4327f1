//! Every server function and who may call it. A new one is not let through until it stands here.

use domain::permissions::{
    Area::{self, *},
    Level::{self, *},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Who may call a server function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever comes by: signing in, and links from mails.
    Public,
    /// Everybody who works at the firm.
    Colleague,
    /// A colleague whose profile gives this level in this area.
    May(Area, Level),
    /// A colleague whose profile gives all of these.
    MayAll(&'static [(Area, Level)]),
    /// A person of a customer, signed in to the portal.
    Customer,
    /// Whoever is signed in, at whichever door.
    SignedIn,
}

use Who::{Colleague, Customer, May, MayAll, Public, SignedIn};

impl Who {
    /// All that a profile must give; none where that is not what is asked.
    pub fn rights(self) -> Option<Vec<(Area, Level)>> {
        match self {
            May(area, level) => Some(vec![(area, level)]),
            MayAll(rights) => Some(rights.to_vec()),
            Public | Colleague | Customer | SignedIn => Option::None,
        }
    }
}

/// A bulk file makes customers and their contacts.
const IMPORTING: Who = MayAll(&[(Imports, Edit), (Customers, Edit), (Contacts, Edit)]);

#[rustfmt::skip]
pub const TABLE: &[(&str, Who)] = &[
    ("/api/access/list", May(Invitations, Read)),
    ("/api/access/withdraw", May(Invitations, Edit)),
    ("/api/access/withdraw_form", May(Invitations, Edit)),
    ("/api/addresses/delete", May(Customers, Edit)),
    ("/api/addresses/delete_form", May(Customers, Edit)),
    ("/api/addresses/make_head_office", May(Customers, Edit)),
    ("/api/addresses/make_head_office_form", May(Customers, Edit)),
    ("/api/addresses/save", May(Customers, Edit)),
    ("/api/addresses/save_form", May(Customers, Edit)),
    ("/api/audit/history", May(Customers, Read)),
    ("/api/contacts/activate", May(Contacts, Edit)),
    ("/api/contacts/activate_form", May(Contacts, Edit)),
    ("/api/contacts/deactivate", May(Contacts, Edit)),
    ("/api/contacts/deactivate_form", May(Contacts, Edit)),
    ("/api/contacts/delete", May(Contacts, Delete)),
    ("/api/contacts/delete_form", May(Contacts, Delete)),
    ("/api/contacts/make_main", May(Contacts, Edit)),
    ("/api/contacts/make_main_form", May(Contacts, Edit)),
    ("/api/contacts/save", May(Contacts, Edit)),
    ("/api/contacts/save_form", May(Contacts, Edit)),
    ("/api/customers/activate", May(Customers, Edit)),
    ("/api/customers/activate_form", May(Customers, Edit)),
    ("/api/customers/arrange_list", May(Customers, Read)),
    ("/api/customers/arrange_list_form", May(Customers, Read)),
    ("/api/customers/arrange_tabs", May(Customers, Read)),
    ("/api/customers/arrange_tabs_form", May(Customers, Read)),
    ("/api/customers/blank", May(Customers, Edit)),
    ("/api/customers/card", May(Customers, Read)),
    ("/api/customers/changes_seen", May(Customers, Edit)),
    ("/api/customers/changes_seen_form", May(Customers, Edit)),
    ("/api/customers/create", May(Customers, Edit)),
    ("/api/customers/deactivate", May(Customers, Edit)),
    ("/api/customers/deactivate_form", May(Customers, Edit)),
    ("/api/customers/decide", May(Customers, Edit)),
    ("/api/customers/decide_form", May(Customers, Edit)),
    ("/api/customers/delete", May(Customers, Delete)),
    ("/api/customers/delete_form", May(Customers, Delete)),
    ("/api/customers/duplicates", May(Customers, Read)),
    ("/api/customers/filled", May(Customers, Edit)),
    ("/api/customers/list", May(Customers, Read)),
    ("/api/customers/neighbours", May(Customers, Read)),
    ("/api/customers/printed", May(Customers, Read)),
    ("/api/customers/save_form", May(Customers, Edit)),
    ("/api/customers/suggest", May(Customers, Read)),
    ("/api/customers/undo_step", May(Customers, Edit)),
    ("/api/customers/update", May(Customers, Edit)),
    ("/api/free_fields/read", May(FreeFields, Read)),
    ("/api/free_fields/save", May(FreeFields, Edit)),
    ("/api/free_fields/save_form", May(FreeFields, Edit)),
    ("/api/imports/choose", IMPORTING),
    ("/api/imports/created", May(Imports, Read)),
    ("/api/imports/discard", IMPORTING),
    ("/api/imports/get", May(Imports, Read)),
    ("/api/imports/list", May(Imports, Read)),
    ("/api/imports/problems", May(Imports, Read)),
    ("/api/imports/retry", IMPORTING),
    ("/api/imports/start", IMPORTING),
    ("/api/integrations/apply_template", May(Customers, Edit)),
    ("/api/integrations/apply_template_form", May(Customers, Edit)),
    ("/api/integrations/assign", May(Customers, Edit)),
    ("/api/integrations/assign_form", May(Customers, Edit)),
    ("/api/integrations/categorise", May(Customers, Edit)),
    ("/api/integrations/categorise_form", May(Customers, Edit)),
    ("/api/integrations/compare", May(Customers, Read)),
    ("/api/integrations/fill_in", May(Customers, Edit)),
    ("/api/integrations/fill_in_form", May(Customers, Edit)),
    ("/api/integrations/link", May(Customers, Edit)),
    ("/api/integrations/link_form", May(Customers, Edit)),
    ("/api/integrations/settings", May(Customers, Read)),
    ("/api/integrations/unassign", May(Customers, Edit)),
    ("/api/integrations/unassign_form", May(Customers, Edit)),
    ("/api/integrations/uncategorise", May(Customers, Edit)),
    ("/api/integrations/uncategorise_form", May(Customers, Edit)),
    ("/api/integrations/unlink", May(Customers, Edit)),
    ("/api/integrations/unlink_form", May(Customers, Edit)),
    ("/api/invitations/accept", Public),
    ("/api/invitations/decline", Public),
    ("/api/invitations/open", Public),
    ("/api/invitations/outcome", May(Invitations, Read)),
    ("/api/invitations/prepare", May(Invitations, Edit)),
    ("/api/invitations/prepare_many", May(Invitations, Edit)),
    ("/api/invitations/preview", May(Invitations, Edit)),
    ("/api/invitations/renew", Public),
    ("/api/invitations/resend", May(Invitations, Edit)),
    ("/api/invitations/resend_form", May(Invitations, Edit)),
    ("/api/invitations/send", May(Invitations, Edit)),
    ("/api/invitations/send_form", May(Invitations, Edit)),
    ("/api/invitations/send_many", May(Invitations, Edit)),
    ("/api/invitations/send_many_form", May(Invitations, Edit)),
    ("/api/invitations/state", May(Invitations, Read)),
    ("/api/invitations/withdraw", May(Invitations, Edit)),
    ("/api/invitations/withdraw_form", May(Invitations, Edit)),
    // A job of an import is of who sees the import, any other its owner's and of who sees all customers: judged by the job.
    // The right is asked too, of the area that the job works in.
    ("/api/jobs/cancel", Colleague),
    ("/api/jobs/cancel_form", Colleague),
    ("/api/jobs/get", Colleague),
    ("/api/nace/search", May(Customers, Read)),
    ("/api/notes/delete", May(Notes, Delete)),
    ("/api/notes/list", May(Notes, Read)),
    ("/api/notes/restore", May(Notes, Delete)),
    ("/api/notes/save", May(Notes, Edit)),
    ("/api/notes/save_form", May(Notes, Edit)),
    ("/api/own_fields/add_set", May(Settings, Edit)),
    ("/api/own_fields/archive", May(Settings, Edit)),
    ("/api/own_fields/archive_form", May(Settings, Edit)),
    ("/api/own_fields/list", May(Settings, Read)),
    ("/api/own_fields/save", May(Settings, Edit)),
    ("/api/own_fields/save_form", May(Settings, Edit)),
    ("/api/own_fields/shift", May(Settings, Edit)),
    ("/api/own_fields/shift_form", May(Settings, Edit)),
    ("/api/portal/access", Customer),
    ("/api/portal/ask_link", Public),
    ("/api/portal/choose_password", Customer),
    ("/api/portal/companies", Customer),
    ("/api/portal/company", Customer),
    ("/api/portal/enter", Public),
    ("/api/portal/entrance", Public),
    ("/api/portal/save_account", Customer),
    ("/api/portal/save_address", Customer),
    ("/api/portal/save_contact", Customer),
    ("/api/portal/save_details", Customer),
    ("/api/portal/sign_in", Public),
    ("/api/portal/sign_out", Public),
    ("/api/portal/withdraw", Customer),
    ("/api/session/account", Colleague),
    ("/api/session/account_form", Colleague),
    ("/api/session/add_passkey", Colleague),
    ("/api/session/app_setup", Colleague),
    ("/api/session/begin", Public),
    ("/api/session/change_account", Colleague),
    ("/api/session/change_password", Colleague),
    ("/api/session/choose_password", Public),
    ("/api/session/codes", Colleague),
    ("/api/session/confirm", Colleague),
    ("/api/session/confirm_and_return", Colleague),
    ("/api/session/end_device", Public),
    ("/api/session/end_other_sessions", SignedIn),
    ("/api/session/end_session", SignedIn),
    ("/api/session/factors", Colleague),
    ("/api/session/forgot_password", Public),
    ("/api/session/give_code", Public),
    ("/api/session/invited", Public),
    ("/api/session/join", Public),
    ("/api/session/new_codes", Colleague),
    ("/api/session/new_codes_form", Colleague),
    ("/api/session/new_device", Public),
    ("/api/session/open_form", Colleague),
    ("/api/session/passkey_add_options", Colleague),
    ("/api/session/passkey_confirm", Colleague),
    ("/api/session/passkey_confirm_options", Colleague),
    ("/api/session/passkey_options", Public),
    ("/api/session/passkey_sign_in", Public),
    ("/api/session/password_form", Colleague),
    ("/api/session/remove_app", Colleague),
    ("/api/session/remove_app_form", Colleague),
    ("/api/session/remove_passkey", Colleague),
    ("/api/session/remove_passkey_form", Colleague),
    ("/api/session/second_step", Public),
    ("/api/session/sessions", SignedIn),
    ("/api/session/set_up_app", Colleague),
    ("/api/session/sign_in", Public),
    ("/api/session/sign_out", Public),
    ("/api/session/sign_out_everywhere", Colleague),
    ("/api/settings/card_tab_form", May(Settings, Edit)),
    ("/api/settings/card_tabs", May(Settings, Read)),
    ("/api/settings/categories", May(Settings, Read)),
    ("/api/settings/category_form", May(Settings, Edit)),
    ("/api/settings/change_office", May(Settings, Edit)),
    ("/api/settings/change_user", May(Users, Edit)),
    ("/api/settings/colleagues", Colleague),
    ("/api/settings/delete_category", May(Settings, Delete)),
    ("/api/settings/delete_category_form", May(Settings, Delete)),
    ("/api/settings/delete_profile", May(Users, Delete)),
    ("/api/settings/delete_profile_form", May(Users, Delete)),
    ("/api/settings/delete_unit", May(Settings, Delete)),
    ("/api/settings/delete_unit_form", May(Settings, Delete)),
    ("/api/settings/end_sessions", May(Users, Edit)),
    ("/api/settings/end_sessions_form", May(Users, Edit)),
    ("/api/settings/first_steps", May(Settings, Edit)),
    ("/api/settings/invite", May(Users, Edit)),
    ("/api/settings/invite_form", May(Users, Edit)),
    ("/api/settings/office", May(Settings, Read)),
    ("/api/settings/office_form", May(Settings, Edit)),
    ("/api/settings/profile", May(Users, Read)),
    ("/api/settings/profile_form", May(Users, Edit)),
    ("/api/settings/profiles", May(Users, Read)),
    ("/api/settings/read_logo", May(Settings, Read)),
    ("/api/settings/require_form", May(Users, Edit)),
    ("/api/settings/require_second_factor", May(Users, Edit)),
    ("/api/settings/resend", May(Users, Edit)),
    ("/api/settings/resend_form", May(Users, Edit)),
    ("/api/settings/reset_second_factor", May(Users, Edit)),
    ("/api/settings/reset_second_factor_form", May(Users, Edit)),
    ("/api/settings/save_category", May(Settings, Edit)),
    ("/api/settings/save_profile", May(Users, Edit)),
    ("/api/settings/save_unit", May(Settings, Edit)),
    ("/api/settings/set_logo", May(Settings, Edit)),
    ("/api/settings/sign_ins", May(Users, Read)),
    ("/api/settings/switch_card_tab", May(Settings, Edit)),
    ("/api/settings/unit_form", May(Settings, Edit)),
    ("/api/settings/units", May(Settings, Read)),
    ("/api/settings/user_form", May(Users, Edit)),
    ("/api/settings/users", May(Users, Read)),
    ("/api/templates/archive", May(Templates, Edit)),
    ("/api/templates/archive_form", May(Templates, Edit)),
    ("/api/templates/choices", May(Customers, Read)),
    ("/api/templates/choosable", May(Templates, Read)),
    ("/api/templates/duplicate", May(Templates, Edit)),
    ("/api/templates/duplicate_form", May(Templates, Edit)),
    ("/api/templates/get", May(Templates, Read)),
    ("/api/templates/list", May(Templates, Read)),
    ("/api/templates/save", May(Templates, Edit)),
    ("/api/templates/save_form", May(Templates, Edit)),
    ("/api/templates/unarchive", May(Templates, Edit)),
    ("/api/templates/unarchive_form", May(Templates, Edit)),
];

/// A request that every function can read: it holds whatever any of them asks for, and each takes what is its own. All ids
/// in it are `id`.
pub fn body(path: &str, id: Uuid) -> Value {
    let person = json!({ "name": "Bo", "email": "bo@voorbeeld.be", "locale": "nl", "contact_id": null });
    let mut request = json!({
        "id": id, "customer_id": id, "user_id": id, "template_id": id, "profile_id": id, "unit_id": id, "category_id": id,
        "job_id": id, "until": chrono::Utc::now(), "fields": [], "approve": true, "digest": true, "account_id": id,
        "version": 1, "active": true, "name": "Bo", "email": "bo@voorbeeld.be", "locale": "nl", "country": "BE", "vat": "",
        "company_number": "", "postcode": "", "note": "", "search": "", "token": "geen", "joining": true,
        "current": "x", "password": "x", "sealed": null, "required": true, "phone": "", "credential": "{}", "terug": "", "rights": { "scope": "assigned", "levels": {} },
        "details": {}, "customer": { "name": "Bakkerij Bo", "country": "BE" }, "address": {}, "contact": {},
        "labels": { "nl": "Bo" }, "kind": "text", "archived": true, "up": true,
        "query": app::customers::list::address::ListQuery::default(), "before": null, "after": null, "severity": null,
        "recipient": person, "selection": { "ids": [id], "import": null },
        "field": "manager", "compare": null, "integration": "peppol", "link": { "integration": "peppol", "version": 1, "external_reference": "", "settings": {} },
        "columns": [], "compact": false,
        "text": "Belt liever", "slugs": [], "hidden": [], "slug": "notities", "on": true,
    });
    match path {
        "/api/templates/save" => {
            request["details"] =
                json!({ "name": "Bo", "description": "", "content": { "users": [], "integrations": {} } })
        }
        "/api/addresses/save" => request["details"] = json!({ "new": { "city": "Gent", "country": "BE" } }),
        "/api/contacts/save" => request["details"] = json!({ "new": { "first_name": "Bo" } }),
        "/api/settings/change_office" => request["address"] = json!(""),
        "/api/customers/update" => {
            (request["address"], request["contact"]) = Default::default();
            request["customer"] = json!({ "new": { "name": "Bakkerij Bo", "country": "BE" } });
        }
        _ => {}
    }
    json!({ "id": id, "request": request })
}

/// What a plain form sends to a function that is the target of one and asks who it is; none where the request is JSON.
pub fn form(path: &str, id: Uuid) -> Option<Vec<(&'static str, String)>> {
    let customer = ("customer_id", id.to_string());
    let fields: Vec<(&'static str, String)> = match path {
        "/api/portal/save_details" => {
            vec![customer, ("version", "1".into()), ("details[name]", "Bo".into()), ("details[country]", "BE".into())]
        }
        "/api/portal/withdraw" => vec![customer],
        "/api/portal/save_address" => vec![customer, ("details[city]", "Gent".into())],
        "/api/portal/save_contact" => vec![customer, ("details[first_name]", "Bo".into())],
        "/api/portal/save_account" => vec![("version", "1".into()), ("name", "Bo".into()), ("locale", "nl".into())],
        "/api/portal/choose_password" => vec![("password", "x".into())],
        "/api/session/sign_out_everywhere" | "/api/session/end_other_sessions" => vec![],
        "/api/session/end_session" => vec![("id", id.to_string())],
        "/api/session/set_up_app" => vec![("sealed", "x".into()), ("code", "000000".into())],
        "/api/session/confirm_and_return" => vec![("password", "x".into())],
        "/api/imports/start" | "/api/imports/retry" | "/api/imports/discard" | "/api/imports/choose" => {
            vec![("id", id.to_string()), ("confirmed", "true".into())]
        }
        _ => return form_of_colleague(path, id),
    };
    Some(fields)
}

/// The same for the pages of colleagues.
fn form_of_colleague(path: &str, id: Uuid) -> Option<Vec<(&'static str, String)>> {
    let (id, customer, version) =
        (("id", id.to_string()), ("customer_id", id.to_string()), ("version", "1".to_owned()));
    let (name, locale) = (("name", "Bo".to_owned()), ("locale", "nl".to_owned()));
    let fields = match path {
        "/api/addresses/save_form" => {
            vec![customer, id, version, ("address_city", "Gent".into()), ("address_country", "BE".into())]
        }
        "/api/addresses/delete_form"
        | "/api/contacts/activate_form"
        | "/api/contacts/deactivate_form"
        | "/api/contacts/delete_form"
        | "/api/contacts/make_main_form" => vec![customer, id, version],
        "/api/addresses/make_head_office_form" => vec![customer, ("head_office", id.1)],
        "/api/contacts/save_form" => vec![customer, id, version, ("contact_first_name", "Bo".into())],
        "/api/customers/arrange_list_form" => vec![("keys", "name".into())],
        "/api/free_fields/save_form" => vec![customer],
        "/api/notes/save_form" => vec![customer, id, version, ("changed_text", "Belt liever".into())],
        "/api/customers/arrange_tabs_form" => vec![customer],
        "/api/customers/save_form" => vec![id, version, name],
        "/api/customers/changes_seen_form" => vec![id, ("until", chrono::Utc::now().to_rfc3339())],
        "/api/customers/decide_form" => vec![id, version],
        "/api/customers/activate_form" | "/api/customers/deactivate_form" | "/api/customers/delete_form" => {
            vec![id, version]
        }
        "/api/integrations/apply_template_form" => vec![customer, id],
        "/api/integrations/assign_form" => vec![customer, ("colleague", id.1)],
        "/api/integrations/categorise_form" => vec![customer, ("category", id.1)],
        "/api/integrations/fill_in_form" => vec![customer, ("id", "manager".into())],
        "/api/integrations/unassign_form" | "/api/integrations/uncategorise_form" => vec![customer, id],
        "/api/integrations/unlink_form" => vec![customer, ("id", "peppol".into())],
        "/api/access/withdraw_form" => vec![customer, id, ("confirmed", "true".into())],
        "/api/invitations/withdraw_form" => vec![id, ("confirmed", "true".into())],
        "/api/integrations/link_form" => vec![customer, ("id", "peppol".into()), ("external_reference", "x".into())],
        "/api/invitations/resend_form" => vec![id],
        "/api/invitations/send_form" => vec![customer, locale, ("email", "bo@voorbeeld.be".into())],
        "/api/invitations/send_many_form" => {
            vec![("selection", json!({ "ids": [id.1], "import": null }).to_string())]
        }
        "/api/own_fields/add_set" => vec![],
        "/api/own_fields/save_form" => vec![id, version, ("label_nl", "Bo".into())],
        "/api/own_fields/archive_form" => vec![id, version, ("archived", "true".into())],
        "/api/own_fields/shift_form" => vec![id, ("up", "true".into())],
        "/api/jobs/cancel_form" | "/api/session/remove_passkey_form" => vec![id],
        "/api/session/open_form" => vec![("what", "nieuw".into())],
        "/api/session/new_codes_form" | "/api/session/remove_app_form" => vec![],
        "/api/session/account_form" => vec![version, name, locale],
        "/api/session/password_form" => vec![("current", "x".into()), ("password", "x".into())],
        "/api/settings/office_form" => {
            vec![version, name, locale, ("email", "bo@voorbeeld.be".into()), ("country", "BE".into())]
        }
        "/api/settings/card_tab_form" => vec![("id", "notities".into()), ("on", "true".into())],
        "/api/settings/unit_form" | "/api/settings/category_form" => vec![id, version, ("group", "Bo".into())],
        "/api/settings/delete_unit_form"
        | "/api/settings/delete_category_form"
        | "/api/settings/delete_profile_form" => vec![id, version],
        "/api/settings/resend_form"
        | "/api/settings/end_sessions_form"
        | "/api/settings/reset_second_factor_form"
        | "/api/templates/archive_form"
        | "/api/templates/unarchive_form"
        | "/api/templates/duplicate_form" => vec![id],
        "/api/settings/invite_form" => {
            vec![name, locale, ("email", "bo@voorbeeld.be".into()), ("profile", id.1.clone()), ("unit", id.1)]
        }
        "/api/settings/user_form" => vec![version, ("profile", id.1.clone()), ("unit", id.1.clone()), id],
        "/api/settings/profile_form" => vec![id, version, name],
        "/api/settings/require_form" => vec![id, version],
        "/api/templates/save_form" => vec![id, version, name, ("step", "3".into())],
        _ => return Option::None,
    };
    Some(fields)
}

/// Whether the request names a record that must exist in the caller's firm.
pub fn names_a_record(path: &str) -> bool {
    let free = [
        "/api/customers/arrange_list",
        "/api/customers/arrange_list_form",
        "/api/customers/arrange_tabs",
        "/api/customers/blank",
        "/api/customers/create",
        "/api/customers/duplicates",
        "/api/customers/list",
        "/api/customers/printed",
        "/api/customers/suggest",
        "/api/imports/list",
        "/api/nace/search",
        "/api/settings/card_tab_form",
        "/api/own_fields/add_set",
        "/api/own_fields/list",
        "/api/settings/change_office",
        "/api/settings/office_form",
        "/api/settings/switch_card_tab",
        "/api/templates/choices",
        "/api/templates/choosable",
        "/api/templates/list",
    ];
    let lists = [
        "account",
        "card_tabs",
        "categories",
        "colleagues",
        "first_steps",
        "office",
        "profiles",
        "read_logo",
        "sign_ins",
        "units",
        "users",
    ];
    let public = TABLE.iter().any(|(each, who)| *each == path && matches!(who, Public | Customer));
    !public
        && !path.starts_with("/api/session/")
        && !free.contains(&path)
        && !lists.iter().any(|name| path == format!("/api/settings/{name}"))
}
